"""What was written in a course and has lost its place, and what the user decides about it."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.text import subject_of_chapter, text_of
from msp_desktop.notebook import bookmarks, tags, traces
from msp_desktop.notebook.anchoring import describe, resolve
from msp_desktop.notebook.carrying import (
    Way,
    carry_bookmarks,
    carry_notes,
    carry_tags,
    write_text,
)
from msp_desktop.notebook.comparing import is_text, standing
from msp_desktop.notebook.excerpts import MORE, before, behind
from msp_desktop.notebook.finding import Candidate, Finding
from msp_desktop.notebook.former import Former
from msp_desktop.notebook.highlights import every, find, put
from msp_desktop.notebook.model import Changes, QuestionRef, Wording
from msp_desktop.notebook.notes import Notes
from msp_desktop.notebook.steps import name_of, put_settled, settled
from msp_desktop.notebook.store import Store
from msp_desktop.notebook.tables import TAG

if TYPE_CHECKING:
    from msp_desktop.course.model import Course
    from msp_desktop.notebook.anchoring import Anchor
    from msp_desktop.notebook.model import EditionQuestion, Highlight
    from msp_desktop.notebook.session import Session
    from msp_desktop.notebook.tables import Rows

SHOWN = 240
"""Characters shown of an old answer on each side."""

_LONG_AGO = datetime.fromtimestamp(0, UTC)


class Kind(StrEnum):
    """What has lost its place."""

    BOOKMARK = "bookmark"
    NOTE = "note"
    TAGS = "tags"
    HIGHLIGHT = "highlight"


class Decision(NamedTuple):
    """Something without a place.

    ``ref`` is what it hangs on in the notebook, ``subject`` the highlight's id or that of the
    question that is gone.  ``wording`` are the old titles; ``before``, ``quote`` and ``after`` the
    old answer's text around a highlight, or the beginning of the old answer in ``after``; where
    there is more of it stands an ellipsis.
    ``text`` is a note's text, a bookmark's label, the tags; of a highlight the note on it.
    ``kept`` says that the user has decided to keep it unplaced.
    """

    kind: Kind
    subject: str
    ref: QuestionRef
    wording: Wording
    text: str
    before: str
    quote: str
    after: str
    candidates: tuple[Candidate, ...]
    kept: bool = False


class Decisions:
    """The decisions in one open notebook; got from :class:`Notebook`, whose errors they raise."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, course: Course, record: str) -> int:
        """Return how many decisions are open, without looking for candidates."""
        with self._session.reading() as rows:
            kept = settled(rows, record).kept
            return sum(one.name not in kept for one in homeless(rows, course, record))

    def of(self, course: Course, record: str) -> tuple[Decision, ...]:
        """Return what has no place in a course as it stands, in the order of the old questions.

        Those that are kept unplaced come last.  Reads the whole course, whose texts are one
        thread's.
        """
        with self._session.reading() as rows:
            ones = homeless(rows, course, record)
            if not ones:
                return ()
            kept = settled(rows, record).kept
            finding = Finding(standing(course, record, now=_LONG_AGO))
            former = Former(rows, record)
            made = [_decision(one, former, finding, kept=one.name in kept) for one in ones]
        return tuple(sorted(made, key=lambda one: one.kept))

    def attach(
        self, decision: Decision, candidate: Candidate, course: Course, *, now: datetime
    ) -> Changes:
        """Put something where a candidate is.

        A note joins one that stands there, below it.  A highlight keeps its colour and its note;
        for a candidate without a stretch it keeps its words and stays unplaced there.  Nothing
        happens where it is gone by now, or where the candidate's words are.
        """
        with self._session.writing() as rows:
            if decision.kind is Kind.HIGHLIGHT:
                changes = _placed(rows, decision, candidate, course, now=now)
            else:
                changes = _attached(rows, decision, candidate, now=now)
            record = decision.ref.course
            old = settled(rows, record)
            kept = old.kept - {name_of(decision.kind, decision.subject)}
            if changes and kept != old.kept:
                put_settled(rows, record, old._replace(kept=kept), now=now)
        return changes

    def keep(self, decision: Decision, *, now: datetime) -> Changes:
        """Leave something unplaced for good; it stays listed with its words."""
        course = decision.ref.course
        with self._session.writing() as rows:
            old = settled(rows, course)
            kept = old.kept | {name_of(decision.kind, decision.subject)}
            put_settled(rows, course, old._replace(kept=kept), now=now)
        return Changes(editions=frozenset({course}))

    def reopen(self, decision: Decision, *, now: datetime) -> Changes:
        """Take back that something is kept unplaced: it is to be decided on again."""
        course = decision.ref.course
        with self._session.writing() as rows:
            old = settled(rows, course)
            kept = old.kept - {name_of(decision.kind, decision.subject)}
            put_settled(rows, course, old._replace(kept=kept), now=now)
        return Changes(editions=frozenset({course}))

    def delete(self, decision: Decision, *, now: datetime) -> Changes:
        """Delete something; what a deleted note said stays among its versions."""
        with self._session.writing() as rows:
            return _deleted(rows, decision, now=now)


def _attached(rows: Rows, decision: Decision, candidate: Candidate, *, now: datetime) -> Changes:
    ref, target = decision.ref, candidate.question
    wordings = {target: Wording(candidate.title, candidate.chapter)}
    way = Way(ref.course, {ref.question: target}, wordings, now)
    both = frozenset({ref, way.ref(target)})
    match decision.kind:
        case Kind.BOOKMARK if carry_bookmarks(rows, way):
            traces.taken_away(rows, traces.Kind.BOOKMARK, ref, "", now)
            return Changes(bookmarks=both)
        case Kind.NOTE if not Notes(rows).standing(ref, "").empty and carry_notes(rows, way):
            return Changes(notes=both)
        case Kind.TAGS:
            done = carry_tags(rows, way)
            for name in done[0][2] if done else ():
                traces.taken_away(rows, traces.Kind.TAG, ref, name, now)
            return Changes(tags=both) if done else Changes()
        case _:
            return Changes()


def _placed(
    rows: Rows, decision: Decision, candidate: Candidate, course: Course, *, now: datetime
) -> Changes:
    one, text = find(rows, decision.subject), text_of(course, candidate.question)
    if one is None or text is None or one.deleted:
        return Changes()
    start, end = candidate.start, candidate.end
    if candidate.quote and text.whole[start:end] != candidate.quote:
        return Changes()
    one = one._replace(
        ref=QuestionRef(one.ref.course, candidate.question),
        wording=Wording(candidate.title, candidate.chapter),
        edition=course.digest,
        revision=one.revision + 1,
        updated_at=now,
        placed_at=now,
    )
    if start < end <= len(text.whole):
        anchor = describe(text.whole, start, end)
        one = one._replace(anchor=anchor, line=text.line(start), placed=True)
    put(rows, one)
    return Changes(highlights=frozenset({one.id}))


def _deleted(rows: Rows, decision: Decision, *, now: datetime) -> Changes:
    ref = decision.ref
    only = frozenset({ref})
    match decision.kind:
        case Kind.BOOKMARK if bookmarks.remove(rows, ref, None, now):
            return Changes(bookmarks=only)
        case Kind.NOTE if not Notes(rows).standing(ref, "").same:
            way = Way(ref.course, {}, {}, now)
            write_text(rows, way, ref.question, "", decision.wording)
            return Changes(notes=only)
        case Kind.TAGS:
            there = [one for one in tags.every(rows, ref.course) if one.ref == ref]
            for one in there:
                rows.drop(TAG, *ref, one.name)
                traces.taken_away(rows, traces.Kind.TAG, ref, one.name, now)
            return Changes(tags=only) if there else Changes()
        case Kind.HIGHLIGHT:
            one = find(rows, decision.subject)
            if one is not None and not one.deleted:
                gone = one._replace(deleted=True, revision=one.revision + 1, updated_at=now)
                put(rows, gone)
                return Changes(highlights=frozenset({one.id}))
        case _:
            pass
    return Changes()


class Homeless(NamedTuple):
    """Something without a place, as it stands in the notebook."""

    kind: Kind
    subject: str
    ref: QuestionRef
    wording: Wording
    text: str
    highlight: Highlight | None = None

    @property
    def name(self) -> str:
        """What it is called among what is kept."""
        return name_of(self.kind, self.subject)


def homeless(rows: Rows, course: Course, record: str) -> list[Homeless]:
    """Return what has no place in a course as it stands."""
    here = {
        *course.question_ids,
        *map(subject_of_chapter, ("", *(one.id for one in course.chapters))),
    }
    found: list[Homeless] = []
    drawn = {one.id: one for one in every(rows, record)}
    notes = {one.ref.question: one.text for one in Notes(rows).of(record)}
    for mark in Store(rows).bookmarks(record):
        if mark.ref.question not in here:
            where = (mark.ref.question, mark.ref, mark.wording)
            found.append(Homeless(Kind.BOOKMARK, *where, mark.label))
    for note in Notes(rows).of(record):
        name = note.ref.question
        if name not in here and name not in drawn and is_text(name):
            found.append(Homeless(Kind.NOTE, name, note.ref, note.wording, note.text))
    names: dict[QuestionRef, list[str]] = {}
    for tag in tags.every(rows, record):
        name = tag.ref.question
        if name not in here and name not in drawn and is_text(name):
            names.setdefault(tag.ref, []).append(tag.name)
    for ref, listed in names.items():
        wording = Wording("", "")
        found.append(Homeless(Kind.TAGS, ref.question, ref, wording, ", ".join(sorted(listed))))
    for one in drawn.values():
        if not one.deleted and not _stands(course, one):
            text = notes.get(one.id, "")
            found.append(Homeless(Kind.HIGHLIGHT, one.id, one.ref, one.wording, text, one))
    return found


def _stands(course: Course, one: Highlight) -> bool:
    if one.edition == course.digest:
        return one.placed
    text = text_of(course, one.ref.question)
    return text is not None and resolve(text.whole, one.anchor).start is not None


def _decision(one: Homeless, former: Former, finding: Finding, *, kept: bool) -> Decision:
    quote = one.highlight.anchor.quote if one.highlight else ""
    old = former.with_words(one.ref.question, one.wording, quote)
    wording = Wording(old.title, old.chapter)
    if one.highlight is None:
        shown = ("", "", behind(old.answer, 0, SHOWN))
        candidates = finding.questions(old)
    else:
        anchor = one.highlight.anchor
        shown = _around(old, anchor)
        candidates = finding.spots(anchor, old)
    return Decision(one.kind, one.subject, one.ref, wording, one.text, *shown, candidates, kept)


def _around(old: EditionQuestion, anchor: Anchor) -> tuple[str, str, str]:
    """Return the words of an anchor and what stood around them."""
    # Near the answer's beginning the prefix reaches into the title.
    whole = f"{old.title}\n{old.answer}"
    at = whole.find(anchor.prefix + anchor.quote + anchor.suffix)
    if at < 0:
        first = MORE if anchor.start > len(anchor.prefix) else ""
        last = MORE if anchor.end + len(anchor.suffix) < anchor.length else ""
        return f"{first}{anchor.prefix}", anchor.quote, f"{anchor.suffix}{last}"
    start = at + len(anchor.prefix)
    end = start + len(anchor.quote)
    return before(whole, start, SHOWN), anchor.quote, behind(whole, end, SHOWN)
