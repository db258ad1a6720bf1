"""Where does a user's machine keep what Sunlit compiled, and the lists of names? For faces only."""

import os
import sys
from pathlib import Path


def cache_dir() -> Path:
    """The user's folder for what can be made again, by the custom of the platform."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
        return home / "sunlit" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "sunlit"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sunlit"


def lists_folder() -> Path:
    """The folder of the lists that `sunlit lists add` keeps."""
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "sunlit" / "lists"
