"""MSP Desktop: a desktop study app for courses of questions and answers.

Data flows one way: course, notebook, search and review, ui.  Only ``ui`` knows Qt.
"""

__version__ = "0.1.0"
