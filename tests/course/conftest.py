"""What the tests of courses share: where the fixtures are, and texts as courses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.loader import load_course

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.course.model import Course


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """Return the folder of the courses that the tests read."""
    return Path(__file__).parents[1] / "fixtures"


@pytest.fixture
def course_of(tmp_path: Path) -> Callable[[str], Course]:
    """Return a function that opens a text as the file ``course.md``."""

    def open_text(text: str) -> Course:
        path = tmp_path / "course.md"
        path.write_bytes(text.encode())
        return load_course(path)

    return open_text
