"""Light and dark: the media queries of an SVG's style sheets, settled beforehand."""

from __future__ import annotations

import re

from msp_desktop.course.svg.editing import Attributes, Editor, local_name

_FEATURE = "prefers-color-scheme"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CSS_TOKEN = re.compile(
    r"""/\*.*?(?:\*/|\Z) | "(?:[^"\\\n]|\\.)*"? | '(?:[^'\\\n]|\\.)*'? | [{};]""",
    re.DOTALL | re.VERBOSE,
)
_SCHEME_TERM = re.compile(rf"\(\s*{_FEATURE}\s*(?::\s*([a-z-]+)\s*)?\)")


def themed(svg: str, *, dark: bool) -> str:
    """Return the picture as a renderer without media queries should see it in a theme.

    The rules of each ``@media (prefers-color-scheme: …)`` block that holds in the theme stand
    where the block stood, so they win over earlier ones; the other blocks are gone.  A condition
    on something else besides is left for the renderer to judge.  What is not well-formed XML is
    returned as it is.
    """
    if not _asks(svg):
        return svg
    scheme = "dark" if dark else "light"

    def tag(name: str, attributes: Attributes) -> Attributes | None:
        media = attributes.get("media", "")
        if local_name(name) != "style" or _FEATURE not in media.lower():
            return None
        rest = {key: value for key, value in attributes.items() if key != "media"}
        verdict = _media_list(media, scheme)
        return rest | {"media": verdict} if isinstance(verdict, str) else rest

    def css(text: str, attributes: Attributes) -> str:
        media = attributes.get("media", "")
        if _FEATURE in media.lower() and _media_list(media, scheme) is False:
            return ""
        return _promoted(text, scheme)

    return Editor(svg, tag, css).edited()


def has_dark_theme(svg: str) -> bool:
    """Return whether the picture's own rules make it another one in a dark theme."""
    return _asks(svg) and themed(svg, dark=True) != themed(svg, dark=False)


def _asks(svg: str) -> bool:
    # Bytes are ten times as fast to make small, and a picture may have megabytes.
    return _FEATURE.encode() in svg.encode("utf-8", "surrogatepass").lower()


def _promoted(css: str, scheme: str) -> str:
    """Return style rules with the blocks of the scheme unwrapped and those of another one gone."""
    if _FEATURE not in css.lower():
        return css
    out: list[str] = []
    waiting: list[str] = []  # since the last boundary: it may turn out to open a block
    closings: list[str] = []  # what ends each open block
    dropped = 0  # how many open blocks, counted from the innermost, are not to be seen
    position = 0
    for match in _CSS_TOKEN.finditer(css):
        waiting += css[position : match.start()], match[0]
        position = match.end()
        if match[0] not in {"{", "}", ";"}:
            continue
        text = "".join(waiting)
        waiting.clear()
        if match[0] == "{":
            opening, closing = (text, "}") if dropped else _opening(text, scheme)
            dropped += bool(dropped) or opening is None
            closings.append(closing)
            text = opening or ""
        elif match[0] == "}" and closings:
            text = text[:-1] + closings.pop()
            if dropped:
                dropped -= 1
                continue
        if not dropped:
            out.append(text)
    if not dropped:
        out += "".join(waiting), css[position:]
    return "".join(out)


def _opening(text: str, scheme: str) -> tuple[str | None, str]:
    """Return how a block begins (None for one that must go) and ends, given its prelude and "{"."""
    bare = _COMMENT.sub(" ", text).strip().lower()
    if not bare.startswith("@media") or _FEATURE not in bare:
        return text, "}"
    verdict = _media_list(bare.removeprefix("@media").rstrip("{"), scheme)
    if isinstance(verdict, str):
        return f"\n@media {verdict} {{", "}"
    return ("", "") if verdict else (None, "")


def _media_list(queries: str, scheme: str) -> str | bool:
    """Judge a list of media queries: true, false, or what is left to be judged."""
    verdicts = [_media_query(query, scheme) for query in queries.lower().split(",")]
    if True in verdicts:
        return True
    return ", ".join(one for one in verdicts if isinstance(one, str)) or False


def _media_query(query: str, scheme: str) -> str | bool:
    words = " ".join(query.split())
    negated = words.startswith("not ")
    if not negated and " or " in words:
        parts = [_media_query(part, scheme) for part in words.split(" or ")]
        return (
            True in parts or " or ".join(part for part in parts if isinstance(part, str)) or False
        )
    left: list[str] = []
    for term in words.removeprefix("not ").removeprefix("only ").split(" and "):
        match = _SCHEME_TERM.fullmatch(term)
        if match is None:
            left += [] if term in {"all", "screen"} else [term]
        elif match[1] not in {None, scheme}:
            return negated
    if not left:
        return not negated
    rest = " and ".join(left)
    return f"not {'all and ' if rest.startswith('(') else ''}{rest}" if negated else rest
