"""What the user does with pins and reviews in the open course.

What is asked for is shown at once, written by the :class:`~msp_desktop.ui.saving.Saver`, and may be
undone; what other windows wrote comes in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.course.illustrations import name_of_picture
from msp_desktop.notebook.model import Colour, Wording
from msp_desktop.ui.undoing import Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from msp_desktop.course.diagrams import Box
    from msp_desktop.notebook.model import Changes
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.notebook.reviews import Review
    from msp_desktop.review.history import Past
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study

FIRST = 300
"""Milliseconds after the opening in which pins are not read: the page comes first."""


class Pinning(QObject):
    """The pins of the open course, as they are known now, and what is done with them.

    Signals: ``changed()`` when they are other than before, ``reviewed()`` when a review was given
    or taken back.
    """

    changed = Signal()
    reviewed = Signal()

    def __init__(self, study: Study, marking: Marking) -> None:
        super().__init__(study)
        self._study = study
        self._marking = marking
        self.pins: dict[str, Pin] = {}
        self.colour = Colour.YELLOW
        self._removed: set[str] = set()
        self._stamp: tuple[str, int, int] = ("", 0, 0)
        self._wait = QTimer(self, interval=FIRST, singleShot=True)
        self._wait.timeout.connect(self._read)
        study.opened.connect(self._opened)
        study.committed.connect(self._committed)

    @property
    def at_rest(self) -> bool:
        """Whether the pins have been read."""
        return not self._wait.isActive()

    def on(self, picture: str) -> tuple[Pin, ...]:
        """Return the pins of a picture, by its path in the course, the earliest first."""
        return tuple(one for one in self.pins.values() if one.picture == picture)

    def title(self, pin: Pin) -> str:
        """Return what to call a pin: its label, what it leads to, or its picture's name."""
        links = [self._study.wording(one.question).question for one in pin.linked]
        links = [one or link.wording.question for one, link in zip(links, pin.linked, strict=True)]
        return pin.label or next(filter(None, links), "") or name_of_picture(pin.picture)

    def add(self, picture: str, box: Box) -> str:
        """Put a pin on a picture; return its id, "" where nothing can be written."""
        from uuid import uuid4

        from msp_desktop.notebook.pins import Pin

        record, now = self._study.record, self._study.now()
        if record is None:
            return ""
        made = Pin.made(uuid4().hex, record.id, picture, box, self.colour, now=now)
        done = self._do(self.tr("Pin"), None, made)
        return made.id if done else ""

    def place(self, identifier: str, box: Box) -> None:
        """Have a pin be elsewhere on its picture, or be larger or smaller."""
        before = self.pins.get(identifier)
        if before is not None and before.box != box:
            self._do(self.tr("Place of a pin"), before, before._replace(box=box))

    def describe(
        self, identifier: str, label: str, colour: Colour, questions: Iterable[str]
    ) -> None:
        """Say what a pin is called, its colour, and to which questions it leads, by their ids."""
        before = self.pins.get(identifier)
        if before is None:
            return
        self.colour = colour
        known = {one.question: one.wording for one in before.links}
        wanted = [(one, self._wording(one, known)) for one in questions]
        after = before._replace(label=" ".join(label.split()), colour=colour)
        after = after.linking(wanted, now=self._study.now())
        if (after.label, after.colour, after.questions) != (
            *(before.label, before.colour),
            before.questions,
        ):
            self._do(self.tr("What a pin says"), before, after)

    def remove(self, identifier: str) -> None:
        """Take a pin away; its note is kept for the case that this is undone."""
        before = self.pins.get(identifier)
        if before is not None:
            name = self.tr("Removal of a pin")
            if self._do(name, before, before._replace(deleted=True)):
                self._marking.removed.emit(name)

    def review(self, question: str, picture: str, element: str, *, known: bool) -> Review | None:
        """Keep that a question was asked; None where nothing can be written."""
        from uuid import uuid4

        from msp_desktop.notebook.reviews import Review

        ref = self._study.ref(question)
        if ref is None:
            return None
        made = Review(uuid4().hex, ref, known, self._study.now(), picture, element)
        return made if self._write_review(made) else None

    def take_back(self, review: Review) -> None:
        """Take a review back."""
        self._write_review(review._replace(taken_back=True))

    def give(self, review: Review) -> None:
        """Give a review again that was taken back."""
        self._write_review(review)

    def past(self) -> dict[str, Past]:
        """Return what became of each question that was asked, by its id."""
        from msp_desktop.review.history import past_of
        from msp_desktop.ui.saving.writes import ReviewWrite

        record = self._study.record
        if record is None:
            return {}
        kept = self._study.ask(lambda notebook: notebook.reviews.of(record.id), ())
        writes = (one for one in self._study.writing.unsaved() if isinstance(one, ReviewWrite))
        return past_of((*kept, *(one.review for one in writes)))

    def _write_review(self, review: Review) -> bool:
        from msp_desktop.ui.saving.writes import ReviewWrite

        done = self._study.writing.mark(ReviewWrite(review))
        if done:
            self.reviewed.emit()
        return done

    def _wording(self, question: str, known: Mapping[str, Wording]) -> Wording:
        found = self._study.wording(question)
        return found if found.question else known.get(question, Wording("", ""))

    # Writing

    def _do(self, name: str, before: Pin | None, after: Pin) -> bool:
        gone = before or after._replace(deleted=True)
        if not self._write(before, after):
            return False
        step = Step(name, lambda: self._go(after, gone), lambda: self._go(gone, after))
        self._marking.steps.add(step)
        return True

    def _go(self, before: Pin, after: Pin) -> None:
        self._write(before, after)

    def _write(self, base: Pin | None, after: Pin) -> bool:
        from msp_desktop.ui.saving.writes import PinWrite

        if not self._study.writing.mark(PinWrite(after, base, self._study.now())):
            return False
        self._show(after)
        self._tell()
        return True

    def _show(self, pin: Pin) -> None:
        record = self._study.record
        if pin.deleted or record is None or record.id != pin.course:
            self.pins.pop(pin.id, None)
            self._removed.add(pin.id)
        else:
            self.pins[pin.id] = pin
            self._removed.discard(pin.id)

    def _tell(self) -> None:
        named = {one.id: (one, self.title(one)) for one in self.pins.values()}
        self._marking.set_pins(named, self._removed)
        self.changed.emit()

    # Reading

    def _opened(self, _course: object) -> None:
        if self._stamp[0] != (self._study.record.id if self._study.record else ""):
            self.pins = {}
            self._stamp = ("", 0, 0)
            self._tell()
        self._wait.start()

    def _committed(self, changes: Changes | None) -> None:
        if self._wait.isActive():
            return
        if changes is None:
            if self._stamp != self._stamped():
                self._read()
        elif changes.pins:
            self._read()

    def _stamped(self) -> tuple[str, int, int]:
        record = self._study.record
        if record is None:
            # The session may have ended since, and its notebook is closed then.
            return "", 0, 0
        return record.id, *self._study.ask(lambda notebook: notebook.pins.stamp(record.id), (0, 0))

    def _read(self) -> None:
        from msp_desktop.ui.saving.writes import PinWrite

        record, before = self._study.record, self.pins
        self._stamp = self._stamped()
        found: tuple[Pin, ...] = ()
        removed: tuple[Pin, ...] = ()
        if record is not None and self._stamp[1]:
            name = record.id
            found = self._study.ask(lambda notebook: notebook.pins.of(name), ())
            removed = self._study.ask(lambda notebook: notebook.pins.deleted(name), ())
        gone, self._removed = self._removed, {one.id for one in removed}
        self.pins = {one.id: one for one in found}
        for write in self._study.writing.unsaved():
            if isinstance(write, PinWrite):
                self._show(write.after)
        if self.pins != before or self._removed != gone:
            self._tell()
