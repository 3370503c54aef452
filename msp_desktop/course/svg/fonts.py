"""One font family for each list of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.svg.editing import Attributes, Editor

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_FAMILY = re.compile(r"""(\bfont-family\s*:)([^;}"']*(?:"[^"]*"[^;}"']*|'[^']*'[^;}"']*)*)""")


def with_fonts(svg: str, installed: Collection[str], generic: Mapping[str, str]) -> str:
    """Return the picture with each list of font families cut down to the first one there is.

    ``installed`` names the system's families, in any case of letters; ``generic`` says what stands
    for "sans-serif", "monospace" and their like.  A list of which nothing is there stays.
    """
    known = {name.casefold(): name for name in installed}
    known |= {name.casefold(): family for name, family in generic.items()}

    def first(families: str) -> str | None:
        names = (name.strip().strip("\"'").casefold() for name in families.split(","))
        return next((known[name] for name in names if name in known), None)

    def declaration(match: re.Match[str]) -> str:
        family = first(match[2])
        return match[0] if family is None else f'{match[1]} "{family}"'

    def tag(_name: str, attributes: Attributes) -> Attributes | None:
        changed = dict(attributes)
        if "font-family" in changed:
            changed["font-family"] = first(changed["font-family"]) or changed["font-family"]
        if "font-family" in changed.get("style", ""):
            changed["style"] = _FAMILY.sub(declaration, changed["style"])
        return changed if changed != attributes else None

    def css(text: str, _attributes: Attributes) -> str:
        return _FAMILY.sub(declaration, text)

    return Editor(svg, tag, css).edited() if "font-family" in svg else svg
