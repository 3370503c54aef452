"""ICU's data for our languages: the library that Qt's core is linked to is one fourth of a bundle.

Its tables are for every language's collation, names of countries, time zones and encodings. The
program speaks Korean and English; for other languages ICU falls back to its root, which is kept.
The format is ICU's common data (``udata``, ``ucmndata``): a header, a table of contents sorted by
name, and the items, each aligned to 16 bytes.
"""

from __future__ import annotations

import os
import re
import struct
import subprocess
import tempfile
from pathlib import Path

LANGUAGES = ("root", "ko", "en")

_ALIGNED = 16
_MAGIC = b"\xda\x27"
_FORMAT = b"CmnD"
_ENTRY = struct.Struct("<II")
_TREES = ("coll", "curr", "lang", "locales", "rbnf", "region", "unit", "zone", "brkitr", "")
_LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z0-9_]\w*)?")


class NotData(Exception):
    """What was read is not ICU's data."""


def is_needed(name: str) -> bool:
    """Tell whether an item is kept, by its name below ``icudt73l/``, as ``coll/ko.res``.

    Left out are the bundles of other languages, the dictionaries for breaking lines of Chinese,
    Japanese, Thai and the like, which Qt does not ask, and rules for writing one script in another.
    """
    tree, _, item = name.rpartition("/")
    stem, _, ending = item.partition(".")
    if ending in ("dict", "spp") or tree == "translit":
        return False
    if tree == "rbnf":
        return stem == "root" or stem == "pool"
    if ending != "res" or tree not in _TREES or not _LOCALE.fullmatch(stem):
        return True
    return stem.split("_")[0] in LANGUAGES


def items(data: bytes) -> dict[str, bytes]:
    """Return the items of common data by name, with what stands before them in each name.

    Raises NotData.
    """
    if data[2:4] != _MAGIC or data[12:16] != _FORMAT:
        raise NotData("no ICU common data in this byte order")
    begin = struct.unpack_from("<H", data)[0]
    (count,) = struct.unpack_from("<I", data, begin)
    table = [_ENTRY.unpack_from(data, begin + 4 + 8 * i) for i in range(count)]
    ends = [offset for _, offset in table[1:]] + [len(data) - begin]
    found: dict[str, bytes] = {}
    for (name, offset), end in zip(table, ends, strict=True):
        stop = data.index(b"\0", begin + name)
        found[data[begin + name : stop].decode("ascii")] = data[begin + offset : begin + end]
    return found


def common(header: bytes, content: dict[str, bytes]) -> bytes:
    """Return items as common data; ``header`` is that of the data they were taken from."""
    names = sorted(content)
    place = 4 + _ENTRY.size * len(names)
    texts, rows = b"", list[tuple[int, int]]()
    for name in names:
        rows.append((place + len(texts), 0))
        texts += name.encode("ascii") + b"\0"
    offset = _round_up(len(header) + place + len(texts)) - len(header)
    lead = offset - place - len(texts)
    blocks = [b""] * len(names)
    for i, name in enumerate(names):
        rows[i] = (rows[i][0], offset)
        blocks[i] = content[name].ljust(_round_up(len(content[name])), b"\xaa")
        offset += len(blocks[i])
    table = b"".join(_ENTRY.pack(*row) for row in rows)
    return b"".join((header, struct.pack("<I", len(names)), table, texts, b"\xaa" * lead, *blocks))


def trimmed(data: bytes) -> bytes:
    """Return common data with only what is needed.  Raises NotData."""
    found = items(data)
    kept = {name: item for name, item in found.items() if is_needed(name.partition("/")[2])}
    return common(data[: struct.unpack_from("<H", data)[0]], kept)


def trim_library(library: Path) -> None:
    """Put a library with only the needed data in the place of ``libicudata.so.N``.

    Raises NotData where the library is not what it was when this was written.
    """
    symbol = f"icudt{library.name.rpartition('.')[2]}_dat"
    whole = library.read_bytes()
    begin, size = _symbol(library, symbol)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.write_bytes(trimmed(whole[begin : begin + size]))
        placed, made = Path(folder) / "data.o", Path(folder) / "made"
        section = ".data=.rodata,alloc,load,readonly,data,contents"
        _call(
            *("objcopy", "-I", "binary", "-O", _elf(), "--rename-section", section),
            *(
                "--set-section-alignment",
                ".data=64",
                "--redefine-sym",
                f"_binary_data_start={symbol}",
            ),
            *("--strip-symbol", "_binary_data_end", "--strip-symbol", "_binary_data_size"),
            *("data", "data.o"),
            cwd=folder,
        )
        _call(
            *("ld", "-shared", "-z", "noexecstack", "-soname", library.name, "--build-id=none"),
            *("--hash-style=gnu", "-s", "-o", str(made), str(placed)),
            cwd=folder,
        )
        library.write_bytes(made.read_bytes())


def _round_up(number: int) -> int:
    return -(-number // _ALIGNED) * _ALIGNED


def _elf() -> str:
    return {"x86_64": "elf64-x86-64", "aarch64": "elf64-littleaarch64"}[os.uname().machine]


def _symbol(library: Path, symbol: str) -> tuple[int, int]:
    """Return where in a library's file the data of a symbol begins, and its size."""
    symbols = _call("readelf", "--dyn-syms", "--wide", str(library))
    sections = _call("readelf", "--sections", "--wide", str(library))
    for line in symbols.splitlines():
        words = line.split()
        if words[-1:] and words[-1].partition("@")[0] == symbol:
            address, size = int(words[1], 16), int(words[2], 0)
            for number, start, offset in re.findall(
                r"\[ *(\d+)\] +\S+ +\S+ +([0-9a-f]+) +([0-9a-f]+)", sections
            ):
                if number == words[6]:
                    return int(offset, 16) + address - int(start, 16), size
    raise NotData(f"{library.name} has no {symbol}")


def _call(*command: str, cwd: str | None = None) -> str:
    return subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout
