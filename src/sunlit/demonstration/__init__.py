"""The demonstration's data: one real file, as its publisher gave it."""

from pathlib import Path

HYNDBURN = Path(__file__).parent / "hyndburn-november-2024.csv"
