"""The frame of every document («обвязка»): header, stamp of the data, signature."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from data_model.decisions import Note
from data_model.roadmap import Act, Roadmap, in_quotes
from indicators import wording
from indicators.coverage import official_coverage
from indicators.plan_fact_row import PlanFactRow
from indicators.wording.cases import in_genitive
from reports.edits import with_sections
from reports.letterhead import letterhead_of
from reports.material import Material
from reports.summary import (
    MARKS,
    NOTHING,
    Block,
    Chart,
    Paragraph,
    ParagraphRole,
    Recommendations,
    Section,
    SignatureBlock,
    Stamp,
    Summary,
    Table,
)

BLANK_DATE = "____________"
BLANK_NUMBER = "______"
"""Requisites of a document that has not been issued are filled in by hand."""


def requisites(day: str, number: str) -> str:
    """«от 20.01.2023 № 15»"""
    return f"от {day} №{wording.NBSP}{number}"


UNNUMBERED = requisites(BLANK_DATE, BLANK_NUMBER)


def document(
    material: Material,
    kind: str,
    form: str,
    title: str,
    sections: tuple[Section, ...],
    *,
    draft: bool = False,
    signature: SignatureBlock | None = None,
    header: tuple[str, ...] = (),
    approval: tuple[str, ...] = (),
    addressee: tuple[str, ...] = (),
    org: str = "",
) -> Summary:
    """A summary with all that stands around its sections; references are filled in.

    ``org``: whose document it is, where each organisation has one.
    """
    kept = with_sections(sections, material.edits_of(kind, org))
    own, common = letterhead_of(material.template), letterhead_of(material.letterhead)
    top = own if own.lines else common
    return Summary(
        kind=kind,
        form=form,
        title=title,
        header=top.lines or header or material.office.centre_lines,
        place=material.office.place,
        year=material.year,
        stamp=stamp(material),
        sections=with_references(kept),
        signature=signature or methodist(material),
        draft=draft,
        fields=fields(material),
        template=material.template,
        approval=approval,
        addressee=addressee,
        emblem=own.emblem or common.emblem,
        looks=top.looks,
        is_corner=top.is_corner,
        left_out=tuple(one.key for one in sections if one not in kept and not one.annex),
    )


def nothing_there(material: Material, kind: str, form: str, title: str, told: str) -> Summary:
    """A sentence in place of a form with nothing in it, which nobody would sign."""
    sections = (Section(NOTHING, "", (Paragraph(told),)),)
    made = document(material, kind, form, title, sections)
    return replace(made, is_empty=True, stamp=replace(made.stamp, has_day=False, provisional=""))


def before_returns(material: Material, kind: str, form: str, title: str) -> Summary | None:
    """The sentence of a year of which no return has come; None once one has."""
    if any(one.year == material.year for one in material.snapshot.revisions):
        return None
    told = (
        f"Отчёты за {material.period} не поступили, данные для оценки выполнения дорожной карты "
        "отсутствуют. Документ составляется после поступления первого отчёта."
    )
    return nothing_there(material, kind, form, title, told)


def approved_by_order(material: Material, form: str) -> tuple[str, ...]:
    """«УТВЕРЖДЁН / приказом Управления образования… / от 20.01.2023 № 15», or with blanks."""
    body = in_genitive(material.office.body)
    act = f"приказом {body}" if body else "приказом"
    return (form, act, material.registered_order or UNNUMBERED)


def approved_by_head(material: Material) -> tuple[str, ...]:
    """«УТВЕРЖДАЮ / Начальник Управления образования / ________ И. О. Фамилия / …»."""
    office = material.office
    signed = SignatureBlock(office.head_post, office.head_name).signed
    return ("УТВЕРЖДАЮ", office.head_post, signed, f"«____» ______________ 20___{wording.NBSP}г.")


def of_roadmap(roadmap: Roadmap) -> str:
    """«дорожной карты по направлению «…»»: which one, without its years; of several each."""
    titles = (YEARS_OF_IT.sub("", part.title) for part in roadmap.each)
    return wording.listed([_named(title, GENITIVE) for title in titles])


def by_roadmap(roadmap: Roadmap) -> str:
    """«дорожной картой по направлению «…» на 2020–2022 годы»; of several each."""
    return wording.listed([_named(part.title, INSTRUMENTAL) for part in roadmap.each])


def _named(title: str, case: int) -> str:
    """A title that says «дорожная карта» says it once; one of other words stands in quotes."""
    for name, declined in ROADMAPS.items():
        head = re.match(rf"{name}\b", title, re.I)
        if head and name.endswith(ROADMAP):
            return f"{declined[case]}{title[head.end() :]}"
        if head and (said := IN_BRACKETS.match(title, head.end())):
            return f"{declined[case]} («{ROADMAPS[ROADMAP][case]}»){title[said.end() :]}"
    word = "документ" if SAID_INSIDE.search(title) else ROADMAP
    return f"{ROADMAPS[word][case]} {in_quotes(title)}"


def by_count(material: Material, one: str, several: str) -> str:
    """«дорожной карты», «дорожных карт»: the words for one roadmap, or for several."""
    return one if len(material.roadmap.each) == 1 else several


ROADMAP = "дорожная карта"
GENITIVE, INSTRUMENTAL = range(2)
ROADMAPS = {
    ROADMAP: ("дорожной карты", "дорожной картой"),
    f"муниципальная {ROADMAP}": ("муниципальной дорожной карты", "муниципальной дорожной картой"),
    "комплексный план": ("комплексного плана", "комплексным планом"),
    "план мероприятий": ("плана мероприятий", "планом мероприятий"),
    "план": ("плана", "планом"),
    "комплекс мероприятий": ("комплекса мероприятий", "комплексом мероприятий"),
    "комплекс мер": ("комплекса мер", "комплексом мер"),
    "документ": ("документа", "документом"),
}
"""What a roadmap calls itself, in the genitive and the instrumental."""
IN_BRACKETS = re.compile(rf"\s*\(\s*[«„“\"]?{ROADMAP}[»“”\"]?\s*\)", re.I)
SAID_INSIDE = re.compile(r"дорожн\w+ карт", re.I)
YEARS_OF_IT = re.compile(r"\s+на (?:период )?(?:до )?\d{4}.*$", re.I)


def annex_mark(number: int, to: str) -> tuple[str, ...]:
    """«Приложение 1 / к аналитическому отчёту»"""
    return (f"Приложение{wording.NBSP}{number}", to)


def stamp(material: Material) -> Stamp:
    roadmap = material.roadmap
    return Stamp(
        as_of=material.as_of,
        version=material.snapshot.version,
        edition=f"Определения показателей: {editions(roadmap)}.",
        coverage=coverage(material),
        provisional=why_provisional(material),
        masked=material.public,
        mark=mark(material),
    )


def editions(roadmap: Roadmap) -> str:
    """«редакция 1, приказ от 14.07.2020 № 94/01-09»; of each of several."""
    return "; ".join(f"редакция {part.edition}, {_act(part.act)}" for part in roadmap.each)


def why_provisional(material: Material) -> str:
    """Why the figures may still change; empty where they are final."""
    board = material.board
    if board.missing:
        return "отчёты представлены не всеми организациями"
    if not board.own.is_in:
        return "отчёт муниципалитета не представлен"
    if not any(row.provisional for row in material.district):
        return ""
    if board.questions:
        return "сведения по части отчётов уточняются"
    return "ответы на часть вопросов неполны"


def mark(material: Material) -> str:
    """What the municipality says of all its data; an invented roadmap speaks for itself only."""
    own = material.snapshot.municipality.settings.get("stamp", "")
    return own or ("СИНТЕТИЧЕСКАЯ ДОРОЖНАЯ КАРТА" if material.roadmap.synthetic else "")


def coverage(material: Material) -> str:
    """«Отчёты сдали 13 из 15 школ: …. Отчёт муниципалитета сдан. Контингент сдавших: 87,4 %.»"""
    text, part = official_coverage(material.board), part_of_roll(material)
    return text if part is None else f"{text} Охват контингента — {wording.share(part)}."


def part_of_roll(material: Material) -> float | None:
    """The percent of all pupils whose schools have reported; None where there are none."""
    pupils, counted = material.roll
    return 100 * counted / pupils if pupils and material.board.expected else None


def noted(material: Material, org: str | None = None) -> tuple[Section, ...]:
    """«Примечания»: what the office has ticked for documents; no section where nothing is.

    For a school (``org``) those about it. For publication no note on a single school is given.
    """
    rows = {row.code: row for row in material.district}
    told = [
        Paragraph(f"{_about(material, rows, one)}{one.text}", role=ParagraphRole.ITEM)
        for one in reversed(material.notes)
        if (not one.code or one.code in rows)
        and (org is None or one.org == org)
        and not (material.public and one.org)
    ]
    return (Section("примечания", "Примечания", tuple(told)),) if told else ()


def _about(material: Material, rows: Mapping[str, PlanFactRow], one: Note) -> str:
    """«Показатель 9, МБОУ СОШ с. Светлополье. »"""
    number = f"показатель {rows[one.code].indicator}" if one.code else ""
    place = material.names.get(one.org, "")
    named = wording.capital(", ".join(filter(None, (number, place))))
    return f"{wording.full_stop(named)} "


def act(material: Material) -> str:
    """«приказ от 14.07.2020 № 94/01-09»."""
    return "; ".join(_act(part.act) for part in material.roadmap.each)


def act_beside(material: Material) -> str:
    """« (приказ от 14.07.2020 № 94/01-09)»; of an act without day and number nothing is said."""
    known = any(part.act.date or part.act.number for part in material.roadmap.each)
    return f" ({act(material)})" if known else ""


def _act(order: Act) -> str:
    day = f" от{wording.NBSP}{wording.date_short(order.date)}" if order.date else ""
    number = f" №{wording.NBSP}{order.number}" if order.number else ""
    return f"{order.kind}{day}{number}"


def methodist(material: Material) -> SignatureBlock:
    office = material.office
    return SignatureBlock(
        office.methodist_post, office.methodist_name, office.executor, office.phone
    )


def head(material: Material) -> SignatureBlock:
    office = material.office
    return SignatureBlock(office.head_post, office.head_name, office.executor, office.phone)


def fields(material: Material) -> dict[str, str]:
    """Further words for the Word templates, by their Cyrillic tags."""
    municipality = material.snapshot.municipality
    return {
        "район": municipality.name,
        "район_кратко": municipality.short,
        "год": str(material.year),
        "дорожная_карта": material.roadmap.title,
        "основание": act(material),
        "контроль": material.office.controller_post,
        "дата": BLANK_DATE,
        "номер": BLANK_NUMBER,
    }


# references to tables and figures


def with_references(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with every reference filled in; one that leads nowhere is left out."""
    names = dict(_names(sections))
    return tuple(
        replace(one, blocks=tuple(_referring(block, names) for block in one.blocks))
        for one in sections
    )


def _names(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    tables, figures = count(1), count(1)
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                yield block.key, f"рисунок{wording.NBSP}{next(figures)}"
            elif isinstance(block, Table | Recommendations):
                yield block.key, f"таблица{wording.NBSP}{next(tables)}"


def _referring(block: Block, names: dict[str, str]) -> Block:
    """A sentence with the numbers of what it refers to; empty brackets are left out."""
    if not isinstance(block, Paragraph) or "⟦" not in block.text:
        return block
    text = MARKS.sub(lambda found: _listed(found[1], names), block.text)
    return replace(block, text=text.replace(" ()", ""))


def _listed(keys: str, names: dict[str, str]) -> str:
    return ", ".join(names[key] for key in keys.split("|") if key in names)
