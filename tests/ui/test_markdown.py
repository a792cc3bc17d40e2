"""Names from files are shown letter for letter."""

import pytest

from ui.words import JOINER, safe_markdown


@pytest.mark.parametrize(
    "name",
    [
        "![x](http://evil.example/p.png)",
        "[нажмите](http://evil)",
        "**жирно**",
        "a@b.ru",
        "WWW.evil.ru",
    ],
)
def test_a_name_keeps_its_letters_and_loses_its_power(name: str) -> None:
    shown = safe_markdown(name)
    assert shown.replace("\\", "").replace(JOINER, "") == name
    assert "://" not in shown.replace("\\", "")
    assert "www." not in shown.replace("\\", "").lower()
    assert "](" not in shown


def test_a_plain_russian_name_reads_the_same() -> None:
    assert safe_markdown("МБОУ СОШ № 2 «Школа»") == "МБОУ СОШ № 2 «Школа»"
