"""A document and a percent by year in one row of the order are two indicators."""

import pytest

from loaders.orders import RoadmapProposal, read_order

HEAD = (
    "Дорожная карта на 2020-2022 годы\n"
    "№\tМероприятия\tСроки\tИндикативный показатель\tИсполнители\n"
)
PATH = {2020: 20, 2021: 35, 2022: 50}
LATER = {2021: 35, 2022: 50}
EACH = dict.fromkeys(PATH, 1)


def meant(proposal: RoadmapProposal) -> list[tuple[str, str, dict[int, int]]]:
    return [
        (row.number, str(row.kind), {year: int(one.value) for year, one in row.targets.items()})
        for row in proposal.rows
    ]


@pytest.mark.parametrize(
    ("wording", "document", "share"),
    [
        ("Наличие плана, 2020 – 20 %, 2021 – 35 %, 2022 – 50 %", EACH, PATH),
        ("Наличие плана. Охват: 2020 – 20%, 2021 – 35%, 2022 – 50%", EACH, PATH),
        ("2020 – наличие плана, 2021 – 35 %, 2022 – 50 %", {2020: 1}, LATER),
        ("2020 год: разработан план; 2021 год: 35 %; 2022 год: 50 %", {2020: 1}, LATER),
        ("Наличие справки (2020), 35 % обучающихся (2021), 50 % (2022)", {2020: 1}, LATER),
        ("Наличие плана в 2020 году, охват 35 % в 2021 году и 50 % в 2022 году", {2020: 1}, LATER),
    ],
)
def test_in_one_cell(wording: str, document: dict[int, int], share: dict[int, int]) -> None:
    order = f"{HEAD}1\tПрофориентация обучающихся\tежегодно\t{wording}\tШколы\n"
    read = meant(read_order(order.encode(), "приказ.txt"))
    assert read == [("1", "presence", document), ("1а", "share", share)]


def test_in_columns_of_years() -> None:
    order = (
        "Показатели на 2020-2022 годы\n№\tПоказатель\tЕд. изм.\t2020\t2021\t2022\n"
        "1\tОхват обучающихся пробами\t%\tналичие плана\t35\t50\n"
    )
    read = meant(read_order(order.encode(), "приказ.txt"))
    assert read == [("1", "presence", {2020: 1}), ("1а", "share", LATER)]
