"""Which data a command of ``msp-desktop notebook`` is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msp_desktop.cli_words import say
from msp_desktop.paths import Paths

if TYPE_CHECKING:
    import argparse


def add_data(command: argparse.ArgumentParser) -> None:
    """Let a command be told where the data is."""
    command.add_argument(
        "--data-dir",
        type=Path,
        metavar="FOLDER",
        help=say("where notebook, settings and cache are"),
    )


def paths_of(options: argparse.Namespace) -> Paths:
    """Return where a command finds the data: where it was told to, or in the system's folders."""
    return Paths.chosen(options.data_dir)
