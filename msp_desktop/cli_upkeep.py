"""The commands that look after the notebook's file: check, backup and restore."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msp_desktop.cli_data import add_data, paths_of

if TYPE_CHECKING:
    import argparse

    from msp_desktop.notebook.numbers import Numbers
    from msp_desktop.notebook.preview import Changed, Kept, Preview
    from msp_desktop.notebook.salvage import Salvage

_CANNOT_LOOK = 2


def add_commands(commands: Any) -> None:
    """Add the commands to those of ``msp-desktop notebook``, a parser's subparsers."""
    check = commands.add_parser(
        "check",
        help="look whether a notebook is sound",
        description="Read notebooks whole and look whether anything in them is damaged.",
        epilog="Exit status: 0 where all are sound, 1 where damage is found, 2 where one cannot be"
        " read.",
    )
    check.set_defaults(run=_check)
    check.add_argument(
        "path", nargs="*", type=Path, help="notebooks or backups (default: your notebook)"
    )
    check.add_argument("--json", action="store_true", help="print JSON")
    add_data(check)
    backup = commands.add_parser(
        "backup",
        help="back a notebook up",
        description="Copy a notebook, open or not, into a folder of backups, unless the newest one"
        " there holds the same.",
    )
    backup.set_defaults(run=_backup)
    backup.add_argument("path", nargs="?", type=Path, help="a notebook (default: yours)")
    backup.add_argument(
        "--to", type=Path, metavar="FOLDER", help="default: backups, beside the notebook"
    )
    add_data(backup)
    restore = commands.add_parser(
        "restore",
        help="go back to a backup, or list them",
        description="Put a backup in the notebook's place; what stood there is set aside and can be"
        " restored like a backup. Without PATH, list what can be restored.",
    )
    restore.set_defaults(run=_restore)
    restore.add_argument(
        "path", nargs="?", type=Path, help="a backup, or its name in the folder of backups"
    )
    restore.add_argument(
        "--salvage",
        action="store_true",
        help="of a damaged notebook: save what can be read, together with the newest backup",
    )
    restore.add_argument(
        "--notebook", type=Path, metavar="FILE", help="the notebook to replace (default: yours)"
    )
    add_data(restore)


# Checking


def _check(options: argparse.Namespace) -> int:
    reports = [_report(path) for path in options.path or [paths_of(options).notebook]]
    if options.json:
        import json

        text = json.dumps({"notebooks": reports}, ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(map(_report_text, reports))
    if _print(text):
        # Nobody was told anything.
        return _CANNOT_LOOK
    states = {report["state"] for report in reports}
    return _CANNOT_LOOK if "unread" in states else 1 if "damaged" in states else 0


def _report(path: Path) -> dict[str, Any]:
    """Return what a look at a notebook says, as JSON has it."""
    from msp_desktop.notebook.errors import NotebookDamaged, NotebookError
    from msp_desktop.notebook.notebook import Notebook

    report: dict[str, Any] = {"path": str(path), "state": "sound", "version": None, "findings": []}
    try:
        with Notebook.open_read_only(path) as notebook:
            report["version"] = notebook.version
            report["findings"] = list(notebook.check())
            if not report["findings"]:
                report["holds"] = notebook.counts()._asdict()
    except NotebookDamaged as error:
        report["findings"].append(error.finding)
    except NotebookError as error:
        return report | {"state": "unread", "reason": str(error)}
    return report | {"state": "damaged" if report["findings"] else "sound"}


def _report_text(report: dict[str, Any]) -> str:
    if report["state"] == "unread":
        return f"{report['path']}: cannot be read\n  {report['reason']}\n"
    if report["state"] == "damaged":
        found = "".join(f"  {finding}\n" for finding in report["findings"])
        advice = "  To save what can be read: msp-desktop notebook restore --salvage"
        return f"{report['path']}: damaged\n{found}{advice}\n"
    held = ", ".join(f"{number} {kind}" for kind, number in report["holds"].items())
    return f"{report['path']}: sound (format {report['version']}; {held})\n"


# Backing up


def _backup(options: argparse.Namespace) -> int:
    from msp_desktop.notebook.backup import back_up

    paths = paths_of(options)
    path = options.path or paths.notebook
    folder = options.to or (path.parent / "backups" if options.path else paths.backups)
    made = back_up(path.absolute(), folder.absolute(), now=datetime.now(UTC))
    if made is None:
        return _print(f"nothing new: the newest backup in {folder} holds the same\n")
    return _print(f"{made}\n")


# Restoring


def _restore(options: argparse.Namespace) -> int:
    paths = paths_of(options)
    notebook = (options.notebook or paths.notebook).absolute()
    folder = notebook.parent / "backups" if options.notebook else paths.backups
    if options.salvage:
        return _salvage(notebook, folder)
    if options.path is None:
        return _list(notebook, folder)
    from msp_desktop.notebook.backup import restore
    from msp_desktop.notebook.preview import preview

    source = options.path if options.path.exists() else folder / options.path
    what = preview(source.absolute(), notebook)
    aside = restore(source.absolute(), notebook, now=datetime.now(UTC))
    kept = f"What stood there is kept as {aside}\n" if aside else ""
    return _print(f"{notebook} is what {source} was.\n{_changes_text(what)}{kept}")


def _salvage(notebook: Path, folder: Path) -> int:
    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.notebook.salvage import rescue

    salvage, aside = rescue(notebook, folder, now=datetime.now(UTC))
    if not salvage:
        raise NotebookError(
            f"Nothing can be saved from {notebook}, and there is no backup in {folder}.", notebook
        )
    kept = f"The damaged file is kept as {aside}\n" if aside else ""
    return _print(f"{_salvage_text(salvage)}{kept}")


def _salvage_text(salvage: Salvage) -> str:
    lines = [f"Saved from the damaged notebook: {_tally_text(salvage.saved)}."]
    if salvage.added and salvage.backup is not None:
        lines.append(f"From {salvage.backup.path.name}: {_tally_text(salvage.added)}.")
    lines.append(f"Lost: {_tally_text(salvage.lost)}.")
    if salvage.older:
        lines.append(f"Notes of which only an earlier text is left: {salvage.older}.")
    if salvage.unproven:
        lines.append("The file was of the first format, which does not show every damage.")
    return "\n".join(lines) + "\n"


def _tally_text(tally: Numbers) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in tally._asdict().items())


def _list(notebook: Path, folder: Path) -> int:
    from msp_desktop.notebook.preview import kept

    listed = kept(notebook, folder)
    if not listed:
        return _print(f"there is no backup in {folder}\n")
    return _print("".join(_entry(one, notebook) for one in listed))


def _entry(one: Kept, notebook: Path) -> str:
    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.notebook.preview import preview

    when = f"{one.made_at.astimezone():%Y-%m-%d %H:%M}"
    aside = ", replaced by a backup then" if one.aside else ""
    try:
        what = preview(one.path, notebook)
    except NotebookError as error:
        return f"{one.path}\n  {when}{aside}; cannot be restored: {error}\n"
    held = ", ".join(f"{number} {kind}" for kind, number in what.numbers._asdict().items())
    last = f'  last note: "{what.last_note.beginning}"\n' if what.last_note else ""
    return f"{one.path}\n  {when}{aside}: {held}\n{last}{_changes_text(what)}"


def _changes_text(what: Preview) -> str:
    if not what.changes:
        return "  against now: the same\n"
    said = "; ".join(f"{kind}: {_changed_text(change)}" for kind, change in what.changes.items())
    return f"  against now: {said}\n"


def _changed_text(change: Changed) -> str:
    words = {"come": "{} come back", "go": "{} go", "differ": "{} as they were then"}
    numbers = change._asdict().items()
    return ", ".join(words[name].format(number) for name, number in numbers if number)


def _print(text: str) -> int:
    from msp_desktop.cli import print_bytes

    return print_bytes(text.encode("utf-8", "backslashreplace"))
