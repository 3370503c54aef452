"""Kills and damage of all kinds, a few of each.

All of them are in ``tests/benchmarks/notebook_survival.py``.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import damaging
import lives
import pytest

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 8
PLACES = 30


@pytest.mark.skipif(os.name == "nt", reason="needs a system where a program can be killed")
@pytest.mark.parametrize("life", lives.LIVES, ids=lambda life: life.kind)
def test_what_was_acknowledged_survives_kills(tmp_path: Path, life: lives.Life) -> None:
    ended = lives.end(life, tmp_path / "lives", KILLS, random.Random(20260306))
    assert not ended.wrong
    assert ended.acknowledged


def test_no_flipped_bit_or_cut_gives_a_wrong_answer(tmp_path: Path) -> None:
    for trial in damaging.damage(tmp_path, PLACES, random.Random(20260306)).values():
        assert not trial.bad
        assert sum(trial.counts.values()) >= PLACES
