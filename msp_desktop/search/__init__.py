"""Finding questions, answers and notes.

May be imported by ``ui``; may import ``course`` and ``notebook``; no Qt.
"""
