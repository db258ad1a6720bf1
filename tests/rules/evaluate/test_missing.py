"""Has every fact that an answer can lack words to ask for it, and a group that it turns on?"""

import ast
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from tests.rules.evaluate.test_boundaries import FACTS

from sunlit import knowledge, rules
from sunlit.knowledge.scope import TURNS_ON
from sunlit.rules.evaluate.answer import derive, instrument_bars
from sunlit.rules.evaluate.missing import LACKS, Missing, own_question, turns_on
from sunlit.rules.evaluate.scope import asked
from sunlit.rules.facts import Facts

KNOWN = knowledge.load()
EVALUATE = Path(rules.__file__).parent / "evaluate"


def check(lack: Missing) -> None:
    assert set(turns_on(lack.code)) & set(TURNS_ON), lack
    assert lack.words.strip(), lack
    assert "{" not in lack.words, lack
    assert lack.asks or lack.code == "reach", lack  # somebody must read the law for that one


def test_every_code_that_the_rules_give_is_declared_and_every_declared_one_is_given() -> None:
    given = {
        node.args[0].value
        for path in EVALUATE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "missing"
        and isinstance(node.args[0], ast.Constant)
    }
    assert given == LACKS.keys()


def test_every_declared_fact_is_asked_for_by_a_name_of_the_facts() -> None:
    for lack in LACKS.values():
        assert lack.asks is None or lack.asks in Facts.model_fields
        assert set(lack.turns_on) <= set(TURNS_ON)
        assert lack.turns_on


def test_every_question_of_an_instrument_has_words_and_a_group() -> None:
    for instrument in KNOWN.instruments.values():
        for bar in instrument_bars(instrument) if instrument.bars else ():
            for need in bar.needs:
                check(own_question(need.fact, need.missing, need.turns_on))
        for part in instrument.exceptions:
            if part.fact:
                words = part.missing or "whether the exception that is claimed covers this purchase"
                check(own_question(part.fact, words, part.turns_on))


def test_an_instrument_whose_scope_nobody_read_never_answers_that_it_depends() -> None:
    unread = {instrument.id for instrument in KNOWN.instruments.values() if not instrument.bars}
    assert all(KNOWN.instruments[name].governs != "purchase" for name in unread)
    for act in ("procure", "market", "authorise", "export"):
        answers = rules.answer(KNOWN, Facts(party="hikvision", act=act), unread)
        assert {answer.status for answer in answers.values()} <= {
            "not_applicable",
            "not_prohibited",
        }


@settings(max_examples=120, derandomize=True, deadline=None)
@given(FACTS)
def test_whatever_is_asked_each_missing_fact_has_words_and_a_group(facts: dict[str, Any]) -> None:
    read = rules.completed(KNOWN, rules.read_facts(KNOWN, facts))
    for instrument in KNOWN.instruments.values():
        if not instrument.bars:
            continue
        tree = derive(asked(KNOWN, instrument, read))
        for lack in tree.open_facts():
            check(lack)
