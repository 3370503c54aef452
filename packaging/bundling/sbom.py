"""The bill of materials (CycloneDX 1.5, JSON) of what is inside the packages."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.licences import Inside

_NAMESPACE = uuid.UUID("5f0c6f3e-5b0f-4d64-9f0a-0b8f2f1f7a10")


def bill(
    inside: Inside,
    digests: dict[str, str],
    parts: Iterable[dict[str, Any]],
    now: datetime,
) -> str:
    """Return the bill as text, the same for the same arguments.

    ``digests`` are SHA-256 sums of the files that distributions were installed from, by name;
    ``parts`` are components that other bills list.
    """
    own, *others = inside.parts
    components: list[dict[str, Any]] = []
    for one in others:
        found = one.version
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": f"{one.name}@{found}",
            "name": one.distribution or one.name,
            "licenses": [{"expression": one.licence}],
            "externalReferences": [{"type": "website", "url": one.source.split(" ")[0]}],
        }
        if found:
            component["version"] = found
        if found and one.distribution:
            component["purl"] = f"pkg:pypi/{one.distribution.lower().replace('_', '-')}@{found}"
        if one.distribution in digests:
            component["hashes"] = [{"alg": "SHA-256", "content": digests[one.distribution]}]
        components.append(component)
    known = {component["bom-ref"] for component in components}
    for part in sorted(parts, key=lambda part: (part["name"], part.get("version", ""))):
        kept = {key: part[key] for key in _KEPT if key in part}
        kept["bom-ref"] = f"{part['name']}@{part.get('version', '')}"
        if kept["bom-ref"] not in known:
            known.add(kept["bom-ref"])
            components.append(kept)
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "component": {
                "type": "application",
                "bom-ref": f"msp-desktop@{own.version}",
                "name": "msp-desktop",
                "version": own.version,
                "licenses": [{"expression": "MIT"}],
            },
        },
        "components": components,
    }
    serial = uuid.uuid5(_NAMESPACE, json.dumps(whole, sort_keys=True))
    return json.dumps({"serialNumber": f"urn:uuid:{serial}", **whole}, indent=1) + "\n"


_KEPT = ("type", "name", "version", "licenses", "purl", "hashes")
