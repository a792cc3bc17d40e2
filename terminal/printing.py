"""Tables and sentences that a person reads in the terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from data_model.returns import Outcome, Receipt, Severity
from indicators.coverage import Board, ReturnLine
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.region import DistrictRow, ParentRow, RegionFigures, RegionRow, not_added
from indicators.trace import Trace
from indicators.what_if import Difference
from indicators.wording import (
    date_figures,
    fact,
    growth_word,
    number,
    of,
    of_words,
    return_word,
    target,
    value,
    verdict,
    why,
)
from loaders.returns.checks.catalogue import RULES, GroupedRemark, condensed
from loaders.returns.checks.rule import Rule, Treatment

if TYPE_CHECKING:
    from loaders.mailbox import DealtLetter

OUTCOME_WORDS = {
    Outcome.ACCEPTED: "принят",
    Outcome.ACCEPTED_WITH_WARNINGS: "принят, есть примечания",
    Outcome.REFUSED: "не принят",
    Outcome.DUPLICATE: "уже принят раньше",
}
SEVERITY_WORDS = {
    Severity.ERROR: "ошибка",
    Severity.QUESTION: "вопрос",
    Severity.NOTE: "примечание",
}
TREATMENT_WORDS = {
    Treatment.SILENT: "Н исправляется молча",
    Treatment.NOTE: "П принимается с примечанием",
    Treatment.ASK: "О вопрос, значение неизвестно",
    Treatment.REFUSE: "Ф файл не принимается",
}
COMMANDS = {
    "table_unmapped": "roadmap map ФАЙЛ --out МАЛЫЙ.toml, затем приём с --mapping МАЛЫЙ.toml",
    "table_on_several_sheets": "roadmap map ФАЙЛ --sheet ЛИСТ",
}
"""What does the same in a terminal as the page that a remark names."""


def table(console: Console, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A plain table that wraps long Russian texts instead of cutting them."""
    drawn = Table(show_lines=False, header_style="bold", box=box.SIMPLE_HEAD)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*row)
    console.print(drawn, markup=False)


def indicators_of_all(console: Console, regions: Mapping[str, RegionFigures]) -> None:
    """An indicator after the other: each district's line, under them the sum of the region.

    The rows of the region's own roadmap come first, with who answers them and who does not.
    """
    for region, (districts, sums, parents) in regions.items():
        if region:
            console.print(region, markup=False, highlight=False)
        if parents:
            columns = ("№", "Показатель", "План", "Факт", "Выполнение", "Районов в сумме")
            table(console, columns, map(_of_region, parents))
        for told in not_added(parents):
            console.print(f"    {told.words}", markup=False, highlight=False)
        by_code: dict[str, list[DistrictRow]] = {}
        for found_row in districts:
            key = f"{found_row.row.code} {found_row.row.period}"
            by_code.setdefault(key, []).append(found_row)
        for whole in sums:
            found = next(rows for key, rows in by_code.items() if rows[0].row.code == whole.code)
            by_code = {key: rows for key, rows in by_code.items() if rows is not found}
            console.print(f"{whole.short}, {found[0].row.period}", markup=False, highlight=False)
            table(console, ("Район", "План", "Факт", "Выполнение"), _of_districts(found, whole))


def _of_region(one: ParentRow) -> tuple[str, ...]:
    row, many = one.row, of(len(one.added), len(one.answers))
    provisional = " (предварительно)" if row.provisional else ""
    return row.indicator, row.name, target(row), fact(row), verdict(row) + provisional, many


def _of_districts(rows: Iterable[DistrictRow], whole: RegionRow) -> Iterator[tuple[str, ...]]:
    for one in rows:
        yield one.name, target(one.row), fact(one.row), verdict(one.row)
    reached = f"выполнили {of(whole.met, whole.judged)}"
    yield "Всего по районам", "", fact(whole.row) if whole.row else "не складывается", reached


def receipts(console: Console, given: Sequence[Receipt]) -> None:
    """A line per file, its remarks and what to do here under it, the sum at the end."""
    for one in given:
        console.print(_receipt_line(one), markup=False, highlight=False)
        for remark in condensed(one.problems):
            console.print(f"    {_remark_line(remark)}", markup=False, highlight=False)
        for code in sorted({problem.code for problem in one.problems} & COMMANDS.keys()):
            console.print(f"    В терминале: {COMMANDS[code]}", markup=False, highlight=False)
    console.print(_receipt_sum(given), markup=False, highlight=False)


def letter(console: Console, one: "DealtLetter") -> None:
    """A letter, its files with their remarks, what a person is to decide, the draft."""
    sender = one.sender or "файл из папки"
    console.print(f"{sender}: «{one.subject or one.name}»", markup=False, highlight=False)
    for given in one.receipts:
        console.print(f"  {_receipt_line(given)}", markup=False, highlight=False)
        for remark in condensed(given.problems):
            console.print(f"    {_remark_line(remark)}", markup=False, highlight=False)
    for sentence in (*one.asked, *((one.trouble,) if one.trouble else ())):
        console.print(f"  {sentence}", markup=False, highlight=False)
    if one.answer:
        console.print(f"  Черновик ответа № {one.answer}.", markup=False, highlight=False)


def letters_sum(console: Console, given: "Sequence[DealtLetter]") -> None:
    drafts = sum(1 for one in given if one.answer)
    console.print(f"Писем и файлов: {len(given)}, черновиков ответа: {drafts}", highlight=False)
    if files := [receipt for one in given for receipt in one.receipts]:
        console.print(_receipt_sum(files), markup=False, highlight=False)


def _remark_line(remark: GroupedRemark) -> str:
    """«вопрос: Показатели H12: …»; many of one rule in one line with their count."""
    place = " ".join(part for part in (remark.sheet, remark.cells) if part)
    return f"{SEVERITY_WORDS[remark.severity]}: {place}{': ' if place else ''}{remark.text}"


def _became(one: Receipt) -> str:
    """«принят, есть вопросы» only where something is asked."""
    is_asked = one.outcome is Outcome.ACCEPTED_WITH_WARNINGS and one.count(Severity.QUESTION)
    return "принят, есть вопросы" if is_asked else OUTCOME_WORDS[one.outcome]


def _receipt_line(one: Receipt) -> str:
    place = f", {one.org}, {one.year} год" if one.org else ""
    revision = f", версия {one.revision}" if one.revision else ""
    return f"{one.filename}: {_became(one)}{place}{revision}"


def _receipt_sum(given: Sequence[Receipt]) -> str:
    outcomes = [one.outcome for one in given]
    refused, known = outcomes.count(Outcome.REFUSED), outcomes.count(Outcome.DUPLICATE)
    taken = len(outcomes) - refused - known
    return f"Принято: {taken}, не принято: {refused}, принято раньше: {known}"


def status(console: Console, board: Board) -> None:
    """Who has reported: one line per organisation."""
    table(
        console,
        ("Код", "Организация", "Отчёт", "Получен", "Ред.", "Вопросы"),
        (
            (
                line.org,
                line.name,
                state_text(line),
                date_figures(line.received_at),
                number(line.revision),
                number(line.questions),
            )
            for line in board.lines
        ),
    )


def state_text(line: ReturnLine) -> str:
    """«принят, с опозданием», «не сдан, срок прошёл»."""
    words = return_word(line.state)
    if not line.late:
        return words
    return f"{words}, {'с опозданием' if line.is_in else 'срок прошёл'}"


def indicators(console: Console, rows: Iterable[PlanFactRow]) -> None:
    """Plan and fact of the district: one line per row of the roadmap."""
    table(
        console,
        ("№", "Показатель", "План", "Факт", "Выполнение", "Отчитались"),
        (
            (
                row.indicator,
                row.short,
                target(row),
                achieved(row),
                verdict(row),
                of(row.reported, row.expected),
            )
            for row in rows
            if row.is_district
        ),
    )


def achieved(row: PlanFactRow) -> str:
    """The fact, and what stands beside it: «31,9 %, 532 из 1 669 чел.»."""
    is_counted = row.actual is not None and row.measure is not RowMeasure.EACH_SCHOOL
    parts = [fact(row), of_words(row) if is_counted and not row.is_presence else ""]
    if row.schools:
        parts.append(f"школ: {of(row.schools.met, row.schools.expected)}")
    if row.total is not None:
        parts.append(f"всего {value(row.total, row.total_unit)}")
    return ", ".join(part for part in parts if part)


def sides(one: Difference) -> tuple[str, str]:
    """A figure with its verdict before and after; what tells them apart where these are equal."""
    rows = one.before, one.after
    texts = [_side(row) for row in rows]
    plans = [target(row) if row else "" for row in rows]
    if all(plans) and plans[0] != plans[1]:
        texts = [f"план {plan}; {text}" for plan, text in zip(plans, texts, strict=True)]
    elif texts[0] == texts[1]:
        more = [growth_word(row.growth) if row and row.growth else "" for row in rows]
        texts = [", ".join(filter(None, pair)) for pair in zip(texts, more, strict=True)]
    return texts[0], texts[1]


def _side(row: PlanFactRow | None) -> str:
    """«31,9 %, 532 из 1 669 чел.: ½ выполнено частично», «? нет данных: отчёт не сдан»."""
    if row is None:
        return "строки нет"
    if row.actual is None:
        return ": ".join(part for part in (verdict(row), why(row)) if part)
    return f"{achieved(row)}: {verdict(row)}"


def trace(console: Console, found: Trace) -> None:
    """Every input that counts, down to its cell."""
    table(
        console,
        ("Организация", "Вопрос", "Класс", "Значение", "Ред.", "Файл", "Лист", "Ячейка"),
        (
            (
                given.org,
                given.question,
                number(given.grade),
                number(given.value),
                number(given.revision),
                given.file,
                given.sheet,
                given.cell,
            )
            for given in found.inputs
        ),
    )


def rules(console: Console) -> None:
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
