"""What of a line is shown as what, read from the styled editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication

from msp_desktop.ui.views.notes.marks import LONGEST, marks

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCharFormat
    from workplace import Workplace
    from writing_desk import Desk

    from msp_desktop.ui.theme import Theme


def shown(window: Workplace, line: int, theme: Theme) -> dict[str, set[str]]:
    """Return what a line's stretches look like, by their words."""
    block = window.pane.editor.document().findBlockByNumber(line)
    text = block.text().encode("utf-16-le")
    looks: dict[str, set[str]] = {}
    for stretch in block.layout().formats():
        words = text[2 * stretch.start : 2 * (stretch.start + stretch.length)]
        look = _look(stretch.format, theme)
        if look:
            looks[words.decode("utf-16-le")] = look
    return looks


def _look(made: QTextCharFormat, theme: Theme) -> set[str]:
    look: set[str] = set()
    if made.fontWeight() > 400:
        look.add("bold")
    if made.fontItalic():
        look.add("italic")
    if made.background().color() == theme.colour("code-card"):
        assert made.fontFamilies() == theme.families["code"]
        look.add("code")
    for role in ("muted", "link"):
        if made.foreground().color() == theme.colour(role):
            look.add(role)
    return look


MUTED, BOLD, ITALIC, CODE, LINK = {"muted"}, {"bold"}, {"italic"}, {"code"}, {"link"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("plain text, 2 * 3 * 4, snake_case_name", {}),
        ("## Title", {"##": BOLD | MUTED, " Title": BOLD}),
        ("#no title", {}),
        ("a **b** c", {"**": MUTED | BOLD, "b": BOLD}),
        ("a *b* c", {"*": MUTED | ITALIC, "b": ITALIC}),
        ("a __b__ _c_", {"__": MUTED | BOLD, "b": BOLD, "_": MUTED | ITALIC, "c": ITALIC}),
        ("***b***", {"***": MUTED | BOLD | ITALIC, "b": BOLD | ITALIC}),
        ("**a *b* c**", {"**": MUTED | BOLD, "a ": BOLD, "*": MUTED | BOLD | ITALIC,
                         "b": BOLD | ITALIC, " c": BOLD}),
        ("🐳 **고래**는", {"**": MUTED | BOLD, "고래": BOLD}),
        ("`docker run -u`", {"`": MUTED | CODE, "docker run -u": CODE}),
        ("`` a`b `` `open", {"``": MUTED | CODE, " a`b ": CODE}),
        ("`**no bold**`", {"`": MUTED | CODE, "**no bold**": CODE}),
        ("**`x`**", {"**": MUTED | BOLD, "`": MUTED | CODE | BOLD, "x": CODE | BOLD}),
        (r"\*no emphasis\*", {}),
        ("[docs](https://a.b/c_d_e)", {"[": MUTED, "docs": LINK, "](https://a.b/c_d_e)": MUTED}),
        ("see https://a.b/c_d_e.", {"https://a.b/c_d_e": LINK}),
        ("- item", {"-": MUTED}),
        ("  12) item", {"  12)": MUTED}),
        ("- [ ] task", {"- [ ]": MUTED}),
        ("> 1. [x] task", {"> 1. [x]": MUTED}),
        ("> quote", {">": MUTED}),
        ("* * *", {"* * *": MUTED}),
        ("-no item", {}),
    ],
)  # fmt: skip
def test_a_line_is_shown_as_what_it_is(
    desk: Desk, window: Workplace, light: Theme, line: str, expected: dict[str, set[str]]
) -> None:
    window.show(desk, 0)
    window.pane.editor.setPlainText(line)
    assert _joined(shown(window, 0, light)) == expected


def _joined(looks: dict[str, set[str]]) -> dict[str, set[str]]:
    """Join stretches that look alike: Qt may cut them anywhere."""
    if {"- ", "[ ]"} <= looks.keys():
        return {"- [ ]": looks["- "]}
    if {"> 1. ", "[x]"} <= looks.keys():
        return {"> 1. [x]": looks["> 1. "]}
    return looks


def test_a_code_block_is_code_until_its_fence_closes(
    desk: Desk, window: Workplace, light: Theme
) -> None:
    window.show(desk, 0)
    window.pane.editor.setPlainText("```sh\n# no title\n~~~\n````\nafter\n~~~\n```\n**x**")
    looks = [shown(window, line, light) for line in range(8)]
    assert looks == [
        {"```sh": MUTED | CODE},
        {"# no title": CODE},
        {"~~~": CODE},
        {"````": MUTED | CODE},
        {},
        {"~~~": MUTED | CODE},
        {"```": CODE},
        {"**x**": CODE},
    ]


def test_what_follows_is_shown_anew_when_a_fence_is_typed_or_goes(
    desk: Desk, window: Workplace, light: Theme
) -> None:
    window.show(desk, 0)
    window.pane.editor.setPlainText("\n# Title")
    window.put_caret(0)
    window.type("```")
    assert shown(window, 1, light) == {"# Title": CODE}
    window.pane.editor.undo()
    assert shown(window, 1, light) == {"#": BOLD | MUTED, " Title": BOLD}


def test_a_line_is_styled_before_it_is_first_seen(
    desk: Desk, window: Workplace, light: Theme
) -> None:
    desk.write(desk.refs[0], "# Title", 0)
    window.show(desk, 0)
    assert shown(window, 0, light) == {"#": BOLD | MUTED, " Title": BOLD}
    QCoreApplication.processEvents()
    assert shown(window, 0, light) == {"#": BOLD | MUTED, " Title": BOLD}


def test_a_line_that_nobody_typed_is_not_searched_for_marks() -> None:
    assert marks("`*" * LONGEST, None) == ((), None)
    found, _ = marks("# " + "*a*" * 500, None)
    assert len(found) > 500
