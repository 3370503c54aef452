"""Notes as plain lines: what is said stays, and what styles it goes."""

from __future__ import annotations

import pytest

from msp_desktop.ui.models.plain_notes import plain_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "격리의 **예외** 두 가지:\n\n- volume\n- bind mount",
            ["격리의 예외 두 가지:", "volume", "bind mount"],
        ),
        ("# Layers\n> a *quote*, __really__", ["Layers", "a quote, really"]),
        ("- [ ] ask\n- [x] read", ["☐ ask", "☑ read"]),
        (
            "```sh\ndocker run -v vol:/data **x**\n```\nafter",
            ["docker run -v vol:/data **x**", "after"],
        ),
        (
            "see [the docs](https://example.org/a_b_c) and ![a map](map.png)",
            ["see the docs and a map"],
        ),
        ("`a*b*c` and snake_case_name, 2*3*4", ["a*b*c and snake_case_name, 2*3*4"]),
        ("one\n\n---\n\n***\ntwo", ["one", "two"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["| a | b |", "| 1 | 2 |"]),
        ("-5 degrees, *", ["-5 degrees, *"]),
        ("~~no~~ yes", ["no yes"]),
        ("", []),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert list(plain_lines(text)) == lines
