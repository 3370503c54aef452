"""What a parsed document tells about its elements: lines, text, HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markdown import Markdown

from msp_desktop.course.dialect import HTML_BLOCK, TIGHT, convert, lines, parse
from msp_desktop.course.dialect.extension import CourseDialect

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

COURSE = """\
# Title

* First *question*?
  * An answer
    of two lines.
  * ![alt **text**](a.png) and `code`

< caption >
```bash
$ ls &lt;

```

<div>
raw
</div>

> quoted
> text

| a | b |
|---|---|
| 1 | 2 |

Second
heading
---

    indented

    code

***
"""


def spans(root: Element) -> list[tuple[str, tuple[int, int]]]:
    """Return tag and lines of every element that has lines, in document order."""
    found = [(element.tag, lines(element)) for element in root.iter()]
    return [(tag, span) for tag, span in found if span is not None]


def test_every_block_knows_its_lines() -> None:
    assert spans(parse(COURSE).root) == [
        ("h1", (1, 1)),
        ("ul", (3, 6)),
        ("li", (3, 6)),
        ("ul", (4, 6)),
        ("li", (4, 5)),
        ("li", (6, 6)),
        ("p", (8, 8)),
        ("pre", (9, 12)),
        (HTML_BLOCK, (14, 16)),
        ("blockquote", (18, 19)),
        ("p", (18, 19)),
        ("table", (21, 23)),
        ("tr", (21, 21)),
        ("tr", (23, 23)),
        ("h2", (25, 27)),
        ("pre", (29, 31)),
        ("hr", (33, 33)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n\n\n-\n\n\n", [("ul", (1, 4)), ("li", (1, 1)), ("p", (1, 1)), ("li", (4, 4))]),
        ("> a\nlazy\n\n\n", [("blockquote", (1, 2)), ("p", (1, 2))]),
        ("```\nopen\n\n", [("pre", (1, 3))]),
        ("- ```\n  open\n\ntext", [("ul", (1, 3)), ("li", (1, 3)), ("pre", (1, 3)), ("p", (4, 4))]),
        ("<!--\n\nopen\n\n", [(HTML_BLOCK, (1, 3))]),
        ("-\n\ntext", [("ul", (1, 1)), ("li", (1, 1)), ("p", (3, 3))]),
        ("1. a\n   ***\n   b", [("ol", (1, 3)), ("li", (1, 3)), ("hr", (2, 2)), (TIGHT, (3, 3))]),
        ("text\n| a |\n|-|", [("p", (1, 1)), ("table", (2, 3)), ("tr", (2, 2))]),
    ],
)  # fmt: skip
def test_lines_of_what_ends_oddly(text: str, expected: list[tuple[str, tuple[int, int]]]) -> None:
    assert spans(parse(text).root) == expected


def test_inline_elements_have_no_lines() -> None:
    root = parse("*a* `b` [c](d) <i>e</i>").root
    assert [lines(element) for element in root[0]] == [None] * 5


def test_html_is_written_as_convert_does_and_without_lines() -> None:
    document = parse(COURSE)
    pieces = [document.html([element]) for element in document.root]
    assert "".join(pieces) == document.html(document.root) == convert(COURSE)
    assert "data-lines" not in convert(COURSE)


def test_top_level_html_is_one_of_the_blocks() -> None:
    document = parse(COURSE)
    block = next(element for element in document.root if element.tag == HTML_BLOCK)
    assert document.html([block]) == document.inner_html(block) == "<div>\nraw\n</div>\n"


def test_code_in_the_tree_is_unescaped() -> None:
    code = parse(COURSE).root.find("./pre/code")
    assert code is not None
    assert (code.get("class"), code.text) == ("language-bash", "$ ls &lt;\n\n")


@pytest.mark.parametrize("gap", ["", "\n"], ids=["tight", "loose"])
def test_a_question_is_separable_from_its_answer(gap: str) -> None:
    document = parse(f"* What is `-d` & *it*?\n{gap}  * An answer\n{gap}* b\n")
    item = document.root[0][0]
    assert document.inner_html(item) == "What is <code>-d</code> &amp; <em>it</em>?"
    blocks = [child for child in item if lines(child)]
    assert document.html(blocks[-1:]) == "<ul>\n<li>An answer</li>\n</ul>\n"


def test_text_between_the_blocks_of_a_tight_item_is_a_block() -> None:
    document = parse("* q\n  ```\n  code\n  ```\n  *more*\n")
    item = document.root[0][0]
    assert (item.text, [child.tag for child in item]) == ("q", ["pre", TIGHT])
    assert all(child.tail is None for child in item)
    assert document.html([item[1]]) == "<em>more</em>"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a &amp; \\* `<b>` <https://a.b>", "a & * <b> https://a.b"),
        ("![a *b* ![c](d)](e) f", "a b c f"),
        ("a\\\nb\nc", "a\nb\nc"),
        ("a <b>bold</b><br>", "a bold"),
        ("- a\n  - b\n\n    c\n- d", "a\nb\nc\nd"),
        ("- [x] done\n- [ ] open", "done\nopen"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n1\t2"),
        ("```\n  a\n\nb\n```", "  a\n\nb"),
        ("<p title='<x>'>a &lt; b <!-- c --> 3 < 4</p>", "a < b  3 < 4"),
        ("<!-- open *a*", ""),
        ("***", ""),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    document = parse(markdown)
    assert document.text(document.root[0]) == text


def test_nothing_makes_an_empty_document() -> None:
    for text in ("", "\n", " \n\t\n", "\ufeff", "[a]: /b"):
        document = parse(text)
        assert (len(document.root), document.html(document.root)) == (0, "")


def test_characters_that_no_document_should_have() -> None:
    assert convert("a\0b") == "<p>a\ufffdb</p>\n"
    assert convert("\ufeff# a") == "<h1>a</h1>\n"
    assert convert("[\ud800](\ud800)") == '<p><a href="?">\ud800</a></p>\n'
    assert convert("\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03").count("\x02") == 2


def test_python_markdown_gives_the_same_and_keeps_no_definitions() -> None:
    md = Markdown(extensions=[CourseDialect()])
    text = COURSE + "\n[a]\n\n[a]: /b\n"
    assert md.convert(text) == convert(text).strip()
    assert md.convert("[a]") == "<p>[a]</p>"
