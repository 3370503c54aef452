"""What the user marks in the open course: highlights, tags, bookmarks and their labels.

What is asked for is shown at once, written by the :class:`~msp_desktop.ui.saving.Saver`, and may be
undone; what other windows wrote comes in between.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from msp_desktop.notebook.model import Bookmark, Changes, Colour, Highlight, QuestionRef, Wording
from msp_desktop.ui.undoing import Step, Steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from msp_desktop.course.model import Course
    from msp_desktop.course.text import Extract
    from msp_desktop.notebook.anchoring import Anchor
    from msp_desktop.notebook.model import Tag
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.notebook.placing import Spot
    from msp_desktop.ui.models.marks import Written
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.worker import Worker

AT_ONCE = 40
"""Highlights that are looked for in an edited course without another thread."""


class Marking(QObject):
    """The user's marks in the open course.

    Signals: ``changed()`` when highlights or tags are other than before, or elsewhere;
    ``removed(name)`` when something was taken away that ``steps`` can bring back.
    """

    changed = Signal()
    removed = Signal(str)

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._study = study
        self.steps = Steps(self)
        self.highlights: dict[str, Highlight] = {}
        self.spots: dict[str, Spot] = {}
        self.tags: dict[str, frozenset[str]] = {}
        self.colour = Colour.YELLOW
        self._course = ""
        self._worker: Worker | None = None
        self._looking: frozenset[str] = frozenset()
        self._removed: set[str] = set()
        self._stamp: tuple[str, int, int] = ("", 0, 0)
        study.opened.connect(self._opened)
        study.committed.connect(self._committed)

    # What there is

    @property
    def looking(self) -> bool:
        """Whether some highlights are still being looked for."""
        return bool(self._looking)

    def unplaced(self) -> list[Highlight]:
        """Return the highlights whose words this edition does not have."""
        return [
            one
            for one in self.highlights.values()
            if one.id not in self.spots and one.id not in self._looking
        ]

    def wording(self, subject: str) -> Wording:
        """Return the titles of what something is on: a question, a highlight, an introduction."""
        highlight = self.highlights.get(subject)
        return highlight.wording if highlight is not None else self._wording(subject)

    def all_tags(self) -> list[str]:
        """Return every tag that is in use."""
        return sorted({name for names in self.tags.values() for name in names})

    def written(self) -> Written:
        """Return what is to be listed of it."""
        from msp_desktop.notebook.placing import Spot
        from msp_desktop.ui.models.marks import Written

        looking = dict.fromkeys(self._looking, Spot(0, 0))
        return Written(
            highlights=tuple(self.highlights.values()),
            spots={**looking, **self.spots},
            tags=self.tags,
            hidden=self._removed,
        )

    # Highlights

    def highlight(self, extracts: Iterable[Extract], colour: Colour) -> list[str]:
        """Highlight stretches of text; return the new highlights' ids."""
        from uuid import uuid4

        course, made = self._study.course, list[Highlight]()
        self.colour = colour
        for one in extracts:
            ref = self._study.ref(one.subject)
            if ref is None or course is None:
                continue
            made.append(
                Highlight.made(
                    uuid4().hex,
                    ref,
                    self._wording(one.subject),
                    colour,
                    _described(one),
                    edition=course.digest,
                    line=one.text.line(one.start),
                    now=self._study.now(),
                )
            )
        if made and self._change([(None, one) for one in made]):
            name = self.tr("Highlight") if len(made) == 1 else self.tr("Highlights")
            self._remember(name, [(None, one) for one in made])
        return [one.id for one in made if one.id in self.highlights]

    def recolour(self, identifier: str, colour: Colour) -> None:
        """Give a highlight another colour."""
        before = self.highlights.get(identifier)
        if before is None or before.colour is colour:
            return
        self.colour = colour
        pair = (before, before._replace(colour=colour))
        if self._change([pair]):
            self._remember(self.tr("Colour of a highlight"), [pair])

    def adjust(self, identifier: str, extract: Extract) -> None:
        """Have a highlight begin and end elsewhere."""
        before, course = self.highlights.get(identifier), self._study.course
        ref = self._study.ref(extract.subject)
        if before is None or course is None or ref is None or extract.start >= extract.end:
            return
        after = before._replace(
            ref=ref,
            wording=self._wording(extract.subject),
            anchor=_described(extract),
            line=extract.text.line(extract.start),
            edition=course.digest,
            placed=True,
        )
        if after == before:
            return
        if self._change([(before, after)]):
            self._remember(self.tr("Ends of a highlight"), [(before, after)])

    def remove(self, identifier: str) -> None:
        """Take a highlight away; its note is kept for the case that this is undone."""
        before = self.highlights.get(identifier)
        if before is not None:
            pair = (before, before._replace(deleted=True))
            if self._change([pair]):
                self._remember(self.tr("Removal of a highlight"), [pair], removal=True)

    # Tags

    def set_tags(self, subject: str, names: Iterable[str]) -> None:
        """Give a question or a highlight the tags that it is to have."""
        from msp_desktop.notebook.tags import tag_names

        ref, before, after = self._study.ref(subject), self._tags_of(subject), tag_names(names)
        if ref is None or before == after:
            return
        if self._write_tags(ref, after, before):
            step = partial(self._write_tags, ref)
            self.steps.add(
                Step(
                    self.tr("Tags"),
                    lambda: void(step(before, after)),
                    lambda: void(step(after, before)),
                )
            )

    # Bookmarks

    def toggle_bookmark(self, question: str) -> None:
        """Mark a question, or unmark it."""
        ref = self._study.ref(question)
        if ref is None:
            return
        standing = self._standing_bookmark(ref)
        act = (True, "") if standing is None else (False, standing.label)
        if self._write_bookmark(ref, *act):
            on, label = act
            name = self.tr("Bookmark") if on else self.tr("Removal of a bookmark")
            self.steps.add(
                Step(
                    name,
                    lambda: void(self._write_bookmark(ref, not on, label)),
                    lambda: void(self._write_bookmark(ref, on, label)),
                )
            )
            if not on and label:
                self.removed.emit(name)

    def label(self, question: str, label: str) -> None:
        """Say what a bookmark is called."""
        ref, label = self._study.ref(question), " ".join(label.split())
        standing = self._standing_bookmark(ref) if ref is not None else None
        if ref is None or standing is None or standing.label == label:
            return
        before = standing.label
        if self._write_label(ref, label):
            self.steps.add(
                Step(
                    self.tr("Label of a bookmark"),
                    lambda: void(self._write_label(ref, before)),
                    lambda: void(self._write_label(ref, label)),
                )
            )

    # Notes

    def delete_note(self, subject: str) -> None:
        """Delete the note on a question or a highlight."""
        note = self._study.note(subject)
        if note is None:
            return
        ref, text = note.ref, note.text
        name = self.tr("Removal of a note")
        if not self._write_note(ref, ""):
            return
        self.steps.add(
            Step(
                name,
                lambda: void(self._write_note(ref, text)),
                lambda: void(self._write_note(ref, "")),
            )
        )
        self.removed.emit(name)

    # Writing

    def _remember(
        self,
        name: str,
        pairs: Sequence[tuple[Highlight | None, Highlight]],
        *,
        removal: bool = False,
    ) -> None:
        back = [(after, before or after._replace(deleted=True)) for before, after in pairs]
        forth = [(before or after._replace(deleted=True), after) for before, after in pairs]
        step = Step(name, lambda: void(self._change(back)), lambda: void(self._change(forth)))
        self.steps.add(step)
        if removal:
            self.removed.emit(name)

    def _change(self, pairs: Sequence[tuple[Highlight | None, Highlight]]) -> bool:
        """Show highlights as they are to be, and have them written."""
        from msp_desktop.ui.saving.writes import HighlightWrite

        now = self._study.now()
        for base, after in pairs:
            if not self._study.mark(HighlightWrite(after, base, now)):
                return False
            self._show(after)
        self._place([after for _, after in pairs])
        self.changed.emit()
        return True

    def _write_tags(self, ref: QuestionRef, names: frozenset[str], base: frozenset[str]) -> bool:
        from msp_desktop.ui.saving.writes import TagsWrite

        if not self._study.mark(TagsWrite(ref, names, base, self._study.now())):
            return False
        self.tags[ref.question] = names
        self.changed.emit()
        return True

    def _write_bookmark(self, ref: QuestionRef, on: bool, label: str) -> bool:
        from msp_desktop.ui.saving.writes import BookmarkWrite

        wording, now = self._wording(ref.question), self._study.now()
        known = None if on else label
        return self._study.mark(
            BookmarkWrite(ref, on, wording, now, label if on else "", known_label=known)
        )

    def _write_label(self, ref: QuestionRef, label: str) -> bool:
        from msp_desktop.ui.saving.writes import LabelWrite

        return self._study.mark(
            LabelWrite(ref, label, self._wording(ref.question), self._study.now())
        )

    def _write_note(self, ref: QuestionRef, text: str) -> bool:
        return self._study.replace_note(ref, text, self.wording(ref.question))

    def _wording(self, subject: str) -> Wording:
        from msp_desktop.course.text import chapter_of_subject

        course, chapter = self._study.course, chapter_of_subject(subject)
        if course is None or chapter is None:
            return self._study.wording(subject)
        found = course.chapter(chapter)
        title = found.title if found else course.title
        return Wording(title, title)

    def _standing_bookmark(self, ref: QuestionRef) -> Bookmark | None:
        """Return a bookmark as it is once all is written that was asked for."""
        from msp_desktop.ui.saving.writes import BookmarkWrite, LabelWrite

        found = next((one for one in self._study.bookmarks if one.ref == ref), None)
        for write in self._study.unsaved():
            if isinstance(write, BookmarkWrite) and write.ref == ref:
                if not write.on:
                    found = None
                elif found is None:
                    found = Bookmark(ref, write.wording, write.at, write.label)
            elif isinstance(write, LabelWrite) and write.ref == ref:
                made = found or Bookmark(ref, write.wording, write.at)
                found = made._replace(label=write.label)
        return found

    # Reading

    def _opened(self, course: Course) -> None:
        record = self._study.record
        name = record.id if record else ""
        if name != self._course:
            self._course = name
            self.steps.clear()
        self._read()

    def _committed(self, changes: Changes | None) -> None:
        if changes is None:
            # Most often that was this window itself, or a note that the other one wrote.
            if self._stamp != self._stamped():
                self._read()
            else:
                before = self.tags
                self._read_tags()
                if self.tags != before:
                    self.changed.emit()
            return
        unsaved = self._unsaved_highlights()
        for identifier in changes.highlights - unsaved.keys():
            written = self._study.ask(partial(_find, identifier), None)
            if written is not None:
                self._show(written)
                self._place([written])
        if changes.highlights:
            stamp = self._stamped()
            # Were it another number, another window would have written, too: that is still to read.
            if stamp[2] == self._stamp[2] + len(changes.highlights):
                self._stamp = stamp
        if changes.tags:
            self._read_tags()
        if changes.highlights or changes.tags:
            self.changed.emit()

    def _read(self) -> None:
        before = (self.highlights, self.tags, self.spots)
        self._stamp = self._stamped()
        record = self._study.record
        found: tuple[Highlight, ...] = ()
        removed: tuple[Highlight, ...] = ()
        if record is not None:
            name = record.id
            found = self._study.ask(lambda notebook: notebook.highlights.of(name), ())
            removed = self._study.ask(lambda notebook: notebook.highlights.deleted(name), ())
        self.highlights = {one.id: one for one in found}
        self._removed = {one.id for one in removed}
        for one in self._unsaved_highlights().values():
            self._show(one)
        self._read_tags()
        self.spots = {}
        self._place(self.highlights.values())
        if before != (self.highlights, self.tags, self.spots):
            self.changed.emit()

    def _stamped(self) -> tuple[str, int, int]:
        """Return what is other once any highlight of the course was written."""
        name = self._study.record.id if self._study.record is not None else ""
        return name, *self._study.ask(lambda notebook: notebook.highlights.stamp(name), (0, 0))

    def _read_tags(self) -> None:
        record, tags = self._study.record, dict[str, set[str]]()
        if record is not None:
            name = record.id
            found: tuple[Tag, ...] = self._study.ask(lambda notebook: notebook.tags.of(name), ())
            for tag in found:
                tags.setdefault(tag.ref.question, set()).add(tag.name)
        self.tags = {subject: frozenset(names) for subject, names in tags.items()}
        unsaved = self._study.unsaved()
        if unsaved:
            from msp_desktop.ui.saving.writes import TagsWrite

            for write in unsaved:
                if isinstance(write, TagsWrite):
                    self.tags[write.ref.question] = write.names

    def _unsaved_highlights(self) -> dict[str, Highlight]:
        unsaved = self._study.unsaved()
        if not unsaved:
            return {}
        from msp_desktop.ui.saving.writes import HighlightWrite

        return {one.after.id: one.after for one in unsaved if isinstance(one, HighlightWrite)}

    def _tags_of(self, subject: str) -> frozenset[str]:
        return self.tags.get(subject, frozenset())

    def _show(self, highlight: Highlight) -> None:
        record = self._study.record
        if highlight.deleted or record is None or highlight.ref.course != record.id:
            self.highlights.pop(highlight.id, None)
            self.spots.pop(highlight.id, None)
            self._removed.add(highlight.id)
        else:
            self.highlights[highlight.id] = highlight
            self._removed.discard(highlight.id)

    # Places

    def _place(self, highlights: Iterable[Highlight]) -> None:
        """Find out where highlights stand; many of them on another thread."""
        course = self._study.course
        if course is None or not self.highlights:
            return
        from msp_desktop.notebook.placing import placed, standing

        wanted: list[Highlight] = []
        for one in highlights:
            if one.id not in self.highlights:
                continue
            spot = standing(course, one)
            if spot is not None:
                self.spots[one.id] = spot
            else:
                wanted.append(one)
        if len(wanted) <= AT_ONCE:
            self._found(placed(course, wanted))
            return
        self._looking = frozenset(one.id for one in wanted)
        if self._worker is None:
            from msp_desktop.ui.worker import Worker

            self._worker = Worker(self)

        def receive(found: dict[str, Spot | None] | None) -> None:
            if self._study.course is course:
                self._looking = frozenset()
                # A course that is not on disk any more as it is shown is looked through here.
                self._found(placed(course, wanted) if found is None else found)
                self.changed.emit()

        self._worker.submit(partial(_placed_elsewhere, self._study, course.digest, wanted), receive)

    def _found(self, spots: dict[str, Spot | None]) -> None:
        for identifier, spot in spots.items():
            if spot is None:
                self.spots.pop(identifier, None)
            elif identifier in self.highlights:
                self.spots[identifier] = spot


def _placed_elsewhere(
    study: Study, digest: str, wanted: Sequence[Highlight]
) -> dict[str, Spot | None] | None:
    """Look for highlights on another thread, None where the course cannot be read there.

    What a course reads from disk is one thread's, so it is opened once more.
    """
    from msp_desktop.course.errors import CourseError
    from msp_desktop.notebook.placing import placed

    try:
        course = study.opened_again()
    except CourseError:
        return None
    return placed(course, wanted) if course.digest == digest else None


def void(_result: object) -> None:
    """Return nothing, whatever was done."""


def _described(extract: Extract) -> Anchor:
    from msp_desktop.notebook.anchoring import describe

    return describe(extract.text.whole, extract.start, extract.end)


def _find(identifier: str, notebook: Notebook) -> Highlight | None:
    return notebook.highlights.find(identifier)
