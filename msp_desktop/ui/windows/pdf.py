"""A study sheet as PDF."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextFragment

_RESOLUTION = 300
_INCH = 25.4
_MARGIN = 17
"""Millimetres around what is printed, the foot of a page included."""

_FOOT = 9
"""Millimetres that a page's foot takes, with the number of the page."""

_SMALL = 8
"""Points of what stands in the foot."""


def pdf(html: str, title: str) -> bytes:
    """Return a page of HTML as PDF; this may run on any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(_RESOLUTION)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    _paint(paged(html, writer), writer, title)
    return bytes(buffer.data().data())


def paged(html: str, writer: QPdfWriter) -> QTextDocument:
    """Return a page of HTML laid out on pages of paper, but for what is at their feet."""
    document = _Page()
    document.setDocumentMargin(0)
    document.setHtml(html)
    inches = writer.pageLayout().paintRect(QPageLayout.Unit.Inch).size()
    _fit_pictures(document, inches * 96)
    document.documentLayout().setPaintDevice(writer)
    high = inches.height() - _FOOT / _INCH
    document.setPageSize(QSizeF(inches.width(), high) * writer.resolution())
    _keep_together(document)
    return document


class _Page(QTextDocument):
    """Reads pictures out of the page as images: pixmaps are for the interface's thread alone."""

    def loadResource(self, type: int, name: QUrl | str, /) -> object:
        _, comma, content = QUrl(name).path().partition(";base64,")
        return QImage.fromData(b64decode(content)) if comma else None


def _fit_pictures(document: QTextDocument, room: QSizeF) -> None:
    """Make pictures as wide as the page and half as high at most."""
    for position, form in list(_pictures(document)):
        image = document.resource(QTextDocument.ResourceType.ImageResource, QUrl(form.name()))
        if not isinstance(image, QImage) or image.isNull():
            continue
        scale = min(1.0, room.width() / image.width(), room.height() / 2 / image.height())
        if scale < 1.0:
            form.setWidth(image.width() * scale)
            form.setHeight(image.height() * scale)
            cursor = QTextCursor(document)
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(form)


def _pictures(document: QTextDocument) -> Iterator[tuple[int, QTextImageFormat]]:
    for block in _blocks(document):
        for fragment in _fragments(block):
            if fragment.charFormat().isImageFormat():
                yield fragment.position(), fragment.charFormat().toImageFormat()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _keep_together(document: QTextDocument) -> None:
    """Begin a page before what would stand at the end of one and leads to what is on the next.

    Qt breaks pages between lines wherever they are full.
    """
    layout, high = document.documentLayout(), document.pageSize().height()
    # Asked for its end, Qt lays all of it out; changed before that, it would forget the rest.
    document.pageCount()
    leading: list[QTextBlock] = []
    for block in _blocks(document):
        if _leads(block):
            leading.append(block)
            continue
        if leading:
            top = layout.blockBoundingRect(leading[0]).top()
            there = layout.blockBoundingRect(block)
            line = block.layout().lineAt(0)
            # A line that had no room stands where the next page begins, give or take a rounding.
            first = there.top() + (line.y() + line.height() / 2 if line.isValid() else 0)
            # What leads is on one page with the first line, unless it fills much of one itself.
            if top // high < first // high and top % high > high / 2:
                _begin_page(leading[0])
            leading = []


def _leads(block: QTextBlock) -> bool:
    """Return whether a block only leads to the next one: a heading, a label or a caption."""
    if block.blockFormat().headingLevel():
        return True
    formats = [one.charFormat() for one in _fragments(block)]
    bold = all(one.fontWeight() >= 600 for one in formats)
    behind = block.next()
    code = behind.isValid() and behind.blockFormat().hasProperty(_CODE)
    caption = code and not block.blockFormat().hasProperty(_CODE)
    return bool(formats) and (bold or caption)


_CODE = QTextFormat.Property.BlockNonBreakableLines
"""What Qt sets for the lines of preformatted text."""


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    iterator = block.begin()
    while not iterator.atEnd():
        yield iterator.fragment()
        iterator += 1


def _begin_page(block: QTextBlock) -> None:
    form = QTextBlockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).mergeBlockFormat(form)


def _paint(document: QTextDocument, writer: QPdfWriter, title: str) -> None:
    """Print page after page, each with the title and its number at the foot."""
    painter = QPainter(writer)
    page, pages = document.pageSize(), document.pageCount()
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    context.palette = palette
    small = document.defaultFont()
    small.setPointSizeF(_SMALL)
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        context.clip = QRectF(0, number * page.height(), page.width(), page.height())
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()
        painter.setFont(small)
        painter.setPen(QColor(Qt.GlobalColor.darkGray))
        foot = QRectF(0, page.height(), page.width(), _FOOT / _INCH * writer.resolution())
        painter.drawText(foot, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, title)
        said = f"{number + 1} / {pages}"
        painter.drawText(foot, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, said)
    painter.end()
