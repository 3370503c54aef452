"""Names in flowcharts that are not Latin, written so that the library reads them.

Mermaid lets a node be called ``사용자``; the library knows such letters in labels only.  So each of
these names becomes a Latin one with the author's as its label.
"""

from __future__ import annotations

import re

_FLOWCHART = re.compile(r"\s*(?:%%[^\n]*\n\s*)*(?:flowchart|graph)\b")
_NAME = r"(?=\w*[^\W\x00-\x7f])\w+"
_PIECE = re.compile(
    rf"""
    (?P<skipped>
      "[^"\n]*" | \|[^|\n]{{0,300}}\|                                  # quoted, an edge's label
    | [<xo]?(?:-{{2,}}[->xo]|={{2,}}[=>xo]|-\.+-[>xo]?)                # an edge
    | (?:--|==|-\.)[ \t]*[^\s\-=.>|][^|\n]{{0,300}}?(?=-{{2,}}|={{2,}}|\.-)  # text on an edge
    | [\[({{](?:"[^"\n]*"|[^"\n\])}}]){{0,2000}}[\])}}]+ | >[^\]\n]{{0,2000}}\]    # a label
    )
    | (?P<kind>:::[ \t]*)(?P<styled>{_NAME})
    | (?P<name>{_NAME})(?P<labelled>[ \t]*(?=[\[({{>]|@\{{))?
    """,
    re.VERBOSE,
)
_SUBGRAPH = re.compile(rf"([ \t]*subgraph[ \t]+)({_NAME})[ \t]*(\[.*)?$")
_OTHERS = re.compile(r"[ \t]*(?:%%|end\b|direction\b|subgraph\b|acc(?:Title|Descr)\b)")
_STYLES = re.compile(r"[ \t]*(?:class|classDef|style|linkStyle)\b")


def with_latin_names(source: str) -> str:
    """Return a flowchart with Latin names; anything else as it is."""
    if source.isascii() or not _FLOWCHART.match(source):
        return source
    return _Renamer(source).renamed()


class _Renamer:
    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")
        self._names: dict[str, str] = {}
        self._labelled: set[str] = set()

    def renamed(self) -> str:
        for line in self._lines:
            group = _SUBGRAPH.match(line)
            if group is not None:
                self._labelled.add(group[2])
            elif not _OTHERS.match(line):
                self._labelled |= {
                    one["name"] for one in _PIECE.finditer(line) if one["labelled"] is not None
                }
        return "\n".join(map(self._line, self._lines))

    def _line(self, line: str) -> str:
        group = _SUBGRAPH.match(line)
        if group is not None:
            return f"{group[1]}{self._latin(group[2])} {group[3] or _label(group[2])}"
        if _OTHERS.match(line):
            return line
        if _STYLES.match(line):
            return re.sub(_NAME, lambda name: self._latin(name[0]), line)
        return _PIECE.sub(self._piece, line)

    def _piece(self, match: re.Match[str]) -> str:
        if match["skipped"] is not None:
            return match[0]
        if match["styled"] is not None:
            return f"{match['kind']}{self._latin(match['styled'])}"
        name = match["name"]
        label = ""
        if name not in self._labelled:
            self._labelled.add(name)
            label = _label(name)
        return f"{self._latin(name)}{label}{match['labelled'] or ''}"

    def _latin(self, name: str) -> str:
        return self._names.setdefault(name, f"latin{len(self._names)}")


def _label(name: str) -> str:
    return f'["{name}"]'
