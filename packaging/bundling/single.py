"""One file that starts itself: a script (``single.sh``), and behind it the bundle, packed.

It is packed with gzip, which every machine has, in the tightest way there is; xz would be smaller,
but a minimal machine lacks the program.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from bundling import archive

if TYPE_CHECKING:
    from bundling.builder import Build

SCRIPT = Path(__file__).with_name("single.sh")
LAST_LINE = b"# What follows is not text.\n"

_PACK = """
import sys, deflate
sys.stdout.buffer.write(deflate.gzip_compress(sys.stdin.buffer.read(), 12))
"""


def write(target: Path, bundle: Path, machine: str, build: Build) -> Path:
    """Write the file of a bundle, for a kind of machine."""
    tree, files = packed_tree(bundle, build.epoch)
    done = subprocess.run(
        [str(build.python), "-c", _PACK], input=tree, capture_output=True, check=True
    )
    target.write_bytes(script(build.version, machine, done.stdout, files) + done.stdout)
    target.chmod(0o755)
    return target


def packed_tree(bundle: Path, epoch: int) -> tuple[bytes, int]:
    """Return the bundle as a tar archive, without a folder around it, and how many files it has."""
    plain = archive.settled(epoch, "msp-desktop")
    data = io.BytesIO()
    files = 0
    with tarfile.open(fileobj=data, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for path in sorted(bundle.rglob("*")):
            files += path.is_file() and not path.is_symlink()
            name = path.relative_to(bundle).as_posix()
            tar.add(path, name, recursive=False, filter=plain)
    return data.getvalue(), files


def script(version: str, machine: str, packed: bytes, files: int) -> bytes:
    """Return the script that stands before what is packed, and knows all about it."""
    digest = hashlib.sha256(packed).hexdigest()
    text = SCRIPT.read_text("utf-8")
    for name, value in (
        ("VERSION", version),
        ("MACHINE", machine),
        ("DIGEST", digest),
        ("SHORT", digest[:16]),
        ("BYTES", str(len(packed))),
        ("FILES", str(files)),
    ):
        text = text.replace(f"@{name}@", value)
    # The number has as many digits as its placeholder has letters.
    room = len("@OFFSET@")
    offset = len(text.encode()) + 1
    text = text.replace("offset=@OFFSET@", f"offset={offset}".ljust(len("offset=") + room))
    return text.encode()
