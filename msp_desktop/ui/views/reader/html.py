"""From the safe HTML of a block to calls on a :class:`Writer`.

It reads what :mod:`msp_desktop.course.safe` lets through, and nothing else reaches it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msp_desktop.course.links import REFUSED
from msp_desktop.ui.views.reader.code import CodeReader
from msp_desktop.ui.views.reader.folds import FoldReader
from msp_desktop.ui.views.reader.formats import FOLD, Card, Cut, Style
from msp_desktop.ui.views.reader.pictures import PictureStore, link_of
from msp_desktop.ui.views.reader.tags import cut
from msp_desktop.ui.views.reader.writer import LINE_SEPARATOR, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from msp_desktop.ui.views.reader.marks import CodeCard
    from msp_desktop.ui.views.reader.tables import Table
    from msp_desktop.ui.views.reader.texts import TextWriter

_INLINE: dict[str, dict[str, Any]] = {
    "a": {},
    "b": {"bold": True},
    "code": {"code": True, "chip": True},
    "del": {"struck": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "ins": {"underlined": True},
    "kbd": {"code": True, "chip": True},
    "mark": {"marked": True},
    "s": {"struck": True},
    "samp": {"code": True, "chip": True},
    "small": {"size": "font-ui"},
    "span": {},
    "strike": {"struck": True},
    "strong": {"bold": True},
    "sub": {"raised": -1},
    "sup": {"raised": 1},
    "tt": {"code": True, "chip": True},
    "u": {"underlined": True},
    "var": {"italic": True},
}
_HEADINGS = {
    "h1": "font-question",
    "h2": "font-question",
    "h3": "font-heading",
    "h4": "font-body",
    "h5": "font-body",
    "h6": "font-body",
}


class HtmlReader:
    """Feeds a writer.

    ``label`` words what a code card's header says for a language; ``store`` tells which pictures
    can be shown, without one none is looked for.
    """

    def __init__(
        self,
        writer: Writer | TextWriter,
        store: PictureStore | None,
        label: Callable[[str], str],
    ) -> None:
        self._writer = writer
        self._store = store
        self._styles: list[tuple[str, Style]] = []
        self._code = CodeReader(writer, label)
        self._table: Table | None = None
        # The card of each open ``div``, None for one that is no alert.
        self._divs: list[Card | None] = []
        self._in_alert_title = False
        self._formula = False
        # Whether text goes on in the paragraph that is open, or must begin one; and whether nothing
        # stands in the item that is open.
        self._open = self._at_start = False
        self._piece = 0
        self._folds = FoldReader(self, lambda _number, default: default, _INLINE)

    @property
    def cards(self) -> list[CodeCard]:
        """The code blocks met on the way."""
        return self._code.cards

    def begin_piece(self, piece: int, is_open: Callable[[int, bool], bool], first: int = 0) -> None:
        """Begin a piece of the page; its folds count from ``first``.

        ``is_open`` tells of a fold's number and its author's wish whether it is open.
        """
        self._piece = self._writer.piece = piece
        self._folds = FoldReader(self, is_open, _INLINE, first)

    def read(self, html: str) -> None:
        """Write one block: a whole number of elements."""
        self._open = False
        self._read(html)

    def read_inline(self, html: str) -> None:
        """Write inline content into the paragraph that the writer has begun."""
        self._open = True
        self._read(html)

    def _read(self, html: str) -> None:
        for piece in cut(html):
            if self._folds and self._folds.takes(piece):
                continue
            if isinstance(piece, str):
                self._text(piece)
            elif piece.closing:
                self._end(piece.name)
            else:
                self._begin(piece.name, piece.attributes)

    def _begin(self, tag: str, values: Mapping[str, str]) -> None:
        """Begin an element; an unknown one is as if only its content stood there."""
        if "id" in values:
            self._writer.anchor(values["id"])
        if tag in _INLINE:
            self._begin_inline(tag, values)
        elif tag in _HEADINGS:
            self._begin_heading(tag)
        else:
            begin: Callable[[Mapping[str, str]], None] | None = getattr(self, f"_begin_{tag}", None)
            if begin is not None:
                begin(values)

    def _end(self, tag: str) -> None:
        if self._code.inside and tag != "pre":
            self._code.end_token()
            return
        if tag == "pre":
            self._code.end()
            self._open = False
        if self._styles and self._styles[-1][0] == tag:
            self._writer.style = self._styles.pop()[1]
        end: Callable[[], None] | None = getattr(self, f"_end_{tag}", None)
        if end is not None:
            end()
        elif tag in _HEADINGS:
            self._open = False

    def _text(self, data: str) -> None:
        """Write text; white space counts as HTML counts it."""
        if self._code.inside:
            self._code.text(data)
            return
        if self._in_alert_title:
            return
        if self._formula and self._table is None:
            self._writer.formula(data)
            return
        text = data.replace("\n", " ")
        if self._table is not None:
            self._table.add(text, self._writer.style)
            return
        if not self._open or self._at_start:
            text = text.lstrip()
            if not text:
                return
            self._at_start = False
            if not self._open:
                self._begin_paragraph()
        self._writer.text(text)

    def _styled(self, tag: str, style: Style) -> None:
        self._styles.append((tag, self._writer.style))
        self._writer.style = style

    # Inline

    def _begin_inline(self, tag: str, values: Mapping[str, str]) -> None:
        if self._code.inside:
            if tag == "span":
                self._code.begin_token(values)
            return
        style = self._writer.style
        if tag == "a":
            refused = values.get("data-refused")
            address = values.get("href", "") if refused is None else REFUSED + refused
            style = style._replace(link=address)
        elif tag == "span" and values.get("class", "").startswith("math"):
            kind = "display" if "display" in values["class"] else "formula"
            style = style._replace(code=True, chip=True, drawn=kind)
        elif _INLINE[tag]:
            style = style._replace(**_INLINE[tag])
        self._styled(tag, style)

    def _begin_br(self, _values: Mapping[str, str]) -> None:
        if self._table is not None:
            self._table.add(LINE_SEPARATOR, self._writer.style)
        elif self._open:
            self._writer.text(LINE_SEPARATOR)

    def _begin_img(self, values: Mapping[str, str]) -> None:
        alt, source = values.get("alt", ""), values.get("src", "")
        style = self._writer.style
        if not style.link:
            shown = self._store is not None and self._store.size(source) is not None
            style = style._replace(link=link_of(source, shown=shown))
        if self._table is not None:
            self._table.add(alt, style, source)
            return
        if not self._open:
            self._begin_paragraph()
        before, self._writer.style = self._writer.style, style
        self._writer.picture(source, alt)
        self._writer.style = before
        self._at_start = False

    def _begin_input(self, values: Mapping[str, str]) -> None:
        ticked = "checked" in values
        text = "\u2611" if ticked else "\u2610"
        if self._table is not None:
            self._table.add(text, self._writer.style)
            return
        if not self._open:
            self._begin_paragraph()
        self._writer.box(text, ticked=ticked)
        self._at_start = False

    # Paragraphs and lists

    def _begin_paragraph(self) -> None:
        self._writer.paragraph()
        self._open, self._at_start = True, False

    def _begin_p(self, values: Mapping[str, str]) -> None:
        alert = self._divs[-1] if self._divs else None
        if alert is not None and values.get("class") == "markdown-alert-title":
            self._begin_alert_title(alert)
        # A loose item's first paragraph stands in the item's own line.
        elif self._table is None and not self._open:
            self._begin_paragraph()

    def _end_p(self) -> None:
        self._open = self._in_alert_title = False

    def _end_li(self) -> None:
        self._open = False

    def _begin_ul(self, values: Mapping[str, str]) -> None:
        self._open = False
        letters = values.get("class") == "choices"
        self._writer.begin_list(ordered=False, start=_number(values, "start") or 1, letters=letters)

    def _begin_ol(self, values: Mapping[str, str]) -> None:
        self._open = False
        start = _number(values, "start")
        self._writer.begin_list(ordered=True, start=1 if start is None else start)

    def _end_ul(self) -> None:
        self._open = False
        self._writer.end_list()

    _end_ol = _end_ul

    def _begin_li(self, values: Mapping[str, str]) -> None:
        self._open = False
        if self._table is None and "data-continued" not in values:
            self._writer.item(_number(values, "value"))
            self._open = self._at_start = True

    def _begin_heading(self, tag: str) -> None:
        self._styled(tag, self._writer.style._replace(bold=True, size=_HEADINGS[tag]))
        self._writer.paragraph(above=12, below=6)
        self._open = True

    def _begin_hr(self, _values: Mapping[str, str]) -> None:
        self._open = False
        self._writer.rule()

    # Definitions

    def _begin_dt(self, _values: Mapping[str, str]) -> None:
        if self._table is None:
            self._styled("dt", self._writer.style._replace(bold=True))
            self._writer.paragraph(above=2, below=1)
            self._open = True

    def _begin_dd(self, _values: Mapping[str, str]) -> None:
        if self._table is None:
            self._open = False
            self._writer.begin_indented()

    def _end_dt(self) -> None:
        self._open = False

    def _end_dd(self) -> None:
        if self._table is None:
            self._open = False
            self._writer.end_indented()

    # Folds

    def _begin_details(self, values: Mapping[str, str]) -> None:
        if self._table is None:
            self._open = False
            self._folds.enter(values)

    def begin_summary(self, number: int, *, shown: bool) -> None:
        """Begin a fold with the line of its summary, which is a link."""
        link = f"{FOLD}{self._piece}:{number}"
        self._styled("summary", self._writer.style._replace(bold=True, link=link))
        self._writer.begin_fold(number, shown=shown)
        self._open = True

    def word_summary(self, words: str) -> None:
        """Write a summary for which the author has no words."""
        self._writer.text(words)

    def end_summary(self) -> None:
        """End the summary; the fold's content follows, if it is shown."""
        while self._styles:
            tag, self._writer.style = self._styles.pop()
            if tag == "summary":
                break
        self._writer.begin_content()
        self._open = False

    def resume_fold(self) -> None:
        """Go on with a fold that has its summary in the part above."""
        self._writer.resume_fold()
        self._open = False

    def end_fold(self) -> None:
        """End the fold."""
        self._writer.end_fold()
        self._open = False

    # Cards

    def _begin_figure(self, values: Mapping[str, str]) -> None:
        self._open = False
        self._code.begin_figure(values)

    def _end_figure(self) -> None:
        self._code.end_figure()

    def _begin_figcaption(self, _values: Mapping[str, str]) -> None:
        self._styled("figcaption", self._writer.style._replace(size="font-small", colour="muted"))
        self._code.begin_caption()
        self._open = True

    def _end_figcaption(self) -> None:
        self._open = False

    def _begin_pre(self, _values: Mapping[str, str]) -> None:
        self._styled("pre", Style(code=True))
        self._code.begin()

    def _begin_blockquote(self, values: Mapping[str, str]) -> None:
        self._open = False
        self._writer.begin_card(Card.QUOTE, Cut.of(values))
        self._styled("blockquote", self._writer.style._replace(colour="muted"))

    def _end_blockquote(self) -> None:
        self._open = False
        self._writer.end_card()

    # Alerts and footnotes

    def _begin_div(self, values: Mapping[str, str]) -> None:
        self._open = False
        card = None
        if "markdown-alert" in values.get("class", "") and self._table is None:
            from msp_desktop.ui.views.reader.alerts import alert_of

            card = alert_of(values["class"])
        self._divs.append(card)
        if card is not None:
            self._writer.begin_card(card, Cut.of(values))
        elif values.get("class") == "math":
            self._begin_formula(whole=not any(Cut.of(values)))

    def _begin_formula(self, *, whole: bool) -> None:
        """Begin a formula by itself; one that is cut or in a table is only its source."""
        if self._table is None:
            self._begin_paragraph()
        if whole and self._table is None:
            self._formula = True
        else:
            self._styled("div", self._writer.style._replace(code=True, chip=True))

    def _end_div(self) -> None:
        self._open = self._formula = False
        if self._divs and self._divs.pop() is not None:
            self._writer.end_card()

    def _begin_alert_title(self, card: Card) -> None:
        """Begin an alert's title, with words in the interface's language for the author's."""
        from msp_desktop.ui.views.reader.alerts import words

        self._styled("p", self._writer.style)
        self._writer.alert_title(card)
        self._writer.text(words(card))
        self._in_alert_title = True

    def _begin_section(self, values: Mapping[str, str]) -> None:
        self._open = False
        if values.get("class") == "footnotes" and self._table is None:
            self._styled("section", self._writer.style._replace(size="font-small", colour="muted"))
            if "data-continued" not in values:
                self._writer.rule()

    _end_section = _end_li

    # A document's table must know its size, so it is written when it is whole.

    def _begin_table(self, values: Mapping[str, str]) -> None:
        from msp_desktop.ui.views.reader.tables import Table

        self._open = False
        widths = [int(one) for one in values.get("data-columns", "").split()]
        quiet = values.get("class") == "front-matter"
        self._table = Table(widths, Cut.of(values), quiet)
        if quiet:
            self._styled("table", self._writer.style._replace(size="font-small", colour="muted"))

    def _begin_tr(self, _values: Mapping[str, str]) -> None:
        if self._table is not None:
            self._table.begin_row()

    def _begin_td(self, values: Mapping[str, str]) -> None:
        if self._table is not None:
            self._table.begin_cell(values, head=False)

    def _begin_th(self, values: Mapping[str, str]) -> None:
        if self._table is not None:
            self._table.begin_cell(values, head=True)
            self._styled("th", self._writer.style._replace(bold=not self._table.quiet))

    def _end_td(self) -> None:
        if self._table is not None:
            self._table.end_cell()

    _end_th = _end_td

    def _end_table(self) -> None:
        table, self._table = self._table, None
        if table is not None and table.rows:
            self._writer.table(table)


def _number(values: Mapping[str, str], name: str) -> int | None:
    """Return an attribute that is a number, None where there is none."""
    value = values.get(name, "")
    return int(value) if value.isdecimal() else None
