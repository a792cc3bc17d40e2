"""Analysis («анализ»): what is strong, what falls short, what is not known, how sure it is."""

from collections.abc import Container

from indicators import wording
from indicators.coverage import coverage_sentence
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import UNKNOWN, Reason
from indicators.wording import capital
from reports import figures, findings, phrases
from reports.compose import advice
from reports.compose.essentials import named, told
from reports.material import Material, with_reason
from reports.models import leaders
from reports.recommendations import FAILED
from reports.sentences import say
from reports.summary import Block, Figure, Heading, Paragraph, ParagraphRole


def analysis(material: Material) -> tuple[Block, ...]:
    return (
        *_found(material),
        Heading("Сильные стороны"),
        *strengths(material),
        Heading("Дефициты"),
        *deficits(material),
        material.place(
            "monitoring.causes", "вероятные причины дефицитов", phrases.causes(material)
        ),
        *(block for title, reasons in OPEN for block in unknown(material, title, reasons)),
        Heading("Достоверность данных"),
        *reliability(material),
    )


def _found(material: Material) -> list[Block]:
    """What was found beside the leading findings, under its themes."""
    leading = {one.paragraph.text for one in findings.leading(material)}
    by_theme: dict[findings.Theme, list[Paragraph]] = {}
    for one in findings.found(material):
        if one.paragraph.text not in leading:
            by_theme.setdefault(one.theme, []).append(one.paragraph)
    blocks: list[Block] = []
    for theme, sentences in by_theme.items():
        blocks += [Heading(theme), *sentences]
    return blocks


def strengths(material: Material) -> list[Block]:
    met = with_reason(material.district, {Reason.REACHED})
    if not met:
        return [Paragraph("Показателей, выполненных полностью, нет.")]
    total = figures.count(len(met), "status", wording.INDICATORS)
    listed = wording.listed([_surely(row) for row in met])
    return [
        say("Выполнено полностью: {total} — {named}.", total=total, named=listed),
        *_led(material),
    ]


def _surely(row: PlanFactRow) -> str:
    return f"{row.quoted} (предварительно)" if row.provisional else row.quoted


def _led(material: Material) -> list[Block]:
    """Whose experience is worth showing, share by share."""
    best = leaders(material.plan_fact, material.shares)
    told = (_leaders(material, row, best[row.code]) for row in material.shares if best[row.code])
    return [one for one in told if one is not None]


def _leaders(
    material: Material, row: PlanFactRow, best: tuple[PlanFactRow, ...]
) -> Paragraph | None:
    """The strongest schools of a share; one school alone has nobody to be compared with."""
    judged = with_reason(material.of_schools(row), {Reason.REACHED, *FAILED, Reason.GROWTH_UNKNOWN})
    reached = with_reason(judged, {Reason.REACHED})
    if len(judged) < 2:
        return None
    shown = [(other, figures.actual(other), figures.of(other)) for other in best]
    listed = "; ".join(
        f"{other.org_name} — {share} ({of}{_grown(material, other)})" for other, share, of in shown
    )
    number = wording.counted(len(reached), wording.IN_ORGANISATIONS)
    of_all = f"{number} из{wording.NBSP}{wording.number(len(judged))}"
    text = (
        f"По показателю {row.quoted} ориентир достигнут в {of_all}, по которым возможен вывод. "
        f"Рекомендуется для распространения опыт организаций: {listed}."
    )
    total = figures.count(len(reached), "status", wording.ORGANISATIONS)
    return Paragraph(text, (total, *(one for _, share, of in shown for one in (share, of))))


def _grown(material: Material, row: PlanFactRow) -> str:
    change = material.change(row)
    if not change or change.matched.people <= 0:
        return ""
    more = wording.counted(change.matched.people, wording.BY_PEOPLE)
    return f", за год число участников увеличилось на{wording.NBSP}{more}"


def deficits(material: Material) -> list[Block]:
    """Rows whose answer is known and falls short: nothing else is a deficit."""
    behind = with_reason(material.district, FAILED)
    if behind:
        return [told(row, ParagraphRole.ITEM) for row in behind]
    if not any(row.actual is not None for row in material.district):
        return [Paragraph("Судить о дефицитах ещё не по чему.")]
    if with_reason(material.district, UNKNOWN):
        return [Paragraph("По показателям, о которых есть данные, дефицитов нет.")]
    return [Paragraph("Дефицитов по показателям района нет.")]


def unknown(material: Material, title: str, reasons: Container[Reason]) -> list[Block]:
    """Rows of which nothing can be concluded yet: why, and who must do what."""
    found: dict[str, list[PlanFactRow]] = {}
    for row in with_reason(material.district, reasons):
        why, action = capital(wording.why(row, official=True)), _action(material, row)
        found.setdefault(f"{why}: {{}}.{action}", []).append(row)
    said = [_about(text, rows) for text, rows in found.items()]
    return [Heading(title), *said] if said else []


def _about(text: str, rows: list[PlanFactRow]) -> Paragraph:
    listed = wording.listed([named(row) for row in rows])
    return say("{told}", ParagraphRole.ITEM, _evidence(rows), told=text.format(listed))


def _evidence(rows: list[PlanFactRow]) -> list[Figure]:
    return [one for row in rows for one in figures.evidence(row)]


def _action(material: Material, row: PlanFactRow) -> str:
    """« Школам: представить отчёт по установленной форме.»"""
    action = wording.action(row)
    if not action:
        return ""
    executors = advice.addressees(material.activity(row).executors, material.office.body)
    office = executors if row.reason is Reason.UNCONFIRMED else (material.office.body,)
    who = ("Школам",) if wording.doer(row) is wording.Doer.SCHOOL else office
    return f" {wording.listed(who)}: {action}."


def reliability(material: Material) -> list[Block]:
    """Which figures may change yet, and what remains open; who is silent stands before."""
    board = material.board
    blocks: list[Block] = [Paragraph(coverage_sentence(board)), *_provisional(material)]
    if board.corrected:
        mended = figures.count(board.corrected, "revision", wording.RETURNS)
        blocks.append(say("После первой сдачи исправлено: {mended}.", mended=mended))
    return blocks


def _provisional(material: Material) -> list[Block]:
    """Which known figures may still change."""
    rows, board = material.district, material.board
    unsure = [row.quoted for row in rows if row.provisional and row.actual is not None]
    if len(unsure) == 1:
        return [Paragraph(f"Предварительным является значение показателя {unsure[0]}.")]
    if unsure:
        listed = wording.listed(unsure)
        return [Paragraph(f"Предварительными являются значения показателей {listed}.")]
    if with_reason(rows, UNKNOWN) or board.questions or not board.is_complete:
        return []
    return [Paragraph("Данные по всем показателям полны.")]


OPEN = (
    ("Не подтверждено документом", frozenset({Reason.UNCONFIRMED})),
    ("Динамика не установлена", frozenset({Reason.GROWTH_UNKNOWN})),
    ("Нет данных", UNKNOWN),
)
"""Rows that are no deficits, each kind under its own heading."""
