"""Finding questions, answers and notes.

:mod:`.index` holds the texts of an open course and its notes, :mod:`.query` finds words in them,
:mod:`.hangul` knows what a half-typed Korean word may become, :mod:`.folding` compares texts
whatever their case and composition, :mod:`.excerpt` cuts out what a list shows.

May be imported by ``ui``; may import ``course`` and ``notebook``; no Qt.
"""
