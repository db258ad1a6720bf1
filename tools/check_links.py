"""Does every relative link of the docs lead somewhere?"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")


def broken_links(page: Path) -> list[str]:
    """Give the relative links of a page that name no file."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link for link in _LINK.findall(text) if "://" not in link and ":" not in link]
    return [link for link in links if not (page.parent / link).exists()]


def main() -> int:
    """Print each broken link; the exit status says whether there was one."""
    listed = subprocess.run(
        ["git", "ls-files", "*.md"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = 0
    for name in listed.stdout.split():
        for link in broken_links(ROOT / name):
            sys.stderr.write(f"{name}: {link} leads nowhere\n")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
