"""Which browser the browser tests use, and what to say when there is none."""

import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

CHROMIUM = next((path for name in _NAMES if (path := shutil.which(name))), None)
NO_CHROMIUM = "no Chromium on this machine: apt-get install chromium fonts-noto-cjk"
