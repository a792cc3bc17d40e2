"""Monitoring report («аналитический отчёт по итогам мониторинга», row 4 of the roadmap).

Its sections are the nine positions of the management cycle; «Главное» stands before them.
"""

from collections import Counter

from data_model.compliance import Growth, Status
from indicators import wording
from reports import figures
from reports.compose import advice, tables
from reports.compose.charts import plan_fact_chart, schools_chart
from reports.compose.frame import act, coverage, document
from reports.lines import Line
from reports.material import Material, with_status
from reports.sentences import say
from reports.summary import (
    Block,
    Figure,
    Heading,
    Paragraph,
    Role,
    Section,
    Summary,
)

BEHIND = (Status.MISSED, Status.PARTLY)


def compose(material: Material) -> Summary:
    """The report of one year, in the order of the management cycle."""
    sections = tuple(Section(key, title, blocks(material)) for key, title, blocks in SECTIONS)
    title = f"по итогам мониторинга реализации дорожной карты за {material.year} год"
    return document(material, "monitoring", "Аналитический отчёт", title, sections)


# Главное


def essentials(material: Material) -> tuple[Block, ...]:
    shares = [line for line in material.district if line.is_share and line.actual is not None]
    behind = with_status(material.district, *BEHIND)
    return (
        verdict_counts(material),
        *(share_sentence(line, Role.LEAD) for line in shares),
        *_most_missing(material, shares),
        *([_asked(behind)] if behind else []),
    )


def verdict_counts(material: Material) -> Paragraph:
    """How many rows have which verdict."""
    counts = Counter(line.status for line in material.district)
    named = [
        Figure(
            f"{wording.status_word(status)}{wording.NBSP}— {counts[status]}",
            counts[status],
            "status",
        )
        for status in Status
        if counts[status]
    ]
    total = figures.count(len(material.district), "indicator", wording.INDICATORS)
    listed = ", ".join(str(one) for one in named)
    text = f"В дорожной карте на {material.year} год {total}: {listed}. {coverage(material)}"
    return Paragraph(text, (total, *named), Role.LEAD)


def share_sentence(line: Line, role: Role = Role.BODY) -> Paragraph:
    """Actual, n of d, target, verdict and growth of one share in one sentence."""
    growth = f"; {wording.growth_word(line.growth)}" if line.growth else ""
    return say(
        "{name}: {actual} ({of}) при плане {target} — {verdict}" + growth + ".",
        role,
        name=line.quoted,
        actual=figures.actual(line),
        of=figures.of(line),
        target=figures.target(line),
        verdict=figures.verdict(line),
    )


def _most_missing(material: Material, shares: list[Line]) -> list[Paragraph]:
    """Who moves the district: the school that misses most people."""
    return [
        say(
            "Наибольший вклад в отставание по показателю {name}: {school} — не хватает {missing}.",
            Role.LEAD,
            name=line.quoted,
            school=most.org_name,
            missing=figures.missing(most),
        )
        for line in shares
        if line.status in BEHIND and (most := most_missing(material, line)) is not None
    ]


def most_missing(material: Material, line: Line) -> Line | None:
    schools = [other for other in material.of_schools(line) if other.missing_to_target]
    return max(schools, key=lambda other: other.missing_to_target or 0, default=None)


def _asked(behind: tuple[Line, ...]) -> Paragraph:
    rows = wording.listed([f"{line.quoted}" for line in behind])
    return Paragraph(f"Управленческих решений требуют: {rows}.", role=Role.LEAD)


# 1 Цели … 3 Методы


def aims(material: Material) -> tuple[Block, ...]:
    roadmap = material.roadmap
    return (
        say("Основание: {act}; {title}.", act=act(material), title=roadmap.title),
        Paragraph(
            "Цель мониторинга — установить, выполнены ли индикативные показатели дорожной карты, "
            "каким организациям нужна помощь и какие решения следует принять."
        ),
        material.place("monitoring.aims", "задачи мониторинга в этом году"),
    )


def measures_of_it(material: Material) -> tuple[Block, ...]:
    return (
        Paragraph("Показатели, их база и плановые значения приняты по приказу без изменений."),
        tables.indicators_table(material),
    )


def methods(material: Material) -> tuple[Block, ...]:
    expected = figures.count(len(material.expected), "expected", wording.ORGANISATIONS)
    shares = tuple(line for line in material.district if line.is_share)
    return (
        say(
            "Источник данных — отчёты организаций по установленной форме (ожидаются: {expected}) "
            "и отчёт муниципалитета. Проценты не запрашивались: они вычислены из чисел.",
            expected=expected,
        ),
        Paragraph(
            "Показатель района — сумма участников, делённая на сумму обучающихся базы, по "
            "организациям, давшим оба числа; доли организаций не усредняются. С планом "
            "сравнивается неокруглённое значение."
        ),
        Paragraph(coverage(material) + _silent(material)),
        tables.coverage_table(shares),
        *_doubts(material),
    )


def _silent(material: Material) -> str:
    names = [material.name(org) for org in material.silent]
    return f" Не представили отчёт: {'; '.join(names)}." if names else " Отчёты представлены всеми."


def _doubts(material: Material) -> list[Block]:
    """How the order was read where it can be read otherwise."""
    doubts = [
        Paragraph(f"Строка {line.indicator}. {text}", role=Role.ITEM)
        for line in material.district
        for text in material.activity(line).unsure
    ]
    return [Heading("Как прочитан приказ"), *doubts] if doubts else []


# 4 Результаты


def results(material: Material) -> tuple[Block, ...]:
    shares = tuple(line for line in material.district if line.is_share)
    numeric = tuple(line for line in material.district if line.unit and line.kind != "presence")
    blocks: list[Block] = [tables.results_table(material), tables.years_table(material, numeric)]
    for line in shares:
        blocks += [Heading(f"Строка {line.indicator}. {line.name}"), *share_results(material, line)]
    return (*blocks, *_presence(material))


def share_results(material: Material, line: Line) -> list[Block]:
    """One share: the sentence, comparison, charts and the table by school."""
    blocks: list[Block] = [share_sentence(line)]
    if line.change is not None:
        blocks.append(
            say(
                "К прошлому году: {change}; участников {people} по организациям, отчитавшимся "
                "в оба года.",
                change=figures.change(line),
                people=figures.change_people(line),
            )
        )
    if line.mean_of_shares is not None:
        blocks.append(_plain_mean(line))
    blocks += compared(line)
    blocks.append(plan_fact_chart(material, line))
    chart = schools_chart(material, line)
    return [*blocks, *([chart] if chart else []), tables.schools_table(material, line)]


def _plain_mean(line: Line) -> Paragraph:
    mean = figures.figure(
        line, "mean_of_shares", wording.share(line.mean_of_shares), line.mean_of_shares
    )
    return say(
        "Для сведения: среднее долей организаций {mean}; для оценки не применяется.", mean=mean
    )


def compared(line: Line) -> list[Block]:
    """The same share over the comparison bases, never in place of the base of the order."""
    others = line.comparison if isinstance(line.comparison, list) else []
    return [
        say(
            "Для сравнения, {base}: {actual} ({of} чел.).",
            base=str(other["base"]),
            actual=figures.figure(
                line, "comparison", wording.share(other["actual"]), other["actual"]
            ),
            of=figures.figure(
                line, "comparison", wording.of(other["numerator"], other["denominator"])
            ),
        )
        for other in others
        if other["actual"] is not None
    ]


def _presence(material: Material) -> list[Block]:
    """«k из n» for documents that schools have of their own."""
    both = [line for line in material.district if line.kind == "presence" and line.level == "both"]
    sentences = [
        say(
            "{name}: документ есть у {of}; оценка района — по его документу: {verdict}.",
            name=line.quoted,
            of=figures.of(line),
            verdict=figures.verdict(line),
        )
        for line in both
        if line.numerator is not None
    ]
    matrix = tables.matrix_table(material)
    return [Heading("Организации и показатели"), *sentences, matrix]


# 5 Анализ


def analysis(material: Material) -> tuple[Block, ...]:
    return (
        Heading("Сильные стороны"),
        *strengths(material),
        Heading("Дефициты"),
        *deficits(material),
        material.place("monitoring.causes", "вероятные причины дефицитов"),
        Heading("Достоверность данных"),
        *reliability(material),
    )


def strengths(material: Material) -> list[Block]:
    met = with_status(material.district, Status.MET)
    if not met:
        return [Paragraph("Показателей, выполненных полностью, нет.")]
    named = wording.listed([f"{line.quoted}" for line in met])
    total = figures.count(len(met), "status", wording.INDICATORS)
    blocks: list[Block] = [say("Выполнено полностью: {total} — {named}.", total=total, named=named)]
    for line in (line for line in material.district if line.is_share):
        best = [other for other in material.of_schools(line) if other.status is Status.MET]
        if best:
            blocks.append(_leaders(line, best))
    return blocks


def _leaders(line: Line, best: list[Line]) -> Paragraph:
    top = sorted(best, key=lambda other: -(other.actual or 0))[:3]
    shown = [(other, figures.actual(other), figures.of(other)) for other in top]
    listed = "; ".join(f"{other.org_name} — {share} ({of})" for other, share, of in shown)
    total = figures.count(len(best), "status", wording.ORGANISATIONS)
    evidence = (total, *(part for _, share, of in shown for part in (share, of)))
    text = f"Ориентир {line.quoted} достигнут: {total}. Опыт для распространения: {listed}."
    return Paragraph(text, evidence)


def deficits(material: Material) -> list[Block]:
    behind = with_status(material.district, *BEHIND, Status.NO_DATA)
    if not behind:
        return [Paragraph("Дефицитов по показателям района нет.")]
    return [deficit(line) for line in behind]


def deficit(line: Line) -> Paragraph:
    """One row that fell short, with its figures or its reason."""
    if line.kind == "presence" or line.actual is None:
        why = figures.reason(line)
        return say(
            "{name}: {verdict}{why}.",
            Role.ITEM,
            name=line.quoted,
            verdict=figures.verdict(line),
            why=f" ({why})" if why else "",
        )
    missing = "; не хватает {missing}" if line.missing_to_target else ""
    growth = f"; {wording.growth_word(line.growth)}" if line.growth is Growth.MISSED else ""
    return say(
        "{name}: {actual} при плане {target}, отклонение {deviation}" + missing + growth + ".",
        Role.ITEM,
        name=line.quoted,
        actual=figures.actual(line),
        target=figures.target(line),
        deviation=figures.deviation(line),
        missing=figures.missing(line),
    )


def reliability(material: Material) -> list[Block]:
    """Who is missing and what remains open."""
    questions = Figure(
        wording.counted(material.questions, QUESTIONS), material.questions, "questions"
    )
    mended = figures.count(material.corrected, "revision", wording.RETURNS)
    text = say(
        "Исправлено после первой сдачи: {mended}. Открыто к организациям: {questions}.",
        mended=mended,
        questions=questions,
    )
    return [Paragraph(coverage(material) + _silent(material)), text]


QUESTIONS = wording.PluralForms("вопрос", "вопроса", "вопросов", "вопроса")


# 6 Рекомендации … 9 Эффективность


def advised(material: Material) -> tuple[Block, ...]:
    given = advice.for_schools(material)
    if not given.items:
        return (Paragraph("Адресных рекомендаций данные не требуют."),)
    return (Paragraph("Каждая рекомендация вызвана числом, которое названо рядом."), given)


def measures(material: Material) -> tuple[Block, ...]:
    taken = [
        Paragraph(f"{line.quoted}: {text}", role=Role.ITEM)
        for line in material.district
        for text in material.measures.get(line.code, ())
    ]
    return (*taken, material.place("monitoring.measures", "меры, принятые за год"))


def decisions(material: Material) -> tuple[Block, ...]:
    given = advice.for_district(material)
    lead = Paragraph("По итогам мониторинга предлагается поручить:")
    return (*((lead, given) if given.items else ()), *documents(material))


def documents(material: Material) -> list[Block]:
    """Documents that the district has shown for the year, as evidence."""
    return [
        Paragraph(
            f"{item.document.name} от {day} №{wording.NBSP}{item.document.number}.", role=Role.ITEM
        )
        for item in material.snapshot.documents
        if item.year == material.year
        and item.org == material.snapshot.municipality.code
        and item.document.is_complete
        and (day := wording.date_short(item.document.date))
    ]


def effect(material: Material) -> tuple[Block, ...]:
    changed = [line for line in material.district if line.is_share and line.change is not None]
    sentences = [
        say(
            "{name}: {change} к прошлому году, {people}.",
            Role.ITEM,
            name=line.quoted,
            change=figures.change(line),
            people=figures.change_people(line),
        )
        for line in changed
    ]
    return (
        Paragraph(
            "Помогли ли меры, показывает аналитическая справка об эффективности принятых мер."
        ),
        *sentences,
        material.place("monitoring.next", "когда и кем будет проведён анализ эффективности мер"),
    )


SECTIONS = (
    ("главное", "Главное", essentials),
    ("цели", "Цели", aims),
    ("показатели", "Показатели", measures_of_it),
    ("методы", "Методы сбора данных", methods),
    ("результаты", "Результаты мониторинга", results),
    ("анализ", "Анализ", analysis),
    ("рекомендации", "Адресные рекомендации", advised),
    ("меры", "Меры", measures),
    ("решения", "Управленческие решения", decisions),
    ("эффективность", "Анализ эффективности", effect),
)
