"""Recommendations («адресные рекомендации») from rules that are data.

A rule is a condition on a row of plan/fact, first of all on its reason, and the words that
follow from it. The shipped rules stand in ``recommendations.toml``; a municipality may keep its
own in the settings. A rule without an action of its own asks for what the wording of the reason
asks for, and only of whom it names.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from string import Formatter
from typing import Any

from data_model.errors import WrongDefinition
from indicators import wording
from indicators.by_grade import GradeFigure
from indicators.changes import YearChange
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import UNKNOWN, Reason
from indicators.wording import capital, uncapped
from indicators.wording.numbers import MONTHS
from reports import figures
from reports.figures import unstopped
from reports.summary import TERM, Figure, Recommendation
from reports.typography import bound

SHIPPED = Path(__file__).with_name("recommendations.toml")
WORDS = frozenset(
    {"школа", "орган", "исполнители", "показатель", "показатели", "строка", "вывод", "причина"}
    | {"факт", "из", "план", "недостаёт", "нужно", "отставание", "динамика", "лет"}
    | {"пример", "опыт", "год", "период", "следующий_год"}
)
FAILED = (Reason.ANSWERED_NO, Reason.GROWTH_FAILED, Reason.NEARLY, Reason.BELOW)
"""Reasons of a row that something is to be done about: its answer is known, and falls short."""
AHEAD = timedelta(days=30)
"""A term lies at least so far from the day of the document."""
DAY = re.compile(r"(\d\d)-(\d\d)")
FEW, FELL, ROSE = "few", "fell", "rose"
FEW_PEOPLE = 3
STEADY = 1.0
"""Percentage points in a year below which nothing has moved."""
MOST_QUOTED = 4
"""More indicators than that are named by their rows."""
EXPERIENCE = " и представить на РМО опыт школ, достигших ориентира"
A_YEAR = frozenset({"год", "следующий_год"})
"""Words that no term may use: its year follows the day of the document."""


@dataclass(frozen=True)
class AdviceRule:
    """One rule. Empty conditions hold for any row; the first rule that fits a row wins.

    Without ``reasons`` it speaks of those that have fallen short (``FAILED``). ``answers`` are
    codes of the question counted by the indicator, ``measures`` and ``sides`` say how and by
    whom a row is measured; ``over`` asks that the figure is above the most that was allowed,
    ``pupils`` that pupils are counted.
    ``gap`` («few»), ``trend`` («fell», «rose») and ``years`` say how far it is from its guide,
    which way it went, for how many years it has been below; ``result`` and ``proof`` are what is
    expected and how it is shown. ``once``: it speaks of all its rows of a place together.
    ``due`` («12-01») is a month and a day, whose year follows the day of the document; ``term``
    is a term in words.
    """

    name: str
    level: str
    addressee: str
    finding: str
    responsible: str
    reasons: tuple[str, ...] = FAILED
    action: str = ""
    due: str = ""
    term: str = ""
    kinds: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    once: bool = False
    over: bool = False
    pupils: bool = False
    gap: str = ""
    trend: str = ""
    years: int = 0
    result: str = ""
    proof: str = ""

    def fits(self, case: "AdviceCase") -> bool:
        row = case.row
        if self.level != ("district" if row.is_district else "school"):
            return False
        if (
            self.pupils > row.is_of_pupils
            or self.over > row.is_over
            or not (self.action or self._is_asked_of(row))
        ):
            return False
        if self.gap not in {"", case.gap} or self.trend not in {"", case.trend}:
            return False
        if self.years > case.years:
            return False
        return all(
            not wanted or found in wanted
            for wanted, found in (
                (self.reasons, row.reason),
                (self.kinds, row.kind),
                (self.measures, row.measure),
                (self.sides, wording.side(row)),
                (self.answers, case.question),
            )
        )

    def _is_asked_of(self, row: PlanFactRow) -> bool:
        """Whether the wording has an action, and for those whom the rule addresses."""
        doer = wording.Doer.OFFICE if self.level == "district" else wording.Doer.SCHOOL
        return bool(wording.action(row)) and wording.doer(row) is doer

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that it takes from the data."""
        texts = (self.addressee, self.finding, self.action, self.term, self.responsible)
        parts = Formatter().parse(" ".join((*texts, self.result, self.proof)))
        return frozenset(word for _, word, _, _ in parts if word)

    def last_day(self, day: date) -> date | None:
        """The day of the term; none of a term in words."""
        return coming(self.due, day) if self.due else None

    def term_from(self, day: date) -> Figure:
        """«до 1 декабря 2027 года»; a term in words as it stands."""
        last = self.last_day(day)
        if last is None:
            return Figure(self.term, None, TERM)
        return Figure(f"до {wording.date_words(last)}", last.year, TERM)


def coming(due: str, day: date) -> date:
    """The first such day of a year that is far enough from ``day``."""
    month, number = (int(part) for part in due.split("-"))
    years = (date(day.year + more, month, number) for more in range(3))
    return next(one for one in years if one >= day + AHEAD)


# reading rules


def read_rules(own: str = "") -> tuple[AdviceRule, ...]:
    """The municipality's own rules, or the shipped ones.

    Raises WrongDefinition that names the rule and the field. Rules of the former shape, with
    statuses in place of reasons, are understood; what they could not tell apart (no return, no
    answer, no requisites) is said by the shipped rules after them.
    """
    if not own:
        return _shipped()
    found = _rows(own)
    rules = tuple(_rule(number, row) for number, row in enumerate(found, 1))
    if not any(FORMER & row.keys() for row in found):
        return rules
    return (*rules, *(rule for rule in _shipped() if {*rule.reasons} <= UNSAID))


def write_rules(rules: Iterable[AdviceRule]) -> str:
    """Rules as the text that ``read_rules`` reads; what is as usual is left out."""
    usual = {one.name: one.default for one in fields(AdviceRule)}
    return "\n".join(
        "[[rule]]\n"
        + "".join(
            f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
            for name in usual
            if (value := getattr(rule, name)) != usual[name]
        )
        for rule in rules
    )


def as_term(text: str) -> dict[str, str]:
    """«1 декабря» as a day of every year, any other words as a term in words."""
    found = DAY_WORDS.fullmatch(text.strip())
    if found is None:
        return {"due": "", "term": text.strip()}
    return {"due": f"{MONTHS.index(found[2]) + 1:02d}-{int(found[1]):02d}", "term": ""}


def term_words(rule: AdviceRule) -> str:
    """The term as a person writes it: «1 декабря»."""
    if not rule.due:
        return rule.term
    month, day = (int(part) for part in rule.due.split("-"))
    return f"{day} {MONTHS[month - 1]}"


DAY_WORDS = re.compile(rf"(?:до )?(\d{{1,2}})[\u00a0 ]({'|'.join(MONTHS)})")


@cache
def _shipped() -> tuple[AdviceRule, ...]:
    rows = _rows(SHIPPED.read_text(encoding="utf-8"))
    return tuple(_rule(number, row) for number, row in enumerate(rows, 1))


def _rows(text: str) -> list[dict[str, Any]]:
    try:
        return list(tomllib.loads(text).get("rule", ()))
    except tomllib.TOMLDecodeError as trouble:
        raise WrongDefinition(f"Правила рекомендаций не читаются: {trouble}.") from trouble


def _rule(number: int, written: Mapping[str, Any]) -> AdviceRule:
    row = _present(written)
    known = {field.name: field for field in fields(AdviceRule)}
    for name in row:
        if name not in known:
            raise WrongDefinition(f"Правило {number}: поля «{name}» нет; есть {', '.join(known)}.")
    for name, field in known.items():
        if field.default is MISSING and not (isinstance(row.get(name), str) and row[name]):
            raise WrongDefinition(f"Правило {number}: заполните поле «{name}» текстом.")
    _check_reasons(number, row.get("reasons", ()))
    _check_term(number, row)
    _check_conditions(number, row)
    for name in ("addressee", "finding", "action", "term", "responsible", "result", "proof"):
        _check_words(number, name, str(row.get(name, "")))
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return AdviceRule(**values)


def _check_reasons(number: int, reasons: Iterable[str]) -> None:
    for reason in reasons:
        if reason not in [*Reason]:
            raise WrongDefinition(
                f"Правило {number}: причины «{reason}» нет; есть {', '.join(Reason)}."
            )


def _check_conditions(number: int, row: Mapping[str, Any]) -> None:
    for name, known in (("gap", ("", FEW)), ("trend", ("", FELL, ROSE))):
        if row.get(name, "") not in known:
            told = ", ".join(one for one in known if one)
            raise WrongDefinition(
                f"Правило {number}: в поле «{name}» нет «{row[name]}»; есть {told}."
            )


def _check_term(number: int, row: Mapping[str, Any]) -> None:
    due, term = row.get("due", ""), row.get("term", "")
    if bool(due) == bool(term):
        raise WrongDefinition(
            f"Правило {number}: заполните одно из полей «due» (месяц и день, например 12-01) и "
            "«term» (срок словами)."
        )
    if due and not _is_day(str(due)):
        raise WrongDefinition(f"Правило {number}: срока «{due}» нет; пишите месяц-день, 12-01.")


def _is_day(text: str) -> bool:
    """A day that every year has."""
    found = DAY.fullmatch(text)
    try:
        return bool(found and date(2001, int(found[1]), int(found[2])))
    except ValueError:
        return False


def _check_words(number: int, name: str, text: str) -> None:
    try:
        used = {word for _, word, _, _ in Formatter().parse(text) if word is not None}
    except ValueError as trouble:
        raise WrongDefinition(
            f"Правило {number}, поле «{name}»: проверьте фигурные скобки."
        ) from trouble
    allowed = WORDS - A_YEAR if name == "term" else WORDS
    for word in used - allowed:
        raise WrongDefinition(
            f"Правило {number}, поле «{name}»: слова «{{{word}}}» нет; "
            f"есть {', '.join(sorted(allowed))}."
        )


# rules of the former shape

FORMER = frozenset({"statuses", "growth", "silent"})
UNSAID = frozenset({*UNKNOWN, Reason.UNCONFIRMED, Reason.GROWTH_UNKNOWN})
OF_STATUS = {
    "met": (Reason.REACHED,),
    "missed": (Reason.ANSWERED_NO, Reason.BELOW),
    "partly": (Reason.NEARLY, Reason.GROWTH_FAILED),
}
"""What each status was meant to say; «нет данных» beside a failure was no failure."""
OF_GROWTH = {"missed": Reason.GROWTH_FAILED, "no_data": Reason.GROWTH_UNKNOWN}
FORMER_TERM = re.compile(rf"до (\d+) ({'|'.join(MONTHS)}) \{{(?:следующий_)?год\}} года")
FORMER_YEAR = re.compile(r" ?\{(?:следующий_)?год\}(?: года)?")


def _present(written: Mapping[str, Any]) -> dict[str, Any]:
    """A rule in the present shape; one that is in it already stays as it is."""
    row = {name: value for name, value in written.items() if name not in FORMER}
    if FORMER & written.keys():
        row["reasons"] = [*_reasons_of(written)]
    if found := FORMER_TERM.fullmatch(str(row.get("term", ""))):
        del row["term"]
        row["due"] = f"{MONTHS.index(found[2]) + 1:02d}-{int(found[1]):02d}"
    elif FORMER & written.keys() and isinstance(row.get("term"), str):
        row["term"] = FORMER_YEAR.sub("", row["term"])
    return row


def _reasons_of(written: Mapping[str, Any]) -> Sequence[Reason]:
    statuses, growth = written.get("statuses", ()), written.get("growth", ())
    if written.get("silent"):
        return (Reason.NO_RETURN,)
    if told := tuple(OF_GROWTH[one] for one in growth if one in OF_GROWTH):
        return told
    if [*statuses] == ["no_data"]:
        return tuple(reason for reason in Reason if reason in UNKNOWN - {Reason.NO_RETURN})
    if [*statuses] == ["partly"] and written.get("kinds") == ["presence"]:
        return (Reason.UNCONFIRMED,)
    return tuple(reason for one in statuses for reason in OF_STATUS.get(one, ())) or FAILED


# what follows from a row


@dataclass(frozen=True, slots=True)
class AdviceCase:
    """A row that a rule may speak of, with the words that only the district knows.

    ``change`` is that to the year before, ``weakest`` the grade that takes part least, ``years``
    for how many years running the row has been below. ``together`` are all rows that one
    recommendation speaks of. ``has_models``: some school of the district has reached the guide.
    """

    row: PlanFactRow
    question: str
    executors: tuple[str, ...]
    body: str
    example: PlanFactRow | None = None
    change: YearChange | None = None
    weakest: GradeFigure | None = None
    years: int = 0
    together: tuple[PlanFactRow, ...] = ()
    has_models: bool = False

    @property
    def gap(self) -> str:
        """Whether only a few people are missing."""
        missing, base = self.row.deficit, self.row.denominator or 0
        is_few = missing is not None and missing <= max(FEW_PEOPLE, base // 100)
        return FEW if is_few and not self.row.is_over else ""

    @property
    def trend(self) -> str:
        if self.change is None or self.row.unit != "%" or abs(self.change.amount) < STEADY:
            return ""
        return ROSE if self.change.amount > 0 else FELL


def recommend(
    cases: Iterable[AdviceCase], rules: Iterable[AdviceRule], day: date
) -> list[Recommendation]:
    """Recommendations in the order of the cases; ``day`` is that of the document."""
    rules = tuple(rules)
    found: dict[tuple[object, ...], tuple[AdviceRule, list[AdviceCase]]] = {}
    for case in cases:
        rule = next((rule for rule in rules if rule.fits(case)), None)
        if rule is None:
            continue
        row = case.row
        alone = () if rule.once else (row.code,)
        key = (rule.name, row.org, rule.action or wording.action(row), *alone)
        found.setdefault(key, (rule, []))[1].append(case)
    return [_recommendation(rule, _joined(same), day) for rule, same in found.values()]


def _joined(cases: list[AdviceCase]) -> AdviceCase:
    return replace(cases[0], together=tuple(case.row for case in cases))


def _recommendation(rule: AdviceRule, case: AdviceCase, day: date) -> Recommendation:
    words = {name: make() for name, make in _words(case, day).items() if name in rule.names}
    addressee, finding, responsible = (
        _filled(text, words) for text in (rule.addressee, rule.finding, rule.responsible)
    )
    action = (
        _filled(rule.action, words)
        if rule.action
        else capital(wording.action(case.row, official=True))
    )
    result, proof = _filled(rule.result, words), _filled(rule.proof, words)
    told = f"{finding} {action} {result}"
    evidence = tuple(
        word
        for word in dict.fromkeys((*figures.evidence(case.row), *words.values(), *_aside(case)))
        if isinstance(word, Figure) and word.text and word.text in told
    )
    term = rule.term_from(day)
    example = str(words.get("пример", "")).removeprefix(". ")
    return Recommendation(
        rule=rule.name,
        addressee=addressee,
        finding=finding,
        action=action,
        term=replace(term, text=_filled(term.text, words)),
        responsible=responsible,
        evidence=evidence,
        rows=tuple(row.indicator for row in case.together),
        org=case.row.org,
        example=example if example and action.endswith(example) else "",
        result=result,
        proof=proof,
        due=rule.last_day(day),
        subject=case.row.quoted if finding.startswith(f"{case.row.quoted}: ") else "",
        hints=(_in_grade(case.weakest), _model(case.example)),
    )


def _filled(text: str, words: Mapping[str, Figure | str]) -> str:
    return wording.single_stops(bound(text).format(**words))


def _words(case: AdviceCase, day: date) -> dict[str, Callable[[], Figure | str]]:
    """What each word of a rule stands for, made when it is wanted."""
    row = case.row
    return {
        "школа": lambda: row.org_name,
        "показатель": lambda: row.quoted,
        "показатели": lambda: _indicators(case.together),
        "строка": lambda: row.indicator,
        "вывод": lambda: uncapped(unstopped(wording.sentence(row, official=True))),
        "факт": lambda: figures.actual(row),
        "из": lambda: figures.of(row),
        "план": lambda: figures.target(row),
        "недостаёт": lambda: figures.figure(row, "deficit", wording.gap_amount(row), row.deficit),
        "отставание": lambda: figures.gap(row) if wording.gap(row) else _said(row),
        "причина": lambda: _said(row),
        "нужно": lambda: _needed(row),
        "динамика": lambda: _trend(case),
        "лет": lambda: figures.figure(
            row, "years", wording.counted(case.years, wording.YEARS), case.years
        ),
        "пример": lambda: _grade(case.weakest) + _example(case.example),
        "опыт": lambda: EXPERIENCE if case.has_models else "",
        "исполнители": lambda: wording.listed(case.executors),
        "орган": lambda: case.body,
        "год": lambda: str(row.year),
        "период": lambda: _period(case.together),
        "следующий_год": lambda: str(max(row.year, day.year) + 1),
    }


def _indicators(rows: Sequence[PlanFactRow]) -> str:
    """Quoted titles; many of them by the numbers of their rows, in the narrow cell of a table."""
    if len(rows) <= MOST_QUOTED:
        return wording.listed([row.quoted for row in rows])
    return f"показатели {wording.listed([row.indicator for row in rows])} дорожной карты"


def _period(rows: Sequence[PlanFactRow]) -> str:
    """«2020/21 учебный год» where all rows count by it, else «2021 год»."""
    periods = {row.period for row in rows}
    (period,) = periods if len(periods) == 1 else (str(rows[0].year),)
    return f"{period} учебный год" if "/" in period else f"{period} год"


def _said(row: PlanFactRow) -> str:
    return wording.why(row, official=True) or wording.word(row)


def _needed(row: PlanFactRow) -> Figure:
    """«338 обучающихся»: so many reach the guide."""
    needed = (row.numerator or 0) + (row.deficit or 0)
    return figures.figure(row, "needed", wording.of_whom(row, needed), needed)


def _aside(case: AdviceCase) -> Iterator[Figure]:
    """Figures of «{пример}»: of the grade that takes part least, of the similar school."""
    if case.weakest is not None:
        told = wording.of(case.weakest.numerator, case.weakest.denominator)
        column = f"grade {case.weakest.grade}"
        yield figures.figure(case.row, column, told, case.weakest.numerator)
    if case.example is not None:
        yield from (figures.actual(case.example), figures.of(case.example))


def _trend(case: AdviceCase) -> Figure | str:
    """«; за год значение снизилось на 8,6 процентного пункта», where it is no trifle."""
    if case.change is None or not case.trend:
        return ""
    change = case.change
    amount = f"{wording.number(abs(change.amount), 1)}{wording.NBSP}процентного пункта"
    verb = "повысилось" if case.trend == ROSE else "снизилось"
    told = f"; за год значение {verb} на{wording.NBSP}{amount}"
    return figures.figure(case.row, "change", told, change.amount)


def _grade(weakest: GradeFigure | None) -> str:
    """«. Особое внимание – 6-м классам (3 из 40)»."""
    if weakest is None:
        return ""
    told = wording.of(weakest.numerator, weakest.denominator)
    return f". Особое внимание – {weakest.grade}-м{wording.NBSP}классам ({told})"


def _in_grade(weakest: GradeFigure | None) -> str:
    """«6-е классы: 3 из 40»"""
    if weakest is None:
        return ""
    told = wording.of(weakest.numerator, weakest.denominator)
    return f"{weakest.grade}-е{wording.NBSP}классы: {told}"


def _example(example: PlanFactRow | None) -> str:
    """The experience of a similar school, with its figure; names stay in the nominative."""
    if example is None:
        return ""
    share = figures.actual(example)
    return f". Изучить опыт аналогичной школы {example.org_name} ({share}, {figures.of(example)})"


def _model(example: PlanFactRow | None) -> str:
    """«МБОУ СОШ с. Ближнее (52,6 %)»"""
    return f"{example.org_name} ({figures.actual(example)})" if example else ""
