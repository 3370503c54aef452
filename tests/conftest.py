"""Where there is no screen, tests draw to memory, as dev.py has them do."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
