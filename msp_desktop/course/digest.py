"""What tells texts apart: SHA-256 without OpenSSL.

``hashlib`` would load that library for 3 MB and some milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # Python 3.12 and later
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256

__all__ = ["course_digest", "file_digest", "sha256"]


def file_digest(name: str, data: bytes) -> str:
    """Return the SHA-256 of a file's name and text, in hex."""
    whole = sha256()
    for part in (name.encode("utf-8", "surrogatepass"), data):
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


def course_digest(files: Sequence[str]) -> str:
    """Return what tells a course from others by its files' digests: that of the one, or of all.

    It is made from the files' digests, so that one file's edit needs no other file to be read.
    """
    return files[0] if len(files) == 1 else sha256("".join(files).encode()).hexdigest()
