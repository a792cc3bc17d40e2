"""The catalogue of rules on the terminal and as JSON: `roadmap rules`."""

from typing import Any

from rich.console import Console

from loaders.returns.checks.catalogue import RULES
from loaders.returns.checks.rule import Rule, Treatment
from terminal.printing import SEVERITY_WORDS, table

TREATMENT_WORDS = {
    Treatment.SILENT: "Н исправляется молча",
    Treatment.NOTE: "П принимается с примечанием",
    Treatment.ASK: "О вопрос, значение неизвестно",
    Treatment.REFUSE: "Ф файл не принимается",
}


def as_json() -> dict[str, Any]:
    """The object of `rules --json`: every line of the catalogue, in the order of looking."""
    return {"rules": [_line(rule) for rule in RULES]}


def _line(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": rule.title,
        "message": rule.message,
        "severity": rule.severity.value if rule.severity else None,
        "treatment": rule.treatment.value,
        "since": rule.since,
        "example": rule.example,
    }


def show(console: Console) -> None:
    """A table for each treatment."""
    for treatment, words in TREATMENT_WORDS.items():
        console.print(words, style="bold", markup=False, highlight=False)
        table(
            console,
            ("Код", "Правило", "Как бывает", "Важность", "С версии"),
            (
                (rule.code, rule.title, rule.example, _severity(rule), rule.since)
                for rule in RULES
                if rule.treatment is treatment
            ),
        )


def _severity(rule: Rule) -> str:
    return SEVERITY_WORDS[rule.severity] if rule.severity else "—"
