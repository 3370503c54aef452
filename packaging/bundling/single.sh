#!/bin/sh
# MSP Desktop @VERSION@ for Linux on @MACHINE@, in one file.
#
#   sh FILE [COURSE]           start it (chmod +x FILE, and FILE alone will do)
#   FILE --extract [FOLDER]    only unpack it, by default beside where you are
#   FILE --verify              only see whether this file is whole
#   FILE --version             only say which version it is
#
# Nothing is installed, and neither root nor FUSE is needed. The first start unpacks what follows
# this script into the cache folder, later ones find it there. Other folders than
# $XDG_CACHE_HOME or ~/.cache: MSP_DESKTOP_UNPACK=FOLDER. Where nothing can be kept, it is unpacked
# for one time and cleaned up behind it.
#
# It may be moved and renamed. sh, coreutils, findutils, tar and gzip are all it takes.

version='@VERSION@'
digest='@DIGEST@'
bytes=@BYTES@
files=@FILES@
offset=@OFFSET@
name="$version-@SHORT@"
self=$0
why=

say() {
    printf 'msp-desktop: %s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

# Where this file is, however it was called.
find_self() {
    case $self in
    */*) ;;
    *) [ -f "$self" ] && self=./$self || self=$(command -v -- "$self") ;;
    esac
    self=$(readlink -f -- "$self") && [ -r "$self" ] || fail "this file cannot be read: $0"
}

# Whether every byte is as it was given out.
verify() {
    size=$(wc -c <"$self")
    [ "$size" -eq $((offset - 1 + bytes)) ] ||
        fail "this file is not whole ($size of $((offset - 1 + bytes)) bytes): download it again"
    sum=$(tail -c "+$offset" "$self" | sha256sum)
    [ "${sum%% *}" = "$digest" ] || fail "this file is damaged: download it again"
}

# On a full disk tar complains of every file; one line says it. All of them are read, or tar would
# end at a mere warning.
unpack() {
    why=$(tail -c "+$offset" "$self" | tar -xzof - -C "$1" 2>&1 | sed -n 1p)
    present "$1"
}

# Whether all of it is there: cleaners of caches take away single files. -O: nobody else put it there.
present() {
    [ -O "$1" ] && [ -x "$1/msp-desktop" ] && [ "$(find "$1" -type f | wc -l)" -eq "$files" ]
}

in_use() {
    for exe in /proc/[0-9]*/exe; do
        [ "$(readlink "$exe" 2>/dev/null)" = "$1/msp-desktop" ] && return 0
    done
    return 1
}

# Take away what was never finished, and other versions that nobody started for a month.
tidy() {
    find "$shelf" -mindepth 1 -maxdepth 1 -name '.unpacking.*' -mtime +0 -exec rm -rf {} +
    for old in "$shelf"/[0-9]*; do
        [ -d "$old" ] && [ "$old" != "$place" ] || continue
        [ -z "$(find "$old.used" -mtime -30 2>/dev/null)" ] || continue
        in_use "$old" || rm -rf "$old" "$old.used"
    done
}

mark_used() {
    { true >"$place.used"; } 2>/dev/null
}

# A portable copy keeps its data beside this file, and learns of it as from an AppImage.
tell() {
    APPDIR=$1 APPIMAGE=$self
    export APPDIR APPIMAGE
}

start() {
    mark_used
    tell "$place"
    exec "$place/msp-desktop" "$@"
}

# Unpack into $place, which appears whole or not at all. Two that start at once wait for each other
# where there is flock; where there is none, the one that comes second throws its own away.
keep() {
    [ -d "$base" ] || mkdir -m 700 "$base" 2>/dev/null || return 1
    [ -d "$shelf" ] || mkdir -m 700 "$shelf" 2>/dev/null || [ -d "$shelf" ] || return 1
    [ -O "$shelf" ] && [ -w "$shelf" ] || return 1
    if command -v flock >/dev/null 2>&1 && { true >>"$shelf/.lock"; } 2>/dev/null; then
        exec 9>>"$shelf/.lock"
        flock -w 120 9 || true
    fi
    present "$place" && return 0
    new=$(mktemp -d "$shelf/.unpacking.XXXXXX" 2>/dev/null) || return 1
    trap 'rm -rf "$new"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    if unpack "$new"; then
        sync -f "$new" 2>/dev/null || sync
        if [ -d "$place" ] && ! present "$place"; then
            mv -T "$place" "$new.damaged" && rm -rf "$new.damaged"
        fi
        mv -T "$new" "$place" 2>/dev/null
        mark_used
    fi
    rm -rf "$new"
    trap - EXIT INT TERM HUP
    present "$place" || return 1
    tidy 2>/dev/null
    return 0
}

# Unpack for this one time, into a folder that nobody else can look into, and clean up.
once() {
    new=$(mktemp -d "${TMPDIR:-/tmp}/msp-desktop.XXXXXX") ||
        fail "there is no folder to unpack into; say which with MSP_DESKTOP_UNPACK=FOLDER"
    trap 'rm -rf "$new"' EXIT
    unpack "$new" ||
        fail "cannot be unpacked into $new (${why:-nothing may be run there}); say where with MSP_DESKTOP_UNPACK=FOLDER"
    say "nothing can be kept in the cache folder; unpacked into $new for this time"
    tell "$new"
    exec 3<&0
    "$new/msp-desktop" "$@" <&3 &
    child=$!
    trap 'signalled=1; kill -INT $child' INT
    trap 'signalled=1; kill -TERM $child' TERM HUP
    status=127
    while :; do
        signalled=
        wait "$child"
        waited=$?
        [ "$waited" -eq 127 ] || status=$waited
        # A signal ends the waiting, not what is waited for.
        [ -n "$signalled" ] && [ "$waited" -gt 128 ] || exit "$status"
    done
}

extract() {
    target=${1:-msp-desktop-$version-linux-@MACHINE@}
    [ ! -e "$target" ] || fail "$target is there already"
    verify
    new=$(mktemp -d "$(dirname -- "$target")/.msp-desktop.XXXXXX") || exit 1
    trap 'rm -rf "$new"' EXIT
    unpack "$new" || fail "cannot be unpacked into $target ($why)"
    chmod 755 "$new" && mv -T "$new" "$target" || exit 1
    trap - EXIT
    printf '%s\n' "$target/msp-desktop"
    exit 0
}

[ "${1-}" = --version ] && printf 'msp-desktop %s\n' "$version" && exit 0
find_self
case ${1-} in
--extract)
    shift
    extract "$@"
    ;;
--verify)
    verify
    printf '%s: whole\n' "$self"
    exit 0
    ;;
esac

for base in "${MSP_DESKTOP_UNPACK-}" "${XDG_CACHE_HOME-}" "${HOME:+$HOME/.cache}"; do
    case $base in /*) [ -d "$base" ] || [ -d "${base%/*}" ] || continue ;; *) continue ;; esac
    shelf=$base/msp-desktop-run
    place=$shelf/$name
    present "$place" 2>/dev/null && start "$@"
done
verify
for base in "${MSP_DESKTOP_UNPACK-}" "${XDG_CACHE_HOME-}" "${HOME:+$HOME/.cache}"; do
    case $base in /*) [ -d "$base" ] || [ -d "${base%/*}" ] || continue ;; *) continue ;; esac
    shelf=$base/msp-desktop-run
    place=$shelf/$name
    if keep; then
        exec 9>&-
        start "$@"
    fi
done
once "$@"
# What follows is not text.
