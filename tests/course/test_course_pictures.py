"""Pictures: found inside the course's folder, refused anywhere else, and told of either way."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safe_html import PICTURE, not_allowed

from msp_desktop.course import pictures
from msp_desktop.course.loader import load_course
from msp_desktop.course.model import Picture
from msp_desktop.course.page import course_html
from msp_desktop.course.pictures import address_of, locate, path_of, reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.course.model import Course

OUTSIDE = [
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\secret.png",
    "c:/secret.png",
    "file:///etc/passwd",
    "..\\secret.png",
    "\\secret.png",
    "\\\\server\\share\\a.png",
    "%2e%2e/secret.png",
    "..%2fsecret.png",
    "..%5Csecret.png",
    "%2Fetc/passwd",
    "C%3A/secret.png",
    "a/../../secret.png",
    "a/./.././../secret.png",
    "a%00b.png",
    "data:image/png;base64,AAAA",
    ".",
    "..",
    "a/..",
]
REMOTE = [
    "https://example.org/a.png",
    "HTTP://example.org/a.png",
    "//example.org/a.png",
    "ftp://example.org/a.png",
    " https://example.org/a.png",
]


@pytest.mark.parametrize("source", OUTSIDE)
@pytest.mark.parametrize("file", ["a.md", "deep/a.md"])
def test_outside(source: str, file: str) -> None:
    if file == "deep/a.md":
        # One folder further down, the same place is one step further away.
        if source in {".", "a/.."}:
            assert path_of(reference(source, file)) == "deep"
            return
        if not source.lower().startswith(("c", "f", "d", "/", "\\", "%2f", "a%00")):
            source = "../" + source
    safe = reference(source, file)
    assert safe.startswith(pictures.OUTSIDE), safe
    assert PICTURE.fullmatch(safe)
    assert path_of(safe) is None


@pytest.mark.parametrize("source", REMOTE)
def test_remote(source: str) -> None:
    safe = reference(source, "a.md")
    assert safe.startswith(pictures.REMOTE)
    assert PICTURE.fullmatch(safe)
    assert (path_of(safe), address_of(safe)) == (None, source.strip())


@pytest.mark.parametrize(
    ("source", "file", "path"),
    [
        ("a.png", "x.md", "a.png"),
        ("../a.png", "deep/x.md", "a.png"),
        ("..\\img\\a.png", "deep/x.md", "img/a.png"),
        ("./b/../a.png", "deep/x.md", "deep/a.png"),
        ("..a.png", "x.md", "..a.png"),
        ("a:b.png", "deep/x.md", None),
        ("", "x.md", ""),
        ("#only", "x.md", ""),
    ],
)
def test_inside(source: str, file: str, path: str | None) -> None:
    assert path_of(reference(source, file)) == path


def test_problems_say_what_where_and_why(tmp_path: Path) -> None:
    (tmp_path / "a b.png").write_bytes(b"x")
    text = (
        "# T ![](head.png)\n\nIntro ![](gone.png)\n\n## A\n\n* Why ![](asked.png)?\n  * So.\n"
        '  * ![](<a b.png>)\n  * ![](https://example.org/a.png)\n\n<p>\n<img src="../out.png">\n'
        "</p>\n\n* How?\n\n  text <img src='raw.png'>\n\n  ```\n  ![](code.png)\n  ```\n"
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    course = load_course(tmp_path / "a.md")
    assert [(one.kind.value, one.file, one.line, one.subject) for one in course.problems] == [
        ("missing-picture", "a.md", 3, "gone.png"),
        ("missing-picture", "a.md", 7, "asked.png"),
        ("remote-picture", "a.md", 10, "https://example.org/a.png"),
        ("outside-picture", "a.md", 13, "../out.png"),
        ("missing-picture", "a.md", 18, "raw.png"),
    ]
    assert all(one.subject in one.message for one in course.problems)
    html = course_html(course)
    assert not_allowed(html) == []
    assert 'src="a%20b.png"' in html


@pytest.mark.parametrize(
    "source", ["C:\\a.png", "D:/a.png", "file:///a.png", "data:,a", "ftp://a/b"]
)
def test_a_refused_picture_is_told_of(course_of: Callable[[str], Course], source: str) -> None:
    course = course_of(f'![](<{source}>)\n\n<img src="{source}">\n')
    assert [one.line for one in course.problems] == [1, 3]
    assert len({one.kind for one in course.problems}) == 1


def test_a_picture_that_came_is_no_problem_any_more(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("![](a.png)\n", encoding="utf-8")
    assert len(load_course(tmp_path).problems) == 1
    (tmp_path / "a.png").write_bytes(b"x")
    assert load_course(tmp_path).problems == ()


def test_links_out_of_the_folder_are_not_served(tmp_path: Path) -> None:
    root = tmp_path / "course"
    root.mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    (root / "inside.png").write_bytes(b"x")
    (root / "out.png").symlink_to(tmp_path / "secret.png")
    (root / "folder").symlink_to(tmp_path, target_is_directory=True)
    (root / "fine.png").symlink_to(root / "inside.png")
    (root / "loop.png").symlink_to(root / "loop.png")
    assert locate(root, "inside.png") == root / "inside.png"
    assert locate(root, "fine.png") == root / "fine.png"
    for path in ("out.png", "folder/secret.png", "loop.png", "folder", "", ".", "../secret.png"):
        assert locate(root, path) is None
    course = tmp_path / "link"
    course.symlink_to(root, target_is_directory=True)
    assert locate(course, "inside.png") == course / "inside.png"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_both_forms_of_a_name_are_found(tmp_path: Path, form: str) -> None:
    stored = tmp_path / unicodedata.normalize(form, "그림 é.png")
    stored.write_bytes(b"x")
    for asked in ("NFC", "NFD"):
        found = locate(tmp_path, unicodedata.normalize(asked, "그림 é.png"))
        assert found is not None
        assert found.read_bytes() == b"x"


ODD = [
    "a\0b",
    "a" * 5000,
    "a/" * 3000 + "b",
    "\ud800",
    "\udcff",
    "\n",
    " ",
    "*?",
    "%",
    "%zz",
    "\x7f",
]


@pytest.mark.parametrize("name", ODD, ids=lambda name: ascii(name[:8]))
def test_odd_names_are_only_missing(tmp_path: Path, name: str) -> None:
    assert locate(tmp_path, name) is None
    safe = reference(name, "a.md")
    assert PICTURE.fullmatch(safe)
    assert pictures.problems(tmp_path, [Picture(safe, "a.md", 1)]) != []


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.sampled_from(
            ["..", ".", "/", "\\", "%2e", "%2F", "%5c", "%", ":", "C:", "a", "b", "#", "?"]
        ),
        max_size=12,
    ).map("".join),
    st.sampled_from(["a.md", "b/a.md", "b/c/a.md"]),
)
def test_no_path_ever_leads_out(source: str, file: str) -> None:
    path = path_of(reference(source, file))
    if path is None:
        return
    root = Path("/root/of/course")
    whole = Path(os.path.normpath(root / path))
    assert whole.is_relative_to(root)
    on_windows = PureWindowsPath("C:/root/of/course", path)
    assert on_windows.is_relative_to("C:/root/of/course")
    assert ".." not in on_windows.parts


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=30), st.text(max_size=10))
def test_any_characters_have_a_safe_form(source: str, folder: str) -> None:
    """Whatever the characters are: nh3 lets an attribute through where its filter fails."""
    safe = reference(source, f"{folder}/a.md")
    assert PICTURE.fullmatch(safe)
    assert path_of(safe) in (None, address_of(safe))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_a_folder_whose_name_is_no_utf8(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xb1\xd7")
    folder.mkdir()
    (folder / "p.png").write_bytes(b"x")
    (folder / "a.md").write_text("![](p.png)\n\n![](gone.png)\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# B\n", encoding="utf-8")
    course = load_course(tmp_path)
    assert [one.line for one in course.problems] == [3]
    path = path_of(course.pictures[0].path)
    assert path is not None
    assert locate(course.root, path) == folder / "p.png"
    assert not_allowed(course_html(course)) == []
