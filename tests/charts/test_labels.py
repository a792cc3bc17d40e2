"""Long names in few lines: cut at the end, and never two alike."""

import pytest

from charts.labels import CUT, fitted

LONG = (
    "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа "
    "имени Героя Советского Союза» с. {}"
)


def lines(label: str) -> int:
    return label.count("<br>") + 1


def test_an_ordinary_name_stays_whole() -> None:
    assert fitted(["МБОУ СОШ с. Светлополье"], ["1"]) == ["МБОУ СОШ с. Светлополье"]


def test_a_name_of_130_letters_takes_no_more_lines_than_its_neighbours() -> None:
    (label,) = fitted([LONG.format("Новолипово")], ["1"])
    assert lines(label) == 2
    assert label.endswith(CUT)
    assert label.startswith("Муниципальное")


@pytest.mark.parametrize("most", [1, 2, 3])
def test_two_long_names_are_never_cut_alike(most: int) -> None:
    """Два длинных названия, разных только в конце, остаются разными и не выше соседей."""
    names = [LONG.format(village) for village in ("Новолипово", "Заозёрино", "Ольховый Лог")]
    found = fitted(names, ["1", "2", "3"], lines=most)
    assert len(set(found)) == 3
    assert all(lines(label) <= most for label in found)
    assert found[0].endswith("Новолипово")


def test_two_rows_of_a_roadmap_are_told_apart_by_more_than_their_numbers() -> None:
    names = [f"№ {number} {LONG.format(village)}" for number, village in enumerate("АБ", 8)]
    labels = fitted(names, ["8", "9"], lines=3)
    assert [label[:3] + label[-2:] for label in labels] == ["№ 8 А", "№ 9 Б"]


def test_names_that_differ_in_the_middle_stand_whole() -> None:
    names = [
        f"Начало одного и того же имени школы номер {number}, посёлок Дальний" for number in (1, 2)
    ]
    found = fitted(names, ["1", "2"], width=12, lines=2)
    assert len(set(found)) == 2


def test_one_name_of_two_places_bears_their_codes() -> None:
    assert fitted(["СОШ", "СОШ"], ["01", "02"]) == ["СОШ (01)", "СОШ (02)"]


def test_signs_of_markup_are_letters() -> None:
    assert fitted(["<b>А & Б</b>"], ["1"]) == ["&lt;b&gt;А &amp; Б&lt;/b&gt;"]
