"""Does `sunlit knowledge` list, show and check what findings are judged by?"""

from tests.cli.conftest import Sunlit


def test_parties_and_instruments_are_listed(sunlit: Sunlit) -> None:
    ran = sunlit("knowledge", "list")
    assert ran.status == 0
    assert "hikvision" in ran.out
    assert "us-ndaa-889-a1a" in ran.out
    only = sunlit("knowledge", "list", "instrument").out
    assert "us-ndaa-889-a1a" in only
    assert "\nparty" not in only


def test_an_id_is_shown_with_its_sources(sunlit: Sunlit) -> None:
    ran = sunlit("knowledge", "show", "hikvision")
    assert ran.status == 0
    assert "http" in ran.out


def test_an_unknown_id_or_kind_says_what_there_is(sunlit: Sunlit) -> None:
    shown = sunlit("knowledge", "show", "nobody")
    assert shown.status == 1
    assert "sunlit knowledge list" in shown.err
    assert sunlit("knowledge", "list", "nonsense").status == 2


def test_the_shipped_knowledge_has_no_error(sunlit: Sunlit) -> None:
    ran = sunlit("knowledge", "check")
    assert ran.status == 0
    assert "0 errors" in ran.out
