"""What is written in a course as a table: CSV after RFC 4180, for spreadsheets.

It begins with a byte order mark, without which Excel takes UTF-8 for the system's own encoding.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from msp_desktop.notebook.exchange.words import ENGLISH, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from msp_desktop.notebook.exchange.collected import Collected, Entry, Reviewed
    from msp_desktop.notebook.model import Note

COLUMNS = (
    *("kind", "chapter", "question", "colour", "quote", "note", "tags", "label"),
    *("created", "updated", "file", "line", "question_id", "picture"),
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, or strips to get at one."""


def table(collected: Collected, words: Words = ENGLISH) -> bytes:
    """Return a row for each bookmark, note, highlight, pin and review and for what has tags alone.

    Of a pin, the quote says where it is on its picture, and the questions are those it leads to; of
    a review, the label says whether the answer was known.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in collected.entries:
        for row in _rows(entry, words):
            writer.writerow([harmless(row.get(column, "")) for column in COLUMNS])
    for one in collected.reviews:
        row = _reviewed(one, words)
        writer.writerow([harmless(row.get(column, "")) for column in COLUMNS])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: with ``'`` before it if it must."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _rows(entry: Entry, words: Words) -> Iterator[dict[str, str]]:
    there = {
        "chapter": entry.chapter,
        "question": entry.title or words.introduction,
        "file": entry.spot.file,
        "line": str(entry.spot.line or ""),
        "question_id": entry.subject,
    }
    if entry.picture:
        there |= {"question_id": entry.question, "picture": entry.picture}
    tags = ", ".join(entry.tags)
    if entry.bookmark is not None:
        label, moment = entry.bookmark.label, _moment(entry.bookmark.created_at)
        yield there | {"kind": "bookmark", "label": label, "created": moment, "tags": tags}
    if entry.note is not None:
        yield there | {"kind": "note", "tags": tags} | _noted(entry.note)
    elif tags and entry.bookmark is None:
        yield there | {"kind": "tags", "tags": tags}
    for one in entry.marks:
        highlight = one.highlight
        yield there | {
            "kind": "highlight",
            "colour": words.colour(highlight.colour),
            "quote": highlight.anchor.quote,
            "tags": ", ".join(one.tags),
            "note": one.note.text if one.note else "",
            "created": _moment(highlight.created_at),
            "updated": _moment(highlight.updated_at),
            "line": str(highlight.line or entry.spot.line or ""),
        }
    for one in entry.pins:
        yield there | {
            "kind": "pin",
            "colour": words.colour(one.pin.colour),
            "label": one.pin.label,
            "quote": one.place,
            "question": "; ".join(filter(None, one.titles)),
            "question_id": "; ".join(one.pin.questions),
            "tags": ", ".join(one.tags),
            "note": one.note.text if one.note else "",
            "created": _moment(one.pin.created_at),
            "updated": _moment(one.pin.updated_at),
        }


def _reviewed(one: Reviewed, words: Words) -> dict[str, str]:
    return {
        "kind": "review",
        "chapter": one.chapter,
        "question": one.title or words.elsewhere,
        "label": words.known if one.review.known else words.unknown,
        "created": _moment(one.review.at),
        "question_id": one.review.ref.question,
        "picture": one.review.picture,
    }


def _noted(note: Note) -> dict[str, str]:
    times = {"created": _moment(note.created_at), "updated": _moment(note.updated_at)}
    return {"note": note.text} | times


def _moment(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
