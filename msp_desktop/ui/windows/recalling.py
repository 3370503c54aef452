"""Cover and recall: the words of a picture are hidden, said by heart, shown and graded."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from msp_desktop.ui.undoing import Step
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from msp_desktop.course.diagrams import Box, Element
    from msp_desktop.notebook.reviews import Review
    from msp_desktop.review.recall import Round
    from msp_desktop.ui.pinning import Pinning
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.undoing import Steps
    from msp_desktop.ui.views.diagram.cover import Cover
    from msp_desktop.ui.views.diagram.pane import DiagramPane
    from msp_desktop.ui.views.diagram.recall_bar import RecallBar
    from msp_desktop.ui.windows.commands import Commands
    from msp_desktop.ui.windows.gallery import Gallery
    from msp_desktop.ui.windows.linking import Linking
    from msp_desktop.ui.windows.panes import Panes
    from msp_desktop.ui.windows.pinboard import Pinboard


class Asked(NamedTuple):
    """A place that is covered: its rectangles, and the questions that it is about."""

    boxes: tuple[Box, ...]
    questions: tuple[str, ...]


class Recalling(QObject):
    """Runs rounds on the picture that is shown; one ends with that picture."""

    def __init__(
        self,
        study: Study,
        pinning: Pinning,
        steps: Steps,
        diagram: DiagramPane,
        gallery: Gallery,
        linking: Linking,
        pinboard: Pinboard,
        panes: Panes,
        commands: Commands,
        theme: Theme,
    ) -> None:
        super().__init__(diagram)
        self._study = study
        self._pinning = pinning
        self._steps = steps
        self._diagram = diagram
        self._gallery = gallery
        self._linking = linking
        self._pinboard = pinboard
        self._panes = panes
        self._theme = theme
        self._worker = Worker(self)
        self._places: dict[str, Asked] = {}
        self._picture = ""
        self.cover: Cover | None = None
        self.bar: RecallBar | None = None
        diagram.picture_changed.connect(self._picture_changed)
        diagram.header.recall_wanted.connect(self.toggle)
        commands.connect_to({"recall": self.toggle})

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being looked for."""
        return self._worker.idle

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        if self.bar is not None:
            self.bar.set_theme(theme)

    def toggle(self) -> None:
        """Cover what is shown, or end that."""
        if self.cover is not None:
            self.leave()
            return
        path = self._gallery.picture
        if not path or self._diagram.canvas.picture is None:
            return
        self._panes.show_pane("diagram", True)
        links = self._linking.links
        shown = links.linked.map if links is not None else None
        elements = shown.elements if shown is not None and shown.path == path else ()
        file = self._study.pictures.find(path)
        if file is not None and elements and PurePosixPath(path).suffix.lower() == ".svg":
            wanted = frozenset(one.id for one in elements)
            job = partial(_words, file, wanted)
            self._worker.submit(job, partial(self._begin, path, elements))
        else:
            self._begin(path, elements, {})

    def leave(self) -> None:
        """Uncover everything and end the round."""
        cover, self.cover = self.cover, None
        if cover is not None:
            self._diagram.canvas.remove_overlay(cover)
            self._diagram.canvas.unsetCursor()
        if self.bar is not None:
            self.bar.hide()
        if self._pinboard.overlay is not None:
            self._pinboard.overlay.set_quiet(on=False)

    # The round

    def _begin(
        self,
        path: str,
        elements: Sequence[Element],
        words: Mapping[str, tuple[Box, ...]],
    ) -> None:
        if path != self._gallery.picture or self.cover is not None:
            return
        self._places = _places(elements, words)
        for pin in self._pinning.on(path):
            if not pin.box.is_point:
                self._places.setdefault(pin.id, Asked((pin.box,), pin.questions))
        if not self._places:
            self._say_nothing()
            return
        from msp_desktop.ui.views.diagram.cover import Cover, Doings

        doings = Doings(self._turn, self._step, self._reveal, self._grade, self._undo, self.leave)
        boxes = {name: one.boxes for name, one in self._places.items()}
        self._picture = path
        self.cover = Cover(self._diagram.canvas, boxes, doings)
        if self._linking.links is not None:
            self._linking.links.let_go()
        if self._pinboard.overlay is not None:
            self._pinboard.overlay.set_quiet(on=True)
        self._diagram.canvas.add_overlay(self.cover)
        self._laid_bar().show()
        self._diagram.canvas.setFocus()
        self._again()

    def _again(self) -> None:
        from msp_desktop.review.recall import begun

        self._show(begun(tuple(self._places)))

    def _say_nothing(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._diagram.window())
        box.setText(self.tr("There is nothing to cover on this picture."))
        box.setInformativeText(
            self.tr("Link its elements to questions, or put rectangles on it with pins.")
        )
        box.open()

    def _laid_bar(self) -> RecallBar:
        if self.bar is None:
            from msp_desktop.ui.views.diagram.recall_bar import RecallBar

            self.bar = RecallBar(self._theme, self._diagram)
            layout = self._diagram.layout()
            assert layout is not None
            layout.addWidget(self.bar)
            self.bar.reveal.connect(self._reveal)
            self.bar.graded.connect(self._grade)
            self.bar.undo.connect(self._undo)
            self.bar.again.connect(self._again)
            self.bar.leave.connect(self.leave)
        return self.bar

    def _show(self, now: Round) -> None:
        if self.cover is not None and self.bar is not None:
            self.cover.show(now)
            self.bar.show_round(now)

    def _turn(self, place: str) -> None:
        if self.cover is not None:
            now = self.cover.round.turned_to(place)
            self._show(now.revealed() if now.current == place else now)

    def _step(self, by: int) -> None:
        if self.cover is not None:
            self._show(self.cover.round.stepped(by))

    def _reveal(self) -> None:
        if self.cover is not None:
            self._show(self.cover.round.revealed())

    def _grade(self, known: bool) -> None:
        if self.cover is None:
            return
        place, now = self.cover.round.current, self.cover.round.grade(known=known)
        if now == self.cover.round:
            return
        asked = self._places[place].questions
        found = [self._pinning.review(one, self._picture, place, known=known) for one in asked]
        given = [one for one in found if one is not None]
        self._show(now)
        step = Step(
            self.tr("Grade"),
            lambda: self._take_back(place, given),
            lambda: self._give_again(place, given, known=known),
        )
        self._steps.add(step)

    def _undo(self) -> None:
        if self.cover is not None and self.cover.round.grades:
            self._steps.undo()

    def _take_back(self, place: str, given: list[Review]) -> None:
        for one in given:
            self._pinning.take_back(one)
        if self.cover is not None:
            now = self.cover.round
            if now.grades and now.grades[-1][0] == place:
                self._show(now.undone())

    def _give_again(self, place: str, given: list[Review], *, known: bool) -> None:
        for one in given:
            self._pinning.give(one)
        if self.cover is not None:
            now = self.cover.round.turned_to(place)
            if now.current == place:
                self._show(now.revealed().grade(known=known))

    def _picture_changed(self) -> None:
        if self.cover is not None and self._gallery.picture != self._picture:
            self.leave()


def _places(elements: Sequence[Element], words: Mapping[str, tuple[Box, ...]]) -> dict[str, Asked]:
    """Return what is to be covered: the words of parts, and the rectangles of an author's pins."""
    from msp_desktop.course.diagrams import Kind

    found: dict[str, Asked] = {}
    for one in elements:
        boxes = words.get(one.id, ())
        if one.kind is Kind.PIN and one.box is not None and not one.box.is_point:
            boxes = (one.box,)
        if boxes and one.questions:
            found[one.id] = Asked(boxes, one.questions)
    return found


def _words(file: Path, wanted: frozenset[str]) -> dict[str, tuple[Box, ...]]:
    """Return where an SVG's words are; nothing for one that cannot be read any more."""
    from msp_desktop.course.diagrams.words import words_of
    from msp_desktop.course.svg.safety import MOST_BYTES
    from msp_desktop.course.svg.unsafe import UnsafePicture

    try:
        with file.open("rb") as opened:
            return words_of(opened.read(MOST_BYTES + 1), wanted)
    except (OSError, UnsafePicture):
        return {}
