"""Pictures are read by several threads at once, and none waits for another for ever."""

from __future__ import annotations

import subprocess
import sys

READING = """
import threading, zlib, struct, sys
from pathlib import Path
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QApplication
from msp_desktop.ui.views.diagram import picture, png, scanlines, vector

application = QApplication([])
path = Path(sys.argv[1])
image = QImage(8, 8, QImage.Format.Format_Grayscale8)
image.fill(0)
assert image.save(str(path))
head = png.Head(8, 8, 8, 0, False, b"", False)
strip = png.written(8, 8, head, bytes(72))
size = b'width="9" height="9"'
markup = b'<svg xmlns="http://www.w3.org/2000/svg" ' + size + b'><rect ' + size + b'/></svg>'

def often(do):
    return threading.Thread(target=lambda: [do() for _ in range(2000)])

doings = [
    lambda: scanlines._image(strip),
    lambda: vector.drawn_from(markup, QRect(0, 0, 9, 9), QSize(9, 9)),
    lambda: picture.read_picture(path, dark=False),
    lambda: QImageReader(str(path)).size(),
]
threads = [often(do) for do in doings]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("read")
"""


def test_no_thread_waits_for_another_for_ever(tmp_path) -> None:
    words = [sys.executable, "-c", READING, str(tmp_path / "a.png")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "read\n", done.stderr
