"""Bookmarks, notes, tags and the reading place carried from questions to others, and back.

Each function carries everything of a kind at once, so that two questions may change places, and
returns what it did as plain lists, which the function that takes it back reads.  The caller holds
a transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msp_desktop.notebook import tags, traces
from msp_desktop.notebook.exchange.joining import join_labels
from msp_desktop.notebook.merge import merge
from msp_desktop.notebook.model import Note, QuestionRef, Wording
from msp_desktop.notebook.notes import Notes
from msp_desktop.notebook.steps import last_record
from msp_desktop.notebook.store import Store
from msp_desktop.notebook.stored import made, moment, time_of
from msp_desktop.notebook.tables import NOTE, READING, TAG
from msp_desktop.notebook.traces import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from msp_desktop.notebook.model import Bookmark
    from msp_desktop.notebook.tables import Rows

Done = list[list[Any]]
"""What was done, as it stands in a step's JSON."""

DELETED = False
"""Stands last in what was done with a note that is deleted."""


class Way(NamedTuple):
    """From which questions to which others, of one course; and the others' titles."""

    course: str
    moves: Mapping[str, str]
    wordings: Mapping[str, Wording]
    now: datetime

    def ref(self, question: str) -> QuestionRef:
        """Return how a question is named."""
        return QuestionRef(self.course, question)


def carry_bookmarks(rows: Rows, way: Way) -> Done:
    """Carry bookmarks; one that finds another where it goes joins it, with both labels.

    Done: from, to, the label it has there, the bookmark as it was, the one that was there.
    """
    store, done = Store(rows), Done()
    there = {one.ref.question: one for one in store.bookmarks(way.course)}
    going = [there.pop(question) for question in way.moves if question in there]
    for one in going:
        store.drop_bookmark(one.ref)
    for one in going:
        target = way.moves[one.ref.question]
        standing = there.get(target)
        wording = way.wordings.get(target, one.wording)
        put = one._replace(ref=way.ref(target), wording=wording)
        if standing is not None:
            label = join_labels(standing.label, one.label)
            created_at = min(one.created_at, standing.created_at)
            put = put._replace(label=label, created_at=created_at)
        store.put_bookmark(put)
        traces.given(rows, Kind.BOOKMARK, put.ref, "", way.now)
        was = _bookmark_values(one)
        done.append([one.ref.question, target, put.label, was, _bookmark_values(standing)])
    return done


def return_bookmarks(rows: Rows, way: Way, done: Done) -> set[QuestionRef]:
    """Take back what :func:`carry_bookmarks` did, with the labels that were given since."""
    store, changed = Store(rows), set[QuestionRef]()
    there = {one.ref.question: one for one in store.bookmarks(way.course)}
    coming = [(there.pop(target), one) for target, one in _by_target(done) if target in there]
    for one, _ in coming:
        store.drop_bookmark(one.ref)
    for one, (source, target, given, was, other) in coming:
        relabelled = one.label != given
        back = _bookmark(way.ref(source), was)
        if relabelled:
            back = back._replace(label=one.label)
        standing = there.get(source)
        if standing is not None:
            back = back._replace(label=join_labels(standing.label, back.label))
        store.put_bookmark(back)
        traces.given(rows, Kind.BOOKMARK, back.ref, "", way.now)
        changed |= {way.ref(source), way.ref(target)}
        if other is not None:
            store.put_bookmark(_bookmark(way.ref(target), other))
    return changed


def _by_target(done: Done) -> Iterable[tuple[str, Any]]:
    return [(one[1], one) for one in done]


def _bookmark_values(one: Bookmark | None) -> list[str] | None:
    return None if one is None else [*one.wording, moment(one.created_at), one.label]


def _bookmark(ref: QuestionRef, values: list[str]) -> Bookmark:
    from msp_desktop.notebook.model import Bookmark

    title, chapter, created_at, label = values
    return Bookmark(ref, Wording(title, chapter), time_of(created_at), label)


class _NoteRow(NamedTuple):
    id: int
    course: str
    question: str
    title: str
    chapter: str
    revision: int
    created_at: str
    updated_at: str


def _note_rows(rows: Rows, course: str) -> dict[str, _NoteRow]:
    """Return every note of a course by what it is on, deleted ones too."""
    found = made(_NoteRow, rows.find(NOTE, {"course": course}), rows.path)
    return {one.question: one for one in found}


def carry_notes(rows: Rows, way: Way) -> Done:
    """Carry notes with all their versions; one that finds another where it goes is put below it.

    Done: from, to, the revision there, None or the texts that both had, the old titles, and
    ``DELETED`` for what only has a past.
    """
    done = Done()
    there = _note_rows(rows, way.course)
    going = {question: there.pop(question) for question in way.moves if question in there}
    free = [one for question, one in going.items() if way.moves[question] not in there]
    _replace(rows, way, [(one, way.moves[one.question]) for one in free])
    for one in free:
        target = way.moves[one.question]
        state = None if _text(rows, way.ref(target)) else DELETED
        titles = [one.title, one.chapter]
        done.append([one.question, target, one.revision, None, titles, state])
    for question, one in going.items():
        target = way.moves[question]
        if target not in there:
            continue
        mine = _text(rows, way.ref(question))
        if not mine:
            continue
        theirs = _text(rows, way.ref(target))
        wording = way.wordings.get(target, Wording(one.title, one.chapter))
        text = merge(_in_common(rows, way.ref(target), question, mine), mine, theirs)
        revision = write_text(rows, way, target, text, wording)
        write_text(rows, way, question, "", Wording(one.title, one.chapter))
        titles = [one.title, one.chapter]
        done.append([question, target, revision, [mine, theirs], titles, None])
    return done


def _in_common(rows: Rows, target: QuestionRef, source: str, mine: str) -> str:
    """Return the text that two notes both come from, "" where there is none.

    A window that still goes by the name of before may write on a note that was carried already:
    what it was then is what both go on from, if all of it is there.
    """
    last = last_record(rows, target.course)
    for one in last.done["notes"] if last is not None and not last.source else ():
        whole = one[3] is None and one[-1] is not DELETED
        if whole and one[:2] == [source, target.question]:
            text = Notes(rows).text_at(target, one[2])
            return text if text in mine else ""
    return ""


def return_notes(rows: Rows, way: Way, done: Done) -> set[QuestionRef]:
    """Take back what :func:`carry_notes` did, with the texts that were written since."""
    changed = set[QuestionRef]()
    there = _note_rows(rows, way.course)
    whole = [one for one in done if one[3] is None and one[1] in there]
    back = {target: source for source, target, *_ in whole}
    titles = {source: Wording(*wording) for source, _, _, _, wording, _ in whole}
    joined = carry_notes(rows, way._replace(moves=back, wordings=titles))
    changed |= {way.ref(name) for source, target, *_ in joined for name in (source, target)}
    for source, target, revision, texts, wording, _ in done:
        if texts is None:
            continue
        mine, theirs = texts
        if not _text(rows, way.ref(source)):
            write_text(rows, way, source, mine, Wording(*wording))
        standing = there.get(target)
        if standing is not None and standing.revision == revision:
            write_text(rows, way, target, theirs, Wording(standing.title, standing.chapter))
        changed |= {way.ref(source), way.ref(target)}
    return changed


def _replace(rows: Rows, way: Way, going: Iterable[tuple[_NoteRow, str]]) -> None:
    """Have notes hang on other questions; their versions know them by their numbers."""
    listed = list(going)
    if not listed:
        return
    rows.connection.execute("PRAGMA defer_foreign_keys = ON")
    for one, _ in listed:
        rows.drop(NOTE, one.id)
    for one, target in listed:
        title, chapter = way.wordings.get(target, Wording(one.title, one.chapter))
        rows.put(NOTE, *one._replace(question=target, title=title, chapter=chapter))


def _text(rows: Rows, ref: QuestionRef) -> str:
    found = Notes(rows).find(ref)
    return found.text if found else ""


def write_text(rows: Rows, way: Way, question: str, text: str, wording: Wording) -> int:
    """Write a note's next version; return its revision."""
    notes, ref = Notes(rows), way.ref(question)
    standing = notes.standing(ref, text)
    if standing.same:
        return standing.revision
    created_at = way.now if standing.empty else standing.created_at or way.now
    note = Note(ref, wording, text, standing.revision + 1, created_at, way.now)
    notes.put(note, standing.key)
    return note.revision


def carry_tags(rows: Rows, way: Way) -> Done:
    """Carry tags.  Done: from, to, the tags, and those that were there already."""
    done = Done()
    there: dict[str, dict[str, datetime]] = {}
    for one in tags.every(rows, way.course):
        there.setdefault(one.ref.question, {})[one.name] = one.created_at
    going = {question: there.pop(question) for question in way.moves if question in there}
    for question, names in going.items():
        for name in names:
            rows.drop(TAG, way.course, question, name)
    for question, names in going.items():
        target = way.moves[question]
        for name, created_at in names.items():
            if name not in there.get(target, {}):
                rows.put(TAG, way.course, target, name, moment(created_at))
                traces.given(rows, Kind.TAG, way.ref(target), name, way.now)
        done.append([question, target, [*names], [*there.get(target, {})]])
    return done


def return_tags(rows: Rows, way: Way, done: Done) -> set[QuestionRef]:
    """Take back what :func:`carry_tags` did; what was taken away since stays away."""
    changed = set[QuestionRef]()
    there: dict[tuple[str, str], datetime] = {
        (one.ref.question, one.name): one.created_at for one in tags.every(rows, way.course)
    }
    coming: list[tuple[str, str, datetime]] = []
    for source, target, names, others in done:
        for name in names:
            created_at = there.get((target, name))
            if created_at is None:
                continue
            coming.append((source, name, created_at))
            if name not in others:
                rows.drop(TAG, way.course, target, name)
            changed |= {way.ref(source), way.ref(target)}
    for source, name, created_at in coming:
        rows.put(TAG, way.course, source, name, moment(created_at))
        traces.given(rows, Kind.TAG, way.ref(source), name, way.now)
    return changed


def carry_place(rows: Rows, way: Way, chapters: Mapping[str, str]) -> Done:
    """Carry the place where reading stopped; ``chapters`` are those of questions.

    Done: the row as it was and as it is.
    """
    for row in rows.find(READING, {"course": way.course}):
        course, opened_at, chapter, question, offset, read_at = row
        target = way.moves.get(question)
        if target is None or target not in chapters:
            continue
        moved = (course, opened_at, chapters[target], target, offset, read_at)
        rows.put(READING, *moved)
        return [[[chapter, question], [chapters[target], target]]]
    return []


def return_place(rows: Rows, way: Way, done: Done) -> None:
    """Take back what :func:`carry_place` did, unless somebody read on."""
    for was, now in done:
        for row in rows.find(READING, {"course": way.course}):
            course, opened_at, chapter, question, offset, read_at = row
            if [chapter, question] == now:
                rows.put(READING, course, opened_at, *was, offset, read_at)
