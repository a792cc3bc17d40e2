"""Minutes as a document: parts, clauses, addressees, terms; questions where it is unsure."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data_model.decisions import Audience, Decision, DecisionKind, MeetingProtocol, TermKind
from data_model.errors import WrongDefinition
from loaders.meetings.minutes import ProtocolProposal, read_minutes, read_protocol_file
from sample_data import FOLDER
from tests.loaders.orders.files import as_pdf, as_text, as_word
from tests.loaders.orders.meanings import expected

FOUR = """
**ОТДЕЛ ОБРАЗОВАНИЯ БАШМАКОВСКОГО РАЙОНА
ПЕНЗЕНСКОЙ ОБЛАСТИ**

ПРОТОКОЛ

17.09.2020 г.

№ 4

Заседания рабочей группы МСОКО по направлению «Система работы по самоопределению и \
профессиональной ориентации обучающихся»

Присутствовали: специалисты Отдела образования Башмаковского района, методисты МКУ «ЦПУ \
Башмаковского района Пензенской области», заместители директоров по воспитательной работе \
общеобразовательных организаций

Повестка совещания:

1. состояние работы по самоопределению и профессиональной ориентации \
обучающихся в Башмаковском районе;
2. планирование работы по самоопределению и профессиональной ориентации на 2020-2021 учебный год

1. СЛУШАЛИ:

Иванову А.А., главного специалиста Отдела образования Башмаковского района, о состоянии работы \
по самоопределению и профессиональной ориентации обучающихся в Башмаковском районе.

Петрову Б.Б., методиста МКУ «ЦПУ Башмаковского района Пензенской области» об организации и \
проведении диагностики по профессиональной ориентации школьников.

Сидорову В.В., заместителя директора по воспитательной работе МБОУСОШ № 2 р. п. Башмаково, об \
организации работы с родителями по самоопределению школьников с участием представителей ПОО и \
ООВО, об организации работы с родителями (законными представителями) по вопросам \
профессиональной ориентации школьников.

Кузнецову Г.Г., директора МБОУСОШ № 1 им. К.Г. Мохова р. п. Башмаково о проведении \
профориентационных мероприятий с учетом межведомственного взаимодействия с различными \
предприятиями, с центром занятости населения Башмаковского района.

РЕШИЛИ:

Данную информацию принять к сведению.

Признать работу в данном направлении удовлетворительной.

Общеобразовательные организации: - проводить работу с родителями по профориентационной \
ориентации школьников с привлечением представителей ПОО и ООВО, с участием специалистов Центра \
занятости населения (родительские собрания, в том числе в режиме онлайн).

Общеобразовательные организации: продолжить работу с учетом межведомственного взаимодействия с \
различными предприятиями (центр занятости населения).

2. СЛУШАЛИ:

Орлову Д.Д., заведующую РМК МКУ «ЦПУ Башмаковского района Пензенской области», об утверждении \
плана работы по самоопределению и профессиональной ориентации на 2020-2021 учебный год

РЕШИЛИ:

- 1). Утвердить план работы по самоопределению и профессиональной ориентации \
на 2020-2021 учебный год.

Секретарь Е.Е. Белова
"""
OTHER = """
УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ТРЁХРЕЧЕНСКОГО РАЙОНА

П Р О Т О К О Л
заседания комиссии по профориентации
от 25 ноября 2021 года № 7/2

Председатель: Иванова А.П., начальник управления
Присутствовали:
1. Сидоров П.П., директор МБОУ СОШ № 1
2. Кузнецова М.А., заведующая РМК
Повестка дня:
1. Об итогах мониторинга
1. СЛУШАЛИ:
Сидорова П.П., директора МБОУ СОШ № 1, с информацией об итогах мониторинга.
ВЫСТУПИЛИ: Кузнецова М.А., заведующая РМК, о плане.
ПОСТАНОВИЛИ:
{clauses}
Голосовали: за - 5.
Председатель ________ А.П. Иванова
Секретарь ________ И.И. Петрова
"""


def proposal(*clauses: str) -> ProtocolProposal:
    return read_minutes(OTHER.format(clauses="\n".join(clauses)).encode(), "протокол.txt")


def decided(clause: str) -> Decision:
    (only,) = proposal(clause).protocol.decisions()
    return only


def unlinked(protocol: MeetingProtocol) -> MeetingProtocol:
    """Without the links to the roadmap, which only a person can give."""
    items = (
        replace(item, decisions=tuple(replace(one, indicator="") for one in item.decisions))
        for item in protocol.items
    )
    return replace(protocol, roadmap="", items=tuple(items))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (FOUR.encode(), "п.txt"),
        (as_word(FOUR.replace("**", "")), "п.docx"),
        (as_pdf(FOUR.replace("**", "")), "п.pdf"),
    ],
    ids=["text", "word", "pdf"],
)
def test_the_real_protocol_is_read_to_the_letter(content: bytes, name: str) -> None:
    shipped = read_protocol_file((FOLDER / "protocol_4.toml").read_bytes(), "protocol_4.toml")
    read = read_protocol_file(content, name)
    assert read.protocol == unlinked(shipped.protocol)
    assert read.unsure == tuple(
        f"Пункт {number}: срока у поручения нет. Так ли это?" for number in ("1.3", "1.4")
    )
    assert (read.is_read, shipped.is_read, shipped.unsure) == (True, False, ())


def test_the_head_names_persons_by_their_posts() -> None:
    protocol = proposal("Информацию принять к сведению.").protocol
    assert (protocol.number, f"{protocol.date:%d.%m.%Y}") == ("7/2", "25.11.2021")
    assert protocol.body == "Управление образования Трёхреченского района"
    assert protocol.group == "комиссия по профориентации"
    assert protocol.present == ("директор МБОУ СОШ № 1", "заведующая РМК")
    assert (protocol.chair, protocol.secretary) == ("начальник управления", "секретарь")
    assert [one.post for one in protocol.items[0].heard] == [
        "директора МБОУ СОШ № 1",
        "заведующая РМК",
    ]


@pytest.mark.parametrize(
    ("clause", "whom", "term"),
    [
        (
            "1.1. Руководителям общеобразовательных организаций до 15 декабря представить планы.",
            (Audience.ALL_SCHOOLS, "Руководителям общеобразовательных организаций"),
            (TermKind.DATE, "15.12.2021"),
        ),
        (
            "2) Методисту РМК Кузнецовой М.А. провести семинар до 20.01.2022.",
            (Audience.NAMED, "Методисту РМК"),
            (TermKind.DATE, "20.01.2022"),
        ),
        (
            "Поручить МБУ «Центр» подготовить анализ в течение учебного года.",
            (Audience.NAMED, "МБУ «Центр»"),
            (TermKind.SCHOOL_YEAR, ""),
        ),
        (
            "Провести анкетирование. Срок: до 1 февраля. Ответственный: заведующая РМК Белова М.А.",
            (Audience.NAMED, "заведующая РМК"),
            (TermKind.DATE, "01.02.2022"),
        ),
        (
            "Всем школам: постоянно обновлять стенды.",
            (Audience.ALL_SCHOOLS, "Всем школам"),
            (TermKind.STANDING, ""),
        ),
    ],
)
def test_an_assignment_names_whom_and_until_when(clause, whom, term) -> None:
    one = decided(clause)
    assert one.kind is DecisionKind.ASSIGN
    assert (one.audience, one.addressees_text) == whom
    assert (one.term, f"{one.due:%d.%m.%Y}" if one.due else "") == term


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("Методисту РМК провести семинар.", "поручено «Методисту РМК». Назовите код"),
        ("Школам до 15 декабря сдать планы.", "«15 декабря» без года. Принято: 15.12.2021"),
        ("Школам в декабре 2021 года сдать планы.", "срок назван не днём"),
        ("Школам сдать планы.", "срока у поручения нет"),
        ("Продолжить наблюдение.", "кому поручено, не названо. Принято: к сведению"),
        ("Признать опыт интересным.", "оценка не названа словом"),
    ],
)
def test_what_is_open_is_a_question_about_its_clause(clause: str, words: str) -> None:
    assert any(words in sentence for sentence in proposal(clause).unsure), proposal(clause).unsure


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ПРОТОКОЛ\n17.09.2020 № 4", "решений не найдено"),
        ("РЕШИЛИ:\nК сведению.", "дата заседания"),
    ],
)
def test_without_a_decision_or_a_day_it_is_refused(text: str, words: str) -> None:
    with pytest.raises(WrongDefinition, match=words):
        read_minutes(text.encode(), "протокол.txt")


MINUTES = Path(__file__).parent / "fixtures/minutes"
CLAUSES = {
    "council": """
        1.1 | note    |                                             |
        1.2 | assess  | удовлетворительно                           |
        1.3 | assign  | Руководителям общеобразовательных организаций | 01.04.2025
        2.1 | approve |                                             |
        2.2 | assign  | Директору МКУ «Методический центр»          | 15.05.2025
        2.3 | note    |                                             |
    """,
    "deputies": """
        1.1 | note      |                                |
        1.2 | assign    | Заместителям директоров по ВР  | 01.12.2024
        1.3 | assign    | Заместителям директоров по ВР  |
        1.4 | assign    | ЦРО                            |
        1.5 | recommend | школам № 2, 5                  |
    """,
    "collegium": """
        1.1 | assess  | удовлетворительно                        |
        1.2 | assign  | Отделу образования (главный специалист)  | 15.09.2023
        1.3 | assign  | Отделу образования (главный специалист)  | standing
        1.4 | assign  | Руководителям образовательных учреждений | school_year
        1.5 | assign  | Руководителям образовательных учреждений | 01.12.2023
        1.6 | release |                                          |
    """,
    "mentoring": """
        1.1 | approve |          |
        2.1 | assign  | Школам   | 01.02.2026
        2.2 | assign  | Комитету | 10.02.2026
    """,
    "winter_table": """
        1.1 | assign | Заведующие детскими садами      | 01.11.2025
        1.2 | assign | Ведущий специалист управления   | 10.11.2025
        1.3 | assign | Заведующие детскими садами      | standing
    """,
    "method_council": """
        1.1 | assign  | Руководителям РМО                         | 01.03.2024
        1.2 | assign  | Школам с признаками необъективности       |
        2.1 | approve |                                           |
    """,
}
"""Invented minutes, in the words that offices use: clause, kind, whom or grade, until when."""


def drawn_clauses(protocol: MeetingProtocol) -> list[str]:
    return [
        f"{one.number} | {one.kind.value} | {one.addressees_text or one.grade} | "
        + (f"{one.due:%d.%m.%Y}" if one.due else one.term.value.replace("none", ""))
        for item in protocol.items
        for one in item.decisions
    ]


@pytest.mark.parametrize("name", CLAUSES)
@pytest.mark.parametrize(
    ("ending", "write"), [(".docx", as_word), (".txt", as_text), (".pdf", as_pdf)]
)
def test_minutes_of_other_bodies_are_read_as_meant(
    name: str, ending: str, write: Callable[[str], bytes]
) -> None:
    """Решения списком в строке, таблицей, «2. Кому: 2.1 …», «по первому вопросу»; сроки и кому."""
    content = write((MINUTES / f"{name}.txt").read_text(encoding="utf-8"))
    read = read_minutes(content, f"{name}{ending}").protocol
    drawn = [line.rstrip() for line in drawn_clauses(read)]
    assert drawn == [line.rstrip() for line in expected(CLAUSES[name])]
    texts = [one.text for item in read.items for one in item.decisions]
    assert not any(re.search(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.", text) for text in (*texts, *read.present))


def test_heads_of_minutes_are_those_of_the_meeting() -> None:
    """Название не теряется за номером, преамбула не в нём; вопрос назван и без повестки."""
    read = {
        name: read_minutes(as_word((MINUTES / f"{name}.txt").read_text("utf-8")), "x.docx").protocol
        for name in ("deputies", "collegium", "winter_table", "council")
    }
    assert read["deputies"].heading.startswith("совещания заместителей директоров")
    assert read["collegium"].heading == "коллегии отдела образования Кедровского района"
    assert [one.agenda for one in read["collegium"].items] == ["Об итогах 2022–2023 учебного года"]
    assert read["winter_table"].items[0].agenda == "О подготовке детских садов к зиме"
    assert read["council"].chair == "начальник управления образования"
    assert read["council"].present[0] == "заместитель начальника управления"
