"""Courses that cannot be opened, or not as they are: the window says so and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton
from trainee_course import write_course

from msp_desktop.course.loader import load_course

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trainee import Trainee

SMALL = "# Small\n\n## Only\n\n* Why?\n  * So.\n"


def nothing(path: Path) -> None:
    """Leave nothing at the path."""


def empty_folder(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("no Markdown", encoding="utf-8")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


def too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(33 * 1024 * 1024)


BAD = [
    (nothing, "was not found"),
    (empty_folder, "no Markdown file"),
    (binary, "is no text"),
    (picture, "of another kind (PNG)"),
    (too_large, "is too large"),
]


@pytest.mark.parametrize(("make", "words"), BAD)
def test_a_bad_course_on_the_command_line_is_named_and_the_bundled_one_shown(
    trainee: Trainee, tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "bad.md"
    make(path)
    trainee.start(path)
    [said] = trainee.messages
    assert str(path) in said
    assert words in said
    assert len(trainee.course.questions) >= 13


@pytest.mark.parametrize(("make", "words"), BAD)
def test_a_bad_course_leaves_the_open_one_as_it_is(
    trainee: Trainee, tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    good = write_course(tmp_path / "good", SMALL)
    trainee.start(good)
    trainee.type_note("typed a moment before")
    bad = tmp_path / "bad.md"
    make(bad)
    trainee.study.open(bad)
    trainee.until(lambda: trainee.messages)
    assert words in trainee.messages[0]
    assert trainee.course.source == good
    trainee.until(lambda: trainee.note_state == "Saved")
    trainee.open(write_course(tmp_path / "other", SMALL.replace("Small", "Other")))
    assert trainee.messages == [], "the next course that opens settles it"


def test_the_last_course_that_is_gone_is_said_to_be(trainee: Trainee, tmp_path: Path) -> None:
    path = write_course(tmp_path / "gone", SMALL)
    trainee.start(path)
    trainee.close()
    path.unlink()
    trainee.start()
    [said] = trainee.messages
    assert str(path) in said
    assert len(trainee.course.questions) >= 13


def test_a_recent_course_that_is_gone_is_said_to_be(trainee: Trainee, tmp_path: Path) -> None:
    gone = write_course(tmp_path / "gone", SMALL.replace("Small", "Gone"))
    window = trainee.start(gone)
    trainee.open(write_course(tmp_path / "small", SMALL))
    trainee.settle()
    gone.unlink()
    window.commands.recent.aboutToShow.emit()
    next(one for one in window.commands.recent.actions() if one.text() == "Gone").trigger()
    assert "was not found" in trainee.messages[0]
    assert trainee.course.title == "Small"


def test_an_empty_file_is_an_empty_course(trainee: Trainee, tmp_path: Path) -> None:
    path = tmp_path / "empty.md"
    path.touch()
    window = trainee.start(path)
    assert window.windowTitle().startswith("empty")
    assert trainee.page_text.strip() in ("", "empty")
    for command in ("next-question", "previous-chapter", "bookmark", "note", "find", "reload"):
        window.commands[command].trigger()
    trainee.settle()
    assert trainee.messages == []


def test_a_legacy_korean_file_opens_and_says_how_it_was_read(
    trainee: Trainee, tmp_path: Path
) -> None:
    path = tmp_path / "legacy.md"
    path.write_bytes("# 옛 글\n\n## 파일\n\n* 왜요?\n  * 그래서요.\n".encode("cp949"))
    trainee.start(path)
    assert "그래서요." in trainee.page_text
    [said] = trainee.messages
    assert "CP949" in said
    assert "legacy.md" in said
    trainee.open(write_course(tmp_path / "small", SMALL))
    assert trainee.messages == []


def test_a_file_with_a_bad_byte_is_shown_with_a_calm_word(trainee: Trainee, tmp_path: Path) -> None:
    path = tmp_path / "torn.md"
    data = SMALL.encode() + b"  * Torn \xff here.\n"
    path.write_bytes(data)
    trainee.start(path)
    assert "Torn \ufffd here." in trainee.page_text
    [said] = trainee.messages
    assert "line 7 of torn.md" in said
    path.write_bytes(data + b"  * And \0 there.\n")
    trainee.study.open(path)
    trainee.until(lambda: "And \ufffd there." in trainee.page_text)
    [said] = trainee.messages
    assert "In several places, first in line 7 of torn.md" in said
    trainee.close()
    assert path.read_bytes() == data + b"  * And \0 there.\n"


def test_a_large_course_can_be_given_up_and_another_opened_meanwhile(
    trainee: Trainee, tmp_path: Path
) -> None:
    answer = "  * A line of an answer that is about as long as lines of answers are.\n" * 40
    listed = "".join(f"* Question {number}?\n{answer}\n" for number in range(7000))
    large = write_course(tmp_path / "large", f"# Large\n\n## All\n\n{listed}")
    assert large.stat().st_size > 20_000_000
    small = write_course(tmp_path / "small", SMALL)
    window = trainee.start(small)
    trainee.study.open(large)
    assert trainee.course.title == "Small"
    trainee.until(lambda: any("Opening" in said for said in trainee.messages))
    trainee.type_note("typed meanwhile")
    trainee.until(lambda: trainee.note_state == "Saved")
    cancel = next(one for one in window.messages.findChildren(QPushButton) if one.isVisible())
    assert cancel.text() == "Cancel"
    cancel.click()
    assert trainee.messages == []
    other = write_course(tmp_path / "other", SMALL.replace("Small", "Other"))
    trainee.open(other)
    assert trainee.messages == []
    assert trainee.course.title == "Other"


def test_giving_up_the_first_course_shows_the_bundled_one(trainee: Trainee, tmp_path: Path) -> None:
    listed = "".join(f"* Question {number}?\n  * Yes.\n\n" for number in range(40_000))
    large = write_course(tmp_path / "large", f"# Large\n\n## All\n\n{listed}")
    window = trainee.start(large, wait=False)
    trainee.until(lambda: trainee.messages)
    next(one for one in window.messages.findChildren(QPushButton) if one.isVisible()).click()
    trainee.until(lambda: trainee.study.course is not None)
    assert "Docker" in trainee.course.title
    trainee.settle()


def test_a_damaged_cache_is_as_if_there_were_none(trainee: Trainee, tmp_path: Path) -> None:
    path = write_course(tmp_path / "small", SMALL)
    trainee.start(path)
    trainee.close()
    [kept] = list(trainee.paths.courses.glob("*/*.pack"))
    for ruin in (b"", b"garbage", b"\xff" * 100, kept.read_bytes()[:-20]):
        kept.write_bytes(ruin)
        trainee.start()
        assert "So." in trainee.page_text
        assert trainee.messages == []
        trainee.close()
    assert load_course(path).title == "Small"


def test_a_file_where_the_cache_should_be_does_no_harm(trainee: Trainee, tmp_path: Path) -> None:
    trainee.paths.cache.parent.mkdir(parents=True, exist_ok=True)
    trainee.paths.cache.write_text("in the way", encoding="utf-8")
    trainee.start(write_course(tmp_path / "small", SMALL))
    assert trainee.messages == []
    assert "So." in trainee.page_text


def test_garbage_in_the_settings_is_as_if_it_were_not_there(
    trainee: Trainee, tmp_path: Path
) -> None:
    trainee.paths.settings.write_bytes(
        b"[window]\nlook=purple\nlanguage=en\ngeometry=@ByteArray(nonsense)\ntab=nowhere\n"
        b"[reader]\nzoom=huge\n[panes]\nrow=@ByteArray(x)\nright=17\nhidden=a, b\nfloating=c\n"
        b"[course]\nlast=@Variant(\\0\\0)\n\xff\xfe\0garbage[[[\n"
    )
    window = trainee.start(write_course(tmp_path / "small", SMALL))
    assert window.reader.zoom == 1.0
    assert window.side.isVisible()
    assert trainee.messages == []


@pytest.mark.parametrize("questions", [7, 70, 700])
def test_a_long_chapter_is_painted_before_it_is_laid_out(
    trainee: Trainee, tmp_path: Path, questions: int
) -> None:
    answer = "  * A line of an answer that is about as long as lines of answers are.\n" * 40
    listed = "".join(f"* Question {number}?\n{answer}\n" for number in range(questions))
    window = trainee.start(write_course(tmp_path / "long", f"# Long\n\n## All\n\n{listed}"))
    window.reader.reader.viewport().repaint()
    assert trainee.question == trainee.course.questions[0].id
    window.commands["previous-question"].trigger()
    bar = window.reader.reader.verticalScrollBar()

    def at_the_end() -> bool:
        # The page grows as long as it is being laid out.
        bar.triggerAction(bar.SliderAction.SliderToMaximum)
        window.reader.reader.viewport().repaint()
        return trainee.question == trainee.course.questions[-1].id

    trainee.until(at_the_end)
