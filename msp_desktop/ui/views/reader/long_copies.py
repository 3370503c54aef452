"""Copying what is too long to be put together while somebody waits.

All of a chapter of 20 MB takes seconds.  It could be made when it is pasted, but most desktops have
something that asks for every copied text at once.  So the clipboard first gets an empty promise,
and the text when it is there, unless something else was copied meanwhile.
"""

from __future__ import annotations

from itertools import count
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.ui.views.reader.selecting import Selected

AT_ONCE = 512 * 1024
"""Characters of HTML that are read when they are copied."""

SLICE = 0.008
"""Seconds that text is put together before the window may do something else."""

PROMISE = "application/x-msp-desktop-promise"
"""The format of what stands on the clipboard for a text that is still to come: its number."""

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class LongCopies(QObject):
    """Gives texts to the clipboard, one at a time.

    Signals: ``busy(bool)`` when a text that was copied takes a while, and when it is there or no
    longer wanted.
    """

    busy = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._number = b""
        self._key: object = None
        self._parts: Iterator[str] = iter(())
        self._texts: list[str] = []
        self._said = False
        self._more = QTimer(self, interval=0, singleShot=True)
        self._more.timeout.connect(self._go_on)

    def data(self, key: object, selected: Selected) -> QMimeData:
        """Return what is to be put on the clipboard for a selected text.

        ``key`` tells a selection from every other: where the same is selected and then copied, its
        text is made once.
        """
        data = QMimeData()
        if selected.weight <= AT_ONCE:
            data.setText("\n".join(selected.parts))
            return data
        if key != self._key or not self._more.isActive():
            self._number = str(next(self._numbers)).encode()
            self._key, self._parts, self._texts = key, selected.parts, []
            # By then it is on a clipboard.
            self._more.start()
        data.setData(PROMISE, self._number)
        return data

    def _go_on(self) -> None:
        modes = [mode for mode in _MODES if self._is_promised(mode)]
        if not modes:
            self._finish()
            return
        self._say(QClipboard.Mode.Clipboard in modes)
        end = perf_counter() + SLICE
        for part in self._parts:
            self._texts.append(part)
            if perf_counter() > end:
                self._more.start()
                return
        text = "\n".join(self._texts)
        for mode in modes:
            QGuiApplication.clipboard().setText(text, mode)
        self._finish()

    def _is_promised(self, mode: QClipboard.Mode) -> bool:
        clipboard = QGuiApplication.clipboard()
        if mode is QClipboard.Mode.Selection and not clipboard.supportsSelection():
            return False
        data = clipboard.mimeData(mode)
        # Not every system has anything there.
        return bool(data) and data.data(PROMISE).data() == self._number

    def _finish(self) -> None:
        self._key, self._parts, self._texts = None, iter(()), []
        self._say(False)

    def _say(self, busy: bool) -> None:
        if busy is not self._said:
            self._said = busy
            self.busy.emit(busy)
