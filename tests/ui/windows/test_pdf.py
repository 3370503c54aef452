"""Study sheets on paper: nothing is lost, and nothing that leads to something stands alone."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPdfWriter

from msp_desktop.ui.windows.pdf import paged, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

ASKED = "".join(
    f"<h3>{number}. What does option {number} of run do?</h3>"
    f"<ul>{f'<li>It sets what {number} is called. 이름을 정한다.</li>' * (1 + number % 4)}</ul>"
    "<p class='caption'>An example</p>"
    f"<pre><code>docker run --option-{number} nginx{chr(10) + '# 또 한 줄'}</code></pre>"
    f"<div class='own'><p><b>Note</b></p><p>what I thought of {number}</p></div>"
    for number in range(1, 120)
)


@pytest.fixture
def writer(qtbot: QtBot, tmp_path: Path) -> QPdfWriter:
    made = QPdfWriter(str(tmp_path / "sheet.pdf"))
    made.setResolution(300)
    return made


def test_what_leads_to_something_is_on_one_page_with_it(writer: QPdfWriter) -> None:
    document = paged(ASKED, writer)
    layout, high = document.documentLayout(), document.pageSize().height()
    places: list[tuple[str, bool, int]] = []
    block = document.begin()
    while block.isValid():
        line = block.layout().lineAt(0)
        middle = layout.blockBoundingRect(block).top() + line.y() + line.height() / 2
        leads = block.text() in ("Note", "An example") or block.blockFormat().headingLevel() > 0
        places.append((block.text(), leads, int(middle // high)))
        block = block.next()
    assert places[-1][0] == "what I thought of 119"
    assert places[-1][2] == document.pageCount() - 1 > 8
    parted = [one for one, then in itertools.pairwise(places) if one[1] and one[2] != then[2]]
    assert parted == []


def test_every_page_is_printed(qtbot: QtBot, writer: QPdfWriter) -> None:
    pages = paged(ASKED, writer).pageCount()
    data = pdf(ASKED, "Options")
    [counted] = re.findall(rb"/Count (\d+)", data)
    assert data.startswith(b"%PDF-")
    assert abs(int(counted) - pages) <= pages // 4
