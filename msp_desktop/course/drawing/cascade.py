"""The style sheet of a drawing that was made for browsers: what it says of each element.

As much of CSS as Mermaid's own sheets need: names, classes, ids, attributes, descendants and
children, by specificity and order.  A selector with anything else in it is not asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{}]*)(\{|\})")
_PART = re.compile(
    r"""(?P<gap>\s*>\s*|\s+) | (?P<name>\*|[a-zA-Z][\w-]*) | \#(?P<id>[^\s.#>\[\]:,]+)
    | \.(?P<cls>[^\s.#>\[\]:,]+) | \[\s*(?P<key>[\w:-]+)\s*(?:(?P<op>[$^*~|]?=)
      \s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[\w-]+)))?\s*\]""",
    re.VERBOSE,
)
Declarations = dict[str, str]


class _Compound(NamedTuple):
    """What one element must be; ``child`` says that the one before it is its parent."""

    name: str
    ids: tuple[str, ...]
    classes: frozenset[str]
    attributes: tuple[tuple[str, str, str], ...]
    child: bool

    def fits(self, element: Element, classes: frozenset[str]) -> bool:
        if self.name not in ("", "*") and self.name != element.tag:
            return False
        if not self.classes <= classes or any(one != element.get("id") for one in self.ids):
            return False
        return all(_compares(element.get(key), op, value) for key, op, value in self.attributes)


class _Rule(NamedTuple):
    compounds: tuple[_Compound, ...]
    declarations: Declarations
    important: frozenset[str]
    weight: tuple[int, int, int, int]


class Place(NamedTuple):
    """An element with its classes, as the last of those around it."""

    element: Element
    classes: frozenset[str]


def place(element: Element) -> Place:
    """Return an element's place."""
    return Place(element, frozenset(element.get("class", "").split()))


class StyleSheet:
    """Rules that can be asked about an element."""

    def __init__(self, css: str) -> None:
        self._by_key: dict[str, list[_Rule]] = {}
        for order, (selector, declarations) in enumerate(_rules(css)):
            compounds = _compounds(selector)
            if compounds:
                values, important = declarations
                rule = _Rule(compounds, values, important, (*_specificity(compounds), order))
                self._by_key.setdefault(_key(compounds[-1]), []).append(rule)

    def declared(self, path: Sequence[Place]) -> Declarations:
        """Return what applies to the last element of a path from the root, its own style too."""
        element, classes = path[-1]
        keys = ("", element.tag, f"#{element.get('id')}", *(f".{one}" for one in classes))
        found = [rule for key in keys for rule in self._by_key.get(key, ()) if _applies(rule, path)]
        found.sort(key=lambda rule: rule.weight)
        own, own_important = declarations_of(element.get("style", ""))
        values: Declarations = {}
        for rule in found:
            values |= rule.declarations
        values |= own
        for rule in found:
            values |= {name: rule.declarations[name] for name in rule.important}
        return values | {name: own[name] for name in own_important}


def declarations_of(text: str) -> tuple[Declarations, frozenset[str]]:
    """Return the declarations of a rule or a ``style``, and which of them are important."""
    values: Declarations = {}
    important: set[str] = set()
    for one in text.split(";"):
        name, _, value = one.partition(":")
        name, value = name.strip().lower(), value.strip()
        if value.lower().endswith("!important"):
            value = value[: -len("!important")].rstrip(" !")
            important.add(name)
        if name and value:
            values[name] = value
    return values, frozenset(important & values.keys())


def _rules(css: str) -> Iterator[tuple[str, tuple[Declarations, frozenset[str]]]]:
    """Yield each selector with its declarations; what stands in ``@`` blocks is left out."""
    css = _COMMENT.sub(" ", css)
    depth = skipped = 0
    selectors = ""
    for match in _RULE.finditer(css):
        text, bracket = match[1], match[2]
        if bracket == "{":
            depth += 1
            if not skipped and (depth > 1 or text.lstrip().startswith("@")):
                skipped = depth
            selectors = text
            continue
        if not skipped:
            declarations = declarations_of(text)
            for selector in selectors.split(","):
                yield selector.strip(), declarations
        elif skipped == depth:
            skipped = 0
        depth = max(0, depth - 1)


def _compounds(selector: str) -> tuple[_Compound, ...]:
    """Read a selector; an empty result for one that is not understood."""
    found: list[_Compound] = []
    current = _Compound("", (), frozenset(), (), child=False)
    empty = current
    position = 0
    while position < len(selector):
        match = _PART.match(selector, position)
        if match is None:
            return ()
        position = match.end()
        if match["gap"]:
            found.append(current)
            current = empty._replace(child=">" in match["gap"])
        elif match["name"]:
            current = current._replace(name=match["name"])
        elif match["id"]:
            current = current._replace(ids=(*current.ids, match["id"]))
        elif match["cls"]:
            current = current._replace(classes=current.classes | {match["cls"]})
        else:
            wanted = (match["key"], match["op"] or "", match["quoted"] or match["bare"] or "")
            current = current._replace(attributes=(*current.attributes, wanted))
    return (*found, current) if selector else ()


def _key(compound: _Compound) -> str:
    if compound.ids:
        return f"#{compound.ids[0]}"
    if compound.classes:
        return f".{min(compound.classes)}"
    return "" if compound.name == "*" else compound.name


def _specificity(compounds: tuple[_Compound, ...]) -> tuple[int, int, int]:
    return (
        sum(len(one.ids) for one in compounds),
        sum(len(one.classes) + len(one.attributes) for one in compounds),
        sum(one.name not in ("", "*") for one in compounds),
    )


def _applies(rule: _Rule, path: Sequence[Place]) -> bool:
    """Say whether a rule means the last element of a path.

    Where each compound is looked for from the inside out and the nearest fit is taken, a child's
    parent may be missed further out; Mermaid's sheets have no such selector.
    """
    index = len(path) - 1
    if not rule.compounds[-1].fits(*path[index]):
        return False
    child = rule.compounds[-1].child
    for compound in reversed(rule.compounds[:-1]):
        index -= 1
        while index >= 0 and not compound.fits(*path[index]):
            if child:
                return False
            index -= 1
        if index < 0:
            return False
        child = compound.child
    return True


def _compares(value: str | None, operator: str, wanted: str) -> bool:
    if value is None:
        return False
    comparisons: Mapping[str, bool] = {
        "": True,
        "=": value == wanted,
        "$=": bool(wanted) and value.endswith(wanted),
        "^=": bool(wanted) and value.startswith(wanted),
        "*=": bool(wanted) and wanted in value,
        "~=": wanted in value.split(),
        "|=": value == wanted or value.startswith(f"{wanted}-"),
    }
    return comparisons[operator]
