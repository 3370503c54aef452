"""Writes what goes along with the program, in the build's environment: ``alongside.py SHARE``.

That is the desktop's files, icons, the man page and completion, all below ``share/``.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent.parent
ROOT = PACKAGING.parent


def texts(now: datetime) -> dict[str, str]:
    """Return every text by its place below ``share/``."""
    from bundling import completion, desktop, manual
    from bundling.commands import commands
    from msp_desktop import __version__
    from msp_desktop.notebook.exchange import CAPSULE

    known = commands()
    app = desktop.APP
    return {
        f"applications/{app}.desktop": desktop.entry(),
        f"mime/packages/{app}.xml": desktop.kinds_of_files(CAPSULE),
        f"metainfo/{desktop.COMPONENT}.metainfo.xml": desktop.description(
            __version__, now, CAPSULE
        ),
        f"man/man1/{app}.1": manual.manual(known, __version__, now),
        f"bash-completion/completions/{app}": completion.bash(known),
        f"zsh/vendor-completions/_{app}": completion.zsh(known),
        f"fish/vendor_completions.d/{app}.fish": completion.fish(known),
    }


def main(share: Path) -> None:
    """Write everything below a folder."""
    from bundling.desktop import write_icons

    now = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    for place, text in texts(now).items():
        target = share / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    write_icons(ROOT / "resources" / "icons", share)


if __name__ == "__main__":
    sys.path[:0] = [str(PACKAGING), str(ROOT)]
    main(Path(sys.argv[1]))
