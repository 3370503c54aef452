"""The reader: a chapter as one page of questions with their answers.

``html`` reads safe HTML, ``page`` builds a document from it, ``painting`` draws what a document
cannot (cards, marks), ``view`` is the widget.
"""
