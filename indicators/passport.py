"""The passport of an indicator («паспорт показателя»): all that defines it, on one card.

The lines are those that official cards of indicators agree on: what is measured, by which
formula, from which source, who collects it, for whom, when, with what target, by which act.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from data_model.roadmap import (
    ALL_GRADES,
    ROLL,
    Act,
    Activity,
    Change,
    Indicator,
    Kind,
    Level,
    Operator,
    PeriodKind,
    Question,
    Respondent,
    Roadmap,
    Scope,
)
from indicators import wording
from indicators.wording import DASH, NBSP, YES_NO

LEVELS = {
    Level.MUNICIPALITY: "муниципалитет",
    Level.SCHOOL: "школы, по району — сумма или доля",
    Level.BOTH: "муниципалитет и каждая школа",
}
SCOPES = {
    Scope.DISTRICT_TOTAL: "план задан на район всего",
    Scope.DISTRICT_SHARE: "план задан на район, школе он ориентир",
    Scope.EACH_SCHOOL: "план задан каждой школе",
    None: "план один: документ есть",
}
DIRECTIONS = {
    Operator.AT_LEAST: "больше — лучше",
    Operator.AT_MOST: "меньше — лучше",
    Operator.EQUAL: "ровно по плану",
    Operator.RANGE: "в пределах плана",
    Operator.EXISTS: "документ есть",
}
REPORTERS = {Respondent.SCHOOL: "школа", Respondent.MUNICIPALITY: "муниципалитет"}
PERIODS = {
    PeriodKind.CALENDAR: "календарный год",
    PeriodKind.SCHOOL_YEAR: "учебный год",
    PeriodKind.ONCE: "один раз",
}
ROLL_SOURCE = "контингент по форме ОО-1 на 20 сентября"


@dataclass(frozen=True, slots=True)
class Card:
    """What a line of the passport is made from."""

    roadmap: Roadmap
    activity: Activity
    parents: Mapping[str, str]

    @property
    def indicator(self) -> Indicator:
        return self.activity.indicator

    @property
    def counted(self) -> Question:
        return self.roadmap.question(self.indicator.counted)

    @property
    def whole(self) -> str:
        """The denominator in words; empty where there is none."""
        if self.indicator.kind is Kind.SHARE_OF_ORGS:
            return "организации, которые ответили"
        if self.indicator.out_of in {None, ROLL}:
            grades = wording.grades_words(self.indicator.base or ALL_GRADES)
            return f"обучающиеся, {grades}" if self.indicator.out_of else ""
        return self.roadmap.question(str(self.indicator.out_of)).text


@dataclass(frozen=True, slots=True)
class ActivityRows:
    """An activity of an order, named once, with all its indicators («мероприятие и показатели»).

    ``title`` is empty for the indicators that the order names without an activity.
    """

    title: str
    rows: tuple[Activity, ...]

    @property
    def numbers(self) -> str:
        """«1, 1а, 1б»."""
        return ", ".join(row.number for row in self.rows)


def activities_of(roadmap: Roadmap) -> tuple[ActivityRows, ...]:
    """The activities in their order, each with its indicators; those without one come last.

    Rows of one section with the same title are one activity, measured in several ways; an
    indicator of another annex stands with each activity that it is linked to.
    """
    found: dict[tuple[str, str, str], list[Activity]] = {}
    places: dict[tuple[str, str], tuple[str, str, str]] = {}
    for part, row, number in roadmap.lines:
        title = "" if is_without_activity(row) else plain_text(row.title)
        place = (part.code, row.section, title) if title else ("", "", "")
        if title or not links_of(part, row):
            found.setdefault(place, []).append(row)
            places |= {(part.code, number): place} if title else {}
    for part, row, _ in roadmap.lines:
        if is_without_activity(row) and (links := links_of(part, row)):
            named = [places[part.code, one] for one in links if (part.code, one) in places]
            for place in dict.fromkeys(named or [("", "", "")]):
                found.setdefault(place, []).append(row)
    groups = [ActivityRows(rows[0].title if title else "", tuple(rows))
              for (_, _, title), rows in found.items()]  # fmt: skip
    return tuple(sorted(groups, key=lambda one: not one.title))


def links_of(part: Roadmap, row: Activity) -> tuple[str, ...]:
    """The activities that a row is linked to, by the numbers of its own order."""
    code = row.indicator.code
    return next((one.links for one in part.activities if one.indicator.code == code), ())


def is_without_activity(row: Activity) -> bool:
    """Whether the order names an indicator and no activity for it: its title is its own text."""
    return plain_text(row.wording).startswith(plain_text(row.title))


def plain_text(text: str) -> str:
    return " ".join(text.split()).casefold()


def _activity(card: Card) -> str:
    """Its own activity, or those that it is linked to."""
    titles = {row.in_order: row.title for row in card.roadmap.activities}
    links = links_of(card.roadmap, card.activity)
    linked = [f"№{NBSP}{one} {titles[one]}" for one in links if one in titles]
    if linked and is_without_activity(card.activity):
        return "; ".join(linked)
    return WITHOUT if is_without_activity(card.activity) else card.activity.title


WITHOUT = "показатель без мероприятия"


def _together(card: Card) -> str:
    """«1, 1а, 1б», where the activity of the row is measured in several ways."""
    own = card.activity.indicator.code
    for one in activities_of(card.roadmap):
        if one.title and len(one.rows) > 1 and own in [row.indicator.code for row in one.rows]:
            return one.numbers
    return ""


NOBODY_ABOVE: Mapping[str, str] = MappingProxyType({})


def passport(
    roadmap: Roadmap, number: str, parents: Mapping[str, str] = NOBODY_ABOVE
) -> dict[str, str]:
    """Label → text of one row's passport, in the order of the card; absent ones are «—».

    ``parents``: the rows of the region's roadmap, in words by their ``row_reference``. A row that
    answers none of them has no line about it.
    """
    found = ((part, replace(row, number=own)) for part, row, own in roadmap.lines
             if row.number == number)  # fmt: skip
    card = Card(*next(found), parents)
    lines = ((label, said(card)) for label, said in LINES.items())
    return {label: text or DASH for label, text in lines if text or label != ABOVE}


def _goals(card: Card) -> str:
    served = [goal.title for goal in card.roadmap.goals if card.activity.number in goal.rows]
    return "; ".join(served)


def _formula(card: Card) -> str:
    indicator, per = card.indicator, card.indicator.per or 1
    made = FORMULAS[indicator.kind]
    if indicator.from_level:
        made = FROM_LEVEL
    if indicator.is_ratio:
        made = RATIO if per == 1 else RATIO_PER
    elif indicator.kind is Kind.GROWTH and indicator.change:
        made = CHANGES[indicator.change]
    elif indicator.cumulative:
        made = FROM_YEAR if any(map(indicator.is_part_of, indicator.periods)) else CUMULATIVE
    said = made.format(
        counted=wording.uncapped(card.counted.text),
        whole=wording.uncapped(card.whole),
        per=per,
        level=indicator.from_level,
    )
    return f"{said}. По приказу: {indicator.formula}" if indicator.formula else said


FORMULAS = {
    Kind.PRESENCE: "«да», если документ есть и назван с датой; иначе «нет»",
    Kind.COUNT: "Ч за период, где Ч — {counted}",
    Kind.SHARE: "Ч / З × 100, где Ч — {counted}; З — {whole}",
    Kind.GROWING_SHARE: (
        "Ч / З × 100, где Ч — {counted}; З — {whole}. Второе условие: Ч больше, чем год назад, "
        "у тех же организаций"
    ),
    Kind.SHARE_OF_ORGS: (
        "Ч / З × 100, где Ч — организации с ответом «есть»: {counted}; З — {whole}"
    ),
    Kind.GROWTH: (
        "(Ч − Ч₁) / Ч₁ × 100, где Ч — {counted}; Ч₁ — то же год назад у тех же организаций"
    ),
    Kind.LEVEL: "место ответа в списке, от низшего; достигнут, если не ниже нужного: {counted}",
}


FROM_LEVEL = (
    "Ч / З × 100, где Ч — организации, у которых уровень не ниже «{level}»: {counted}; З — {whole}"
)
RATIO = "Ч / З, где Ч — {counted}; З — {whole}"
RATIO_PER = "Ч / З × {per}, где Ч — {counted}; З — {whole}"
CUMULATIVE = "сумма Ч с начала срока карты, где Ч — {counted} за год"
FROM_YEAR = "сумма Ч с начала года, где Ч — {counted}"
CHANGES = {
    Change.PERCENT: FORMULAS[Kind.GROWTH],
    Change.POINTS: (
        "Ч / З × 100 − Ч₁ / З₁ × 100, где Ч — {counted}; З — {whole}; Ч₁ и З₁ — то же год назад "
        "у тех же организаций"
    ),
    Change.NUMBER: "Ч − Ч₁, где Ч — {counted}; Ч₁ — то же год назад у тех же организаций",
}


def _base(card: Card) -> str:
    indicator = card.indicator
    if indicator.kind not in {Kind.SHARE, Kind.GROWING_SHARE} or indicator.out_of != ROLL:
        return ""
    further = [wording.grades_words(base) for base in indicator.comparison_bases]
    beside = f"; для сравнения: {wording.listed(further)}" if further else ""
    return wording.grades_words(indicator.base) + beside


def _source(card: Card) -> str:
    own = "документ с реквизитами" if card.counted.documents else "отчётная форма"
    own = card.indicator.source or own
    return f"{own}; {ROLL_SOURCE}" if card.indicator.out_of == ROLL else own


def _reporters(card: Card) -> str:
    asked = card.counted.asked_of
    return wording.listed([REPORTERS[one] for one in asked])


def _level(card: Card) -> str:
    return f"{LEVELS[card.indicator.level]}; {SCOPES[card.indicator.scope]}"


def _period(card: Card) -> str:
    periods = card.indicator.periods.values()
    told = (
        f"{PERIODS[one.kind]}, {one.part_words}" if one.part else PERIODS[one.kind]
        for one in periods
    )
    return wording.listed([*dict.fromkeys(told)])


def _due(card: Card) -> str:
    periods = sorted(card.indicator.periods.items())
    return "; ".join(f"{period.label} — {wording.due_words(period.due)}" for _, period in periods)


def _targets(card: Card) -> str:
    indicator = card.indicator
    return "; ".join(
        f"{year}: "
        + wording.target_text(
            indicator.operator_of(year), target.value, target.upper, indicator.unit
        )
        for year, target in sorted(indicator.targets.items())
    )


def _baseline(indicator: Indicator) -> str:
    """«29,2 % на 31.12.2020»."""
    if indicator.baseline is None:
        return ""
    day = f" на {wording.date_short(indicator.baseline_on)}" if indicator.baseline_on else ""
    return f"{wording.with_unit(wording.number(indicator.baseline), indicator.unit)}{day}"


def _act(card: Card) -> str:
    return f"{act_words(card.roadmap.act)}, показатель{NBSP}{card.activity.number}"


def act_words(act: Act) -> str:
    """«приказ от 14.07.2020 № 94/01-09»; what is not known is left out."""
    day = f" от{NBSP}{wording.date_short(act.date)}" if act.date else ""
    number = f" №{NBSP}{act.number}" if act.number else ""
    return f"{act.kind}{day}{number}"


def _name(card: Card) -> str:
    """«№ 9 Билет в будущее»: how the row is called on all pages."""
    return f"№{NBSP}{card.activity.number} {card.activity.short or card.activity.title}"


def validity(roadmap: Roadmap) -> str:
    """«2020–2022», «2022» — the years for which this edition was made."""
    years = [year for year in roadmap.years if roadmap.covers(year)]
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


ABOVE = "Строка карты региона"


def _above(card: Card) -> str:
    """«8. Онлайн-уроки»; nothing where the row answers none, or nobody has named the rows."""
    named = card.activity.parent_row
    return card.parents.get(named, LOST) if named and card.parents else ""


LOST = "связанной строки в карте региона больше нет"


LINES: dict[str, Callable[[Card], str]] = {
    "Показатель": _name,
    "Мероприятие": _activity,
    "Показатели мероприятия": _together,
    "Показатель по приказу": lambda card: card.activity.wording,
    "Цель": _goals,
    "Вид": lambda card: wording.kind_word(card.indicator.kind),
    "Что считается": lambda card: card.counted.text,
    "Формула": _formula,
    "Знаменатель": lambda card: card.whole,
    "База": _base,
    "Единица": lambda card: card.indicator.unit or YES_NO,
    "Направление": lambda card: DIRECTIONS[card.indicator.operator],
    "Уровень": _level,
    "Источник": _source,
    "Кто отчитывается": _reporters,
    "Исполнители": lambda card: "; ".join(card.activity.executors),
    "Отчётный период": _period,
    "Сроки": _due,
    "План по годам": _targets,
    "Базовое значение": lambda card: _baseline(card.indicator),
    "Вес": lambda card: wording.number(card.indicator.weight) if card.indicator.weight else "",
    "Периодичность": lambda card: card.indicator.frequency,
    "Методика": lambda card: card.indicator.methodology,
    "Раздел": lambda card: card.activity.section,
    "Вышестоящий документ": lambda card: card.activity.parent,
    ABOVE: _above,
    "Принятые допущения": lambda card: " ".join(card.activity.unsure),
    "Основание": _act,
    "Орган": lambda card: card.roadmap.act.body,
    "Редакция": lambda card: f"{card.roadmap.edition}, действует: {validity(card.roadmap)}",
}
"""The lines of the card in their order; to add one, write its function and give it a line."""
