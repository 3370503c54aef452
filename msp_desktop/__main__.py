"""``python -m msp_desktop``: the program."""

import sys

from msp_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
