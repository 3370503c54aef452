"""Another language while the program runs: another window, with everything where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
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
