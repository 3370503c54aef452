"""What the user does with marks in the open course: highlights, tags, bookmarks, their labels.

What is asked for is shown at once, written by the :class:`~msp_desktop.ui.saving.Saver`, and may be
undone; what other windows wrote comes in between.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from msp_desktop.notebook.model import Bookmark, Colour, Highlight, QuestionRef
from msp_desktop.ui.marked import Marked
from msp_desktop.ui.undoing import Step, Steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from msp_desktop.course.model import Course
    from msp_desktop.course.text import Extract
    from msp_desktop.notebook.anchoring import Anchor
    from msp_desktop.ui.study import Study


class Marking(Marked):
    """What is done with the user's marks in the open course.

    Signals: ``removed(name)`` when something was taken away that ``steps`` can bring back; and
    those of :class:`Marked`.
    """

    removed = Signal(str)

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.steps = Steps(self)
        self.colour = Colour.YELLOW

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
        stays = after.ref == before.ref and after.anchor == before.anchor and before.placed
        if stays:
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
        """Give a question, a highlight or a picture the tags that it is to have."""
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
        """Delete the note on a question, a highlight or a picture."""
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
            if not self._study.writing.mark(HighlightWrite(after, base, now)):
                return False
            self._show(after)
        self._place([after for _, after in pairs])
        self.changed.emit()
        return True

    def _write_tags(self, ref: QuestionRef, names: frozenset[str], base: frozenset[str]) -> bool:
        from msp_desktop.ui.saving.writes import TagsWrite

        if not self._study.writing.mark(TagsWrite(ref, names, base, self._study.now())):
            return False
        self.tags[ref.question] = names
        self.changed.emit()
        return True

    def _write_bookmark(self, ref: QuestionRef, on: bool, label: str) -> bool:
        from msp_desktop.ui.saving.writes import BookmarkWrite

        wording, now = self._wording(ref.question), self._study.now()
        known = None if on else label
        return self._study.writing.mark(
            BookmarkWrite(ref, on, wording, now, label if on else "", known_label=known)
        )

    def _write_label(self, ref: QuestionRef, label: str) -> bool:
        from msp_desktop.ui.saving.writes import LabelWrite

        return self._study.writing.mark(
            LabelWrite(ref, label, self._wording(ref.question), self._study.now())
        )

    def _write_note(self, ref: QuestionRef, text: str) -> bool:
        note, wording = self._study.note(ref.question), self.wording(ref.question)
        base = note.revision if note else 0
        return self._study.writing.replace_note(ref, text, base, wording, now=self._study.now())

    def _standing_bookmark(self, ref: QuestionRef) -> Bookmark | None:
        """Return a bookmark as it is once all is written that was asked for."""
        from msp_desktop.ui.saving.writes import BookmarkWrite, LabelWrite

        found = next((one for one in self._study.bookmarks if one.ref == ref), None)
        for write in self._study.writing.unsaved():
            if isinstance(write, BookmarkWrite) and write.ref == ref:
                if not write.on:
                    found = None
                elif found is None:
                    found = Bookmark(ref, write.wording, write.at, write.label)
            elif isinstance(write, LabelWrite) and write.ref == ref:
                made = found or Bookmark(ref, write.wording, write.at)
                found = made._replace(label=write.label)
        return found

    def _opened(self, course: Course) -> None:
        if not self._is_of_same_course():
            self.steps.clear()
        super()._opened(course)


def void(_result: object) -> None:
    """Return nothing, whatever was done."""


def _described(extract: Extract) -> Anchor:
    from msp_desktop.notebook.anchoring import describe

    return describe(extract.text.whole, extract.start, extract.end)
