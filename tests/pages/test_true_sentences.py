"""What the pages of the sample say where the data are not plain, word for word."""

import pytest

from tests.pages.conftest import Open, plain, shown_tables

MONITORING = "pages/monitoring"
INDICATOR = f"{MONITORING}/indicator.py"
PROVENANCE = f"{MONITORING}/provenance.py"
EFFECT = "pages/decisions/effect.py"
HOME = f"{MONITORING}/overview.py"
SCHOOL = f"{MONITORING}/school.py"
INDICATORS = f"{MONITORING}/indicators.py"
BOARD = "pages/returns/board.py"


def test_before_the_first_return_one_comes_to_the_plans_of_the_year(sample: Open) -> None:
    app = sample(HOME, municipality="58030")
    assert "Планы и сроки года" in [link.label for link in app.main.get("page_link")]


@pytest.mark.parametrize(
    ("file", "address", "said"),
    [
        (INDICATOR, {"indicator": "6"}, "На 2022 год плановое значение не предусмотрено."),
        (PROVENANCE, {"indicator": "6"}, "Почему не вошло: на 2022 год не предусмотрено"),
        (
            PROVENANCE,
            {"indicator": "5"},
            "отчёт муниципалитета сдан, но ответа на этот вопрос в нём нет. "
            "Отчёт получен 19.12.2022: файл 58040_2022.xlsx.",
        ),
        (
            INDICATOR,
            {"indicator": "10"},
            "Итого: 5 чел. по 11 организациям; по ответу района — 5 чел. Не вошли: "
            "МБОУ СОШ с. Студеноручье, МБОУ СОШ с. Полынкино — отчёт не сдан; "
            "МБОУ ООШ д. Гусиная Заводь — отчёт сдан, ответа на вопрос нет.",
        ),
        (SCHOOL, {"school": "580413"}, "Малая база: № 9 Билет в будущее — 4 из 9."),
        (SCHOOL, {"school": "580408"}, "Отчёт за 2022 год не сдан, срок истёк 20.12.2022."),
        ("pages/decisions/effect.py", {"indicator": "9"}, "Протокол № 2 от 16.02.2022, пункт 1.3"),
        ("pages/decisions/effect.py", {"indicator": "9"}, "Пункт 1.3: исполнили 2 из 15"),
        ("pages/decisions/effect.py", {"indicator": "9"}, "2023 год — вне срока карты"),
        (HOME, {"as_of": "2022-02-01"}, "МБОУ СОШ с. Полынкино: до 20.12.2022"),
        (HOME, {"show": "выполнено"}, ":gray[есть.]"),
        ("pages/registers/roadmap.py", {"part": "Строки региона"}, "не отнесён к региону"),
        (EFFECT, {"indicator": "9", "as_of": "2020-09-01", "year": "2022"}, "Срок показателя"),
        (BOARD, {"municipality": "58030"}, "отчётный период — 2021 год · отчёты сдали 0 из"),
        (INDICATORS, {"municipality": "58030"}, "Все сроки года прошли; нет данных"),
    ],
)
def test_the_page_says(sample: Open, file: str, address: dict[str, str], said: str) -> None:
    assert said in plain(sample(file, **address))


@pytest.mark.parametrize(
    ("file", "address", "never"),
    [
        (INDICATOR, {"indicator": "6"}, "отчёты не сданы"),
        (PROVENANCE, {"indicator": "6"}, "не сдано"),
        (PROVENANCE, {"indicator": "5"}, "ещё нет"),
        (INDICATOR, {"indicator": "10"}, "не предусмотрено"),
        (SCHOOL, {"school": "580413"}, "выполнено частично"),
        (SCHOOL, {"school": "580408"}, "выполнено 0"),
        (SCHOOL, {"school": "580408", "as_of": "2022-02-01"}, "нет данных"),
        (SCHOOL, {"school": "580408", "as_of": "2022-02-01"}, "Представить отчёт"),
        (HOME, {"as_of": "2022-12-23"}, "Ближайшие 31 день"),
        (INDICATOR, {"indicator": "10", "as_of": "2022-02-01"}, "нет данных"),
        (HOME, {"show": "срок не наступил", "as_of": "2022-02-01"}, "Что делать"),
        (HOME, {"show": "выполнено"}, ":gray[.]"),
    ],
)
def test_the_page_never_says(sample: Open, file: str, address: dict[str, str], never: str) -> None:
    app = sample(file, **address)
    tables = " ".join(table.to_string() for table in shown_tables(app))
    assert never not in plain(app) + tables
