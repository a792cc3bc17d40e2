"""Tidy export («выгрузка данных»): facts, plan/fact and a data dictionary for other programs.

Three tables: one row per fact, one row of plan/fact per year × indicator × place, one row of
the dictionary per column. As a workbook, or as CSV and Parquet in a zip archive.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from io import BytesIO
from operator import attrgetter
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd

from data_model.errors import Refused
from data_model.roadmap import roll_date
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.plan_fact_row import PlanFact, PlanFactRow
from indicators.reasons import Reason
from indicators.region import ParentRow
from reports.files import ROW_LIMIT, landscape, member, open_workbook, write_frame

Values = tuple[object, ...]
"""A row of a table, in the order of its columns."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

FACTS = {
    "municipality": "код муниципалитета",
    "year": "отчётный год",
    "org": "код организации",
    "org_name": "краткое наименование, действовавшее 20 сентября года",
    "question": "код вопроса отчёта",
    "question_text": "вопрос словами",
    "grade": "класс; пусто, если ответ один на организацию",
    "value": "число, часы с десятыми; для «есть / нет» 1 и 0; для выбора из списка — место ответа, "
    "от низшего с 1; пусто, если значения нет",
    "state": "состояние значения: value, zero, not_applicable, no_data, not_reported, not_due",
    "written": "как записано в ячейке",
    "reason": "причина отсутствия данных",
    "revision": "номер строки версии отчёта в базе",
    "file": "имя файла отчёта",
    "sha256": "контрольная сумма файла отчёта",
    "sheet": "лист",
    "cell": "ячейка",
    "received_at": "когда получен",
}
PLAN_FACT = {
    "year": "отчётный год",
    "period": "период показателя; учебный год назван по году окончания",
    "due": "срок по приказу",
    "indicator": "номер показателя дорожной карты",
    "code": "код показателя",
    "title": "мероприятие, как в приказе",
    "short": "краткое название",
    "kind": "вид: presence, count, share, growing_share, share_of_orgs, growth, level",
    "level": "уровень: municipality, school, both",
    "scope": "охват плана: district_total, district_share, each_school",
    "org": "код организации; пусто в строке района",
    "org_name": "краткое наименование в отчётном году",
    "numerator": "числитель, человек (для района — сумма по организациям, давшим оба числа)",
    "denominator": "знаменатель, человек",
    "actual": "факт, не округлён; проценты от 0 до 100; наличие 1 или 0; уровень — место в списке",
    "unit": "единица; у уровня — его список, от низшего",
    "operator": "как сравнивается с планом",
    "target": "плановое значение; пусто, если не предусмотрено",
    "target_upper": "верхний предел плана, если план — промежуток",
    "status": "оценка: met, partly, missed, no_data, not_due, no_target, not_applicable",
    "growth": "условие роста: met, missed, no_data, not_applicable; пусто, если не спрашивается",
    "previous": "числитель год назад по организациям, отчитавшимся в оба года",
    "current_common": "числитель года по тем же организациям",
    "reported": "сколько организаций учтено",
    "expected": "сколько организаций ожидалось",
    "roll_reported": "контингент базы учтённых организаций",
    "roll_expected": "контингент базы всех ожидаемых организаций",
    "lower": "нижняя граница факта, пока нет всех отчётов",
    "upper": "верхняя граница факта, пока нет всех отчётов",
    "provisional": "предварительно: получены не все отчёты",
    "missing_to_target": "сколько не хватает до плана; у «не более» — сколько сверх него",
    "own_target": "план — свой у школы, вместо плана района",
    "mean_of_shares": "среднее долей организаций; для оценки не применяется",
    "base": "база показателя: классы и день учёта",
    "control": "сумма чисел организаций рядом с числом района",
    "state": "состояние значения",
    "explanation": "пояснение к оценке словами",
    "reason": "причина оценки: " + ", ".join(Reason),
    "base_date": "день контингента, от которого считается доля",
    "small_base": "доля организации, где обучающихся меньше 10: вывод не делается",
    "total": "сумма чисел организаций, где план — в каждой школе",
    "total_unit": "единица этой суммы",
    "schools_met": "сколько школ подтвердили своё рядом с ответом района",
    "schools_reported": "сколько школ ответили рядом с ответом района",
    "schools_expected": "сколько школ ожидалось рядом с ответом района",
    "deviation": "факт минус план в единице показателя",
    "roadmap": "код дорожной карты",
    "parent_row": "строка карты региона, которой отвечает строка района: «код карты:код "
    "показателя»; пусто, если связи нет",
}


ROLL = {
    "municipality": "код муниципалитета",
    "year": "год контингента",
    "org": "код организации",
    "counted_on": "день учёта",
    "grade": "класс",
    "pupils": "обучающихся в классе",
}
ORGANISATIONS = {
    "municipality": "код муниципалитета",
    "municipality_name": "наименование муниципалитета",
    "org": "код организации; у самого муниципалитета — его код",
    "org_name": "краткое наименование сегодня",
    "full_name": "полное наименование сегодня",
    "kind": "тип: муниципалитет, СОШ, ООШ, НОШ, лицей, гимназия, филиал …",
    "settlement": "населённый пункт",
    "head": "код головной организации филиала",
    "valid_from": "действует с; пусто, если начало неизвестно",
    "valid_to": "действует по; пусто, если действует",
}
OF_REGION = {"region": "регион; в выгрузке всех районов назван папкой"}
REGION_PLAN = {
    "districts_added": "сколько районов в сумме: их строки отвечают строке карты региона",
    "districts_all": "сколько районов в регионе",
    "not_added": "районы, не вошедшие в сумму, с причиной",
}
"""Of a row of the region's own roadmap, beside what every row of plan/fact has."""
TABLES = {
    "facts": OF_REGION | FACTS,
    "plan_fact": OF_REGION | {"municipality": "код муниципалитета"} | PLAN_FACT,
    "roll": OF_REGION | ROLL,
    "organisations": OF_REGION | ORGANISATIONS,
    "region_plan": OF_REGION | REGION_PLAN | PLAN_FACT,
}
"""The tables of all districts; region and year of a row are told by the folders they lie in."""
KEYS = {
    "facts": ("municipality", "year", "org", "question", "grade"),
    "plan_fact": ("municipality", "year", "roadmap", "code", "period", "org"),
    "roll": ("municipality", "year", "org", "grade"),
    "organisations": ("municipality", "org"),
    "region_plan": ("region", "year", "roadmap", "code", "period"),
}
"""What tells a row of a table from all others, today and from one export to the next."""
CHANGE = {
    "change": "что стало со строкой: added — появилась, changed — стала другой, withdrawn — снята "
    "(тогда в столбцах прежние значения)"
}
NAMES = {
    "change": "что стало со строкой",
    "actual": "факт",
    "base": "база показателя",
    "base_date": "день базы",
    "cell": "ячейка",
    "code": "код показателя",
    "control": "сумма школ для сверки",
    "counted_on": "день учёта",
    "current_common": "в этом году по тем же организациям",
    "denominator": "знаменатель",
    "districts_added": "районов в сумме",
    "districts_all": "районов в регионе",
    "not_added": "не вошли в сумму",
    "deviation": "отклонение",
    "due": "срок",
    "expected": "ожидалось организаций",
    "explanation": "пояснение",
    "file": "файл отчёта",
    "full_name": "полное наименование",
    "grade": "класс",
    "growth": "рост",
    "head": "головная организация",
    "indicator": "номер показателя",
    "kind": "вид",
    "level": "уровень",
    "lower": "нижняя граница",
    "mean_of_shares": "среднее долей",
    "missing_to_target": "не хватает до плана",
    "municipality": "муниципалитет",
    "municipality_name": "наименование муниципалитета",
    "numerator": "числитель",
    "operator": "сравнение",
    "org": "код организации",
    "org_name": "организация",
    "own_target": "свой план школы",
    "parent_row": "строка карты региона",
    "period": "период",
    "previous": "год назад",
    "provisional": "предварительно",
    "pupils": "контингент",
    "question": "код вопроса",
    "question_text": "вопрос",
    "reason": "причина",
    "received_at": "получен",
    "region": "регион",
    "reported": "учтено организаций",
    "revision": "версия отчёта",
    "roadmap": "дорожная карта",
    "roll_expected": "контингент ожидаемых",
    "roll_reported": "контингент учтённых",
    "schools_expected": "школ ожидалось",
    "schools_met": "школ подтвердили",
    "schools_reported": "школ ответили",
    "scope": "охват плана",
    "settlement": "населённый пункт",
    "sha256": "контрольная сумма файла",
    "sheet": "лист",
    "short": "показатель",
    "small_base": "малая база",
    "state": "состояние значения",
    "status": "вывод",
    "target": "план",
    "target_upper": "верхний предел плана",
    "title": "мероприятие",
    "total": "сумма по организациям",
    "total_unit": "единица суммы",
    "unit": "единица",
    "upper": "верхняя граница",
    "valid_from": "действует с",
    "valid_to": "действует по",
    "value": "значение",
    "written": "записано в ячейке",
    "year": "год",
}
"""The name of a column as a person calls it."""
UNITS = (
    dict.fromkeys(
        ("actual", "target", "target_upper", "lower", "upper", "deviation"), "столбец unit"
    )
    | dict.fromkeys(("expected", "reported"), "организаций")
    | dict.fromkeys(("schools_met", "schools_reported", "schools_expected"), "школ")
    | dict.fromkeys(("pupils", "roll_reported", "roll_expected"), "человек")
    | dict.fromkeys(
        ("numerator", "denominator", "previous", "current_common"), "что считает показатель"
    )
    | dict.fromkeys(("control", "total", "missing_to_target", "value"), "что считает показатель")
    | {"mean_of_shares": "%", "grade": "класс", "year": "год"}
)
"""What a number of a column counts."""


def facts_frame(snapshot: Snapshot) -> pd.DataFrame:
    """One row per current fact, with the cell it came from. Columns as in ``FACTS``."""
    frame = pd.DataFrame(list(facts(snapshot)), columns=list(FACTS))
    whole = {"grade": "Int64", "revision": "Int64"}
    return frame.astype(whole | {"value": whole_or_not(frame["value"])})


def whole_or_not(column: pd.Series) -> str:
    """Numbers of people are whole; hours may have decimals."""
    known = column.dropna()
    return "Int64" if all(float(one).is_integer() for one in known) else "Float64"


def facts(snapshot: Snapshot) -> Iterator[Values]:
    """The current facts, as values of ``FACTS``."""
    places = {place.code: place for place in snapshot.organisations}

    @cache
    def name(org: str, year: int) -> str:
        return places[org].name_on(roll_date(year)).short if org in places else ""

    sent = {(item.org, item.year): item for item in snapshot.revisions if item.is_current}
    asked = {
        (year, question.code): question
        for year, roadmap in snapshot.roadmaps.items()
        for question in roadmap.questions
    }
    for stored in snapshot.facts:
        fact, revision = stored.fact, sent.get((stored.org, stored.year))
        question = asked.get((stored.year, fact.question))
        is_known = fact.value is not None and question is not None
        yield (
            snapshot.municipality.code,
            stored.year,
            stored.org,
            name(stored.org, stored.year),
            fact.question,
            question.text if question else "",
            fact.grade or None,
            question.amount(fact.value or 0) if question and is_known else fact.value,
            str(fact.state),
            fact.written,
            fact.reason,
            stored.revision,
            revision.filename if revision else "",
            revision.sha256 if revision else "",
            fact.sheet,
            fact.cell,
            revision.received_at.isoformat() if revision else "",
        )


def plan_fact_frame(plan_fact: PlanFact) -> pd.DataFrame:
    """One row per row of plan/fact. Columns as in ``PLAN_FACT``; what is not known is empty."""
    columns = list(PLAN_FACT)
    frame = pd.DataFrame([*map(row_values, plan_fact)], columns=columns, dtype=object)
    amounts = {name: whole_or_not(frame[name]) for name in AMOUNTS}
    return frame.astype({name: (TYPES | amounts).get(name, "object") for name in columns})


def row_values(row: PlanFactRow) -> Values:
    """A row of plan/fact as values of ``PLAN_FACT``; words of ours are texts."""
    found = [read(row) for read in READERS]
    return tuple(str(one) if isinstance(one, StrEnum) else one for one in found)


def region_plan_values(found: ParentRow) -> Values:
    """A row of the region's own roadmap, judged over the districts that answer it."""
    left = "; ".join(f"{answer.name}: {answer.why}" for answer in found.not_added)
    return len(found.added), len(found.answers), left, *row_values(found.row)


DERIVED: dict[str, Callable[[PlanFactRow], object]] = {
    "indicator": lambda row: row.in_order,
    "previous": lambda row: row.matched.before if row.matched else None,
    "current_common": lambda row: row.matched.now if row.matched else None,
    "missing_to_target": lambda row: row.deficit,
    "explanation": wording.explanation,
    "schools_met": lambda row: row.schools.met if row.schools else None,
    "schools_reported": lambda row: row.schools.reported if row.schools else None,
    "schools_expected": lambda row: row.schools.expected if row.schools else None,
}
"""Columns that are no fields of a row, or have another name there."""
READERS = tuple(DERIVED.get(name, attrgetter(name)) for name in PLAN_FACT)
COUNTS = [
    "numerator",
    "denominator",
    "reported",
    "expected",
    "roll_reported",
    "roll_expected",
    "schools_met",
    "schools_reported",
    "schools_expected",
]
AMOUNTS = ["previous", "current_common", "missing_to_target", "control", "total"]
"""Whole, but for hours."""
NUMBERS = [
    "actual",
    "target",
    "target_upper",
    "lower",
    "upper",
    "mean_of_shares",
    "deviation",
]
TYPES = (
    dict.fromkeys(NUMBERS, "Float64")
    | dict.fromkeys(COUNTS, "Int64")
    | {
        "year": "int64",
        "provisional": "bool",
        "small_base": "bool",
        "own_target": "bool",
    }
)


def roll(snapshot: Snapshot) -> Iterator[Values]:
    """One for each organisation, year and grade, as values of ``ROLL``."""
    code = snapshot.municipality.code
    for one in snapshot.roll:
        yield code, one.year, one.org, one.counted_on, one.grade, one.pupils


def organisations(snapshot: Snapshot) -> Iterator[Values]:
    """One for each line of the register, as values of ``ORGANISATIONS``."""
    place = snapshot.municipality
    for one in snapshot.organisations:
        yield (
            place.code,
            place.name,
            one.code,
            one.name.short,
            one.name.full,
            str(one.kind),
            one.settlement,
            one.head,
            one.valid_from,
            one.valid_to,
        )


def dictionary_frame(tables: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """What each column of each table is called, counts and means; one row per column.

    ``key`` says «да» of those that together tell a row from all others.
    """
    rows = [
        (table, column, NAMES[column], UNITS.get(column, ""), meaning,
         "да" if column in KEYS[table] else "")
        for table, columns in tables.items()
        for column, meaning in columns.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["table", "column", "name", "unit", "meaning", "key"])


def differing(
    pairs: Iterable[tuple[Values | None, Values | None]], key: Callable[[Values], object]
) -> Iterator[Values]:
    """What became of the rows of a table, each behind its word of ``CHANGE``.

    Former rows and present ones come side by side in the order of their files, None where one has
    ended; held are only those that wait for their other half.
    """
    halves: dict[object, list[Values | None]] = {}
    for pair in pairs:
        for side, row in enumerate(pair if pair[0] != pair[1] else ()):
            if row is None:
                continue
            both = halves.setdefault(key(row), [None, None])
            both[side] = row
            if None not in both:
                was, now = halves.pop(key(row))
                if now is not None and now != was:
                    yield "changed", *now
    for was, now in halves.values():
        yield ("added", *now) if now is not None else ("withdrawn", *(was or ()))


def export(snapshot: Snapshot, plan_fact: PlanFact, suffix: str = ".xlsx") -> bytes:
    """The three tables as a workbook (.xlsx) or as CSV and Parquet in an archive (.zip)."""
    if suffix not in WRITERS:
        raise Refused(f"Выгрузка «{suffix}» невозможна; укажите {' или '.join(WRITERS)}.")
    tables = {
        "facts": facts_frame(snapshot),
        "plan_fact": plan_fact_frame(plan_fact),
        "dictionary": dictionary_frame({"facts": FACTS, "plan_fact": PLAN_FACT}),
    }
    return WRITERS[suffix](tables, snapshot)


def _workbook(tables: dict[str, pd.DataFrame], snapshot: Snapshot) -> bytes:
    if max(map(len, tables.values())) > ROW_LIMIT:
        raise Refused("Строк больше, чем вмещает лист Excel; выгрузите архив .zip.")
    target = BytesIO()
    title = f"{snapshot.municipality.name}: выгрузка данных, версия {snapshot.version}"
    with open_workbook(target, title) as workbook:
        for name, frame in tables.items():
            sheet = workbook.add_worksheet(name)
            write_frame(workbook, sheet, frame)
            landscape(sheet, title)
    return target.getvalue()


def _archive(tables: dict[str, pd.DataFrame], snapshot: Snapshot) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, frame in tables.items():
            archive.writestr(member(f"{name}.csv"), csv_bytes(frame))
            archive.writestr(member(f"{name}.parquet"), frame.to_parquet(index=False))
    return target.getvalue()


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with a mark, commas and decimal points, without live formulas."""
    text = frame.copy()
    for name in text.columns[[not is_numeric(text[name]) for name in text.columns]]:
        text[name] = text[name].map(harmless)
    return text.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def is_numeric(column: "pd.Series[Any]") -> bool:
    return pd.api.types.is_numeric_dtype(column)


def harmless(value: object) -> object:
    """A text that a spreadsheet would run as a formula, with an apostrophe before it."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


WRITERS: dict[str, Callable[[dict[str, pd.DataFrame], Snapshot], bytes]] = {
    ".xlsx": _workbook,
    ".zip": _archive,
}
