"""What tests of the interface share: the looks, courses, and a desk to write at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from writing_desk import Desk, now

from msp_desktop.course.loader import load_course
from msp_desktop.paths import resources
from msp_desktop.ui.saving.saver import Saver
from msp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def saver(desk: Desk) -> Iterator[Saver]:
    made = Saver(desk.path, now=now)
    yield made
    made.close()
