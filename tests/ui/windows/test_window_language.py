"""Another language while the program runs: another window, with everything where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from trainee_course import write_course

from msp_desktop.ui.settings import Language

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee


def speak(trainee: Trainee, language: Language) -> None:
    before = trainee.window
    before.commands[f"language-{language}"].trigger()
    trainee.until(lambda: trainee.running and trainee.window is not before)
    trainee.until(lambda: trainee.study.course is not None)
    trainee.settle()


def test_the_language_changes_and_the_place_stays(trainee: Trainee, tmp_path: Path) -> None:
    window = trainee.start(write_course(tmp_path / "trees"))
    fifth = trainee.course.questions[4].id
    trainee.click_question(fifth)
    trainee.type_note("typed a moment before")
    window.side.show_tab("notes")
    window.resize(760, 520)
    speak(trainee, Language.KOREAN)
    window = trainee.window
    assert window.commands["quit"].text() != "Quit"
    assert any("가" <= letter <= "힣" for letter in window.commands["quit"].text())
    assert window.commands[f"language-{Language.KOREAN}"].isChecked()
    assert trainee.question == fifth
    assert trainee.note_text == "typed a moment before"
    assert window.side.tab() == "notes"
    assert (window.width(), window.height()) == (760, 520)
    trainee.close()

    window = trainee.start()
    assert window.commands["quit"].text() != "Quit"
    speak(trainee, Language.ENGLISH)
    assert trainee.window.commands["quit"].text() == "Quit"
    assert trainee.question == fifth


def test_the_bundled_course_changes_its_language_with_the_window(trainee: Trainee) -> None:
    trainee.start()
    english = trainee.course.title
    speak(trainee, Language.KOREAN)
    assert trainee.course.source.name == "ko"
    speak(trainee, Language.ENGLISH)
    assert trainee.course.title == english


@pytest.mark.parametrize("variable", ["ko_KR.UTF-8", "en_US.UTF-8", "C", "fr_FR.UTF-8"])
def test_the_system_chooses_where_the_user_has_not(
    trainee: Trainee, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", variable)
    trainee.start()
    speak(trainee, Language.SYSTEM)
    wanted = "ko" if variable in ("ko_KR.UTF-8", "C") else "en"
    assert trainee.course.source.name == wanted
    assert (trainee.window.commands["quit"].text() == "Quit") == (wanted == "en")


def test_the_language_changes_in_the_middle_of_a_long_chapter(
    trainee: Trainee, tmp_path: Path
) -> None:
    asked = "".join(f"- What is {number}?\n  - It is {number}.\n" for number in range(3000))
    trainee.start(write_course(tmp_path / "long", f"# Long\n\n## All\n\n{asked}"))
    asked_for = trainee.course.questions[1777].id
    trainee.window.walk.question(asked_for)
    trainee.type_note("typed a moment before")
    for language in (Language.KOREAN, Language.ENGLISH, Language.KOREAN):
        speak(trainee, language)
        reader = trainee.window.reader.reader
        page = reader.page
        assert trainee.question == asked_for
        assert trainee.note_text == "typed a moment before"
        assert "What is 1777?" in trainee.page_text
        top = reader.cursorForPosition(reader.viewport().rect().topLeft())
        assert "1777" in top.block().text()
        # Only what is near is written: another window costs what the first one did.
        assert page is not None
        assert not page.roll.whole
        assert sum(1 for _ in page.roll.written()) < len(page.roll.stretches) / 4
    trainee.window.walk.focus()
    trainee.press(Qt.Key.Key_J)
    trainee.until(lambda: trainee.question == trainee.course.questions[1778].id)
