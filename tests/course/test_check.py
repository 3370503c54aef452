"""What `msp-desktop check` finds, rule by rule, and what it leaves alone."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from counting import calls
from documents import generated, mutated

from msp_desktop.course.check import RULES, check
from msp_desktop.course.check.material import Material
from msp_desktop.course.check.report import report_text
from msp_desktop.paths import resources

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).parents[1] / "fixtures" / "check"
REAL = Path(__file__).parents[3] / "shared" / "course" / "mspt3-23-7"


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., list[tuple[str, int, str]]]:
    """Return a function that checks texts as a folder: file, line and kind of what it finds."""

    def look(text: str, **others: str) -> list[tuple[str, int, str]]:
        (tmp_path / "a.md").write_text(text, encoding="utf-8")
        for name, other in others.items():
            (tmp_path / f"{name}.md").write_text(other, encoding="utf-8")
        return [(one.file, one.line, one.kind) for one in check(tmp_path).findings]

    return look


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_course_with_faults(language: str) -> None:
    told = report_text(check(FIXTURES / language)) + "\n"
    assert told == (FIXTURES / f"{language}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_bundled_course_is_clean(language: str) -> None:
    report = check(resources() / "course" / language)
    assert (report.findings, report.questions > 10) == ((), True)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real course is not here")
def test_nothing_is_found_in_a_real_course_that_is_not_there() -> None:
    report = check(REAL)
    assert (report.findings, report.files, report.questions) == ((), 1, 13)


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n* Why?\n  * So.\n\n````md\n```bash\nls\n```\n## In it\n````\n",
        "* Why?\n  * So.\n\n```python\ndef f():\n    '''\n    ```python\n    f()\n    ```\n```\n",
        "# T\n\n* Why?\n  * So.\n\n```bash\n# comment\n\n## another\nls\n```\n",
        "# T\n\n* Why?\n  * So.\n\n```\n~~~bash\n~~~\n```\n",
        "# T\n\ntext\n\n    ```bash\n    indented code\n",
        "# T\n\n* Why?\n  * So.\n\n> ```bash\n> ls\n> ```\n\n```\nx\n```\n",
        "# T\n\n* Why?\n  * So.\n\n    ```bash\n    ls\n    ```\n* Where?\n  * Here.\n",
        '# T\n\n* Why?\n  * `` ``` `` so.\n\n```bash title="a"\nls\n```   \n',
        "# T\n\n* Why?\n  * [a](#t) [b](#T) [c](#) [d](a.md#L3) [e](a) [f](?x=1) [g](./)\n",
        "# T\n\n* Why?\n  * [a](mailto:a@example.org) <https://example.org> `[x](gone.md)`\n",
        "# T\n\n* Why?\n  * <!-- [a](gone.md) <a href=gone.md> --> So.\n",
        "# T\n\n* Why?\n  * [a][1] [b][2]\n\n[1]: #t\n[unused]: gone.md\n",
        "# 파드 🚀\n\n* 왜?\n  * [a](#파드-) [b](#%ED%8C%8C%EB%93%9C-) [c](#user-content-파드-)\n",
    ],
)
def test_what_is_meant_so_is_left_alone(
    found: Callable[..., list[tuple[str, int, str]]], text: str
) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("* a?\n  * b\n\n```\ncode\n", [(4, "open-fence")]),
        ("* a?\n  * b\n\n```\n", [(4, "open-fence")]),
        ("* a?\n  * b\n\n````\ncode\n```\n", [(4, "open-fence")]),
        ("* a?\n  * b\n\n> ```\n> code\n\ntext\n", [(4, "open-fence")]),
        ("* a?\n  * b\n\n  ```\n  code\n* c?\n  * d\n", [(4, "open-fence")]),
        ("* a?\n  * b\n\n```\ncode\n``` 끝\n\ntext\n", [(6, "fence-with-text")]),
        ("* a?\n  * b\n\n```\ncode\n``` the end\n\ntext\n", [(6, "fence-with-text")]),
        ("* a?\n  * b\n\n```\ncode\n\n```sh title=a\nx\n```\n", [(4, "open-fence")]),
        ("* a?\n  * b\n\n```\ncode\n\n```{.bash}\nx\n```\n", [(4, "open-fence")]),
        (
            "* a?\n  * b\n\ncode\n```\n\n## Next\n\n* c?\n  * d\n\n```\ncode\n",
            [(7, "swallowed-heading")],
        ),
    ],
)
def test_fences(
    found: Callable[..., list[tuple[str, int, str]]],
    text: str,
    expected: list[tuple[int, str]],
) -> None:
    assert [(line, kind) for _, line, kind in found(text)] == expected


def test_repeats_name_both_places(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n* 왜 쓰나요?\n  * 그래서.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(
        "# B\n\n* 왜  쓰나요 ?\n  * 또.\n\n## C\n\n* 왜 쓰나요\n  * 또.\n"
    )
    findings = check(tmp_path).findings
    assert [(one.file, one.line, one.kind) for one in findings] == [
        ("b.md", 3, "repeated-question"),
        ("b.md", 8, "repeated-question"),
    ]
    assert all("in a.md:3 too" in one.message for one in findings)


def test_headings_and_chapters_with_nothing_in_them(
    found: Callable[..., list[tuple[str, int, str]]],
) -> None:
    text = (
        "# T\n\n## A\n\n### B\n\n* Why?\n  * So.\n\n## C\n\n## D\n\n---\n\n## E\n\ntext\n\n##\n\n"
        "* Where?\n  * Here.\n\n## <!-- x -->\n\ntext\n\n## F\n"
    )
    assert found(text) == [
        ("a.md", 10, "empty-chapter"),
        ("a.md", 12, "empty-chapter"),
        ("a.md", 20, "empty-heading"),
        ("a.md", 25, "empty-heading"),
        ("a.md", 29, "empty-chapter"),
    ]


def test_links_into_files_that_are_not_part_of_the_course(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# Pods\n\n* Why?\n  * So.\n")
    (tmp_path / "slides.pdf").write_bytes(b"x")
    path = tmp_path / "a.md"
    path.write_text(
        "# A\n\n* Why?\n  * [b](b.md) [b](b.md#pods) [b](b.md#pod)\n"
        "  * [c](slides.pdf#page=2) [d](slide.pdf)\n"
    )
    assert [(one.kind, one.hint) for one in check(path).findings] == [
        ("dead-anchor", "did you mean #pods?"),
        ("dead-link", "did you mean slides.pdf?"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n* Why?\n  * So.\n")
    (tmp_path / "b.md").write_text("# B\n")
    (tmp_path / "b.md").chmod(0)
    assert [(one.file, one.kind) for one in check(tmp_path).findings] == [
        ("b.md", "unreadable-file")
    ]


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n* Why?\n  * So. [b](b.md#x)\n")
    (tmp_path / "b.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\xff")
    assert [(one.file, one.kind) for one in check(tmp_path).findings] == [
        ("b.md", "unreadable-file")
    ]


def test_links_of_the_file_system_are_told_from_what_is_missing(tmp_path: Path) -> None:
    root = tmp_path / "course"
    root.mkdir()
    for name in ("dev.png", "notes.md"):
        (tmp_path / name).write_bytes(b"x")
        (root / name).symlink_to(tmp_path / name)
        (root / f"old-{name}").symlink_to(tmp_path / f"gone-{name}")
    (root / "fine.png").write_bytes(b"x")
    (root / "inside.png").symlink_to(root / "fine.png")
    (root / "a.md").write_text(
        "# A\n\n* Why?\n  * ![](dev.png)\n  * ![](old-dev.png)\n  * ![](inside.png)\n"
        "  * [b](notes.md)\n  * [c](old-notes.md)\n  * ![](dev2.png)\n"
    )
    assert [(one.line, one.kind, one.message, one.hint) for one in check(root).findings] == [
        (
            4,
            "outside-picture",
            "a link out of the course's folder: dev.png",
            "put the picture itself there instead of the link",
        ),
        (
            5,
            "missing-picture",
            "missing picture: old-dev.png",
            "a link is there, but nothing is where it leads",
        ),
        (
            7,
            "outside-link",
            "a link of the file system out of the course: notes.md",
            "put the file itself there instead of the link",
        ),
        (
            8,
            "dead-link",
            "nothing is at old-notes.md",
            "a link is there, but nothing is where it leads",
        ),
        (9, "missing-picture", "missing picture: dev2.png", "nothing like it is there"),
    ]


def test_bytes_that_are_no_text_are_named_by_line_and_byte(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# A\n\n* Why?\n  * \xff So.\n  * Or\0 so.\n")
    assert [(one.line, one.kind, one.message, one.hint) for one in check(tmp_path).findings] == [
        (
            4,
            "bad-byte",
            "byte 17 of the file is no UTF-8, and is shown as \ufffd",
            "write line 4 anew and save it as UTF-8",
        ),
        (
            5,
            "bad-byte",
            "byte 29 of the file is a NUL, and is shown as \ufffd",
            "write line 5 anew and save it as UTF-8",
        ),
    ]


@pytest.mark.parametrize("top", ["", "과정/", "과정/v1/"])
def test_a_zip_has_more_than_is_taken_out_of_it(tmp_path: Path, top: str) -> None:
    path = tmp_path / "course.zip"
    with ZipFile(path, "w") as file:
        file.writestr(
            f"{top}a.md", "# A\n\n* Why?\n  * [a](x.pdf) [b](src/) [c](y.pdf) [d](b.md#b)\n"
        )
        file.writestr(f"{top}b.md", "# B\n\n* Where?\n  * Here.\n")
        file.writestr(f"{top}x.pdf", b"x")
        file.writestr(f"{top}src/main.go", b"x")
        file.writestr("above.txt", b"x")
    report = check(path)
    assert [(one.file, one.kind, one.message) for one in report.findings] == [
        ("a.md", "dead-link", "nothing is at y.pdf")
    ]
    assert report.files == 2


UNITS = {
    "links": "* a{n}?\n  * [b](gone{n}.md) [c](#gone{n}) [d](../{n})\n",
    "pictures": "* a{n}?\n  * ![b](gone{n}.png)\n",
    "headings": "## a{n}\n",
    "empty headings": "##\n",
    "the same question": "* Why?\n  * So.\n",
    "no answers": "* Why {n}?\n",
    "fences": "```\nx\n``` {n}\n",
    "fences in a fence": "````\n```{n}\n",
    "headings in a fence": "\n## a{n}\n",
    "nearly fences": "` ``\n ~~~~ `\n",
}


@pytest.mark.parametrize("name", UNITS)
def test_work_grows_no_faster_than_the_course(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.md"

    def work(count: int) -> int:
        text = "".join(UNITS[name].replace("{n}", str(n)) for n in range(count))
        path.write_text("```\n" + text if "in a fence" in name else text)
        material = Material.of(path)
        # Opening is measured elsewhere.
        assert material.texts
        return calls(lambda: [list(rule(material)) for rule in RULES])

    work(20)
    assert work(2400) <= 4.6 * work(600)


def test_a_report_does_nothing_to_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n* \x1b[2J\u202eWhy\x9b?\n* Where?\n  * Here.\n")
    told = report_text(check(tmp_path))
    assert "\ufffd[2J\ufffdWhy\ufffd?" in told
    assert all(one.isprintable() or one == "\n" for one in told)


@pytest.mark.parametrize("start", range(0, 120, 40))
def test_any_document_is_checked(tmp_path: Path, start: int) -> None:
    whole = (FIXTURES / "en" / "README.md").read_text(encoding="utf-8")
    path = tmp_path / "a.md"
    for seed in range(start, start + 40):
        text = generated(seed) if seed % 2 else mutated(whole, seed)
        path.write_bytes(text.encode("utf-8", "replace"))
        report = check(tmp_path)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        assert all(1 <= one.line <= lines for one in report.findings), f"seed {seed}"
        assert all(one.file == "a.md" and one.kind for one in report.findings)
        for row in report_text(report).splitlines()[:-1]:
            assert re.match(r"a\.md:\d+: [a-z-]+: .", row), f"seed {seed}: {row}"
