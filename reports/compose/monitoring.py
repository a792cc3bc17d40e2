"""Monitoring report («аналитический отчёт по итогам мониторинга», row 4 of the roadmap).

Its sections are the nine positions of the management cycle; «Главное» stands before them, the
conclusions and the tables of schools after.
"""

from collections.abc import Iterable
from dataclasses import replace

from indicators import wording
from indicators.changes import official_change
from indicators.headlines import standing
from indicators.plan_fact_row import PlanFactRow
from indicators.scoring import Score, scores, scoring_choice, weights_of
from indicators.terms import goal_coverage
from reports import figures, findings
from reports.compose import advice, tables
from reports.compose.analysis import (
    TASKS,
    analysis,
    confirmed,
    essentials,
    nothing_due,
    of_confirmed,
    row_paragraph,
)
from reports.compose.frame import (
    act_beside,
    annex_mark,
    approved_by_order,
    before_returns,
    by_count,
    by_roadmap,
    coverage,
    document,
    noted,
    of_roadmap,
    part_of_roll,
)
from reports.compose.tables import plan_fact_chart, schools_chart
from reports.edits import READINGS, asked_for
from reports.figures import say
from reports.material import Material
from reports.summary import (
    Block,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Section,
    Summary,
    refer,
)

BODY = ParagraphRole.BODY
TO_REPORT = "к аналитическому отчёту"
MOST_IN_ANNEX = 300
"""More schools than that are a workbook, not a table of hundreds of pages."""


def compose(material: Material) -> Summary:
    """The report of one year, in the order of the management cycle."""
    which = of_roadmap(material.roadmap)
    title = f"по итогам мониторинга реализации {which} за {material.period}"
    if sentence := before_returns(material, "monitoring", "Аналитический отчёт", title):
        return sentence
    body = tuple(Section(key, head, blocks(material)) for key, head, blocks in SECTIONS)
    return document(
        material,
        "monitoring",
        "Аналитический отчёт",
        title,
        (*body, *noted(material), *annexes(material)),
        approval=approved_by_order(material, "УТВЕРЖДЁН"),
    )


def aims(material: Material) -> tuple[Block, ...]:
    roadmap, maps = material.roadmap, by_count(material, "дорожной карты", "дорожных карт")
    goals = [
        say("{goal}{rows}.", ParagraphRole.ITEM, goal=one.goal.title, rows=_rows(one.goal.rows))
        for one in goal_coverage(roadmap, material.year)
    ]
    return (
        say(
            "Мониторинг проведён в соответствии с {roadmap}{act}.",
            roadmap=by_roadmap(roadmap),
            act=act_beside(material),
        ),
        *([Paragraph(f"Цели {maps}:"), *goals] if goals else []),
        Paragraph(
            "Цель мониторинга — установить степень выполнения индикативных показателей дорожной "
            "карты, выявить организации, нуждающиеся в методической помощи, и подготовить "
            "предложения для управленческих решений."
        ),
        material.place("monitoring.aims", "задачи мониторинга в этом году", TASKS),
    )


def _rows(numbers: tuple[str, ...]) -> str:
    """« (показатели 8, 9 и 10 дорожной карты)»"""
    if not numbers:
        return ""
    what = "показатель" if len(numbers) == 1 else "показатели"
    return f" ({what} {wording.listed(numbers)} дорожной карты)"


def measures_of_it(material: Material) -> tuple[Block, ...]:
    return (
        say(
            "Показатели, их база и плановые значения приняты по дорожной карте без изменений "
            "({table}).{short}",
            table=refer("indicators"),
            short=" Далее по тексту показатели названы сокращённо."
            if any(row.name != row.title for row in material.district)
            else "",
        ),
        tables.indicators_table(material),
    )


def advised(material: Material) -> tuple[Block, ...]:
    given = advice.for_schools(material)
    if not given.items:
        return (Paragraph("По результатам года адресные рекомендации не требуются."),)
    addressed = len({item.org for item in given.items})
    lead = say(
        "По результатам анализа подготовлены рекомендации для {many}.",
        many=figures.count(addressed, "org", wording.OF_ORGANISATIONS),
    )
    if len(given.items) <= MOST_IN_BODY:
        return (lead, *advice.blocks(material, given.items))
    where = say(
        "Рекомендации каждой организации с основаниями, сроками и ожидаемыми результатами "
        "{where}. Рекомендации даны:",
        where="направляются ей письмом"
        if advice.by_letters(given.items)
        else f"приведены в приложении ({refer('advice')})",
    )
    return (lead, where, *as_list(advice.by_subject(given.items)))


MOST_IN_BODY = 30
"""More recommendations than that are an annex."""


def measures(material: Material) -> tuple[Block, ...]:
    taken: list[Block] = []
    for row in material.district:
        if told := material.measures.get(row.code, ()):
            taken.append(Paragraph(f"По показателю {row.quoted}:"))
            taken += [Paragraph(text, role=ParagraphRole.ITEM) for text in told]
    wanted = "другие меры, принятые за год" if taken else "меры, принятые за год"
    return (*taken, material.place("monitoring.measures", wanted))


def decisions(material: Material) -> tuple[Block, ...]:
    given = advice.for_district(material)
    lead = say(
        "По итогам мониторинга предлагается принять решения ({table}).", table=refer("decisions")
    )
    shown = documents(material)
    evidence = Paragraph(f"Документы района за {material.period}:")
    asked = (
        (lead, given)
        if given.items
        else (Paragraph("По результатам года управленческие решения не требуются."),)
    )
    return (*asked, *((evidence, *shown) if shown else ()))


def documents(material: Material) -> list[Block]:
    """Documents that the district has shown for the year, each once, as evidence."""
    shown = (
        (item.document.name, item.document.date, item.document.number)
        for item in material.snapshot.documents
        if item.year == material.year
        and item.org == material.snapshot.municipality.code
        and item.document.is_complete
    )
    return [
        say(
            "{name} от {day} № {number}.",
            ParagraphRole.ITEM,
            name=name,
            day=wording.date_short(day),
            number=number,
        )
        for name, day, number in dict.fromkeys(shown)
    ]


def effect(material: Material) -> tuple[Block, ...]:
    sentences = [
        say(
            "{name}: {words}.",
            ParagraphRole.ITEM,
            figures.of_change(change),
            name=row.quoted,
            words=official_change(change),
        )
        for row in material.of_parts
        if (change := material.change(row))
    ]
    counted = "учебным годом" if "/" in material.period else "годом"
    lead = f"По сравнению с {material.label_of(material.year - 1)} {counted}:"
    return (
        Paragraph(
            "Оценка эффективности принятых мер приводится в аналитической справке об "
            "эффективности принятых мер."
        ),
        *([Paragraph(lead), *sentences] if sentences else []),
        material.place("monitoring.next", "когда и кем будет проведён анализ эффективности мер"),
    )


NOT_ENOUGH = "Данных для оценки выполнения дорожной карты недостаточно."


def conclusions(material: Material) -> tuple[Block, ...]:
    """What follows from all of it, in a few sentences; nothing that does not stand above."""
    counted = [
        figures.figure(rows[0], "status", f"{wording.status_word(status)} — {len(rows)}", len(rows))
        for status, rows in standing(material.district).items()
        if rows
    ]
    if not counted:
        return (Paragraph(nothing_due(material) or NOT_ENOUGH),)
    first = say(
        "Таким образом, из показателей {maps}, срок которых наступил: {listed}.",
        maps=by_count(material, "дорожной карты", "дорожных карт"),
        listed=", ".join(str(one) for one in counted),
        evidence=tuple(counted),
    )
    told = (findings.as_conclusion(one) for one in findings.leading(material))
    tasks = as_list({one.text: one for one in told if one is not None}.values())
    follow = Paragraph("Вместе с тем требуют внимания:")
    return (
        first,
        *([follow, *tasks] if tasks else []),
        material.place("monitoring.conclusions", "выводы методиста"),
    )


def as_list(items: Iterable[Paragraph]) -> list[Paragraph]:
    """Items of one sentence: a semicolon after each, a stop after the last."""
    texts = list(items)
    marks = [*[";"] * (len(texts) - 1), "."][: len(texts)]
    return [
        replace(one, text=f"{one.text.rstrip('.')}{mark}")
        for one, mark in zip(texts, marks, strict=True)
    ]


def annexes(material: Material) -> tuple[Section, ...]:
    """Tables of schools and methods, then how the order was read where that is wanted."""
    made = [_schools(material), _methods(material)]
    given = advice.for_schools(material)
    if len(given.items) > MOST_IN_BODY and not advice.by_letters(given.items):
        told = tuple(advice.blocks(material, given.items, in_table=True)[1:])
        mark, title = annex_mark(len(made) + 1, TO_REPORT), "Адресные рекомендации организациям"
        made.append(Section("адресаты", title, told, annex=mark, landscape=True))
    is_wanted = material.with_readings or READINGS in asked_for(material.edits_of("monitoring"))
    told = readings(material) if is_wanted else ()
    if told:
        mark = annex_mark(len(made) + 1, TO_REPORT)
        made.append(Section(READINGS, "Пояснения к показателям", told, annex=mark))
    return tuple(made)


def _methods(material: Material) -> Section:
    mark, blocks = annex_mark(2, TO_REPORT), (tables.methods_table(material),)
    return Section("способы", "Методы сбора данных", blocks, annex=mark, landscape=True)


def _schools(material: Material) -> Section:
    mark, title = annex_mark(1, TO_REPORT), "Показатели организаций"
    if len(material.expected) > MOST_IN_ANNEX:
        told = Paragraph(
            "Показатели организаций приведены в электронном приложении (аналитическая книга): "
            f"организаций — {wording.number(len(material.expected))}."
        )
        return Section("организации", title, (told,), annex=mark)
    by_row = (tables.schools_table(material, row) for row in material.of_parts)
    if not any(map(material.of_schools, material.district)):
        return Section("организации", title, (Paragraph(NONE_OF_SCHOOLS),), annex=mark)
    blocks = (tables.matrix_table(material), *by_row)
    return Section("организации", title, blocks, annex=mark, landscape=True)


NONE_OF_SCHOOLS = "Показателей, по которым отчитываются организации, дорожная карта не содержит."


def methods(material: Material) -> tuple[Block, ...]:
    expected = figures.count(len(material.expected), "expected", wording.ORGANISATIONS)
    return (
        say(
            "Мониторинг проводится ежегодно. Его участники: {expected} и муниципалитет. Источник "
            "данных — отчёты организаций по установленной форме и отчёт муниципалитета. Способ "
            "вычисления, источник и периодичность по каждому показателю приведены в "
            "приложении 2 ({table}).",
            expected=expected,
            table=refer("methods"),
        ),
        *_of_shares(material),
        Paragraph(
            coverage(material) + silent_sentence(material),
            figures.of_board(material.board, part_of_roll(material)),
        ),
        *_of_coverage(material),
    )


def _of_shares(material: Material) -> tuple[Paragraph, ...]:
    """How shares and changes come about, where the document has some."""
    told = OF_SHARES if material.shares else ""
    told += f" {OF_CHANGES}" if any(map(material.change, material.of_parts)) else ""
    return (Paragraph(told.strip()),) if told else ()


OF_SHARES = (
    "Доля по району определяется как отношение суммы значений организаций к сумме базы показателя "
    "по организациям, представившим оба числа; доли не усредняются. С плановым значением "
    "сравнивается неокруглённое значение."
)
OF_CHANGES = "Динамика устанавливается по организациям, представившим данные за оба года."


def _of_coverage(material: Material) -> tuple[Block, ...]:
    if not material.of_parts:
        return ()
    return (
        say(
            "Полнота данных по показателям организаций приведена ниже ({table}).",
            table=refer("coverage"),
        ),
        tables.coverage_table(material),
    )


def silent_sentence(material: Material) -> str:
    """Who has not reported, by name; a sentence after that of the coverage."""
    names = [line.name for line in material.board.missing]
    if len(names) > tables.MOST_NAMES:
        told = wording.counted(len(names), wording.ORGANISATIONS)
        return f" Не представили отчёт: {told}; перечень приведён в приложении 1."
    return f" Не представили отчёт: {'; '.join(names)}." if names else ""


def readings(material: Material) -> tuple[Block, ...]:
    """How the act was read where it can be read otherwise."""
    return tuple(
        Paragraph(f"Показатель {row.indicator}. {text}", role=ParagraphRole.ITEM)
        for row in material.district
        for text in material.activity(row).unsure
    )


def results(material: Material) -> tuple[Block, ...]:
    numeric = tuple(row for row in material.district if not row.is_in_words)
    blocks: list[Block] = [
        say("Выполнение дорожной карты приведено ниже ({table}).", table=refer("results")),
        tables.results_table(material),
    ]
    if numeric and material.year > min(material.snapshot.years):
        blocks += [
            say(
                "Плановые и фактические значения по годам приведены ниже ({table}).",
                table=refer("years"),
            ),
            tables.years_table(material, numeric),
        ]
    for row in material.of_parts:
        blocks += [
            Heading(f"Показатель {row.indicator}. {row.title}"),
            *part_results(material, row),
        ]
    return (*blocks, *_presence(material), *summary_scores(material))


def summary_scores(material: Material) -> tuple[Block, ...]:
    """The ways of scoring that the office has switched on, each with its formula; else nothing."""
    choice = scoring_choice(material.snapshot.municipality.settings)
    found = scores(choice, material.district, weights_of(material.roadmap))
    if not found:
        return ()
    scale = f" Словесная шкала: {choice.scale.act}." if choice.scale.steps else ""
    lines = (
        Paragraph(f"{one.text}. Формула: {one.printed}.", _evidence(one), ParagraphRole.ITEM)
        for one in found
    )
    lead = Paragraph(f"Сводные оценки даны рядом с выводами и их не меняют.{scale}")
    return (Heading("Сводные оценки"), lead, *lines)


def _evidence(score: Score) -> tuple[Figure, ...]:
    if score.value is None:
        return ()
    return (Figure(score.shown, float(score.value), f"score {score.method}"),)


def part_results(material: Material, row: PlanFactRow) -> list[Block]:
    """One figure made from schools: sentence, comparison and charts; the schools are annexed."""
    blocks: list[Block] = [row_paragraph(row)]
    if change := material.change(row):
        words = official_change(change)
        by_school_year = "/" in row.period
        last = row.year - 1
        before = f"{last - 1}/{last % 100:02d} учебным" if by_school_year else str(last)
        moved = figures.of_change(change)
        blocks.append(
            say("По сравнению с {before} годом {words}.", BODY, moved, before=before, words=words)
        )
    if row.mean_of_shares is not None and row.reported > 1:
        blocks.append(_plain_mean(row))
    blocks += compared(row)
    charts = (plan_fact_chart(material, row), schools_chart(material, row))
    drawn = [chart for chart in charts if chart]
    where = say(
        "Значения по годам и по организациям приведены ниже и в приложении 1 ({shown})."
        if drawn
        else "Значения по организациям приведены в приложении 1 ({shown}).",
        shown=refer(f"years {row.code}", f"schools {row.code}", f"table {row.code}"),
    )
    return [*blocks, where, *drawn]


def _plain_mean(row: PlanFactRow) -> Block:
    mean = figures.figure(
        row, "mean_of_shares", wording.share(row.mean_of_shares), row.mean_of_shares
    )
    return say("Справочно: среднее значение долей организаций — {mean}.", mean=mean)


def compared(row: PlanFactRow) -> list[Block]:
    """The same share over the comparison bases, never in place of the base of the order."""
    return [
        say(
            "Для сравнения: {base} — {actual} ({of} чел.).",
            base=other.base,
            actual=figures.figure(row, "comparison", wording.share(other.actual), other.actual),
            of=figures.figure(row, "comparison", wording.of(other.numerator, other.denominator)),
        )
        for other in row.comparison
        if other.actual is not None
    ]


def _presence(material: Material) -> list[Block]:
    """«k из n» for documents that schools have beside the district's own."""
    sentences = [
        say(
            "{name}: выполнение {of}; показатель района оценивается по документу района — "
            "{verdict}.",
            name=row.quoted,
            of=confirmed(row),
            verdict=figures.verdict(row),
            evidence=of_confirmed(row),
        )
        for row in material.district
        if row.schools is not None
    ]
    if not any(map(material.of_schools, material.district)):
        return []
    where = say("Показатели организаций приведены в приложении 1 ({table}).", table=refer("matrix"))
    return [Heading("Показатели организаций"), *sentences, where]


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
    ("выводы", "Выводы", conclusions),
)
