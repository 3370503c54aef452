"""Inline content: what a paragraph, a heading or a table's cell is made of.

One rule, one file: each is a Python-Markdown inline processor, tried where one of its characters
stands.  ``scanner`` drives them from left to right; ``run`` is what it knows while it does.
Imported by ``dialect`` only.
"""
