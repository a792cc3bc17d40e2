"""Wordings of indicators and what they promise, one line each."""

import pytest

from data_model.roadmap import Target
from loaders.orders.measures import Measure, read_measure

TITLE = "Участие обучающихся в мероприятиях"


def shown(measure: Measure) -> str:
    """«share >= 55 %», «count >= 2020: 20, 2021: 25 чел.», «?» where no kind was found."""
    if measure.kind is None:
        return "?"
    if measure.targets:
        values = ", ".join(f"{year}: {_value(t)}" for year, t in sorted(measure.targets.items()))
    else:
        values = _value(measure.each_year) if measure.each_year else "—"
    return f"{measure.kind} {measure.operator} {values} {measure.unit}".strip()


def _value(target: Target) -> str:
    return f"{target.value}" + (f"–{target.upper}" if target.upper is not None else "")


CERTAIN = {
    "Не менее 55% обучающихся": "share >= 55 %",
    "Охват не ниже 60 % обучающихся 8–11 классов": "share >= 60 %",
    "Доля обучающихся 8-11 классов, принявших участие, – не менее 75%": "share >= 75 %",
    "По итогам года не менее 60 % от общего числа учащихся": "share >= 60 %",
    "не менее 85 процентов выпускников": "share >= 85 %",
    "≥ 60 %": "share >= 60 %",
    "Не менее половины выпускников 11 классов": "share >= 50 %",
    "80-100% обучающихся": "share range 80–100 %",
    "100% обучающихся 9 классов прошли тестирование": "share >= 100 %",
    "Снижение доли неопределившихся выпускников до 5%": "share <= 5 %",
    "Увеличение охвата с 30% до 50%": "share >= 50 %",
    "Увеличение доли участников до 50 %": "share >= 50 %",
    "100 % школ": "share_of_orgs >= 100 %",
    "Не менее 80% ОО": "share_of_orgs >= 80 %",
    "Доля школ, обучающиеся которых участвовали, не менее 80 %": "share_of_orgs >= 80 %",
    "Все школы приняли участие": "share_of_orgs >= 100 %",
    "К концу 2022 года доля школ составит 100%": "share_of_orgs >= 2022: 100 %",
    "Не менее 25 % педагогов": "share >= 25 %",
    "2020 – 20%, 2021 – 35%, 2022 – 50%": "share >= 2020: 20, 2021: 35, 2022: 50 %",
    "20% в 2020 году, 35 % – в 2021 году": "share >= 2020: 20, 2021: 35 %",
    "2020/21 – 20%, 2021/22 – 30 %": "share >= 2021: 20, 2022: 30 %",
    "2020-2021 учебный год – 60 %": "share >= 2021: 60 %",
    "2020-2022 – 30 %": "share >= 2020: 30, 2021: 30, 2022: 30 %",
    "до 50 % к 2022 году": "share >= 2022: 50 %",
    "Рост доли участников (2021 – 40%, 2022 – 50%)": "growing_share >= 2021: 40, 2022: 50 %",
    "Не более 3 участников": "count <= 3 чел.",
    "не менее 15 участников в год": "count >= 15 чел.",
    "не менее 10 (десяти) участников": "count >= 10 чел.",
    "не менее двадцати воспитателей": "count >= 20 чел.",
    "от 10 до 15 участников": "count range 10–15 чел.",
    "5–7 тренингов": "count range 5–7 ед.",
    "Более 20 консультаций": "count >= 21 ед.",
    "не менее 1,5 тыс. человек": "count >= 1500 чел.",
    "Не менее 1 200 школьников": "count >= 1200 чел.",
    "не менее 5 классов": "count >= 5 ед.",
    "не менее 2-х выпусков": "count >= 2 ед.",
    "Количество школ, принявших участие, – не менее 10": "count >= 10 ед.",
    "2020 г. – не менее 20 чел., 2021 г. – не менее 25 чел.": "count >= 2020: 20, 2021: 25 чел.",
    "Количество участников (чел.): 2020 – 10; 2021 – 15": "count >= 2020: 10, 2021: 15 чел.",
    "Наличие договоров о сотрудничестве (не менее 3)": "count >= 3 ед.",
    "Не менее 1 раза в год": "count >= 1 ед.",
    "рост на 5 %": "growth >= 5 %",
    "Прирост не менее 5 % участников": "growth >= 5 %",
    "Увеличение числа участников не менее чем на 10 % ежегодно": "growth >= 10 %",
    "Снижение на 10 % ежегодно": "growth <= -10 %",
    "Наличие плана работы": "presence exists 1",
    "Наличие приказов, нормативных актов": "presence exists 1",
    "Программа утверждена приказом": "presence exists 1",
    "Протокол № 3": "presence exists 1",
    "План мероприятий на 2021 год": "presence exists 1",
    "Аналитическая справка": "presence exists 1",
}

DOUBTFUL = {
    "до 5 % обучающихся": "share <= 5 %",
    "более 50 % педагогов": "share >= 50 %",
    "25 чел.": "count >= 25 чел.",
    "Количество участников - 100": "count >= 100 чел.",
    "Положительная динамика числа участников": "growth >= — %",
}

OPEN = (
    "1 раз в квартал",
    "не менее 1 мероприятия в квартал",
    "ежеквартально",
    "Повышение удовлетворённости родителей",
    "Увеличение числа участников на 10 человек",
    "увеличение на 5 процентных пунктов",
    "не менее двух третей школ",
    "Средний балл не ниже 4",
    "не ниже уровня 2020 года",
    "По факту",
    "Выпуск буклета",
    "",
)


@pytest.mark.parametrize(("wording", "meant"), CERTAIN.items())
def test_a_clear_wording_is_read_without_a_doubt(wording, meant):
    measure = read_measure(wording, TITLE)
    assert (shown(measure), measure.doubts) == (meant, ())


@pytest.mark.parametrize(("wording", "meant"), DOUBTFUL.items())
def test_a_wording_with_two_senses_is_read_with_a_doubt(wording, meant):
    measure = read_measure(wording, TITLE)
    assert (shown(measure), len(measure.doubts)) == (meant, 1)


@pytest.mark.parametrize("wording", OPEN)
def test_what_fits_no_kind_is_left_open(wording):
    assert read_measure(wording, TITLE).kind is None
