"""Every case in ``cases/``: Markdown, and the HTML that it must become."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.dialect import convert

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

CASES = Path(__file__).parent / "cases"
AT_THE_TOP_ALONE = ("footnotes", "front-matter")
"""The files of what a container would not hold: notes stand at the document's end."""

FENCE = "`" * 10
CASE = re.compile(
    rf"^## (?P<name>.+)\n\n{FENCE}markdown\n(?P<markdown>(?s:.*?)){FENCE}\n\n"
    rf"{FENCE}html\n(?P<html>(?s:.*?)){FENCE}$",
    re.MULTILINE,
)


def cases(*, without: tuple[str, ...] = ()) -> list[ParameterSet]:
    """Return the cases of all files but some, named after the file and the heading above them."""
    found: list[ParameterSet] = []
    for file in sorted(CASES.glob("*.md")):
        if file.stem in without:
            continue
        text = file.read_text(encoding="utf-8")
        matches = list(CASE.finditer(text))
        assert len(matches) == text.count(f"\n{FENCE}markdown\n"), f"a broken case in {file.name}"
        found += [
            pytest.param(match["markdown"], match["html"], id=f"{file.stem}: {match['name']}")
            for match in matches
        ]
    return found


@pytest.mark.parametrize(("markdown", "html"), cases())
def test_case(markdown: str, html: str) -> None:
    assert convert(markdown) == html


@pytest.mark.parametrize(("markdown", "html"), cases())
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(markdown: str, html: str, end: str) -> None:
    assert convert(markdown.replace("\n", end)) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    # A tab's width hangs on where it stands.
    [case for case in cases(without=AT_THE_TOP_ALONE) if "\t" not in str(case.values[0])],
)
def test_inside_a_quote(markdown: str, html: str) -> None:
    """Every block reads the same inside a container as at the top."""
    quoted = "".join(f"> {line}\n" for line in markdown.split("\n")[:-1])
    assert convert(quoted) == f"<blockquote>\n{html}</blockquote>\n"
