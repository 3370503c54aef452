"""Tables.  A document's table must know its size, so it is written when it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.ui.views.reader.formats import Cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.ui.views.reader.elements.flow import Flow


class Cells:
    """Elements of a table."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def begin_table(self, values: Mapping[str, str]) -> None:
        """Begin a table."""
        from msp_desktop.ui.views.reader.tables import Table

        flow = self._flow
        flow.open = False
        widths = [int(one) for one in values.get("data-columns", "").split()]
        quiet = values.get("class") == "front-matter"
        flow.table = Table(widths, Cut.of(values), quiet)
        if quiet:
            small = flow.writer.style._replace(size="font-small", colour="muted")
            flow.begin_style("table", small)

    def end_table(self) -> None:
        """Write the table."""
        table, self._flow.table = self._flow.table, None
        if table is not None and table.rows:
            self._flow.writer.table(table)

    def begin_tr(self, _values: Mapping[str, str]) -> None:
        """Begin a row."""
        if self._flow.table is not None:
            self._flow.table.begin_row()

    def begin_td(self, values: Mapping[str, str]) -> None:
        """Begin a cell."""
        if self._flow.table is not None:
            self._flow.table.begin_cell(values, head=False)

    def begin_th(self, values: Mapping[str, str]) -> None:
        """Begin the head of a column."""
        flow = self._flow
        if flow.table is not None:
            flow.table.begin_cell(values, head=True)
            flow.begin_style("th", flow.writer.style._replace(bold=not flow.table.quiet))

    def end_td(self) -> None:
        """End a cell."""
        if self._flow.table is not None:
            self._flow.table.end_cell()

    end_th = end_td
