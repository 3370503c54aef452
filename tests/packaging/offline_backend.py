"""A build backend that needs nothing from anywhere: what it builds points at the checkout."""

from pathlib import Path
from zipfile import ZipFile

INFO = "msp_desktop-0.dist-info"
FILES = {
    "msp_desktop.pth": f"{Path.cwd()}\n",
    f"{INFO}/METADATA": "Metadata-Version: 2.1\nName: msp-desktop\nVersion: 0\n",
    f"{INFO}/WHEEL": "Wheel-Version: 1.0\nGenerator: offline\nRoot-Is-Purelib: true\n"
    "Tag: py3-none-any\n",
}


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "msp_desktop-0-py3-none-any.whl"
    record = "".join(f"{path},,\n" for path in [*FILES, f"{INFO}/RECORD"])
    with ZipFile(Path(wheel_directory) / name, "w") as wheel:
        for path, text in {**FILES, f"{INFO}/RECORD": record}.items():
            wheel.writestr(path, text)
    return name


build_wheel = build_editable
