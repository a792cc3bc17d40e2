"""«Титул», «Как заполнять» and the hidden «_meta»."""

from data_model.roadmap import Act
from loaders.forms import look
from loaders.forms.guide import GUIDE
from loaders.forms.layout import COLUMNS, DATA_SHEETS, ColumnRole, SheetName
from loaders.forms.look import height
from loaders.forms.pen import Pen

WIDTHS = (2, 30, 68)


def write_title(pen: Pen) -> None:
    """Whose return it is, on what grounds, how much is left, and where to go on."""
    _set_widths(pen)
    request = pen.request
    full, _ = request.names
    pen.write(1, 2, "Отчёт о выполнении дорожной карты", look.TITLE)
    pen.write(2, 2, request.identity.line, look.FINE)
    pen.write(3, 2, request.stamp, look.STAMP_LEFT)
    rows = (
        ("Организация", full),
        ("Код организации", request.place.code),
        ("Отчётный год", str(request.year)),
        ("Дорожная карта", request.roadmap.title),
        ("Основание", act_words(request.roadmap.act)),
    )
    for row, (label, text) in enumerate(rows, start=5):
        pen.write(row, 2, label, look.LABEL)
        pen.write(row, 3, text, look.TEXT)
        pen.sheet.row_dimensions[row].height = max(20, height((text, WIDTHS[2] - 2, 10)))
    last = _write_contents(pen, 5 + len(rows) + 1)
    pen.sheet.row_dimensions[1].height = 28
    pen.close(last, landscape=False)


def _write_contents(pen: Pen, row: int) -> int:
    """Links to the sheets, each with what is still empty on it."""
    pen.write(row, 2, "Листы отчёта", look.SECTION)
    for offset, name in enumerate(DATA_SHEETS, start=1):
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[_left_column(name)]
        pen.link(row + offset, 2, name, f"{name} →")
        counted = f"SUM('{name}'!{letter}7:{letter}200)"
        words = f'IF({counted}>0,"не заполнено: "&{counted},"заполнено")'
        pen.formula(row + offset, 3, words, look.TEXT)
        pen.sheet.row_dimensions[row + offset].height = 20
    end = row + len(DATA_SHEETS) + 1
    pen.link(end, 2, SheetName.GUIDE, f"{SheetName.GUIDE} →")
    pen.write(end, 3, "правила, примеры, что делать, если данных нет", look.TEXT)
    pen.sheet.row_dimensions[end].height = 20
    return end


def _left_column(name: SheetName) -> int:
    return [column.role for column in COLUMNS[name]].index(ColumnRole.LEFT)


def act_words(act: Act) -> str:
    """«приказ от 14.07.2020 № 94/01-09, Управление образования …»."""
    dated = f" от {act.date:%d.%m.%Y}" if act.date else ""
    numbered = f" №\u00a0{act.number}" if act.number else ""
    return f"{act.kind}{dated}{numbered}, {act.body}"


def write_guide(pen: Pen) -> None:
    """The rules of filling in; each is there because somebody broke it."""
    _set_widths(pen)
    pen.write(1, 2, "Как заполнять", look.TITLE)
    pen.sheet.row_dimensions[1].height = 28
    row = 3
    for question, answer in GUIDE:
        pen.write(row, 2, question, look.PARAGRAPH_BOLD)
        pen.write(row, 3, answer, look.PARAGRAPH)
        pen.sheet.row_dimensions[row].height = height((question, 26, 10), (answer, 66, 10)) + 4
        row += 1
    pen.close(row - 1, landscape=False)


def write_meta(pen: Pen) -> None:
    """A1:B4 form, version, organisation, year; B5 the checksum."""
    identity = pen.request.identity
    rows = (
        ("form", identity.form),
        ("version", identity.version),
        ("org", identity.org),
        ("year", identity.year),
        ("checksum", identity.checksum),
    )
    for row in rows:
        pen.sheet.append(row)
    for cells in pen.sheet["B1:B5"]:
        if isinstance(cells[0].value, str):
            cells[0].data_type = "s"
    pen.sheet.protection.sheet = True
    pen.sheet.sheet_state = "veryHidden"


def _set_widths(pen: Pen) -> None:
    for letter, width in zip("ABC", WIDTHS, strict=True):
        pen.sheet.column_dimensions[letter].width = width
