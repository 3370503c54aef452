"""A course whose diagram has a map, and what a trainee does with its elements."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu
from trainee_course import write_course

from msp_desktop.ui.views.diagram.links_painting import shape
from msp_desktop.ui.views.diagram.view import DiagramView, Mode

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.course.diagrams import Element
    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas
    from msp_desktop.ui.views.diagram.links import Links
    from msp_desktop.ui.views.diagram.overlay import Ground


KEYS = Qt.Key


LEFT = Qt.MouseButton.LeftButton


SIDECAR = {
    "version": 1,
    "pins": [
        {"id": "left", "x": 0.05, "y": 0.1, "w": 0.3, "h": 0.3, "label": "Left root",
         "questions": ["Roots question 2?"]},
        {"id": "spot", "x": 0.2, "y": 0.25, "label": "Tip",
         "questions": ["Roots question 3?", "Roots question 4?", "Leaves question 1?"]},
        {"id": "right", "x": 0.9, "y": 0.85, "w": 0.08, "h": 0.1, "label": "Right root",
         "questions": ["Roots question 5?"], "note": "Compare the left one."},
        {"id": "leaf", "x": 0.5, "y": 0.5, "w": 0.1, "h": 0.1, "label": "Leaf",
         "questions": ["Leaves question 2?"]},
    ],
}  # fmt: skip


def course_of(folder: Path, sidecar: object = SIDECAR) -> Path:
    """A course of two chapters whose first diagram has a map."""
    path = write_course(folder)
    words = sidecar if isinstance(sidecar, str) else json.dumps(sidecar)
    (folder / "img" / "roots.png.links.json").write_text(words, encoding="utf-8")
    return path


def links_of(trainee: Trainee) -> Links:
    links = trainee.window.linking.links
    assert links is not None
    return links


def until_mapped(trainee: Trainee, name: str) -> Links:
    """Wait until the elements of a picture can be pointed at."""
    linking = trainee.window.linking

    def mapped() -> bool:
        shown = linking.links.linked.map if linking.links else None
        there = shown is not None and shown.path.endswith(name)
        return there and linking.mapping.at_rest and trainee.window.diagram.at_rest

    trainee.until(mapped)
    return links_of(trainee)


def canvas_of(trainee: Trainee) -> DiagramCanvas:
    return trainee.window.diagram.canvas


def ground_of(trainee: Trainee) -> Ground:
    ground = canvas_of(trainee).ground()
    assert ground is not None
    return ground


def element(trainee: Trainee, name: str) -> Element:
    return next(one for one in links_of(trainee).linked.elements if one.id == name)


def asks(trainee: Trainee, title: str) -> str:
    return next(
        question.id
        for part in trainee.course.chapters
        for question in part.questions
        if question.title == title
    )


def spot_on(trainee: Trainee, one: Element) -> QPoint:
    """A place in the window where an element lies, and nothing that lies in it."""
    assert one.box is not None
    place = ground_of(trainee).box(*one.box)
    inner = [
        shape(ground_of(trainee), other.box).adjusted(-12, -12, 12, 12)
        if other.box.is_point
        else ground_of(trainee).box(*other.box)
        for other in links_of(trainee).linked.elements
        if other.box is not None and other.box.area < one.box.area
    ]
    for down in range(1, 40):
        for across in range(1, 40):
            at = QPointF(
                place.x() + place.width() * across / 40, place.y() + place.height() * down / 40
            )
            whole = QPointF(at.toPoint())
            free = not any(other.contains(whole) for other in inner)
            if (one.box.is_point or place.contains(whole)) and free:
                return at.toPoint()
    raise AssertionError(f"no free place on {one.id}")


def point_at(trainee: Trainee, at: QPoint) -> None:
    """Move the pointer there; sent, since windows of this platform lie upon each other."""
    canvas, none = canvas_of(trainee), Qt.MouseButton.NoButton
    place = QPointF(canvas.mapToGlobal(at))
    keys = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), place, none, none, keys)
    QApplication.sendEvent(canvas, event)


def lists() -> list[QMenu]:
    """The lists of questions that are open."""
    menus = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu))
    return [one for one in menus if one.isVisible() and one.objectName() == "linked-questions"]


def in_sight(trainee: Trainee, name: str) -> bool:
    box = element(trainee, name).box
    assert box is not None
    return QRectF(canvas_of(trainee).rect()).contains(ground_of(trainee).box(*box))


def come_close(trainee: Trainee, x: float, y: float) -> None:
    """Have a corner of the picture in sight, as it was left some time ago."""
    canvas_of(trainee).restore(DiagramView(Mode.FREE, 3.0, x, y))


def pixels(canvas: DiagramCanvas) -> QImage:
    return canvas.grab().toImage()
