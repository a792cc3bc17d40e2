"""The register of places: what it forgives, what it refuses, and that it comes back whole."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from data_model.errors import UnreadableFile, WrongDefinition
from data_model.places import Alias, Municipality, Organisation, OrganisationKind, OrganisationName
from loaders.registers.file import read_register, write_register
from loaders.registers.register_lines import COLUMNS
from sample_data import FOLDER
from tests.builders import a_district_office, a_municipality, a_school

DISTRICT = ("58040", "Район", "Район", "муниципалитет", "с. Центр", "", "", "", "", "")
SCHOOL = ("580401", "МБОУ СОШ с. Первое", "СОШ с. Первое", "СОШ", "с. Первое", "", "", "", "", "")
BRANCH = ("580402", "Филиал", "", "филиал", "", "580401", "", "", "", "")


def a_register(*rows: tuple[object, ...], header: tuple[str, ...] = COLUMNS) -> bytes:
    book, buffer = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    for row in (header, *rows):
        sheet.append(row)
    book.save(buffer)
    return buffer.getvalue()


def read(*rows: tuple[object, ...]) -> tuple[Municipality, tuple[Organisation, ...]]:
    return read_register(a_register(*rows), "реестр.xlsx")


def changed(row: tuple[object, ...], **cells: object) -> tuple[object, ...]:
    """A row with some cells changed, named by their column («прежние названия» → прежние)."""
    names = [column.partition(" ")[0] for column in COLUMNS]
    return tuple(cells.get(name, value) for name, value in zip(names, row, strict=True))


def test_a_file_gives_one_municipality_and_its_organisations() -> None:
    municipality, (school, branch) = read(DISTRICT, SCHOOL, BRANCH)
    assert (municipality.code, municipality.short) == ("58040", "Район")
    assert school.kind is OrganisationKind.SECONDARY
    assert branch.head == "580401"
    assert branch.name.short == "Филиал"


def test_order_case_and_spaces_of_the_header_do_not_matter() -> None:
    header = tuple(f"  {name.upper().replace('Ё', 'Е')} " for name in reversed(COLUMNS))
    rows = (tuple(reversed(row)) for row in (DISTRICT, SCHOOL))
    _, (school,) = read_register(a_register(*rows, header=header), "реестр.xlsx")
    assert school.settlement == "с. Первое"


def test_a_title_may_stand_above_the_header() -> None:
    content = a_register(COLUMNS, DISTRICT, SCHOOL, header=("Реестр организаций",))
    assert read_register(content, "реестр.xlsx")[1][0].code == "580401"


def test_a_code_that_became_a_number_is_text_again() -> None:
    _, (school, branch) = read(
        changed(DISTRICT, код=58040), changed(SCHOOL, код=580401), changed(BRANCH, головная=580401)
    )
    assert (school.code, branch.head) == ("580401", "580401")


def test_former_names_have_their_days_and_the_rest_are_aliases() -> None:
    former = "Старая школа (до 31.08.2021); Самая старая (до 01.09.2015 г.) ; Школа на горе"
    _, (school,) = read(DISTRICT, changed(SCHOOL, прежние=former))
    assert school.names == (
        OrganisationName("Самая старая", "Самая старая", None, date(2015, 9, 1)),
        OrganisationName("Старая школа", "Старая школа", date(2015, 9, 2), date(2021, 8, 31)),
        OrganisationName("МБОУ СОШ с. Первое", "СОШ с. Первое", date(2021, 9, 1), None),
    )
    assert school.aliases == (Alias("Школа на горе"),)


def test_other_spellings_say_on_which_days_they_count() -> None:
    spellings = "БСШ 2 (с 01.09.2015 по 31.08.2021); Горка (с 01.09.2021 г.); Низ (по 31.08.2010)"
    _, (school,) = read(DISTRICT, changed(SCHOOL, другие=f"{spellings}; Школа (с. Первое)"))
    assert school.aliases == (
        Alias("БСШ 2", date(2015, 9, 1), date(2021, 8, 31)),
        Alias("Горка", date(2021, 9, 1), None),
        Alias("Низ", None, date(2010, 8, 31)),
        Alias("Школа (с. Первое)"),
    )


def test_a_register_without_the_column_of_spellings_is_read_as_before() -> None:
    content = a_register(DISTRICT[:-1], SCHOOL[:-1], header=COLUMNS[:-1])
    assert read_register(content, "реестр.xlsx")[1][0].aliases == ()


@pytest.mark.parametrize("written", [date(2022, 8, 31), "31.08.2022"])
def test_a_day_may_be_a_date_or_a_text(written: object) -> None:
    row = (*BRANCH[:7], written, "", "")
    _, (_, branch) = read(DISTRICT, SCHOOL, row)
    assert branch.valid_to == date(2022, 8, 31)


WRONG_ROWS = {
    "строка 3, столбец «наименование»: ячейка пуста": changed(SCHOOL, наименование="", краткое=""),
    "строка 3, столбец «тип»: «кружок» не подходит": changed(
        SCHOOL, тип="кружок", наименование="Радуга", краткое=""
    ),
    "строка 3, столбец «код»: код 58040 уже есть": changed(SCHOOL, код="58040"),
    "строка 3, столбец «головная»: школы с кодом 99": changed(BRANCH, головная="99"),
    "строка 3, столбец «головная»: ячейка пуста": changed(BRANCH, головная=""),
    "строка 3, столбец «головная»: головную школу": changed(SCHOOL, головная="580402"),
    "строка 3, столбец «головная»: Район не может": changed(BRANCH, головная="58040"),
    "строка 3, столбец «действует по»: «весной» не дата": (*SCHOOL[:7], "весной", "", ""),
    "строка 3, столбец «действует по»: день раньше": (
        *SCHOOL[:6],
        "01.09.2021",
        "31.08.2021",
        "",
        "",
    ),
    "строка 3, столбец «прежние названия»: «32.08.2021»": changed(
        SCHOOL, прежние="Старая (до 32.08.2021)"
    ),
    "строка 3, столбец «другие написания»: «31.02.2021» не дата": changed(
        SCHOOL, другие="БСШ (с 31.02.2021)"
    ),
    "строка 3, столбец «другие написания»: у «БСШ» день «по» раньше": changed(
        SCHOOL, другие="БСШ (с 01.09.2021 по 31.08.2021)"
    ),
    "строка 3, столбец «другие написания»: «БСШ» названо дважды": changed(
        SCHOOL, другие="БСШ (с 01.09.2021); БСШ"
    ),
}


@pytest.mark.parametrize("told", WRONG_ROWS)
def test_a_wrong_cell_is_named_by_row_and_column(told: str) -> None:
    with pytest.raises(WrongDefinition) as wrong:
        read(DISTRICT, WRONG_ROWS[told])
    assert f"реестр.xlsx, {told}" in str(wrong.value)


@pytest.mark.parametrize("rows", [(SCHOOL,), (DISTRICT, changed(DISTRICT, код="58050"))])
def test_there_is_exactly_one_municipality(rows: tuple[tuple[object, ...], ...]) -> None:
    with pytest.raises(WrongDefinition, match="ровно одна строка «муниципалитет»"):
        read(*rows)


def test_a_table_without_names_says_what_header_it_needs() -> None:
    content = a_register(header=("код", "адрес"))
    with pytest.raises(WrongDefinition, match="не найден столбец с названиями школ"):
        read_register(content, "реестр.xlsx")


def test_a_file_that_is_no_workbook_says_how_to_save_it() -> None:
    with pytest.raises(UnreadableFile, match="реестр.doc: "):
        read_register(b"not a workbook", "реестр.doc")


def test_a_column_of_personal_data_is_refused() -> None:
    content = a_register(
        (*DISTRICT, ""), (*SCHOOL, "Иванов"), header=(*COLUMNS, "ФИО обучающегося")
    )
    with pytest.raises(WrongDefinition, match="152-ФЗ"):
        read_register(content, "реестр.xlsx")


def test_the_register_of_the_sample_comes_back_whole() -> None:
    register = read_register((FOLDER / "register.xlsx").read_bytes(), "register.xlsx")
    assert read_register(write_register(*register), "register.xlsx") == register


def test_a_template_without_schools_can_be_read() -> None:
    municipality, organisations = read_register(write_register(a_municipality(), ()), "новый.xlsx")
    assert municipality == a_municipality()
    assert organisations == ()


def test_the_region_stands_in_a_column_and_goes_there_and_back() -> None:
    place = a_municipality(region="Примерная область")
    content = write_register(place, (a_district_office(), a_school()))
    read, _ = read_register(content, "реестр.xlsx")
    assert read.region == "Примерная область"


def test_a_register_of_two_regions_is_refused_by_row_and_column() -> None:
    """Район относится к одному региону: две области в столбце — описка, которую назовут."""
    content = a_register(
        (*DISTRICT, "Примерная область"),
        (*SCHOOL, "Другая область"),
        header=(*COLUMNS, "Регион"),
    )
    with pytest.raises(WrongDefinition, match="Регион.*«Примерная область» и «Другая область»"):
        read_register(content, "реестр.xlsx")
