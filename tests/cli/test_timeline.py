"""Does `sunlit timeline` show what applied from when to when?"""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer
from typer.testing import CliRunner

from sunlit.cli.timeline import timeline
from sunlit.errors import InputError

APP = typer.Typer()
APP.command()(timeline)


def test_each_span_has_its_days_and_its_answer() -> None:
    given = ["Lorex", "--buyer-type", "federal_agency", "--jurisdiction", "US"]
    given += ["--purpose", "security", "--product-class", "video_camera", "--json"]
    rows = json.loads(CliRunner().invoke(APP, given).stdout)
    spans = [
        (row["since"], row["until"], row["status"], row["listed"])
        for row in rows
        if row["instrument"] == "us-ndaa-889-a1a"
    ]
    assert spans == [
        ("2019-08-13", "2022-11-23", "prohibited", "yes"),
        ("2022-11-23", None, "depends", "unknown"),
    ]


def test_laws_of_other_places_are_left_out_and_a_table_is_printed() -> None:
    ran = CliRunner().invoke(APP, ["hikvision", "--jurisdiction", "US-GA"], env={"COLUMNS": "200"})
    assert ran.exit_code == 0
    assert "Georgia SB 346" in ran.stdout
    assert "Louisiana" not in ran.stdout
    assert "Not legal advice" in ran.stdout


def test_the_picture_is_one_svg_without_outside_parts(tmp_path: Path) -> None:
    path = tmp_path / "hikvision.svg"
    given = ["hikvision", "--until", "2026-11-23", "--out", str(path)]
    assert CliRunner().invoke(APP, given).exit_code == 0
    content = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(content)
    assert root.tag.endswith("svg")
    assert "href" not in content
    assert len(root.findall(".//{http://www.w3.org/2000/svg}rect")) > 5


def test_the_picture_says_in_colours_what_each_rule_said_and_draws_a_rule_once(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lorex.svg"
    given = ["Lorex", "--buyer-type", "federal agency", "--jurisdiction", "USA"]
    given += ["--purpose", "security", "--product-class", "cameras", "--out", str(path)]
    assert CliRunner().invoke(APP, [*given, "--until", "2026-11-23"]).exit_code == 0
    content = path.read_text(encoding="utf-8")
    assert "2019-08-13 to 2022-11-23: prohibited" in content
    assert "2022-11-23 to now: depends" in content
    assert content.count("ban on federal procurement<title>") == 1
    assert "depends on open facts" in content


def test_open_facts_are_told_once_below_the_table() -> None:
    ran = CliRunner().invoke(APP, ["hikvision", "--jurisdiction", "US"], env={"COLUMNS": "120"})
    assert ran.stdout.count("whether federal grant money paid for it") == 1


def test_an_unknown_party_is_named() -> None:
    ran = CliRunner().invoke(APP, ["nobody"])
    assert isinstance(ran.exception, InputError)
    with pytest.raises(InputError, match="knowledge list party"):
        raise ran.exception
