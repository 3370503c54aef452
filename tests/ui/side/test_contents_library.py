"""The contents of folders, and of courses too large to be seen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from side_course import chapter, click, course_of, in_view, large, question, titles, with_title
from test_contents_tree import built_ins_called

from msp_desktop.course.loader import load_course
from msp_desktop.ui.models.contents import ContentsRole, RowKind

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QModelIndex

    from msp_desktop.course.model import Course
    from msp_desktop.ui.views.side import SidePane


def library(folder: Path, **files: str) -> Course:
    """Open a folder of files, each given as a path with ``__`` for ``/`` and its text."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_course(folder)


def asking(title: str, *questions: str) -> str:
    listed = "".join(f"* {one}\n  * So.\n" for one in questions)
    return f"# {title}\n\nWords.\n\n## {title}'s own\n\n{listed}"


@pytest.fixture
def shelf(pane: SidePane, tmp_path: Path) -> Course:
    """A library with a README, a folder with one, one without, and folders in a row."""
    course = library(
        tmp_path / "shelf",
        README=asking("The shelf", "Why a shelf?"),
        images__README=asking("All about images", "What is one?"),
        images__layers=asking("Layers", "Are they shared?", "Are they kept?"),
        pods__life=asking("A pod's life", "Does it end?"),
        deep__deeper__deepest__end=asking("The end", "How deep?"),
        deep__empty__nothing="",
    )
    pane.resize(400, 900)
    pane.set_course(course)
    return course


def row(pane: SidePane, title: str, parent: QModelIndex | None = None) -> QModelIndex:
    """Return the index of the first row with a title."""
    model = pane.model
    start = model.index(0, 0) if parent is None else model.index(0, 0, parent)
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    [found, *_] = model.match(start, Qt.ItemDataRole.DisplayRole, title, 1, flags)
    return found


def test_folders_hold_their_files_and_are_called_what_their_readme_says(
    pane: SidePane, shelf: Course
) -> None:
    assert shelf.title == "The shelf"
    assert titles(pane.tree) == [
        *("The shelf", "The shelf's own", "Why a shelf?"),
        *("deep / deeper / deepest", "The end", "The end's own", "How deep?"),
        *("All about images", "All about images's own", "What is one?"),
        *("Layers", "Layers's own", "Are they shared?", "Are they kept?"),
        *("pods", "A pod's life", "A pod's life's own", "Does it end?"),
    ]
    kinds = [row(pane, title).data(ContentsRole.KIND) for title in ("pods", "All about images")]
    assert kinds == [RowKind.FOLDER, RowKind.CHAPTER]
    assert row(pane, "All about images").data(ContentsRole.COUNT) == 3
    assert row(pane, "deep / deeper / deepest").data(ContentsRole.COUNT) == 1
    assert row(pane, "Layers").parent() == row(pane, "All about images")
    assert row(pane, "How deep?").data(ContentsRole.DEPTH) == 3


def test_a_click_on_a_folder_opens_and_closes_it(pane: SidePane, shelf: Course) -> None:
    chosen: list[str] = []
    pane.chapter_chosen.connect(chosen.append)
    pods = row(pane, "pods")
    click(pane.tree, pods)
    assert not pane.tree.isExpanded(pods)
    assert pane.collapsed() == ["pods/"]
    click(pane.tree, pods)
    assert pane.tree.isExpanded(pods)
    click(pane.tree, pods, QPoint(15, 15))
    assert not pane.tree.isExpanded(pods)
    # One with a README leads to it.
    click(pane.tree, row(pane, "All about images"))
    [readme] = chosen
    found = shelf.chapter(readme)
    assert found is not None
    assert found.file == "images/README.md"
    pane.tree.setCurrentIndex(pods)
    QTest.keyClick(pane.tree, Qt.Key.Key_Return)
    assert pane.tree.isExpanded(pods)


def test_closed_folders_stay_closed_in_the_next_edition(
    pane: SidePane, shelf: Course, tmp_path: Path
) -> None:
    click(pane.tree, row(pane, "pods"))
    click(pane.tree, row(pane, "All about images"), QPoint(15, 15))
    kept = pane.collapsed()
    assert kept == ["images/", "pods/"]
    pane.set_course(library(tmp_path / "shelf", pods__new=asking("New", "Now?")))
    assert pane.collapsed() == kept
    assert not pane.tree.isExpanded(row(pane, "pods"))
    pane.set_course(shelf, [])
    assert pane.collapsed() == []
    pane.set_course(shelf, kept)
    assert pane.collapsed() == kept


def test_reading_opens_the_folders_around_it(pane: SidePane, shelf: Course) -> None:
    pane.set_collapsed(["deep/deeper/deepest/", "images/"])
    [asked] = [one for one in shelf.questions if one.title == "How deep?"]
    around = shelf.chapter_of(asked.id)
    assert around is not None
    pane.set_current(around.id, asked.id)
    assert pane.tree.selectedIndexes() == [row(pane, "How deep?")]
    assert pane.collapsed() == ["images/"]


def test_deep_folders_leave_room_for_titles(pane: SidePane, tmp_path: Path) -> None:
    names = {f"{'__'.join('abcdefghijkl'[:depth])}__x": asking("X", "Y?") for depth in range(1, 12)}
    pane.set_course(library(tmp_path / "deep", **names))
    depths = [
        index.data(ContentsRole.DEPTH)
        for index in pane.model.match(
            pane.model.index(0, 0),
            Qt.ItemDataRole.DisplayRole,
            "Y?",
            -1,
            Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
        )
    ]
    assert sorted(depths) == [3, 4, 5, *[6] * 8]


# What is large


def test_a_large_course_shows_its_chapters_closed_and_measures_no_title(pane: SidePane) -> None:
    pane.set_course(None)
    course = large(100, 40)
    assert built_ins_called("horizontalAdvance", lambda: pane.set_course(course)) < 200
    assert titles(pane.tree) == [f"Chapter {number}" for number in range(100)]
    heights = {pane.tree.visualRect(pane.model.index_of_chapter(f"c{n}")).height() for n in (1, 2)}
    pane.set_current("c50", "q50-20")
    assert in_view(pane.tree, pane.model.index_of("q50-20"))
    heights.add(pane.tree.visualRect(pane.model.index_of("q50-20")).height())
    assert len(heights) == 1
    # What was opened is remembered, and nothing else.
    assert pane.collapsed() == ["/c50"]
    pane.set_course(course, ["/c7"])
    assert pane.tree.isExpanded(pane.model.index_of_chapter("c7"))
    assert not pane.tree.isExpanded(pane.model.index_of_chapter("c8"))
    assert pane.collapsed() == ["/c7"]


def test_one_chapter_with_thousands_of_questions_is_closed_until_it_is_read(
    pane: SidePane,
) -> None:
    course = course_of(chapter("c", "Chapter", 2, [question(f"q{n}") for n in range(3000)]))
    pane.set_course(course)
    assert titles(pane.tree) == ["Chapter"]
    measured = built_ins_called("horizontalAdvance", lambda: pane.set_current("c", "q2999"))
    assert measured < 200
    assert in_view(pane.tree, pane.model.index_of("q2999"))


def test_another_edition_stays_where_it_was_scrolled(pane: SidePane) -> None:
    pane.set_course(large(4, 30))
    pane.set_current("c0", "q0-0")
    top = pane.model.index_of("q2-3")
    pane.tree.scrollTo(top, pane.tree.ScrollHint.PositionAtTop)
    before = pane.tree.visualRect(top).top()
    pane.tree.setFocus()
    pane.tree.setCurrentIndex(pane.model.index_of("q2-5"))
    # Something new stands above.
    edited = with_title(large(4, 30), "q2-4", "Another wording")
    first, *others = edited.chapters
    more = first._replace(questions=(question("new", "A new one"), *first.questions))
    pane.set_course(edited._replace(chapters=(more, *others)))
    assert pane.tree.visualRect(pane.model.index_of("q2-3")).top() == before
    assert pane.tree.currentIndex() == pane.model.index_of("q2-5")
    assert pane.tree.selectedIndexes() == [pane.model.index_of("q0-0")]
    # Another course begins at its own beginning.
    other = large(4, 30)
    pane.set_course(other._replace(source=other.source.with_name("other.md")))
    assert pane.tree.visualRect(pane.model.index_of("q2-3")).top() != before
