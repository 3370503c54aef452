"""A study sheet as PDF."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_RESOLUTION = 300
_MARGIN = 16
"""Millimetres around what is printed; Qt numbers the pages inside them."""


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
    document = _Page()
    document.setHtml(html)
    inches = writer.pageLayout().paintRect(QPageLayout.Unit.Inch).size()
    _fit_pictures(document, inches * 96)
    document.print_(writer)
    del writer
    return bytes(buffer.data().data())


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
    block = document.begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.charFormat().isImageFormat():
                yield fragment.position(), fragment.charFormat().toImageFormat()
            iterator += 1
        block = block.next()
