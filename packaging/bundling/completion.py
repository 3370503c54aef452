"""Completion of the command line for bash, zsh and fish."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bundling.commands import Argument, Command

PROGRAM = "msp-desktop"


def bash(commands: Iterable[Command]) -> str:
    """Return what is read by bash-completion as ``msp-desktop``."""
    known = list(commands)
    firsts, groups = _words(known)
    lines = [
        "# bash completion for msp-desktop",
        "_msp_desktop() {",
        '    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"',
        '    local first="${COMP_WORDS[1]}" command="" options="" word',
        "    COMPREPLY=()",
        '    [[ $COMP_CWORD -gt 1 ]] && case "$first" in',
        *(f"        {name}) command={name} ;;" for name in firsts if name not in groups),
        *(
            f'        {name}) command="{name} ${{COMP_WORDS[2]}}"; [[ $COMP_CWORD -eq 2 ]] && {{'
            f' COMPREPLY=($(compgen -W "{" ".join(below)}" -- "$current")); return; }} ;;'
            for name, below in groups.items()
        ),
        "    esac",
        '    case "$command $previous" in',
        *_bash_values(known),
        "    esac",
        '    case "$command" in',
    ]
    for command in known:
        names = " ".join(name for option in command.options() for name in option.names)
        label = shlex.quote(" ".join(command.words)) if command.words else '""'
        lines.append(f'        {label}) options="{names}" ;;')
    lines += [
        "    esac",
        "    if [[ $current == -* ]]; then",
        '        COMPREPLY=($(compgen -W "$options" -- "$current"))',
        "        return",
        "    fi",
        "    compopt -o filenames 2>/dev/null",
        '    mapfile -t COMPREPLY < <(compgen -f -- "$current")',
        "    if [[ $COMP_CWORD -eq 1 ]]; then",
        f'        for word in $(compgen -W "{" ".join(firsts)}" -- "$current"); do',
        '            COMPREPLY+=("$word")',
        "        done",
        "    fi",
        "}",
        f"complete -F _msp_desktop {PROGRAM}",
    ]
    return "\n".join(lines) + "\n"


def _bash_values(commands: Iterable[Command]) -> Iterator[str]:
    for command in commands:
        for option in command.options():
            if not option.value:
                continue
            label = "|".join(
                shlex.quote(f"{' '.join(command.words)} {name}") for name in option.names
            )
            if option.choices:
                reply = f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$current"))'
            elif option.folder:
                reply = 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current")'
            elif option.value == "FILE":
                reply = 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current")'
            else:
                reply = ":"
            yield f"        {label}) {reply}; return ;;"


def zsh(commands: Iterable[Command]) -> str:
    """Return what zsh autoloads as ``_msp-desktop``."""
    known = list(commands)
    firsts, groups = _words(known)
    lines = [f"#compdef {PROGRAM}", "", "local state", ""]
    lines += ["if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then"]
    lines += [*_zsh_list(firsts, "    "), "    _files", "    return", "fi"]
    for name, below in groups.items():
        lines += [f"if (( CURRENT == 3 )) && [[ $words[2] == {name} ]]; then"]
        lines += [*_zsh_list(below, "    "), "    return", "fi"]
    lines += ['case "$words[2] $words[3]" in']
    for command in [*known[1:], known[0]]:
        words = command.words
        said = " ".join(words)
        pattern = "*" if not words else f'"{said}"' if len(words) > 1 else f'"{said} "*'
        shift = f"shift {len(words)} words; (( CURRENT -= {len(words)} )); " if words else ""
        lines.append(f"    {pattern})")
        specs = [shlex.quote(spec) for one in command.arguments for spec in _zsh_specs(one)]
        lines.append(f"        {shift}_arguments \\")
        lines += [f"            {spec} \\" for spec in specs[:-1]]
        lines += [f"            {specs[-1]}", "        ;;"]
    return "\n".join([*lines, "esac"]) + "\n"


def _zsh_list(words: dict[str, str], indent: str) -> list[str]:
    listed = " ".join(
        shlex.quote(f"{name}:{said}" if said else name) for name, said in words.items()
    )
    return [f"{indent}local -a found=({listed})", f"{indent}_describe command found"]


def _zsh_specs(argument: Argument) -> Iterator[str]:
    value = ""
    if argument.value:
        what = f"({' '.join(argument.choices)})" if argument.choices else "_files"
        if argument.folder:
            what = "_files -/"
        elif argument.names and argument.value not in ("FILE", "FOLDER") and not argument.choices:
            what = ""
        value = f":{argument.value.lower() if not argument.choices else 'value'}:{what}"
    said = argument.help.replace("[", "(").replace("]", ")").replace(":", "\\:")
    if not argument.names:
        yield f"*{value}"
    for name in argument.names:
        yield f"{name}[{said}]{value}"


def fish(commands: Iterable[Command]) -> str:
    """Return what fish reads as ``msp-desktop.fish``."""
    known = list(commands)
    firsts, groups = _words(known)
    lines = ["# fish completion for msp-desktop"]
    none = f"not __fish_seen_subcommand_from {' '.join(firsts)}"
    for name, said in firsts.items():
        lines.append(_fish(none, f"-a {name}", said))
    for group, below in groups.items():
        unsaid = f"not __fish_seen_subcommand_from {' '.join(below)}"
        condition = f"__fish_seen_subcommand_from {group}; and {unsaid}"
        lines += [_fish(condition, f"-f -a {name}", said) for name, said in below.items()]
    for command in known:
        seen = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in command.words)
        if len(command.words) == 1:
            others = " ".join(groups)
            seen += f"; and not __fish_seen_subcommand_from {others}"
        for option in command.options():
            lines.append(_fish(seen or none, _fish_option(option), option.help))
    return "\n".join(lines) + "\n"


def _fish(condition: str, what: str, said: str) -> str:
    described = f" -d {shlex.quote(said)}" if said else ""
    return f"complete -c {PROGRAM} -n {shlex.quote(condition)} {what}{described}"


def _fish_option(option: Argument) -> str:
    names = " ".join(
        f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names
    )
    if option.choices:
        return f"{names} -x -a {shlex.quote(' '.join(option.choices))}"
    if option.folder:
        return f"{names} -x -a '(__fish_complete_directories)'"
    return f"{names} -r" if option.value else names


def _words(commands: Iterable[Command]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the first words with what they do, and for those that lead on, what comes then."""
    firsts, groups = dict[str, str](), dict[str, dict[str, str]]()
    for command in commands:
        if len(command.words) == 1:
            firsts[command.words[0]] = command.help
        elif command.words:
            firsts.setdefault(command.words[0], "what you wrote, without a window")
            groups.setdefault(command.words[0], {})[command.words[1]] = command.help
    return firsts, groups
