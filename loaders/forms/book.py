"""The whole workbook of a form, the same bytes for the same request.

First the rules of filling in, then «Титул», «Как заполнять» and the hidden «_meta», then the book;
last all forms of a year: one per awaited school and one for the municipality.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook.protection import WorkbookProtection

from data_model.errors import UnknownPlace
from data_model.file_names import files_made
from data_model.returns import NO_GRADE
from data_model.roadmap import Act, AnswerType, Question, Roadmap
from data_model.snapshot import Snapshot
from loaders.files.saving import EARLIEST_ZIP_TIME, saved
from loaders.files.workbook import column_letters
from loaders.forms import look
from loaders.forms.data_sheets import write_documents, write_events, write_indicators
from loaders.forms.layout import (
    COLUMNS,
    DATA_SHEETS,
    ColumnRole,
    InputPart,
    SheetName,
    Slot,
    is_asked_in,
)
from loaders.forms.look import CellStyle, height
from loaders.forms.pen import Pen
from loaders.forms.request import FormRequest, form_filename, request_from

GUIDE = (
    (
        "С чего начать",
        "Откройте лист «Показатели», затем «Мероприятия» и «Документы». Заполняйте жёлтые ячейки. "
        "Остальное защищено от случайных правок, пароля нет.",
    ),
    (
        "Кого считать",
        "Разных людей. Ученик, который был на трёх уроках, считается один раз. "
        "Не просмотры, не посещения, не работы.",
    ),
    (
        "Как писать числа",
        "Целым числом: 15. Без слов («15 чел.»), процентов, дробей и промежутков («10-15»). "
        "Проценты система посчитает сама.",
    ),
    (
        "Участников не было",
        "Поставьте 0. Ноль и пустая ячейка — разное: пустая значит, что ответа ещё нет.",
    ),
    (
        "Данных нет",
        "Оставьте ячейки пустыми и напишите в той же строке, почему данных нет. "
        "Так видно, что вопрос не забыт.",
    ),
    (
        "В классе нет учеников",
        "Такие ячейки закрыты знаком «—», заполнять их не нужно.",
    ),
    (
        "Контингент",
        "Взят из формы ОО-1 на 20 сентября и в отчёте не меняется. Если он неверен, выберите «нет» "
        "в строке под ним и напишите, в каком классе расхождение.",
    ),
    (
        "Документы",
        "К ответу «есть» нужны наименование, номер и дата документа; если номера нет, напишите "
        "«б/н». Без них ответ не считается подтверждённым. Второй и следующие документы — "
        "в строках «ещё документ».",
    ),
    (
        "Столбец «Проверка»",
        "Пишет, что в строке не так, как только это видно: число больше контингента, слово вместо "
        "числа, «есть» без реквизитов. На «Титуле» сказано, сколько ячеек ещё пусто и сколько "
        "строк проверить.",
    ),
    (
        "Исправить отчёт",
        "Внесите правки в этот же файл и отправьте его целиком ещё раз: новая версия заменяет "
        "прежнюю. Не удаляйте то, что было заполнено верно.",
    ),
    (
        "Персональные данные",
        "Не вносите фамилии, даты рождения, СНИЛС, телефоны и адреса учеников. Такой файл "
        "не принимается (Федеральный закон № 152-ФЗ).",
    ),
    (
        "Как сохранить",
        "Как книгу Excel (.xlsx). Подойдут Excel, Р7-Офис, МойОфис, LibreOffice; "
        "форматы .ods и .xls тоже читаются. Имя файла может быть любым. Строку «Код формы» "
        "не меняйте.",
    ),
)


# front sheets

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
        *_grounds(request.roadmap),
    )
    for row, (label, text) in enumerate(rows, start=5):
        pen.write(row, 2, label, look.LABEL)
        pen.write(row, 3, text, look.TEXT)
        pen.sheet.row_dimensions[row].height = max(20, height((text, WIDTHS[2] - 2, 10)))
    last = _write_contents(pen, 5 + len(rows) + 1)
    _write_burden(pen, last + 1)
    last += 1
    pen.sheet.row_dimensions[1].height = 28
    pen.close(last, landscape=False)


def _grounds(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """The roadmap and its act; several side by side, each with its own."""
    if not roadmap.parts:
        yield "Дорожная карта", roadmap.title
        yield "Основание", act_words(roadmap.act)
    for number, part in enumerate(roadmap.parts, start=1):
        act = act_words(part.act)
        yield f"Дорожная карта {number}", f"{part.title} ({act})" if act else part.title


def _write_contents(pen: Pen, row: int) -> int:
    """Links to the sheets, each with what is still empty on it."""
    pen.write(row, 2, "Листы отчёта", look.SECTION)
    left = [f"SUM('{name}'!{_below(name, ColumnRole.LEFT)})" for name in DATA_SHEETS]
    total = f'IF({"+".join(left)}>0,"Всего не заполнено: "&{"+".join(left)},"Всё заполнено")'
    pen.formula(row, 3, total, look.LEFT_TO_FILL)
    for offset, name in enumerate(DATA_SHEETS, start=1):
        pen.link(row + offset, 2, name, f"{name} →")
        counted = f"SUM('{name}'!{_below(name, ColumnRole.LEFT)})"
        wrong = f"SUMPRODUCT(--('{name}'!{_below(name, ColumnRole.CHECK)}<>\"\"))"
        words = (
            f'IF({counted}>0,"не заполнено: "&{counted},"заполнено")'
            f'&IF({wrong}>0,", проверьте строк: "&{wrong},"")'
        )
        pen.formula(row + offset, 3, words, look.TEXT)
        pen.sheet.row_dimensions[row + offset].height = 20
    end = row + len(DATA_SHEETS) + 1
    pen.link(end, 2, SheetName.GUIDE, f"{SheetName.GUIDE} →")
    pen.write(end, 3, "правила, примеры, что делать, если данных нет", look.TEXT)
    pen.sheet.row_dimensions[end].height = 20
    return end


def _write_burden(pen: Pen, row: int) -> None:
    """How much is asked, and how much of it is there already."""
    asked, prefilled = burden(pen.request)
    pen.write(row, 2, "Сколько спрашиваем", look.LABEL)
    words = f"ячеек для ответов: {asked}, из них уже заполнено программой: {prefilled}"
    pen.write(row, 3, words, look.TEXT)
    pen.sheet.row_dimensions[row].height = 20


def burden(request: FormRequest) -> tuple[int, int]:
    """Answer cells that the year asks for, and those of them that are filled in advance."""
    asked = [slot for one in request.questions for slot in _asked_slots(request, one)]
    filled = request.filled()
    return len(asked), sum(slot in filled for slot in asked)


def _asked_slots(request: FormRequest, question: Question) -> Iterator[Slot]:
    """A cell for each grade with pupils, one number, or «есть» with the details of a document."""
    if not is_asked_in(request.roadmap, question, request.year):
        return
    pupils = request.pupils(request.roll_year(question)) if question.grades else {}
    for grade in question.grades or (NO_GRADE,):
        if not grade or not pupils or pupils.get(grade, 0):
            yield Slot(question.code, grade=grade)
    if question.answer is AnswerType.PRESENCE:
        yield from (Slot(question.code, one) for one in NEEDED_PARTS)


NEEDED_PARTS = (InputPart.NAME, InputPart.NUMBER, InputPart.DATE)


def _below(name: SheetName, role: ColumnRole) -> str:
    """The cells of a column of a data sheet, under its header."""
    letter = column_letters([column.role for column in COLUMNS[name]].index(role))
    return f"{letter}7:{letter}200"


def act_words(act: Act) -> str:
    """«приказ от 14.07.2020 № 94/01-09, Управление образования …»."""
    dated = f" от {act.date:%d.%m.%Y}" if act.date else ""
    numbered = f" №\u00a0{act.number}" if act.number else ""
    return ", ".join(filter(None, (f"{act.kind}{dated}{numbered}", act.body)))


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


# the book

WRITERS: dict[SheetName, Callable[[Pen], None]] = {
    SheetName.TITLE: write_title,
    SheetName.INDICATORS: write_indicators,
    SheetName.EVENTS: write_events,
    SheetName.DOCUMENTS: write_documents,
    SheetName.GUIDE: write_guide,
    SheetName.META: write_meta,
}


def write_form(request: FormRequest) -> bytes:
    """A form as .xlsx: blank, or prefilled where the organisation has reported."""
    return saved_form(form_book(request), request)


def saved_form(book: Workbook, request: FormRequest) -> bytes:
    """The book of a form as bytes, dated by the year of the return."""
    return saved(book, datetime(request.year, 1, 1))


def form_book(request: FormRequest) -> Workbook:
    """A form that is still open, for whoever has something to add to it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    filled, styles = request.filled(), dict[CellStyle, StyleArray]()
    for name, write in WRITERS.items():
        write(Pen(book, name, request, filled, COLUMNS.get(name, ()), styles))
    book.security = WorkbookProtection(lockStructure=True)
    _describe(book, request)
    return book


def _describe(book: Workbook, request: FormRequest) -> None:
    """Document properties in Russian, and the identity once more."""
    _, short = request.names
    properties = book.properties
    properties.title = f"Отчёт о выполнении дорожной карты, {short}, {request.year}"
    properties.subject = request.identity.line
    properties.creator = "Мониторинг дорожной карты"
    properties.description = request.stamp or request.roadmap.title
    properties.language = "ru-RU"
    form_code = StringProperty(name="form_code", value=request.identity.line)
    book.custom_doc_props.append(form_code)  # type: ignore[attr-defined]


# all forms of a year

STAMP = "stamp"
"""Setting of a municipality that is printed on its forms, such as «СИНТЕТИЧЕСКИЕ ДАННЫЕ»."""


def recipients(snapshot: Snapshot, year: int) -> tuple[str, ...]:
    """Codes of all who fill in a form: awaited schools, then the municipality."""
    return (*(place.code for place in snapshot.expected(year)), snapshot.municipality.code)


def forms_of(snapshot: Snapshot, year: int, org: str | None = None) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each form of a year, or of one organisation.

    Raises UnknownPlace where the organisation has no return in that year, NothingThere where
    no roadmap covers it.
    """
    codes = recipients(snapshot, year)
    if org is not None and org not in codes:
        raise UnknownPlace(f"Организация {org} за {year} год не отчитывается. Проверьте код и год.")
    yield from _written_forms(snapshot, year, codes if org is None else (org,))


def stamped_request(snapshot: Snapshot, org: str, year: int) -> FormRequest:
    """The request with the stamp of the office, such as that the data are synthetic."""
    stamp = snapshot.municipality.settings.get(STAMP, "")
    return request_from(snapshot, org, year, stamp)


def forms_archive(snapshot: Snapshot, year: int, orgs: Iterable[str]) -> bytes:
    """Forms of these organisations as one zip, the same bytes for the same data."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _written_forms(snapshot, year, orgs):
            archive.writestr(
                zipfile.ZipInfo(name, EARLIEST_ZIP_TIME), content, zipfile.ZIP_DEFLATED
            )
    return target.getvalue()


def _written_forms(
    snapshot: Snapshot, year: int, orgs: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    names = {one.code: one.name.short for one in snapshot.organisations}
    return files_made(
        (names.get(code, code), partial(_written_form, snapshot, year, code)) for code in orgs
    )


def _written_form(snapshot: Snapshot, year: int, org: str) -> tuple[str, bytes]:
    request = stamped_request(snapshot, org, year)
    return form_filename(request), write_form(request)
