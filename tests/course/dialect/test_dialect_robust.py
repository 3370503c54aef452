"""Any text at all: it parses, its lines are sound, and the work grows with its length only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from counting import calls
from hypothesis import given, settings
from hypothesis import strategies as st

from msp_desktop.course.dialect import convert, lines, parse
from msp_desktop.course.dialect.blocks.parser import MAX_DEPTH

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PIECES = [
    *("a", "한글", " ", "  ", "    ", "\t", "\n", "\n\n", "- ", "* ", "1. ", "2) ", "> ", "# "),
    *("---", "===", "```", "~~~", "`", "*", "**", "_", "[", "]", "![", "](u)", "]: /u", "(", ")"),
    *("~", "~~", "==", "^", ":a:", ":whale:", "www.a.b", "https://a.b/", "a@b.c", "<code>", "</a>"),
    *("<", ">", "<b>", "<div>", "<!--", "-->", "&amp;", "&", "\\", "|", "|---|", "[x] ", '"', "'"),
    *("[^a]", "[^a]: ", ": ", "[!NOTE]\n", "> [!tip]\n> ", "a: ", "---\n", "\n---\n"),
    *("$", "$$", "$x$", "\\frac{a}{b}"),
]
UNITS = [
    *("[", "![", "[]", "[a](", "[a](b", "[a][b]", "[a]: b\n", "*a ", "**a* ", "*a_ ", "_a* b_ "),
    *("`a ``b ", "<!--", "<?", "<![CDATA[", "<!A", "<a b='", "&a", "\\", "> a\n", "- a\n", "a\n"),
    *("$", "$a", "$a$ ", "$a\\$", "$$\n", "$$a\n", "$$ a", "$\\text{", "$`a"),
    *(
        "~",
        "~a ",
        "a~ ",
        "~~a ",
        "a~~ ",
        "~a~~ ",
        "==a ",
        "a== ",
        "=a",
        "a^",
        "^a^",
        "a^1^",
        "a~1~",
    ),
    *(":a", ":a:", ":a:1", ":whale:", ":tada", "a:b: ", "www.", "www.a_", "_www.a ", "https://"),
    *(
        "https://a",
        "[https://a.b]",
        "[https://a.b",
        "https://a.b) ",
        "(https://a",
        "a;",
        "http://a&",
    ),
    *("a@", "a@a", "a@b.c", "a@b.c ", "@a.", "_a@", "<a>a@b.c", "<code>~a~", "https://a.b는"),
    *("[^a]", "[^", "![^a] ", "[^a]: b\n", "[^a]: [^a]\n", "[^a]:\n\n", "a[^a]\n\n[^a]: b\n"),
    *("a\n: b\n", ": ", ": b\n", "a\n\n: b\n\n", "a\n: ", "> [!NOTE]\n> a\n\n", "> [!NOTE]\n"),
    *("---\na: b\n", "---\n", "a: b\n", "---\na: [", "---\na: {"),
    *("a  \n", "|", "a|", "- ", "> ", "\t", "\n", "```\n", "<div>\n", "1. ", "# #", "[a]: b\n=\n"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
SETTINGS = settings(max_examples=400, deadline=None, derandomize=True, database=None)


def check_lines(element: Element, first: int, last: int) -> None:
    """Check that the blocks in an element follow each other and stay inside its lines."""
    after = first
    for child in element:
        span = lines(child)
        if span is None:
            check_lines(child, after, last)
            continue
        assert after <= span[0] <= span[1] <= last
        check_lines(child, *span)
        after = span[1] + 1


@SETTINGS
@given(TEXTS)
def test_blocks_follow_each_other_and_lie_inside_each_other(text: str) -> None:
    check_lines(parse(text).root, 1, text.count("\n") + 1)


@SETTINGS
@given(TEXTS)
def test_what_was_closed_before_changes_nothing(text: str) -> None:
    before = "> - a\n***\n\n"
    # Behind a blank line nothing is front matter.
    assert convert(before + text) == convert(before) + convert("\n" + text)


@SETTINGS
@given(st.text(max_size=60))
def test_text_without_markup_is_kept(text: str) -> None:
    letters = "".join(character for character in text if character.isalnum())
    document = parse(f"x{letters} y")
    assert document.text(document.root) == f"x{letters} y"


def depth(element: Element) -> int:
    """Return how many elements are inside each other, without recursion."""
    level, deepest = [element], 0
    while level:
        deepest += 1
        level = [child for one in level for child in one]
    return deepest


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + "a",
        "- " * 10_000 + "a",
        "> - " * 10_000 + "a",
        "".join("  " * level + "- a\n" for level in range(1_000)),
        "*a " * 10_000 + "b" + " c*" * 10_000,
        "**a _" * 5_000 + "b" + "_ c**" * 5_000,
        "~~a " * 10_000 + "b" + " c~~" * 10_000,
        "~a ==b **" * 3_000 + "b" + "** c== d~" * 3_000,
        ": " * 10_000 + "a",
        "a\n" + ": " * 10_000 + "a",
        "".join(f"{'  ' * level}a\n{'  ' * level}: " for level in range(1_000)),
        "".join(f"{'    ' * level}[^a{level}]: a\n" for level in range(1_000)) + "\na[^a0]",
        "> [!NOTE]\n" + ">" * 10_000 + "a",
        "![" * 10_000 + "a" + "](u)" * 10_000,
        "[![" * 10_000 + "a" + "](u)](u)" * 10_000,
    ],
    ids=[
        *("quotes", "lists", "both", "nested lists", "em", "strong", "strikes", "marks", "colons"),
        *("definitions", "nested definitions", "nested notes", "alert", "images", "linked images"),
    ],
)
def test_deep_nesting_is_bounded(text: str) -> None:
    document = parse(text)
    # A block's depth, then the inline elements' depth, and the two ends.
    assert depth(document.root) <= 2 * MAX_DEPTH + 3
    assert document.html(document.root)
    assert "a" in document.text(document.root)


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    small = calls(lambda: convert(unit * 400))
    large = calls(lambda: convert(unit * 1_600))
    assert large <= 4.5 * small
