"""The diagram pane beside the course: each chapter has its own diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from page_links import click_link
from trainee_course import write_course

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee


def shown(trainee: Trainee) -> str:
    entry = trainee.window.diagram.shown
    return entry.path.name if entry else ""


def first(trainee: Trainee, chapter: int) -> str:
    return trainee.course.chapters[chapter].questions[0].id


def test_a_chapters_diagram_comes_with_it(trainee: Trainee, tmp_path: Path) -> None:
    window = trainee.start(write_course(tmp_path / "trees"))
    assert shown(trainee) == "roots.png"
    trainee.click_question(first(trainee, 1))
    assert shown(trainee) == "leaves.png"
    # What is chosen stays as long as the chapter is read, and is there the next time.
    window.gallery.show_diagram(0)
    trainee.click_question(trainee.course.chapters[1].questions[2].id)
    assert shown(trainee) == "roots.png"
    trainee.close()
    trainee.start()
    assert shown(trainee) == "roots.png"
    trainee.click_question(first(trainee, 0))
    trainee.click_question(first(trainee, 1))
    assert shown(trainee) == "leaves.png"


def test_a_picture_of_an_answer_stays(trainee: Trainee, tmp_path: Path) -> None:
    trainee.start(write_course(tmp_path / "trees"))
    trainee.click_question(trainee.course.chapters[1].questions[-1].id)
    trainee.settle()
    click_link(trainee, "picture:img/a")
    trainee.settle()
    trainee.click_question(first(trainee, 0))
    assert shown(trainee) == "a leaf #1.png"


def test_a_chapter_below_another_one_keeps_its_diagram(trainee: Trainee, tmp_path: Path) -> None:
    text = (
        "# Trees\n\n## Roots\n\n* How deep?\n  * Deep.\n\n### Summary\n\n![](img/roots.png)\n\n"
        "### Fine roots\n\n* How fine?\n  * Fine.\n\n"
        "## Leaves\n\n* How green?\n  * Green.\n\n### Summary of leaves\n\n![](img/leaves.png)\n\n"
        "## Bark\n\n* How thick?\n  * Thick.\n"
    )
    trainee.start(write_course(tmp_path / "trees", text))
    seen: list[str] = []
    for chapter in (2, 1, 2, 3):
        trainee.click_question(first(trainee, chapter))
        seen.append(shown(trainee))
    assert seen == ["leaves.png", "roots.png", "leaves.png", "leaves.png"]


def test_the_bundled_course_shows_both_summaries(trainee: Trainee) -> None:
    trainee.start()
    assert shown(trainee) == "docker-summary.svg"
    trainee.click_question(first(trainee, 1))
    assert shown(trainee) == "kubernetes-summary.svg"
    trainee.until(lambda: trainee.window.diagram.canvas.picture is not None)
