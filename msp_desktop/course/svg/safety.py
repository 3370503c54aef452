"""The safe form of an SVG picture that anyone may have written.

What can run, load or explode never reaches a renderer.  Things that a picture does without are
taken out: scripts, event handlers, foreign content, references that lead out of the file.  What
makes the whole file suspect is refused: entities, endless or enormous drawings.  expat reads the
file as a stream and expands nothing.
"""

from __future__ import annotations

import binascii
import codecs
import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from msp_desktop.course.svg.drawing import DEEPEST, Drawing
from msp_desktop.course.svg.unsafe import Unsafe, UnsafePicture

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 16 << 20
MOST_EMBEDDED = 8 << 20
"""Bytes of one embedded raster image."""
MOST_ELEMENTS = 200_000


_STRETCH = 8192
"""How many tags and texts are kept by themselves."""


class Watcher(Protocol):
    """Is told what stays of a picture while it is made safe, with the lines of its source."""

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Take the beginning of an element, by its local name in lower case."""

    def characters(self, text: str) -> None:
        """Take text of the element that is open; that of style sheets is as its author wrote it."""

    def end(self) -> None:
        """Take the end of the element that is open."""


class Removed(StrEnum):
    """What was taken out of a picture that its author may miss."""

    SCRIPTS = "scripts"
    OUTSIDE = "outside"  # what is in other files, or on the network


def safe(data: bytes, watcher: Watcher | None = None, removed: set[Removed] | None = None) -> str:
    """Return the safe form of an SVG file: well-formed, without declaration, DTD and comments.

    Taken out: scripts, event handlers, ``foreignObject`` and other embedded documents, ``@import``,
    ``xml:base``, processing instructions, and every reference but to a part of the same file or to
    an embedded PNG, JPEG, GIF, WebP or BMP; ``removed`` is told of it.  Raises
    :class:`UnsafePicture` where that is not enough.
    """
    if len(data) > MOST_BYTES:
        raise UnsafePicture(Unsafe.TOO_LARGE, f"larger than {MOST_BYTES >> 20} MiB")
    cleaner = _Cleaner(watcher)
    try:
        cleaner.parser.Parse(_decoded(data).encode("utf-8"), True)
    except expat.ExpatError as error:
        raise UnsafePicture(Unsafe.DAMAGED, f"not well-formed: {error}") from error
    cleaner.drawing.check()
    if removed is not None:
        removed |= cleaner.removed
    return cleaner.text()


_ENCODINGS = frozenset(
    ["ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc_kr", "johab"]
    + ["shift_jis", "euc_jp", "gb18030", "gbk", "gb2312", "big5", "koi8-r"]
    + [f"cp{page}" for page in range(1250, 1259)]
    + [f"iso8859-{part}" for part in range(1, 17)]
)
"""Python's own names of the encodings that pictures come in."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")


def _decoded(data: bytes) -> str:
    """Return the text in the encoding that the byte order mark, the declaration or XML says."""
    mark, encoding = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", ""))
    if not encoding and data[:4] in {b"<\0?\0", b"<\0s\0", b"<\0!\0"}:
        encoding = "utf-16-le"
    elif not encoding and data[:4] in {b"\0<\0?", b"\0<\0s", b"\0<\0!"}:
        encoding = "utf-16-be"
    elif not encoding:
        declared = _DECLARED.match(data)
        encoding = declared[1].decode("ascii", "replace") if declared else "utf-8"
    try:
        # Python also calls text what is none, or what is slow to read, so the names are listed.
        if codecs.lookup(encoding).name not in _ENCODINGS:
            raise LookupError(encoding)
        return data[len(mark) :].decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise UnsafePicture(Unsafe.ENCODING, f"not text in {encoding}") from error


_DROPPED = frozenset(
    (
        *("script", "handler", "listener", "link", "meta"),
        *("foreignobject", "iframe", "embed", "object", "audio", "video", "canvas"),
        *("font-face-uri", "color-profile"),
    )
)
_SCRIPTS = frozenset(["script", "handler", "listener"])
_EMBEDDING = frozenset(["iframe", "embed", "object", "audio", "video", "link"])
_ANIMATIONS = frozenset(
    ["animate", "set", "animatecolor", "animatemotion", "animatetransform", "discard", "mpath"]
)
_SUSPECT = _DROPPED | _ANIMATIONS
_RASTER = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp|bmp)(?:;[\w.+=-]*)*\s*", re.IGNORECASE)
_SPECIAL = re.compile(r"[&<>\"\n\r\t]")
_TOUCHY = re.compile(r"[&<>\"\n\r\t\\]")
_CALL = re.compile(r"\b(?:url|src|image|image-set)\(", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|\s)?|([g-zG-Z_-]))")
_CSS_IMPORT = re.compile(r"""@import(?:"[^"]*"|'[^']*'|[^;"'{}])*;?""", re.IGNORECASE)
_CSS_URL = re.compile(
    r"""\b(?:url|src|image|image-set)\(\s*
        (?:"([^"]*)"?|'([^']*)'?|([^)"']*)) [^)]* \)?""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


@lru_cache(maxsize=1024)
def _treatment(name: str) -> str:
    """Return what an attribute needs by its name: nothing, to go, or to be looked into."""
    key = _local(name)
    if name.lower().startswith("xmlns"):
        return "stays"
    if key.startswith("on") or key == "base":
        return "goes"
    return key if key in {"href", "src", "style"} else ""


@lru_cache(maxsize=1024)
def _form(name: str, keys: tuple[str, ...]) -> tuple[str, int]:
    """Return a start tag to put plain values into, and which of them is the element's id.

    "" where an attribute needs a look, -1 where there is no id.
    """
    if any(_treatment(key) not in {"", "stays"} for key in keys) or "xml:id" in keys:
        return "", -1
    words = "".join(f' {key}="%s"' for key in keys)
    form = f"<{name}{words}>" if "%" not in name + "".join(keys) else ""
    return form, keys.index("id") if "id" in keys else -1


def _pairs(listed: list[str]) -> dict[str, str]:
    """Return attributes as expat lists them by their names."""
    return dict(zip(listed[::2], listed[1::2], strict=True))


def _is_plain(values: str) -> bool:
    """Whether nothing in attributes' values must be escaped or may load something."""
    return _TOUCHY.search(values) is None and ("(" not in values or _CALL.search(values) is None)


def _quoted(value: str) -> str:
    # Nearly none has anything to be escaped, and a large picture has hundreds of thousands.
    return f'"{value}"' if _SPECIAL.search(value) is None else quoteattr(value)


def _escaped(text: str) -> str:
    return text if _SPECIAL.search(text) is None else escape(text)


def _raster(address: str) -> str | None:
    """Return the address of an embedded raster image in its plainest form; None for any other."""
    head, comma, payload = address.partition(",")
    if (
        not comma
        or _RASTER.fullmatch(head) is None
        or not head.rstrip().lower().endswith(";base64")
    ):
        return None
    payload = "".join(payload.split())
    if len(payload) * 3 // 4 > MOST_EMBEDDED:
        reason = f"an embedded image is larger than {MOST_EMBEDDED >> 20} MiB"
        raise UnsafePicture(Unsafe.TOO_LARGE, reason)
    if _BASE64.fullmatch(payload) is None:
        return None
    try:
        start = binascii.a2b_base64(payload[:64])
    except binascii.Error:
        return None
    # The declared type is only a promise: renderers look at the bytes, and may find an SVG there.
    webp = start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    return f"{''.join(head.split())},{payload}" if webp or start.startswith(_MAGIC) else None


def _unescaped(match: re.Match[str]) -> str:
    """Return what a CSS escape stands for, if that can be part of a word; else an odd character."""
    if match[2]:
        return match[2]
    code = int(match[1], 16)
    character = chr(code) if code < 0x110000 else ""
    return character if character.isalnum() or character in {"-", "_", "@"} else "\ufffd"


def _clean_css(css: str) -> tuple[str, list[str], bool]:
    """Return rules without what loads, the ids they refer to, and whether anything is gone."""
    local: list[str] = []
    taken = False

    def url(match: re.Match[str]) -> str:
        nonlocal taken
        target = (match[1] or match[2] or match[3] or "").strip()
        if target.startswith("#") and match[0][:4].lower() == "url(":
            local.append(target[1:])
            return match[0]
        taken = True
        return "none"

    # An escape may hide a word that loads something, so words are spelt out first.
    spelt = _CSS_ESCAPE.sub(_unescaped, css) if "\\" in css else css
    without = _CSS_IMPORT.sub(" ", spelt)
    return _CSS_URL.sub(url, without), local, taken


class _Cleaner:
    """Writes the safe form of what its parser reads."""

    def __init__(self, watcher: Watcher | None) -> None:
        self.out: list[str] = []
        self._stretches: list[str] = []
        self.drawing = Drawing()
        self.removed: set[Removed] = set()
        self._watcher = watcher
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._elements = 0
        self._depth = 0
        self._dropping = 0  # depth of the element that goes with everything in it
        self._style: list[str] | None = None

    def text(self) -> str:
        """Return what has been written."""
        return "".join((*self._stretches, *self.out))

    def _doctype(self, _name: str, _system: str | None, _public: str | None, subset: bool) -> None:
        if subset:
            raise UnsafePicture(Unsafe.ENTITIES, "its document type defines things of its own")

    def _entity(self, *_declaration: object) -> None:
        raise UnsafePicture(Unsafe.ENTITIES, "it defines entities")

    def _start(self, name: str, listed: list[str]) -> None:
        self._elements += 1
        self._depth += 1
        element = _local(name)
        if self._depth == 1 and element != "svg":
            raise UnsafePicture(Unsafe.NOT_SVG, f"its root is {name[:40]}, not svg")
        if self._elements > MOST_ELEMENTS:
            raise UnsafePicture(Unsafe.TOO_MANY, f"more than {MOST_ELEMENTS:,} elements")
        if self._depth > DEEPEST:
            raise UnsafePicture(Unsafe.TOO_DEEP, f"nested more than {DEEPEST} deep")
        if self._dropping:
            return
        if element in _SUSPECT and self._drops(element, listed):
            return
        # Most elements are plain, and a large picture has a hundred thousand.
        form, named = _form(name, tuple(listed[::2]))
        values = listed[1::2]
        if form and _is_plain("\0".join(values)):
            self.out.append(form % tuple(values))
            self.drawing.start(self._depth, (values[named] or None) if named >= 0 else None)
            if self._watcher is not None:
                self._tell(element, _pairs(listed))
        else:
            self._look_into(name, element, _pairs(listed))
        if element == "style":
            self._style = []

    def _drops(self, element: str, listed: list[str]) -> bool:
        """Leave an element out with all that is in it, where it is one that must go."""
        if element in _ANIMATIONS and not _animates_reference(_pairs(listed)):
            return False
        self._dropping = self._depth
        if element in _SCRIPTS:
            self.removed.add(Removed.SCRIPTS)
        elif element in _EMBEDDING:
            self.removed.add(Removed.OUTSIDE)
        return True

    def _look_into(self, name: str, element: str, attributes: dict[str, str]) -> None:
        """Take an element over whose attributes may do harm."""
        targets: list[str] = []
        kept = self._kept(element, attributes, targets)
        words = "".join(f" {key}={_quoted(value)}" for key, value in kept.items())
        self.out.append(f"<{name}{words}>")
        self.drawing.start(self._depth, attributes.get("id") or attributes.get("xml:id"), targets)
        self._tell(element, kept)

    def _tell(self, element: str, kept: dict[str, str]) -> None:
        if self._watcher is not None:
            self._watcher.start(element, kept, self.parser.CurrentLineNumber)

    def _kept(self, element: str, attributes: dict[str, str], targets: list[str]) -> dict[str, str]:
        """Return an element's safe attributes; add the ids it draws to the targets."""
        kept: dict[str, str] = {}
        for key, value in attributes.items():
            clean: str | None = value
            if _treatment(key) or "(" in value or "\\" in value:
                clean = _attribute(element, key, value, targets)
                if clean != value:
                    self._note(element, key, value)
            if clean is not None:
                kept[key] = clean
        return kept

    def _characters(self, text: str) -> None:
        if self._dropping:
            return
        if self._watcher is not None:
            self._watcher.characters(text)
        if self._style is not None:
            self._style.append(text)
        else:
            self.out.append(_escaped(text))

    def _end(self, name: str) -> None:
        if not self._dropping:
            if self._style is not None:
                # What rules refer to is not followed: a renderer finds such circles itself.
                written = "".join(self._style)
                cleaned, _, taken = _clean_css(written)
                if taken or _CSS_IMPORT.search(written):
                    self.removed.add(Removed.OUTSIDE)
                self.out.append(escape(cleaned))
                self._style = None
            self.out.append(f"</{name}>")
            if len(self.out) > _STRETCH:
                # Words by themselves take five times the memory of their text.
                self._stretches.append("".join(self.out))
                self.out.clear()
            self.drawing.end(self._depth)
            if self._watcher is not None:
                self._watcher.end()
        elif self._dropping == self._depth:
            self._dropping = 0
        self._depth -= 1

    def _note(self, element: str, name: str, value: str) -> None:
        """Note what an attribute that did not stay as it was would have done."""
        key = _local(name)
        if key.startswith("on"):
            self.removed.add(Removed.SCRIPTS)
        elif key in {"href", "src"}:
            # Links lead nowhere from a picture, but it looks the same without.
            if element != "a" and not value.strip().startswith(("#", "data:")):
                self.removed.add(Removed.OUTSIDE)
        elif key != "base" and _clean_css(value)[2]:
            self.removed.add(Removed.OUTSIDE)


def _animates_reference(attributes: dict[str, str]) -> bool:
    animated = _local(attributes.get("attributeName", "").strip())
    return animated in {"href", "src", "base"} or animated.startswith("on")


def _attribute(element: str, name: str, value: str, targets: list[str]) -> str | None:
    """Return the safe value of an attribute, or None; add the ids it draws to the targets."""
    key = _treatment(name)
    if key == "stays":
        return value
    if key == "goes":
        return None
    if key in {"href", "src"}:
        if element == "image":
            return _raster(value)
        address = value.strip()
        if not address.startswith("#"):
            return None
        if element not in _ANIMATIONS and element != "a":
            targets.append(address[1:])
        return address
    if "(" not in value and "\\" not in value:
        return value
    cleaned, local, taken = _clean_css(value)
    targets += local
    if key == "style":
        return cleaned
    return None if taken else value
