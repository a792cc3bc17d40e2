"""Recommendations («адресные рекомендации») from rules that are data.

A rule is a condition on a line of plan/fact and the words that follow from it. The shipped
rules stand in ``recommendations.toml``; a municipality may keep its own in the settings.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from string import Formatter
from typing import Any

from data_model.errors import WrongDefinition
from indicators import wording
from reports import figures
from reports.lines import Line
from reports.sentences import bound
from reports.summary import Figure, Recommendation

SHIPPED = Path(__file__).with_name("recommendations.toml")
WORDS = frozenset(
    (
        *("школа", "показатель", "строка", "факт", "из", "план", "недостаёт", "отставание"),
        *("причина", "пример", "исполнители", "год", "следующий_год"),
    )
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Empty conditions hold for any line; the first rule that fits a line wins.

    ``answers`` are codes of the question counted by the indicator. ``silent`` asks that no
    return has come at all, ``over`` that the figure is above the most that was allowed;
    ``once`` says that the rule speaks once of a place, whatever the
    number of its lines.
    """

    name: str
    level: str
    addressee: str
    finding: str
    action: str
    term: str
    responsible: str
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    growth: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    silent: bool = False
    once: bool = False
    over: bool = False

    def fits(self, case: "Case") -> bool:
        line = case.line
        if self.level != ("district" if line.org is None else "school"):
            return False
        if self.over > figures.is_over(line):
            return False
        return case.silent >= self.silent and all(
            not wanted or found in wanted
            for wanted, found in (
                (self.kinds, line.kind),
                (self.statuses, line.status),
                (self.growth, line.growth),
                (self.answers, case.question),
            )
        )


def read_rules(own: str = "") -> tuple[Rule, ...]:
    """The municipality's own rules, or the shipped ones.

    Raises WrongDefinition that names the rule and the field.
    """
    try:
        content = tomllib.loads(own or SHIPPED.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as trouble:
        raise WrongDefinition(f"Правила рекомендаций не читаются: {trouble}.") from trouble
    return tuple(_rule(number, row) for number, row in enumerate(content.get("rule", ()), 1))


def _rule(number: int, row: Mapping[str, object]) -> Rule:
    known = {field.name: field for field in fields(Rule)}
    needed = [name for name, field in known.items() if field.default is MISSING]
    for name in needed:
        if not isinstance(row.get(name), str) or not row[name]:
            raise WrongDefinition(f"Правило {number}: заполните поле «{name}» текстом.")
    for name in row:
        if name not in known:
            raise WrongDefinition(f"Правило {number}: поля «{name}» нет; есть {', '.join(known)}.")
    _check_words(number, row)
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Rule(**values)


def _check_words(number: int, row: Mapping[str, object]) -> None:
    for name in ("addressee", "finding", "action", "term", "responsible"):
        try:
            used = {word for _, word, _, _ in Formatter().parse(str(row[name])) if word is not None}
        except ValueError as trouble:
            raise WrongDefinition(
                f"Правило {number}, поле «{name}»: проверьте фигурные скобки."
            ) from trouble
        for word in used - WORDS:
            raise WrongDefinition(
                f"Правило {number}, поле «{name}»: слова «{{{word}}}» нет; "
                f"есть {', '.join(sorted(WORDS))}."
            )


@dataclass(frozen=True, slots=True)
class Case:
    """A line that a rule may speak of, with the words that only the district knows."""

    line: Line
    question: str
    executors: tuple[str, ...]
    example: Line | None = None
    silent: bool = False


def recommend(cases: Iterable[Case], rules: Iterable[Rule]) -> Iterator[Recommendation]:
    """Recommendations in the order of the cases."""
    rules = tuple(rules)
    said: set[tuple[str, str | None]] = set()
    for case in cases:
        rule = next((rule for rule in rules if rule.fits(case)), None)
        if rule is None or (rule.once and (rule.name, case.line.org) in said):
            continue
        said.add((rule.name, case.line.org))
        yield _recommendation(rule, case)


def _recommendation(rule: Rule, case: Case) -> Recommendation:
    words = _words(case)
    addressee, finding, action, term, responsible = (
        bound(text).format(**words)
        for text in (rule.addressee, rule.finding, rule.action, rule.term, rule.responsible)
    )
    used = tuple(word for word in words.values() if isinstance(word, Figure))
    evidence = tuple(word for word in used if word.text in f"{finding} {action}")
    if case.example is not None and "пример" in rule.action:
        evidence += (figures.actual(case.example), figures.of(case.example))
    line = case.line
    example = str(words["пример"]).removeprefix(". ")
    return Recommendation(
        rule.name,
        addressee,
        finding,
        action,
        term,
        responsible,
        evidence,
        line.indicator,
        line.org,
        example if example and action.endswith(example) else "",
    )


def _words(case: Case) -> dict[str, Figure | str]:
    line = case.line
    return {
        "школа": line.org_name,
        "показатель": line.quoted,
        "строка": line.indicator,
        "факт": figures.actual(line),
        "из": figures.of(line),
        "план": figures.target(line),
        "недостаёт": figures.missing(line),
        "отставание": figures.gap(line),
        "причина": figures.reason(line) or figures.verdict(line).text,
        "пример": _example(case.example),
        "исполнители": wording.listed(case.executors),
        "год": str(line.year),
        "следующий_год": str(line.year + 1),
    }


def _example(example: Line | None) -> str:
    """The experience of a similar school, with its figure; names stay in the nominative."""
    if example is None:
        return ""
    share = figures.actual(example)
    return f". Изучить опыт похожей школы: {example.org_name} — {share} ({figures.of(example)})"
