"""How values stand in the tables, and how they are made again from what stands there."""

from __future__ import annotations

import codecs
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from msp_desktop.notebook.errors import NotebookDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from msp_desktop.notebook.model import QuestionRef, Wording

T = TypeVar("T")


def clean(text: str) -> str:
    """Return a text as it can be stored: halves of surrogate pairs are joined, or replaced."""
    try:
        # Unlike str.encode, this lets Python keep what it finds: whoever takes the text next, a
        # seal or SQLite, need not encode it again.
        codecs.readbuffer_encode(text)
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def keys(ref: QuestionRef) -> tuple[str, str]:
    """Return what stands for a question, or for what else a note hangs on."""
    return ref.course, ref.question


def titles(wording: Wording) -> tuple[str, str]:
    """Return what stands for a wording."""
    return clean(wording.question), clean(wording.chapter)


@lru_cache(maxsize=4)
def moment(time: datetime) -> str:
    """Return a time as text that sorts as times do; ValueError where it has no zone."""
    if time.tzinfo is None:
        raise ValueError("a time without its zone says nothing to a reader elsewhere")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=8)
def time_of(text: str) -> datetime:
    """Return the time that :func:`moment` wrote; ValueError for any other text."""
    time = datetime.fromisoformat(text)
    if time.utcoffset() != timedelta(0):
        raise ValueError(f"not a time in UTC: {text}")
    return time


def made(make: Callable[..., T], rows: Iterable[tuple[Any, ...]], path: Path) -> tuple[T, ...]:
    """Return rows as values; a row that does not make one is damage."""
    try:
        return tuple(make(*row) for row in rows)
    except (TypeError, ValueError, KeyError, OverflowError, AttributeError) as error:
        raise NotebookDamaged(path, f"a row cannot be read: {error}") from error
