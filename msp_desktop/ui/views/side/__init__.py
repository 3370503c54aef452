"""The window's left side: the course's contents, the bookmarks and the notes.

The :mod:`pane` has :mod:`tabs` above three pages: a tree (:mod:`contents_tree`) and two lists
(:mod:`marks_page`).  They share how rows behave (:mod:`rows`), how they are painted
(:mod:`delegate`) and how their text is broken (:mod:`lettering`).
"""

from msp_desktop.ui.views.side.pane import SidePane

__all__ = ["SidePane"]
