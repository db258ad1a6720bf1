"""How is an HTML page made, so that it can ask nothing of the outside and published text is text?"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sunlit.publish.clean import one_line, without_controls
from sunlit.publish.wording import machine_word, plural


def page(template: str, **values: Any) -> str:
    """A template of this package with its values; the same values give the same page."""
    return _environment().get_template(template).render(**values)


def page_in_parts(template: str, **values: Any) -> Iterator[str]:
    """The same part by part, for a page whose rows come one by one."""
    stream = _environment().get_template(template).stream(**values)
    stream.enable_buffering(500)
    return iter(stream)


@cache
def own(name: str) -> Markup:
    """A style or script of this package, which is no published text and is not escaped."""
    text = (files("sunlit.publish") / "templates" / name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704


def content_policy(styles: Sequence[str], scripts: Sequence[str] = ()) -> str:
    """Allow only these very texts as style and script; no request, no frame, no form.

    The texts must stand in the page to the letter. Put it into a `<meta>` before them.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {_allowed(styles)}",
            f"script-src {_allowed(scripts)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _allowed(texts: Sequence[str]) -> str:
    return " ".join(f"'sha256-{_digest(str(text))}'" for text in texts) or "'none'"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sunlit.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_controls,
    )
    environment.globals["own"] = own
    environment.globals["content_policy"] = content_policy
    environment.filters["one_line"] = one_line
    environment.filters["plural"] = plural
    environment.filters["words"] = machine_word
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment


def _without_controls(value: Any) -> Any:
    return without_controls(value) if type(value) is str else value
