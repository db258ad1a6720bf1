"""YAML means what it says, and a broken or hostile file is the caller's own error."""

from pathlib import Path

import pytest
import yaml

from sunlit.errors import InputError, KnowledgeError
from sunlit.io.strict_yaml import own_yaml, read_yaml, yaml_of


def test_days_and_the_word_no_stay_text() -> None:
    read = yaml_of("{day: 2019-08-13, place: no, sure: true, nth: 3, none: null}", "a")
    assert read == {"day": "2019-08-13", "place": "no", "sure": True, "nth": 3, "none": None}


def test_every_value_is_text_where_texts_are_asked_for() -> None:
    assert yaml_of("{sure: true, 3: null}", "a", texts=True) == {"sure": "true", "3": "null"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{a: 1, a: 2}", "'a' is given twice"),
        ("{1: a}", "is no text"),
        ("[&a x, *a]", "uses a YAML alias"),
        ("[" * 60 + "]" * 60, "nested more than 40 deep"),
        ("a: [", "Mend the YAML there"),
    ],
)
def test_what_is_refused_names_the_file_and_is_the_callers_error(text: str, why: str) -> None:
    with pytest.raises(InputError, match=f"words.yaml: .*{why}"):
        yaml_of(text, "words.yaml", InputError)


def test_a_file_that_is_missing_or_no_utf8_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        read_yaml(tmp_path / "none.yaml", "none.yaml")
    (tmp_path / "a.yaml").write_bytes(b"a: \xff")
    with pytest.raises(KnowledgeError, match="not UTF-8 at byte 3"):
        read_yaml(tmp_path / "a.yaml", "a.yaml")


def test_the_packages_own_files_hold_texts_alone() -> None:
    forms = own_yaml("sunlit.values.names", "forms.yaml")
    assert set(yaml.SafeLoader.yaml_implicit_resolvers)  # the process's own loader is as it was
    assert all(isinstance(word, str) for words in forms["edge"].values() for word in words)
