"""Spaced repetition: which question to ask again, and when.

May be imported by ``ui``; may import ``course`` and ``notebook``; no Qt.
"""
