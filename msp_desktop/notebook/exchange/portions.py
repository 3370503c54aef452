"""Reading and merging everything about one course in an open notebook."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msp_desktop.notebook import editions, highlights, pins, reviews, tags, traces
from msp_desktop.notebook.errors import NotebookDamaged
from msp_desktop.notebook.exchange.joining import Fate, join_highlights, join_notes
from msp_desktop.notebook.exchange.portion import (
    Item,
    Kind,
    NoteHistory,
    Origin,
    Outcome,
    Portion,
    Reading,
)
from msp_desktop.notebook.exchange.taking_away import Side, join_bookmarks, stays
from msp_desktop.notebook.highlights import Highlights
from msp_desktop.notebook.joining_pins import join_pins
from msp_desktop.notebook.model import (
    Changes,
    CourseRecord,
    Note,
    NoteVersion,
    QuestionRef,
    Wording,
)
from msp_desktop.notebook.notes import Notes, versions_of
from msp_desktop.notebook.recognition import Opened, recognise
from msp_desktop.notebook.store import Store
from msp_desktop.notebook.stored import made, moment, time_of
from msp_desktop.notebook.tables import NOTE, READING, TAG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.model import Bookmark, Edition, Highlight, Tag
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.notebook.session import Session
    from msp_desktop.notebook.tables import Rows

_CLOCKS = timedelta(days=1)
"""How far apart the clocks of two machines may be for one to say what the other's lacks."""


class Portions:
    """What one open notebook holds about courses; got from :class:`Notebook`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, course: Course, record: CourseRecord) -> Portion:
        """Return everything about a course as it stands at one moment."""
        questions = course.question_ids
        name = course.source.name
        origin = Origin(record.id, name, course.title, course.digest, questions)
        with self._session.reading() as rows:
            rows.connection.execute("BEGIN")
            try:
                return _portion(origin, rows)
            finally:
                rows.connection.execute("ROLLBACK")

    def matching(self, origin: Origin) -> CourseRecord | None:
        """Return the course of this notebook that a portion is about, None where it has none."""
        with self._session.reading() as rows:
            return _matching(Store(rows), origin)

    def merge(self, portion: Portion, course: Course | None, *, now: datetime) -> Outcome:
        """Merge a portion into what is there, in one transaction.

        ``course`` is the portion's course where it has been put on this machine: the library leads
        to it from then on.  Where it is None, the course must be known (see :meth:`matching`);
        LookupError where it is not.
        """
        with self._session.writing() as rows:
            store = Store(rows)
            record = _matching(store, portion.origin)
            if course is not None:
                path, name = course.source.resolve(), portion.origin.id
                name = record.id if record else name
                record = CourseRecord(name, path, course.title, course.digest, now)
                store.put_course(record, course.question_ids)
            if record is None:
                raise LookupError(portion.origin.title)
            merging = _Merging(rows, self._session, record, now)
            merging.merge(portion)
        return merging.outcome(library=course is not None)


class _Merging:
    """One merging of a portion, in an open transaction."""

    def __init__(self, rows: Rows, session: Session, record: CourseRecord, now: datetime) -> None:
        self._rows = rows
        self._session = session
        self._record = record
        self._now = now
        self._items: dict[Fate | None, list[Item]] = {}
        self._changed: dict[Kind, set[QuestionRef]] = {kind: set() for kind in Kind}
        self._sides = Side(()), Side(())
        self._new_editions = False

    def outcome(self, *, library: bool) -> Outcome:
        changed = {kind: frozenset(refs) for kind, refs in self._changed.items()}
        changes = Changes(
            bookmarks=changed[Kind.BOOKMARK],
            notes=changed[Kind.NOTE],
            library=library,
            highlights=frozenset(ref.question for ref in changed[Kind.HIGHLIGHT]),
            tags=changed[Kind.TAG],
            pins=frozenset(ref.question for ref in changed[Kind.PIN]),
            reviews=changed[Kind.REVIEW],
            editions=frozenset({self._record.id} if self._new_editions else ()),
        )
        fates = (None, Fate.CHANGED, Fate.MERGED, Fate.CONFLICT)
        return Outcome(self._record, changes, *(tuple(self._items.get(one, ())) for one in fates))

    def merge(self, portion: Portion) -> None:
        known = traces.every(self._rows, self._record.id)
        # A clock that is wrong by more than a day takes nothing away.
        theirs = [one for one in portion.traces if one.at <= self._now + _CLOCKS]
        self._sides = Side(known), Side(theirs)
        self._bookmarks(portion.bookmarks)
        self._notes(portion.notes)
        self._highlights(portion.highlights)
        self._pins(portion.pins)
        self._reviews(portion)
        self._tags(portion.tags)
        for trace in self._sides[0].learns(theirs):
            traces.put(self._rows, self._record.id, trace)
        self._editions(portion.editions)
        if portion.reading is not None:
            self._reading(portion.reading)

    def _ref(self, subject: str) -> QuestionRef:
        return QuestionRef(self._record.id, subject)

    def _note_down(self, fate: Fate | None, kind: Kind, title: str, subject: str) -> None:
        self._items.setdefault(fate, []).append(Item(kind, title))
        self._changed[kind].add(self._ref(subject))

    def _bookmarks(self, given: Iterable[Bookmark]) -> None:
        store, (here, there) = Store(self._rows), self._sides
        ours = {one.ref.question: one for one in store.bookmarks(self._record.id)}
        theirs = {one.ref.question: one for one in given}
        for subject in ours | theirs:
            mine, yours = ours.get(subject), theirs.get(subject)
            joined = join_bookmarks(mine, here, yours, there)
            if joined is None:
                if mine is not None:
                    store.drop_bookmark(mine.ref)
                    title = mine.wording.question
                    self._note_down(Fate.CHANGED, Kind.BOOKMARK, title, subject)
                continue
            joined = joined._replace(ref=self._ref(subject))
            if joined == mine:
                continue
            store.put_bookmark(joined)
            if mine is None or joined.label != mine.label:
                labels = [one.label for one in (mine, yours) if one is not None]
                both = mine is not None and joined.label and joined.label not in labels
                fate = None if mine is None else Fate.MERGED if both else Fate.CHANGED
                self._note_down(fate, Kind.BOOKMARK, joined.wording.question, subject)

    def _notes(self, histories: Iterable[NoteHistory]) -> None:
        there = _histories(self._rows, self._record.id)
        for theirs in histories:
            ours = there.get(theirs.subject)
            if ours is None:
                fate, created_at, new = None, theirs.created_at, theirs.versions
            else:
                joined = join_notes(ours.versions, theirs.versions, now=self._now)
                if joined.fate is Fate.KEPT:
                    continue
                fate, new = joined.fate, joined.versions
                created_at = min(ours.created_at, theirs.created_at)
            ref, wording = self._ref(theirs.subject), (ours or theirs).wording
            self._write(ref, wording, created_at, new)
            if ours is not None or new[-1].text:
                title = wording.question or _first_line(new[-1].text)
                self._note_down(fate, Kind.NOTE, title, theirs.subject)

    def _write(
        self, ref: QuestionRef, wording: Wording, created_at: datetime, new: Iterable[NoteVersion]
    ) -> None:
        notes = Notes(self._rows)
        for one in new:
            key = notes.standing(ref, "").key
            times = (created_at, one.written_at)
            notes.put(Note(ref, wording, one.text, one.revision, *times), key)

    def _highlights(self, given: Iterable[Highlight]) -> None:
        all_of = Highlights(self._session)
        for one in given:
            theirs = one._replace(ref=self._ref(one.ref.question))
            ours = all_of.find(theirs.id)
            if ours is not None and ours.ref.course != self._record.id:
                # It moved to another edition's course, where it is looked after.
                continue
            joined = theirs if ours is None else join_highlights(ours, theirs)
            if joined == ours:
                continue
            if ours is not None:
                joined = joined._replace(revision=ours.revision + 1)
            highlights.put(self._rows, joined)
            if ours is None and joined.deleted:
                continue
            if ours is None or _shown(joined) != _shown(ours):
                fate = None if ours is None else Fate.CHANGED
                title = _first_line(joined.anchor.quote)
                self._note_down(fate, Kind.HIGHLIGHT, title, joined.id)

    def _pins(self, given: Iterable[Pin]) -> None:
        for one in given:
            theirs = one._replace(course=self._record.id)
            ours = pins.find(self._rows, theirs.ref)
            joined = theirs if ours is None else join_pins(ours, theirs)
            if joined == ours:
                continue
            if ours is not None:
                joined = joined._replace(revision=ours.revision + 1)
            pins.put(self._rows, joined)
            if ours is not None or not joined.deleted:
                fate = None if ours is None else Fate.CHANGED
                self._note_down(fate, Kind.PIN, joined.label or joined.picture, joined.id)

    def _reviews(self, given: Portion) -> None:
        there = {one.id: one for one in reviews.every(self._rows, self._record.id)}
        asked = (one for edition in reversed(given.editions) for one in edition.questions)
        linked = (link for pin in given.pins for link in pin.links)
        titles = {one.question: one.wording.question for one in linked}
        titles |= {one.id: one.title for one in asked}
        for one in given.reviews:
            ours = there.get(one.id)
            # One that was taken back anywhere is so everywhere.
            if ours is None or (one.taken_back and not ours.taken_back):
                joined = one._replace(ref=self._ref(one.ref.question))
                if ours is not None:
                    joined = ours._replace(taken_back=True)
                reviews.put(self._rows, joined)
                if ours is not None or not joined.taken_back:
                    fate = None if ours is None else Fate.CHANGED
                    subject = joined.ref.question
                    self._note_down(fate, Kind.REVIEW, titles.get(subject, subject), subject)

    def _tags(self, given: Iterable[Tag]) -> None:
        here, there = self._sides
        standing = set[tuple[str, str]]()
        for one in tags.every(self._rows, self._record.id):
            subject = one.ref.question
            if stays(one, here, there):
                standing.add((subject, one.name))
            else:
                self._rows.drop(TAG, self._record.id, subject, one.name)
                self._note_down(Fate.CHANGED, Kind.TAG, one.name, subject)
        for one in given:
            subject = one.ref.question
            if (subject, one.name) not in standing and stays(one, there, here):
                self._rows.put(TAG, self._record.id, subject, one.name, moment(one.created_at))
                self._note_down(None, Kind.TAG, one.name, subject)

    def _editions(self, given: Iterable[Edition]) -> None:
        """Take over which editions are not known here: they never count as the one opened last."""
        known = set(editions.digests(self._rows, self._record.id))
        for one in given:
            if one.digest not in known:
                mine = one._replace(course=self._record.id)
                editions.put_edition(self._rows, mine, editions.pack(mine), latest=False)
                self._new_editions = True

    def _reading(self, theirs: Reading) -> None:
        ours = _reading(self._rows, self._record.id)
        if ours is None or ours.read_at < theirs.read_at:
            where = (theirs.chapter, theirs.question, float(theirs.offset) + 0.0)
            read_at = moment(theirs.read_at)
            opened_at = self._rows.find(READING, {"course": self._record.id})[0][1]
            self._rows.put(READING, self._record.id, opened_at, *where, read_at)


def _portion(origin: Origin, rows: Rows) -> Portion:
    course = origin.id
    return Portion(
        origin,
        Store(rows).bookmarks(course),
        tuple(_histories(rows, course).values()),
        highlights.every(rows, course),
        tags.every(rows, course),
        _reading(rows, course),
        traces.every(rows, course),
        editions.every(rows, course),
        pins.every(rows, course),
        reviews.every(rows, course),
    )


def _matching(store: Store, origin: Origin) -> CourseRecord | None:
    known = store.known_courses()
    for one in known:
        if one.record.id == origin.id:
            return one.record
    opened = Opened(Path(origin.name), origin.title, origin.digest, frozenset(origin.questions))
    # Where it was on the other machine says nothing here, so as if it had been moved.
    found = recognise(opened, known, lambda _: False)
    return found.record if found else None


def _histories(rows: Rows, course: str) -> dict[str, NoteHistory]:
    """Return every note of a course by what it hangs on, deleted ones too."""
    found: dict[str, NoteHistory] = {}
    for row in rows.gather(NOTE, {"course": course}, "ORDER BY created_at, id"):
        number, _, subject, title, chapter, newest, created_at, _ = row
        (at,) = made(time_of, [(created_at,)], rows.path)
        versions = versions_of(rows, number, "ORDER BY id")
        if not versions or versions[-1][1] != newest:
            raise NotebookDamaged(rows.path, f"{NOTE.naming(row)} lacks its text")
        texts = made(_version, versions, rows.path)
        found[subject] = NoteHistory(subject, Wording(title, chapter), at, texts)
    return found


def _version(_note: int, revision: int, written_at: str, text: str) -> NoteVersion:
    return NoteVersion(revision, text, time_of(written_at))


def _reading(rows: Rows, course: str) -> Reading | None:
    for _, _, chapter, question, offset, read_at in rows.find(READING, {"course": course}):
        if chapter is not None and read_at is not None:
            (at,) = made(time_of, [(read_at,)], rows.path)
            return Reading(chapter, question or "", offset, at)
    return None


def _shown(one: Highlight) -> tuple[object, ...]:
    """Return all of a highlight that a user would see change."""
    return one.colour, one.ref, one.anchor, one.edition, one.placed, one.deleted


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")[:80]
