"""The Markdown dialect of courses: CommonMark's block structure on Python-Markdown.

Imported by ``course`` only.
"""
