"""The links on a trainee's page: where they are, and a click on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainee import Trainee


def link_place(trainee: Trainee, address: str) -> QPoint:
    """Bring a link into sight and return where in the viewport it is.

    ``address`` is what stands on the page, or its beginning.
    """
    reader = trainee.window.reader.reader
    there = dict(links(trainee))
    exact = [at for at, one in there.items() if one == address]
    found = exact or [at for at, one in there.items() if one.startswith(address)]
    assert found, f"no link to {address} on this page"
    cursor = reader.textCursor()
    cursor.setPosition(found[0])
    reader.setTextCursor(cursor)
    reader.ensureCursorVisible()
    place = reader.cursorRect(cursor).center() + QPoint(6, 0)
    assert reader.anchorAt(place)
    return place


def links(trainee: Trainee) -> Iterator[tuple[int, str]]:
    """Yield where the page's links begin, and where they lead."""
    block = trainee.window.reader.reader.document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().isAnchor():
                yield fragment.position(), fragment.charFormat().anchorHref()
            fragments += 1
        block = block.next()


def click_link(trainee: Trainee, address: str) -> None:
    """Click a link on the page as it stands there."""
    place = link_place(trainee, address)
    viewport = trainee.window.reader.reader.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
