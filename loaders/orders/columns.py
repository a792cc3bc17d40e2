"""Which column of the table says what («шапка таблицы»), whatever it is called and wherever."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from data_model.roadmap import MONTHS, Operator
from loaders.orders.document import Row
from loaders.orders.levels import OPENERS, Sort, sort_of
from loaders.orders.numbers import GRADE, Years, years_in
from loaders.values.days import (
    MONTH,
    ORDINAL,
    SHORT_MONTH,
    month_number,
    ordinal_number,
    short_month,
)


class OrderColumn(StrEnum):
    """What a column of a roadmap holds."""

    NUMBER = "number"
    TITLE = "title"
    START = "start"
    TERM = "term"
    YEAR = "year"
    WORDING = "wording"
    VALUE = "value"
    UNIT = "unit"
    DIRECTION = "direction"
    EXECUTORS = "executors"
    BASELINE = "baseline"
    WEIGHT = "weight"
    SOURCE = "source"
    FREQUENCY = "frequency"
    METHODOLOGY = "methodology"
    PARENT = "parent"
    LINK = "link"


OF_PASSPORT = {
    OrderColumn.BASELINE,
    OrderColumn.WEIGHT,
    OrderColumn.SOURCE,
    OrderColumn.FREQUENCY,
    OrderColumn.METHODOLOGY,
    OrderColumn.PARENT,
    OrderColumn.LINK,
}
"""Columns that say more of an indicator; they alone make no table of a roadmap."""


COUNT_OF = (
    r"^(?:план\w*)?(?:количеств|кол-?в|числ|численност)\w*"
    r"(?:участник|обучающ|учащ|школьник|педагог|дет|чел|школ)"
)
"""A head that says what its numbers count."""

HEADERS: tuple[tuple[OrderColumn | None, str], ...] = (
    (
        OrderColumn.LINK,
        r"связ\w*(?:с)?мероприяти|связанн\w*мероприяти|мероприяти\w*,?\(?(?:котор|обеспечив|влияющ|направленн)"
        r"|^(?:№|номер\w*)?п(?:ункт|\.)\w*(?:плана|дорожной|мероприят|приложени)"
        r"|^(?:№|номер)мероприяти\w*\W*(?:по|прил|план|дорожн)",
    ),
    (OrderColumn.NUMBER, r"^(№|n(?![a-z])|п/?п|номер|код(?:показател\w*|мероприяти\w*|строки)?$)"),
    (
        OrderColumn.EXECUTORS,
        r"исполнител|ответственн|^кто(?:исполн|пров|дела|отвеча|$)|^(?:отв|исп)(?![а-яё])|координатор|^кураторы?$",
    ),
    (OrderColumn.WORDING, r"^(?:наименование)?(?:целев\w+?)?(?:показател|индикатор)\w*[,(/]+ед"),
    (OrderColumn.UNIT, r"ед.{0,8}изм|единица|^ед\.?$"),
    (
        OrderColumn.DIRECTION,
        r"признак|возрастани|убывани|направленностьпоказ|желаем|^знак|^условие|сравнени",
    ),
    (
        OrderColumn.YEAR,
        r"^(?:отч[её]тн\w+|планов\w+|календарн\w+|финансов\w+|учебн\w+)?год(?:ы|реализации|(?:вы|ис)полнения|достижения)?$",
    ),
    (None, r"факт|примечан|финанс|категори|отметка|руб|расход|бюджет|стоимост"),
    (OrderColumn.BASELINE, r"базов|исходн"),
    (OrderColumn.WEIGHT, r"^вес"),
    (OrderColumn.SOURCE, r"источник"),
    (OrderColumn.FREQUENCY, r"периодичност"),
    (OrderColumn.METHODOLOGY, r"методик|формула|расч[её]т"),
    (OrderColumn.PARENT, r"^документ,?(котор|которым)|нацпроект|национальн\w+проект|вышестоящ"),
    (None, r"типпоказ|уровеньпоказ|нарастающ|декомпоз"),
    (OrderColumn.START, r"(?:дата|срок)\w*/?начал(?!.*(?:оконч|заверш))|^начало$"),
    (OrderColumn.TERM, r"^оконч|^заверш|^план\w*(срок|дат)|срок|^дата|^период|^когда|дедлайн"),
    (OrderColumn.VALUE, rf"значени|^план$|{COUNT_OF}"),
    (
        OrderColumn.WORDING,
        r"показател|индикатор|результат|критери|ожидаем|формаотч|продукт|документ",
    ),
    (
        None,
        r"^(?:полное|краткое)?наименовани\w*(?:муниципальн\w*|(?:обще)?образовательн\w*|подведомственн\w*)*"
        r"(?:оо|оу|школ|организаци|учреждени|район|округ|образовани)",
    ),
    (
        OrderColumn.TITLE,
        r"мероприяти|содержани|действи|наименован|направлени|вид.?(работ|деятел)|^меры|меры$",
    ),
)
"""How offices head each column, spaces left out; the first match counts. None: not ours."""

PROPER = {
    OrderColumn.VALUE: r"план|целев",
    OrderColumn.TITLE: r"мероприяти",
    OrderColumn.WORDING: r"показател|индикатор",
}
"""Of several columns that could have a role, the one so headed has it, else the first."""

SCHOOL_YEAR = r"20\d\d\s*[-–—/]\s*(?:20)?\d\d\s*(?:уч\w*\.?\s*(?:г\w*\.?)?)?"
YEAR = re.compile(
    r"(?:(?:план\w*|целев\w*|прогноз\w*|значени\w*|показател\w*|отч[её]тн\w*|текущ\w*|очередн\w*"
    r"|перв\w+|втор\w+|трет\w+|год\w*|период\w*|на|в|к|конец)[\s,(–-]*)*"
    rf"(?:{SCHOOL_YEAR}|20\d\d)\s*(?:г\.?|год\w*)?\s*(?:\(?(?:план\w*|прогноз\w*)\)?)?\)?\*?",
    re.IGNORECASE,
)
"""The head of a column that holds the target of one year."""

UNIT_BEHIND = re.compile(
    r"\s*(?:,|\()\s*(?:в\s+)?(?P<unit>(?:(?:тыс|млн)\w*\.?\s*)?(?:%|процент\w*|чел\w*\.?|ед\w*\.?(?!\s*изм)|шт\w*\.?))\s*\)?$",
    re.IGNORECASE,
)
"""«2026 год, %», «Значение (чел.)»: the head tells the unit."""
OF_OTHERS = re.compile(
    r"(?<!\w)(?:област\w*|кра[йяюе](?:м)?|республик\w*|регион\w*|росси\w*|РФ|федеральн\w*|субъект\w*)(?!\w)",
    re.I,
)
"""Over a column beside that of the district: what others are to reach."""
OF_ALL = re.compile(
    r"^(?:всего|итого|муниципал|район|округ|по\s+(?:району|округу|муниципал))", re.I
)
"""Under a divided year: the district as a whole."""
OF_A_SCHOOL = re.compile(
    r"^\W*(?:(?:филиал\s+)?М[БКА]?ОУ|ГБОУ|[СО]ОШ|НОШ|(?:средняя|основная)\s+(?:обще)?образовательная|школа\s*№|гимназия\s*№|лицей\s*№)",
    re.IGNORECASE,
)
NO_PLAN = re.compile(
    r"факт|текущ|оценк|отч[её]т|базов|исходн|финанс|руб|стоимост|расход|затрат|бюджет|ассигнован|средств"
    r"|исполнен|достигнут",
    re.IGNORECASE,
)
"""Over or under a year: a column of costs, of what was done, of what there was before."""
PLAN = re.compile(r"план|целев|значени|показател", re.IGNORECASE)
PART = re.compile(
    r"план\w*|факт\w*|значени\w*|дата|(?:за\s+|на\s+|план\w*\s+)?год|отклонени\w*|всего|итого"
    r"(?:\s+за\s+год)?",
    re.IGNORECASE,
)
"""What stands under a head that is split into several columns."""
BEFORE = re.compile(r"факт|текущ|оценк|отч[её]т|базов|исходн|достигнут", re.IGNORECASE)
MARKED = re.compile(r"[+✓✔√☑●•■vV]")
"""In the column of a month or of a body: the activity is held in it, or by it."""
SAID_YES = re.compile(rf"{MARKED.pattern}|да", re.IGNORECASE)
CROSSED = re.compile(r"[xх*]", re.IGNORECASE)
"""A mark too, unless it stands beside another: then it says no."""
BODY = re.compile(
    rf"{OPENERS}|(?:муниципал|районн|городск)\w+\s+(?:орган|управлен|отдел|центр)|[А-ЯЁ]{{2,6}}$",
    re.I,
)
"""Over a column of marks: who answers. Others beside it are taken for such too."""
OF_FACTS = re.compile(r"факт|отметк", re.IGNORECASE)
OF_CHECKING = re.compile(r"факт|примечан|отметк|выполнен|контрол", re.IGNORECASE)
PART_OF_YEAR = re.compile(
    rf"(?:(?:план\w*|за|на)\s+)*(?:(?P<ordinal>{ORDINAL})(?:-?[йяеогм]{{1,2}})?\s*"
    rf"(?P<what>кв|полуг|пол\.|четв|трим)\w*\.?|(?P<month>{MONTH}|{SHORT_MONTH}))"
    r"(?:\s*(?P<year>20\d\d)\s*(?:г\.?|год\w*)?)?(?:\s*\(?план\w*\)?)?",
    re.IGNORECASE,
)
"""«I кв.», «1 полугодие», «март», «I квартал 2026 г.»: a column below a year."""
COUNTED_YEAR = re.compile(
    rf"(?:(?P<before>{ORDINAL}|5|v|пят\w*)(?:-?[йым]{{1,2}})?\s*год|год\s*№?\s*(?P<after>[1-5]))"
    r"(?:\s+реализации(?:\s+\w+)?)?(?:\s*\(?план\w*\)?)?",
    re.IGNORECASE,
)
"""«1-й год», «второй год реализации»: counted from the first year of the roadmap."""
LAST_COUNTED = 5
ALONE = re.compile(r"\s*20\d\d\s*(?:г\.?|год\w*)?\s*", re.IGNORECASE)
"""One year as a term: the value beside it is of that year."""
OF_GRADES = re.compile(rf"{GRADE}(?:\s*[-–—,и]\s*{GRADE})*\s*(?:класс\w*|кл\.?)", re.IGNORECASE)
"""«1–4 классы» over a column of values."""
MONTHS_FROM_START = re.compile(
    r"(?:(?:план\w*|за|на)\s+)*(?P<months>3|6|9|12|девять)\s+мес\w*\.?"
    r"(?:\s*(?P<year>20\d\d)\s*(?:г\.?|год\w*)?)?(?:\s*\(?план\w*\)?)?",
    re.IGNORECASE,
)
"""«9 месяцев»: from the beginning of the year, and so are the columns beside it."""
ON_A_DAY = re.compile(
    r"(?:(?:план\w*|значени\w*|по|состоянию|на|к|до)\s+)*"
    rf"(?P<day>\d{{1,2}})(?:\.(?P<number>\d\d)|\s+(?P<month>{MONTH}))"
    r"(?:[.\s]\s*(?P<year>20\d\d))?\s*(?:г\.?|год\w*)?",
    re.IGNORECASE,
)
"""«на 01.04.2026», «к 1 июля»: what there is by this day."""
QUARTER_ENDS = {(31, 3): 1, (1, 4): 1, (30, 6): 2, (1, 7): 2, (30, 9): 3, (1, 10): 3, (31, 12): 4}
"""Day and month → the quarter that it ends; the first of January ends that of the year before."""
BY_PARTS = re.compile(r"квартал|полугоди|триместр|четверт(?=[яи])", re.IGNORECASE)
BARE_PART = re.compile(r"iv|i{1,3}|[1-4]", re.IGNORECASE)
"""«I», «II» under «по кварталам 2026 года»."""
SIZES = {"кв": 4, "четв": 4, "пол": 2, "трим": 3}
"""How a part of the year is called → into how many of them the year is divided."""
WHOLE_YEAR = re.compile(r"(?:план\w*\s+|за\s+|на\s+)*(?:год\w*|всего|итого)(?:\s+за\s+год)?", re.I)
"""Beside columns of quarters: the year as a whole."""
COSTS = re.compile(r"финанс|руб|бюджет|стоимост|расход", re.IGNORECASE)
BLANK = re.compile(r"[\s\-–—хxХX.…*]*")
"""A cell without a value."""


@dataclass(frozen=True, slots=True)
class PartColumn:
    """A column of one quarter, month or half of a year («графа части года»).

    ``year`` is 0 where the head names none: the part of every year. ``of_school``: a quarter of
    the school year. ``from_start``: its plan is counted from the beginning of the year.
    """

    year: int
    number: int
    of_parts: int
    place: int
    of_school: bool = False
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each role stands, where targets by year stand, and how many rows head the table.

    ``bound`` is the comparison that the head of the value names («минимальное значение»);
    ``in_documents``: the head says that the result is a document. ``baselines`` are columns of
    years that hold what there was before, and the year of each. ``has_crosses``: a cross is a mark.
    """

    roles: Mapping[OrderColumn, tuple[int, ...]]
    years: Mapping[int, int]
    parts: tuple[PartColumn, ...] = ()
    depth: int = 1
    width: int = 0
    is_school: bool = False
    bound: Operator | None = None
    in_documents: bool = False
    baselines: tuple[tuple[int, int], ...] = ()
    grades: tuple[int, ...] = ()
    heads: tuple[str, ...] = field(default=(), compare=False)
    has_crosses: bool = field(default=False, compare=False)

    @property
    def of_indicators(self) -> bool:
        """A table of indicators and their targets; no activities."""
        return OrderColumn.TITLE not in self.roles

    @property
    def unread_values(self) -> tuple[str, ...]:
        """Heads of columns of values beside the one that was taken for the plan."""
        free = (head for place, head in enumerate(self.heads) if place not in self._taken)
        return tuple(dict.fromkeys(one for one in free if _has_values(one)))

    @property
    def plans(self) -> tuple[str, ...]:
        """Heads of the columns that are the plan."""
        places = [*self.years.values(), *(part.place for part in self.parts)]
        return tuple(self.heads[at] for at in places or self.roles.get(OrderColumn.VALUE, ()))

    @property
    def unread_parts(self) -> tuple[str, ...]:
        """Heads of columns of a quarter, a month or a half-year that are no part of the plan."""
        free = [head for place, head in enumerate(self.heads) if place not in self._taken]
        parts = (head for head in free if _part(head, 0) and not NO_PLAN.search(head))
        return tuple(head.split(" / ")[-1] for head in parts)

    @property
    def _taken(self) -> set[int]:
        """Columns that are read."""
        taken = {place for places in self.roles.values() for place in places}
        taken |= {*self.years.values(), *(part.place for part in self.parts), *self.grades}
        return taken | {place for _, place in self.baselines}

    def left_over(self, row: Row) -> Iterator[str]:
        """Heads of further columns where the row says something; what was done is asked of none."""
        for place, head in enumerate(self.heads[: len(row)]):
            is_told = _has_values(head) or _part(head, place) or OF_FACTS.search(head)
            if (
                place not in self._taken
                and not is_told
                and not re.fullmatch(r"[\s.…–—-]*", row[place].own)
            ):
                yield head or f"{place + 1}-я, без названия"

    def unit(self, row: Row) -> str:
        """Of its column; else what the heads of the values say, or that of the indicators."""
        places = [*self.years.values(), *(part.place for part in self.parts)]
        places += [*self.roles.get(OrderColumn.VALUE, ()), *self.roles.get(OrderColumn.WORDING, ())]
        heads = (part for at in places for part in self.heads[at].split(" / "))
        if re.match(r"\W*(?:%|процент)", self.text(row, OrderColumn.WORDING), re.IGNORECASE):
            return self.text(row, OrderColumn.UNIT)
        return self.text(row, OrderColumn.UNIT) or next(filter(None, map(unit_behind, heads)), "")

    def text(self, row: Row, role: OrderColumn) -> str:
        """What the columns of a role say in a row; one line per column."""
        places = [place for place in self.roles.get(role, ()) if place < len(row)]
        if role is OrderColumn.EXECUTORS:
            return "\n".join(filter(None, (self._executor(row, place) for place in places)))
        return "\n".join(row[place].text for place in places if row[place].text)

    def counted(self) -> str:
        """«Плановое количество участников» over the numbers: the indicator of every row."""
        heads = [self.heads[at].split(" / ")[-1] for at in self.roles.get(OrderColumn.VALUE, ())]
        return next((head for head in heads if re.match(COUNT_OF, _squeezed(head))), "")

    def _executor(self, row: Row, place: int) -> str:
        """The cell; the head of the column where it is only marked."""
        text = row[place].text.strip()
        if self._is_marked(text) or SAID_YES.fullmatch(text):
            return self.heads[place].split(" / ")[-1]
        return "" if BLANK.fullmatch(text) else text

    def _is_marked(self, text: str) -> bool:
        return bool(MARKED.fullmatch(text) or (self.has_crosses and CROSSED.fullmatch(text)))

    def passport(self, row: Row) -> dict[OrderColumn, str]:
        """What the columns of the passport say, the day of a baseline from its head too."""
        said = {role: self.text(row, role) for role in OF_PASSPORT & {*self.roles}}
        if OrderColumn.BASELINE in said:
            heads = [self.heads[place] for place in self.roles[OrderColumn.BASELINE]]
            said[OrderColumn.BASELINE] = "\n".join([said[OrderColumn.BASELINE], *heads])
        for year, place in self.baselines:
            if place < len(row) and not BLANK.fullmatch(row[place].text):
                said.setdefault(OrderColumn.BASELINE, f"{row[place].text}\n{year}")
        return {role: text for role, text in said.items() if text.strip()}

    def term(self, row: Row) -> str:
        """The term; of a beginning and an end in columns of their own both, as a span."""
        parts = (self.text(row, role) for role in (OrderColumn.START, OrderColumn.TERM))
        return " – ".join(filter(None, parts)) or ", ".join(self._marked(row))

    def _marked(self, row: Row) -> Iterator[str]:
        """The months of a row whose columns hold a «+» each."""
        for place, head in enumerate(self.heads[: len(row)]):
            if self._is_marked(row[place].text.strip()) and (part := _part(head, place)):
                yield MONTHS[part.number - 1] if part.of_parts == len(MONTHS) else head

    def is_shared(self, row: Row, role: OrderColumn) -> bool:
        """Merged with the row above."""
        places = self.roles.get(role, ())
        return any(place < len(row) and row[place].down for place in places)

    def by_part(self, row: Row) -> dict[PartColumn, str]:
        """What stands in the columns of quarters, months or half-years."""
        cells = ((part, row[part.place].text) for part in self.parts if part.place < len(row))
        told = {part: text for part, text in cells if not BLANK.fullmatch(text)}
        return {} if all(MARKED.fullmatch(text.strip()) for text in told.values()) else told

    def by_grade(self, row: Row) -> dict[str, str]:
        """What stands in the columns of «1–4 классы», «5–9 классы»."""
        cells = ((self.heads[at], row[at].text) for at in self.grades if at < len(row))
        return {head.split(" / ")[-1]: text for head, text in cells if not BLANK.fullmatch(text)}

    def by_year(self, row: Row) -> dict[int, str]:
        """Of a cell over several years each of them has the text."""
        found = {} if self.years else self._listed(row) or self._of_its_year(row)
        places = set(self.years.values())
        for year, place in self.years.items():
            while 0 < place < len(row) and row[place].across and place - 1 in places:
                place -= 1
            if place < len(row) and not BLANK.fullmatch(row[place].text):
                found[year] = row[place].text
        return found

    def year_of(self, row: Row) -> Years | None:
        """What a row of one year of several says of it: «2027» beside its value."""
        said = self.text(row, OrderColumn.YEAR)
        term = self.text(row, OrderColumn.TERM)
        is_told = OrderColumn.VALUE in self.roles and not self.years
        return years_in(said or term) if is_told and (said or ALONE.fullmatch(term)) else None

    def _of_its_year(self, row: Row) -> dict[int, str]:
        named, value = self.year_of(row), self.text(row, OrderColumn.VALUE)
        is_told = named and not BLANK.fullmatch(value)
        return dict.fromkeys(named.years, value) if named and is_told else {}

    def _listed(self, row: Row) -> dict[int, str]:
        """«10/12/15» under «Значение 2026/2027/2028»; two years so written are a school year."""
        for place in self.roles.get(OrderColumn.VALUE, ()):
            years = re.findall(r"(?<!\d)20\d\d(?!\d)", self.heads[place])
            values = re.split(r"[/;]", row[place].text) if place < len(row) else []
            if len(years) == len(values) > 2:
                return {int(year): text.strip() for year, text in zip(years, values, strict=True)}
        return {}


def find_columns(rows: Sequence[Row], start: int = 0) -> tuple[int, Columns] | None:
    """The first header of a roadmap at or below ``start``: its row and its columns."""
    for place in range(start, len(rows)):
        columns = _read_header(rows, place)
        if columns:
            return place, columns
    return None


def _read_header(rows: Sequence[Row], place: int) -> Columns | None:
    """A header names activities or indicators, and enough beside them; it may have three rows."""
    filled = [cell.text for cell in rows[place] if cell.text]
    if len(filled) < 2 or re.fullmatch(r"\W*\d[\d.]*\W*", filled[0]):
        return None
    depth = _depth(rows, place)
    stacks = _stacks(rows[place : place + depth])
    years, parts = dict(_years(stacks)), _parts(stacks)
    roles = _roles(stacks, {*_year_places(stacks), *_part_places(stacks)})
    if not years and parts and (place_of_year := _year_beside(parts, stacks)) is not None:
        roles |= {OrderColumn.VALUE: (place_of_year,)}
    below = rows[place + depth :]
    roles = _with_marks(_with_year(roles, bool(years or parts)), stacks, below)
    grades = () if years or parts else tuple(_grade_places(stacks, below))
    if not _is_enough(roles, bool(years or parts or grades), stacks) or _of_schools(below, roles):
        return None
    if OrderColumn.NUMBER not in roles and _counts_below(below, stacks):
        roles = {OrderColumn.NUMBER: (0,), **roles}
    value = " ".join(
        stacks[place] for role, at in roles.items() if role is OrderColumn.VALUE for place in at
    )
    return Columns(
        roles,
        {named.years[-1]: at for at, named in years.items()},
        parts,
        depth,
        len(rows[place]),
        is_school=any(named.is_school for named in years.values())
        or any(part.of_school for part in parts),
        bound=_bound(value),
        in_documents=any(
            "документ" in stacks[at].lower() for at in roles.get(OrderColumn.WORDING, ())
        ),
        baselines=tuple(_baselines(stacks, {named.years[-1] for named in years.values()})),
        grades=grades,
        heads=tuple(stacks),
        has_crosses=_has_crosses(
            below, [*roles.get(OrderColumn.EXECUTORS, ()), *_part_places(stacks)]
        ),
    )


def _grade_places(stacks: Sequence[str], rows: Sequence[Row]) -> Iterator[int]:
    """Columns of grades that hold numbers, where there are several."""
    named = [at for at, stack in enumerate(stacks) if OF_GRADES.fullmatch(stack.split(" / ")[-1])]
    cells = [row[at].own for row in rows for at in named if at < len(row) and row[at].own]
    numbers = sum(bool(re.search(r"\d", cell)) for cell in cells)
    yield from named if len(named) > 1 and numbers * 2 > len(cells) else ()


def _with_year(
    roles: dict[OrderColumn, tuple[int, ...]], is_planned: bool
) -> dict[OrderColumn, tuple[int, ...]]:
    """A column of years beside values tells theirs; alone it is the term of the activity."""
    at = roles.get(OrderColumn.YEAR)
    if at is None or (OrderColumn.VALUE in roles and not is_planned):
        return roles
    roles = {**roles}
    del roles[OrderColumn.YEAR]
    return roles if is_planned or OrderColumn.TERM in roles else {**roles, OrderColumn.TERM: at}


def _with_marks(
    roles: dict[OrderColumn, tuple[int, ...]], stacks: Sequence[str], rows: Sequence[Row]
) -> dict[OrderColumn, tuple[int, ...]]:
    """«УО | ЦДО | Школы» with a «+» under those that answer: columns of executors."""
    free = [place for place, stack in enumerate(stacks) if stack and role_of(stack) is None]
    named = [
        place
        for place in free
        if not (_is_year(stacks[place]) or _part(stacks[place], place))
        and not OF_CHECKING.search(stacks[place])
        and (_is_body(stacks[place]) or not re.search(r"\d", stacks[place]))
        and _is_of_marks(rows, place)
    ]
    if not any(_is_body(stacks[place]) for place in named) or not _marks(rows, named):
        return roles
    own = roles.get(OrderColumn.EXECUTORS, ())
    return {**roles, OrderColumn.EXECUTORS: tuple(sorted({*own, *named}))}


def _is_body(head: str) -> bool:
    last = head.split(" / ")[-1]
    return bool(BODY.match(last)) or sort_of(last) is not Sort.BODY


def _is_of_marks(rows: Sequence[Row], place: int) -> bool:
    """Nearly all of its cells are marked or empty; another table may stand below."""
    texts = [row[place].own.strip() for row in rows if place < len(row) and row[place].own.strip()]
    marks = [text for text in texts if SAID_YES.fullmatch(text) or BLANK.fullmatch(text)]
    return len(marks) * 5 >= len(texts) * 4


def _marks(rows: Sequence[Row], places: Sequence[int]) -> list[str]:
    """Every sign that stands in these columns."""
    texts = (row[place].own.strip() for row in rows for place in places if place < len(row))
    return [text for text in texts if SAID_YES.fullmatch(text) or CROSSED.fullmatch(text)]


def _has_crosses(rows: Sequence[Row], places: Sequence[int]) -> bool:
    """Unless a row has both signs, or numbers stand among them."""
    for row in rows:
        texts = [row[place].own.strip() for place in places if place < len(row)]
        is_crossed = any(map(CROSSED.fullmatch, texts))
        if any(re.search(r"\d", text) or (is_crossed and MARKED.fullmatch(text)) for text in texts):
            return False
    return True


def _baselines(stacks: Sequence[str], planned: set[int]) -> Iterator[tuple[int, int]]:
    """«2021 год (базовый)», «2023 (факт)»: a year that is over and has no plan, the last first."""
    over: dict[int, int] = {}
    for place, stack in enumerate(stacks):
        named = years_in(stack) if BEFORE.search(stack) and not COSTS.search(stack) else None
        if named and len(named.years) == 1 and role_of(stack) is not OrderColumn.BASELINE:
            over[named.years[0]] = place
    early = [year for year in over if planned and year < min(planned)]
    yield from ((year, over[year]) for year in sorted(early, reverse=True))


def _is_enough(
    roles: Mapping[OrderColumn, tuple[int, ...]], is_planned: bool, stacks: Sequence[str]
) -> bool:
    """Activities with two more columns, or indicators with their targets."""
    roles = {role: places for role, places in roles.items() if role not in OF_PASSPORT}
    if (
        OrderColumn.TITLE in roles
        and OrderColumn.WORDING not in roles
        and not {OrderColumn.TERM, OrderColumn.EXECUTORS} & {*roles}
    ):
        return is_planned and not any(COSTS.search(stack) for stack in stacks)
    if OrderColumn.TITLE in roles:
        return len(roles) + is_planned > 2
    if OrderColumn.WORDING not in roles:
        return False
    alone = all(not stack or role_of(stack) not in {None, *OF_PASSPORT} for stack in stacks)
    return is_planned or (OrderColumn.VALUE in roles and (len(roles) > 2 or alone))


def _of_schools(rows: Sequence[Row], roles: Mapping[OrderColumn, tuple[int, ...]]) -> bool:
    """What would be activities are names of schools: each has a plan of its own."""
    if OrderColumn.TERM in roles or OrderColumn.EXECUTORS in roles:
        return False
    at = roles.get(OrderColumn.TITLE, ())[:1]
    names = [row[place].text for row in rows[:6] for place in at if place < len(row)]
    return sum(bool(OF_A_SCHOOL.match(name)) for name in names) * 2 > len(names)


def _has_values(head: str) -> bool:
    """A column of values, or of one year, that is neither a fact nor costs."""
    of_year = any(map(_is_year, head.split(" / "))) and not NO_PLAN.search(head)
    return of_year or role_of(head) is OrderColumn.VALUE


def unit_behind(head: str) -> str:
    """«Показатели участия (человек)», «2026 год, %»: the unit at the end; empty where none is."""
    found = UNIT_BEHIND.search(head) or UNIT_BEHIND.fullmatch(f", {head.strip()}")
    unit = found["unit"] if found else ""
    return "%" if unit.lower().startswith("процент") else unit


def _is_year(head: str) -> bool:
    head = UNIT_BEHIND.sub("", head.strip())
    return bool(YEAR.fullmatch(head) or COUNTED_YEAR.fullmatch(head))


def _depth(rows: Sequence[Row], place: int) -> int:
    """How many rows the header has: those under its first one that only divide its columns."""
    depth = 1
    while depth < 3 and place + depth < len(rows):
        above = rows[place : place + depth]
        below = rows[place + depth]
        is_inside = _divides_barely(below, above) or _is_under(below, above[-1])
        if not is_inside and not _divides(below, any(map(_years_of, above))):
            break
        depth += 1
    return depth


def _divides_barely(row: Row, above: Sequence[Row]) -> bool:
    """Numerals alone under a head that names quarters; «1 | 2 | 3» of all columns number them."""
    own = [cell.own.strip() for cell in row if cell.own.strip()]
    said = any(BY_PARTS.search(cell.text) for one in above for cell in one)
    is_roman = all(not text.isdigit() for text in own)
    is_inside = is_roman or sum(cell.down for cell in row) > 1
    return said and len(own) > 1 and is_inside and all(map(BARE_PART.fullmatch, own))


def _is_under(row: Row, above: Row) -> bool:
    """Its cells are merged with the head, but for short words under a head of several columns."""
    own = [place for place, cell in enumerate(row) if cell.own.strip()]
    wide = {at for at, cell in enumerate(above) if cell.across}
    wide |= {at - 1 for at in wide}
    is_short = all(len(row[at].text) < LONG and not row[at].text[:1].isdigit() for at in own)
    return bool(own) and {*own} <= wide and is_short and sum(cell.down for cell in row) > 1


LONG = 60
"""Letters of a text that is no head of a column."""


def _divides(row: Row, has_years: bool) -> bool:
    own = [cell.own.strip() for cell in row if cell.own.strip()]
    down = sum(cell.down for cell in row)
    years = _years_of(row)
    if not own:
        return False
    if not has_years and (years > 1 or (years and down > 1)):
        return True
    parts = [t for t in own if PART_OF_YEAR.fullmatch(t) or MONTHS_FROM_START.fullmatch(t)]
    known = [text for text in own if PART.fullmatch(text) or YEAR.fullmatch(text) or role_of(text)]
    if len(parts) > 1 and len({*parts, *known}) == len({*own}):
        return True
    return down > 1 and len(known) == len(own) or all(PART.fullmatch(text) for text in own)


def _years_of(row: Row) -> int:
    return sum(_is_year(cell.own) for cell in row if cell.own)


def _stacks(rows: Sequence[Row]) -> list[str]:
    """What heads each column, from the top, joined by « / »; merged cells head all they span."""
    width = max(map(len, rows))
    return [" / ".join(dict.fromkeys(filter(None, _heads(rows, place)))) for place in range(width)]


def _heads(rows: Sequence[Row], place: int) -> Iterator[str]:
    for number, row in enumerate(rows):
        at = place
        while 0 < at < len(row) and row[at].across:
            at -= 1
        if number + 1 < len(rows):
            at = _spanning(rows, number, at)
        yield " ".join(row[at].text.split()) if at < len(row) else ""


def _spanning(rows: Sequence[Row], number: int, place: int) -> int:
    """In a grid without merges an empty cell over a divided column belongs to the left head."""
    row, below = rows[number], rows[number + 1]
    while (
        0 < place < len(row)
        and not row[place].text
        and not row[place].across
        and place < len(below)
        and below[place].own
        and below[place - 1].own
    ):
        place -= 1
    return place


def _year_places(stacks: Sequence[str]) -> Iterator[int]:
    for place, stack in enumerate(stacks):
        if any(map(_is_year, stack.split(" / "))):
            yield place


def _years(stacks: Sequence[str]) -> Iterator[tuple[int, Years]]:
    """Columns of targets; of two for one year that of the district, of all of it, of the plan."""
    found: dict[int, tuple[tuple[bool, ...], int, Years]] = {}
    for place in _year_places(stacks):
        if _part(stacks[place], place):
            continue
        heads = stacks[place].split(" / ")
        named = _named(next(filter(_is_year, heads)))
        is_value = role_of(heads[-1]) is OrderColumn.VALUE
        signs = (
            OF_ALL.match(heads[-1]),
            is_value,
            PLAN.search(heads[-1]),
            PLAN.search(stacks[place]),
        )
        rank = (_is_own(stacks[place]), *map(bool, signs))
        known = found.get(named.years[-1])
        if not NO_PLAN.search(stacks[place]) and (known is None or rank > known[0]):
            found[named.years[-1]] = (rank, place, named)
    is_dated = any(year > LAST_COUNTED for year in found)
    for year, (_, place, named) in found.items():
        if year > LAST_COUNTED or not is_dated:
            yield place, named


def _is_own(stack: str) -> bool:
    """Of the district itself: «Значение по области» is that of others."""
    return not OF_OTHERS.search(stack)


def _part_places(stacks: Sequence[str]) -> Iterator[int]:
    return (place for place, stack in enumerate(stacks) if _part(stack, place))


def _parts(stacks: Sequence[str]) -> tuple[PartColumn, ...]:
    """The finest parts that the year is divided into, in their order; one alone divides nothing.

    A half-year among quarters is their sum; beside «9 месяцев» it is what there is by its end.
    Beside a second quarter «9 месяцев» are a sum as well.
    """
    parts = [_part(stack, place) for place, stack in enumerate(stacks)]
    planned = [part for part in parts if part and not NO_PLAN.search(stacks[part.place])]
    if any(part.of_parts == 4 and part.number > 1 and not part.from_start for part in planned):
        planned = [part for part in planned if not part.from_start]
    elif any(part.from_start for part in planned):
        planned = list(map(_from_start, planned))
    found: dict[tuple[int, int, int], PartColumn] = {}
    for part in planned:
        found.setdefault((part.of_parts, part.year, part.number), part)
    times = Counter(part.of_parts for part in found.values())
    finest = max((size for size, count in times.items() if count > 1), default=0)
    return tuple(part for _, part in sorted(found.items()) if part.of_parts == finest)


def _from_start(part: PartColumn) -> PartColumn:
    """«I полугодие» ends with the second quarter."""
    if (part.number, part.of_parts) == (1, 2):
        part = replace(part, number=2, of_parts=4)
    return replace(part, from_start=True)


def _part(stack: str, place: int) -> PartColumn | None:
    """«2026 год / I квартал», «март», «II полугодие 2025/26 / план»: a column of a part."""
    heads = [head.strip() for head in stack.split(" / ")]
    told = next((one for head in heads[:-1] if (one := BY_PARTS.search(head))), None)
    if told and BARE_PART.fullmatch(heads[-1]):
        heads = [
            *heads[:-1],
            f"{heads[-1]} {told[0]}",
            *re.findall(r"20\d\d", " ".join(heads[:-1])),
        ]
    shapes = (PART_OF_YEAR, MONTHS_FROM_START)
    found = next(
        (one for head in heads for shape in shapes if (one := shape.fullmatch(head))), None
    )
    if not found:
        return _on_a_day(heads[-1], place)
    above = next((_named(head) for head in heads if YEAR.fullmatch(head)), Years(()))
    year = int(found["year"] or 0) or (above.years[-1] if above.years else 0)
    if found.re is MONTHS_FROM_START:
        months = int(found["months"]) if found["months"].isdigit() else 9
        return PartColumn(year, months // 3, 4, place, from_start=True)
    if found["month"]:
        month = short_month(found["month"]) or month_number(found["month"])
        number = (month - 9) % 12 + 1 if above.is_school else month
        return PartColumn(year, number, 12, place)
    what = found["what"].lower()
    size = next(size for word, size in SIZES.items() if what.startswith(word))
    return PartColumn(year, ordinal_number(found["ordinal"]), size, place, what == "четв")


def _on_a_day(head: str, place: int) -> PartColumn | None:
    """A column of what there is by the last day of a quarter; other days divide no year."""
    found = ON_A_DAY.fullmatch(head)
    if not found:
        return None
    year = int(found["year"] or 0)
    day = int(found["day"]), int(found["number"] or 0) or month_number(found["month"])
    if year and day == (1, 1):
        year, day = year - 1, (31, 12)
    quarter = QUARTER_ENDS.get(day)
    return PartColumn(year, quarter, 4, place, from_start=True) if quarter else None


def _year_beside(parts: Sequence[PartColumn], stacks: Sequence[str]) -> int | None:
    """The column of the whole year where no head names the year."""
    taken = {part.place for part in parts}
    for place, stack in enumerate(stacks):
        last = stack.split(" / ")[-1].strip()
        if place not in taken and WHOLE_YEAR.fullmatch(last) and not NO_PLAN.search(stack):
            return place
    return None


def _named(head: str) -> Years:
    """«2025/26», «2025–2026 уч. год» → the school year 2026; «2-й год» → 2."""
    if counted := COUNTED_YEAR.fullmatch(UNIT_BEHIND.sub("", head.strip())):
        return Years((ordinal_number(counted["before"] or counted["after"]),))
    pair = re.search(r"(20\d\d)\s*[-–—/]\s*(?:20)?(\d\d)", head)
    if pair:
        return Years((int(pair[1][:2] + pair[2]),), is_school=True)
    return years_in(head) or Years(())


def _roles(stacks: Sequence[str], years: set[int]) -> dict[OrderColumn, tuple[int, ...]]:
    found: dict[OrderColumn, tuple[int, ...]] = {}
    for place, stack in enumerate(stacks):
        role = None if place in years else role_of(stack)
        if role:
            found[role] = (*found.get(role, ()), place)
    numbered = found.get(OrderColumn.NUMBER, ())
    link = found.get(OrderColumn.LINK, (0,))[0]
    if OrderColumn.TITLE not in found and re.match("наименование мероприят", stacks[link], re.I):
        found[OrderColumn.TITLE] = found.pop(OrderColumn.LINK)
    linked = [place for place in numbered[1:] if re.search("мероприят", stacks[place], re.I)]
    found |= {OrderColumn.LINK: (linked[0],)} if linked else {}
    return {role: _chosen(role, places, stacks) for role, places in found.items()}


def _chosen(role: OrderColumn, places: tuple[int, ...], stacks: Sequence[str]) -> tuple[int, ...]:
    """All columns of executors and baselines; of another role the one headed most properly."""
    if role in {OrderColumn.EXECUTORS, OrderColumn.BASELINE}:
        return places
    own = tuple(place for place in places if _is_own(stacks[place]))
    places = own if own and role is OrderColumn.VALUE else places
    proper = (
        place
        for place in places
        if role in PROPER and re.search(PROPER[role], stacks[place], re.IGNORECASE)
    )
    return (next(proper, places[0]),)


def role_of(header: str) -> OrderColumn | None:
    squeezed = _squeezed(header)
    if not squeezed or len(squeezed) > 80:
        return None
    return next((role for role, words in HEADERS if re.search(words, squeezed)), None)


def _squeezed(head: str) -> str:
    """Without spaces and without what divides its words."""
    return "".join(re.sub(r"(?<=[а-яё])-\s*(?=[а-яё])", "", head).split()).lower()


def _bound(head: str) -> Operator | None:
    if re.search(r"максимальн|предельн|не более", head, re.IGNORECASE):
        return Operator.AT_MOST
    return Operator.AT_LEAST if re.search(r"минимальн|не менее", head, re.IGNORECASE) else None


def _counts_below(rows: Sequence[Row], stacks: Sequence[str]) -> bool:
    """A first column without a head that holds numbers of rows."""
    first = [row[0].text for row in rows[:4] if row and row[0].text]
    return not stacks[0] and bool(first) and all(re.fullmatch(r"\d[\d.]*\)?", t) for t in first)
