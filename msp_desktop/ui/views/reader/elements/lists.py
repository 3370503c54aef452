"""Lists of items and of definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.ui.views.reader.elements.flow import Flow


class Lists:
    """Elements that are lists or stand in them; in a table's cell they are only text."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def begin_ul(self, values: Mapping[str, str]) -> None:
        """Begin a list with bullets, or with letters for the choices of a question."""
        self._flow.open = False
        letters = values.get("class") == "choices"
        start = _number(values, "start") or 1
        self._flow.writer.begin_list(ordered=False, start=start, letters=letters)

    def begin_ol(self, values: Mapping[str, str]) -> None:
        """Begin a list with numbers."""
        self._flow.open = False
        start = _number(values, "start")
        self._flow.writer.begin_list(ordered=True, start=1 if start is None else start)

    def end_ul(self) -> None:
        """End a list."""
        self._flow.open = False
        self._flow.writer.end_list()

    end_ol = end_ul

    def begin_li(self, values: Mapping[str, str]) -> None:
        """Begin an item, unless its beginning stands in the part above."""
        flow = self._flow
        flow.open = False
        if flow.table is None and "data-continued" not in values:
            flow.writer.item(_number(values, "value"))
            flow.open = flow.at_start = True

    def end_li(self) -> None:
        """End an item."""
        self._flow.open = False

    def begin_dt(self, _values: Mapping[str, str]) -> None:
        """Begin what is defined."""
        flow = self._flow
        if flow.table is None:
            flow.begin_style("dt", flow.writer.style._replace(bold=True))
            flow.writer.paragraph(above=2, below=1)
            flow.open = True

    def end_dt(self) -> None:
        """End what is defined."""
        self._flow.open = False

    def begin_dd(self, _values: Mapping[str, str]) -> None:
        """Begin a definition."""
        if self._flow.table is None:
            self._flow.open = False
            self._flow.writer.begin_indented()

    def end_dd(self) -> None:
        """End a definition."""
        if self._flow.table is None:
            self._flow.open = False
            self._flow.writer.end_indented()


def _number(values: Mapping[str, str], name: str) -> int | None:
    """Return an attribute that is a number, None where there is none."""
    value = values.get(name, "")
    return int(value) if value.isdecimal() else None
