"""До выпуска сказано, чего не хватит эксперту, и где это вписать."""

from functools import cache

from reports import collect, composed
from reports.issuing import Missing, Where, missing
from reports.material import Material
from tests.reports.district import a_district

NAMES = {
    "methodist_name": "А. А. Иванова",
    "head_name": "Б. Б. Петров",
    "executor": "В. В. Сидорова",
    "place": "с. Примерное",
}


def of(kind: str, material: Material) -> tuple[Missing, ...]:
    return missing(composed(kind, material), material)


@cache
def bare() -> tuple[Missing, ...]:
    return of("monitoring", collect(a_district(), 2022))


def test_empty_places_and_names_are_listed_with_where_to_enter_them() -> None:
    told = {one.told for one in bare()}
    assert "не названы инициалы и фамилия подписывающего" in told
    assert "не вписано: вероятные причины дефицитов" in told
    assert {one.key for one in bare() if one.where is Where.WORDS} >= {"monitoring.causes"}


def test_gaps_of_the_nine_positions_are_named() -> None:
    positions = {one.position for one in bare()}
    assert {"Меры", "Управленческие решения", "Показатели"} <= positions


def test_nothing_is_asked_twice_of_a_paper_that_is_filled_in() -> None:
    empty = composed("monitoring", collect(a_district(), 2022))
    words = {place.key: "Сказано." for place in empty.places()}
    material = collect(a_district(), 2022, office=NAMES, own_words=words)
    left = of("monitoring", material)
    assert not any(one.where in {Where.WORDS, Where.OFFICE} for one in left)
    assert not [one for one in of("order", material) if one.where is Where.OFFICE]


def test_phrases_are_offered_and_none_is_taken() -> None:
    document = composed("monitoring", collect(a_district(), 2022))
    places = {place.key: place for place in document.places()}
    assert places["monitoring.aims"].choices
    assert places["monitoring.causes"].choices
    assert not any(place.text for place in places.values())
