"""Bringing what was written in another edition of a course into the open one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from msp_desktop.course.errors import CourseError
from msp_desktop.notebook.errors import NotebookError
from msp_desktop.ui.elsewhere import opened_notebook, same_edition
from msp_desktop.ui.moving import Mover
from msp_desktop.ui.undoing import Step as Undo
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from msp_desktop.notebook.model import CourseRecord
    from msp_desktop.notebook.moves import Moved
    from msp_desktop.notebook.moving import Step
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.windows.following import Following
    from msp_desktop.ui.windows.news import News


class Adopted(NamedTuple):
    """What came of adopting: the move, the step that takes it back, and how much is undecided."""

    moved: Moved
    step: Step | None
    open: int


class Adopting(QObject):
    """Asks for another edition, brings what is written there, and says what came."""

    def __init__(self, study: Study, marking: Marking, following: Following, news: News) -> None:
        super().__init__(following)
        self._study = study
        self._marking = marking
        self._following = following
        self._news = news
        self._mover = Mover(study, following.notebook, self)
        self._worker = Worker(self)

    def close(self) -> None:
        """Give up what is under way: everything stays as it is."""
        self._mover.close()

    def ask(self, data: Path, window: QWidget) -> None:
        """Ask for another edition; ``data`` is the folder that holds the notebook."""
        from msp_desktop.paths import Paths
        from msp_desktop.ui.windows.adopt_dialog import AdoptDialog

        dialog = AdoptDialog(self._study, Paths(*[data] * 4).notebook, window)
        dialog.chosen.connect(self.adopt)
        dialog.open()

    def adopt(self, source: CourseRecord) -> None:
        """Bring everything from another course; this can be undone."""

        def done(adopted: Adopted) -> None:
            if adopted.moved.changes:
                redo = partial(self.bring, source.id)
                undo = self._following.returning.take_back
                self._marking.steps.add(Undo(self.tr("Adopting notes"), undo, redo))
            self._say(source, adopted)

        self.bring(source.id, done)

    def bring(self, source: str, then: Callable[[Adopted], None] | None = None) -> None:
        """Bring everything from another course, by its id."""
        study, following = self._study, self._following
        course, record = study.course, study.record
        if course is None or record is None:
            return
        digest, name = course.digest, record.id

        def taken(adopted: Adopted | NotebookError | None) -> None:
            if isinstance(adopted, NotebookError):
                study.troubled.emit(adopted)
            elif adopted is not None:
                if adopted.moved.changes:
                    following.take(adopted.step)
                if then is not None:
                    then(adopted)

        def moved(done: Moved) -> None:
            if done.changes:
                study.tell_changed()
            job = partial(_adopted, study, following.notebook, digest, name, done)
            self._worker.submit(job, taken)

        # First what is written here has to be where it belongs.
        following.once_followed(partial(self._mover.adopt, source, course, name, moved))

    def _say(self, source: CourseRecord, adopted: Adopted) -> None:
        following = self._following
        actions: list[tuple[str, Callable[[], None]]] = []
        if adopted.moved.changes:
            if adopted.open:
                actions.append((self.tr("Decide…"), following.decide))
            actions.append((self.tr("Put marks back as before"), following.returning.step_back))
        self._news.say(adopted_words(source.title, adopted), tuple(actions))


def _adopted(
    study: Study, notebook: Path, digest: str, record: str, moved: Moved
) -> Adopted | NotebookError | None:
    """Find out, on another thread, what came; None where the open course is another one by now."""
    course = same_edition(study, digest)
    if course is None:
        return None
    try:
        with opened_notebook(notebook) as own:
            return Adopted(moved, own.moves.last(record), own.decisions.count(course, record))
    except CourseError:
        return None
    except NotebookError as error:
        return error


def adopted_words(title: str, adopted: Adopted) -> str:
    """Say what came from another course."""
    from msp_desktop.notebook.numbers import Numbers
    from msp_desktop.ui.windows.amounts import amounts

    locale, translate = QLocale(), QCoreApplication.translate
    step = adopted.step
    if step is None or not adopted.moved.changes:
        words = translate("Adopting", "There was nothing in “{title}” that is not here already.")
        return words.format(title=title)
    came = Numbers(
        notes=step.notes,
        bookmarks=step.bookmarks,
        highlights=step.highlights + step.unplaced,
        tags=step.tags,
        pins=step.pins,
    )
    words = translate(
        "Adopting",
        "From “{title}” came: {numbers}.",
    ).format(title=title, numbers=amounts(came))
    if adopted.open:
        undecided = translate("Changes", "Marks to be decided on: {number}.")
        words = f"{words} {undecided.format(number=locale.toString(adopted.open))}"
    return words
