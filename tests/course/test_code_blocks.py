"""Code blocks: captions over them, their languages, their colours, and their text untouched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safe_html import codes_of, text_of, tokens_of

from msp_desktop.course.code import LARGEST_HIGHLIGHTED, LONGEST_CAPTION, LONGEST_LINE
from msp_desktop.course.identity import Names
from msp_desktop.course.languages import language_of
from msp_desktop.course.loader import load_course
from msp_desktop.course.model import Block, BlockKind, Course, Lines
from msp_desktop.course.page import chapter_html
from msp_desktop.course.parse import parse_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text without questions."""
    (chapter,) = parse_file(text, "a.md", Names()).chapters
    return chapter.intro


def caption_of(html: str) -> str | None:
    found = re.search("<figcaption>(.*?)</figcaption>", html)
    return found[1] if found else None


def language_shown(html: str) -> str | None:
    found = re.search('<figure class="code" data-language="(.*?)">', html)
    return found[1] if found else None


def test_a_recorded_session_is_a_console_with_prompts_and_output_apart(fixtures: Path) -> None:
    course = load_course(fixtures / "shapes" / "sessions-ko.md")
    dockerfile, session = course.questions[0].answer[1:]
    assert (language_shown(dockerfile.html), language_shown(session.html)) == ("docker", "console")
    tokens = tokens_of(session.html)
    assert [text for name, text in tokens if name == "gp"] == [
        "dev@build-01:~/lab$ ",
        "dev@build-01:~/lab$ ",
        "dev@build-01:~/lab$ ",
        "root@3f0c5d9a1b22:/# ",
        "root@3f0c5d9a1b22:/# ",
    ]
    output = "".join(text for name, text in tokens if name == "go")
    assert output.split() == [
        *("...", "줄임", "...", "naming", "to", "docker.io/library/tz_test", "UTC", "Asia/Seoul"),
        "exit",
    ]
    assert ("k", "FROM") in tokens_of(dockerfile.html)


def test_code_is_byte_for_byte_the_source(fixtures: Path) -> None:
    path = fixtures / "shapes" / "sessions-ko.md"
    course = load_course(path)
    written = re.findall(r"^```\w*\n(.*?)^```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    html = "".join(block.html for one in course.questions for block in one.answer)
    assert codes_of(html) == written
    assert len(written) == 5


def test_captions_and_what_only_looks_like_one(fixtures: Path) -> None:
    course = load_course(fixtures / "shapes" / "sessions-ko.md")
    first, second = course.chapters[0].questions
    assert [caption_of(block.html) for block in first.answer] == [
        None,
        "사용한 Dockerfile",
        "tz_test 이미지를 만들고 두 번 실행합니다.",
    ]
    assert [(block.kind.value, caption_of(block.html)) for block in second.answer] == [
        ("list", None),
        ("code", "사용한 설정 파일"),
        ("text", None),
        ("code", None),
        ("text", None),
        ("code", None),
    ]
    assert [language_shown(block.html) for block in second.answer if block.kind == "code"] == [
        *("yaml", "java", "console")
    ]
    assert text_of(second.answer[4].html).startswith("< 앞의 파일을 지웁니다. > 여기서")


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
def test_a_caption_is_part_of_its_card(gap: str) -> None:
    card, after = blocks_of(f"< see `a.txt` and *b* >{gap}```\ncode\n```\n\n< alone >\n")
    assert card.lines == Lines(1, 4 + (gap == "\n\n"))
    assert caption_of(card.html) == "see <code>a.txt</code> and <em>b</em>"
    assert (after.kind, text_of(after.html)) == (BlockKind.TEXT, "< alone >")


@pytest.mark.parametrize(
    "paragraph",
    [
        "< " + "x" * LONGEST_CAPTION + " >",
        "< caption > and more",
        "first < caption >",
        "< two\nlines >",
        "< >",
        "<>",
        "<",
        "`<` caption `>`",
        "> < quoted >\n",
    ],
)
def test_what_is_no_caption_stays_as_it_was(paragraph: str) -> None:
    before, card = blocks_of(f"{paragraph}\n```\ncode\n```\n")
    assert before.html == blocks_of(paragraph)[0].html
    assert caption_of(card.html) is None


def test_captions_inside_items_and_quotes() -> None:
    text = "> < in a quote >\n> ```\n> a\n> ```\n\n- item\n\n  < loose >\n\n      b\n\n- x\n"
    text += "\n***\n\n1. item\n   ```\n   c\n   ```\n   < tight >\n   ```\n   d\n   ```\n"
    html = chapter_html(parse_file(text, "a.md", Names()).chapters[0])
    assert re.findall("<figcaption>(.*?)</figcaption>", html) == ["in a quote", "loose", "tight"]
    assert codes_of(html) == ["a\n", "b\n", "c\n", "d\n"]


@pytest.mark.parametrize(
    ("label", "text", "language"),
    [
        ("docker", "FROM a\n", "docker"),
        ("Dockerfile", "FROM a\n", "docker"),
        ("bash", "docker ps\n", "bash"),
        ("sh", "docker ps\n", "bash"),
        ("bash", "$ docker ps\n", "console"),
        ("shell", "me@host:~$ ls\na\n", "console"),
        ("console", "anything\n", "console"),
        ("yml", "a: 1\n", "yaml"),
        ("java", "class A {}\n", "java"),
        ("whatever", "FROM a\n", "whatever"),
        ("", "FROM a\n", "docker"),
        ("", "# syntax=docker/dockerfile:1\n\nFROM a AS b\nRUN x \\\n  && y\n", "docker"),
        ("", "ARG V=1\nFROM a:$V\n", "docker"),
        ("", "FROM the beginning\nto the end\n", ""),
        ("", "root@1f2e:/# ls\n", "console"),
        ("", "output first\n$ ls\n", "console"),
        ("", "(venv) me@host:~/a b$ ls\n", "console"),
        ("", "PS C:\\> dir\n", "console"),
        ("bash", "/opt/run.sh # starts it\n", "bash"),
        ("", "price: $ 5\n", ""),
        ("", "# a comment\n# another\n", ""),
        ("", "apiVersion: v1\nkind: Pod\n", "yaml"),
        ("", "mail@example.org\n", ""),
        ("", "\n", ""),
        ("", "", ""),
    ],
)
def test_languages(label: str, text: str, language: str) -> None:
    assert language_of(label, text) == language


@pytest.mark.parametrize("label", ["docker", "bash", "console", "yaml", "java"])
def test_known_languages_have_colours(label: str) -> None:
    code = {
        "docker": "FROM a\n",
        "bash": "if true; then exit; fi\n",
        "console": "$ exit\nbye\n",
        "yaml": "a: 1\n",
        "java": "class A { int b = 1; }\n",
    }[label]
    (card,) = blocks_of(f"```{label}\n{code}```\n")
    assert language_shown(card.html) == label
    assert tokens_of(card.html)
    assert codes_of(card.html) == [code]


def test_prompts_commands_and_output() -> None:
    text = (
        "$ docker run \\\n    --rm \\\n> a\n> printed\nroot@b:/# echo $HOME # x\n/root\n"
        "me@h:~/a b$ \n/ # ls /\n# printed\n[me@h d]$ ls\nsh-5.2# ls\n(v) me@h:~$ ls\n"
        "root@b:/# me@h:~$ exit\ncosts 5 $ now\nPS C:\\a> dir\nmail@h: 1\n"
    )
    (card,) = blocks_of(f"```console\n{text}```\n")
    tokens = tokens_of(card.html)
    assert [text for name, text in tokens if name == "gp"] == [
        *("$ ", "> ", "root@b:/# ", "me@h:~/a b$ ", "/ # ", "[me@h d]$ ", "sh-5.2# "),
        *("(v) me@h:~$ ", "root@b:/# me@h:~$ ", "PS C:\\a> "),
    ]
    assert "".join(text for name, text in tokens if name == "go").splitlines() == [
        *("> printed", "/root", "# printed", "costs 5 $ now", "mail@h: 1")
    ]
    assert codes_of(card.html) == [text]


def test_a_lone_number_sign_prompts_where_nothing_else_does() -> None:
    (card,) = blocks_of("```console\n# apt-get update\n/ # ls\nDone\n```\n")
    assert [text for name, text in tokens_of(card.html) if name == "gp"] == ["# ", "/ # "]
    assert tokens_of(card.html)[-1] == ("go", "Done\n")


@pytest.mark.parametrize(
    "label", ["nosuchlanguage", "../../etc", "-", "{.python}", "language-", "\N{BLACK STAR}"]
)
def test_unknown_labels_show_plain(label: str) -> None:
    (card,) = blocks_of(f"```{label}\nif a < b:\n```\n")
    assert tokens_of(card.html) == []
    assert codes_of(card.html) == ["if a < b:\n"]


def test_a_lexer_that_breaks_down_shows_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    from pygments.lexers.jvm import JavaLexer

    def break_down(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(JavaLexer, "get_tokens_unprocessed", break_down)
    (card,) = blocks_of("```java\nclass A {}\n```\n")
    assert tokens_of(card.html) == []
    assert codes_of(card.html) == ["class A {}\n"]


def test_a_lexer_that_changes_the_text_shows_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    from pygments.lexers.jvm import JavaLexer
    from pygments.token import Keyword

    monkeypatch.setattr(
        JavaLexer, "get_tokens_unprocessed", lambda *_: iter([(0, Keyword, "class B {}\n")])
    )
    (card,) = blocks_of("```java\nclass A {}\n```\n")
    assert tokens_of(card.html) == []
    assert codes_of(card.html) == ["class A {}\n"]


@pytest.mark.parametrize(
    "code",
    ["int a;\n" * (LARGEST_HIGHLIGHTED // 7 + 1), "a" * (LONGEST_LINE + 1) + "\nint a;\n"],
    ids=["large", "long line"],
)
def test_what_would_take_long_shows_plain(code: str) -> None:
    (card,) = blocks_of(f"```java\n{code}```\n")
    assert tokens_of(card.html) == []
    assert codes_of(card.html) == [code]


@pytest.mark.parametrize(
    "code", ["", "\n", "\n\n a\n\n", "\ta\t\n", "a\x0b\x0c\x85\u2028b\n", "<b>&amp;\n", "\ufeffx\n"]
)
@pytest.mark.parametrize("label", ["", "bash", "console", "docker", "python", "text"])
def test_odd_code_is_kept(label: str, code: str) -> None:
    (card,) = blocks_of(f"```{label}\n{code}```\n")
    assert codes_of(card.html) == [code]


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    st.sampled_from(["", "docker", "bash", "console", "yaml", "java", "json", "html", "diff"]),
    st.lists(
        st.sampled_from(
            [*"ab1 \t$#>\"'`{}[]()<&\\:=-\n", "FROM ", "$ ", "a@b:~$ ", "한글", "\n\n"]
        ),
        max_size=60,
    ).map("".join),
)
def test_any_code_is_kept(label: str, code: str) -> None:
    code += "\n"
    (card,) = blocks_of(f"~~~~~~{label}\n{code}~~~~~~\n")
    assert codes_of(card.html) == [code]


def test_indented_code_is_code_too(course_of: Callable[[str], Course]) -> None:
    course = course_of("## A\n\n* Why?\n  * So.\n\n***\n\n      $ ls\n      a\n")
    assert [block.kind.value for block in course.questions[0].answer] == ["list", "rule", "code"]
    card = course.questions[0].answer[2]
    assert (language_shown(card.html), codes_of(card.html)) == ("console", ["  $ ls\n  a\n"])


def test_a_diagrams_source_has_a_card_of_its_own_kind() -> None:
    text = "< 배포의 흐름 >\n```Mermaid\nflowchart LR\n  A[요청] --> B & C\n```\n"
    (block,) = blocks_of(text)
    assert block.kind is BlockKind.CODE
    assert block.html.replace(">\n<", "><") == (
        '<figure class="mermaid"><figcaption>배포의 흐름</figcaption>'
        '<pre><code class="language-Mermaid">flowchart LR\n  A[요청] --&gt; B &amp; C\n'
        "</code></pre></figure>"
    )


def test_formulas_are_text_that_nothing_changes() -> None:
    text = "값 $a < b$ 와 $$x_1$$\n\n$$\nx &= 1 \\\\\n$$\n"
    first, second = blocks_of(text)
    assert first.html == (
        '<p>값 <span class="math">a &lt; b</span> 와 <span class="math display">x_1</span></p>'
    )
    assert second.html == '<div class="math">x &amp;= 1 \\\\</div>'
