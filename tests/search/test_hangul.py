from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from msp_desktop.search import hangul
from msp_desktop.search.folding import fold

# What is typed, what it stands for in a text, and what is then marked there.
WHILE_TYPING = [
    ("ㄷ", "도커", "도"),
    ("도", "도커", "도"),
    ("돜", "도커", "도커"),
    ("도커", "도커", "도커"),
    ("도컹", "도커이미지", "도커이"),
    ("컨텡", "컨테이너", "컨테이"),
    ("컨텡", "컨텡", "컨텡"),
    ("볼ㄹ", "볼륨", "볼륨"),
    ("볼류", "볼륨", "볼륨"),
    ("보", "볼륨", "볼"),
    ("고", "과정", "과"),
    ("구", "권한", "권"),
    ("으", "의미", "의"),
    ("달", "닭", "닭"),
    ("닭", "달걀", "달걀"),
    ("앉", "안전", "안전"),
    ("갔", "가쓰", "가쓰"),
    ("docker ㅂ", "docker 볼륨", "docker 볼"),
]

BY_INITIALS = [
    ("ㅋㅌㅇㄴ", "컨테이너", "컨테이너"),
    ("ㅂㄹ", "도커 볼륨", "볼륨"),
    ("ㄲ", "끝", "끝"),
    ("컨ㅌㅇ너", "컨테이너", "컨테이너"),
    ("ㅋ", "ㅋㅋㅋ", "ㅋ"),
    # Input methods join two consonants that are typed in a row.
    ("ㄳ", "큰 검색", "검색"),
    ("ㅄ", "새 백서", "백서"),
]

NOT_FOUND = [
    ("ㅋㅌ", "트컨"),
    ("ㄱ", "끝"),
    ("돜", "도구"),
    ("돜", "돌커"),
    ("도", "두커"),
    ("도", "다커"),
    ("컨텡", "컨테"),
    ("과", "고정"),
    ("ㅏ", "가"),
]


def marked(typed: str, text: str, *, unfinished: bool) -> str | None:
    """Return what of a text is found, None for nothing."""
    pattern = hangul.pattern(fold(typed).folded, unfinished=unfinished)
    found = pattern.search(text) if pattern else None
    return found[0] if found else None


@pytest.mark.parametrize(("typed", "text", "found"), WHILE_TYPING)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_half_typed_words_find_what_they_may_become(
    typed: str, text: str, found: str, form: Literal["NFC", "NFD"]
) -> None:
    typed = unicodedata.normalize(form, typed)
    assert marked(typed, text, unfinished=True) == found


@pytest.mark.parametrize(("typed", "text", "found"), BY_INITIALS)
@pytest.mark.parametrize("unfinished", [True, False])
def test_consonants_find_the_syllables_that_they_begin(
    typed: str, text: str, found: str, unfinished: bool
) -> None:
    assert marked(typed, text, unfinished=unfinished) == found


@pytest.mark.parametrize(("typed", "text"), NOT_FOUND)
def test_other_syllables_are_not_found(typed: str, text: str) -> None:
    assert marked(typed, text, unfinished=True) is None


@pytest.mark.parametrize("word", ["도커", "docker", "volume 2", "ㅏ", "a.*b", ""])
def test_a_finished_word_without_initials_is_only_itself(word: str) -> None:
    assert hangul.pattern(word, unfinished=False) is None


def test_what_is_typed_is_never_read_as_a_pattern() -> None:
    pattern = hangul.pattern("[.*+도", unfinished=True)
    assert pattern is not None
    assert pattern.search("a [.*+도커")
    assert not pattern.search("abc도커")


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("컨테이너", "ㅋㅌㅇㄴ"),
        ("쌍자음 빨래", "ㅆㅈㅇ ㅃㄹ"),
        ("Docker 볼륨 2개!", "Docker ㅂㄹ 2ㄱ!"),
        ("ㅋㅋ", "ㅋㅋ"),
        ("", ""),
    ],
)
def test_choseong(text: str, initials: str) -> None:
    assert hangul.choseong(text) == initials


def test_every_syllable_comes_apart_as_unicode_decomposes_it() -> None:
    for code in range(0xAC00, 0xD7A4):
        parts = hangul.decompose(chr(code))
        assert str(parts) == chr(code)
        jamo = unicodedata.normalize("NFD", chr(code))
        codes = (0x1100 + parts.initial, 0x1161 + parts.vowel, 0x11A7 + parts.final)
        assert jamo == "".join(map(chr, codes[: 3 if parts.final else 2]))


@pytest.mark.parametrize("letter", ["a", "ㄱ", "\ud7a4", "\uabff"])
def test_what_is_no_syllable_does_not_come_apart(letter: str) -> None:
    with pytest.raises(ValueError, match="not a Hangul syllable"):
        hangul.decompose(letter)
