"""The whole program, killed while notes are being written in its window."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from window_killing import end_windows

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 20
"""The notes pane with its saver is killed a hundred times elsewhere; this is all around them."""


@pytest.mark.skipif(os.name == "nt", reason="needs a system where a program can be killed")
def test_what_the_window_has_shown_as_saved_survives_kills(tmp_path: Path) -> None:
    ended = end_windows(tmp_path, KILLS, random.Random(237))
    assert not ended.wrong
    assert ended.heard > KILLS / 2, "hardly anything was ever saved: this has shown nothing"
    assert len(ended.saved) > 1
