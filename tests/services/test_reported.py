"""Does the demonstration say what the law said of Fayette County's purchase of 2020?"""

from sunlit import knowledge
from sunlit.services import reported


def test_the_fayette_purchase_was_barred_by_no_rule_that_is_certain() -> None:
    known = knowledge.load()
    fayette = next(r for r in reported.reported_purchases(known) if r.id == "ga-fayette-boe")
    said = {s.instrument: s for s in reported.law_of_reported(known, fayette)}
    entity_list = said["us-bis-entity-list"]
    assert (entity_list.answer, entity_list.listed) == ("not_applicable", "yes")
    assert entity_list.listed_from == "2019-10-09"
    assert said["us-ndaa-889-a1a"].answer == "not_prohibited"
    grant = said["us-2cfr-200-216"]
    assert grant.answer == "depends"
    assert "federal grant money" in str(grant.missing)
    assert "2020-08-13" in str(grant.missing)
    assert said["us-ga-sb346-2022"].answer == "not_prohibited"
    assert "us-la-sb15-2021" not in said
