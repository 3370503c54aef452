"""The Markdown dialect of courses: CommonMark's block structure on Python-Markdown.

An extension of Python-Markdown fills its stages with rules of CommonMark 0.31, GitHub's additions
to it, and some that other authors know: definition lists, marked text, sub and superscript, front
matter.  ``blocks`` and ``inline`` hold the rules, one in a file.  Imported by ``course`` only.
"""

from msp_desktop.course.dialect.blocks.html import HTML_BLOCK
from msp_desktop.course.dialect.blocks.paragraph import TIGHT
from msp_desktop.course.dialect.document import Document, convert, lines, parse, set_lines
from msp_desktop.course.dialect.inline.footnote import NOTE_REFERENCE
from msp_desktop.course.dialect.inline.html import HTML_INLINE

__all__ = [
    "HTML_BLOCK",
    "HTML_INLINE",
    "NOTE_REFERENCE",
    "TIGHT",
    "Document",
    "convert",
    "lines",
    "parse",
    "set_lines",
]
