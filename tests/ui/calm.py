"""A system that asks for less motion."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QProxyStyle, QStyle


class Calm(QProxyStyle):
    """A style whose animations take no time."""

    def styleHint(self, hint: QStyle.StyleHint, *others: Any) -> int:
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, *others)
