"""What all tests share: a screen in memory where there is none, and much patience."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE = 60_000
"""Milliseconds until what is waited for counts as not coming: only a failing test takes them."""


class PatientBot(QtBot):
    """A bot that no machine is too busy for: its five seconds are sometimes not enough."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **named: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **named)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE) -> Any:
        return super().waitExposed(widget, timeout=timeout)

    def waitActive(self, widget: Any, *, timeout: int = PATIENCE) -> Any:
        return super().waitActive(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QtBot]:
    yield PatientBot(request)
    # The clipboard in memory outlives Python, and what Python made must not be in it then.
    qapp.clipboard().clear()
