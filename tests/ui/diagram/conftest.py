"""Files made on the spot, and a canvas and a pane to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from msp_desktop.ui.views.diagram import DiagramPane
from msp_desktop.ui.views.diagram.canvas import DiagramCanvas

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Save an image, or bytes, or text, in the test's folder."""

    def write(name: str, content: QImage | bytes | str) -> Path:
        path = tmp_path / name
        if isinstance(content, QImage):
            assert content.save(str(path))
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def canvas(qtbot: QtBot, light: Theme) -> DiagramCanvas:
    widget = DiagramCanvas(light)
    qtbot.addWidget(widget)
    widget.resize(420, 560)
    widget.show()
    return widget


@pytest.fixture
def pane(qtbot: QtBot, light: Theme) -> DiagramPane:
    widget = DiagramPane(light)
    qtbot.addWidget(widget)
    widget.resize(420, 560)
    widget.show()
    return widget
