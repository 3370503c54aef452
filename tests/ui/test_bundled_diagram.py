"""The bundled summary diagrams, as Qt draws them: complete, tidy, and others in the dark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from msp_desktop.course import svg
from msp_desktop.course.diagrams.parts import parts_of
from msp_desktop.paths import bundled_course

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LANGUAGES = ("ko", "en")
SVG = "{http://www.w3.org/2000/svg}"
DOCKER = (
    *("heading", "client", "user", "docker-cli", "api", "host", "kernel", "daemon"),
    *("build-context", "dockerfile", "build", "multistage", "stage-builder", "copy-from"),
    *("stage-final", "image", "layers-ro", "registry", "push", "pull", "run"),
    *("containers", "container-1", "container-2", "layer-rw", "layer-rw-2"),
    *("browser", "visitor", "eth0", "docker0", "publish", "publish-8080", "publish-8081"),
    *("storage", "volume", "bind-mount", "mount", "mount-volume", "mount-bind"),
    *("legend", "steps"),
)
KUBERNETES = (
    *("heading", "client", "user", "kubectl", "manifest", "manifest-file", "apply", "cluster"),
    *("control-plane", "api-server", "store", "etcd", "reconcile", "controllers", "schedule"),
    *("scheduler", "workload", "deployment", "replicaset", "pods", "run", "pull"),
    *("node-1", "kube-proxy-1", "kubelet-1", "runtime-1", "pod-1", "pod-2"),
    *("node-2", "kube-proxy-2", "kubelet-2", "runtime-2", "pod-3"),
    *("browser", "visitor", "ingress", "service", "route", "endpoints"),
    *("data", "storageclass", "pv", "pvc", "configmap", "secret"),
    *("mount", "mount-volume", "mount-config", "legend", "steps", "registry", "docker"),
)
PARTS = {"docker-summary": DOCKER, "kubernetes-summary": KUBERNETES}
SHEETS = [(name, language) for name in PARTS for language in LANGUAGES]
Sheet = tuple[str, str]
SLACK = 1.12
"""How much wider than here a text may come out in another system's fonts."""
LEGIBLE = 15
"""The smallest type, in the picture's units: on A3 paper a unit is a quarter of a millimetre."""


def bundled(sheet: Sheet) -> str:
    name, language = sheet
    file = bundled_course(language) / "img" / f"{name}.svg"
    return svg.safe(file.read_bytes())


def for_qt(picture: str, *, dark: bool) -> QByteArray:
    generic = {"sans-serif": "sans-serif", "monospace": "monospace"}
    fitted = svg.with_fonts(svg.themed(picture, dark=dark), QFontDatabase.families(), generic)
    return QByteArray(fitted.encode())


def drawn(sheet: Sheet, *, dark: bool, width: int = 1680) -> QImage:
    renderer = QSvgRenderer(for_qt(bundled(sheet), dark=dark))
    size = renderer.defaultSize()
    image = QImage(
        width, width * size.height() // size.width(), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


@dataclass(frozen=True)
class Piece:
    """An element that is drawn: where Qt puts it, and when."""

    order: int
    tag: str
    roles: frozenset[str]
    words: str
    box: QRectF


def pieces(sheet: Sheet) -> list[Piece]:
    """Return what is drawn, each measured by the renderer itself."""
    root = ElementTree.fromstring(bundled(sheet))
    drawn = [
        e for e in root.iter() if e.tag in {SVG + t for t in ("text", "rect", "path", "circle")}
    ]
    for order, element in enumerate(drawn):
        element.set("id", f"piece-{order}")
    marked = ElementTree.tostring(root, encoding="unicode")
    marked = re.sub(r"(</?)\w+:(?=\w)", r"\1", marked).replace("xmlns:ns0", "xmlns")
    renderer = QSvgRenderer(for_qt(marked, dark=False))
    found: list[Piece] = []
    for order, element in enumerate(drawn):
        roles = frozenset(element.get("class", "").split())
        box = renderer.boundsOnElement(f"piece-{order}")
        assert not box.isEmpty() or element.tag == SVG + "path", element.attrib
        if element.tag == SVG + "text":
            # A line's box has room for accents above and for descenders below its letters.
            box = box.adjusted(0, box.height() * 0.2, 0, -box.height() * 0.1)
            more = box.width() * (SLACK - 1)
            before = more if "end" in roles else more / 2 if "middle" in roles else 0.0
            box.adjust(-before, 0, more - before, 0)
        words = "".join(element.itertext()).strip()
        found.append(Piece(order, element.tag.removeprefix(SVG), roles, words, box))
    return found


@pytest.fixture(scope="module", params=SHEETS, ids="-".join)
def laid_out(request: pytest.FixtureRequest, qapp: object) -> list[Piece]:
    return pieces(request.param)


def texts(laid_out: list[Piece]) -> list[Piece]:
    found = [piece for piece in laid_out if piece.tag == "text"]
    assert len(found) > 60
    return found


def shapes(laid_out: list[Piece]) -> list[Piece]:
    """Return what has an inside: panels, cards, badges, but no lines, arrowheads and icons."""
    lines = {"line", "outline", "icon", "flow", "flow-net", "flow-data"}
    found = [
        piece
        for piece in laid_out
        if piece.tag != "text" and not piece.roles & lines and piece.box.height() > 16
    ]
    assert len(found) > 40
    return found


def hidden(piece: Piece, text: Piece, around: list[Piece]) -> bool:
    """Whether what the text stands on was drawn over the piece."""
    return any(
        piece.order < shape.order < text.order and shape.box.contains(text.box) for shape in around
    )


@pytest.mark.parametrize("sheet", SHEETS, ids="-".join)
class TestFile:
    def test_it_is_safe_and_has_both_themes(self, sheet: Sheet) -> None:
        picture = bundled(sheet)
        assert svg.has_dark_theme(picture)
        width, height = svg.size(picture)
        assert width / height == pytest.approx(420 / 297)  # a sheet of A3

    def test_the_renderer_knows_each_part(self, qtbot: QtBot, sheet: Sheet) -> None:
        renderer = QSvgRenderer(for_qt(bundled(sheet), dark=False))
        for part in PARTS[sheet[0]]:
            assert renderer.elementExists(part), part
            bounds = renderer.boundsOnElement(part)
            assert min(bounds.width(), bounds.height()) > 10, part
            assert renderer.viewBoxF().contains(bounds), part

    def test_places_without_the_renderer_are_the_renderers(
        self, qtbot: QtBot, sheet: Sheet
    ) -> None:
        renderer = QSvgRenderer(for_qt(bundled(sheet), dark=False))
        page = renderer.viewBoxF()
        boxes = {one.id: one.box for one in parts_of(bundled(sheet).encode()).parts}
        for part in PARTS[sheet[0]]:
            bounds, box = renderer.boundsOnElement(part), boxes[part]
            assert box is not None, part
            found = (box.x, box.y, box.right, box.bottom)
            x, y, right, bottom = bounds.getCoords()
            wanted = (x / page.width(), y / page.height())
            wanted += (right / page.width(), bottom / page.height())
            # Lines are as wide there as they are drawn, and letters of a certain font.
            assert found == pytest.approx(wanted, abs=0.025), part

    def test_every_part_says_what_it_is(self, sheet: Sheet) -> None:
        root = ElementTree.fromstring(bundled(sheet))
        ids = [element.get("id", "") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        groups = root.findall(f".//{SVG}g[@id]")
        assert {group.get("id") for group in groups} >= set(PARTS[sheet[0]])
        for group in groups:
            assert (group.findtext(SVG + "title") or "").strip(), group.get("id")

    def test_colours_come_from_roles_only(self, sheet: Sheet) -> None:
        root = ElementTree.fromstring(bundled(sheet))
        styles = root.findall(f".//{SVG}style")
        assert len(styles) == 1
        named = set(re.findall(r"\.([\w-]+)\s*\{", styles[0].text or ""))
        for element in root.iter():
            assert not {"fill", "stroke", "style", "opacity"} & element.attrib.keys()
            assert set(element.get("class", "").split()) <= named


@pytest.mark.parametrize("name", PARTS)
class TestLanguages:
    def test_they_differ_in_words_only(self, name: str) -> None:
        def geometry(language: str) -> list[tuple[str, dict[str, str]]]:
            root = ElementTree.fromstring(bundled((name, language)))
            return [
                (element.tag, {k: v for k, v in element.attrib.items() if not k.endswith("lang")})
                for element in root.iter()
            ]

        assert geometry("ko") == geometry("en")

    def test_the_english_one_is_english(self, name: str) -> None:
        hangul = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
        assert not hangul.search(bundled((name, "en")))
        assert len(hangul.findall(bundled((name, "ko")))) > 300


class TestLayout:
    def test_no_text_touches_another(self, laid_out: list[Piece]) -> None:
        words = texts(laid_out)
        clashes = [
            (one.words, other.words)
            for place, one in enumerate(words)
            for other in words[place + 1 :]
            if one.box.intersects(other.box)
        ]
        assert clashes == []

    def test_no_text_crosses_an_edge(self, laid_out: list[Piece]) -> None:
        around = shapes(laid_out)
        crossings = [
            (text.words, sorted(shape.roles), text.box, shape.box)
            for text in texts(laid_out)
            for shape in around
            if text.box.intersects(shape.box)
            and not shape.box.contains(text.box)
            and not hidden(shape, text, around)
        ]
        assert crossings == []

    def test_no_line_runs_through_a_text(self, laid_out: list[Piece]) -> None:
        flows = [p for p in laid_out if p.roles & {"flow", "flow-net", "flow-data"}]
        assert len(flows) > 12
        around = shapes(laid_out)
        crossed = [
            text.words
            for text in texts(laid_out)
            for flow in flows
            if text.box.intersects(flow.box) and not hidden(flow, text, around)
        ]
        assert crossed == []

    @pytest.mark.parametrize("name", PARTS)
    def test_type_is_large_enough_to_read(self, name: str) -> None:
        sizes = re.findall(r"font-size:\s*([\d.]+)px", bundled((name, "ko")))
        assert min(map(float, sizes)) >= LEGIBLE


@pytest.mark.parametrize("sheet", SHEETS, ids="-".join)
class TestDrawing:
    @pytest.mark.parametrize("width", [420, 1680])
    @pytest.mark.parametrize("dark", [False, True])
    def test_it_is_drawn(self, qtbot: QtBot, sheet: Sheet, *, dark: bool, width: int) -> None:
        image = drawn(sheet, dark=dark, width=width)
        colours = {
            image.pixelColor(x, y).rgba()
            for x in range(0, image.width(), 3)
            for y in range(0, image.height(), 3)
        }
        assert len(colours) > 60
        paper = image.pixelColor(2, 2)
        assert paper.alpha() == 255
        assert (paper.lightness() < 60) is dark

    def test_the_themes_keep_text_readable(self, qtbot: QtBot, sheet: Sheet) -> None:
        light, dark = (drawn(sheet, dark=dark) for dark in (False, True))
        # The title's letters: the darkest there in the light theme, the lightest in the dark one.
        title = [(x, y) for x in range(48, 300) for y in range(56, 100)]
        assert min(light.pixelColor(x, y).lightness() for x, y in title) < 60
        assert max(dark.pixelColor(x, y).lightness() for x, y in title) > 200
