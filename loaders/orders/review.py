"""The review of a proposal («проверка прочитанного»): a person confirms or changes each row.

A review is a value: every answer of the person gives the next one. Only when no row waits any
more does it become a roadmap. It begins with an order, with nothing, or with a stored roadmap,
whose rows are confirmed already. The table of one row's years stands at the end.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from data_model.errors import WrongDefinition
from data_model.roadmap import Act, PartOfYear, Period, PeriodKind, Roadmap, Target
from loaders.orders.amending import proposal_of
from loaders.orders.confirm import confirm
from loaders.orders.proposal import RoadmapProposal, RowProposal
from loaders.roadmaps.words import OPERATORS, PERIODS, meant

YEAR, VALUE, UPPER, KIND, DUE = "Год", "План", "План до", "Период", "Срок"
SIGN, PART = "Сравнение в этом году", "Часть года"
"""Columns of the table of one row's years."""


@dataclass(frozen=True, slots=True)
class Review:
    """A proposal as it stands now, and the numbers of the rows that a person confirmed."""

    proposal: RoadmapProposal
    confirmed: frozenset[str] = frozenset()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Numbers of rows that nobody has confirmed yet, in the order of the table."""
        return tuple(row.number for row in self.proposal.rows if row.number not in self.confirmed)

    @classmethod
    def of_stored(cls, roadmap: Roadmap) -> "Review":
        """A stored roadmap to be amended: what is in force is confirmed."""
        return cls(proposal_of(roadmap), frozenset(row.number for row in roadmap.activities))

    @property
    def next_row(self) -> str:
        """The row to look at next: doubtful ones first; empty where none waits."""
        waiting = [row for row in self.proposal.rows if row.number not in self.confirmed]
        doubtful = [row for row in waiting if row.unsure or row.kind is None]
        return next((row.number for row in (*doubtful, *waiting)), "")

    def with_row(self, row: RowProposal, number: str = "") -> "Review":
        """The row as the person left it, confirmed; ``number``: which one, where it has a new one.

        Raises WrongDefinition without a kind, and for a number that another row has.
        """
        number = number or row.number
        if row.included and row.kind is None:
            raise WrongDefinition(f"Строка {number}: выберите вид показателя или снимите строку.")
        if not row.number or (row.number != number and row.number in self.numbers):
            raise WrongDefinition(
                f"Номер «{row.number}» занят или пуст. Дайте строке {number} другой номер."
            )
        said = tuple(one for one in row.unsure if not BY_HAND.match(one))
        row = replace(row, unsure=said)
        rows = (row if one.number == number else one for one in self.proposal.rows)
        named = _linked(rows, {number: row.number})
        return self._of(named, self.confirmed - {number} | {row.number})

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(row.number for row in self.proposal.rows)

    def with_new_row(self, after: str = "") -> tuple["Review", str]:
        """An empty row behind ``after``, or at the end, and its number."""
        numbers = [int(found[0]) for one in self.numbers if (found := re.match(r"\d+", one))]
        number = str(max(numbers, default=0) + 1)
        periods = self._each_year()
        row = RowProposal(number, "", "", "", (), unsure=(NEW_ROW,), periods=periods)
        return self._of(_behind(self.proposal.rows, after, row), self.confirmed), number

    def _each_year(self) -> dict[int, Period]:
        """A row by hand is asked of every year, by its end; of school years as most rows."""
        kinds = Counter(one.kind for row in self.proposal.rows for one in row.periods.values())
        is_school = 2 * kinds[PeriodKind.SCHOOL_YEAR] > kinds.total()
        kind = PeriodKind.SCHOOL_YEAR if is_school else PeriodKind.CALENDAR
        end = (8, 31) if is_school else (12, 31)
        return {year: Period(year, kind, date(year, *end)) for year in self.proposal.years}

    def split(self, number: str) -> tuple["Review", str]:
        """Two rows of one: the second has the texts and the reading too, and waits for a look."""
        row = self.proposal.row(number)
        free = (f"{number}{letter}" for letter in "абвгдежзиклмнопрст")
        fresh = next(one for one in free if one not in self.numbers)
        half = replace(row, number=fresh, stored=None, unsure=(SPLIT,), short="")
        rows = _behind(self.proposal.rows, number, half)
        return self._of(rows, self.confirmed - {number}), fresh

    def joined(self, number: str) -> "Review":
        """The next row put into this one: its words behind, its reading where this has none."""
        row, after = self.proposal.row(number), self._next(number)
        targets = {**after.targets, **row.targets}
        periods = {**after.periods, **row.periods}
        one = replace(
            row,
            title=_together(row.title, after.title),
            term=_together(row.term, after.term),
            wording=_together(row.wording, after.wording),
            executors=tuple(dict.fromkeys((*row.executors, *after.executors))),
            kind=row.kind or after.kind,
            operator=row.operator or after.operator,
            unit=row.unit or after.unit,
            targets=dict(sorted(targets.items())),
            periods=dict(sorted(periods.items())),
            unsure=(JOINED.format(number=after.number),),
        )
        rows = [one if old.number == number else old for old in self.proposal.rows]
        left = [old for old in rows if old.number != after.number]
        named = _linked(left, {after.number: number})
        return self._of(named, self.confirmed - {number, after.number})

    def _next(self, number: str) -> RowProposal:
        """Raises WrongDefinition where it is the last one."""
        place = self.numbers.index(number) + 1
        if place == len(self.numbers):
            raise WrongDefinition(f"Строка {number} последняя: объединить её не с чем.")
        return self.proposal.rows[place]

    def without_row(self, number: str) -> "Review":
        """The table without the row; an edition no longer has it."""
        left = (row for row in self.proposal.rows if row.number != number)
        return self._of(_linked(left, {number: ""}), self.confirmed - {number})

    def moved(self, number: str, by: int) -> "Review":
        """The row ``by`` places down, or up where it is negative; not beyond the ends."""
        rows = list(self.proposal.rows)
        place = self.numbers.index(number)
        row = rows.pop(place)
        rows.insert(max(0, min(place + by, len(rows))), row)
        return self._of(rows, self.confirmed)

    def _of(self, rows: Iterable[RowProposal], confirmed: frozenset[str]) -> "Review":
        return Review(replace(self.proposal, rows=tuple(rows)), confirmed)

    def with_head(self, title: str, act: Act, years: tuple[int, ...]) -> "Review":
        """What the whole is called, by which act, for which years."""
        return replace(self, proposal=replace(self.proposal, title=title, act=act, years=years))

    def with_sure_rows(self) -> "Review":
        """All rows confirmed that were read without any doubt."""
        sure = {row.number for row in self.proposal.rows if row.kind and not row.unsure}
        return replace(self, confirmed=self.confirmed | sure)

    def roadmap(self, code: str = "") -> Roadmap:
        """The roadmap; Raises WrongDefinition while a row waits or contradicts another."""
        if self.waiting:
            raise WrongDefinition(f"Подтвердите строки: {', '.join(self.waiting)}.")
        return confirm(self.proposal, code=code)


def _linked(rows: Iterable[RowProposal], names: Mapping[str, str]) -> Iterator[RowProposal]:
    """The rows with their links to numbers as they are now; to a row that is gone there is none."""
    for row in rows:
        links = (names.get(one, one) for one in row.links)
        yield replace(
            row, links=tuple(one for one in dict.fromkeys(links) if one not in {"", row.number})
        )


NEW_ROW = "Строка добавлена вручную: впишите слова приказа и выберите вид показателя."
SPLIT = "Строка отделена от соседней: оставьте в каждой свои слова, вид показателя и план."
JOINED = "Сюда добавлена строка {number}: проверьте слова, вид показателя и план."
BY_HAND = re.compile("Строка (добавлена вручную|отделена)|Сюда добавлена строка")
"""What is said of a row only until a person has looked at it."""


def _behind(rows: tuple[RowProposal, ...], number: str, row: RowProposal) -> list[RowProposal]:
    places = [place for place, one in enumerate(rows) if one.number == number]
    place = places[0] + 1 if places else len(rows)
    return [*rows[:place], row, *rows[place:]]


def _together(text: str, more: str) -> str:
    return text if more in text else f"{text} {more}".strip()


def lines_of(row: RowProposal, years: Iterable[int]) -> list[dict[str, Any]]:
    """One line per year for a table: plan in the order's units, its end, period, due day.

    A year that is asked by quarters, months or halves has a line for each of them, counted.
    """
    found = []
    for year in sorted({*years, *row.periods, *row.targets}):
        found.append(_line(row, year))
        parts = row.periods[year].parts if year in row.periods else ()
        found += [_part_line(row, year, number, one) for number, one in enumerate(parts, 1)]
    return found


def _part_line(row: RowProposal, year: int, number: int, part: PartOfYear) -> dict[str, Any]:
    target = part.target
    return {
        YEAR: year,
        PART: number,
        VALUE: float(target.value / row.scale) if target else None,
        UPPER: float(target.upper / row.scale) if target and target.upper is not None else None,
        SIGN: None,
        KIND: None,
        DUE: part.due,
    }


def _line(row: RowProposal, year: int) -> dict[str, Any]:
    target, period = row.targets.get(year), row.periods.get(year)
    return {
        YEAR: year,
        PART: None,
        VALUE: float(target.value / row.scale) if target else None,
        UPPER: float(target.upper / row.scale) if target and target.upper is not None else None,
        SIGN: OPERATORS[target.operator] if target and target.operator else None,
        KIND: PERIODS[period.kind] if period else None,
        DUE: period.due if period else None,
    }


def with_lines(row: RowProposal, lines: Iterable[Mapping[str, Any]]) -> RowProposal:
    """The row with the plan and the terms of such a table."""
    given = [line for line in lines if _is_given(line[YEAR])]
    known = [line for line in given if not _is_given(line.get(PART))]
    parts = _parts(row, [line for line in given if _is_given(line.get(PART))])
    targets = {int(line[YEAR]): _target(row, line) for line in known if _is_given(line[VALUE])}
    periods = {
        int(line[YEAR]): replace(
            _period(row, line),
            parts=tuple(
                one for _, one in sorted(parts.get(int(line[YEAR]), ()), key=lambda one: one[0])
            ),
        )
        for line in known
        if _is_given(line[DUE])
    }
    return replace(row, targets=targets, periods=periods)


def _parts(
    row: RowProposal, lines: Iterable[Mapping[str, Any]]
) -> dict[int, list[tuple[int, PartOfYear]]]:
    """The parts of each year with their numbers; Raises WrongDefinition where one has no term."""
    found: dict[int, list[tuple[int, PartOfYear]]] = {}
    for line in lines:
        year, number = int(line[YEAR]), int(line[PART])
        if not _is_given(line[DUE]):
            raise WrongDefinition(f"Строка {row.number}, {year} год: у части года нет срока.")
        target = _target(row, {**line, SIGN: None}) if _is_given(line[VALUE]) else None
        found.setdefault(year, []).append((number, PartOfYear(_day(line[DUE]), target)))
    for year, of_year in found.items():
        if sorted(number for number, _ in of_year) != [*range(1, len(of_year) + 1)]:
            raise WrongDefinition(
                f"Строка {row.number}, {year} год: части года нумеруют подряд с 1."
            )
    return found


def _target(row: RowProposal, line: Mapping[str, Any]) -> Target:
    year = int(line[YEAR])
    upper = typed(line[UPPER], row.scale) if _is_given(line[UPPER]) else None
    sign = line.get(SIGN)
    own = (
        meant(str(sign), OPERATORS, f"Строка {row.number}, {year} год") if _is_given(sign) else None
    )
    return Target(typed(line[VALUE], row.scale), upper, own)


def _period(row: RowProposal, line: Mapping[str, Any]) -> Period:
    year, where = int(line[YEAR]), f"Строка {row.number}, {int(line[YEAR])} год"
    if not _is_given(line[KIND]):
        raise WrongDefinition(f"{where}: к сроку выберите период.")
    return Period(year, meant(str(line[KIND]), PERIODS, where), _day(line[DUE]))


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def typed(value: float, scale: int = 1) -> Decimal:
    """The number as it was typed: 33.3 is 33.3; 20.0 is 20; 1.2 thousand are 1200."""
    exact = Decimal(str(value)) * scale
    return Decimal(int(exact)) if exact == exact.to_integral_value() else exact


def _is_given(value: Any) -> bool:
    """Neither None, nor NaN or NaT, which do not equal themselves."""
    return value is not None and value == value
