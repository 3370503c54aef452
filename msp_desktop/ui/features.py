"""Keeps PySide from reading the source of every module that is imported after it.

PySide offers optional features (``from __feature__ import …``) for modules that use it, and finds
those by looking for its name in each module's source text.  No module of ours uses a feature, and
looking costs 20 ms and 3.5 MB at each start (docs/measurements.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def leave_out() -> None:
    """Let PySide take it that no module uses its optional features.

    To be called before the window's modules are imported.  Where PySide looks in another way, this
    changes nothing.
    """
    # The support package comes with PySide's first module.
    import PySide6.QtCore  # noqa: F401  # pyright: ignore[reportUnusedImport]
    from shibokensupport import feature  # pyright: ignore[reportMissingImports]

    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _uses_none)  # noqa: B010


def _uses_none(_module: ModuleType) -> bool:
    return False
