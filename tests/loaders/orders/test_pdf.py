"""PDF orders: wrapped lines, broken words, borders."""

import shutil
import subprocess

import pytest
import typst

from loaders.orders import read_order
from loaders.orders.pdf_file import PrintedLine, wrapping_of
from tests.loaders.orders.files import as_word, text_of
from tests.loaders.orders.meanings import drawn
from tests.loaders.orders.test_bessonovka import MEANT, expected

BODY = ["профессиональной ориентации обучающихся с участием школ и районов"]
LETTER = 5.0
"""Points that every letter takes here."""


def printed(lines, columns, keeps_blanks=False):
    """Lines of a cell as wide as so many letters; all but the last end with a space or do not."""
    for line in lines:
        letters = [(sign, place * LETTER, (place + 1) * LETTER) for place, sign in enumerate(line)]
        end = len(letters) * LETTER
        blank = [(" ", end, end + LETTER)] if keeps_blanks and len(line) < columns else []
        yield PrintedLine.of(letters + blank, (0.0, columns * LETTER))


@pytest.mark.parametrize(
    ("lines", "columns", "text"),
    [
        ("профессион|альной", 10, "профессиональной"),
        ("Общеобразо|вательные|организации", 11, "Общеобразовательные организации"),
        ("обучающихс|я", 10, "обучающихся"),
        ("выпускнико|в", 10, "выпускников"),
        ("детей|и молодёжи", 6, "детей и молодёжи"),
        ("участием|школ", 9, "участием школ"),
        ("школ и|районов", 7, "школ и районов"),
        ("школьных|музеев", 9, "школьных музеев"),
        ("Школы|Центр", 12, "Школы\nЦентр"),
        ("психолого-|педагогической", 15, "психолого-педагогической"),
        ("октябрь-|ноябрь", 8, "октябрь-ноябрь"),
        ("ориен-|тации", 6, "ориентации"),
        ("целевую|модель", 7, "целевую модель"),
        ("Безопасная|дорога", 10, "Безопасная дорога"),
        ("Охват|детей", 6, "Охват детей"),
        ("новых|мест", 5, "новых мест"),
        ("видео|роликов", 6, "видеороликов"),
        ("участвую|щих", 8, "участвующих"),
        ("несовершеннолетн|их", 16, "несовершеннолетних"),
        ("трудоустрое|но", 11, "трудоустроено"),
        ("библиотек|-центров", 10, "библиотек-центров"),
        ("октябрь–|март", 8, "октябрь–март"),
        ("2020-|2022 годы", 9, "2020-2022 годы"),
        ("2020 –|2022 гг.", 8, "2020 – 2022 гг."),
        ("20|20", 2, "2020"),
        ("не менее|5 %", 9, "не менее 5 %"),
    ],
)
def test_lines_of_a_cell_become_one(lines, columns, text):
    cell = tuple(printed(lines.split("|"), columns))
    assert wrapping_of([], BODY).text_of(cell) == text


def test_where_spaces_are_printed_at_line_ends_a_line_without_one_is_the_last_of_a_paragraph():
    cell = (
        *printed(["Отдел", "молодёжи"], 9, keeps_blanks=True),
        *printed(["Методический", "кабинет"], 14),
    )
    assert wrapping_of([cell], BODY).keeps_blanks
    one_of_two = (*printed(["Школы"], 9), *printed(["Методцентр"], 9))
    assert wrapping_of([cell], BODY).text_of(one_of_two) == "Школы\nМетодцентр"


def test_a_column_too_narrow_for_its_words_is_read():
    page = """
        #set page(width: 14cm, margin: 1cm)
        #set text(font: "PT Serif", size: 10pt)
        #table(columns: (0.6cm, 2.2cm, 1.6cm, 2.2cm, 2.2cm),
          [№], [Меропри \\ ятие], [Срок], [Показа \\ тель], [Исполни \\ тели],
          [1], [Проведение муниципаль \\ ного конкурса], [2021 год],
          [Не менее 5 участников], [Школы])
    """
    (row,) = read_order(typst.compile(page.encode()), "карта.pdf").rows
    assert row.title == "Проведение муниципального конкурса"


def test_heads_that_stand_on_their_side_and_a_row_over_two_pages_are_read():
    page = """
        #set page(width: 16cm, height: 7cm, margin: 1cm)
        #let side(text) = rotate(-90deg, reflow: true, text)
        #table(columns: (1cm, 4cm, 2cm, 3cm, 3cm),
          [№], [Мероприятия], side[Сроки], [Показатель], side[Исполнители],
          [1], [Проведение муниципального конкурса мастерства среди обучающихся старших классов
            общеобразовательных организаций района, победителей школьного этапа],
          [2021 год], [Не менее 5 участников], [Школы],
          [2], [Ярмарка], [2022], [Наличие плана], [Школы])
    """
    rows = read_order(typst.compile(page.encode()), "карта.pdf").rows
    assert [row.title[-14:] for row in rows] == ["школьного этапа"[-14:], "Ярмарка"]
    assert {row.executors for row in rows} == {("Школы",)}


def test_a_title_cut_by_a_page_is_no_section():
    """Конец названия на другой странице — не раздел, и его «(%)» не единица следующих строк."""
    page = """
        #set page(width: 16cm, height: 6cm, margin: 1cm)
        #table(columns: (4cm, 2cm, 2cm, 3cm), [Показатель], [2026], [2027], [Исполнители],
          [Доля обучающихся с ограниченными возможностями здоровья, получающих образование вместе
            со всеми в общеобразовательных организациях района инклюзивно, (%)], [50], [52], [ОО],
          [Численность тьюторов (чел.)], [5], [7], [ОО])
    """
    rows = read_order(typst.compile(page.encode()), "карта.pdf").rows
    assert [(row.title[-15:], row.unit, row.section) for row in rows] == [
        ("инклюзивно, (%)", "%", ""),
        ("тьюторов (чел.)", "чел.", ""),
    ]


def test_cells_merged_downwards_are_shared_by_their_rows():
    page = """
        #table(columns: 5, [№], [Мероприятия], [Сроки], [Показатель], [Исполнители],
          [1], [Конкурс], [2021 год], [Не менее 5 участников], table.cell(rowspan: 2)[Школы],
          [2], [Ярмарка], [2022 год], [Наличие плана])
    """
    rows = read_order(typst.compile(page.encode()), "карта.pdf").rows
    assert [row.executors for row in rows] == [("Школы",), ("Школы",)]
    assert rows[1].title == "Ярмарка"


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="нет LibreOffice")
def test_a_pdf_printed_from_word_is_read_as_the_document(tmp_path):
    order = tmp_path / "order.docx"
    order.write_bytes(as_word(text_of("bessonovka"), style="Table Grid"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
         "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(order)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    proposal = read_order((tmp_path / "order.pdf").read_bytes(), "order.pdf")
    assert drawn(proposal) == expected(MEANT)
