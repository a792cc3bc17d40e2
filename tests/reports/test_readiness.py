"""До выпуска сказано, чего не хватит эксперту, и где это вписать."""

from functools import cache

import pytest

from indicators.passport import passport
from reports import FORMATS, collect, composed
from reports.compose.analysis import TASKS
from reports.issuing import Missing, Where, missing
from reports.material import Material
from reports.summary import Place, Table, with_choices
from tests.reports.district import a_district
from tests.reports.reading import text_of
from ui.navigation import PAGES

NAMES = {
    "methodist_name": "А. А. Иванова",
    "head_name": "Б. Б. Петров",
    "executor": "В. В. Сидорова",
    "phone": "2-15-40",
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
    assert {"Меры", "Адресные рекомендации", "Показатели"} <= positions


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


def test_ticked_phrases_stand_as_a_list_and_own_words_after_them() -> None:
    first, _, third, *_ = TASKS
    text = with_choices((first, third), "Наши слова.")
    place = Place("monitoring.aims", "задачи мониторинга", text, TASKS)
    assert (place.taken, place.own) == ((first, third), "Наши слова.")
    assert [one.text for one in place.paragraphs()] == [
        "Задачи мониторинга:",
        f"{first};",
        f"{third}.",
        "Наши слова.",
    ]


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_filled_place_reads_alike_in_every_format(suffix: str) -> None:
    words = {"monitoring.aims": with_choices(TASKS[:2], "И ещё одна задача.")}
    document = composed("monitoring", collect(a_district(), 2022, own_words=words))
    text = plain(FORMATS[suffix].write(document), suffix)
    for said in ("Задачи мониторинга в этом году:", f"{TASKS[0]};", "И ещё одна задача."):
        assert "".join(said.split()) in text
    assert "Впишите:задачи" not in text


def plain(content: bytes, suffix: str) -> str:
    """Without spaces and hyphens of line ends."""
    text = "".join(text_of(content, suffix).split())
    return text.replace("\u00ad", "").replace("-", "")


def test_every_place_to_enter_something_has_a_page() -> None:
    assert {where.page for where in Where} <= {page.name for page in PAGES}


def test_methods_of_collection_are_those_of_the_passports() -> None:
    material = collect(a_district(), 2022)
    tables = [one for one in composed("monitoring", material).blocks() if isinstance(one, Table)]
    (methods,) = (one for one in tables if one.key == "methods")
    for row, cells in zip(material.district, methods.rows, strict=True):
        card = passport(material.roadmap, row.indicator)
        assert [cell.text for cell in cells[2:5]] == [
            card["Формула"],
            card["Источник"],
            card["Кто отчитывается"],
        ]


def test_the_models_are_asked_how_they_did_it() -> None:
    document = composed("monitoring", collect(a_district(), 2022))
    (asked,) = (one for one in document.places() if one.key == "monitoring.practice")
    told = " ".join(document.sentences())
    names = asked.prompt.partition(": ")[2].split("; ")
    assert names and all(name in told for name in names)
