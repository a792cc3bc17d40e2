"""Word documents: order of elements, native charts, templates that a person may spoil."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from lxml import etree

from data_model.errors import WrongDefinition
from reports import collect, composed
from reports.summary import ChartStyle, Summary
from reports.svg import draw
from reports.typography import SHORT_TABLE
from reports.word import build_templates
from reports.word.writer import known_words, write
from tests.reports.district import a_district
from tests.reports.reading import text_of

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PT = f"{CHART}pt"


@cache
def monitoring() -> Summary:
    return composed("monitoring", collect(a_district(), 2022))


@cache
def written() -> bytes:
    return write(monitoring())


def parts(content: bytes, pattern: str) -> list[bytes]:
    with ZipFile(BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist() if re.search(pattern, name)]


def test_nothing_of_the_templates_is_left_over():
    text = text_of(written(), "docx")
    assert not re.search(r"{{|{%|⟦|None|nan|  ", text)


def test_charts_are_native_with_their_own_sheet_and_the_data_of_the_summary():
    charts = parts(written(), r"charts/figure1\.xml$")
    values = [point.text for point in etree.fromstring(charts[0]).iter(f"{CHART}v")]
    expected = list(monitoring().charts())[0]
    assert set(expected.categories) <= set(values)
    sheet = openpyxl.load_workbook(BytesIO(parts(written(), r"embeddings/data1\.xlsx$")[0])).active
    assert sheet["C2"].value == expected.series[1].values[0]


def test_the_plan_is_a_stroke_across_every_bar_of_the_schools():
    number, chart = next(
        (number, one)
        for number, one in enumerate(monitoring().charts(), 1)
        if one.look is ChartStyle.SCHOOLS
    )
    (part,) = parts(written(), rf"charts/figure{number}\.xml$")
    schools, plan = etree.fromstring(part).iter(f"{CHART}ser")
    target = chart.series[0].values[0]
    drawn = [float(one.findtext(f"{CHART}v") or 0) for one in plan.find(f"{CHART}val").iter(PT)]
    assert drawn == [target] * len(chart.categories)
    assert schools.find(f"{CHART}errBars") is None
    assert plan.find(f"{CHART}errBars/{CHART}noEndCap").get("val") == "0"
    book = parts(written(), rf"embeddings/data{number}\.xlsx$")[0]
    assert openpyxl.load_workbook(BytesIO(book)).active["C2"].value == target


def test_no_label_of_a_bar_lies_under_the_stroke_of_the_plan():
    """Подпись столбца чуть ниже плана стоит внутри столбца, а не под отметкой плана."""
    chart = next(one for one in monitoring().charts() if one.look is ChartStyle.SCHOOLS)
    values = (55.0, 59.5, 90.9, 54.3, 40.0, 20.0)
    labels = tuple(f"{value}\u00a0%" for value in values)
    drawn = replace(
        chart,
        categories=tuple(f"Школа {one}" for one in range(6)),
        series=(replace(chart.series[0], values=values, labels=labels),),
    )
    first, *rest = monitoring().sections
    content = write(replace(monitoring(), sections=(replace(first, blocks=(drawn,)), *rest)))
    (part,) = parts(content, r"charts/figure1\.xml$")
    bars = next(etree.fromstring(part).iter(f"{CHART}ser"))
    at = [one.find(f"{CHART}dLblPos").get("val") for one in bars.iter(f"{CHART}dLbl")]
    assert at == ["outEnd", "outEnd", "outEnd", "inEnd", "inEnd", "outEnd"]
    labels = re.findall(r'<text[^>]*text-anchor="(\w+)"[^>]*>[\d.]+\u00a0%', draw(drawn))
    assert labels == ["start", "start", "start", "end", "end", "start"]


def test_the_signature_takes_the_last_line_of_the_text_with_it_past_a_place_for_own_words():
    """Место для своих слов не отрывает подпись от текста."""
    letter = composed("school", collect(a_district(), 2022), "581001")
    body = etree.fromstring(parts(write(letter), r"word/document\.xml$")[0])[0]
    text = ["".join(one.itertext()) for one in body]
    at = next(number for number, one in enumerate(text) if one.startswith("[Впишите"))
    assert not text[at - 1].startswith("[")
    for one in body[at - 2 : at + 1]:
        assert one.find(f"{WORD}pPr/{WORD}keepNext") is not None
        assert one.find(f"{WORD}pPr/{WORD}keepLines") is not None


@pytest.mark.parametrize(
    ("kind", "size", "line"), [("school", "23", "240"), ("monitoring", "26", "276")]
)
def test_a_letter_is_set_closer_to_be_one_page(kind: str, size: str, line: str) -> None:
    """Письмо школе в Word набрано плотнее отчёта: две-три строки не уходят на второй лист."""
    shipped = (build_templates.TEMPLATES / f"{kind}.docx").read_bytes()
    with ZipFile(BytesIO(shipped)) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
    usual = styles.find(f"{WORD}docDefaults")
    assert usual is not None
    assert [one.get(f"{WORD}val") for one in usual.iter(f"{WORD}sz")] == [size]
    assert [one.get(f"{WORD}line") for one in usual.iter(f"{WORD}spacing")] == [line]


def test_no_row_of_a_long_table_stands_alone_with_its_head():
    """Первые две и последние две строки длинной таблицы не расстаются."""
    body = etree.fromstring(parts(written(), r"word/document\.xml$")[0])
    tables = [list(one.iterchildren(f"{WORD}tr"))[1:] for one in body.iter(f"{WORD}tbl")]
    long = [rows for rows in tables if len(rows) > SHORT_TABLE]
    assert long
    for rows in long:
        for row in (rows[0], rows[1], rows[-2]):
            assert row.find(f".//{WORD}keepNext") is not None


def test_every_chart_says_in_words_what_it_shows():
    body = etree.fromstring(parts(written(), r"word/document\.xml$")[0])
    told = [shape.get("descr") for shape in body.iter("{*}docPr")]
    assert told == [chart.alt for chart in monitoring().charts()]


def test_axes_have_positive_numbers_and_russian_is_the_language():
    for part in parts(written(), r"charts/figure\d\.xml$"):
        space = etree.fromstring(part)
        assert all(not axis.get("val").startswith("-") for axis in space.iter(f"{CHART}axId"))
        assert space.find(f"{CHART}lang").get("val") == "ru-RU"


def test_the_file_is_of_mode_fifteen_without_foreign_properties():
    settings = parts(written(), r"settings\.xml$")[0].decode()
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in settings
    )
    properties = docx.Document(BytesIO(written())).core_properties
    assert (properties.author, properties.language) == ("", "ru-RU")
    assert not parts(written(), r"thumbnail")


def test_the_same_summary_gives_the_same_bytes():
    assert write(monitoring()) == written()


def test_head_rows_are_repeated_and_rows_do_not_break():
    body = etree.fromstring(parts(written(), r"word/document\.xml$")[0])
    for table in body.iter(f"{WORD}tbl"):
        rows = table.findall(f"{WORD}tr")
        assert rows[0].find(f"{WORD}trPr/{WORD}tblHeader") is not None
        assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows)


def spoilt(old: str, new: str) -> Summary:
    """The report with a template in which a person has changed one text."""
    lines = tuple(
        (style, text.replace(old, new)) for style, text in build_templates.BODIES["monitoring"]
    )
    target = BytesIO()
    with ZipFile(target, "w") as package:
        for name, content in build_templates.parts(lines).items():
            package.writestr(name, content)
    return replace(monitoring(), template=target.getvalue())


def test_a_misspelt_tag_is_named_with_the_one_that_was_meant():
    with pytest.raises(WrongDefinition, match=r"тега «загаловок» нет; возможно, «заголовок»"):
        write(spoilt("{{ заголовок }}", "{{ загаловок }}"))


def test_a_misspelt_section_is_named():
    with pytest.raises(WrongDefinition, match="тега «глвное» нет; возможно, «разделы.главное»"):
        write(spoilt("разделы.главное", "разделы.глвное"))


def test_an_unclosed_loop_is_said_in_russian():
    with pytest.raises(WrongDefinition, match="не закрыт тег"):
        write(spoilt("{%p endfor %}", ""))


def test_a_template_cannot_reach_into_the_program():
    with pytest.raises(WrongDefinition, match="не положено"):
        write(spoilt("{{ форма }}", "{{ форма.__class__.__mro__ }}"))


def test_a_template_may_move_and_leave_out_sections():
    text = text_of(write(spoilt("{{p разделы.цели }}", "Сказано нами.")), "docx")
    assert "Сказано нами." in text
    assert "Цель мониторинга" not in text


def test_a_file_that_is_no_document_is_refused():
    with pytest.raises(WrongDefinition, match="не открывается"):
        write(replace(monitoring(), template=b"not a document"))


def test_the_tags_of_a_template_can_be_listed():
    assert {"форма", "разделы.главное", "подпись.имя"} <= set(known_words(monitoring()))


@pytest.mark.parametrize("kind", build_templates.BODIES)
def test_shipped_templates_are_built_from_their_sources(kind: str) -> None:
    shipped = (build_templates.TEMPLATES / f"{kind}.docx").read_bytes()
    with ZipFile(BytesIO(shipped)) as package:
        stored = {name: package.read(name) for name in package.namelist()}
    built = {
        name: content.encode() if isinstance(content, str) else content
        for name, content in build_templates.parts(build_templates.BODIES[kind]).items()
    }
    assert stored == built


def test_a_title_longer_than_a_property_may_be_is_cut_there_and_whole_in_the_text():
    """Заголовок справки по двум картам длиннее 255 знаков; Word всё равно открывается."""
    long = replace(monitoring(), title="об эффективности мер " + "дорожной карты " * 20)
    document = docx.Document(BytesIO(write(long)))
    assert len(document.core_properties.title) == 255
    assert long.title.strip() in "\n".join(one.text for one in document.paragraphs)
