"""A study sheet: one page that needs nothing else."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from exchange_desk import NOW

from msp_desktop.course.loader import load_course
from msp_desktop.notebook.exchange import sheet as module
from msp_desktop.notebook.exchange.choosing import Choice, Which
from msp_desktop.notebook.exchange.sheet import sheet

if TYPE_CHECKING:
    import pytest
    from exchange_desk import Writer

EMPTY = {"br", "hr", "img", "meta", "!doctype"}


class Page(HTMLParser):
    """Checks that elements end where they must, and keeps what is in the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "src":
                self.loads.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_page_of_everything(desk: Writer) -> None:
    html = sheet(desk.collected(), Choice(), now=NOW)
    page = Page(html)
    order = [
        *("Study sheet: Containers, carried along", "From containers.md, 2026-03-05."),
        *("Images", "1. ★ What is a layer?", "The difference that", "Highlights"),
        *("one instruction", "— yellow", "Which one?", "Note", "Second thought", "#ask, #base"),
        *("2. How do I see", "docker image history alpine", "3. 이미지와", "Networks"),
        *("4. ★ Which ports", "And inside the network?", "All of them & more: a < b."),
    ]
    at = 0
    for words in order:
        at = page.words.index(words, at) + len(words)
    picture = (desk.course.root / "img" / "layers.png").read_bytes()
    assert page.loads == [f"data:image/png;base64,{base64.b64encode(picture).decode()}"]
    assert not page.tags & {"script", "link", "iframe", "details", "form", "input"}
    assert "@media print" in html
    assert "default-src 'none'" in html


def test_chosen_ones_only(desk: Writer) -> None:
    words = Page(sheet(desk.collected(), Choice(Which.BOOKMARKED), now=NOW)).words
    assert "1. ★ What is a layer?" in words
    assert "2. ★ Which ports" in words
    assert "How do I see" not in words


def test_none_chosen_is_said(desk: Writer) -> None:
    choice = Choice(Which.TAGGED, frozenset({"nothing has this"}))
    assert "No question has been chosen." in sheet(desk.collected(), choice, now=NOW)


def test_pictures_have_bounds(desk: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_PICTURE", 100)
    page = Page(sheet(desk.collected(), Choice(), now=NOW))
    assert page.loads == []
    assert "[Picture: Layers on top of each other]" in page.words


HOSTILE = """# <script>alert(1)</script> & co

## A "chapter"

* What <img src=x onerror=alert(1)> is it?
  * ![out](../../etc/passwd) ![net](https://example.org/x.png) [js](javascript:alert(1))
  * <div onclick="x()">text</div> <details><summary>more</summary>inside</details>
  * [there](https://example.org/?a=1&b=2) [in the course](other.md) $a<b$
"""


def test_hostile_courses(desk: Writer) -> None:
    file = desk.course.source
    file.write_text(HOSTILE, encoding="utf-8")
    html = sheet(desk._replace(course=load_course(file)).collected(), Choice(), now=NOW)
    page = Page(html)
    assert page.loads == []
    assert page.links == ["https://example.org/?a=1&b=2"]
    assert "script" not in page.tags
    assert re.search("<code>a&lt;b</code>", html)
