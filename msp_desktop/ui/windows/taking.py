"""Taking what is written elsewhere and bringing it back: from a command to a file and its message.

Everything that reads or writes much is done on another thread, through a notebook of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from msp_desktop import __version__
from msp_desktop.course.errors import CourseError
from msp_desktop.course.model import ids_of
from msp_desktop.notebook.errors import NotebookError
from msp_desktop.notebook.exchange import CAPSULE
from msp_desktop.notebook.exchange.capsule import write_capsule
from msp_desktop.notebook.exchange.collecting import collect
from msp_desktop.notebook.exchange.unpacking import CapsuleRefused
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.ui.elsewhere import opened_notebook
from msp_desktop.ui.views.message import Message
from msp_desktop.ui.windows import taking_dialogs as dialogs
from msp_desktop.ui.windows.taking_words import (
    export_words,
    outcome_words,
    preview_words,
    trouble_words,
)
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.exchange.bringing import Preview
    from msp_desktop.notebook.exchange.choosing import Choice
    from msp_desktop.notebook.exchange.collected import Collected
    from msp_desktop.notebook.exchange.portion import Outcome
    from msp_desktop.notebook.exchange.words import Words
    from msp_desktop.notebook.model import CourseRecord
    from msp_desktop.paths import Paths
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.message import MessageBar
    from msp_desktop.ui.windows.taking_dialogs import ExportDialog, Format

_KEY = "taking"
_EXPECTED = (CapsuleRefused, NotebookError, CourseError, OSError)
_PROGRAM = f"MSP Desktop {__version__}"


class Taking(QObject):
    """Exports, study sheets and capsules.

    ``settled`` is called before anything is read, to have what is being typed put on disk.
    """

    def __init__(
        self,
        study: Study,
        messages: MessageBar,
        paths: Paths,
        settled: Callable[[], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._study = study
        self._messages = messages
        self._paths = paths
        self._settled = settled
        self._window = window
        self._worker = Worker(self)

    def do(self, command: str, question: str) -> None:
        """Do what a command of the menu says; ``question`` is the one that is being read."""
        match command:
            case "export":
                self._ask(self.tr("Export notes and highlights"), dialogs.note_formats(), question)
            case "study-sheet":
                self._ask(self.tr("Study sheet"), dialogs.sheet_formats(), question)
            case "export-capsule":
                self.export_capsule()
            case _:
                self.import_capsule()

    def export_capsule(self) -> None:
        """Ask for a file, and write the course and all that is written in it."""
        if self._study.course is None:
            return
        title = self.tr("Export a study capsule")
        kind = self.tr("Study capsules")
        dialogs.ask_where_to(self._window, title, self._suggested(CAPSULE), kind, self._pack)

    def import_capsule(self) -> None:
        """Ask for a capsule, say what it holds, and import it."""
        dialogs.ask_for_capsule(self._window, CAPSULE, lambda name: self.look_into(Path(name)))

    def look_into(self, capsule: Path) -> None:
        """Look through a capsule, and ask whether to import it."""
        from msp_desktop.notebook.exchange.bringing import look_into

        def job() -> Preview:
            with opened_notebook(self._paths.notebook) as notebook:
                return look_into(capsule, notebook)

        def go_on(preview: Preview) -> None:
            known = preview.known is not None
            words = preview_words(preview)
            dialogs.confirm_import(
                self._window, words, known=known, go_on=lambda: self._where(capsule, known)
            )

        self._do(job, go_on, self.tr("Looking through {path}…"), capsule)

    def _where(self, capsule: Path, known: bool) -> None:
        if known:
            self._bring_in(capsule, None)
        else:
            dialogs.ask_for_folder(
                self._window, lambda folder: self._bring_in(capsule, Path(folder))
            )

    def _bring_in(self, capsule: Path, folder: Path | None) -> None:
        paths = self._paths

        def job() -> Outcome:
            from msp_desktop.notebook.exchange.bringing import bring_in

            now = datetime.now(UTC)
            with Notebook.open(paths.notebook, now=now, backups=paths.backups) as notebook:
                return bring_in(capsule, notebook, backups=paths.backups, folder=folder, now=now)

        def done(outcome: Outcome) -> None:
            course = self._study.course
            path = outcome.record.path
            is_open = course is not None and course.source == path
            words = outcome_words(outcome)

            def open_it() -> None:
                # What there is to look at is still said, and nothing is offered twice.
                self._messages.withdraw(_KEY)
                self._say(words)
                self._study.open(path)

            self._say(words, actions=() if is_open else ((self.tr("Open it"), open_it),))

        self._do(job, done, self.tr("Importing {path}…"), capsule)

    def _ask(self, title: str, formats: tuple[Format, ...], question: str) -> None:
        course = self._study.course
        if course is None:
            return
        found = course.chapter_of(question)
        chapter = frozenset(ids_of(found.questions)) if found else frozenset[str]()
        dialog = dialogs.ExportDialog(self._window, title, formats, self._tags(), chapter)
        dialog.accepted.connect(lambda: self._ask_where(dialog))
        dialog.open()

    def _ask_where(self, dialog: ExportDialog) -> None:
        chosen, choice = dialog.chosen(), dialog.choice()
        suggested = self._suggested(chosen.ending)

        def write(name: str) -> None:
            self._write(chosen, choice, Path(name))

        dialogs.ask_where_to(self._window, dialog.windowTitle(), suggested, chosen.title, write)

    def _write(self, chosen: Format, choice: Choice, target: Path) -> None:
        words = export_words()

        def job() -> Path:
            from msp_desktop.notebook.exchange.saved import save

            course, record, notebook = self._opened()
            with notebook:
                collected = collect(notebook, course, record.id)
            save(target, _content(chosen.ending, collected, choice, target, words))
            return target

        self._do(job, self._saved, self.tr("Writing {path}…"), target)

    def _pack(self, name: str) -> None:
        target = Path(name)

        def job() -> Path:
            course, record, notebook = self._opened()
            with notebook:
                portion = notebook.portions.of(course, record)
            write_capsule(course, portion, target, program=_PROGRAM, now=datetime.now(UTC))
            return target

        self._do(job, self._saved, self.tr("Writing {path}…"), target)

    def _opened(self) -> tuple[Course, CourseRecord, Notebook]:
        """Return the open course, opened once more for this thread, and a notebook for it."""
        course = self._study.opened_again()
        notebook = opened_notebook(self._paths.notebook)
        try:
            return course, notebook.recognised(course, now=datetime.now(UTC)), notebook
        except BaseException:
            notebook.close()
            raise

    def _tags(self) -> list[str]:
        record = self._study.record
        if record is None:
            return []
        try:
            with opened_notebook(self._paths.notebook) as notebook:
                return sorted({one.name for one in notebook.tags.of(record.id)})
        except NotebookError:
            # What is wrong with it is said when it is read to be exported.
            return []

    def _suggested(self, ending: str) -> Path:
        """Return where a file might go: named as the course, beside the user's other documents."""
        from PySide6.QtCore import QStandardPaths

        course = self._study.course
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = course.source.stem if course and course.source.is_file() else ""
        name = name or (course.source.name if course else "")
        return Path(folder or Path.home()) / f"{name or 'course'}{ending}"

    def _do(
        self, job: Callable[[], object], done: Callable[..., None], words: str, path: Path
    ) -> None:
        """Do something on another thread, and say what comes of it."""
        self._settled()

        def careful() -> object:
            try:
                return job()
            except _EXPECTED as error:
                return error

        def received(result: object) -> None:
            self._messages.withdraw(_KEY)
            if isinstance(result, Exception):
                self._say(trouble_words(result, path), role="error")
            else:
                done(result)

        self._messages.say(Message(_KEY, words.format(path=path), "news", lasting=True))
        self._worker.submit(careful, received)

    def _saved(self, target: Path) -> None:
        self._say(self.tr("{path} has been written.").format(path=target))

    def _say(
        self,
        words: str,
        role: str = "news",
        actions: tuple[tuple[str, Callable[[], None]], ...] = (),
    ) -> None:
        self._messages.say(Message(_KEY, words, role, actions=actions))


def _content(
    ending: str, collected: Collected, choice: Choice, target: Path, words: Words
) -> bytes:
    """Return a file in the format that its ending says."""
    now = datetime.now(UTC)
    match ending:
        case ".md":
            from msp_desktop.notebook.exchange.markdown import markdown

            text = markdown(collected, target.parent, words, now=now)
        case ".txt":
            from msp_desktop.notebook.exchange.anki import anki

            text = anki(collected, choice, words)
        case ".csv":
            from msp_desktop.notebook.exchange.table import table

            return table(collected, words)
        case ".jsonld":
            from msp_desktop.notebook.exchange.jsonld import web_annotations

            text = web_annotations(collected, program=_PROGRAM, now=now)
        case _:
            from msp_desktop.notebook.exchange.sheet import sheet

            text = sheet(collected, choice, words, now=now)
            if ending == ".pdf":
                from msp_desktop.ui.windows.pdf import pdf

                return pdf(text, collected.course.title)
    return text.encode("utf-8", "replace")
