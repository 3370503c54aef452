"""What the commands about the notebook say, in both languages."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import msp_desktop
from msp_desktop.cli_korean import KINDS, TEXTS
from msp_desktop.cli_words import amounts, counted, export_words, failure, say
from msp_desktop.notebook.errors import NotebookMissing, NotebookUnwritable, Obstacle
from msp_desktop.notebook.exchange.portion import Kind
from msp_desktop.notebook.exchange.words import ENGLISH, KOREAN
from msp_desktop.notebook.numbers import Numbers

SOURCES = sorted(Path(msp_desktop.__file__).parent.glob("cli_*.py"))


@pytest.fixture
def korean(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, "ko_KR.UTF-8")


def speak(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", language)


def said() -> set[str]:
    """Every text in the source that is to be said in the user's language."""
    calls = (
        node
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say"
    )
    first = (node.args[0] for node in calls)
    return {one.value for one in first if isinstance(one, ast.Constant)}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_has_its_korean_and_no_korean_is_left_over() -> None:
    kinds = {str(one) for one in Kind}
    assert said() <= TEXTS.keys()
    assert TEXTS.keys() <= said() | kinds
    assert kinds <= TEXTS.keys()
    assert set(Numbers._fields) <= KINDS.keys()


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    for english, korean in TEXTS.items():
        assert places(english) == places(korean), english
    for english, korean in zip(ENGLISH[:-1], KOREAN[:-1], strict=True):
        assert places(str(english)) == places(str(korean))
    assert len(ENGLISH.colours) == len(KOREAN.colours)


def test_one_is_not_many(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, "en_GB.UTF-8")
    assert (counted(1, "notes"), counted(2, "notes")) == ("1 note", "2 notes")
    assert amounts({"notes": 1, "tags": 0, "courses": 3}) == "1 note, 3 courses"
    assert amounts({"notes": 0}) == "nothing"


def test_the_environment_says_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, "ko_KR.UTF-8")
    assert say("Lost: {numbers}.", numbers=counted(2, "notes")) == "잃은 것: 메모 2개."
    assert export_words() is KOREAN
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert say("nothing") == "nothing"
    assert export_words() is ENGLISH
    monkeypatch.setenv("LANGUAGE", "ko:en")
    assert say("nothing") == "없음"


def test_errors_are_said_in_korean(korean: None, tmp_path: Path) -> None:
    assert failure(NotebookMissing(tmp_path)) == f"{tmp_path}에 메모 파일이 없습니다."
    assert failure(NotebookUnwritable(tmp_path, Obstacle.FULL)).startswith("디스크가 가득 차서")
    assert failure(ValueError("what nobody thought of")) == "what nobody thought of"
