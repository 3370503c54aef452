"""The list of hits below the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView, QVBoxLayout, QWidget

from msp_desktop.search.query import Hit
from msp_desktop.ui.views.framed import paint_frame
from msp_desktop.ui.views.scrollbar import make_quiet
from msp_desktop.ui.views.search.delegate import BESIDE, HitDelegate
from msp_desktop.ui.views.search.hits import HIT_ROLE, HitModel
from msp_desktop.ui.views.search.waiting import ReadingRow

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from msp_desktop.ui.theme import Theme

LEAST_WIDTH = 560
MOST_ROWS = 10
_GAP = 4
_LONGEST_QUERY = 40


class HitPopup(QWidget):
    """Shows hits over the window's other widgets and never takes the focus.

    Signals: ``chosen(Hit)`` when one was clicked or :meth:`choose` was called, ``moved(str)`` with
    what there is to be read of the row that has become the current one, ``cancelled()`` when what
    is read for the first search shall be read no further.
    """

    cancelled = Signal()

    chosen = Signal(object)
    moved = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._theme = theme
        self._query = ""
        self._model = HitModel()
        self._delegate = HitDelegate(theme, self)
        self._list = self._make_list()
        self._nothing, self._hint = QLabel(), QLabel()
        for label in (self._nothing, self._hint):
            # What the user typed is never read as markup.
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._wait = ReadingRow(theme)
        self._wait.cancelled.connect(self.cancelled)
        for widget in (self._list, self._nothing, self._hint, self._wait):
            self._column.addWidget(widget)
        self._list.clicked.connect(self._clicked)
        self.set_theme(theme)
        self._translate()

    @property
    def host(self) -> QWidget:
        """The window whose other widgets the list covers."""
        host = self.parentWidget()
        assert host is not None
        return host

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        self._delegate.set_theme(theme)
        self._nothing.setFont(theme.font())
        self._hint.setFont(theme.font("font-small"))
        self._colour(self._nothing, "text")
        self._colour(self._hint, "muted")
        self._wait.set_theme(theme)
        self._list.setPalette(theme.palette())
        self._list.doItemsLayout()
        self.update()

    def show_hits(self, query: str, hits: tuple[Hit, ...]) -> None:
        """Show the hits of a query, the first one as the current, or that there are none."""
        self._query = query
        self._model.show(hits)
        self._show_only(*((self._list,) if hits else (self._nothing, self._hint)))
        if hits:
            self._set_row(0)
            self._list.scrollToTop()
        self._translate()

    def show_reading(self, done: int, chapters: int) -> None:
        """Show how many chapters have been read for the first search, and the way to stop it."""
        self._model.show(())
        self._wait.show_share(done / chapters if chapters else 0.0)
        self._show_only(self._wait)

    def _show_only(self, *widgets: QWidget) -> None:
        for one in (self._list, self._nothing, self._hint, self._wait):
            one.setVisible(one in widgets)
        # The list leaves the border free.
        beside, above = (1, BESIDE) if self._list in widgets else (16, 12)
        self._column.setContentsMargins(beside, above, beside, above)

    def place(self, field: QRect) -> None:
        """Stand right below a field, whose place in the parent is given, within the parent."""
        parent = self.host.rect()
        width = min(max(field.width(), LEAST_WIDTH), parent.width() - 2 * _GAP)
        left = field.center().x() - width // 2
        left = max(_GAP, min(left, parent.width() - _GAP - width))
        top = field.bottom() + 1 + _GAP
        height = min(self._wanted_height(width), max(0, parent.height() - top - _GAP))
        self.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
        self.raise_()

    def move_by(self, rows: int) -> None:
        """Make another row the current one; a single step goes round at the ends."""
        count = self._model.rowCount()
        if not count:
            return
        row = self._list.currentIndex().row() + rows
        self._set_row(row % count if abs(rows) == 1 else max(0, min(row, count - 1)))

    def move_by_pages(self, pages: int) -> None:
        """Move by as many rows as are seen at a time."""
        seen = self._list.viewport().height() // self._delegate.row_height
        # Two at the least, for a single step would go round.
        self.move_by(pages * max(2, seen - 1))

    def choose(self) -> None:
        """Choose the current row, if there is one."""
        hit = self._list.currentIndex().data(HIT_ROLE)
        if isinstance(hit, Hit):
            self.chosen.emit(hit)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """Keep a press beside the rows from the window, for which it would be one elsewhere."""
        event.accept()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        # A shade stronger than the borders of what lies flat on the page below.
        paint_frame(self, self._theme, "paper", "quote-bar")

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _make_list(self) -> QListView:
        made = QListView()
        made.setModel(self._model)
        made.setItemDelegate(self._delegate)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        # Without it, not every style tells the delegate of the row under the pointer.
        made.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        make_quiet(made)
        made.viewport().setAutoFillBackground(False)
        return made

    def _wanted_height(self, width: int) -> int:
        rows = self._model.rowCount()
        if not rows:
            wraps = self._column.hasHeightForWidth()
            wanted = self._column.totalHeightForWidth(width) if wraps else 0
            return wanted or self._column.totalSizeHint().height()
        return min(rows, MOST_ROWS) * self._delegate.row_height + 2 * BESIDE

    def _set_row(self, row: int) -> None:
        index = self._model.index(row)
        self._list.setCurrentIndex(index)
        role = Qt.ItemDataRole
        said = (index.data(role.AccessibleTextRole), index.data(role.AccessibleDescriptionRole))
        self.moved.emit(". ".join(said))

    def _clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self.choose()

    def _colour(self, label: QLabel, role: str) -> None:
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(role))
        label.setPalette(palette)

    def _translate(self) -> None:
        self._list.setAccessibleName(self.tr("Search results"))
        query = self._query.strip()
        if len(query) > _LONGEST_QUERY:
            query = query[:_LONGEST_QUERY] + "…"
        self._nothing.setText(self.tr("Nothing found for “{query}”").format(query=query))
        self._hint.setText(
            self.tr(
                "All words must be in one question with its answer and note. Try fewer words, or "
                "only the beginning of a word."
            )
        )
