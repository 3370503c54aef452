"""Markdown that nobody wrote: made by chance from what Markdown is made of, or mutated from a text.

The same seed makes the same document.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WORDS = (
    *(
        "컨테이너",
        "이미지란",
        "무엇인가요?",
        "네,",
        "볼륨과",
        "차이",
        "왜",
        "설명하시오.",
        "답변",
        "정답",
    ),
    *("What", "is", "a", "pod?", "Why", "the", "node", "kernel", "Answer", "Show answer", "Yes."),
    *(
        "Q.",
        "A.",
        "Q1)",
        "질문",
        "질문:",
        "Q:",
        "1.",
        "12)",
        "⭐⭐",
        "👶",
        "(100자 이내)",
        ":whale:",
    ),
    *(
        "`docker run -d`",
        "`` ` ``",
        "**굵게**",
        "*기울임*",
        "~one~",
        "~~two~~",
        "==mark==",
        "H~2~O",
    ),
    *(
        "x^2^",
        "$PATH",
        "$HOME",
        "$x^2$",
        "$$",
        "$\\frac{a}{b}$",
        "\\$",
        "\\*",
        "&amp;",
        "&#0;",
        "&x;",
    ),
    *("https://a.example/b?c=(d)", "www.a.example.", "me@a.example", "<https://a.example>", "[^1]"),
    *(
        "[a](b.md#c)",
        "[a]",
        "[a][b]",
        "![그림](img/a.png)",
        "![a](../../b.png)",
        "[up](#top)",
        "<br>",
    ),
    *("<image>", "<b>", "</b>", "<img src=x.png>", "<a name='n'>", "<!-- c -->", "<script>", "[ ]"),
    *(
        "[x]",
        "{#id}",
        "\u200b",
        "\u00a0",
        "\x01",
        "\ud55c\u1100\u1161",
        "\U0001f433",
        "\t",
        "|",
        "\\",
    ),
)
LINES = (
    *(
        "",
        "",
        "",
        "---",
        "***",
        "===",
        "```",
        "~~~~",
        "```bash",
        "```mermaid",
        "```math",
        "$$",
        "> [!NOTE]",
    ),
    *(
        "<details>",
        "<summary>",
        "</summary>",
        "</details>",
        "<summary>답변 보기</summary>",
        "<div>",
    ),
    *(
        "</div>",
        "<pre>",
        "</pre>",
        "<!--",
        "-->",
        "| a | b |",
        "|---|:-:|",
        "| `\\|` | c",
        "[^1]: note",
    ),
    *(
        "[b]: c.md 'd'",
        ": definition",
        "- [x] a",
        "- [ ] b",
        "- A: a",
        "① a",
        "< caption >",
        "$ ls",
        "me@host:~$ ls",
    ),
    *(
        "title: a",
        "tags: [a, b]",
        "...",
        "## 목차",
        "## References",
        "### Summary",
        "<img src='a.png' width=3>",
    ),
)
STARTS = (
    *(
        "",
        "",
        "",
        "  ",
        "    ",
        "\t",
        "> ",
        ">",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "   ",
        "- - ",
        "> - ",
    ),
    *(
        "# ",
        "## ",
        "### ",
        "#### ",
        "### Q1. ",
        "## 3. ",
        "**",
        "Q. ",
        "A. ",
        "<summary>",
        "- ### ",
    ),
)
CHARACTERS = "\n\n\n  \t`~*_=-+#>|[]()<>!:$^\\&;\"'0123456789.ab한글?Q/{}@"


def generated(seed: int) -> str:
    """Return a document made by chance; some are lines of Markdown, some mere characters."""
    chance = Random(seed)
    if chance.random() < 0.1:
        return "".join(chance.choices(CHARACTERS, k=chance.randrange(400)))
    lines: list[str] = ["---"] if chance.random() < 0.05 else []
    prefixes = [""]
    for _ in range(chance.randrange(60)):
        move = chance.random()
        if move < 0.15:
            prefixes.append(prefixes[-1] + chance.choice(("> ", "  ", "    ", "   ", "\t", ">")))
        elif move < 0.3 and len(prefixes) > 1:
            prefixes.pop()
        lines.append(prefixes[-1] + _line(chance))
    return chance.choice(("\n", "\n", "\n", "\r\n", "\r")).join(lines)


def mutated(text: str, seed: int) -> str:
    """Return a text with a few things done to it that happen to texts, and some that do not."""
    chance = Random(seed)
    for _ in range(chance.randrange(1, 6)):
        text = chance.choice(_MUTATIONS)(text, chance)
    return text


def _line(chance: Random) -> str:
    if chance.random() < 0.35:
        return chance.choice(LINES)
    return chance.choice(STARTS) + " ".join(chance.choices(WORDS, k=chance.randrange(1, 7)))


def _span(length: int, chance: Random, most: int) -> tuple[int, int]:
    first = chance.randrange(length + 1)
    return first, min(length, first + chance.randrange(most))


def _without_characters(text: str, chance: Random) -> str:
    first, last = _span(len(text), chance, 30)
    return text[:first] + text[last:]


def _with_characters(text: str, chance: Random) -> str:
    place = chance.randrange(len(text) + 1)
    more = "".join(chance.choices(CHARACTERS, k=chance.randrange(1, 12)))
    return text[:place] + more + text[place:]


def _cut(text: str, chance: Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _repeated(text: str, chance: Random) -> str:
    first, last = _span(len(text), chance, 200)
    return text[:last] + text[first:last] * chance.randrange(4) + text[last:]


def _on_lines(change: Callable[[list[str], Random], Sequence[str]]) -> Callable[[str, Random], str]:
    def mutate(text: str, chance: Random) -> str:
        return "\n".join(change(text.split("\n"), chance))

    return mutate


def _without_lines(lines: list[str], chance: Random) -> list[str]:
    first, last = _span(len(lines), chance, 6)
    return lines[:first] + lines[last:]


def _with_line(lines: list[str], chance: Random) -> list[str]:
    place = chance.randrange(len(lines) + 1)
    return [*lines[:place], _line(chance), *lines[place:]]


def _moved(lines: list[str], chance: Random) -> list[str]:
    first, last = _span(len(lines), chance, 12)
    rest = lines[:first] + lines[last:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + lines[first:last] + rest[place:]


def _indented(lines: list[str], chance: Random) -> list[str]:
    first, last = _span(len(lines), chance, 20)
    by = chance.choice((" ", "  ", "    ", "\t", "> ", "- "))
    return [*lines[:first], *(by + line for line in lines[first:last]), *lines[last:]]


def _undented(lines: list[str], chance: Random) -> list[str]:
    first, last = _span(len(lines), chance, 20)
    return [*lines[:first], *(line.lstrip() for line in lines[first:last]), *lines[last:]]


_MUTATIONS = (
    *(_without_characters, _with_characters, _cut, _repeated, _on_lines(_without_lines)),
    *(_on_lines(_with_line), _on_lines(_moved), _on_lines(_indented), _on_lines(_undented)),
)
