"""What a course is and how Markdown becomes one.

Any other room may import this one; it imports none of them but ``paths``, and no Qt.
"""
