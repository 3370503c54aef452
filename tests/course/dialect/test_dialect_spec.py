"""The examples of the CommonMark specification, where they lie beside the repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msp_desktop.course.dialect import convert

SPEC = Path(__file__).parents[4] / "shared" / "data" / "commonmark-spec.json"


OTHERWISE_ON_GITHUB = {
    "Autolinks 610": '<p>&lt; <a href="https://foo.bar">https://foo.bar</a> &gt;</p>\n',
    "Autolinks 613": '<p><a href="https://example.com">https://example.com</a></p>\n',
    "Autolinks 614": ('<p><a href="mailto:foo@bar.example.com">foo@bar.example.com</a></p>\n'),
}
"""The examples that show what CommonMark has not and GitHub has: bare addresses as links."""


@pytest.mark.skipif(not SPEC.is_file(), reason="the specification's examples are not here")
@pytest.mark.parametrize("bare_addresses", [False, True])
def test_every_example_of_the_specification(bare_addresses: bool) -> None:
    examples = json.loads(SPEC.read_text(encoding="utf-8"))
    assert examples, "a specification without examples proves nothing"
    found = {
        f"{example['section']} {example['example']}": html
        for example in examples
        if (html := convert(example["markdown"], bare_addresses=bare_addresses)) != example["html"]
    }
    assert found == (OTHERWISE_ON_GITHUB if bare_addresses else {})
