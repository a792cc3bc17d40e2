"""Решения: поручения, протоколы, документы, путь от показателя к эффекту."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data_model.errors import MonitorError
from tests.pages.conftest import Open, plain, shown_tables, words
from ui import data
from ui.decisions import protocols
from ui.selection import DistrictYear

EFFECT = "pages/decisions/effect.py"
PAGES = ["assignments", "protocols", "evidence", "effect"]
SECOND = "Башмаковский район"


def field(among: Iterable[Any], label: str) -> Any:
    return next(one for one in among if one.label == label)


def shown(app: object) -> str:
    """Texts of the page and of its tables."""
    frames = [frame.to_string() for frame in shown_tables(app)]
    return "\n".join([words(app), *frames])  # type: ignore[arg-type]


def test_a_failed_row_shows_recommendation_decision_measure_and_the_next_year(sample: Open) -> None:
    text = plain(sample(EFFECT, year="2021", indicator="9"))
    parts = (
        "Меры признаны эффективными частично, предлагается скорректировать их.",
        "2021 год: 31,9 % (532 из 1 669 чел.)",
        "Назначить в каждой организации",
        "Протокол № 2 от 16.02.2022, пункт 1.3",
        "Установочный семинар",
        "документ: письмо «Сведения об ответственных за проект»",
        "2022 год: 37,1 % (556 из 1 499 чел.)",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_what_the_protocol_decided_is_in_the_chain_at_once(sample: Open) -> None:
    """«Решение, мера, исполнение» заполнены пунктом 1.3 протокола № 2, хотя цепочку не писали."""
    text = plain(sample(EFFECT, year="2022", indicator="9"))
    assert "Протокол № 2 от 16.02.2022, пункт 1.3" in text
    assert "Поручение по пункту 1.3 протокола № 2 (15 исполнителей, срок до 15.04.2022)" in text
    assert "Пункт 1.3: исполнили 2 из 15" in text


def test_a_year_outside_the_roadmap_is_no_gap_and_nothing_is_said_of_the_effect(
    sample: Open,
) -> None:
    """2023 год — вне срока карты: не разрыв, и об эффективности мер ни слова."""
    text = plain(sample(EFFECT, year="2022", indicator="9"))
    assert "2023 год — вне срока карты" in text
    assert "Не внесено: вывод." in text
    assert "эффективн" not in text.partition("1. Цели")[0]


def test_without_a_measure_on_record_nothing_is_said_of_its_effect(sample: Open) -> None:
    text = plain(sample(EFFECT, year="2021", indicator="8"))
    assert "Меры признаны" not in text


def test_a_missing_link_is_a_line_and_not_an_empty_box(sample: Open) -> None:
    text = plain(sample(EFFECT, year="2021", indicator="2"))
    assert text.count("не внесено") >= 4
    assert "Не внесено: вывод, рекомендация" in text


def test_the_cycle_of_a_year_says_what_is_missing(sample: Open) -> None:
    text = plain(sample(EFFECT, year="2020"))
    assert "Управленческий цикл 2020 года" in text
    assert text.count("Не внесено:") == 2


def test_both_assignments_of_the_protocol_stand_on_every_school_page(sample: Open) -> None:
    for school in ("580301", "580302", "580303", "580304"):
        text = words(sample("pages/monitoring/school.py", district=SECOND, school=school))
        assert "проводить работу с родителями" in text
        assert "межведомственного взаимодействия" in text
        assert text.count("без срока; поставлено") == 2
        assert "31.08" not in text


def test_the_protocol_reads_as_it_was_written(sample: Open) -> None:
    text = words(sample("pages/decisions/protocols.py", district=SECOND)).replace("\\", "")
    for part in ("СЛУШАЛИ", "РЕШИЛИ", "принять к сведению", "оценка: удовлетворительно"):
        assert part in text


def test_an_assignment_is_marked_and_taken_off_control_on_the_page(sample: Open) -> None:
    app = sample("pages/decisions/assignments.py", district=SECOND)
    who = data.snapshot("58030").assignments[0].executions[0].addressee
    field(app.multiselect, "Исполнители").set_value([who])
    field(app.date_input, "Когда").set_value(date(2020, 11, 2))
    field(app.text_input, "Что сделано").set_value("Собрание проведено")
    field(app.button, "Сохранить").click().run()
    given = data.snapshot("58030").assignments[0]
    assert (given.executions[0].note, str(given.executions[0].state)) == (
        "Собрание проведено",
        "done",
    )


def test_nothing_of_one_district_shows_in_the_other(sample: Open) -> None:
    assert "Башмаков" not in shown(sample("pages/decisions/assignments.py"))
    assert "Билет" not in shown(sample("pages/decisions/assignments.py", district=SECOND))


HEAD = {
    "number": "5",
    "body": "Управление образования",
    "heading": "Заседание",
    "place": "",
    "chair": "",
    "secretary": "секретарь",
    "present": (),
}
AGENDA = [{"Вопрос": "1", "О чём": "итоги года"}]
HEARD = [{"Вопрос": "1", "Кого слушали (должность)": "методиста", "О чём": "об итогах"}]
DECIDED = {
    "Вопрос": "1",
    "Пункт": "1.1",
    "Вид": "поручить",
    "Кому": "Все школы",
    "Текст": "провести дни открытых дверей",
    "Срок": "до дня",
    "День": pd.Timestamp(2022, 10, 1),
    "Оценка": "",
    "Показатель": "9",
}


def test_a_typed_protocol_becomes_assignments(sample: Open) -> None:
    sample(EFFECT)
    place = DistrictYear("58040", 2022)
    protocol = protocols.whole(place, HEAD, date(2022, 9, 1), (AGENDA, HEARD, [DECIDED]))
    protocols.save(place, protocol)
    given = data.snapshot("58040").assignments[-1]
    assert (given.due, given.indicator) == (date(2022, 10, 1), "ticket_to_future")
    assert len(given.executions) == 14


@pytest.mark.parametrize(
    ("change", "said"),
    [({"Кому": ""}, "адресатов"), ({"День": ""}, "пишут вместе")],
)
def test_a_clause_that_contradicts_itself_is_refused(
    sample: Open, change: dict[str, str], said: str
) -> None:
    sample(EFFECT)
    tables = (AGENDA, HEARD, [DECIDED | change])
    with pytest.raises(MonitorError, match=said):
        protocols.whole(DistrictYear("58040", 2022), HEAD, date(2022, 9, 1), tables)


def test_a_year_without_documents_says_where_they_come_from(sample: Open) -> None:
    app = sample("pages/decisions/evidence.py", year="2021", district="Башмаковский район")
    assert "Документов за год ещё нет" in words(app)
    assert "Реквизиты есть у всех" not in words(app)
    assert [one.label for one in app.radio] == []


def test_a_document_without_a_number_is_named(sample: Open) -> None:
    app = sample("pages/decisions/evidence.py", year="2021")
    field(app.text_input, "Наименование").set_value("План работы методических служб")
    field(app.button, "Внести").click().run()
    assert "не хватает: номер, дата" in plain(app)
