"""The notes pane: a Markdown text on the current question, saved as it is typed.

A :mod:`draft` is one question's text with its undo history and what of it is on disk; the
:mod:`pane` shows one and hands on what was typed.  The :mod:`editor` is where it is typed, with
the rules of :mod:`lists` and :mod:`emphasis`; :mod:`marks` finds the Markdown in a line and
:mod:`styling` shows it.
"""

from msp_desktop.ui.views.notes.pane import NotesPane

__all__ = ["NotesPane"]
