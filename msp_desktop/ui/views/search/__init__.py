"""The search field of the window and the list of hits below it.

The :mod:`field` is all that start-up makes: a :mod:`line` to type in.  The first letter brings the
:mod:`finder`, which searches off the interface's thread, and the :mod:`popup`, whose rows a
:mod:`delegate` paints from the :mod:`hits`.
"""

from msp_desktop.ui.views.search.field import SHORTCUT, SearchField

__all__ = ["SHORTCUT", "SearchField"]
