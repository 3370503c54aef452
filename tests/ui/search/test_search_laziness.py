"""What a search field costs before anybody types into it: nothing that searches."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_field_alone_makes_nothing_that_searches() -> None:
    program = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from pathlib import Path; from msp_desktop.paths import resources;"
        "from msp_desktop.ui.theme import Theme;"
        "from msp_desktop.ui.views.search import SearchField;"
        "field = SearchField(Theme.load(resources() / 'themes', dark=False)); field.show();"
        "field.set_source(lambda: 1 / 0); field.begin();"
        "print([m for m in sys.modules if m.startswith('msp_desktop.search')"
        " or m.endswith(('.popup', '.finder', '.delegate'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
