"""What does a contracting process look like once all its releases are put together?

The merging is `ocdsmerge`'s, with the release schema of OCDS 1.1.5 that the package holds
(schemas/, Apache-2.0), so that no network is needed.
"""

import json
import threading
import warnings
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

Release = dict[str, Any]

#: The library warns where we have decided; who silences it does so for the whole process.
_SILENCED = threading.Lock()


class UnmergeableError(ValueError):
    """The releases of one process contradict each other's structure."""


def merged(releases: Sequence[Release], schema: Release | None = None) -> Release:
    """Give the compiled release of `releases`, all of one ocid, in any order.

    `schema` is a release schema other than the shipped one. A release without a date counts as
    the earliest. Of several objects with one id in one release the last stands.
    Raises UnmergeableError when a field is a list in one release and an object in another.
    """
    # Imported here because it loads an HTTP client, which most runs never need.
    from ocdsmerge import Merger
    from ocdsmerge.exceptions import OCDSMergeError, OCDSMergeWarning

    dated = [{**release, "date": _text(release.get("date"))} for release in releases]
    merger = Merger(merge_rules=_rules(dated, schema))
    try:
        with _SILENCED, warnings.catch_warnings():
            warnings.simplefilter("ignore", OCDSMergeWarning)
            result: Release = merger.create_compiled_release(dated)
    except (OCDSMergeError, AttributeError, TypeError, KeyError, ValueError) as problem:
        raise UnmergeableError(f"{type(problem).__name__}: {problem}") from problem
    return result


def _rules(releases: Sequence[Release], schema: Release | None) -> dict[Any, str]:
    if schema is not None:
        from ocdsmerge.rules import get_merge_rules

        return dict(get_merge_rules(schema))
    rules = dict(_shipped_rules())
    if any(_supplier_without_id(release) for release in releases):
        # As in OCDS 1.0: without ids the suppliers of a correction would pile up on the old ones.
        rules["awards", "suppliers"] = "wholeListMerge"
    return rules


@lru_cache(maxsize=1)
def _shipped_rules() -> dict[Any, str]:
    from ocdsmerge.rules import get_merge_rules

    text = (resources.files("sunlit.sources") / "schemas" / "ocds-release-1.1.5.json").read_text(
        "utf-8"
    )
    return dict(get_merge_rules(json.loads(text)))


def _supplier_without_id(release: Release) -> bool:
    for award in _dicts(release.get("awards")):
        if any(supplier.get("id") is None for supplier in _dicts(award.get("suppliers"))):
            return True
    return False


def _dicts(value: Any) -> list[Release]:
    return (
        [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def latest_values(versioned: Any) -> Any:
    """Give a versioned release as a compiled one: of each field's history the last value."""
    if isinstance(versioned, dict):
        return {key: latest_values(value) for key, value in versioned.items()}
    if isinstance(versioned, list):
        if versioned and all(isinstance(v, dict) and "releaseDate" in v for v in versioned):
            return versioned[-1].get("value")
        return [latest_values(member) for member in versioned]
    return versioned
