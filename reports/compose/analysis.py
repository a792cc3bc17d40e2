"""Analysis («анализ»): the year in sentences, first the essentials, then all that follows from it.

What is strong, what falls short, what is not known and how sure it is; causes and tasks are
phrases that a person may take, and none stands in a document by itself.
"""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace

from data_model.compliance import Growth, Status
from data_model.roadmap import AnswerType
from indicators import wording
from indicators.coverage import official_coverage
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import UNKNOWN, Reason
from indicators.wording import uncapped
from reports import figures, findings
from reports.compose import advice
from reports.compose.advice import leaders
from reports.compose.frame import by_count
from reports.figures import say, unstopped
from reports.material import Material, with_reason
from reports.recommendations import FAILED
from reports.summary import Block, Figure, Heading, Paragraph, ParagraphRole, Place


def essentials(material: Material) -> tuple[Block, ...]:
    shares = [row for row in material.shares if row.actual is not None or row.masked]
    board = material.board
    coverage = Paragraph(official_coverage(board), figures.of_board(board), ParagraphRole.LEAD)
    return (
        verdict_counts(material),
        *([] if material.board.is_complete else [coverage]),
        *(row_paragraph(row, ParagraphRole.LEAD, full=True) for row in shares),
        *(replace(one.paragraph, role=ParagraphRole.LEAD) for one in findings.leading(material)),
        *_asked(material),
    )


def verdict_counts(material: Material) -> Paragraph:
    """How many rows have which verdict; a hidden one is counted as hidden."""
    words = [
        wording.word(row) if row.masked else wording.status_word(wording.shown_status(row))
        for row in material.district
    ]
    order = [wording.status_word(status) for status in Status]
    found = sorted(
        Counter(words).items(), key=lambda one: order.index(one[0]) if one[0] in order else 9
    )
    told = {wording.status_word(Status.NO_TARGET): "без планового значения"}
    named = [
        Figure(f"{told.get(word, word)}{wording.NBSP}— {many}", many, "status")
        for word, many in found
    ]
    total = figures.count(len(words), "indicator", wording.INDICATORS)
    listed = ", ".join(str(one) for one in named)
    planned = wording.plural(len(words), "установлен", *["установлено"] * 3)
    by = by_count(material, "Дорожной картой", "Дорожными картами")
    text = f"{by} на {material.period} {planned} {total}: {listed}."
    return Paragraph(text, (total, *named), ParagraphRole.LEAD)


def row_paragraph(
    row: PlanFactRow, role: ParagraphRole = ParagraphRole.BODY, *, full: bool = False
) -> Paragraph:
    """«„Билет в будущее“ — выполнено: фактическое значение — 37,2 % (548 из 1 475 чел.)…».

    ``full``: by the title of the order, the short name to go on with.
    """
    said = uncapped(unstopped(wording.sentence(row, official=True)))
    name = in_full(row) if full else row_name(row)
    if row.masked:
        return say("{name} — {said}.", role, name=name, said=said)
    if row.reason is Reason.NOT_ASKED:  # the sentence is the verdict
        return say("{name}: {said}.", role, figures.evidence(row), name=name, said=said)
    return say(
        "{name} — {verdict}: {said}{growth}.",
        role,
        (*figures.evidence(row), *_of_growth(row)),
        name=name,
        verdict=figures.verdict(row),
        said=said,
        growth=_growth(row),
    )


def _growth(row: PlanFactRow) -> str:
    """That the second condition holds too; where it does not, the sentence says so."""
    is_told = row.reason is Reason.REACHED and row.growth is Growth.MET
    grown = wording.official_growth(row) if is_told else ""
    return f"; {grown}" if grown else ""


def _of_growth(row: PlanFactRow) -> tuple[Figure, ...]:
    """The people and the percent that the growth is worded by."""
    matched = row.matched
    if not _growth(row) or matched is None:
        return ()
    told: list[tuple[str, float]] = [
        (wording.number(one), one) for one in (matched.people, matched.organisations)
    ]
    if matched.before:
        part = 100 * matched.people / matched.before
        told.append((wording.share(part), part))
    return tuple(figures.figure(row, "matched", *one) for one in told)


def in_full(row: PlanFactRow) -> str:
    """«„Участие… в проекте „Билет в будущее“» (далее — «Билет в будущее»)»."""
    period = f" за {period_of(row)}" if "/" in row.period else ""
    if row.quoted == row.titled:
        return row.titled + period
    return f"{row.titled} (далее — {row.quoted}){period}"


def row_name(row: PlanFactRow) -> str:
    """The quoted title, and the school year where the row counts by school years."""
    return f"{row.quoted} за {period_of(row)}" if "/" in row.period else row.quoted


def period_of(row: PlanFactRow) -> str:
    """«2021 год», «2020/21 учебный год»."""
    return f"{row.period} учебный год" if "/" in row.period else f"{row.period} год"


def _asked(material: Material) -> list[Paragraph]:
    """The rows that decisions are proposed on: exactly those of «Управленческие решения»."""
    asked = {number for item in advice.for_district(material).items for number in item.rows}
    rows = [row.quoted for row in material.district if row.indicator in asked]
    if not rows:
        return []
    what = wording.plural(len(rows), "показатель", "показатели", "показатели", "показатели")
    need = "требует" if len(rows) == 1 else "требуют"
    return [
        Paragraph(
            f"Управленческих решений {need} {what}: {wording.listed(rows)}.",
            role=ParagraphRole.LEAD,
        )
    ]


def confirmed(row: PlanFactRow) -> str:
    """«документом подтвердили 9 из 14 школ, данные представили 12»; empty where none is asked."""
    schools = row.schools
    if schools is None:
        return ""
    many = wording.counted(schools.expected, wording.OF_SCHOOLS)
    text = (
        f"документом {wording.did('подтвердил', schools.met)}{wording.NBSP}из{wording.NBSP}{many}"
    )
    if schools.reported < schools.expected:
        text += f", данные {wording.did('представил', schools.reported)}"
    return text


def of_confirmed(row: PlanFactRow) -> tuple[Figure, ...]:
    """The numbers that it mentions."""
    schools = row.schools
    if schools is None:
        return ()
    return tuple(
        figures.figure(row, "schools", wording.number(value), value)
        for value in (schools.met, schools.reported, schools.expected)
    )


# all that follows


def analysis(material: Material) -> tuple[Block, ...]:
    return (
        *_found(material),
        Heading("Сильные стороны"),
        *strengths(material),
        Heading("Дефициты"),
        *deficits(material),
        *_causes_to_name(material),
        *(block for title, reasons in OPEN for block in unknown(material, title, reasons)),
        Heading("Достоверность данных"),
        *reliability(material),
    )


def _found(material: Material) -> list[Block]:
    """What was found beside the leading findings, under its themes."""
    leading = {one.paragraph.text for one in findings.leading(material)}
    by_theme: dict[findings.Theme, list[Paragraph]] = {}
    for one in findings.all_findings(material):
        if one.paragraph.text not in leading:
            by_theme.setdefault(one.theme, []).append(one.paragraph)
    blocks: list[Block] = []
    for theme, sentences in by_theme.items():
        blocks += [Heading(theme), *sentences]
    return blocks


def strengths(material: Material) -> list[Block]:
    met = with_reason(material.district, {Reason.REACHED})
    if not met and (early := nothing_due(material)):
        return [Paragraph(early)]
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
    made: list[Block] = [one for one in told if one is not None]
    return [*made, _practice(material, best)] if made else []


def _practice(material: Material, best: Mapping[str, tuple[PlanFactRow, ...]]) -> Place:
    """How the models did it: their own words, for the figures do not know."""
    names = dict.fromkeys(row.org_name for rows in best.values() for row in rows)
    prompt = "чем достигнут результат, по описанию самих организаций"
    return material.place("monitoring.practice", f"{prompt}: {'; '.join(names)}")


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
        f"Рекомендуется распространить опыт {'организаций' if len(shown) > 1 else 'организации'}: "
        f"{listed}."
    )
    total = figures.figure(row, "reached", of_all, len(reached))
    told = [one for _, share, of in shown for one in (share, of)]
    grown = [
        figures.figure(other, "matched", wording.number(other.matched.people), other.matched.people)
        for other in best
        if other.matched
    ]
    return Paragraph(text, (total, *told, *grown))


def _grown(material: Material, row: PlanFactRow) -> str:
    change = material.change(row)
    if not change or change.matched.people <= 0:
        return ""
    more = wording.by_ones(change.row, change.matched.people)
    return f", за год число {wording.ones(change.row)} увеличилось на{wording.NBSP}{more}"


def nothing_due(material: Material) -> str:
    """That nothing can be concluded yet; empty once a term has come or a plan is fulfilled."""
    asked = [
        row for row in material.district if row.reason not in {Reason.NO_BASE, Reason.NOT_ASKED}
    ]
    is_early = asked and all(row.status is Status.NOT_DUE for row in asked)
    return (
        "Сроки показателей не наступили: выводы об их выполнении не делаются." if is_early else ""
    )


def deficits(material: Material) -> list[Block]:
    """Rows whose answer is known and falls short: nothing else is a deficit."""
    behind = with_reason(material.district, FAILED)
    if early := nothing_due(material):
        return [Paragraph(early)]
    if behind:
        return [row_paragraph(row, ParagraphRole.ITEM) for row in behind]
    if not any(row.actual is not None for row in material.district):
        return [Paragraph("Данных для выводов о дефицитах недостаточно.")]
    if any(row.reason is Reason.NOT_ASKED for row in material.district):
        return [Paragraph("По показателям с плановым значением дефицитов не выявлено.")]
    if with_reason(material.district, UNKNOWN):
        return [Paragraph("По показателям, данные о которых представлены, дефицитов не выявлено.")]
    return [Paragraph("Дефицитов по показателям района не выявлено.")]


def unknown(material: Material, title: str, reasons: Container[Reason]) -> list[Block]:
    """Rows of which nothing can be concluded yet: why, and who must do what."""
    found: dict[str, list[PlanFactRow]] = {}
    for row in with_reason(material.district, reasons):
        why, action = uncapped(wording.why(row, official=True)), _action(material, row)
        found.setdefault(f"{{}} — {why}.{action}", []).append(row)
    said = [_about(text, rows) for text, rows in found.items()]
    return [Heading(title), *said] if said else []


def _about(text: str, rows: list[PlanFactRow]) -> Paragraph:
    listed = wording.listed([row_name(row) for row in rows])
    return say("{told}", ParagraphRole.ITEM, _evidence(rows), told=text.format(listed))


def _evidence(rows: list[PlanFactRow]) -> list[Figure]:
    return [one for row in rows for one in figures.evidence(row)]


def _action(material: Material, row: PlanFactRow) -> str:
    """« Школам представить отчёт по установленной форме.»"""
    action = wording.action(row, official=True)
    if not action:
        return ""
    if wording.doer(row) is wording.Doer.SCHOOL:
        return f" Школам {action}."
    executors = advice.addressees(material.activity(row).executors, material.office.body)
    office = executors if row.reason is Reason.UNCONFIRMED else (material.office.body,)
    return f" {advice.charged(office, action)}."


def reliability(material: Material) -> list[Block]:
    """Which figures may change yet, and what remains open; who is silent stands before."""
    board = material.board
    blocks: list[Block] = _provisional(material)
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
        return [Paragraph("Сведения о полноте данных приведены в разделе «Методы сбора данных».")]
    return [Paragraph("Данные по всем показателям представлены полностью.")]


OPEN = (
    ("Не подтверждено документом", frozenset({Reason.UNCONFIRMED})),
    ("Динамика не установлена", frozenset({Reason.GROWTH_UNKNOWN})),
    ("Нет данных", UNKNOWN),
)
"""Rows that are no deficits, each kind under its own heading."""


# phrases to choose from

OF_SHARE = (
    "поздняя регистрация обучающихся: к началу мероприятий зарегистрированы не все классы",
    "в организации не назначен или не обучен ответственный педагог-навигатор",
    "малая наполняемость классов: участие одного обучающегося заметно меняет значение",
    "недостаточная скорость доступа к сети Интернет или отсутствие оборудования",
    "учёт вёлся по просмотрам или участиям, а не по разным обучающимся",
)
OF_DOCUMENT = (
    "документ подготовлен, но не зарегистрирован и не имеет номера и даты",
    "срок подготовки документа перенесён",
)
OF_COUNT = (
    "мероприятие проведено в очной форме, участие отдалённых организаций затруднено",
    "сведения об участниках собраны не полностью",
)
TASKS = (
    "установить выполнение индикативных показателей дорожной карты",
    "выявить организации и группы обучающихся, которым требуется методическая помощь",
    "выявить и распространить лучшие практики",
    "подготовить адресные рекомендации и предложения для управленческих решений",
)


def _causes_to_name(material: Material) -> tuple[Block, ...]:
    """A place for the causes, where something has fallen short or a person has named some."""
    fitting = causes(material)
    place = material.place("monitoring.causes", "вероятные причины дефицитов", fitting)
    return (place,) if fitting or place.text else ()


def causes(material: Material) -> tuple[str, ...]:
    """Causes that may fit the rows that fell short."""
    behind = with_reason(material.district, {*FAILED, Reason.UNCONFIRMED})
    questions = {one.code: one.answer for one in material.roadmap.questions}
    fit: list[str] = []
    for row in behind:
        asked = questions.get(material.activity(row).indicator.counted)
        if asked is AnswerType.PRESENCE:
            fit += OF_DOCUMENT
        else:
            fit += OF_SHARE if row.is_share and row.is_of_pupils else OF_COUNT
    return tuple(dict.fromkeys(fit))
