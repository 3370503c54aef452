"""Paragraphs, and what ``div`` and ``section`` hold: alerts, formulas, footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.ui.views.reader.formats import Card, Cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.ui.views.reader.elements.flow import Flow


class Divisions:
    """Elements that divide an answer."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        # The card of each open ``div``, None for one that is no alert.
        self._divs: list[Card | None] = []

    def begin_p(self, values: Mapping[str, str]) -> None:
        """Begin a paragraph; a loose item's first one stands in the item's own line."""
        alert = self._divs[-1] if self._divs else None
        if alert is not None and values.get("class") == "markdown-alert-title":
            self._begin_alert_title(alert)
        elif self._flow.table is None and not self._flow.open:
            self._flow.paragraph()

    def end_p(self) -> None:
        """End a paragraph."""
        self._flow.open = self._flow.unread = False

    def begin_div(self, values: Mapping[str, str]) -> None:
        """Begin an alert or a formula by itself."""
        flow = self._flow
        flow.open = False
        card = None
        if "markdown-alert" in values.get("class", "") and flow.table is None:
            from msp_desktop.ui.views.reader.alerts import alert_of

            card = alert_of(values["class"])
        self._divs.append(card)
        if card is not None:
            flow.writer.begin_card(card, Cut.of(values))
        elif values.get("class") == "math":
            self._begin_formula(whole=not any(Cut.of(values)))

    def end_div(self) -> None:
        """End what was begun."""
        self._flow.open = self._flow.formula = False
        if self._divs and self._divs.pop() is not None:
            self._flow.writer.end_card()

    def begin_section(self, values: Mapping[str, str]) -> None:
        """Begin footnotes."""
        flow = self._flow
        flow.open = False
        if values.get("class") == "footnotes" and flow.table is None:
            small = flow.writer.style._replace(size="font-small", colour="muted")
            flow.begin_style("section", small)
            if "data-continued" not in values:
                flow.writer.rule()

    def end_section(self) -> None:
        """End them."""
        self._flow.open = False

    def _begin_formula(self, *, whole: bool) -> None:
        """Begin a formula by itself; one that is cut or in a table is only its source."""
        flow = self._flow
        if flow.table is None:
            flow.paragraph()
        if whole and flow.table is None:
            flow.formula = True
        else:
            flow.begin_style("div", flow.writer.style._replace(code=True, chip=True))

    def _begin_alert_title(self, card: Card) -> None:
        """Begin an alert's title, with words in the interface's language for the author's."""
        from msp_desktop.ui.views.reader.alerts import words

        flow = self._flow
        flow.begin_style("p", flow.writer.style)
        flow.writer.alert_title(card)
        flow.writer.text(words(card))
        flow.unread = True
