"""The interface in Korean and in English: nothing of it is in the other language."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QTranslator

from msp_desktop.paths import resources

FIXTURES = Path(__file__).parent.parent / "fixtures"
PROGRAM = Path(__file__).parent / "words_in_sight.py"
TRANSLATIONS = resources() / "translations"
PLACEHOLDER = re.compile(r"%n|\{\w*\}")
HANGUL = re.compile("[ㄱ-ㅎㅏ-ㅣ가-힣]")
LATIN = re.compile(r"[A-Za-z]{2,}")

NAMES = (
    r"MSP Desktop|Markdown|Python|Qt for|MIT|LGPL|Pygments|nh3|appdirs|English"
    r"|PySide|SQLite|Qt\b|SVG|PNG|JPEG|GIF|WebP|UTF-8|UTF-16|CP949|Summary|\.md\b|\.png\b|\*\.\w+"
    # Keys are called as what is printed on them.
    r"|Ctrl|Shift|Alt|PgUp|PgDown|Del|\bF\d+"
)
"""What is called the same in Korean."""

COURSE = {
    "ko": "# 과정\n\n머리말\n\n## 장\n\n* 답이 없는 질문?\n* 그림이 있는 질문?\n  * 답\n\n",
    "en": "# Course\n\nPreface\n\n## Chapter\n\n* No answer?\n* Pictures?\n  * Answer\n\n",
}
TERMINAL = "```console\n$ 1\n```\n\n"
DIAGRAM = "### Summary\n\n![](1.png)\n"
GONE = (
    "![](2.png)\n\n![](https://example.org/3.png)\n\n![](../../4.png)\n\n"
    "### Summary\n\n![](5.png)\n"
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What the program showed: each text with the place of its first sight; what had no words."""

    seen: dict[str, str]
    untranslated: set[tuple[str, str]]
    folder: Path

    def matching(self, pattern: re.Pattern[str]) -> dict[str, str]:
        """Return what has a match once the names, the paths and the markup are taken out."""
        return {text: where for text, where in self.seen.items() if pattern.search(self._own(text))}

    def _own(self, text: str) -> str:
        for path in (self.folder, FIXTURES):
            text = re.sub(re.escape(str(path)) + r"[\w./-]*", "", text, flags=re.ASCII)
        return re.sub(NAMES, "", re.sub(r"<[^>]*>", " ", text), flags=re.ASCII)


def messages(language: str) -> list[tuple[str, str, list[str]]]:
    """Return context, source and forms of everything in a translation file."""
    found: list[tuple[str, str, list[str]]] = []
    file = TRANSLATIONS / f"msp-desktop_{language}.ts"
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [one.text or "" for one in translation.iter("numerusform")]
            found.append(
                (
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    forms or [translation.text or ""],
                )
            )
    return found


def walked(language: str, environment: str, folder: Path) -> Sight:
    """Start the program where the system's language is as the environment says, and look round."""
    folder = folder.resolve()
    # Names without letters are in no language.
    whole, bare, empty, nothing, picture, legacy, missing = (folder / f"{n}.md" for n in range(7))
    whole.write_text(COURSE[language] + TERMINAL + DIAGRAM, encoding="utf-8")
    copyfile(FIXTURES / "img" / "small_summary.png", folder / "1.png")
    bare.write_text(COURSE[language] + GONE, encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    nothing.mkdir()
    picture.write_bytes(bytes(range(256)))
    legacy.write_text(COURSE["ko"], encoding="cp949")
    courses = [whole, bare, empty, nothing, picture, missing]
    courses = [*courses, legacy] if language == "ko" else [FIXTURES / "small-en.md", *courses]
    variables = {
        name: value
        for name, value in os.environ.items()
        if name != "LANGUAGE" and not name.startswith("LC_")
    }
    variables |= {"LANG": environment, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), *map(str, courses)],
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=330,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return Sight(told["seen"], {(one, two) for one, two in told["untranslated"]}, folder)


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory) -> Sight:
    return walked("ko", "ko_KR.UTF-8", tmp_path_factory.mktemp("ko"))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Sight:
    return walked("en", "en_US.UTF-8", tmp_path_factory.mktemp("en"))


def test_what_ships_translates_every_message_and_keeps_its_placeholders() -> None:
    shipped = QTranslator()
    assert shipped.load("msp-desktop_ko", str(TRANSLATIONS))
    wrong = [
        f"{context}: {source}"
        for context, source, forms in messages("ko")
        for form in forms
        if not form.strip()
        or shipped.translate(context, source, "", 1 if "%n" in source else -1) != form
        or sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(source))
    ]
    assert not wrong


def test_in_korean_nothing_in_sight_is_english(korean: Sight) -> None:
    assert not korean.matching(LATIN)


def test_in_english_nothing_in_sight_is_korean(english: Sight) -> None:
    # A language is named in itself, so that those find it who read no other.
    assert set(english.matching(HANGUL)) == {"한국어"}


def test_the_walk_comes_past_all_parts_of_the_window(korean: Sight, english: Sight) -> None:
    for told, words in (
        (korean, ("목차", "북마크 1", "메모 1", "저장됨", "맞춤", "복사", "결과 없음", "확인")),
        (english, ("Contents", "Bookmarks 1", "Notes 1", "Saved", "Fit", "Copy", "Not found")),
    ):
        assert set(words) <= told.seen.keys()
    assert "“0987” 검색 결과가 없습니다" in korean.seen
    assert "Nothing found for “0987”" in english.seen
    assert any("CP949" in text for text in korean.seen)


def test_no_words_are_asked_for_that_have_no_korean(korean: Sight) -> None:
    """Also what is painted, which is no widget's text, asks for its translation."""
    translated = {source for _, source, _ in messages("ko")}
    unknown = {
        (context, text)
        for context, text in korean.untranslated
        # Names of keys; what the system calls the files in a folder; what is no text at all.
        if context not in {"QShortcut", "QMimeType", "QGuiApplication"}
        # A class asks for its own words in the names of its bases, too.
        and text not in translated
        # A share of a whole, without a word.
        and text != "%p%"
    }
    assert not unknown
