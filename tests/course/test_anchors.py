"""The names by which links lead into a file: GitHub's for headings, and authors' own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from counting import calls

from msp_desktop.course.anchors import Slugs, name_places, slug
from msp_desktop.course.dialect import parse
from msp_desktop.course.identity import Names
from msp_desktop.course.loader import load_course
from msp_desktop.course.page import course_html
from msp_desktop.course.parse import parse_file

if TYPE_CHECKING:
    from pathlib import Path


def named(text: str) -> list[tuple[str, int]]:
    """Return the names in a text and the lines that they lead to."""
    return [(one.name, one.line) for one in name_places(parse(text).trees, "a.md")]


# What github.com answered for such headings, after github-slugger's cases.
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Images and Layers", "images-and-layers"),
        ("dockerBuild", "dockerbuild"),
        ("COPY vs. ADD", "copy-vs-add"),
        ("What is a Pod?", "what-is-a-pod"),
        ("docker run --rm -it", "docker-run---rm--it"),
        ("volumes - bind mounts", "volumes---bind-mounts"),
        ("under _ score", "under-_-score"),
        ("CMD [exec, shell]", "cmd-exec-shell"),
        ("컨테이너와 이미지", "컨테이너와-이미지"),
        ("파드(Pod)란?", "파드pod란"),
        ("1. 왜 쓰나요?", "1-왜-쓰나요"),
        ("‘따옴표’와 “인용”", "따옴표와-인용"),
        ("en–dash·가운뎃점", "endash가운뎃점"),
        ("\U0001f680 Launch", "-launch"),
        ("Launch \U0001f680", "launch-"),
        # The mark that asks for a coloured symbol counts as a letter's.
        ("⚙\ufe0f Setup", "\ufe0f-setup"),
        ("I ♥ pods", "i--pods"),
        (":rocket: Launch", "rocket-launch"),
        ("Ünïcode ÉTÉ", "ünïcode-été"),
        ("Ⅳ and ④ and Ⓐ", "ⅳ-and--and-ⓐ"),
        ("a\tb", "ab"),
        ("", ""),
    ],
)
def test_slugs(words: str, name: str) -> None:
    assert slug(words) == name


def test_what_comes_again_is_numbered() -> None:
    slugs = Slugs()
    words = ["Pod", "Pod", "Pod 1", "Pod-1", "Pod", "정리", "정리", "-1", "", ""]
    assert [slugs.name(one) for one in words] == [
        *("pod", "pod-1", "pod-1-1", "pod-1-2", "pod-2", "정리", "정리-1", "-1", "", "-2")
    ]


def test_headings_of_every_kind_wherever_they_stand() -> None:
    text = (
        "# The *whole* `docker run` [story](x.md) ![logo](a.png)\n"
        "Setext\n======\n\n"
        "* Why?\n"
        "  * So.\n\n"
        "    #### In an answer\n"
        "> ### 인용 안에서\n\n"
        "<details>\n<summary>More</summary>\n<h3>In <b>HTML</b> &amp; so</h3>\n</details>\n\n"
        "```\n# in code\n```\n"
    )
    assert named(text) == [
        ("the-whole-docker-run-story-", 1),
        ("setext", 2),
        ("in-an-answer", 8),
        ("인용-안에서", 9),
        ("in-html--so", 13),
    ]


def test_names_that_authors_give() -> None:
    text = (
        "## Networks {#nets}\n\n"
        "## 볼륨 {: #volumes .wide }\n\n"
        '<a id="first"></a><a name=second>x</a>\n\n'
        "<div>\n<p id=\"third\">\ntext</p>\n<x id='fo&amp;urth'>\n</div>\n\n"
        'Text with\n<span id="fifth">a place</span>.\n\n'
        '<!-- <a id="no"> --> <input name="no">\n\n'
        "`<a id=no>`\n\n"
        '<script>"<a id=no>"</script>\n\n'
        "## Set {a} {b}\n\n"
        '## <a name="own"></a>Both\n\n'
        '<h2 id="mine">Mine</h2>\n'
    )
    assert named(text) == [
        ("nets", 1),
        ("volumes", 3),
        ("first", 5),
        ("second", 5),
        ("third", 8),
        ("fo&urth", 10),
        ("fifth", 14),
        ("set-a-b", 22),
        ("both", 24),
        ("own", 24),
        ("mine", 26),
    ]


def test_emoji_by_their_names_and_as_they_are() -> None:
    assert named("## :rocket: Launch\n\n## \U0001f680 Launch\n\n## :thumbsup: 좋아요\n") == [
        ("-launch", 1),
        ("rocket-launch", 1),
        ("-launch-1", 3),
        ("-좋아요", 5),
        ("1-좋아요", 5),
        ("thumbsup-좋아요", 5),
    ]


def test_names_in_footnotes() -> None:
    text = 'A[^1] b.\n\n[^1]: Note.\n\n    #### In a note\n\n    <a id="x"></a>\n'
    assert named(text)[-2:] == [("in-a-note", 5), ("x", 7)]


def test_a_given_name_is_not_part_of_the_title() -> None:
    [chapter] = parse_file("## Networks {#nets}\n\n* Why?\n  * So.\n", "a.md", Names()).chapters
    assert (chapter.title, chapter.title_html) == ("Networks", "Networks")


def test_what_has_a_name_has_an_id_on_the_page(tmp_path: Path) -> None:
    text = (
        '# T\n\n* Why?\n  * <a name=\'old " way\'></a>So.<a name="older">x</a>\n\n'
        "    <div><h3>도움말</h3>\n    <A NAME=oldest></A></div>\n"
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    html = course_html(load_course(tmp_path / "a.md"))
    assert re.findall(r' id="(at-[^"]*)"', html) == ["at-older", "at-도움말", "at-oldest"]


def test_the_first_of_two_with_the_same_name_counts() -> None:
    assert named("# Pod\n\n<a id=pod></a>\n\n# Pod {#pod}\n") == [("pod", 1)]


def test_each_file_of_a_folder_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Pod\n\n## 왜?\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# Pod\n\n# Pod\n", encoding="utf-8")
    anchors = load_course(tmp_path).anchors
    assert [(one.file, one.name, one.line) for one in anchors] == [
        ("a.md", "pod", 1),
        ("a.md", "왜", 3),
        ("b.md", "pod", 1),
        ("b.md", "pod-1", 3),
    ]


@pytest.mark.parametrize(
    "unit",
    [
        *("# a\n", "# a {#b\n", "# {{{{{{{{}\n", "<h3>\n", "<h3>a</h3>\n", "<a id=", "<a id='\n"),
        *("<!--", "<!-- -->", "<script>", "<script></script", "<a id=b>", "# a-1\n# a\n", "<h1 "),
        *("# :+1: a\n", "# \U0001f680\n"),
    ],
)
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    def work(count: int) -> int:
        trees = parse("<div>\n" + unit * count if unit[0] == "<" else unit * count).trees
        return calls(lambda: name_places(trees, "a.md"))

    work(5)
    assert work(1600) <= 4.6 * work(400) + 50
