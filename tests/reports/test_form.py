"""Форма документов: грифы, приложения, нумерация, содержание, ссылки, подписи диаграмм."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from lxml import etree
from pypdf import PdfReader

from data_model.compliance import Status
from indicators import wording
from indicators.reasons import Reason
from reports import KINDS, collect, composed
from reports.compose.school import of_bases
from reports.material import Material
from reports.pdf import write as write_pdf
from reports.summary import Chart, Paragraph, Recommendations, Summary, Table
from reports.word.writer import write
from tests.reports.case_districts import sixty_schools
from tests.reports.district import a_district
from tests.reports.rows import a_row

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WHOLE = ["monitoring", "diagnostics", "effect", "order"]


@cache
def material(year: int = 2022) -> Material:
    return collect(a_district(), year)


@cache
def made(kind: str, year: int = 2022) -> Summary:
    return composed(kind, material(year))


@cache
def part(kind: str, name: str) -> etree._Element:
    with ZipFile(BytesIO(write(made(kind)))) as package:
        return etree.fromstring(package.read(name))


def test_who_prepares_who_approves_and_who_signs() -> None:
    """Отчёт утверждает приказ, справку — руководитель; место подписи названо."""
    assert made("monitoring").approval[:2] == ("УТВЕРЖДЁН", "приказом")
    assert made("effect").approval[0] == "УТВЕРЖДАЮ"
    assert made("order").approval == ()
    for kind in WHOLE:
        assert made(kind).signature.signed.endswith("И.\u00a0О.\u00a0Фамилия")


def test_several_roadmaps_are_spoken_of_as_several() -> None:
    """Две карты в году: «дорожными картами», «их целей»; одна — в единственном числе."""
    whole = a_district()
    alone = whole.roadmaps[2022]
    other = replace(alone, code="other", title="Дорожная карта по наставничеству", activities=())
    maps = whole.roadmaps | {2022: replace(alone, parts=(alone, other))}
    of_two = collect(replace(whole, roadmaps=maps), 2022)
    for kind, org, one, several in (
        ("monitoring", None, "Дорожной картой на", "Дорожными картами на"),
        ("order", None, "В целях реализации дорожной карты", "В целях реализации дорожных карт"),
        ("school", "581001", "В соответствии с дорожной картой", "с дорожными картами"),
    ):
        assert one in " ".join(composed(kind, material(), org).sentences())
        assert several in " ".join(composed(kind, of_two, org).sentences())


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_every_table_and_figure_is_referred_to(kind: str, year: int) -> None:
    summary = made(kind, year)
    said = " ".join(one.text for one in summary.blocks() if isinstance(one, Paragraph))
    tables = sum(isinstance(one, Table | Recommendations) for one in summary.blocks())
    figures = sum(isinstance(one, Chart) for one in summary.blocks())
    for word, many in (("таблица", tables), ("рисунок", figures)):
        for number in range(1, many + 1):
            assert re.search(rf"{word}\u00a0{number}\b", said), (word, number)
    assert "⟦" not in said


def test_the_order_is_one_page_and_its_annexes_follow() -> None:
    """Пункты с подписью — на первой странице, приложения названы и пронумерованы подряд."""
    summary = made("order")
    first = PdfReader(BytesIO(write_pdf(summary))).pages[0].extract_text()
    assert "Контроль за исполнением" in first.replace("\u00ad\n", "").replace("-\n", "")
    assert "Фамилия" in first
    marks = [section.annex[0] for section in summary.annexes]
    assert marks == [f"Приложение\u00a0{number}" for number in range(1, len(marks) + 1)]
    said = " ".join(one.text for one in summary.body[1].blocks if isinstance(one, Paragraph))
    for number in range(1, len(marks)):
        assert f"приложение\u00a0{number}" in said


def test_word_counts_the_clauses_itself() -> None:
    body = part("order", "word/document.xml")
    clauses = [
        one
        for one in body.iter(f"{WORD}p")
        if (style := one.find(f"{WORD}pPr/{WORD}pStyle")) is not None
        and style.get(f"{WORD}val") == "Clause"
    ]
    assert len(clauses) > 3
    for clause in clauses:
        assert clause.find(f"{WORD}pPr/{WORD}numPr") is not None
        text = "".join(one.text or "" for one in clause.iter(f"{WORD}t"))
        assert not re.match(r"\d", text)
    numbering = part("order", "word/numbering.xml")
    used = {one.get(f"{WORD}val") for one in body.iter(f"{WORD}numId")}
    assert used <= {one.get(f"{WORD}numId") for one in numbering.iter(f"{WORD}num")}


def test_schools_are_annexed_on_their_side() -> None:
    body = part("monitoring", "word/document.xml")
    sizes = [one.get(f"{WORD}orient") for one in body.iter(f"{WORD}pgSz")]
    assert sizes == [None, "landscape", "landscape"]
    pages = PdfReader(BytesIO(write_pdf(made("monitoring")))).pages
    assert pages[0].mediabox.width < pages[0].mediabox.height
    assert pages[-1].mediabox.width > pages[-1].mediabox.height
    annexed = [one for section in made("monitoring").annexes for one in section.blocks]
    in_body = [one for section in made("monitoring").body for one in section.blocks]
    captions = [one.caption for one in in_body if isinstance(one, Table)]
    assert annexed
    assert not any("по организациям" in one or "Организации и" in one for one in captions)


def test_a_long_document_has_contents_and_a_short_one_has_none() -> None:
    long = composed("monitoring", collect(sixty_schools(), 2021))
    assert long.has_contents
    text = docx.Document(BytesIO(write(long))).element.xml
    assert 'TOC \\o "1-1"' in text
    for section in long.sections:
        mark = f"{section.annex[0]}. " if section.annex else ""
        assert f">{mark}{section.title}</w:t>" in text
    told = PdfReader(BytesIO(write_pdf(long))).pages[0].extract_text()
    assert re.search(r"^Выводы[ .]+\d+$", told, re.MULTILINE)
    assert re.search(r"^Приложение\s1\. Показатели организаций", told, re.MULTILINE)
    with ZipFile(BytesIO(write(made("effect")))) as package:
        assert b"TOC" not in package.read("word/document.xml")


def test_labels_of_charts_read_as_in_the_text() -> None:
    """На подписях — «%» и столько знаков, сколько в тексте."""
    space = part("monitoring", "word/charts/figure1.xml")
    chart = next(made("monitoring").charts())
    codes = [
        label.find(f"{CHART}numFmt").get("formatCode")  # type: ignore[union-attr]
        for label in space.iter(f"{CHART}dLbl")
    ]
    labels = [label for series in chart.series for label in series.labels]
    assert codes == [f"[$-419]{chart.label_format(label)}" for label in labels]
    assert all('%"' in code for code in codes)
    axis = next(space.iter(f"{CHART}valAx")).find(f"{CHART}numFmt")
    assert axis is not None
    assert axis.get("formatCode") == '[$-419]0" %"'


def test_a_school_gets_a_letter() -> None:
    """Адресат, основание, пункты с результатом и подтверждением, просьба об ответе."""
    letter = composed("school", material(), "581001")
    assert letter.addressee[0] == "Руководителю"
    text = " ".join(one.text for one in letter.blocks() if isinstance(one, Paragraph))
    assert "направляем результаты мониторинга" in text
    assert "Ожидаемый результат – " in text
    assert "просим представить до 15\u00a0декабря" in text
    assert KINDS["school"].per_school


def test_recommendations_to_very_many_schools_go_by_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Приложение на сотни страниц никто не подпишет: рекомендации направляют письмами."""
    monkeypatch.setattr("reports.compose.advice.MOST_IN_TABLE", 1)
    made = composed("order", collect(a_district(), 2022))
    assert "рекомендации" not in {one.key for one in made.sections}
    told = list(made.sentences())
    assert "Направить образовательным организациям адресные рекомендации письмами." in told
    assert any("Срок – указан в письмах." in one for one in told)
    assert [one.annex[0][-1] for one in made.annexes] == ["1", "2", "3"]


def test_the_base_of_a_share_stands_in_the_note_of_a_letter_without_a_capital() -> None:
    row = a_row(base="Выпускники учебного года")
    assert of_bases([row]) == [f"{row.quoted} — выпускники учебного года"]


def test_a_base_in_brackets_has_no_capital_inside_a_sentence() -> None:
    row = a_row(
        base="Выпускники учебного года",
        reason=Reason.NO_BASE,
        status=Status.NOT_APPLICABLE,
        actual=None,
        numerator=None,
    )
    assert "(выпускники учебного года)" in wording.sentence(row)
