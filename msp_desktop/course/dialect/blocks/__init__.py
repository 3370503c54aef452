"""Blocks: what a document is made of, by CommonMark's algorithm of open containers.

One rule, one file: each says how its block starts, goes on and ends, and which element it becomes.
``parser`` drives them; ``block`` and ``line`` are what rules are written with.  Imported by
``dialect`` only.
"""
