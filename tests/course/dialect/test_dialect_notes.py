"""Footnotes of a part of a text: what a question shows when it is read by itself."""

from __future__ import annotations

import re

from counting import calls
from markdown import Markdown

from msp_desktop.course.dialect import Document, convert, parse
from msp_desktop.course.dialect.extension import CourseDialect

TEXT = """\
one[^a] two[^b]

three[^b] four[^c] five[^b]

six

[^a]: About *a*.
[^b]: About b.
[^c]: About c[^b] and[^d].
[^d]: About d.
[^unused]: Never.
"""


def notes(document: Document, *indexes: int) -> str:
    """Return the HTML of the notes that some top-level blocks refer to."""
    section = document.notes([document.root[index] for index in indexes])
    return "" if section is None else document.html([section])


def ids(html: str) -> list[str]:
    return re.findall(r'id="([^"]*)"', html)


def targets(html: str) -> list[str]:
    return re.findall(r'href="#([^"]*)"', html)


def test_a_part_has_the_notes_it_refers_to_with_the_numbers_of_the_whole() -> None:
    document = parse(TEXT)
    assert re.findall(r"About <?\w+>?\w*", notes(document, 0)) == ["About <em>a", "About b"]
    html = notes(document, 1)
    assert re.findall(r'<li id="[^"]*"(?: value="(\d)")?>\n<p>(About \w)', html) == [
        ("2", "About b"),
        ("", "About c"),
        ("", "About d"),
    ]
    assert notes(document, 2) == ""


def test_links_lead_from_a_part_to_its_own_notes_and_back() -> None:
    document = parse(TEXT)
    parts = [notes(document, index) for index in (0, 1)]
    shown = [document.html([document.root[index]]) + part for index, part in enumerate(parts)]
    names = [name for html in shown for name in ids(html)]
    assert len(set(names)) == len(names)
    for html in shown:
        assert set(targets(html)) == set(ids(html))
    # Back to each of the references in this part, and to no other.
    assert [part.count("↩") for part in parts] == [2, 5]


def test_asking_again_gives_other_names_and_the_same_notes() -> None:
    document = parse(TEXT)
    first = notes(document, 0)
    again = notes(document, 0)
    assert set(ids(first)).isdisjoint(ids(again))
    html = document.html([document.root[0]]) + again
    assert set(targets(html)) == set(ids(html))


def test_one_section_may_serve_several_elements() -> None:
    document = parse(TEXT)
    html = document.html(document.root) + notes(document, 0, 1)
    assert html == convert(TEXT)


def test_python_markdown_shows_the_notes_too_and_keeps_none() -> None:
    md = Markdown(extensions=[CourseDialect()])
    assert md.convert(TEXT) == convert(TEXT).strip()
    assert md.convert("[^a]") == "<p>[^a]</p>"


def test_a_reference_is_no_part_of_the_plain_text() -> None:
    document = parse("# What is it?[^a]\n\n[^a]: A note.\n")
    assert document.text(document.root[0]) == "What is it?"
    assert "1</a>" in document.inner_html(document.root[0])


def test_what_is_written_out_does_not_grow_with_the_product() -> None:
    many = 3_000
    document = parse("a[^n]\n\n" * many + "[^n]: " + "much text " * 2_000)
    sections = [document.notes([block]) for block in document.root]
    written = [document.html([one]) for one in sections if one is not None]
    assert sum(map(len, written)) < 3_000_000
    # Those that have no copy of their own lead to the first.
    assert len(written) < many
    assert targets(document.html([document.root[many - 1]])) == ["fn-n"]


def test_work_for_parts_grows_no_faster_than_the_text() -> None:
    def parts(count: int) -> int:
        text = "".join(
            f"a[^{number}]\n\n[^{number}]: b[^{number + 1}]\n\n" for number in range(count)
        )
        document = parse(text)
        return calls(lambda: [document.notes([block]) for block in document.root])

    # The first block refers, from note to note, to all of them; it is so for each of the others.
    assert parts(1_600) <= 4.5 * parts(400)


def test_details_are_what_front_matter_says() -> None:
    assert parse("---\ntitle: A\ntags: [b, c]\n---\n").details == {"title": "A", "tags": "b, c"}
    assert parse("| title |\n|---|\n| A |\n").details == {}
    assert parse("").details == {}
