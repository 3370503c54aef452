"""Every letter of a page is known in the text that highlights refer to, and found there again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from long_pages import long_course, made_course
from PySide6.QtGui import QTextCursor

from msp_desktop.course import text as texts
from msp_desktop.course.loader import load_course
from msp_desktop.paths import resources
from msp_desktop.ui.history import Spot
from msp_desktop.ui.views.reader.passages import Passage, Passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from msp_desktop.course.model import Course
    from msp_desktop.ui.views.reader.pane import ReaderPane

    Show = Callable[[Course], ReaderPane]

FIXTURES = Path(__file__).parents[2] / "fixtures"
COURSES = [
    *(FIXTURES / f"{name}.md" for name in ("small-ko", "small-en", "blocks-en", "github-ko")),
    *(FIXTURES / "shapes" / f"{name}.md" for name in ("hostile", "sessions-ko", "summaries")),
    *(resources() / "course" / language for language in ("ko", "en")),
]
FOLDED = [
    "<p>Before.</p>",
    "<details><summary>More of it</summary><p>Kept in here.</p>"
    "<details><p>Deeper still.</p></details></details>",
    "<p>Behind.</p>",
]


def in_document(pane: ReaderPane, passages: Passages, passage: Passage) -> str:
    """Return what the page has written of a passage, without space."""
    page = pane.reader.page
    assert page is not None
    found: list[str] = []
    for first, last in passages.ranges(passage):
        cursor = QTextCursor(page.document)
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        found.append(cursor.selectedText())
    return solid("".join(found))


def solid(text: str) -> str:
    return "".join(character for character in text if texts.is_content(character))


def pages(pane: ReaderPane, course: Course) -> Iterator[Passages]:
    for chapter in course.chapters:
        pane.go_to(Spot(chapter.id))
        assert pane.reader.page is not None
        yield Passages(pane.reader.page)


@pytest.mark.parametrize("path", COURSES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_all_of_a_page_is_found_in_its_texts(shown: Show, path: Path) -> None:
    course = load_course(path)
    pane = shown(course)
    for passages in pages(pane, course):
        page = pane.reader.page
        assert page is not None
        for piece in range(len(page.pieces)):
            text = passages.text(piece).whole
            if not passages.subject(piece) or passages.text(piece).folds:
                continue
            whole = in_document(pane, passages, Passage(piece, 0, len(text)))
            assert whole == solid(text)


def test_a_passage_is_the_same_whether_it_is_folded_or_not(shown: Show) -> None:
    pane = shown(made_course(FOLDED))
    assert pane.reader.page is not None
    passages = Passages(pane.reader.page)
    text = passages.text(1).whole
    start = text.index("Kept")
    kept = Passage(1, start, start + len("Kept in here."))
    behind = Passage(1, text.index("Behind"), len(text))
    assert in_document(pane, passages, kept) == ""
    assert in_document(pane, passages, behind) == "Behind."
    pane.reader.reach().unfold(1, passages.text(1).folds_around(start))
    assert in_document(pane, passages, kept) == "Keptinhere."
    assert in_document(pane, passages, behind) == "Behind."


def test_what_is_selected_over_several_questions_is_a_passage_of_each(shown: Show) -> None:
    pane = shown(made_course(["<p>One 😀 two</p>"], ["<p>Three</p>"], ["<p>Four five</p>"]))
    page = pane.reader.page
    assert page is not None
    passages = Passages(page)
    raw = page.document.toPlainText()
    first = len(raw[: raw.index("two")].encode("utf-16-le")) // 2
    last = len(raw[: raw.index(" five")].encode("utf-16-le")) // 2
    found = list(passages.selected(first, last))
    assert [one.piece for one in found] == [1, 2, 3]
    words = [passages.text(one.piece).whole[one.start : one.end] for one in found]
    assert words[0] == "two"
    assert words[1].endswith("Three")
    assert words[2].endswith("Four")
    assert [in_document(pane, passages, one) for one in found] == [solid(one) for one in words]


def test_a_long_chapter_knows_what_is_far_down(shown: Show) -> None:
    answer = [f"<p>Sentence {number} about volumes.</p>" for number in range(4000)]
    pane = shown(made_course(["<p>short</p>"], answer))
    page = pane.reader.page
    assert page is not None
    passages = Passages(page)
    text = passages.text(2).whole
    start = text.index("Sentence 3500")
    passage = Passage(2, start, start + len("Sentence 3500 about"))
    assert in_document(pane, passages, passage) == ""
    pane.reader.bring(passages.stretch_of(passage))
    assert in_document(pane, passages, passage) == "Sentence3500about"
    [(first, last)] = passages.ranges(passage)
    assert list(passages.selected(first, last)) == [passage]
    assert passages.at(first) == Passage(2, start, start + 1)


def test_all_of_a_long_page_can_be_selected(shown: Show) -> None:
    pane = shown(long_course(200))
    page = pane.reader.page
    assert page is not None
    passages = Passages(page)
    found = list(passages.selected(0, page.document.characterCount()))
    assert [one.piece for one in found] == list(range(1, 201))
    assert all(one.end == len(passages.text(one.piece).whole) for one in found)
