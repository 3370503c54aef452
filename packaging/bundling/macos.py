"""What people on macOS install: the application on a disk image.

Signing and notarising take an account with Apple: ``CODESIGN_IDENTITY`` names what to sign with,
``NOTARY_PROFILE`` the profile that ``notarytool`` keeps. Without them the application is signed for
itself alone, and the first start takes a right click and "Open".
"""

from __future__ import annotations

import os
import platform
import shutil
from typing import TYPE_CHECKING, Any

from bundling import builder

if TYPE_CHECKING:
    from pathlib import Path

    from bundling.builder import Build, Bundle

IDENTIFIER = "org.msp-desktop.MSPDesktop"
CAPSULE_IDENTIFIER = f"{IDENTIFIER}.capsule"
OLDEST = "13.0"
"""The oldest macOS that Qt's libraries in requirements.txt run on, as their names say."""

TOOLS = {"hdiutil": "macOS", "codesign": "the command line tools of Xcode"}

LICENCE_NOTE = "MIT licence; licences of what is inside: see About"


def name() -> str:
    """Return what the files are called after: the system and the kind of machine."""
    return f"macos-{platform.machine()}"


def information(version: str, ending: str, icons: tuple[str, str]) -> dict[str, Any]:
    """Return what Info.plist says beside what PyInstaller knows.

    ``ending`` is that of capsules' names, ``icons`` the files of the program's and the capsule's.
    """
    program, capsule = icons
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": "MSP Desktop",
        "CFBundleDisplayName": "MSP Desktop",
        "CFBundleExecutable": "msp-desktop",
        "CFBundlePackageType": "APPL",
        "CFBundleIconFile": program,
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["ko", "en"],
        "CFBundleAllowMixedLocalizations": True,
        "LSApplicationCategoryType": "public.app-category.education",
        "LSMinimumSystemVersion": OLDEST,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": f"© 2026 The MSP Desktop authors. {LICENCE_NOTE}",
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "CFBundleDocumentTypes": [
            _document("Markdown", "net.daringfireball.markdown", "Alternate", program),
            _document("Folder", "public.folder", "Alternate", program),
            _document("Zip archive", "public.zip-archive", "Alternate", program),
            _document("MSP study capsule", CAPSULE_IDENTIFIER, "Owner", capsule),
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": CAPSULE_IDENTIFIER,
                "UTTypeDescription": "MSP study capsule",
                "UTTypeConformsTo": ["public.data", "public.archive"],
                "UTTypeIconFile": capsule,
                "UTTypeTagSpecification": {
                    "public.filename-extension": [ending.lstrip(".")],
                    "public.mime-type": ["application/x-msp-capsule"],
                },
            }
        ],
        "UTImportedTypeDeclarations": [
            {
                "UTTypeIdentifier": "net.daringfireball.markdown",
                "UTTypeDescription": "Markdown",
                "UTTypeConformsTo": ["public.plain-text"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["md", "markdown"],
                    "public.mime-type": ["text/markdown"],
                },
            }
        ],
    }


def packages(build: Build, bundle: Bundle, results: Path) -> list[Path]:
    """Sign the application, put it on a disk image beside a link to Applications, return that."""
    identity = os.environ.get("CODESIGN_IDENTITY", "-")
    timed = ["--timestamp"] if identity != "-" else []
    sign = ["codesign", "--force", "--deep", "--options", "runtime", *timed, "--sign", identity]
    entitlements = build.source / "packaging" / "macos.entitlements"
    builder.call(build, [*sign, "--entitlements", str(entitlements), str(bundle.folder)])
    builder.call(build, ["codesign", "--verify", "--deep", "--strict", str(bundle.folder)])
    stage = builder.fresh(builder.WORK / "dmg")
    shutil.copytree(bundle.folder, stage / bundle.folder.name, symlinks=True)
    (stage / "Applications").symlink_to("/Applications")
    image = results / f"msp-desktop-{build.version}-{name()}.dmg"
    image.unlink(missing_ok=True)
    builder.call(build, image_command(stage, image))
    profile = os.environ.get("NOTARY_PROFILE")
    if profile:
        submit = ["xcrun", "notarytool", "submit", str(image), "--wait"]
        builder.call(build, [*submit, "--keychain-profile", profile])
        builder.call(build, ["xcrun", "stapler", "staple", str(image)])
    return [image]


def image_command(stage: Path, image: Path) -> list[str]:
    """Return the command that makes a disk image of a folder."""
    volume = ["-volname", "MSP Desktop", "-fs", "HFS+", "-format", "UDBZ"]
    return ["hdiutil", "create", "-quiet", *volume, "-srcfolder", str(stage), str(image)]


def _document(said: str, kind: str, rank: str, icon: str) -> dict[str, Any]:
    return {
        "CFBundleTypeName": said,
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": rank,
        "LSItemContentTypes": [kind],
        "CFBundleTypeIconFile": icon,
    }
