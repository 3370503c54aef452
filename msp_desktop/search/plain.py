"""The words that a reader sees of a block's safe HTML."""

from __future__ import annotations

import re
from html import unescape

# Attributes may hold a bare ">" between their quotes. The parts exclude each other, so that no
# text is read twice; safe HTML ends every tag that it begins.
_REST = r'[^>"]*(?:"[^"]*"[^>"]*)*>'
_INLINE = re.compile(
    r"</?(?:a|b|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var)"
    rf"(?![A-Za-z0-9]){_REST}"
)
_TAG = re.compile(rf"<{_REST}")
# Neither holds others of its kind, and each is closed.
_OURS = re.compile(
    r'<sup class="footnote-ref">.*?</sup>|<p class="markdown-alert-title">.*?</p>', re.DOTALL
)
_WAY_BACK = re.compile(r'(class="footnote-backref">)\u21a9')
_ALT = re.compile(r'\salt="([^"]*)"')


def plain(html: str) -> str:
    """Return the text of safe HTML on one line: tags dropped, pictures as what they show.

    Without what the program has put there itself: numbers of footnotes, ways back to them, and the
    titles of alerts, which the page has in the interface's language.
    """
    if "class=" in html:
        html = _WAY_BACK.sub(r"\1", _OURS.sub("", html))
    text = _TAG.sub(_between, _INLINE.sub("", html))
    return one_line(unescape(text))


def one_line(text: str) -> str:
    """Return a text with all white space as single spaces."""
    return " ".join(text.split())


def _between(tag: re.Match[str]) -> str:
    """Return what stands for a tag that sets words apart."""
    shown = _ALT.search(tag[0]) if tag[0].startswith("<img") else None
    return f" {shown[1]} " if shown else " "
