"""The one list of what goes into a bundle, and why.

PyInstaller finds what the program might need; here it is decided what it does need. Whatever it
finds must meet a rule: a file that meets none stops the build, so that nothing slips in when a
library grows. Rules are tried in order and the first one that fits decides.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Rule(NamedTuple):
    """Files of a bundle, by their path below its folder (``*`` matches ``/`` too)."""

    pattern: str
    kept: bool
    why: str


class Undecided(Exception):
    """The bundle has something that the list does not know; the message names it."""


def _keep(why: str, *patterns: str) -> tuple[Rule, ...]:
    return tuple(Rule(pattern, True, why) for pattern in patterns)


def _leave(why: str, *patterns: str) -> tuple[Rule, ...]:
    return tuple(Rule(pattern, False, why) for pattern in patterns)


_QT = "PySide6/Qt/plugins"

RULES: tuple[Rule, ...] = (
    # Our own
    *_leave("sources of the translations: the .qm files are made of them", "resources/*.ts"),
    *_leave(
        "licences have a folder of their own, with all that packages say", "resources/licences/*"
    ),
    *_keep("licences of everything inside", "licences/*"),
    *_keep("themes, translations and the bundled course", "resources/*"),
    *_keep("the icon of capsules, which macOS looks for in the application", "capsule.icns"),
    # Python
    *_leave(
        "OpenSSL: nothing is sent or fetched, and Python has SHA-256 of its own",
        "*/_ssl.*",
        "*/_hashlib.*",
        "_ssl.pyd",
        "_hashlib.pyd",
        "libssl*",
        "libcrypto*",
    ),
    *_leave("only pickles of decimals and the like ask for it", "*/_statistics.*"),
    *_leave("random UUIDs do without; the others tell the machine's address", "*_uuid.*"),
    *_keep("modules of Python that are written in C", "python3*/lib-dynload/*.so"),
    *_keep(
        "modules of Python that are written in C, on Windows",
        "_*.pyd",
        *(f"{one}.pyd" for one in ("pyexpat", "select", "unicodedata")),
    ),
    *_leave("sounds of Windows", "winsound.pyd"),
    *_keep("Python itself", "libpython3*", "python3*.dll", "Python", "Python.framework/*"),
    *_keep("what is compiled with Microsoft's compiler needs it", "*vcruntime140*.dll"),
    *_keep("what is compiled with Microsoft's compiler needs it", "*msvcp140*.dll"),
    *_leave("Windows 10 and newer have it", "api-ms-win-*.dll", "ucrtbase.dll"),
    *_keep("what must be there before anything can be imported", "base_library.zip"),
    *_keep("bzip2 in zips of courses; distributions call it by different names", "libbz2.so.1*"),
    # Libraries of Python
    *_keep("SQLite, foreign functions: Windows has none of its own", "sqlite3.dll", "libffi*.dll"),
    *_keep("HTML is made safe with it", "nh3/nh3.*"),
    *_keep("front matter, and lists of what stands in a folder", "yaml/_yaml.*"),
    *_keep("Mermaid's diagrams are drawn with it", "mmdr/_mmdr.*"),
    *_keep("the letters of formulas", "ziamath/fonts/*", "ziafont/fonts/*"),
    *_keep("TeX's names of characters", "latex2mathml/unimathsymbols.txt"),
    *_leave("marks for type checkers", "*/py.typed"),
    *_keep("it asks for its own version", "latex2mathml-*.dist-info/METADATA"),
    *_leave("metadata that nothing reads; licences have a folder of their own", "*.dist-info/*"),
    # Qt's modules
    *_keep("Qt as Python sees it", "*pyside6.abi3.*", "*shiboken6.abi3.*", "shiboken6/*"),
    *_keep("the window", *(f"PySide6/Qt{name}.*" for name in ("Core", "Gui", "Widgets"))),
    *_keep("drawing SVG, printing", "PySide6/QtSvg.*", "PySide6/QtPrintSupport.*"),
    *_keep(
        "Qt: what the window, SVG and printing consist of",
        *(f"*libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "Svg", "PrintSupport")),
        *(f"PySide6/Qt6{name}.dll" for name in ("Core", "Gui", "Widgets", "Svg", "PrintSupport")),
        *(f"*Qt{name}" for name in ("Core", "Gui", "Widgets", "Svg", "PrintSupport")),
        *(
            f"*Qt{name}.framework/*"
            for name in ("Core", "Gui", "Widgets", "Svg", "PrintSupport", "DBus")
        ),
    ),
    *_keep("Unicode: Qt's core is linked to it", "*libicu*.so.*"),
    *_keep(
        "the bus of the desktop: input methods, dark look, portals",
        "*libQt6DBus.so.6",
        "PySide6/Qt6DBus.dll",
        "*QtDBus",
    ),
    *_keep(
        "platforms X11 and Wayland, in parts; the X11 and Wayland plugins link to OpenGL's",
        "*libQt6XcbQpa.so.6",
        "*libQt6WaylandClient.so.6",
        "*libQt6WlShellIntegration.so.6",
        "*libQt6OpenGL.so.6",
    ),
    *_leave(
        "network: the program uses none",
        "PySide6/QtNetwork.*",
        "*libQt6Network.so.6",
        "*Qt6Network.dll",
        "*QtNetwork",
        "*QtNetwork.framework/*",
        f"{_QT}/tls/*",
        f"{_QT}/networkinformation/*",
        "PySide6/plugins/tls/*",
        "PySide6/plugins/networkinformation/*",
    ),
    *_leave("the bus as Python sees it", "PySide6/QtDBus.*"),
    *_leave(
        "screens without a desktop, and far ones",
        "*/platforms/*qminimal.*",
        "*/platforms/*qdirect2d.*",
        "*/plugins/generic/*",
        "*libQt6EglF*",
        f"{_QT}/egldeviceintegrations/*",
        f"{_QT}/platforms/libqeglfs.so",
        f"{_QT}/platforms/libqlinuxfb.so",
        f"{_QT}/platforms/libqminimal*.so",
        f"{_QT}/platforms/libqvkkhrdisplay.so",
        f"{_QT}/platforms/libqvnc.so",
    ),
    # Qt's plugins
    *_keep("X11, Wayland", f"{_QT}/platforms/libqxcb.so", f"{_QT}/platforms/libqwayland*.so"),
    *_keep("a window in memory: trials without a screen", "*/platforms/*qoffscreen.*"),
    *_keep("the window on Windows and macOS", "*/platforms/qwindows.dll", "*/libqcocoa.dylib"),
    *_keep("the look of native widgets", "*/plugins/styles/*"),
    *_leave(
        "OpenGL: the window is drawn without",
        f"{_QT}/xcbglintegrations/*",
        "*opengl32sw.dll",
        "*d3dcompiler_47.dll",
    ),
    *_leave("camera, microphone, place: nothing asks for them", "*/plugins/permissions/*"),
    *_leave("a keyboard on the screen: systems have their own", "*/*qtvirtualkeyboard*"),
    *_keep("frames and shells of windows on Wayland", f"{_QT}/wayland-decoration-client/*"),
    *_keep("the shell that all Wayland desktops have", f"{_QT}/wayland-shell-integration/libxdg*"),
    *_leave("shells of cars and of the past", f"{_QT}/wayland-shell-integration/*"),
    *_leave("OpenGL on Wayland", f"{_QT}/wayland-graphics-integration-client/*"),
    *_keep("writing Korean: Compose, IBus", f"{_QT}/platforminputcontexts/*"),
    *_keep("dark look and file dialogs of the desktop", f"{_QT}/platformthemes/*"),
    *_keep("printers", "*/plugins/printsupport/*"),
    *_keep("pictures of courses", *(f"*/imageformats/*q{one}.*" for one in ("gif", "jpeg", "svg"))),
    *_keep("pictures of courses", "*/imageformats/*qwebp.*"),
    *_leave("formats of pictures that courses do not have", "*/imageformats/*"),
    *_keep("icons of the desktop, which are SVG", "*/iconengines/*"),
    # Qt's words
    *_keep("Qt's own words, in our languages", "*/translations/qtbase_ko.qm"),
    *_keep("Qt's own words, in our languages", "*/translations/qtbase_en.qm"),
    *_leave("languages that the program does not speak", "*/translations/*"),
)

DISTRIBUTIONS = {
    "msp_desktop": "the program",
    "PySide6": "Qt",
    "shiboken6": "Qt",
    "shibokensupport": "Qt",
    "markdown": "reading Markdown",
    "pygments": "colours of code",
    "appdirs": "where the system keeps a user's files",
    "nh3": "safe HTML",
    "yaml": "front matter",
    "ziamath": "formulas",
    "ziafont": "formulas",
    "latex2mathml": "formulas",
    "mmdr": "diagrams",
}
"""The packages whose modules may be inside, beside Python's own, and what for."""

WHOLE = ("msp_desktop", "pygments.lexers")
"""Packages that go along whole, because what they import is only known when it is asked for.

All of Pygments' lexers are kept: any language may stand in a course, the list that Pygments has of
them promises every one, and together they take a megabyte of the download.
"""

MODULES_LEFT_OUT = {
    "PySide6.QtNetwork": "no network is used",
    "PySide6.QtDBus": "only Qt itself talks to the bus",
    "ssl": "no network is used",
    "_ssl": "no network is used",
    "_hashlib": "OpenSSL's; Python has the same digests of its own",
    "http.server": "no network is used",
    "http.cookiejar": "no network is used",
    "ftplib": "no network is used",
    "smtplib": "no network is used",
    "xmlrpc": "no network is used",
    "wsgiref": "no network is used",
    "asyncio": "threads and Qt's event loop do it",
    "multiprocessing": "helpers are started with subprocess",
    "concurrent.futures.process": "helpers are started with subprocess",
    "tkinter": "another kind of window",
    "turtle": "another kind of window",
    "idlelib": "tools for developers",
    "unittest": "tools for developers",
    "doctest": "tools for developers",
    "pdb": "tools for developers",
    "pydoc": "tools for developers",
    "pydoc_data": "tools for developers",
    "lib2to3": "tools for developers",
    "distutils": "tools for developers",
    "setuptools": "tools for developers",
    "pip": "tools for developers",
    "ensurepip": "tools for developers",
    "venv": "tools for developers",
    "test": "tools for developers",
    "curses": "terminals",
    "readline": "terminals",
    "markdown.test_tools": "tests",
    "pygments.sphinxext": "documentation of Pygments",
    "pygments.cmdline": "the program pygmentize",
    "PIL": "Pygments and ziafont would use it if it were there",
    "IPython": "ziamath and ziafont would show themselves in it",
}
"""Modules that PyInstaller would follow an import to, and why the program gets along without."""


def decide(path: str) -> Rule:
    """Return the rule for a path below the bundle's folder.

    Raises Undecided where there is none.
    """
    path = path.replace("\\", "/").lower()
    for rule in RULES:
        # Windows writes names as it likes: VCRUNTIME140.dll, MSVCP140.dll.
        if fnmatchcase(path, rule.pattern.lower()):
            return rule
    raise Undecided(f"{path}: no rule in packaging/bundling/contents.py says whether it is needed")


def split(paths: Iterable[str], of_system: Iterable[str] = ()) -> set[str]:
    """Return those paths that are kept.

    ``of_system`` are those of libraries that lie in the system's folders. They are what libraries
    inside are linked to: where no rule keeps them, the machine is expected to have them, and
    ``system`` has to know them. Raises Undecided with all other paths that no rule is for.
    """
    system, kept, unknown = set(of_system), set[str](), list[str]()
    for path in paths:
        try:
            if decide(path).kept:
                kept.add(path)
        except Undecided:
            if path not in system:
                unknown.append(path)
    if unknown:
        raise Undecided("No rule in packaging/bundling/contents.py is for:\n" + "\n".join(unknown))
    return kept


def foreign(modules: Iterable[str], standard: Iterable[str]) -> list[str]:
    """Return the modules that are neither Python's own (``standard``) nor of a listed package."""
    known = {*standard, *DISTRIBUTIONS}
    return sorted(
        name
        for name in modules
        if name.split(".")[0] not in known
        or any(name == left or name.startswith(f"{left}.") for left in MODULES_LEFT_OUT)
    )
