"""From a file's bytes to its text: which encoding, and what in it is no text.

A trainee's files come from many programs: one bad byte must not keep the rest from being read.
Only what is something else than text is refused.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLACEMENT = "\ufffd"
"""What is shown where a byte is no text."""

MOST_FAULTS = 100
"""How many lines with faults are told of."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHERS = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office, HWP"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
)
"""How files begin that are no text but were given its name, or are text as nobody writes it."""

_NOISE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_FEW = 8
_NOISE_SHARE = 10
"""More than a few signs of noise, and one in so many characters: that is no text."""

_LINE_END_OR_FAULT = re.compile("\r\n|[\r\n\0\ud800-\udfff]")
_ASCII = re.compile(r"[\x00-\x7f]+")
_EUC_KR = re.compile(rb"([\xa1-\xfe][\xa1-\xfe])|[^\x00-\x7f].", re.DOTALL)


class Fault(NamedTuple):
    """The first thing in a line that is no text: its line and its byte in the file, from 1.

    ``is_nul`` tells a NUL from what the encoding does not know.
    """

    line: int
    byte: int
    is_nul: bool


class Decoded(NamedTuple):
    """A file's text, with line feeds as line ends and no NUL, and the encoding it was read with.

    ``faults`` are the lines in which something was replaced, up to MOST_FAULTS of them.
    """

    text: str
    encoding: str
    faults: tuple[Fault, ...] = ()


class Binary(Exception):
    """Bytes that are no text; the message names what they are, if that is known."""


def decoded(data: bytes) -> Decoded:
    """Return bytes as text: by their byte order mark, as UTF-8, or as CP949.

    In CP949 Korean files were written before UTF-8; it is taken where all of a text is right in it
    and reads as Korean.  Where none explains all, the one with the fewest faults is taken, and each
    fault becomes U+FFFD, as does a NUL, which CommonMark asks for.  Raises Binary.
    """
    for beginning, name in _OTHERS:
        if data.startswith(beginning) and (name != "WebP" or data[8:12] == b"WEBP"):
            raise Binary(name)
    encoding, mark = next(
        ((name, mark) for mark, name in _MARKS if data.startswith(mark)), ("", b"")
    )
    body = data[len(mark) :] if mark else data
    encoding = encoding or _guessed(body)
    try:
        text, is_whole = body.decode(encoding), True
    except UnicodeDecodeError:
        text, is_whole = body.decode(encoding, "replace"), False
    faults: tuple[Fault, ...] = ()
    if not is_whole or "\0" in text:
        noise = len(_NOISE.findall(text))
        if noise > _FEW and noise * _NOISE_SHARE > len(text):
            raise Binary
        faults = tuple(islice(_faults(body, encoding, len(mark)), MOST_FAULTS))
        text = text.replace("\0", REPLACEMENT)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, faults)


def _guessed(data: bytes) -> str:
    """Return the encoding of bytes without a mark."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    as_utf8 = data.decode("utf-8", "replace")
    bad = as_utf8.count(REPLACEMENT)
    good = len(as_utf8) - len(as_utf8.encode("ascii", "ignore")) - bad
    if good > bad:
        # By chance, next to nothing of a Korean text in CP949 is right in UTF-8.
        return "utf-8"
    as_cp949 = data.decode("cp949", "replace")
    wide = _ASCII.sub("", as_cp949).replace(REPLACEMENT, "")
    # What CP949 has beyond EUC-KR is hardly ever written; other bytes before a letter lead there.
    usual = sum(map(bool, _EUC_KR.findall(wide.encode("cp949", "ignore"))))
    return "cp949" if as_cp949.count(REPLACEMENT) < bad and usual * 2 > len(wide) else "utf-8"


def _faults(data: bytes, encoding: str, before: int) -> Iterator[Fault]:
    """Yield the first fault of each line; ``before`` is how many bytes stand before the data."""
    if encoding.startswith("utf-16"):
        escaping = "surrogatepass"
        # A last byte alone is no character.
        text = data[: len(data) // 2 * 2].decode(encoding, escaping)
        text += "\udc00" if len(data) % 2 else ""
    else:
        escaping = "surrogateescape"
        text = data.decode(encoding, escaping)
    line, byte, told, at = 1, before, 0, 0
    for found in _LINE_END_OR_FAULT.finditer(text):
        if found[0] in ("\r\n", "\r", "\n"):
            line += 1
        elif told < line:
            byte += len(text[at : found.start()].encode(encoding, escaping))
            at = found.start()
            told = line
            yield Fault(line, byte + 1, found[0] == "\0")
