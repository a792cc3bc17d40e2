"""PDF orders: wrapped lines, broken words, borders."""

import shutil
import subprocess

import pytest
import typst

from loaders.orders import read_order
from loaders.orders.document import PaperCell, PaperTable
from loaders.orders.pdf_words import unwrapped, words_of
from tests.loaders.orders.files import as_word, text_of
from tests.loaders.orders.meanings import drawn
from tests.loaders.orders.test_bessonovka import MEANT, expected

BODY = ["профессиональной ориентации обучающихся с участием школ и районов"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("профессион\nальной", "профессиональной"),
        ("Общеобразо\nвательные\nорганизации", "Общеобразовательные организации"),
        ("обучающихс\nя", "обучающихся"),
        ("участием\nшкол", "участием школ"),
        ("школ и\nрайонов", "школ и районов"),
        ("психолого-\nпедагогической", "психолого-педагогической"),
        ("ориен-\nтации", "ориентации"),
        ("2020-\n2022 годы", "2020-2022 годы"),
        ("2020 –\n2022 гг.", "2020 – 2022 гг."),
        ("не менее\n5 %", "не менее 5 %"),
    ],
)
def test_lines_of_a_cell_become_one(lines, text):
    words = words_of(BODY)
    ((cell,),) = unwrapped(PaperTable(((PaperCell(lines),),)), words).rows
    assert cell.text == text


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
