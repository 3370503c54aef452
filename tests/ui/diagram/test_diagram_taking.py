"""Taking a picture elsewhere: files as they are, PDF, paper."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import pytest
from hand_and_eye import PLAIN_SVG, THEMED_SVG, near, quarters
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImageReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QProgressDialog,
    QPushButton,
)

from msp_desktop.ui.views.diagram import DiagramEntry, DiagramPane, heavy, large, picture
from msp_desktop.ui.views.diagram.pages import Effort, GivenUpError, as_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme

    Save = Callable[..., Path]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def pane(qtbot: QtBot, dark: Theme) -> DiagramPane:
    widget = DiagramPane(dark)
    qtbot.addWidget(widget)
    widget.resize(420, 560)
    widget.show()
    return widget


def show(qtbot: QtBot, pane: DiagramPane, path: Path) -> None:
    pane.set_diagrams([DiagramEntry("Docker", "", path, path.name)], 0)
    qtbot.waitUntil(lambda: pane.at_rest and pane.canvas.picture is not None)


def save_as(qtbot: QtBot, pane: DiagramPane, path: Path) -> list[str]:
    """Save by typing a name into the dialog; return what may be chosen there."""
    pane.save_picture()
    [dialog] = [one for one in pane.findChildren(QFileDialog) if one.isVisible()]
    filters = dialog.nameFilters()
    [field] = [one for one in dialog.findChildren(QLineEdit) if one.isVisible()]
    field.setText(str(path))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(path.exists)
    return filters


def pdf_page(data: bytes) -> tuple[list[float], bytes]:
    """Return a page's box and all that is drawn on it."""
    box = re.search(rb"/MediaBox \[([^\]]*)\]", data)
    assert box is not None
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    drawn = b""
    for stream in streams:
        try:
            drawn += zlib.decompress(stream)
        except zlib.error:
            drawn += stream
    return [float(one) for one in box[1].split()], drawn


def test_an_svg_is_saved_as_its_author_wrote_it(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    written = THEMED_SVG.replace("<rect", "<!-- a remark --><rect", 1)
    show(qtbot, pane, save("a.svg", written))
    filters = save_as(qtbot, pane, tmp_path / "taken.svg")
    assert (tmp_path / "taken.svg").read_text() == written
    assert [one.rpartition("*.")[2].strip(")") for one in filters] == ["png", "svg", "pdf"]


def test_a_photograph_is_saved_as_it_is_or_as_png(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    path = save("a.jpg", quarters())
    show(qtbot, pane, path)
    save_as(qtbot, pane, tmp_path / "taken.jpg")
    assert (tmp_path / "taken.jpg").read_bytes() == path.read_bytes()
    save_as(qtbot, pane, tmp_path / "taken.png")
    assert QImageReader.imageFormat(str(tmp_path / "taken.png")) == b"png"


def test_an_svg_becomes_lines_in_a_pdf_and_light_on_paper(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    show(qtbot, pane, save("a.svg", THEMED_SVG))
    save_as(qtbot, pane, tmp_path / "taken.pdf")
    box, drawn = pdf_page((tmp_path / "taken.pdf").read_bytes())
    assert box == pytest.approx([0, 0, 300, 150], abs=1)
    assert b"/Subtype /Image" not in (tmp_path / "taken.pdf").read_bytes()
    assert b"1 0 0 " in drawn, "red, as in the light theme"
    assert b"0 1 0 " not in drawn, "and not green, as in the dark one"


def test_pixels_become_an_image_in_a_pdf(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    show(qtbot, pane, save("a.png", quarters()))
    save_as(qtbot, pane, tmp_path / "taken.pdf")
    data = (tmp_path / "taken.pdf").read_bytes()
    assert b"/Width 400" in data
    assert b"/Height 200" in data


def test_a_large_picture_is_copied_reduced_and_saved_as_it_is(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "LARGE", 1000)
    monkeypatch.setattr(large, "MOST_WHOLE", 2000)
    path = save("a.png", quarters())
    show(qtbot, pane, path)
    clipboard = QApplication.clipboard()
    clipboard.clear()
    with qtbot.waitSignal(clipboard.dataChanged):
        pane.copy_picture()
    copied = clipboard.image()
    assert copied.width() == 400
    assert near(copied.pixelColor(350, 150), QColor("#ffff00"))
    save_as(qtbot, pane, tmp_path / "taken.png")
    assert (tmp_path / "taken.png").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("vector", [True, False])
def test_it_is_printed_on_one_page(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path, vector: bool
) -> None:
    path = save("a.svg", PLAIN_SVG) if vector else save("a.png", quarters())
    show(qtbot, pane, path)
    pane.print_picture()
    [dialog] = pane.findChildren(QPrintDialog)
    printer = dialog.printer()
    assert printer.pageLayout().orientation().name == "Landscape"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    dialog.accepted.emit(printer)
    dialog.close()
    paper = tmp_path / "paper.pdf"
    qtbot.waitUntil(lambda: paper.exists() and paper.read_bytes().rstrip().endswith(b"%%EOF"))
    data = paper.read_bytes()
    assert len(re.findall(rb"/Type /Page\b", data)) == 1
    assert (b"/Subtype /Image" not in data) == vector


def test_a_folder_that_is_not_there_is_told_of(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    show(qtbot, pane, save("a.svg", PLAIN_SVG))
    for ending in ("svg", "pdf", "png"):
        taking = pane._taking()
        assert taking is not None
        taking.save_to(tmp_path / "nowhere" / f"a.{ending}")
        qtbot.waitUntil(lambda: any(one.isVisible() for one in pane.findChildren(QMessageBox)))
        [box] = [one for one in pane.findChildren(QMessageBox) if one.isVisible()]
        assert box.informativeText()
        box.close()
        qtbot.waitUntil(lambda: not pane.findChildren(QMessageBox))


def test_a_picture_that_is_gone_meanwhile_is_told_of(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    path = save("a.svg", PLAIN_SVG)
    show(qtbot, pane, path)
    path.unlink()
    taking = pane._taking()
    assert taking is not None
    taking.save_to(tmp_path / "b.svg")
    qtbot.waitUntil(lambda: bool(pane.findChildren(QMessageBox)))
    assert not (tmp_path / "b.svg").exists()
    pane.findChildren(QMessageBox)[0].close()


def many_boxes(count: int) -> str:
    """An SVG that is cut into parts when it counts as a large one."""
    boxes = "".join(
        f'<rect x="{n % 50 * 8}" y="{n // 50 * 4}" width="6" height="3"/>' for n in range(count)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">{boxes}</svg>'


@pytest.fixture
def all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "HEAVY", 1000)
    monkeypatch.setattr(heavy, "PART", 60)


@pytest.mark.usefixtures("all_are_large")
def test_a_large_svg_is_drawn_on_paper_while_the_window_goes_on(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    show(qtbot, pane, save("a.svg", many_boxes(400)))
    paper = tmp_path / "paper.pdf"
    pane.print_picture()
    [dialog] = [one for one in pane.findChildren(QPrintDialog) if one.isVisible()]
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper))
    dialog.accepted.emit(printer)
    dialog.hide()
    # It has been begun, and is not done in the turn in which it was asked for.
    assert len(pane.findChildren(QProgressDialog)) == 1
    qtbot.waitUntil(lambda: not pane.findChildren(QProgressDialog))
    _, drawn = pdf_page(paper.read_bytes())
    assert drawn.count(b" re\n") + drawn.count(b" h\n") >= 400


@pytest.mark.usefixtures("all_are_large")
def test_what_takes_long_can_be_given_up(
    qtbot: QtBot, pane: DiagramPane, save: Save, tmp_path: Path
) -> None:
    show(qtbot, pane, save("a.svg", many_boxes(2000)))
    pane.save_picture()
    [dialog] = [one for one in pane.findChildren(QFileDialog) if one.isVisible()]
    dialog.fileSelected.emit(str(tmp_path / "a.pdf"))
    [progress] = pane.findChildren(QProgressDialog)
    progress.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: not pane.findChildren(QProgressDialog))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.svg"]
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]


@pytest.mark.usefixtures("all_are_large")
def test_it_tells_how_far_it_has_come(qapp: QApplication, save: Save, tmp_path: Path) -> None:
    made = picture.read_picture(save("a.svg", many_boxes(200)), dark=False)
    shares: list[float] = []

    class Told(Effort):
        def come_to(self, share: float) -> None:
            shares.append(share)
            super().come_to(share)

    assert as_pdf(made, QColor("white"), tmp_path / "a.pdf", Told()) == ""
    assert len(shares) == 100
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.1 < 0.9 < shares[-1] <= 1
    given_up = Effort()
    given_up.give_up()
    with pytest.raises(GivenUpError):
        as_pdf(made, QColor("white"), tmp_path / "b.pdf", given_up)
    assert not (tmp_path / "b.pdf").exists()
