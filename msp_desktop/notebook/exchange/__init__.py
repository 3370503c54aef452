"""Taking what the user wrote elsewhere, and bringing it back: one format in a module.

``collected`` puts what was written in a course into the order of reading, and most formats start
from it; ``capsule`` is the one that comes back.  Nothing here writes in a course.

May be imported by ``cli`` and ``ui``; may import ``course`` and the rest of ``notebook``; no Qt.
"""

CAPSULE = ".mspcapsule"
"""What the names of study capsules end in."""
