"""What the user decides about marks without a place: done on the thread that writes, and undone.

Undoing writes what was there before, as undoing any other change of a mark does.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from msp_desktop.notebook.model import QuestionRef
from msp_desktop.ui.elsewhere import same_edition
from msp_desktop.ui.undoing import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from msp_desktop.notebook.decisions import Candidate, Decision
    from msp_desktop.notebook.model import Bookmark, Highlight, Note
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study


class Marks(NamedTuple):
    """What stands on some questions, and a highlight, before something is done or after it."""

    bookmarks: Mapping[QuestionRef, Bookmark]
    notes: Mapping[QuestionRef, Note]
    tags: Mapping[QuestionRef, frozenset[str]]
    highlight: Highlight | None


class Deciding(QObject):
    """Does what is decided.

    Signals: ``decided(Decision)`` when it is on disk, ``undecided(Decision)`` when it was undone.
    """

    decided = Signal(object)
    undecided = Signal(object)

    def __init__(self, study: Study, marking: Marking) -> None:
        super().__init__(marking)
        self._study = study
        self._marking = marking

    def attach(self, decision: Decision, candidate: Candidate) -> None:
        """Put something where a candidate is."""
        course = self._study.course
        if course is None:
            return
        now, digest = self._study.now(), course.digest

        def act(notebook: Notebook) -> bool:
            opened = same_edition(self._study, digest)
            if opened is None:
                return False
            notebook.decisions.attach(decision, candidate, opened, now=now)
            return True

        self._do(decision, candidate.question, self.tr("Attaching a mark"), act)

    def keep(self, decision: Decision) -> None:
        """Leave something without a place for good."""
        now = self._study.now()

        def act(notebook: Notebook) -> bool:
            notebook.decisions.keep(decision, now=now)
            return True

        self._do(decision, "", self.tr("Keeping a mark without a place"), act, keeps=True)

    def delete(self, decision: Decision) -> None:
        """Delete something."""
        now = self._study.now()

        def act(notebook: Notebook) -> bool:
            notebook.decisions.delete(decision, now=now)
            return True

        self._do(decision, "", self.tr("Deleting a mark"), act)

    def _do(
        self,
        decision: Decision,
        target: str,
        name: str,
        act: Callable[[Notebook], bool],
        *,
        keeps: bool = False,
    ) -> None:
        refs = [decision.ref]
        if target:
            refs.append(QuestionRef(decision.ref.course, target))
        look = partial(_marks, refs, decision.subject)

        def job(notebook: Notebook) -> tuple[Marks, Marks] | None:
            before = look(notebook)
            return (before, look(notebook)) if act(notebook) else None

        def done(found: tuple[Marks, Marks] | None) -> None:
            if found is None:
                return
            before, after = found
            self._study.tell_changed()
            self.decided.emit(decision)
            undo = partial(self._restore, decision, after, before, keeps=keeps, decided=False)
            redo = partial(self._restore, decision, before, after, keeps=keeps, decided=True)
            self._marking.steps.add(Step(name, undo, redo))
            self._marking.removed.emit(name)

        self._study.writing.submit(job, done)

    def _restore(
        self, decision: Decision, there: Marks, wanted: Marks, *, keeps: bool, decided: bool
    ) -> None:
        now = self._study.now()

        def job(notebook: Notebook) -> None:
            restore(notebook, there, wanted, now=now)
            if keeps and decided:
                notebook.decisions.keep(decision, now=now)
            elif keeps:
                notebook.decisions.reopen(decision, now=now)

        def done(_nothing: None) -> None:
            self._study.tell_changed()
            (self.decided if decided else self.undecided).emit(decision)

        self._study.writing.submit(job, done)


def restore(notebook: Notebook, there: Marks, wanted: Marks, *, now: datetime) -> None:
    """Write marks as they are wanted; ``there`` is how they were when that was asked for.

    Each of the writes may be done twice: what is as it is wanted is left alone.
    """
    for ref in there.bookmarks.keys() | wanted.bookmarks.keys():
        mark = wanted.bookmarks.get(ref)
        standing = there.bookmarks.get(ref)
        if mark is None and standing is not None:
            notebook.set_bookmark(ref, False, standing.wording, now=now, known_label=standing.label)
        elif mark is not None:
            notebook.set_bookmark(ref, True, mark.wording, now=now, label=mark.label)
            notebook.label_bookmark(ref, mark.label, mark.wording, now=now)
    for ref in there.notes.keys() | wanted.notes.keys():
        note = wanted.notes.get(ref)
        standing_note = there.notes.get(ref)
        wording = (note or standing_note or there.notes[ref]).wording
        base = standing_note.revision if standing_note else 0
        notebook.write_note(ref, note.text if note else "", base=base, wording=wording, now=now)
    for ref, names in wanted.tags.items():
        notebook.tags.write(ref, names, there.tags.get(ref, frozenset()), now=now)
    if wanted.highlight is not None:
        notebook.highlights.write(wanted.highlight, there.highlight, now=now)


def _marks(refs: Iterable[QuestionRef], subject: str, notebook: Notebook) -> Marks:
    """Read what stands on questions, and a highlight."""
    wanted = tuple(refs)
    course = wanted[0].course
    bookmarks = {one.ref: one for one in notebook.bookmarks(course) if one.ref in wanted}
    notes = {ref: note for ref in wanted if (note := notebook.note(ref)) is not None}
    tags: dict[QuestionRef, frozenset[str]] = dict.fromkeys(wanted, frozenset())
    for tag in notebook.tags.of(course):
        if tag.ref in tags:
            tags[tag.ref] |= {tag.name}
    return Marks(bookmarks, notes, tags, notebook.highlights.find(subject))
