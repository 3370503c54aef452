"""What one running program is to others and to its user: first or second, its log, its crashes.

``cli`` and ``ui`` may import it; it knows paths and the notebook, and no Qt.
"""
