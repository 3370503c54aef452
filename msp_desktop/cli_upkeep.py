"""The commands that look after the notebook's file: check, backup and restore."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msp_desktop.cli_data import add_data, paths_of
from msp_desktop.cli_words import amounts, counted, failure, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from msp_desktop.notebook.preview import Changed, Kept, Preview
    from msp_desktop.notebook.salvage import Salvage

_CANNOT_LOOK = 2


def add_commands(commands: Any) -> None:
    """Add the commands to those of ``msp-desktop notebook``, a parser's subparsers."""
    _add_check(commands)
    _add_backup(commands)
    _add_restore(commands)


def _add_check(commands: Any) -> None:
    check = commands.add_parser(
        "check",
        help=say("look whether a notebook is sound"),
        description=say("Read notebooks whole and look whether anything in them is damaged."),
        epilog=say(
            "Exit status: 0 where all are sound, 1 where damage is found, 2 where one cannot be"
            " read."
        ),
    )
    check.set_defaults(run=_check)
    check.add_argument(
        "path",
        nargs="*",
        type=Path,
        help=say("notebooks or backups (default: your notebook)"),
    )
    check.add_argument("--json", action="store_true", help=say("print JSON"))
    add_data(check)


def _add_backup(commands: Any) -> None:
    backup = commands.add_parser(
        "backup",
        help=say("back a notebook up"),
        description=say(
            "Copy a notebook, open or not, into a folder of backups, unless the newest one there"
            " holds the same."
        ),
    )
    backup.set_defaults(run=_backup)
    backup.add_argument("path", nargs="?", type=Path, help=say("a notebook (default: yours)"))
    backup.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help=say("default: backups, beside the notebook"),
    )
    add_data(backup)


def _add_restore(commands: Any) -> None:
    restore = commands.add_parser(
        "restore",
        help=say("go back to a backup, or list them"),
        description=say(
            "Put a backup in the notebook's place; what stood there is set aside and can be"
            " restored like a backup. Without PATH, list what can be restored."
        ),
    )
    restore.set_defaults(run=_restore)
    restore.add_argument(
        "path",
        nargs="?",
        type=Path,
        help=say("a backup, or its name in the folder of backups"),
    )
    restore.add_argument(
        "--salvage",
        action="store_true",
        help=say("of a damaged notebook: save what can be read, together with the newest backup"),
    )
    restore.add_argument(
        "--notebook",
        type=Path,
        metavar="FILE",
        help=say("the notebook to replace (default: yours)"),
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
        return report | {"state": "unread", "reason": failure(error)}
    return report | {"state": "damaged" if report["findings"] else "sound"}


def _report_text(report: dict[str, Any]) -> str:
    path = report["path"]
    if report["state"] == "unread":
        return f"{say('{path}: cannot be read', path=path)}\n  {report['reason']}\n"
    if report["state"] == "damaged":
        found = "".join(f"  {finding}\n" for finding in report["findings"])
        advice = say("To save what can be read: msp-desktop notebook restore --salvage")
        return f"{say('{path}: damaged', path=path)}\n{found}  {advice}\n"
    held, version = amounts(report["holds"]), report["version"]
    said = say("{path}: sound (format {version}; {held})", path=path, version=version, held=held)
    return f"{said}\n"


# Backing up


def _backup(options: argparse.Namespace) -> int:
    from msp_desktop.notebook.backup import back_up

    paths = paths_of(options)
    path = options.path or paths.notebook
    folder = options.to or (path.parent / "backups" if options.path else paths.backups)
    made = back_up(path.absolute(), folder.absolute(), now=datetime.now(UTC))
    if made is None:
        words = say("nothing new: the newest backup in {folder} holds the same", folder=folder)
        return _print(f"{words}\n")
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
    kept = f"{say('What stood there is kept as {path}', path=aside)}\n" if aside else ""
    done = say("{notebook} is what {source} was.", notebook=notebook, source=source)
    return _print(f"{done}\n{_changes_text(what)}{kept}")


def _salvage(notebook: Path, folder: Path) -> int:
    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.notebook.salvage import rescue

    salvage, aside = rescue(notebook, folder, now=datetime.now(UTC))
    if not salvage:
        words = say(
            "Nothing can be saved from {notebook}, and there is no backup in {folder}.",
            notebook=notebook,
            folder=folder,
        )
        raise NotebookError(words, notebook)
    kept = f"{say('The damaged file is kept as {path}', path=aside)}\n" if aside else ""
    return _print(f"{_salvage_text(salvage)}{kept}")


def _salvage_text(salvage: Salvage) -> str:
    saved = amounts(salvage.saved._asdict())
    lines = [say("Saved from the damaged notebook: {numbers}.", numbers=saved)]
    if salvage.added and salvage.backup is not None:
        name, added = salvage.backup.path.name, amounts(salvage.added._asdict())
        lines.append(say("From {backup}: {numbers}.", backup=name, numbers=added))
    if salvage.lost:
        lines.append(say("Lost: {numbers}.", numbers=amounts(salvage.lost._asdict())))
    else:
        lines.append(say("Nothing is known to be lost."))
    if salvage.older:
        number = salvage.older
        lines.append(say("Notes of which only an earlier text is left: {number}.", number=number))
    if salvage.unproven:
        lines.append(say("The file was of the first format, which does not show every damage."))
    return "\n".join(lines) + "\n"


def _list(notebook: Path, folder: Path) -> int:
    from msp_desktop.notebook.preview import kept

    listed = kept(notebook, folder)
    if not listed:
        return _print(f"{say('there is no backup in {folder}', folder=folder)}\n")
    return _print("".join(_entry(one, notebook) for one in listed))


def _entry(one: Kept, notebook: Path) -> str:
    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.notebook.preview import preview

    when = f"{one.made_at.astimezone():%Y-%m-%d %H:%M}"
    aside = say(", replaced by a backup then") if one.aside else ""
    try:
        what = preview(one.path, notebook)
    except NotebookError as error:
        why = say("cannot be restored: {error}", error=failure(error))
        return f"{one.path}\n  {when}{aside}; {why}\n"
    last = ""
    if what.last_note:
        last = f"  {say('last note: “{words}”', words=what.last_note.beginning)}\n"
    held = amounts(what.numbers._asdict())
    return f"{one.path}\n  {when}{aside}: {held}\n{last}{_changes_text(what)}"


def _changes_text(what: Preview) -> str:
    if not what.changes:
        return f"  {say('against now: the same')}\n"
    said = [
        words for kind, change in what.changes.items() for words in _changed_words(kind, change)
    ]
    return f"  {say('against now: {changes}', changes=', '.join(said))}\n"


def _changed_words(kind: str, change: Changed) -> Iterator[str]:
    """Yield what becomes of the things of a kind."""
    for number, one, many in (
        (change.come, say("{things} comes back"), say("{things} come back")),
        (change.go, say("{things} goes"), say("{things} go")),
        (change.differ, say("{things} as it was then"), say("{things} as they were then")),
    ):
        if number:
            yield (one if number == 1 else many).format(things=counted(number, kind))


def _print(text: str) -> int:
    from msp_desktop.cli import print_bytes

    return print_bytes(text.encode("utf-8", "backslashreplace"))
