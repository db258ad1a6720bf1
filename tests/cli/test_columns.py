"""Does `sunlit columns` show what was understood, and keep it for the next run?"""

from pathlib import Path

from tests.cli.conftest import HEAD, PLAIN, Sunlit


def test_reading_header_meanings_and_conventions_are_shown(sunlit: Sunlit, tmp_path: Path) -> None:
    path = tmp_path / "june.csv"
    path.write_bytes(f"Spending in November\n{HEAD}{PLAIN}".replace(",", ";").encode("cp1252"))
    ran = sunlit("columns", path)
    assert ran.status == 0
    for part in ("semicolon", "row 2", "day/month", "Supplier", "supplier", "Birch Ltd", "13.50"):
        assert part in ran.out, part


def test_a_saved_profile_serves_the_next_file(sunlit: Sunlit, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("Wann,Wer,Wofuer,Xq\n" + PLAIN)
    profile = tmp_path / "odd.yaml"
    said = [f"--map={pair}" for pair in ("Wer=supplier", "Xq=amount", "Wofuer=description")]
    saved = sunlit("columns", odd, *said, "--map=Wann=date", "--save", profile)
    assert saved.status == 0
    assert "--profile" in saved.err
    ran = sunlit("read", odd, "--profile", profile, "--format", "jsonl", "--quiet")
    assert ran.status == 0
    assert '"supplier":"Birch Ltd"' in ran.out
    assert '"amount":"13.5"' in ran.out


def test_a_file_that_cannot_be_read_fails_in_one_line(sunlit: Sunlit, tmp_path: Path) -> None:
    ran = sunlit("columns", tmp_path / "missing.csv")
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)
