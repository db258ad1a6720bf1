"""Does `sunlit facts` show what cells say, each with its cell?"""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from sunlit.cli.facts import facts

APP = typer.Typer()
APP.command()(facts)
ROWS = """Buyer,Vendor,Description,Amount,Fund,Date
Fayette County Board of Education,Alder Ltd,Cameras,1200.00,ESSER II,2021-03-04
Fayette County Board of Education,Birch Ltd,Paper,20.00,General Fund,2021-03-05
Fayette County Board of Education,Alder Ltd,Cameras,100.00,ESPLOST V,2021-03-06
Fayette County Board of Education,Alder Ltd,Cameras,130.00,ESSER II,2021-03-07
"""


def test_each_fact_names_its_cell_and_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "payments.csv"
    path.write_text(ROWS)
    found = json.loads(CliRunner().invoke(APP, [str(path), "--json"]).stdout)
    said = {(row["fact"], row["value"], row["column"], row["cell"], row["rows"]) for row in found}
    assert ("funds", "federal_grant", "Fund", "ESSER II", 2) in said
    assert ("funds", "local", "Fund", "ESPLOST V", 1) in said
    assert all(row["words"] in row["cell"] for row in found)
    shown = CliRunner().invoke(APP, [str(path)], env={"COLUMNS": "200"}).stdout
    assert "ESPLOST V" in shown


def test_a_file_that_is_not_there_fails(tmp_path: Path) -> None:
    assert CliRunner().invoke(APP, [str(tmp_path / "none.csv")]).exit_code == 1
