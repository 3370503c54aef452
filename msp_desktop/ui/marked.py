"""What the user has marked in the open course, as it is known now, and where it stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from msp_desktop.course.illustrations import (
    Illustrations,
    name_of_picture,
    picture_of_subject,
    subject_of_picture,
)
from msp_desktop.notebook.model import Wording

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from msp_desktop.course.illustrations import Illustration
    from msp_desktop.course.model import Course
    from msp_desktop.notebook.model import Changes, Highlight, Tag
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.notebook.placing import Spot
    from msp_desktop.search.index import Index
    from msp_desktop.ui.models.mark_rows import Written
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.worker import Worker

AT_ONCE = 40
"""Highlights that are looked for in an edited course without another thread."""


class Marked(QObject):
    """The user's marks in the open course: what was read, and what is on its way to the disk.

    Signals: ``changed()`` when highlights or tags are other than before, or elsewhere.
    """

    changed = Signal()

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._study = study
        self.highlights: dict[str, Highlight] = {}
        self.spots: dict[str, Spot] = {}
        self.tags: dict[str, frozenset[str]] = {}
        # Pins with what they are called; whoever looks after them says which there are.
        self.pins: Mapping[str, tuple[Pin, str]] = {}
        self._removed_pins: Container[str] = ()
        self._course = ""
        self._worker: Worker | None = None
        self._looking: frozenset[str] = frozenset()
        self._removed: set[str] = set()
        self._stamp: tuple[str, int, int] = ("", 0, 0)
        self._illustrations: Illustrations | None = None
        study.opened.connect(self._opened)
        study.committed.connect(self._committed)

    @property
    def looking(self) -> bool:
        """Whether some highlights are still being looked for."""
        return bool(self._looking)

    def set_pins(self, pins: Mapping[str, tuple[Pin, str]], removed: Container[str]) -> None:
        """Take note of the pins on the course's pictures, each with what it is called.

        Notes on the ``removed`` ones wait for the case that these come back.
        """
        self.pins = pins
        self._removed_pins = removed
        self.changed.emit()

    def _hidden(self) -> frozenset[str]:
        """Return what has a note that is not to be listed."""
        return frozenset(
            one.ref.question
            for one in self._study.notes
            if one.ref.question in self._removed or one.ref.question in self._removed_pins
        )

    def unplaced(self) -> list[Highlight]:
        """Return the highlights whose words this edition does not have."""
        return [
            one
            for one in self.highlights.values()
            if one.id not in self.spots and one.id not in self._looking
        ]

    def wording(self, subject: str) -> Wording:
        """Return the titles of what something is on: a question, a highlight, a picture."""
        highlight = self.highlights.get(subject)
        if subject in self.pins:
            pin, title = self.pins[subject]
            return self._wording(subject_of_picture(pin.picture))._replace(question=title)
        return highlight.wording if highlight is not None else self._wording(subject)

    def illustration(self, subject: str) -> Illustration | None:
        """Return where the picture is shown that something is on, None for no picture."""
        path = picture_of_subject(subject)
        if path is None or self._study.course is None:
            return None
        if self._illustrations is None:
            self._illustrations = Illustrations(self._study.course)
        return self._illustrations.find(path)

    def index(self) -> Index:
        """Return what the open course is searched in, with the notes that are there to be read."""
        hidden = self._hidden()
        notes = [one for one in self._study.notes if one.ref.question not in hidden]
        return self._study.index().with_notes(notes)

    def all_tags(self) -> list[str]:
        """Return every tag that is in use."""
        return sorted({name for names in self.tags.values() for name in names})

    def written(self) -> Written:
        """Return what is to be listed of it."""
        from msp_desktop.notebook.placing import Spot
        from msp_desktop.ui.models.mark_rows import Written

        looking = dict.fromkeys(self._looking, Spot(0, 0))
        subjects = {*(note.ref.question for note in self._study.notes), *self.tags}
        subjects |= {subject_of_picture(one.picture) for one, _ in self.pins.values()}
        pictures = {one: self._shown_picture(one) for one in subjects}
        return Written(
            highlights=tuple(self.highlights.values()),
            spots={**looking, **self.spots},
            tags=self.tags,
            hidden=self._hidden(),
            pictures={name: one for name, one in pictures.items() if one is not None},
            pins=tuple(self.pins.values()),
        )

    def _shown_picture(self, subject: str) -> Illustration | None:
        """Return where a picture is shown; None where its file is not there."""
        found = self.illustration(subject)
        there = found is not None and self._study.pictures.find(found.path) is not None
        return found if there else None

    def _wording(self, subject: str) -> Wording:
        from msp_desktop.course.text import chapter_of_subject

        course, chapter = self._study.course, chapter_of_subject(subject)
        path = picture_of_subject(subject)
        if path is not None:
            shown = self.illustration(subject)
            if course is not None and shown is not None:
                within = course.chapter(shown.chapter)
                return Wording(shown.name, within.title if within else course.title)
            before = self._study.wording(subject)
            return before._replace(question=before.question or name_of_picture(path))
        if course is None or chapter is None:
            return self._study.wording(subject)
        found = course.chapter(chapter)
        title = found.title if found else course.title
        return Wording(title, title)

    # Reading

    def _opened(self, course: Course) -> None:
        record = self._study.record
        self._course = record.id if record else ""
        self._illustrations = None
        self._read()

    def _is_of_same_course(self) -> bool:
        """Whether the course that is open is the one whose marks were read last."""
        record = self._study.record
        return self._course == (record.id if record else "")

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
        unsaved = self._study.writing.unsaved()
        if unsaved:
            from msp_desktop.ui.saving.writes import TagsWrite

            for write in unsaved:
                if isinstance(write, TagsWrite):
                    self.tags[write.ref.question] = write.names

    def _unsaved_highlights(self) -> dict[str, Highlight]:
        unsaved = self._study.writing.unsaved()
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
    """Look for highlights on another thread, None where the course cannot be read there."""
    from msp_desktop.notebook.placing import placed
    from msp_desktop.ui.elsewhere import same_edition

    course = same_edition(study, digest)
    return placed(course, wanted) if course is not None else None


def _find(identifier: str, notebook: Notebook) -> Highlight | None:
    return notebook.highlights.find(identifier)
