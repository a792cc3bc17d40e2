"""What is asked of many schools is said once, and each is named with its own figure."""

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from data_model.roadmap import is_executor
from indicators import wording
from indicators.plan_fact import plan_fact
from reports import collect, composed
from reports.compose import advice
from reports.material import Material
from reports.pdf import write as write_pdf
from reports.summary import Paragraph, Recommendations, advice_groups, as_table, duty
from tests.reports.case_districts import sixty_schools
from tests.reports.district import TRICKY, a_district

DISTRICT = a_district()
MATERIAL = collect(DISTRICT, 2022, plan_fact=plan_fact(DISTRICT))
ITEMS = advice.for_schools(MATERIAL).items
GROUPS = advice_groups(advice.grouped(MATERIAL, ITEMS))


def texts(kind: str) -> list[str]:
    blocks = composed(kind, MATERIAL).blocks()
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_every_recommendation_stands_in_one_group():
    assert sorted(item.finding for group in GROUPS for item in group.items) == sorted(
        item.finding for item in ITEMS
    )
    assert len(GROUPS) < len(ITEMS)


def test_no_instruction_of_the_order_is_said_twice():
    said = texts("order")
    assert len(said) > 5
    assert len(said) == len(set(said))


def test_each_school_is_named_with_the_figure_that_caused_the_instruction():
    blocks = composed("order", MATERIAL).blocks()
    annexed = next(one for one in blocks if isinstance(one, Recommendations))
    told = [one.finding for one in annexed.items if one.addressee == TRICKY]
    rows = [row for row in MATERIAL.by_school["581001"] if row.is_share]
    missing = [row.deficit for row in rows if row.deficit]
    assert missing
    for people in missing:
        assert any(f"дополнительно вовлечь {people}" in text for text in told)


def test_the_example_of_a_similar_school_follows_the_figure_of_each():
    with_example = [item for item in ITEMS if item.example]
    for item in with_example:
        assert item.action.endswith(item.example)
        assert item.example not in item.common
    assert any("Особое внимание – " in item.action for item in with_example)


def test_an_executor_of_a_common_name_has_no_capital_inside_a_list():
    named = advice.executors(("МКУ Центр", "Общеобразовательные организации", "Отдел образования"))
    assert named == ("МКУ Центр", "общеобразовательные организации", "Отдел образования")


def test_the_word_for_several_responsible_posts_is_plural():
    assert duty("до мая", "Методист") == "Срок – до мая. Ответственный – методист"
    assert "Ответственные – методист, психолог" in duty("до мая", "Методист, психолог")
    assert "Ответственный – методист, курирующий" in duty("до мая", "Методист, курирующий карту")


def test_control_of_the_order_is_said_in_the_nominative():
    assert any(
        text.endswith("осуществляет главный специалист Управления образования.")
        for text in texts("order")
    )


def test_schools_of_whom_the_same_is_found_stand_in_one_line():
    silent = replace(
        next(item for item in ITEMS if item.rule == "not_reported"), addressee="Другая школа"
    )
    alike = [*(item for item in ITEMS if item.rule == silent.rule), silent]
    _, line = advice.blocks(MATERIAL, alike)
    assert isinstance(line, Paragraph)
    assert line.text.endswith("; Другая школа — отчёт за 2022 год не представлен.")


def test_in_a_table_an_instruction_is_said_once_above_the_schools_it_is_for():
    """Шестьдесят школ: указание — одной строкой, под ним организации и их числа."""
    of_sixty = collect(sixty_schools(), 2021)
    annexed = next(
        one for one in composed("order", of_sixty).blocks() if isinstance(one, Recommendations)
    )
    table, groups = as_table(annexed), advice_groups(annexed.items)
    heads = [table.rows[number][0].text for number in sorted(table.strong)]
    assert len(heads) == len(groups) < len(annexed.items) / 5
    assert all(group.instruction in head for group, head in zip(groups, heads, strict=True))
    asked = [item for item in annexed.items if item.figure("deficit")]
    lines = [[cell.text for cell in line] for line in table.divided]
    assert [line[0] for line in lines] == [item.addressee for item in asked]
    for item, line in zip(asked, lines, strict=True):
        row = next(row for row in of_sixty.by_school[item.org] if row.indicator in item.rows)
        assert line[1].startswith(f"{wording.exactly(row.actual, '%', row.target)} (")
        assert line[2] == f"{row.deficit}\u00a0чел."
        assert line[3] in {"", f"{row.numerator + row.deficit}\u00a0чел."}
    alone = {item.addressee for item in annexed.items} - {line[0] for line in lines}
    named = " ".join(row[0].text for row in table.rows if len(row) == 1)
    assert all(name in named for name in alone)


def test_an_annex_for_sixty_schools_is_short():
    """Рекомендации шестидесяти школам занимают в приказе не больше шести страниц."""
    order = composed("order", collect(sixty_schools(), 2021))
    only = replace(order, sections=tuple(s for s in order.sections if s.key == "рекомендации"))
    assert len(PdfReader(BytesIO(write_pdf(only))).pages) <= 6 + 1, "и страница приказа"


def test_more_than_thirty_recommendations_are_an_annex_of_the_report():
    """В тексте отчёта — сколько кому, в приложении — таблица с основаниями и сроками."""
    report = composed("monitoring", collect(sixty_schools(), 2021))
    (advised,) = (one for one in report.body if one.key == "рекомендации")
    (annex,) = (one for one in report.annexes if one.key == "адресаты")
    assert not any(isinstance(one, Recommendations) for one in advised.blocks)
    assert any("для 5\u00a0организаций" in one.text for one in advised.blocks)
    assert isinstance(annex.blocks[0], Recommendations)
    short = composed("monitoring", MATERIAL)
    assert "адресаты" not in {one.key for one in short.sections}


def with_executors(*names: str) -> Material:
    """The district of tests, every row of its order given to these executors."""
    given = {
        year: replace(
            one, activities=tuple(replace(row, executors=names) for row in one.activities)
        )
        for year, one in DISTRICT.roadmaps.items()
    }
    seen = replace(DISTRICT, roadmaps=given)
    return collect(seen, 2022, plan_fact=plan_fact(seen))


def test_a_school_is_not_advised_what_the_order_gives_to_others():
    """Исполнитель — орган или ЦДО: школе пишут только о её данных и называют исполнителя."""
    material = with_executors("Управление образования", "МБУ ДО «Центр творчества»")
    given = advice.for_schools(material).items
    assert {one.rule for one in given} < {one.rule for one in ITEMS}
    assert not {one.rule for one in given} & {"ticket_behind", "share_fell", "share_few"}
    letter = " ".join(
        one.text for one in composed("school", material, "581001").blocks() if hasattr(one, "text")
    )
    assert "исполнители — Управление образования; МБУ ДО «Центр творчества»" in letter
    assert "рекомендации организации не требуются" not in letter


def test_a_school_that_the_order_names_is_advised_alone():
    """«МБОУ СОШ № 1, № 3» в исполнителях: остальным школам это не советуют."""
    assert is_executor("МБОУ СОШ № 1, № 3", "СОШ № 3")
    assert is_executor("МБОУ СОШ №№ 1, 3 и 5", "СОШ № 5")
    assert not is_executor("МБОУ СОШ № 1, № 3", "СОШ № 13")
    assert not is_executor("МБОУ СОШ № 1", "СОШ с. Ближнее")
    assert is_executor("Школы района", "СОШ № 13")
    assert is_executor("МБУ ДО ЦДО", "МБУ ДО ЦДО")
    assert not is_executor("МБУ ДО ЦДО", "СОШ № 13")


def test_schools_are_never_told_to_take_measures_as_executors_of_the_district():
    """«ОО», «Руководители ОО», «Заведующие ДОО» — школы и сады: решает орган управления."""
    body = "Управление образования"
    for schools in ("ОО", "МДОУ", "Руководители ОО", "Заведующие ДОО", "Классные руководители"):
        assert advice.addressees((schools,), body) == (body,)
    assert advice.addressees(("ОО", "ИМЦ"), body) == ("ИМЦ",)
    assert advice.addressees(("Общественные организации",), body) == ("Общественные организации",)
