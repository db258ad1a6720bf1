"""What points to a party, and what each signal says about itself."""

import re
from pathlib import Path

from sunlit import knowledge
from sunlit.knowledge import Signal


def shipped(text: str) -> Signal:
    [signal] = [signal for signal in knowledge.load().signals if signal.text == text]
    return signal


def test_ids_are_unique_and_readable() -> None:
    ids = [signal.id for signal in knowledge.load().signals]
    assert len(ids) == len(set(ids))
    assert "hikvision:model:hik-2cd" in ids
    assert "dahua:native_name:大华" in ids


def test_every_signal_has_a_text_or_a_pattern_and_points_somewhere() -> None:
    for signal in knowledge.load().signals:
        assert (signal.text is None) != (signal.pattern is None)
        assert signal.party or signal.candidates or signal.kind == "relabel"


def test_a_brand_with_an_entity_of_its_own_points_to_that_entity_only() -> None:
    assert (shipped("EZVIZ").party, shipped("Lorex").party) == ("ezviz", "lorex")
    assert (shipped("HiLook").party, shipped("IMOU").party) == ("hikvision", "dahua")


def test_own_brands_and_other_labels_have_grade_relabel_and_names_are_named() -> None:
    assert shipped("HiLook").grade == "relabel"
    assert shipped("Amcrest").grade == "relabel"
    assert shipped("Hikvision").grade == "named"
    assert shipped("Honeywell").also == ("hikvision",)


def test_a_lead_from_memory_is_marked_and_never_enough_alone() -> None:
    lead = shipped("Safire")
    assert (lead.evidence_rank, lead.verified, lead.strength) == ("U", "unverified", "with_context")


def test_a_label_on_some_products_is_never_enough_alone() -> None:
    for signal in knowledge.load().signals:
        if signal.reach in ("some_products", "past", "alleged") and signal.kind == "relabel":
            assert signal.strength == "with_context"


def test_short_native_names_need_context_and_keep_known_places_out() -> None:
    name = shipped("大华")
    assert name.strength == "with_context"
    assert "大华路" in name.false_hits


def test_models_carry_the_category_of_their_class() -> None:
    by_id = {signal.id: signal for signal in knowledge.load().signals}
    assert by_id["hikvision:model:hik-2td"].product_class == "thermal_camera"
    assert by_id["hikvision:model:hik-display"].product_class is None
    assert by_id["hikvision:model:lts-cam"].grade == "relabel"
    assert by_id["dahua:model:dh-ipc"].alone_if_prefix == "DH-"


def test_every_example_matches_its_pattern_and_no_control_a_pattern_that_stands_alone() -> None:
    known = knowledge.load()
    for signal in known.signals:
        if signal.pattern:
            pattern = re.compile(signal.pattern, re.IGNORECASE)
            assert all(pattern.search(example) for example in signal.examples), signal.id
            if signal.strength == "alone":
                assert not [c for c in known.negative_controls if pattern.search(c.text)]


def test_prose_leads_are_no_signals(folder: Path) -> None:
    texts = [signal.text for signal in knowledge.load(folder).signals]
    assert texts.count("Leadbrand") == 1
    assert "several more brands" not in texts
    assert {"Otherbrand", "Other Brand"} <= set(texts)
