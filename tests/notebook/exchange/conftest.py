from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exchange_desk import NOW, Writer, begin, write_all, writer

from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def course_file(tmp_path: Path) -> Path:
    return begin(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, course_file: Path) -> Iterator[Writer]:
    """Where something of every kind has been written."""
    with Notebook.open(tmp_path / "data" / "notebook.sqlite3", now=NOW) as notebook:
        one = writer(notebook, course_file)
        write_all(one)
        yield one
