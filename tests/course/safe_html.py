"""Reads HTML the way a browser would and says what in it is not allowed.

The list is written out here again: a mistake in the program's own must not hide behind itself.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

ALLOWED_TAGS = frozenset(
    re.findall(
        r"\w+",
        "a article b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2"
        " h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q s samp section small span strike"
        " strong sub summary sup table tbody td tfoot th thead tr tt u ul var",
    )
)
# A name may begin with two dots; only a part that is no more than these leads up.
LINK = re.compile(
    r"(?:https?://|mailto:).*|(?!/|\.\.(?:[/?#]|\Z))[A-Za-z0-9_.~/?#%-]+", re.I | re.DOTALL
)
NAME = re.compile(r"at-\S+")
PICTURE = re.compile(r"(?:remote:|outside:)?[A-Za-z0-9_.~/%-]*")
VALUES = {
    ("a", "class"): re.compile("footnote-backref"),
    ("a", "data-refused"): re.compile(r"[A-Za-z0-9_.~%-]*"),
    ("a", "href"): LINK,
    ("a", "title"): re.compile(r"(?s).*"),
    ("article", "id"): re.compile(r"c[0-9a-f]{12}(?:-\d+)?"),
    ("code", "class"): re.compile(r"language-\S+"),
    ("details", "class"): re.compile("answer"),
    ("details", "open"): re.compile(""),
    ("div", "class"): re.compile(r"[a-z]+|markdown-alert markdown-alert-[a-z]+"),
    ("div", "data-lines"): re.compile(r"\d+-\d+"),
    ("figure", "class"): re.compile("code|mermaid"),
    ("figure", "data-language"): re.compile(r"[^\s\"'<>]+"),
    ("img", "alt"): re.compile(r"(?s).*"),
    ("img", "height"): re.compile(r"\d+(?:px|%)?"),
    ("img", "src"): PICTURE,
    ("img", "title"): re.compile(r"(?s).*"),
    ("img", "width"): re.compile(r"\d+(?:px|%)?"),
    ("input", "checked"): re.compile(""),
    ("input", "disabled"): re.compile(""),
    ("input", "type"): re.compile("checkbox"),
    ("ol", "start"): re.compile(r"\d{1,9}"),
    ("li", "value"): re.compile(r"\d{1,9}"),
    ("p", "class"): re.compile("markdown-alert-title"),
    ("section", "class"): re.compile("question|diagram|footnotes"),
    ("section", "data-lines"): re.compile(r"\d+-\d+"),
    ("section", "id"): re.compile(r"q[0-9a-f]{12}(?:-\d+)?"),
    ("span", "class"): re.compile(r"[a-z0-9]{1,3}|number|math(?: display)?"),
    ("sup", "class"): re.compile("footnote-ref"),
    ("table", "class"): re.compile("front-matter"),
    ("ol", "class"): re.compile("choices"),
    ("ul", "class"): re.compile("choices"),
}
for cell in ("td", "th"):
    VALUES[cell, "align"] = re.compile("left|right|center")
    VALUES[cell, "colspan"] = VALUES[cell, "rowspan"] = re.compile(r"\d\d?")
for tag in ALLOWED_TAGS - {"article", "section"}:
    VALUES[tag, "id"] = NAME
VOID = frozenset(("br", "hr", "img", "input"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.deepest = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            pattern = VALUES.get((tag, name))
            if pattern is None or not pattern.fullmatch(value or ""):
                self.wrong.append(f"<{tag} {name}={value!r}>")
        if tag == "input" and ("type", "checkbox") not in attrs:
            self.wrong.append("<input> that is no checkbox")
        if tag not in VOID:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> in the wrong place")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.wrong += [f"<{tag}> is left open" for tag in reader.open]
    return reader


def not_allowed(html: str) -> list[str]:
    """Return what in HTML is outside the allow-list or not well-formed."""
    return _read(html).wrong


def depth(html: str) -> int:
    """Return how deep elements are nested."""
    return _read(html).deepest


def text_of(html: str) -> str:
    """Return the text of HTML that is one element after another, code included."""
    pieces: list[str] = []
    reader = HTMLParser(convert_charrefs=True)
    reader.handle_data = pieces.append  # type: ignore[method-assign]
    reader.feed(html)
    reader.close()
    return "".join(pieces)


_CODE = re.compile(r"<pre><code[^>]*>(.*?)</code></pre>", re.DOTALL)


def codes_of(html: str) -> list[str]:
    """Return the text of each code block, as a user copies it."""
    return [text_of(code) for code in _CODE.findall(html)]


_TOKEN = re.compile(r'<span class="([a-z0-9]+)">(.*?)</span>', re.DOTALL)


def tokens_of(html: str) -> list[tuple[str, str]]:
    """Return the highlighted pieces of code blocks, class and text."""
    return [(name, text_of(text)) for name, text in _TOKEN.findall(html)]
