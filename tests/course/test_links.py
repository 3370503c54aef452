"""Links in their safe form: out to the web, into the course, or refused."""

from __future__ import annotations

import re

import pytest
from counting import calls
from hypothesis import given, settings
from hypothesis import strategies as st

from msp_desktop.course.dialect import parse
from msp_desktop.course.links import REFUSED, Lead, is_web, lead, links_of, reference, refused


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("b.md", Lead("docs/b.md", "", "")),
        ("./b.md", Lead("docs/b.md", "", "")),
        ("../b.md#why", Lead("b.md", "", "#why")),
        ("#why", Lead("docs/a.md", "", "#why")),
        ("#", Lead("docs/a.md", "", "#")),
        ("?plain=1#L3", Lead("docs/a.md", "?plain=1", "#L3")),
        ("..", Lead(".", "", "")),
        ("../", Lead(".", "", "")),
        ("sub/", Lead("docs/sub", "", "")),
        ("sub//x/../b.md", Lead("docs/sub/b.md", "", "")),
        ("..\\img\\pod.png", Lead("img/pod.png", "", "")),
        ("..%5Cimg%5Cpod.png", Lead("img/pod.png", "", "")),
        ("C%23.md", Lead("docs/C#.md", "", "")),
        ("C#.md", Lead("docs/C", "", "#.md")),
        ("why%3F.md", Lead("docs/why?.md", "", "")),
        ("100%25.md", Lead("docs/100%.md", "", "")),
        ("100%2525.md", Lead("docs/100%25.md", "", "")),
        ("my%20notes.md", Lead("docs/my notes.md", "", "")),
        ("my notes.md", Lead("docs/my notes.md", "", "")),
        ("도커/볼륨.md#정리", Lead("docs/도커/볼륨.md", "", "#정리")),
        ("%EB%8F%84%EC%BB%A4.md#%EC%99%9C", Lead("docs/도커.md", "", "#왜")),
        ("a&b=c.md", Lead("docs/a&b=c.md", "", "")),
        ("sub/a:b.md", Lead("docs/sub/a:b.md", "", "")),
        ("  b.md\n", Lead("docs/b.md", "", "")),
        ("b\t.md", Lead("docs/b.md", "", "")),
    ],
)
def test_into_the_course(address: str, expected: Lead) -> None:
    safe = reference(address, "docs/a.md")
    assert lead(safe) == expected
    assert refused(safe) is None
    assert not is_web(safe)


@pytest.mark.parametrize(
    "address",
    ["https://example.org/?a=1&b=2#c", "HTTP://example.org", "mailto:a@example.org"],
)
def test_out_to_the_web(address: str) -> None:
    assert reference(address, "a.md") == address
    assert is_web(address)


@pytest.mark.parametrize(
    "address",
    [
        *("../b.md", "..", "x/../../b.md", "..%2Fb.md", "..\\b.md", "%2e%2e/b.md", "../a.md#x"),
        *("/etc/passwd", "/b.md", "%2Fetc/passwd", "\\windows", "//host/share", "\\\\host\\share"),
        *("c:\\windows", "C:/windows", "c%3A/windows", "./c:/windows", "file:///etc/passwd"),
        *("file:b.md", "javascript:alert(1)", "java\nscript:alert(1)", "JAVASCRIPT:x", " data:x"),
        *("vscode://x", "ftp://example.org", "https:example.org", "x-y+z.1:a", "a%00.md", "", " "),
        *("refused:x", "picture:x", "locate:x", "outside:x", "remote:x"),
    ],
)
def test_refused(address: str) -> None:
    safe = reference(address, "a.md")
    assert safe.startswith(REFUSED)
    assert ":" not in safe.removeprefix(REFUSED)
    assert "/" not in safe
    assert not is_web(safe)
    assert refused(safe) is not None


def test_what_was_refused_can_be_told() -> None:
    assert refused(reference("../%EB%B9%84%EB%B0%80.md", "a.md")) == "../비밀.md"
    assert refused(reference("file:///etc/passwd", "a.md")) == "file:///etc/passwd"


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.sampled_from(
            [*"/\\.:#?% ab한", "..", "../", "%2e", "%2F", "%5C", "%00", "http:", "\t", "\x01", "C:"]
        ),
        max_size=12,
    ).map("".join)
)
def test_nothing_leads_out_of_the_folder(address: str) -> None:
    safe = reference(address, "a/b.md")
    if is_web(safe) or safe.startswith(REFUSED):
        return
    path = lead(safe).path
    assert not path.startswith(("/", "\\"))
    assert ".." not in path.split("/")
    assert "\\" not in path
    assert not re.match("[A-Za-z][A-Za-z0-9+.-]*:", path)
    # It is a relative address for whatever reads HTML, and the same one when it is read again.
    assert ":" not in safe
    assert not safe.startswith("/")
    assert lead(reference(safe, "x.md")) == lead(safe)


def test_every_link_of_a_file_with_its_line() -> None:
    text = (
        "# A [title](a.md)\n\n"
        "* Why [this](b.md)\n  and [that][ref]?\n\n"
        "  * So <a\n    href='c.md'>is</a> it  \n    and [so](d.md#x).\n\n"
        '<div>\n<A HREF="e.md">e</A> <a name="no">n</a>\n</div>\n\n'
        '<!-- <a href="no.md"> -->\n\n'
        "`[no](no.md)` <https://example.org> [![p](p.png)](f%20f.md) ![no](no.png)\n\n"
        "| a | b |\n|---|---|\n| 1 | [g](g.md) |\n| 2 | [](<h h.md>) |\n\n"
        "A note[^1].\n\n[^1]: It leads [on](i.md).\n\n"
        "[ref]: r.md\n[unused]: no.md\n"
    )
    assert [(one.address, one.line) for one in links_of(parse(text).trees, "a.md")] == [
        ("a.md", 1),
        ("b.md", 3),
        ("r.md", 4),
        ("c.md", 6),
        ("d.md#x", 8),
        ("e.md", 11),
        ("https://example.org", 16),
        ("f%20f.md", 16),
        ("g.md", 20),
        ("h%20h.md", 21),
        ("i.md", 25),
    ]


@pytest.mark.parametrize("unit", ["[a](b)\n", "<a href=b>", "<a href='", "<a b", "[", '<a a="<a'])
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    def work(count: int) -> int:
        trees = parse("<div>\n" + unit * count if unit[0] == "<" else unit * count).trees
        return calls(lambda: list(links_of(trees, "a.md")))

    work(5)
    assert work(1600) <= 4.6 * work(400) + 50
