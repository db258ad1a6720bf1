"""What changed between two versions of the knowledge."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sunlit import knowledge, rules
from sunlit.tables import Fact, Finding


@pytest.fixture
def later(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    shutil.copytree(Path(knowledge.__file__).parent, folder, ignore=shutil.ignore_patterns("*.py*"))
    path = folder / "instruments" / "us-la-sb15-2021.yaml"
    path.write_text(
        path.read_text("utf-8").replace("from: 2021-08-01", "from: 2021-09-01"), "utf-8"
    )
    return folder


def test_the_same_knowledge_has_no_differences() -> None:
    assert knowledge.differences(knowledge.load(), knowledge.load()) == []


def test_a_changed_day_is_told_with_both_days(later: Path) -> None:
    found = knowledge.differences(knowledge.load(), knowledge.load(later))
    assert {one.id for one in found} == {"us-la-sb15-2021"}
    [bar] = [one for one in found if one.key == "bars.body-video.since"]
    assert (bar.what, bar.old, bar.new) == ("changed", "2021-08-01", "2021-09-01")


def test_a_removed_party_is_told(later: Path) -> None:
    (later / "instruments" / "us-tx-prohibited-tech.yaml").unlink()
    found = knowledge.differences(knowledge.load(), knowledge.load(later))
    assert ("removed", "instrument", "us-tx-prohibited-tech") in {one[:3] for one in found}


def test_findings_between_the_two_days_get_another_answer(
    later: Path, build: Callable[..., Finding]
) -> None:
    told = {"party": "hikvision", "jurisdiction": "US-LA"}
    asked = (Fact("act", "procure"), Fact("product_class", "video_camera"))
    between = build(1, date="2021-08-15", facts=asked, **told)
    after = build(2, date="2021-09-15", facts=asked, **told)
    changes = rules.status_changes(knowledge.load(), knowledge.load(later), [between, after])
    assert [
        (change.finding_id, change.instrument, change.old, change.new) for change in changes
    ] == [(between.finding_id, "us-la-sb15-2021", "depends", "not_prohibited")]


def test_a_finding_that_keeps_no_facts_is_asked_with_what_its_own_words_say(
    later: Path, build: Callable[..., Finding]
) -> None:
    told = {"party": "hikvision", "jurisdiction": "US-LA", "product_class": "video_camera"}
    between = build(1, date="2021-08-15", buyer="Acme Council", description="cameras", **told)
    changes = rules.status_changes(knowledge.load(), knowledge.load(later), [between])
    assert [(change.instrument, change.old, change.new) for change in changes] == [
        ("us-la-sb15-2021", "depends", "not_prohibited")
    ]
