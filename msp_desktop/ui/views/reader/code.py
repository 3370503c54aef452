"""From ``figure``, ``figcaption`` and ``pre`` of safe HTML to code cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msp_desktop.ui.views.reader.formats import TOKEN_ROLES, Card, Cut
from msp_desktop.ui.views.reader.marks import CodeCard
from msp_desktop.ui.views.reader.pen import utf16_length

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from msp_desktop.ui.views.reader.texts import TextWriter
    from msp_desktop.ui.views.reader.writer import Writer

_MERMAID = "mermaid"
"""The class of a diagram's figure, and the name of its language."""


@dataclass(slots=True)
class _OpenCard:
    frame: Any
    language: str
    cut: Cut
    captioned: bool = False
    text: str = ""


class CodeReader:
    """Feeds a writer with code.  ``cards`` collects the code blocks met on the way.

    ``label`` words what a card's header says for a language; ``inside`` is whether a ``pre`` is
    being read, whose text and tokens are for this reader alone.
    """

    def __init__(self, writer: Writer | TextWriter, label: Callable[[str], str]) -> None:
        self.cards: list[CodeCard] = []
        self.inside = False
        self._writer = writer
        self._label = label
        self._card: _OpenCard | None = None
        self._texts: list[str] = []
        self._length = 0
        self._spans: list[tuple[int, int, str]] = []
        self._token = ""

    def begin_figure(self, values: Mapping[str, str]) -> None:
        """Begin a card."""
        mermaid = values.get("class") == _MERMAID
        cut = Cut.of(values)
        self._card = _OpenCard(
            self._writer.begin_card(Card.CODE, cut),
            _MERMAID if mermaid else values.get("data-language", ""),
            cut,
            captioned=cut.above,
        )

    def end_figure(self) -> None:
        """End the card."""
        if self._card is not None:
            card, self._card = self._card, None
            self.cards.append(CodeCard(card.frame, card.text, card.language, card.cut))
            self._writer.end_card()

    def begin_caption(self) -> None:
        """Begin the card's caption."""
        if self._card is not None:
            self._card.captioned = True
        self._writer.caption()

    def begin(self) -> None:
        """Begin the code."""
        self.inside = True
        self._texts, self._spans, self._length, self._token = [], [], 0, ""
        if self._card is not None and not self._card.captioned:
            self._writer.label_card(self._card.frame, self._label(self._card.language))
        self._writer.code_block()

    def begin_token(self, values: Mapping[str, str]) -> None:
        """Begin a token of the code by its class."""
        self._token = TOKEN_ROLES.get(values.get("class", ""), "")

    def end_token(self) -> None:
        """End the token."""
        self._token = ""

    def text(self, text: str) -> None:
        """Take some of the code."""
        length = utf16_length(text)
        if self._token:
            self._spans.append((self._length, length, self._token))
        self._texts.append(text)
        self._length += length

    def end(self) -> None:
        """End the code and write it."""
        self.inside = False
        text, card = "".join(self._texts), self._card
        # The end of the last line would show as an empty one.
        shown = text.removesuffix("\n")
        if card is not None and card.language == _MERMAID and not any(card.cut):
            self._writer.diagram(shown)
        else:
            self._writer.code(shown, self._spans)
        if card is not None:
            card.text = text
