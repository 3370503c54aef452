"""A virtual screen for the tests and the screenshots."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from machine import SetUpError

if TYPE_CHECKING:
    from collections.abc import Generator

SIZE = "1920x1200x24"


@contextmanager
def virtual_screen() -> Generator[dict[str, str]]:
    """Give an environment whose DISPLAY is a virtual screen of its own, while it lasts.

    Windows and macOS have no X: the environment is then this process's own, and so is the screen.
    Raises SetUpError where the screen does not start.
    """
    environment = {**os.environ}
    if not sys.platform.startswith("linux"):
        yield environment
        return
    with tempfile.TemporaryDirectory(prefix="msp-desktop-") as runtime:
        # Qt warns, and makes a folder of its own, where a session has none.
        environment["XDG_RUNTIME_DIR"] = runtime
        environment.pop("WAYLAND_DISPLAY", None)
        with _xvfb() as display:
            environment["DISPLAY"] = display
            yield environment


@contextmanager
def _xvfb() -> Generator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"]
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(
            [*command, "-noreset"], pass_fds=[writing], stdin=subprocess.DEVNULL, stderr=said
        )
        try:
            os.close(writing)
            with os.fdopen(reading, encoding="ascii") as numbers:
                number = numbers.readline().strip()
            if not number:
                said.seek(0)
                raise SetUpError(f"Xvfb did not start:\n{said.read().decode(errors='replace')}")
            yield f":{number}"
        finally:
            server.terminate()
            server.wait()
