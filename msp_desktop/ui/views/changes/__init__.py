"""The page that says what became of a course since it was read, and what is to be decided.

``pane`` is the page, ``column`` scrolls through any number of rows, ``rows`` and ``cards`` are what
it shows, ``paragraph`` words in several looks.
"""
