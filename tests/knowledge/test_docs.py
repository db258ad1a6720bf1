"""The how-to's own example works."""

import re
import shutil
from pathlib import Path

from sunlit import knowledge

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-vendor.md"


def test_following_add_a_vendor_gives_a_sound_knowledge(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(Path(knowledge.__file__).parent, folder, ignore=shutil.ignore_patterns("*.py*"))
    blocks = re.findall(r"```yaml\n# (\S+\.yaml)[^\n]*\n(.*?)```", HOW_TO.read_text("utf-8"), re.S)
    assert len(blocks) == 3
    for name, text in blocks:
        path = folder / name
        if path.exists():  # the tranche: under `tranches`
            whole = path.read_text(encoding="utf-8")
            text = whole.replace("tranches:\n", "tranches:\n" + text, 1)
        path.write_text(text, encoding="utf-8")
    known = knowledge.load(folder)
    assert [one for one in knowledge.check(known) if one.level == "error"] == []
    [listing] = known.parties["acme_vision"].listings
    assert (listing.tranche, listing.verified) == ("el-2024-05-acme", "read")
    assert "acme_vision:model:acme-dome" in {signal.id for signal in known.signals}


def test_every_key_that_the_explanation_names_is_a_key_of_an_instrument() -> None:
    text = (HOW_TO.parents[1] / "explanation" / "knowledge.md").read_text(encoding="utf-8")
    section = text.split("## What an instrument's file says")[1].split("##")[0]
    keys = set(re.findall(r"`([a-z_]+)`", section)) - {"purchase", "not_applicable"}
    keys -= {"depends", "not_prohibited"}
    assert keys <= set(knowledge.Instrument.model_fields)
