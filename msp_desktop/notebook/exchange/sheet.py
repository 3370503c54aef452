"""A study sheet: chosen questions with what is written on them, as one page to be printed.

The page needs nothing else: no script, no network, no file beside it.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

from msp_desktop.course.pictures import locate
from msp_desktop.notebook.exchange.choosing import Choice, chosen, illustrated
from msp_desktop.notebook.exchange.standalone import (
    Style,
    blocks_html,
    marks_html,
    note_html,
    pins_html,
    written,
)
from msp_desktop.notebook.exchange.words import ENGLISH, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.course.model import Chapter
    from msp_desktop.notebook.exchange.choosing import Chosen
    from msp_desktop.notebook.exchange.collected import Collected, Entry
    from msp_desktop.notebook.reviews import Review

LARGEST_PICTURE = 8 * 1024 * 1024
"""Bytes of a picture beyond which only its words stand on the sheet."""

LARGEST_PICTURES = 64 * 1024 * 1024
"""Bytes of all pictures of a sheet."""

_KINDS = {
    ".gif": "gif",
    ".jpeg": "jpeg",
    ".jpg": "jpeg",
    ".png": "png",
    ".svg": "svg+xml",
    ".webp": "webp",
}

# Sizes are in what Qt's documents know as well, of which the PDF is made.
_CSS = """
@page { margin: 18mm 16mm; }
body { font-family: "Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo",
  sans-serif; font-size: 10.5pt; color: #1b1f27; background: #ffffff;
  max-width: 46em; margin: 2em auto; }
h1 { font-size: 17pt; margin-top: 0px; margin-bottom: 2px; }
h2 { font-size: 13.5pt; margin-top: 26px; margin-bottom: 8px; border-bottom: 1px solid #cfd5de; }
h3 { font-size: 11pt; margin-top: 20px; margin-bottom: 5px; }
h2, h3, .caption { break-after: avoid; page-break-after: avoid; }
p { margin-top: 4px; margin-bottom: 4px; }
ul, ol { margin-top: 4px; margin-bottom: 4px; }
.from, .caption, .tags { color: #646c7a; font-size: 9pt; }
pre { font-family: "D2Coding", "Noto Sans Mono CJK KR", Consolas, monospace; font-size: 8.5pt;
  white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f6f8;
  padding: 6pt; margin-top: 4px; margin-bottom: 6px; break-inside: avoid; }
code { font-family: "D2Coding", "Noto Sans Mono CJK KR", Consolas, monospace; font-size: 9.5pt; }
pre code { font-size: 8.5pt; }
blockquote { border-left: 3px solid #cfd5de; margin-top: 6px; margin-bottom: 6px;
  margin-left: 5px; margin-right: 0px; padding-left: 8pt; }
table { border-collapse: collapse; }
th, td { border: 1px solid #cfd5de; padding: 2pt 6pt; }
img { max-width: 100%; max-height: 20cm; }
.own { background: #fff6e0; padding: 4pt 8pt; margin-top: 8px; margin-bottom: 0px;
  break-inside: avoid; }
.own p, .own ul, .own ol, .own blockquote { margin-top: 0px; margin-bottom: 0px; }
.markdown-alert { border-left: 3px solid #2457d6; padding-left: 8pt; }
.markdown-alert-title { font-weight: bold; }
.k, .kd, .kn, .nt { color: #a0209a; } .s, .s1, .s2 { color: #1d7a2f; }
.c, .c1, .cm { color: #646c7a; } .gp { color: #1f8f5f; } .go { color: #4a5260; }
@media print { body { max-width: none; margin: 0; } }
"""


def sheet(collected: Collected, choice: Choice, words: Words = ENGLISH, *, now: datetime) -> str:
    """Return the page."""
    course = collected.course
    title = words.sheet.format(course=course.title or course.source.name)
    source = words.source.format(file=course.source.name, day=now.date().isoformat())
    # What may be loaded is said once more in the page itself, for the browser to hold to.
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    parts = [
        '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>",
        f'<h1>{escape(title)}</h1>\n<p class="from">{escape(source)}</p>',
        *_questions(collected, choice, words),
        "</body>\n</html>\n",
    ]
    # The line end before a block's end would be one more line of it where Qt shows it.
    return "\n".join(parts).replace("\n</code></pre>", "</code></pre>")


def _questions(collected: Collected, choice: Choice, words: Words) -> Iterator[str]:
    style = _Pictures(collected.course.root, words).style()
    asked: dict[str, list[Review]] = defaultdict(list)
    for reviewed in collected.reviews:
        asked[reviewed.review.ref.question].append(reviewed.review)
    chapter = number = None
    for number, one in enumerate(chosen(collected, choice), start=1):
        if one.chapter is not chapter:
            if chapter is not None:
                yield from _illustrations(collected, choice, chapter, style, words)
            chapter = one.chapter
            yield f"<h2>{written(chapter.title_html or escape(chapter.title), style)}</h2>"
        yield _question(one, asked[one.question.id], number, style, words)
    if chapter is not None:
        yield from _illustrations(collected, choice, chapter, style, words)
    if number is None:
        yield f"<p>{escape(words.no_questions)}</p>"


def _illustrations(
    collected: Collected, choice: Choice, chapter: Chapter, style: Style, words: Words
) -> Iterator[str]:
    """Yield the pictures that stand beside a chapter's questions."""
    for one in illustrated(collected, choice, chapter):
        yield f"<h3>{escape(words.picture.format(name=one.title))}</h3>"
        yield f"<p>{style.picture(one.path, one.title)}</p>"
        parts = _on_picture(one.entry, style, words) if one.entry else []
        if one.entry is not None and one.entry.all_tags:
            parts.append(_tags(one.entry.all_tags, words))
        yield _box(parts)


def _on_picture(entry: Entry, style: Style, words: Words) -> list[str]:
    """Return what is written on a picture."""
    parts = [note_html(entry.note, style)] if entry.note is not None else []
    pins = pins_html((("", one) for one in entry.pins), style, words)
    return [*parts, pins] if pins else parts


def _question(one: Chosen, asked: Sequence[Review], number: int, style: Style, words: Words) -> str:
    star = "★ " if one.entry and one.entry.bookmark else ""
    unanswered = "" if one.question.answered else f'<p class="from">{escape(words.unanswered)}</p>'
    parts = [
        '<div class="question">',
        f"<h3>{number}. {star}{written(one.question.title_html, style)}</h3>",
        blocks_html(one.question.answer, style) + unanswered,
        _own(one, asked, style, words),
        "</div>",
    ]
    return "\n".join(part for part in parts if part)


def _own(one: Chosen, asked: Sequence[Review], style: Style, words: Words) -> str:
    """Return what the user wrote on a question and on its pictures."""
    entry = one.entry
    marks = marks_html(entry, style, words) if entry else ""
    parts = [f"<p><b>{escape(words.highlights)}</b></p>\n{marks}"] if marks else []
    if entry is not None and entry.note is not None:
        parts.append(f"<p><b>{escape(words.note)}</b></p>\n{note_html(entry.note, style)}")
    for shown in one.pictures:
        on_it = _on_picture(shown, style, words)
        if on_it:
            name = escape(words.picture.format(name=shown.title))
            parts += [f"<p><b>{name}</b></p>", *on_it]
    parts.append(pins_html(((each.picture, each.pin) for each in one.leading), style, words))
    if asked:
        parts.append(f'<p class="tags">{escape(_asked(asked, words))}</p>')
    if one.all_tags:
        parts.append(_tags(one.all_tags, words))
    return _box(parts)


def _asked(reviews: Sequence[Review], words: Words) -> str:
    """Say how often a question was asked, and with what success."""
    known = sum(one.known for one in reviews)
    day = max(one.at for one in reviews).astimezone().date().isoformat()
    return words.asked.format(times=len(reviews), known=known, day=day)


def _tags(names: Iterable[str], words: Words) -> str:
    tags = ", ".join(f"#{tag}" for tag in sorted(names))
    return f'<p class="tags">{escape(words.tags)}: {escape(tags)}</p>'


def _box(parts: Iterable[str]) -> str:
    """Return what the user wrote, set apart from the course's words."""
    body = "\n".join(part for part in parts if part)
    return f'<div class="own">\n{body}\n</div>' if body else ""


class _Pictures:
    """Puts a course's pictures into the page, as far as there is room."""

    def __init__(self, root: Path, words: Words) -> None:
        self._root = root
        self._words = words
        self._room = LARGEST_PICTURES

    def style(self) -> Style:
        return Style(self._picture, _formula, coloured=True)

    def _picture(self, path: str | None, said: str) -> str:
        words = f"<i>[{escape(self._words.picture.format(name=said or path or ''))}]</i>"
        file = locate(self._root, path) if path else None
        kind = _KINDS.get(file.suffix.lower()) if file else None
        if file is None or kind is None:
            return words
        try:
            with file.open("rb") as opened:
                data = opened.read(min(LARGEST_PICTURE, self._room) + 1)
        except OSError:
            return words
        if len(data) > min(LARGEST_PICTURE, self._room):
            return words
        self._room -= len(data)
        content = base64.b64encode(data).decode()
        return f'<img src="data:image/{kind};base64,{content}" alt="{escape(said)}">'


def _formula(source: str, alone: bool) -> str:
    return f"<pre>{source}</pre>" if alone else f"<code>{source}</code>"
