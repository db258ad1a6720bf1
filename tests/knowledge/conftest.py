"""A small knowledge with invented parties, to break on purpose."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sunlit import knowledge

FILES = {
    "parties/flagged.yaml": """
id: flagged
name: Flagged Cameras
country: CN
source: https://example.org/flagged
names:
  - {text: Flagged, kind: name, strength: alone}
  - {text: Flaged, kind: misspelling, strength: alone, generated: true}
ownership:
  - {owner: holding, from: 2018-02-06, until: 2022-11-23.., note: closing day not read}
""",
    "parties/holding.yaml": """
id: holding
name: Holding Group
source: https://example.org/holding
names:
  - {text: Holding Group, kind: name, strength: with_context}
""",
    "instruments/us-ban.yaml": """
id: us-ban
name: A ban
jurisdiction: US
kind: procurement_ban
governs: purchase
citation: Pub. L. 1
verified: read
source: https://example.org/ban
reaches_affiliates: yes
in_force:
  - {from: 2019-08-13, what: agencies may not buy}
bars:
  - {id: buy, buyers: [federal_agency]}
tranches:
  - {id: ban-2019, from: 2019-08-13, parties: [holding]}
""",
    "models/flagged.yaml": """
party: flagged
patterns:
  - {id: f-cam, model_class: ip_camera, pattern: 'FC-[0-9]{4}', strength: alone, examples: [FC-1234], source: https://example.org/m}
""",
    "relabels.yaml": """
about: {compiled: 2026-01-01}
relabels:
  - {text: Otherbrand, aliases: [Other Brand], party: flagged, reach: some_products, evidence_rank: C, source: https://example.org/r}
leads:
  - {text: Leadbrand, party: flagged}
  - {party: flagged, note: several more brands}
false_hit_names:
  - {texts: [IPC], why: a plumbing code}
""",
    "negative_controls.yaml": """
about: {}
negative_controls:
  - {text: FC Barcelona shirt, why: a football club}
""",
    "categories.yaml": """
about: {psc_source: https://example.org/psc}
model_classes: {ip_camera: video_camera}
categories:
  - id: video_camera
    name: Camera
    words: {en: [camera]}
    codes: {psc: [{code: '5836'}]}
exclusion_words: [webcam]
""",
    "advisories.yaml": """
advisories:
  - {id: adv, kind: research, parties: [flagged], text: A study., source: https://example.org/a}
""",
    "cases.yaml": """
about: {}
cases:
  - id: case
    buyer: B County
    buyer_type: county
    jurisdiction: US-GA
    parties: [flagged]
    amount: {op: gt, value: '45000', currency: USD}
    conflict_amounts: ['45000', '50000']
    period: {from: 2020-09, to: 2020-12}
    source: https://example.org/c
""",
    "brand_words.yaml": """
about: {note: invented}
readings:
  "flagged:name:Flagged": {strength: likely}
other_makers: [rival]
broad_brands: []
everyday: []
truncations: {}
glued: []
not_slips: [flogged]
""",
    "resellers.yaml": """
resellers:
  - {id: seller, name: S Ltd, role: sold it, source: https://example.org/s}
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(Path(knowledge.__file__).parent / "vocabulary", tmp_path / "vocabulary")
    return tmp_path


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], None]:
    """Replace a text in one file of the folder."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
