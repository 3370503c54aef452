"""The examples of the CommonMark specification, where they lie beside the repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msp_desktop.course.dialect import convert

SPEC = Path(__file__).parents[4] / "shared" / "data" / "commonmark-spec.json"


@pytest.mark.skipif(not SPEC.is_file(), reason="the specification's examples are not here")
def test_every_example_of_the_specification() -> None:
    examples = json.loads(SPEC.read_text(encoding="utf-8"))
    assert examples, "a specification without examples proves nothing"
    wrong = [
        f"{example['section']} {example['example']}"
        for example in examples
        if convert(example["markdown"]) != example["html"]
    ]
    assert wrong == []
