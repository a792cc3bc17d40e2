"""Rules that only a foreign layout can break: percents, periods, lists of grades."""

from data_model.problems import Severity
from loaders.checks.rule import Rule, Stage

READING = Stage.READING

LAYOUT_RULES: tuple[Rule, ...] = (
    Rule(
        "small_percent",
        "0,35 % или 35 %?",
        Severity.QUESTION,
        "Записано {found}, а нужен процент: {hint} Внесите процент числом от 0 до 100.",
        READING,
        example="0,35 в поле процентов без формата процентов",
    ),
    Rule(
        "percent_over_hundred",
        "Больше ста процентов",
        Severity.QUESTION,
        "Записано {found}, а процент не бывает больше 100. Исправьте число.",
        READING,
        example="135 %",
    ),
    Rule(
        "not_percent",
        "Не процент",
        Severity.QUESTION,
        "Записано «{found}», а нужен процент числом от 0 до 100.",
        READING,
        example="почти все",
    ),
    Rule(
        "single_year",
        "Один год вместо учебного",
        Severity.NOTE,
        "Записан один год {found}, а нужен учебный; принят тот, что им кончается.",
        READING,
        example="2021 вместо 2020/21",
    ),
    Rule(
        "grade_in_words",
        "Класс римскими цифрами или словом",
        Severity.NOTE,
        "Класс записан как «{found}», прочтён как число.",
        READING,
        example="VI; шестые",
    ),
)
"""Reported by the readers of foreign layouts; our own form has no such fields."""
