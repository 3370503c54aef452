"""Notes and highlights as Markdown: what somebody finds who opens the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from exchange_desk import LAYER, NOW, Writer
from hypothesis import given
from hypothesis import strategies as st

from msp_desktop.course.dialect.document import convert
from msp_desktop.notebook.exchange.markdown import escaped, markdown
from msp_desktop.notebook.exchange.words import Words

if TYPE_CHECKING:
    from pathlib import Path


def test_everything_is_there_in_the_order_of_reading(desk: Writer, tmp_path: Path) -> None:
    text = markdown(desk.collected(), tmp_path, now=NOW)
    html = convert(text)
    order = [
        *("Notes and highlights in Containers, carried along", ">Images<", "What is a layer?"),
        *("★ Bookmark", "#base", "Second thought:", "one instruction", "yellow · #ask"),
        *("Which one?", "on disk once", "pink", "How do I see the layers", "a606584aa9aa"),
        *("blue", "이미지와 컨테이너는", "#later", ">Networks<", "Which ports", "시험", "수식"),
        *("No longer in the course", "What was asked here?", "Old chapter", "Of a question that"),
    ]
    at = 0
    for words in order:
        at = html.index(words, at) + len(words)
    assert "First thought" not in html, "a note is its latest version"


def test_what_a_note_leaves_open_ends_with_it(desk: Writer, tmp_path: Path) -> None:
    desk.note(1, "```console\n$ never closed\n\n<!-- nor this", at=20)
    html = convert(markdown(desk.collected(), tmp_path, now=NOW))
    assert re.search("<h3[^>]*><a[^>]*>이미지와 컨테이너는", html)
    assert "<h2" in html[html.index("never closed") :]


def test_links_lead_back_to_the_heading_of_the_question(desk: Writer, tmp_path: Path) -> None:
    folder = tmp_path / "exports" / "of march"
    text = markdown(desk.collected(), folder, now=NOW)
    found = re.findall(r"^### \[.*\]\((.*)\)$", text, re.MULTILINE)
    assert found[0] == "../../study/containers.md#images"
    assert found[-1] == "../../study/containers.md#networks"
    for address in found:
        path, _, name = address.partition("#")
        file = (folder / ".." / ".." / unquote(path).removeprefix("../../")).resolve()
        assert file == desk.course.source
        assert name in {one.name for one in desk.course.anchors}
    assert "[containers.md, line 9](../../study/containers.md#images)" in text


def test_code_keeps_its_lines_and_its_fences(desk: Writer, tmp_path: Path) -> None:
    code = "if a:\n    ```\n    b = `c`"
    desk.highlight("h9", 2, f"Before\n{code}\nAfter", code, at=30)
    html = convert(markdown(desk.collected(), tmp_path, now=NOW))
    assert "if a:\n    ```\n    b = `c`" in html


def test_words_of_another_language(desk: Writer, tmp_path: Path) -> None:
    words = Words()._replace(colours=("노랑", "초록", "파랑", "분홍", "보라"), note="메모")
    text = markdown(desk.collected(), tmp_path, words, now=NOW)
    assert "— 분홍" in text
    assert "- **메모** (2026-03-05)" in text


def test_nothing_written_is_said(desk: Writer, tmp_path: Path) -> None:
    empty = desk.collected()._replace(parts=(), elsewhere=())
    assert "Nothing has been written" in markdown(empty, tmp_path, now=NOW)


@pytest.mark.parametrize(
    "text", ["# no heading", "1. no list", "- *a* _b_ `c` [d](e)", "<b>&amp;</b>", "a | b ~~c~~"]
)
def test_titles_are_shown_as_they_are(text: str) -> None:
    shown = convert(escaped(text))
    assert re.fullmatch(r"<p>(.*)</p>\n?", shown), shown
    plain = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert plain.strip() == f"<p>{text}</p>"


@given(st.text(alphabet="ab *_`#[]()<>&\\!|~-+=:.1\n", max_size=40))
def test_no_text_becomes_more_than_text(text: str) -> None:
    shown = convert(escaped(text), bare_addresses=False)
    assert set(re.findall(r"</?([a-z0-9]+)", shown)) <= {"p"}


def test_quotes_stand_as_they_were_read(desk: Writer, tmp_path: Path) -> None:
    desk.highlight("h8", 0, LAYER, LAYER.split("\n", 1)[1], at=31)
    html = convert(markdown(desk.collected(), tmp_path, now=NOW))
    assert re.search(r"of an image\.<br ?/?>\s*Layers are shared", html)
