"""What tests of the interface share: the looks, and the small course in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.loader import load_course
from msp_desktop.paths import resources
from msp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from msp_desktop.course.model import Course

FIXTURES = Path(__file__).parent.parent / "fixtures"


@pytest.fixture
def light() -> Theme:
    return Theme.load(resources() / "themes", dark=False)


@pytest.fixture
def dark() -> Theme:
    return Theme.load(resources() / "themes", dark=True)


@pytest.fixture
def small_course() -> Course:
    return load_course(FIXTURES / "small-ko.md")


@pytest.fixture
def bundled_course() -> Course:
    return load_course(resources() / "course" / "ko")
