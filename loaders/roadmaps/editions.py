"""A roadmap beside another: what differs, whose edition it is, goals, a new term, its region's.

Differences are shown before one replaces the other; an edition keeps goals and earlier years; a
copy to a new term («на новый срок») has every year moved. Rows of a district's roadmap answer
those of its region's where a person says so; likeness only proposes.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from rapidfuzz import fuzz

from data_model.errors import WrongDefinition
from data_model.roadmap import (
    Act,
    Activity,
    Goal,
    Indicator,
    Period,
    Question,
    Roadmap,
    StoredEdition,
    Target,
    row_reference,
    written_of,
)
from loaders.roadmaps.rules import goals_name_rows
from loaders.roadmaps.words import CHANGES, KINDS, LEVELS, OPERATORS, RESPONDENTS, SCOPES
from loaders.values.days import last_day
from loaders.values.reading import plain

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class RoadmapChange:
    """One difference: the row of the order («строка»), the field, the old and the new value.

    ``row`` is empty for the roadmap as a whole; all texts are Russian and shown as they are.
    """

    row: str
    field: str
    old: str
    new: str


def diff_roadmaps(old: Roadmap, new: Roadmap) -> tuple[RoadmapChange, ...]:
    """Every difference, the roadmap first, then row by row, then the questions."""
    return (
        *_fields("", old, new, ROADMAP),
        *_rows(old, new),
        *_questions(old, new),
    )


def _rows(old: Roadmap, new: Roadmap) -> Iterator[RoadmapChange]:
    before = {row.number: row for row in old.activities}
    after = {row.number: row for row in new.activities}
    for number in dict.fromkeys((*before, *after)):
        if number not in after:
            yield RoadmapChange(number, "строка", before[number].title, "снята")
        elif number not in before:
            yield RoadmapChange(number, "строка", NOTHING, after[number].title)
        else:
            yield from _fields(number, before[number], after[number], ROW)
            yield from _fields(number, before[number].indicator, after[number].indicator, MEASURE)


def _questions(old: Roadmap, new: Roadmap) -> Iterator[RoadmapChange]:
    before = {question.code: question for question in old.questions}
    after = {question.code: question for question in new.questions}
    for code in dict.fromkeys((*before, *after)):
        texts = [_question(questions.get(code)) for questions in (before, after)]
        if texts[0] != texts[1]:
            yield RoadmapChange("", f"вопрос {code}", *texts)


def _question(question: Question | None) -> str:
    if question is None:
        return NOTHING
    grades = f"; классы {', '.join(map(str, question.grades))}" if question.grades else ""
    asked = ", ".join(RESPONDENTS[respondent] for respondent in question.asked_of)
    parts = (question.unit, question.scale, asked, f"документов {question.documents}",
             question.hint)  # fmt: skip
    return f"{question.text} ({'; '.join(filter(None, parts))}{grades})"


Noun = TypeVar("Noun")


def _fields(
    row: str, old: Noun, new: Noun, table: Mapping[str, Callable[[Noun], str]]
) -> Iterator[RoadmapChange]:
    for field, shown in table.items():
        before, after = shown(old), shown(new)
        if before != after:
            yield RoadmapChange(row, field, before or NOTHING, after or NOTHING)


def _targets(indicator: Indicator) -> str:
    """«2020: 20; 2021: 35»."""
    return "; ".join(
        f"{year}: {_target(target)}" for year, target in sorted(indicator.targets.items())
    )


def _target(target: Target) -> str:
    ends = [target.value] if target.upper is None else [target.value, target.upper]
    own = f"{OPERATORS[target.operator]} " if target.operator else ""
    return own + "–".join(map(_decimal, ends))


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")


def _periods(indicator: Indicator) -> str:
    return "; ".join(_period(period) for _, period in sorted(indicator.periods.items()))


def _period(period: Period) -> str:
    parts = ", ".join(
        f"{period.of_part(part).part_words} до {one.due:%d.%m.%Y}"
        + (f": {_target(one.target)}" if one.target else "")
        for part, one in enumerate(period.parts, start=1)
    )
    return f"{period.label} — {period.due:%d.%m.%Y}" + (f" ({parts})" if parts else "")


def _act(roadmap: Roadmap) -> str:
    act = roadmap.act
    day = f" от {act.date:%d.%m.%Y}" if act.date else ""
    number = f" № {act.number}" if act.number else ""
    return f"{act.body}, {act.kind}{day}{number}".strip(", ")


def _grades(grades: tuple[int, ...]) -> str:
    return ", ".join(map(str, grades))


YES_NO = {True: "да", False: "нет"}

ROADMAP: dict[str, Callable[[Roadmap], str]] = {
    "код": lambda roadmap: roadmap.code,
    "название": lambda roadmap: roadmap.title,
    "приказ": _act,
    "название приказа": lambda roadmap: roadmap.act.title,
    "годы": lambda roadmap: ", ".join(map(str, roadmap.years)),
    "данные синтетические": lambda roadmap: YES_NO[roadmap.synthetic],
    "действует с года": lambda roadmap: str(roadmap.in_force_from or ""),
    "цели": lambda roadmap: "; ".join(
        f"{goal.title}: {', '.join(goal.rows)}" for goal in roadmap.goals
    ),
}
ROW: dict[str, Callable[[Activity], str]] = {
    "мероприятие": lambda row: row.title,
    "краткое название": lambda row: row.short,
    "срок по приказу": lambda row: row.term,
    "показатель по приказу": lambda row: row.wording,
    "исполнители": lambda row: "; ".join(row.executors),
    "примечание": lambda row: row.note,
    "в чём не уверены": lambda row: " ".join(row.unsure),
    "раздел": lambda row: row.section,
    "вышестоящий документ": lambda row: row.parent,
    "строка карты региона": lambda row: row.parent_row,
    "связанные мероприятия": lambda row: ", ".join(row.links),
}
MEASURE: dict[str, Callable[[Indicator], str]] = {
    "код показателя": lambda indicator: indicator.code,
    "вид": lambda indicator: KINDS[indicator.kind],
    "уровень": lambda indicator: LEVELS[indicator.level],
    "охват плана": lambda indicator: SCOPES[indicator.scope] if indicator.scope else "",
    "числитель": lambda indicator: indicator.counted,
    "знаменатель": lambda indicator: indicator.out_of or "",
    "база, классы": lambda indicator: _grades(indicator.base),
    "базы для сравнения": lambda indicator: "; ".join(map(_grades, indicator.comparison_bases)),
    "сравнение": lambda indicator: OPERATORS[indicator.operator],
    "единица": lambda indicator: indicator.unit,
    "план по годам": _targets,
    "сроки": _periods,
    "нужен рост": lambda indicator: YES_NO[indicator.requires_growth],
    "частично от": lambda indicator: f"{indicator.partly_from:f}".replace(".", ","),
    "числа школ для сверки": lambda indicator: YES_NO[indicator.control],
    "собирается для отчёта": lambda indicator: ", ".join(indicator.also_counted),
    "рост считается в": lambda indicator: CHANGES[indicator.change] if indicator.change else "",
    "на сколько единиц": lambda indicator: str(indicator.per or ""),
    "нарастающим итогом": lambda indicator: YES_NO[indicator.cumulative],
    "не ниже уровня": lambda indicator: indicator.from_level,
    "вес": lambda indicator: _decimal(indicator.weight),
    "базовое значение": lambda indicator: _decimal(indicator.baseline),
    "дата базового значения": lambda indicator: (
        f"{indicator.baseline_on:%d.%m.%Y}" if indicator.baseline_on else ""
    ),
    "формула": lambda indicator: indicator.formula,
    "источник данных": lambda indicator: indicator.source,
    "периодичность": lambda indicator: indicator.frequency,
    "методика": lambda indicator: indicator.methodology,
}
"""Field as a person calls it → how its value is shown. Every field of the nouns is in a table."""


def of_same_act(new: Roadmap, in_force: Mapping[int, Roadmap]) -> Roadmap | None:
    """The roadmap of the very act that was read: day and number say which one."""
    if new.act.date is None or not new.act.number:
        return None
    known = (part for roadmap in in_force.values() for part in roadmap.each)
    same = (new.act.date, new.act.number)
    return next((one.as_written for one in known if (one.act.date, one.act.number) == same), None)


def predecessor(new: Roadmap, in_force: Mapping[int, Roadmap]) -> Roadmap | None:
    """The edition in force of the same roadmap; the latest where several are."""
    own = written_of(in_force, new.code)
    return own[max(own)] if own else None


def as_edition(
    new: Roadmap, start: int, in_force: Mapping[int, Roadmap], code: str = ""
) -> Roadmap:
    """The new edition, in force from ``start``; earlier years keep what they have.

    ``code``: whose edition it is, where a person says so; it keeps the goals of that roadmap.
    """
    new = replace(new, code=code or new.code)
    if before := predecessor(new, in_force):
        new = kept_goals(before, new)
    return replace(new, in_force_from=start if start > new.years[0] else None)


def changes(new: Roadmap, start: int, in_force: Mapping[int, Roadmap]) -> tuple[RoadmapChange, ...]:
    """What the year ``start`` would see change; nothing where no edition covers it yet."""
    before = written_of(in_force, new.code).get(start)
    return diff_roadmaps(before, new) if before else ()


GOAL, ROWS = "Цель", "Строки карты"


def goal_lines(roadmap: Roadmap) -> list[dict[str, str]]:
    """One line per goal, to be mended in a table."""
    return [{GOAL: goal.title, ROWS: ", ".join(goal.rows)} for goal in roadmap.goals]


def with_goals(roadmap: Roadmap, lines: Iterable[tuple[object, object]]) -> Roadmap:
    """The roadmap with the goals of a table: title and rows of each.

    Raises WrongDefinition where a row is unknown.
    """
    goals = tuple(_goal(title, rows) for title, rows in lines if _cell_text(title))
    changed = replace(roadmap, goals=goals)
    if findings := [text for _, text in goals_name_rows(changed)]:
        raise WrongDefinition("\n".join(findings))
    return changed


def kept_goals(old: Roadmap, new: Roadmap) -> Roadmap:
    """The goals of the edition before, with those of their rows that are still there."""
    if new.goals:
        return new
    known = {row.number for row in new.activities}
    goals = (
        Goal(goal.title, tuple(row for row in goal.rows if row in known)) for goal in old.goals
    )
    return replace(new, goals=tuple(goals))


def _goal(title: object, rows: object) -> Goal:
    numbers = (part.strip() for part in _cell_text(rows).split(","))
    return Goal(_cell_text(title), tuple(filter(None, numbers)))


def _cell_text(value: object) -> str:
    """The text of a cell; an empty one may come as None or NaN."""
    return "" if value is None or value != value else str(value).strip()


def copy_to_term(roadmap: Roadmap, first_year: int, act: Act, code: str) -> Roadmap:
    """A draft of the next roadmap that begins in ``first_year``.

    Targets, due dates and the years named in the texts move together; every row says that it
    has to be compared with the new order.
    """
    shift = first_year - roadmap.years[0]
    return replace(
        roadmap,
        code=code,
        title=_moved_text(roadmap.title, roadmap.years, shift),
        act=act,
        years=tuple(year + shift for year in roadmap.years),
        activities=tuple(_moved(activity, roadmap.years, shift) for activity in roadmap.activities),
        edition=1,
        in_force_from=None,
    )


NOTE = "Тексты строки взяты из прежней дорожной карты, годы сдвинуты. Сверьте с новым приказом."


def _moved(activity: Activity, years: tuple[int, ...], shift: int) -> Activity:
    indicator = activity.indicator
    return replace(
        activity,
        term=_moved_text(activity.term, years, shift),
        wording=_moved_text(activity.wording, years, shift),
        unsure=(NOTE,),
        indicator=replace(
            indicator,
            targets=_moved_targets(indicator.targets, shift),
            periods={
                year + shift: replace(
                    period,
                    year=year + shift,
                    due=_day(period.due, shift),
                    parts=tuple(replace(one, due=_day(one.due, shift)) for one in period.parts),
                )
                for year, period in indicator.periods.items()
            },
        ),
    )


def _moved_targets(targets: Mapping[int, Target], shift: int) -> dict[int, Target]:
    return {year + shift: target for year, target in targets.items()}


def _moved_text(text: str, years: tuple[int, ...], shift: int) -> str:
    """Years of the old term moved; others, of laws and letters, left alone."""

    def moved(found: re.Match[str]) -> str:
        year = int(found[0])
        return str(year + shift) if year in years else found[0]

    return re.sub(r"(?<!\d)20\d\d(?!\d)", moved, text)


def _day(day: date, shift: int) -> date:
    """The same day of another year; the last of February stays the last."""
    last = last_day(day.year + shift, day.month)
    is_last = day == last_day(day.year, day.month)
    return last if is_last else day.replace(year=day.year + shift)


# the rows of the region's roadmap that it answers

ALIKE = 80
"""From this likeness of the words on (of 100) a row is proposed."""


class Ground(StrEnum):
    """What a link to a row of the region rests on («основание связи»)."""

    CONFIRMED = "подтверждена"
    SAME = "те же номер и слова"
    ALIKE = "похожие слова"
    NONE = "нет"


@dataclass(frozen=True, slots=True)
class RegionalRow:
    """A row of the region's roadmap, as rows of districts name it («строка карты региона»)."""

    roadmap: Roadmap
    row: Activity

    @property
    def reference(self) -> str:
        return row_reference(self.roadmap.code, self.row.indicator.code)

    @property
    def words(self) -> str:
        """«8. Онлайн-уроки «ПроеКтория»»."""
        return f"{self.row.number}. {self.row.short or self.row.title}"


@dataclass(frozen=True, slots=True)
class ParentMatch:
    """A row of a district, the row of the region that it answers or may answer, and why."""

    row: Activity
    parent: RegionalRow | None
    ground: Ground

    @property
    def is_proposed(self) -> bool:
        return self.ground in {Ground.SAME, Ground.ALIKE}


def standing(editions: Iterable[StoredEdition]) -> tuple[Roadmap, ...]:
    """The newest edition of each roadmap that is not withdrawn; ``editions``: the newest first."""
    newest: dict[str, StoredEdition] = {}
    for one in editions:
        newest.setdefault(one.roadmap.code, one)
    return tuple(one.roadmap for one in newest.values() if one.withdrawn is None)


def rows_of_region(regional: Iterable[Roadmap]) -> dict[str, RegionalRow]:
    """Every row of the region's roadmaps by the name that rows of districts give it."""
    found = (RegionalRow(roadmap, row) for roadmap in regional for row in roadmap.activities)
    return {one.reference: one for one in found}


def parent_matches(roadmap: Roadmap, regional: Sequence[Roadmap]) -> tuple[ParentMatch, ...]:
    """Each row of a district with its row of the region: as confirmed, else as proposed.

    A row of the region is proposed once, to the row that is most like it; where two rows are as
    like, to none of them.
    """
    parents = rows_of_region(regional)
    taken = {row.parent_row for row in roadmap.activities}
    free = [one for reference, one in parents.items() if reference not in taken]
    open_rows = [row for row in roadmap.activities if not row.parent_row]
    likeness = {
        (row.number, one.reference): _likeness(row, one.row) for row in open_rows for one in free
    }

    def best(row: Activity) -> tuple[RegionalRow | None, Ground]:
        for one in free:
            of_pair = likeness[row.number, one.reference]
            rivals = [
                value
                for (number, reference), value in likeness.items()
                if (number == row.number) != (reference == one.reference)
            ]
            if of_pair >= ALIKE and of_pair > max(rivals, default=0):
                return one, Ground.SAME if of_pair > SAME else Ground.ALIKE
        return None, Ground.NONE

    return tuple(
        ParentMatch(row, parents.get(row.parent_row), Ground.CONFIRMED)
        if row.parent_row
        else ParentMatch(row, *best(row))
        for row in roadmap.activities
    )


def links_of(matches: Iterable[ParentMatch]) -> dict[str, str]:
    """Code of each row → reference of the region's row that it answers, or may answer."""
    return {one.row.indicator.code: one.parent.reference for one in matches if one.parent}


def unanswered(
    matches: Iterable[ParentMatch], regional: Iterable[Roadmap]
) -> tuple[RegionalRow, ...]:
    """The rows of the region that no row is confirmed to answer."""
    answered = {one.row.parent_row for one in matches}
    return tuple(one for key, one in rows_of_region(regional).items() if key not in answered)


SAME = 100
"""More than any likeness: the same words under the same number."""


def _likeness(row: Activity, parent: Activity) -> float:
    words, above = (plain(f"{one.title} {one.wording}") for one in (row, parent))
    if words == above:
        return SAME + (row.number == parent.number)
    return fuzz.token_sort_ratio(words, above)


def with_parents(
    roadmap: Roadmap, links: Mapping[str, str], regional: Sequence[Roadmap]
) -> Roadmap:
    """The roadmap with its rows linked: number of a row → reference, or number, of the region's.

    An empty text takes a link away. Raises WrongDefinition for a row that is not there, and where
    two rows would answer one: its figure would be added twice.
    """
    parents = rows_of_region(regional)
    numbers = {row.number for row in roadmap.activities}
    if unknown := [number for number in links if number not in numbers]:
        raise WrongDefinition(f"В карте района нет строк: {', '.join(unknown)}.")
    named = {number: _reference(said, parents) if said else "" for number, said in links.items()}
    rows = tuple(
        replace(row, parent_row=named.get(row.number, row.parent_row)) for row in roadmap.activities
    )
    answered = Counter(row.parent_row for row in rows if row.parent_row)
    for reference, count in answered.items():
        if count > 1:
            twice = ", ".join(row.number for row in rows if row.parent_row == reference)
            above = parents[reference].row.number if reference in parents else reference
            raise WrongDefinition(
                f"Строке {above} карты региона отвечают сразу строки {twice}: число вошло бы в "
                "сумму дважды. Оставьте одну."
            )
    return replace(roadmap, activities=rows)


def _reference(said: str, parents: Mapping[str, RegionalRow]) -> str:
    """A row of the region by its reference, or by its number where one row has it."""
    found = [key for key, one in parents.items() if said in {key, one.row.number}]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{one.row.number} ({key})" for key, one in parents.items())
    raise WrongDefinition(
        f"Строка «{said}» есть в нескольких картах региона: назовите её кодами. Есть: {known}."
        if found
        else f"Строки «{said}» в карте региона нет. Есть: {known or 'ни одной'}."
    )
