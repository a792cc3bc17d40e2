"""Draft of an order («проект приказа об итогах»): one page of clauses, and annexes.

«Кому — что — срок»; number and date are left blank, names of schools stay in the nominative.
What the order rests on and what it asks of each stands in its annexes.
"""

from collections.abc import Iterable
from dataclasses import replace

from data_model.roadmap import in_quotes
from indicators import wording
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import Reason
from indicators.wording import capital, uncapped
from reports import findings
from reports.compose import advice, tables
from reports.compose.analysis import row_paragraph, verdict_counts
from reports.compose.frame import (
    UNNUMBERED,
    act_beside,
    before_returns,
    by_count,
    document,
    head,
    of_roadmap,
)
from reports.figures import say
from reports.material import Material, with_reason
from reports.summary import (
    Block,
    Paragraph,
    ParagraphRole,
    Section,
    Summary,
    Table,
    TableCell,
    TableColumn,
    refer,
)

MOST_COMMENDED = 10
TO_ORDER = f"к приказу {UNNUMBERED}"


def compose(material: Material) -> Summary:
    """The draft with its preamble, clauses and annexes."""
    which = of_roadmap(material.roadmap)
    title = f"Об итогах мониторинга реализации {which} за {material.period}"
    if sentence := before_returns(material, "order", "Приказ", title):
        return sentence
    asked = OrderedActions(material)
    sections = (
        Section("преамбула", "", preamble(material)),
        Section("пункты", "", clauses(material, asked)),
        *asked.annexes(),
    )
    return document(
        material,
        "order",
        "Приказ",
        title,
        sections,
        draft=True,
        signature=head(material),
        header=material.office.header_lines,
    )


def preamble(material: Material) -> tuple[Block, ...]:
    """What the order is for and what it rests on."""
    goals = [in_quotes(one.title) for one in material.roadmap.goals]
    whose = by_count(material, "её", "их")
    ground = say(
        "В целях реализации {maps}{act}{goals} на основании аналитического отчёта по "
        "итогам мониторинга за {period}",
        act=act_beside(material),
        maps=by_count(material, "дорожной карты", "дорожных карт"),
        goals=f" и достижения {whose} целей ({'; '.join(goals)})" if goals else "",
        period=material.period,
    )
    return (ground, Paragraph("ПРИКАЗЫВАЮ:"))


class OrderedActions:
    """What the order asks for: its recommendations, its plan of measures, and their annexes."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.schools = advice.for_schools(material)
        self.district = advice.for_district(material)
        self.marks: dict[str, int] = {"отчёт": 1}
        for key, given in (("рекомендации", self.schools), ("план", self.district)):
            if given.items and not (key == "рекомендации" and self.by_letters):
                self.marks[key] = len(self.marks) + 1
        self.marks["ознакомление"] = len(self.marks) + 1

    @property
    def by_letters(self) -> bool:
        """Of very many schools each has a letter of its own; an annex would be a book."""
        return advice.by_letters(self.schools.items)

    def number(self, key: str) -> str:
        return f"приложение{wording.NBSP}{self.marks[key]}"

    def annexes(self) -> tuple[Section, ...]:
        made = {
            "отчёт": ("Основные результаты мониторинга", _report(self.material), True),
            "рекомендации": (
                "Адресные рекомендации организациям",
                self._advice(),
                True,
            ),
            "план": (
                "План мер по итогам мониторинга",
                (
                    say("План мер приведён ниже ({table}).", table=refer("decisions")),
                    replace(self.district, caption="Меры, исполнители и сроки"),
                ),
                True,
            ),
            "ознакомление": (
                "Лист ознакомления с приказом",
                (
                    say("С приказом ознакомлены ({table}).", table=refer("acquainted")),
                    _acquainted(self.material),
                ),
                False,
            ),
        }
        return tuple(
            Section(key, title, blocks, self._mark(number), landscape)
            for key, number in self.marks.items()
            for title, blocks, landscape in (made[key],)
        )

    def _advice(self) -> tuple[Block, ...]:
        """Recommendations by name."""
        return tuple(advice.blocks(self.material, self.schools.items, in_table=True))

    def _mark(self, number: int) -> tuple[str, ...]:
        return (f"Приложение{wording.NBSP}{number}", TO_ORDER)


def _report(material: Material) -> tuple[Block, ...]:
    """The figures that made the order necessary; the whole report is a paper of its own."""
    shares = [row for row in material.shares if row.actual is not None or row.masked]
    return (
        replace(verdict_counts(material), role=ParagraphRole.BODY),
        *(row_paragraph(row, full=True) for row in shares),
        *(one.paragraph for one in findings.leading(material)),
        say("Выполнение дорожной карты приведено ниже ({table}).", table=refer("results")),
        replace(tables.results_table(material, full=True), note=""),
    )


def _acquainted(material: Material) -> Table:
    """Who has read the order: a line for the head of each organisation."""
    columns = (
        TableColumn("№", 0.6, "center"),
        TableColumn("Организация", 4.6),
        TableColumn("Инициалы и фамилия руководителя", 1.8),
        TableColumn("Дата", 1.0),
        TableColumn("Подпись", 1.1),
    )
    rows = tuple(
        (
            TableCell(str(number)),
            TableCell(material.name(org)),
            TableCell(""),
            TableCell(""),
            TableCell(""),
        )
        for number, org in enumerate(material.by_school, 1)
    )
    return Table("Ознакомление руководителей организаций", columns, rows, key="acquainted")


def clauses(material: Material, asked: OrderedActions) -> tuple[Block, ...]:
    """Numbered clauses: approve, commend, instruct schools and executors, publish, control."""
    report = f"аналитический отчёт по итогам мониторинга за {material.period}"
    texts: list[Paragraph] = [
        Paragraph(f"Утвердить {report} (основные результаты — {asked.number('отчёт')}).")
    ]
    if asked.schools.items:
        texts += [
            Paragraph(
                "Направить образовательным организациям адресные рекомендации письмами."
                if asked.by_letters
                else f"Утвердить адресные рекомендации образовательным организациям "
                f"({asked.number('рекомендации')})."
            ),
            _to_schools(asked),
        ]
    if asked.district.items:
        texts += [_to_executors(asked)]
    texts += _commended(material)
    texts += [_published(material), _control(material)]
    made = [
        replace(one, role=ParagraphRole.CLAUSE, number=str(number))
        for number, one in enumerate(texts, 1)
    ]
    return (*made[:-1], material.place("order.clauses", "дополнительные пункты приказа"), made[-1])


def _to_schools(asked: OrderedActions) -> Paragraph:
    terms = "указан в письмах" if asked.by_letters else _terms(asked, "рекомендации")
    return Paragraph(
        "Руководителям образовательных организаций обеспечить выполнение адресных рекомендаций и "
        f"представить сведения об исполнении. Срок – {terms}.",
        tuple(item.term for item in asked.schools.items),
    )


def _to_executors(asked: OrderedActions) -> Paragraph:
    """The bodies that the plan of measures names, and its terms."""
    names = list(dict.fromkeys(item.addressee for item in asked.district.items))
    whom = advice.charged(names, f"обеспечить его выполнение. Срок – {_terms(asked, 'план')}")
    return Paragraph(
        f"Утвердить план мер по итогам мониторинга ({asked.number('план')}). {capital(whom)}.",
        tuple(item.term for item in asked.district.items),
    )


def _terms(asked: OrderedActions, key: str) -> str:
    """«согласно приложению 2»; the only term where there is but one."""
    given = asked.schools if key == "рекомендации" else asked.district
    terms = {item.term.text for item in given.items}
    if len(terms) == 1:
        return terms.pop()
    return f"согласно приложению{wording.NBSP}{asked.marks[key]}"


def _published(material: Material) -> Paragraph:
    return Paragraph(
        "Разместить аналитический отчёт на официальном сайте. Срок – 10 рабочих дней со дня "
        f"подписания. Ответственный – {uncapped(material.office.methodist_post)}."
    )


def _control(material: Material) -> Paragraph:
    post = material.office.controller_post
    return Paragraph(f"Контроль за исполнением настоящего приказа осуществляет {post}.")


def _commended(material: Material) -> list[Paragraph]:
    """Schools that reached every guide; none with a small base, a hidden or an unknown number."""
    best = [material.name(org) for org, rows in material.by_school.items() if is_exemplary(rows)]
    if not best:
        return []
    listed = findings.named_few(best, MOST_COMMENDED)
    where = "организации, в которых" if len(best) > 1 else "организацию, в которой"
    kind = "образовательные" if len(best) > 1 else "образовательную"
    told = f"Отметить {kind} {where} достигнуты ориентиры по всем долевым показателям: {listed}."
    return [Paragraph(told)]


def is_exemplary(rows: Iterable[PlanFactRow]) -> bool:
    """Whether a school reached every guide that it has, and has fallen short of nothing else."""
    asked = [row for row in rows if row.reason not in {Reason.NO_BASE, Reason.NOT_ASKED}]
    guided = [row for row in asked if row.is_guided]
    return (
        bool(guided)
        and len(with_reason(guided, {Reason.REACHED})) == len(guided)
        and not with_reason(asked, advice.ASKED)
    )
