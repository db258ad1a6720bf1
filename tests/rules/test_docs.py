"""What the documents say of answers and facts is so."""

import json
import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from tests.compiled import own_scanner
from tests.rules.test_cases import TextLoader

from sunlit import checking, knowledge, rules
from sunlit.knowledge import terms

KNOWN = knowledge.load()
DOCS = Path(__file__).parents[2] / "docs"
LAW = (DOCS / "explanation" / "law.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(\{.*?\})\n```\n\n((?:- `[^`]+`: \w+\n)+)", LAW, re.S)


@pytest.mark.parametrize(("facts", "answers"), EXAMPLES)
def test_each_example_of_the_law_is_answered_as_written(facts: str, answers: str) -> None:
    found = checking.check_facts(own_scanner(), facts)
    for instrument, status in re.findall(r"- `([^`]+)`: (\w+)", answers):
        assert found[instrument].status == status, "\n".join(found[instrument].derivation.lines())


def test_each_of_the_ten_points_has_an_example() -> None:
    points = re.split(r"^### (?=\d+\.)", LAW, flags=re.M)[1:]
    assert [point.split(".")[0] for point in points] == [str(n) for n in range(1, 11)]
    assert all("```json" in point for point in points)


def test_the_example_of_fayette_county_is_there_and_the_page_says_what_it_is() -> None:
    assert "ESPLOST" in EXAMPLES[0][0]
    assert "not legal advice" in LAW.casefold()


def test_the_reference_names_every_fact_and_every_word() -> None:
    text = (DOCS / "reference" / "facts.md").read_text(encoding="utf-8")
    for name, field in rules.facts_schema()["properties"].items():
        assert f"| `{name}` |" in text
        assert field["description"] in text
    for words in (terms.BUYERS, terms.MONEY, terms.ACTS):
        assert all(f"| `{word}` |" in text for word in words)


def test_the_schema_in_the_package_is_that_of_the_facts() -> None:
    shipped = files("sunlit.rules").joinpath("schemas/facts.schema.json").read_text("utf-8")
    assert json.loads(shipped) == json.loads(json.dumps(rules.facts_schema()))


def test_following_add_an_instrument_gives_a_sound_one_with_the_answers_it_says(
    tmp_path: Path,
) -> None:
    text = (DOCS / "how-to" / "add-an-instrument.md").read_text(encoding="utf-8")
    folder = tmp_path / "knowledge"
    shutil.copytree(Path(knowledge.__file__).parent, folder, ignore=shutil.ignore_patterns("*.py*"))
    [(name, content)] = re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", text, re.S)
    (folder / name).write_text(content, encoding="utf-8")
    known = knowledge.load(folder)
    assert [one for one in knowledge.check(known) if one.level == "error"] == []
    [written] = re.findall(r"```text\n(.*?)```", text, re.S)
    [(instrument, case)] = yaml.load(written, TextLoader).items()
    for key, field in (("days", "on"), ("buyers", "buyer_type"), ("purposes", "purpose")):
        for value, status in case[key].items():
            facts = {**case["facts"], field: value}
            found = rules.answer(known, rules.read_facts(facts), [instrument])
            assert found[instrument].status == status, (field, value)
