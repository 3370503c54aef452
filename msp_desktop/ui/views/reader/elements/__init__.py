"""The elements of safe HTML, and what each is on a page: a kind of element in a module.

A class has a method ``begin_TAG`` and mostly an ``end_TAG`` for each element that it knows; they
share a :class:`~.flow.Flow`.  For :mod:`msp_desktop.ui.views.reader.html` alone.
"""
