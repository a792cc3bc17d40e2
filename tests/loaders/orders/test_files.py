"""What files of orders are like: encodings, Word's own numbers, percent cells, damage."""

import io
import random
import shutil
import subprocess
from datetime import datetime

import docx
import openpyxl
import pytest
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from data_model.errors import MonitorError, UnreadableFile, WrongDefinition
from loaders.orders import read_order
from tests.loaders.orders.files import WRITERS, as_word, text_of

HEADER = ["№ п/п", "Мероприятия", "Сроки", "Показатель", "Исполнители"]
ROW = ["Конкурс", "ежегодно", "Не менее 5 участников", "Школы"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_text_file_may_come_in_any_usual_encoding(encoding):
    content = text_of("bessonovka").encode(encoding)
    assert len(read_order(content, "приказ.txt").rows) == 12


def test_a_table_of_bars_is_a_table_too():
    lines = [HEADER, ["---"] * 5, ["1", *ROW]]
    text = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    (row,) = read_order(text.encode(), "приказ.md").rows
    assert (row.title, row.executors) == ("Конкурс", ("Школы",))


def a_word_table(*rows):
    document = docx.Document()
    table = document.add_table(len(rows), len(HEADER))
    for line, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(line, column).text = text
    return document, table


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def run_of(text, properties=""):
    return parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")


def test_a_raised_number_of_a_footnote_is_no_digit():
    """«25» с надстрочной «1» — 25, а не 251; «м» с надстрочной «2» остаётся единицей."""
    document, table = a_word_table(HEADER, ["1", "Охват", "2025", "Не менее 25", "Школы"])
    raised = '<w:vertAlign w:val="superscript"/>'
    paragraph = table.cell(1, 3).paragraphs[0]._p
    for text, properties in (("1", raised), (" обучающихся, зал 5 м", ""), ("2", raised)):
        paragraph.append(run_of(text.replace(" о", "\u00a0о"), properties))
    (row,) = read_order(saved(document), "приказ.docx").rows
    assert row.wording == "Не менее 25 обучающихся, зал 5 м2"
    assert [one.value for one in row.targets.values()] == [25]


def test_text_that_was_moved_is_read_once():
    """Перенесённый в режиме правки текст не читается в старом месте."""
    document, table = a_word_table(HEADER, ["1", *ROW])
    moved = parse_xml(f'<w:moveFrom {nsdecls("w")} w:id="1" w:author="А"/>')
    moved.append(run_of("Не менее 90 участников. "))
    table.cell(1, 3).paragraphs[0]._p.insert(0, moved)
    (row,) = read_order(saved(document), "приказ.docx").rows
    assert row.wording == "Не менее 5 участников"


def test_a_table_inside_a_table_of_the_layout_is_read():
    """Страница, свёрстанная таблицей: приказ в одной ячейке, дорожная карта — таблица в ней."""
    document = docx.Document()
    frame = document.add_table(2, 1)
    frame.cell(0, 0).text = "Дорожная карта на 2025 год"
    inner = frame.cell(1, 0).add_table(2, len(HEADER))
    for line, texts in enumerate((HEADER, ["1", *ROW])):
        for column, text in enumerate(texts):
            inner.cell(line, column).text = text
    proposal = read_order(saved(document), "приказ.docx")
    assert proposal.title == "Дорожная карта на 2025 год"
    assert [(row.title, row.wording) for row in proposal.rows] == [(ROW[0], ROW[2])]


def test_a_subject_on_two_lines_is_one():
    """Заголовок приказа, разбитый на строки, читается целиком."""
    lines = ["ПРИКАЗ", "от 01.02.2025 № 5", "Об утверждении плана мероприятий", "по профилактике"]
    text = "\n".join([*lines, "г. Озёрск", "\t".join(HEADER), "\t".join(["1", *ROW])])
    act = read_order(text.encode(), "приказ.txt").act
    assert act.title == "Об утверждении плана мероприятий по профилактике"


def test_numbers_that_word_counts_itself_are_counted():
    document, table = a_word_table(HEADER, ["", *ROW], ["", *ROW])
    for line in (1, 2):
        properties = table.cell(line, 0).paragraphs[0]._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')
        )
    numbers = [row.number for row in read_order(saved(document), "приказ.docx").rows]
    assert numbers == ["1", "2"]


def test_accepted_insertions_count_and_deletions_do_not():
    document, table = a_word_table(HEADER, ["1", "", "ежегодно", "Наличие плана", "Школы"])
    paragraph = table.cell(1, 1).paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>Ярмарка</w:t></w:r></w:ins>"))
    paragraph.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> вакансий</w:delText></w:r></w:del>")
    )
    (row,) = read_order(saved(document), "приказ.docx").rows
    assert row.title == "Ярмарка"


def test_lines_of_a_cell_are_executors_of_their_own():
    document, table = a_word_table(HEADER, ["1", *ROW[:3], "Управление образования"])
    table.cell(1, 4).add_paragraph("МБУ «Центр»")
    (row,) = read_order(saved(document), "приказ.docx").rows
    assert row.executors == ("Управление образования", "МБУ «Центр»")


def test_percents_and_dates_of_a_workbook_are_read_as_they_look():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["№", "Мероприятие", "Срок", "Показатель", 2022, 2023, "Ответственные"])
    sheet.append([1, "Охват обучающихся", "до 25.12", "Доля обучающихся", 0.55, 0.6, "Школы"])
    sheet["E2"].number_format = sheet["F2"].number_format = "0%"
    (row,) = read_order(saved(book), "карта.xlsx").rows
    assert {year: int(target.value) for year, target in row.targets.items()} == {2022: 55, 2023: 60}
    assert row.kind == "share"


def test_a_header_repeated_over_pages_is_no_row():
    text = "\n".join("\t".join(line) for line in [HEADER, ["1", *ROW], HEADER, ["2", *ROW]])
    assert [row.number for row in read_order(text.encode(), "к.txt").rows] == ["1", "2"]


@pytest.mark.parametrize(
    ("content", "filename", "words"),
    [
        (b"PK\x03\x04 broken", "приказ.docx", "повреждён"),
        (b"PK\x03\x04 broken", "приказ.xlsx", "повреждён"),
        (b"%PDF-1.4 broken", "приказ.pdf", "PDF не открывается"),
        (typst.compile(b"#rect()"), "скан.pdf", "нет текста"),
        (b"\x00\x01\x02", "приказ.txt", "не текстовый"),
        (b"plain", "приказ.rtf", "сохраните как .docx"),
        (b"plain", "приказ.doc", "сохраните как .docx"),
        (b"plain", "приказ.odg", "сохраните как .docx"),
        (b"MIME-Version: 1.0\n\n<html>", "приказ.html", "Это веб-архив"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, filename, words):
    with pytest.raises(UnreadableFile, match=words) as refusal:
        read_order(content, filename)
    assert filename in str(refusal.value)


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="нет LibreOffice")
@pytest.mark.parametrize("ending", [".doc", ".odt", ".rtf"])
def test_an_older_document_is_read_through_the_office_program(ending, tmp_path):
    order = tmp_path / "order.docx"
    order.write_bytes(as_word(text_of("targets_in_year_columns") + "\nНачальник"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", ending[1:], "--outdir", str(tmp_path), str(order)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    older = read_order(order.with_suffix(ending).read_bytes(), f"приказ{ending}")
    assert older.rows == read_order(order.read_bytes(), "приказ.docx").rows


def test_without_an_office_program_an_older_document_says_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableFile, match="LibreOffice; здесь его нет.*сохраните как .docx"):
        read_order(b"{\\rtf1}", "приказ.rtf")


def test_a_document_without_a_roadmap_says_what_is_looked_for():
    with pytest.raises(WrongDefinition, match="таблица дорожной карты не найдена"):
        read_order(as_word("ПРОТОКОЛ\n17.09.2020 г.\n№ 4"), "протокол.docx")


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".pdf"])
def test_a_damaged_file_is_read_or_refused_and_never_breaks_the_reader(ending):
    """Bytes overwritten at random places; the seed keeps it the same each time."""
    whole = WRITERS[ending](text_of("less_is_better"))
    places = random.Random(58)
    refused = 0
    for _ in range(25):
        content = bytearray(whole)
        for _ in range(20):
            content[places.randrange(len(content))] = places.randrange(256)
        try:
            assert read_order(bytes(content), f"приказ{ending}").rows
        except MonitorError:
            refused += 1
    assert refused


def test_words_divided_by_hand_are_whole():
    """Перенос, набранный дефисом: «не бо-|лее» — «не более»; составное слово дефис хранит."""
    row = [
        "1",
        "Психолого-\nпедагогиче-\nское сопрово-\nждение",
        "ап-\nрель",
        "не бо-\nлее 5 % обу-\nчающихся",
        "шко-\nлы",
    ]
    (read,) = read_order(saved(a_word_table(HEADER, row)[0]), "приказ.docx").rows
    assert (read.title, read.executors) == ("Психолого-педагогическое сопровождение", ("школы",))
    assert (read.wording, read.operator) == ("не более 5 % обучающихся", "<=")


@pytest.mark.parametrize("mark", ["vanish", "strike", "dstrike"])
@pytest.mark.parametrize(("value", "is_read"), [("", False), (' w:val="0"', True)])
def test_text_out_of_sight_does_not_count(mark, value, is_read):
    """Скрытый и зачёркнутый текст — не показатель."""
    document, table = a_word_table(HEADER, ["1", *ROW])
    paragraph = table.cell(1, 3).paragraphs[0]
    run = f"<w:r {nsdecls('w')}><w:rPr><w:{mark}{value}/></w:rPr><w:t>, 12 команд</w:t></w:r>"
    paragraph._p.append(parse_xml(run))
    rows = read_order(saved(document), "приказ.docx").rows
    assert any("12 команд" in row.wording for row in rows) is is_read


def test_a_long_workbook_is_read_to_its_end():
    rows = [f"{at}\tСеминар {at}\tмарт 2026 г.\tНе менее {at} участников" for at in range(1, 91)]
    head = "ПРИКАЗ\n12.01.2026 № 14\n№\tМероприятие\tСрок\tПоказатель\n"
    proposal = read_order(WRITERS[".xlsx"](head + "\n".join(rows)), "long.xlsx")
    assert [row.number for row in proposal.rows] == [str(at) for at in range(1, 91)]


def test_what_a_workbook_hides_is_told():
    """Формула без значения, скрытые строки и листы названы словами."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Цели"
    sheet.append(["№", "Показатель", "Ед. изм.", 2026, 2027])
    sheet.append([1, "Количество классов", "ед.", 10, "=D2+2"])
    sheet.append([2, "Количество кружков", "ед.", 5, 6])
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Черновик").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    proposal = read_order(buffer.getvalue(), "цели.xlsx")
    assert [row.number for row in proposal.rows] == ["1", "2"]
    assert proposal.rows[0].unsure == ("Плановое значение 2027 года («= не вычислено») не понято.",)
    assert "Скрытый лист «Черновик» не прочитан." in proposal.unsure
    assert any("скрыты строки (3)" in said for said in proposal.unsure)


def test_a_line_of_a_cell_that_begins_with_a_number_is_an_indicator_of_its_own():
    """«15 педагогов», «3 семинара» с новой строки — два показателя, «не менее | 3» — один."""
    cells = ["15 педагогов\n3 семинара", "Участие не менее\n3 школ"]
    lines = [["1", "Кадры", "2025", cell, "УО"] for cell in cells]
    rows = read_order(saved(a_word_table(HEADER, *lines)[0]), "приказ.docx").rows
    said = ["15 педагогов", "3 семинара", "Участие не менее 3 школ"]
    assert [row.wording for row in rows] == said


def test_numbers_and_months_of_a_workbook_are_read_as_they_are_seen():
    """Номер «1.1», ставший числом или датой, — номер; «сен.26» — месяц, «25.май» — день."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Дорожная карта на 2026–2027 годы"])
    sheet.append(HEADER)
    numbers = [1.1, datetime(2026, 2, 1), "1.3"]
    terms = [(datetime(2026, 9, 1), "mmm\\.yy"), (datetime(2026, 5, 25), "dd\\.mmm"), ("май", "@")]
    for number, (term, shown) in zip(numbers, terms, strict=True):
        sheet.append([number, "Конкурс", term, "Не менее 5 участников", "УО"])
        sheet.cell(sheet.max_row, 3).number_format = shown
    buffer = io.BytesIO()
    book.save(buffer)
    rows = read_order(buffer.getvalue(), "карта.xlsx").rows
    assert [row.number for row in rows] == ["1.1", "1.2", "1.3"]
    assert [[f"{one.due:%d.%m.%y}" for one in row.periods.values()] for row in rows] == [
        ["30.09.26"], ["25.05.26", "25.05.27"], ["31.05.26", "31.05.27"]
    ]  # fmt: skip


PAGE = """<html><head><meta charset="windows-1251"><style>p {}</style></head><body>
<p>Дорожная карта <b>на&nbsp;2026</b>–2027 годы</p>
<table><tr><td><table><thead>
<tr><th rowspan="2">№<th rowspan="2">Мероприятие<th rowspan="2">Срок<th colspan="2">Показатель
<th rowspan="2">Исполнители</tr><tr><th>2026</th><th>2027</th></tr></thead>
<tr><td colspan="6">Раздел 1. Кадры
<tr><td>1<td>Обучение<br>педагогов<td>март<td>20
человек<td>25&nbsp;человек<td rowspan="2">УО, <span>ОО</span>
<tr><td>2<td>Охват <b>проф</b>пробами<td>май<td>не менее 60&nbsp;%<td>не менее 65 %
</table></td></tr></table><p>Начальник</p></body></html>"""


@pytest.mark.parametrize(("ending", "encoding"), [(".html", "utf-8"), (".doc", "cp1251")])
def test_a_page_of_the_web_is_read_as_a_document(ending, encoding):
    """Приказ, сохранённый страницей, и под именем .doc: таблица с объединёнными ячейками."""
    proposal = read_order(PAGE.encode(encoding), f"приказ{ending}")
    assert proposal.title == "Дорожная карта на 2026–2027 годы"
    assert [(row.title, row.section, row.executors) for row in proposal.rows] == [
        ("Обучение педагогов", "Раздел 1. Кадры", ("УО", "ОО")),
        ("Охват профпробами", "Раздел 1. Кадры", ("УО", "ОО")),
    ]
    values = [[int(one.value) for one in row.targets.values()] for row in proposal.rows]
    assert values == [[20, 25], [60, 65]]


def test_a_document_under_the_name_of_an_older_one_is_read():
    """Новый .docx, переименованный в .doc, читается без LibreOffice."""
    assert read_order(as_word(text_of("less_is_better")), "приказ.doc").rows


LISTED = """ПРИКАЗ
от 02.02.2026 № 50
1. Утвердить дорожную карту.
2. Срок: до 20.12.2026 отчитаться.
Дорожная карта по профориентации на 2026 год
Раздел 1. Школьники
1. Экскурсии. Срок: апрель 2026 г. Показатель: не менее 60 % детей 8–9 классов. Исполнители: школы.
Раздел 2. Педагоги

2. Семинары для классных руководителей

Срок исполнения – в течение года
Ожидаемый результат – не менее 3 семинаров
для всех школ
Ответственный исполнитель – ИМЦ
3. Итоговая справка
Срок: до 20.12.2026
Показатель: аналитическая справка
Исполнители: Управление образования
Начальник управления И. И. Иванов
"""


@pytest.mark.parametrize("ending", [".txt", ".docx"])
def test_a_list_with_labels_is_a_table_too(ending):
    """«Срок: …», «Показатель: …» под мероприятием — строка; пункт приказа со сроком — не строка."""
    rows = read_order(WRITERS[ending](LISTED), f"приказ{ending}").rows
    assert [(row.number, row.title, row.executors) for row in rows] == [
        ("1", "Экскурсии", ("школы",)),
        ("2", "Семинары для классных руководителей", ("ИМЦ",)),
        ("3", "Итоговая справка", ("Управление образования",)),
    ]
    assert rows[0].wording == "не менее 60 % детей 8–9 классов"
    assert rows[1].wording == "не менее 3 семинаров для всех школ"
    assert (rows[0].section, rows[2].section) == ("Раздел 1. Школьники", "Раздел 2. Педагоги")


def test_a_table_drawn_with_lines_is_a_table_too():
    """Таблица, нарисованная псевдографикой: строка продолжается до следующей линейки."""
    text = """Дорожная карта на 2026 год
┌───┬─────────────┬──────────┬──────────────────┬─────────────┐
│ N │ Мероприятие │   Срок   │    Показатель    │ Исполнители │
├───┼─────────────┼──────────┼──────────────────┼─────────────┤
│ 1 │Экскурсии на │апрель    │не менее 60 % обу-│школы        │
│   │предприятия  │2026 г.   │чающихся 9 классов│             │
├───┼─────────────┼──────────┼──────────────────┼─────────────┤
│ 2 │Справка      │до        │справка           │Управление   │
│   │             │20.12.2026│                  │образования  │
└───┴─────────────┴──────────┴──────────────────┴─────────────┘
"""
    first, second = read_order(text.encode(), "приказ.txt").rows
    assert (first.title, first.wording) == (
        "Экскурсии на предприятия",
        "не менее 60 % обучающихся 9 классов",
    )
    assert (second.executors, second.term) == (("Управление образования",), "до 20.12.2026")
