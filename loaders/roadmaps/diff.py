"""What differs between two roadmaps («что изменится»), shown before one replaces the other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from data_model.roadmap import Activity, Indicator, Period, Question, Roadmap, Target
from loaders.roadmaps.words import KINDS, LEVELS, OPERATORS, RESPONDENTS, SCOPES

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
    parts = (question.unit, asked, f"документов {question.documents}", question.hint)
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
    return "–".join(f"{end:f}".replace(".", ",") for end in ends)


def _periods(indicator: Indicator) -> str:
    return "; ".join(_period(period) for _, period in sorted(indicator.periods.items()))


def _period(period: Period) -> str:
    return f"{period.label} — {period.due:%d.%m.%Y}"


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
}
"""Field as a person calls it → how its value is shown. Every field of the nouns is in a table."""
