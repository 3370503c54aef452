"""What an author leaves open is open for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.loader import load_course

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("<details open>", True),
        ('<details open="">', True),
        ("<DETAILS OPEN>", True),
        ("<details class=x open>", True),
        ("<details>", False),
        ("<details title='an open door'>", False),
        ("<details reopen>", False),
    ],
)
@pytest.mark.parametrize("between", [None, ""])
def test_open_is_kept(tmp_path: Path, tag: str, shown: bool, between: str | None) -> None:
    file = tmp_path / "volumes.md"
    lines = ["# 볼륨", "", "## 하나", "", "- 왜 남나요?", "  - 밖에 있어서요.", ""]
    lines += [f"    {tag}<summary>더 보기</summary>", between, "    볼륨은 남습니다.", between]
    lines += ["    </details>", "", "- 어디에 있나요?", "  - 밖에요."]
    text = "\n".join(line for line in lines if line is not None)
    file.write_text(text, encoding="utf-8")
    question, _ = load_course(file).questions
    html = "".join(block.html for block in question.answer)
    assert "더 보기" in html
    assert ('<details open="">' in html) == shown
