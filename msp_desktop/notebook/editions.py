"""Courses as they stood before, and what was written in them, kept to compare with or go back to.

An edition is what it takes to find an edited question again: ids, titles and answers as text.  Of
each course the last few are kept, and of older ones those that alone still have a question which
something was written on, and the one from which on the user has not looked at what changed.
"""

from __future__ import annotations

import json
import zlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msp_desktop.notebook.model import Changes, Edition, EditionQuestion, Snapshot
from msp_desktop.notebook.stored import clean, made, moment, time_of
from msp_desktop.notebook.tables import EDITION, NEWEST_VERSION, SNAPSHOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.notebook.session import Session
    from msp_desktop.notebook.tables import Rows, Value

KEPT = 4
"""How many of a course's latest editions are kept whatever they hold."""

MOST_TEXT = 16_000_000
"""Characters of titles and answers beyond which an edition is kept without its answers."""

MOST_BYTES = 100_000_000
"""Bytes that what was compressed may become again: more is not what was written here."""

SNAPSHOTS_KEPT = 5
"""How many snapshots of a kind are kept of a course."""

DIGITS = 16
"""Digits of an edition's digest that name it beside a question (see :func:`of_edition`)."""

_FORMAT = 1
_MOMENT = timedelta(microseconds=1)
_OF = "@"
_LATEST = "ORDER BY opened_at DESC, rowid DESC"

# The questions that something is written on: of highlights those they are in.
_WRITTEN_ON = f"""
    SELECT question FROM bookmark WHERE course = ?1
    UNION SELECT question FROM note JOIN note_version ON {NEWEST_VERSION}
        WHERE course = ?1 AND text <> ''
    UNION SELECT question FROM highlight WHERE course = ?1 AND NOT deleted
    UNION SELECT subject FROM tag WHERE course = ?1
"""  # noqa: S608 - names of ours


class Editions:
    """The editions in one open notebook; got from :class:`Notebook`, whose errors they raise."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, edition: Edition) -> Changes:
        """Keep a course as it stands; one that is kept already becomes the latest again."""
        packed = pack(edition)
        with self._session.writing() as rows:
            put_edition(rows, edition, packed)
        return Changes(editions=frozenset({edition.course}))

    def latest(self, course: str) -> Edition | None:
        """Return a course as it stood when it was last kept."""
        with self._session.reading() as rows:
            return latest(rows, course)

    def find(self, course: str, digest: str) -> Edition | None:
        """Return a course as it stood when its text had a digest."""
        with self._session.reading() as rows:
            return find(rows, course, digest)

    def last_with(self, course: str, question: str) -> Edition | None:
        """Return the latest edition that had a question."""
        with self._session.reading() as rows:
            return last_with(rows, course, question)

    def digests(self, course: str) -> tuple[str, ...]:
        """Return the digests of a course's editions, the latest first."""
        with self._session.reading() as rows:
            return digests(rows, course)

    def keep_snapshot(self, snapshot: Snapshot) -> Changes:
        """Keep what was written in a course as it stands; the oldest of its kind make room."""
        with self._session.writing() as rows:
            put_snapshot(rows, snapshot)
        return Changes(editions=frozenset({snapshot.course}))

    def snapshots(self, course: str, kind: str) -> tuple[Snapshot, ...]:
        """Return what was kept of what was written in a course, the latest first."""
        with self._session.reading() as rows:
            return snapshots(rows, course, kind)


def put_edition(rows: Rows, edition: Edition, packed: bytes, *, latest: bool = True) -> None:
    """Keep a course as it stands, the caller holding a transaction; see :func:`pack`.

    It is the latest from then on, even where a clock went back, or else the first of all.
    """
    digest, at = edition.digest, edition.opened_at
    query = "SELECT min(opened_at), max(opened_at) FROM edition WHERE course = ? AND digest <> ?"
    (times,) = rows.connection.execute(query, (edition.course, digest)).fetchall()
    if None not in times:
        first, last = made(time_of, [(one,) for one in times], rows.path)
        at = max(at, last + _MOMENT) if latest else min(at, first - _MOMENT)
    questions = "\n".join(clean(one.id) for one in edition.questions)
    rows.put(EDITION, edition.course, digest, moment(at), questions, packed)
    _thin(rows, edition.course)


def latest(rows: Rows, course: str) -> Edition | None:
    """Return a course as it stood when it was last kept."""
    return _first(rows, {"course": course}, f"{_LATEST} LIMIT 1")


def find(rows: Rows, course: str, digest: str) -> Edition | None:
    """Return a course as it stood when its text had a digest."""
    return _first(rows, {"course": course, "digest": digest})


def last_with(rows: Rows, course: str, question: str) -> Edition | None:
    """Return the latest edition that had a question."""
    question, digest = last_seen(question)
    named: dict[str, Value] = {"course": course}
    if digest:
        return _first(rows, named, "AND substr(digest, 1, length(?)) = ?", digest, digest)
    rest = (
        f"AND instr(char(10) || questions || char(10), char(10) || ? || char(10)) {_LATEST} LIMIT 1"
    )
    return _first(rows, named, rest, question)


def every(rows: Rows, course: str) -> tuple[Edition, ...]:
    """Return all that is kept of how a course stood, the latest first."""
    return made(_edition, rows.gather(EDITION, {"course": course}, _LATEST), rows.path)


def digests(rows: Rows, course: str) -> tuple[str, ...]:
    """Return the digests of a course's editions, the latest first."""
    return tuple(row[1] for row in rows.gather(EDITION, {"course": course}, _LATEST))


def listed(rows: Rows, course: str) -> list[tuple[str, frozenset[str]]]:
    """Return the digests of a course's editions with the ids of their questions, latest first."""
    columns = "digest, questions"
    query = f"SELECT {columns} FROM edition WHERE course = ? {_LATEST}"  # noqa: S608 - of ours
    found = rows.connection.execute(query, (course,))
    return [(digest, frozenset(questions.split("\n"))) for digest, questions in found]


def _first(rows: Rows, named: dict[str, Value], rest: str = "", *arguments: str) -> Edition | None:
    found = rows.gather(EDITION, named, rest, *arguments)
    return made(_edition, found, rows.path)[0] if found else None


def put_snapshot(rows: Rows, snapshot: Snapshot) -> None:
    """Keep what was written as it stands, the caller holding a transaction."""
    course, kind = snapshot.course, snapshot.kind
    rows.put(SNAPSHOT, snapshot.id, course, kind, moment(snapshot.made_at), snapshot.content)
    rows.connection.execute(
        """
        DELETE FROM snapshot WHERE id IN (
            SELECT id FROM snapshot WHERE course = ? AND kind = ?
            ORDER BY made_at DESC, rowid DESC LIMIT -1 OFFSET ?
        )
        """,
        (course, kind, SNAPSHOTS_KEPT),
    )


def snapshots(
    rows: Rows, course: str, kind: str, *, most: int = SNAPSHOTS_KEPT
) -> tuple[Snapshot, ...]:
    """Return what was kept of what was written in a course, the latest first."""
    named: dict[str, Value] = {"course": course, "kind": kind}
    found = rows.find(SNAPSHOT, named, "ORDER BY made_at DESC, rowid DESC LIMIT ?", most)
    return made(_snapshot, found, rows.path)


def of_edition(question: str, digest: str) -> str:
    """Return how a question is named that is gone where another one has its id now."""
    return f"{question}{_OF}{digest[:DIGITS]}"


def last_seen(subject: str) -> tuple[str, str]:
    """Return a question's own id, and the beginning of its edition's digest if that is named."""
    question, _, digest = subject.partition(_OF)
    return question, digest


def _thin(rows: Rows, course: str) -> None:
    """Remove the editions that nothing needs any more."""
    from msp_desktop.notebook.sightings import sighting

    looked_at = sighting(rows, course).looked
    needed = {question for (question,) in rows.connection.execute(_WRITTEN_ON, (course,))}
    named = {last_seen(one)[1] for one in needed}
    for place, (digest, questions) in enumerate(listed(rows, course)):
        here = needed & questions
        named_here = digest == looked_at or digest[:DIGITS] in named
        if place >= KEPT and not here and not named_here:
            rows.drop(EDITION, course, digest)
        needed -= here


def pack(edition: Edition) -> bytes:
    """Return an edition's questions as they are kept: JSON, compressed."""
    questions: Sequence[EditionQuestion] = edition.questions
    size = sum(len(one.title) + len(one.answer) for one in questions)
    if size > MOST_TEXT:
        questions = [one._replace(answer="") for one in questions]
    content = {"format": _FORMAT, "questions": questions}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(clean(text).encode(), 6)


def unpacked(content: bytes) -> dict[str, Any]:
    """Return an object of JSON that was compressed; ValueError for what was not written here."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(content, MOST_BYTES)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unpacker.eof:
        raise ValueError("what was compressed is cut off or too large")
    found: dict[str, Any] = json.loads(text)
    return found


def _questions_in(content: bytes) -> tuple[EditionQuestion, ...]:
    """Return the questions that :func:`pack` wrote; ValueError for anything else."""
    found = unpacked(content)
    return tuple(EditionQuestion(*map(str, one[:4])) for one in found["questions"])


def _edition(course: str, digest: str, opened_at: str, _questions: str, content: bytes) -> Edition:
    return Edition(course, digest, time_of(opened_at), _questions_in(content))


def _snapshot(identifier: str, course: str, kind: str, made_at: str, content: bytes) -> Snapshot:
    return Snapshot(identifier, course, kind, time_of(made_at), content)
