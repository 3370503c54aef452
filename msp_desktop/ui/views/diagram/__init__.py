"""The diagram pane: the pictures that sum a course up, to look at closely.

A picture is read (:mod:`picture`) and drawn (:mod:`forms`, :mod:`drawing`) off the interface's
thread.  Where it stands on the screen is plain arithmetic (:mod:`view`) that a
:mod:`surface` paints and the :mod:`canvas` puts under the hand; the :mod:`pane` adds a header and
messages.
"""

from msp_desktop.ui.views.diagram.pane import DiagramEntry, DiagramPane
from msp_desktop.ui.views.diagram.view import DiagramView, Mode

__all__ = ["DiagramEntry", "DiagramPane", "DiagramView", "Mode"]
