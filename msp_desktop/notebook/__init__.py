"""What the user writes: bookmarks, notes, reading places and the list of added courses.

May be imported by ``search``, ``review`` and ``ui``; may import ``course``'s model; no Qt.
"""
