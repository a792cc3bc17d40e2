"""A confirmed proposal → the roadmap, with the questions that its reports will ask.

Codes and short titles first, then the questions, then the roadmap.

A person has looked at every row: corrections are applied first, what they leave open is filled
by the rules of the kind, and a row whose kind is still open stops the whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from data_model.errors import WrongDefinition
from data_model.roadmap import (
    ALL_GRADES,
    HIGHER,
    ROLL,
    Act,
    Activity,
    AnswerType,
    Indicator,
    Kind,
    Level,
    Operator,
    Period,
    Question,
    Respondent,
    Roadmap,
    Scope,
    Target,
    is_in_hours,
)
from loaders.orders.amending import (
    MadeRow,
    amended,
    asked_anew,
    codes_kept,
    goals_of,
    row_of,
    still_asked,
)
from loaders.orders.document import shortened
from loaders.orders.numbers import scale_of
from loaders.orders.proposal import RoadmapProposal, RowProposal
from loaders.orders.wording_signs import number_asked, subject_of, unit_of
from loaders.roadmaps.rules import contradictions

SHARES = (Kind.SHARE, Kind.GROWING_SHARE)


@dataclass(frozen=True, slots=True)
class CommonRow:
    """A row that many roadmaps have: its question, its short title, what is asked beside it."""

    words: str
    kinds: tuple[Kind, ...]
    code: str
    short: str
    beside: tuple[str, ...] = ()


KNOWN: tuple[CommonRow, ...] = (
    CommonRow(
        r"методическ\w+ служб",
        (Kind.PRESENCE,),
        "methodical_plan",
        "План методических служб",
    ),
    CommonRow(
        r"эффективност\w+ (\w+ )?мер", (Kind.PRESENCE,), "effect_note",
        "Анализ эффективности мер",
    ),
    CommonRow(
        r"управленческ\w+ решени", (Kind.PRESENCE,), "management_decisions",
        "Управленческие решения",
    ),
    CommonRow(
        r"психолого-педагогическ\w+ диагностик", (Kind.PRESENCE,), "diagnostics_report",
        "Психолого-педагогическая диагностика", ("diagnosed_pupils", "advised_pupils"),
    ),
    CommonRow(
        r"мониторинг\w* эффективност", (Kind.PRESENCE,), "monitoring_report",
        "Мониторинг эффективности",
    ),
    CommonRow(
        r"предприяти.*график\w* проведения", (Kind.PRESENCE,), "events_schedule",
        "Мероприятия с предприятиями",
    ),
    CommonRow(r"составлени\w+ план\w+ работы", (Kind.PRESENCE,), "work_plan", "План работы"),
    CommonRow(r"диагностик", SHARES, "diagnosed_pupils", "Диагностика обучающихся"),
    CommonRow(
        r"\bРМО\b.*заместител|заместител.*\bРМО\b", (Kind.COUNT,), "rmo_participants",
        "РМО для заместителей по ВР",
    ),
    CommonRow(r"диалогов\w+ площад", (Kind.COUNT,), "dialogue_participants", "Диалоговая площадка"),
    CommonRow(r"арт-?профи", (Kind.COUNT,), "art_profi_participants", "Арт-Профи-Форум"),
    CommonRow(r"проектори", SHARES, "open_lesson_pupils", "Онлайн-уроки «ПроеКтория»"),
    CommonRow(r"билет\w* в будущее", SHARES, "ticket_pupils", "Билет в будущее"),
)  # fmt: skip
"""Looked through in order; a code is given once in a roadmap."""

BESIDE = {
    "diagnosed_pupils": "Обучающиеся, прошедшие психолого-педагогическую диагностику",
    "advised_pupils": "Обучающиеся, получившие адресные рекомендации",
}
"""Counts by grade that the report on diagnostics needs beside the document."""

LETTERS = str.maketrans("абвгдежзик", "abcdefghij")
LONGEST = 48


def known_row(title: str, wording: str, kind: Kind | None) -> CommonRow | None:
    text = f"{title} {wording}"
    return next(
        (
            known
            for known in KNOWN
            if kind in known.kinds and re.search(known.words, text, re.IGNORECASE)
        ),
        None,
    )


def code_of(number: str) -> str:
    """«9» → «row_9», «2.1а» → «row_2_1a», «П1» → «row_indicator_1»: «_p1» ends other cells."""
    lowered = re.sub(r"^п(?=\d)", "indicator_", number.lower()).translate(LETTERS)
    return f"row_{re.sub(r'[^0-9a-z]+', '_', lowered).strip('_')}"


def short_of(title: str) -> str:
    """The name in quotes, else as many whole words as fit."""
    quoted = re.search(r"«([А-ЯЁA-Z\d][^«»]{2,39})»", title)
    if quoted:
        return quoted[1]
    return shortened(title, LONGEST)


ASKED = {
    Level.MUNICIPALITY: (Respondent.MUNICIPALITY,),
    Level.SCHOOL: (Respondent.SCHOOL,),
    Level.BOTH: (Respondent.MUNICIPALITY, Respondent.SCHOOL),
}
BESIDE_GRADES = (6, 7, 8, 9, 10, 11)
DOCUMENT_HINT = (
    "«Есть» подтверждается наименованием, номером и датой документа; нет номера — пишите «б/н»."
)
IN_UNITS_HINT = "Пишите полное число, не тысячи и не миллионы."
PEOPLE_HINT = "Разные люди за период: кто участвовал дважды, считается один раз."
YES_NO = "есть / нет"


def questions_of(row: RowProposal, code: str) -> Iterator[Question]:
    """The question of the row, then its denominator and what is asked beside it."""
    assert row.level  # noqa: S101
    asked = (*ASKED[row.level], Respondent.SCHOOL) if row.control else ASKED[row.level]
    if row.is_chosen:
        yield Question(
            code, row.asked or row.title, AnswerType.CHOICE, asked,
            hint=f"Варианты, от низшего: {', '.join(row.options)}.", options=row.options,
        )  # fmt: skip
    elif row.kind in {Kind.PRESENCE, Kind.SHARE_OF_ORGS}:
        yield Question(
            code, _text(row), AnswerType.PRESENCE, asked,
            unit=YES_NO, hint=DOCUMENT_HINT, documents=row.documents,
        )  # fmt: skip
    else:
        yield _count(row, code, asked)
    if row.whole:
        unit = _unit_of_parts(row) if row.is_share else unit_of(subject_of(row.whole, 0, 0, ""))
        unit = unit or "чел."
        yield Question(f"{code}_all", row.whole, AnswerType.COUNT, asked, unit=unit)
    known = known_row(row.title, row.wording, row.kind)
    for beside in known.beside if known and known.code == code else ():
        yield Question(
            beside, BESIDE[beside], AnswerType.COUNT, (Respondent.SCHOOL,),
            grades=BESIDE_GRADES, unit="чел.", hint=PEOPLE_HINT,
        )  # fmt: skip


def _count(row: RowProposal, code: str, asked: tuple[Respondent, ...]) -> Question:
    """Pupils of a share are asked by grade: all that any of its bases holds."""
    grades = tuple(sorted({*row.base, *(g for base in row.comparison_bases for g in base)}))
    is_share = row.is_share and not row.whole
    unit = _unit_of_parts(row) if row.unit in {"%", "п. п.", ""} else row.unit
    return Question(
        code,
        _text(row),
        AnswerType.HOURS if row.kind is Kind.COUNT and is_in_hours(unit) else AnswerType.COUNT,
        asked,
        grades=(grades or ALL_GRADES) if is_share else (),
        unit=unit,
        hint=_hint(row, unit),
    )


def _unit_of_parts(row: RowProposal) -> str:
    """In what both parts of a share are counted: pupils of the roll, or what its words name."""
    end = len(row.wording)
    counted = subject_of(row.wording, end, end, row.title) if row.whole else None
    return unit_of(counted or subject_of(row.whole, 0, 0, "")) or "чел."


def _hint(row: RowProposal, unit: str) -> str:
    """The order may count in thousands, a return never does."""
    people = PEOPLE_HINT if unit == "чел." else ""
    is_scaled = row.scale > 1 or scale_of(f"{row.title} {row.wording}") > 1
    return f"{people} {IN_UNITS_HINT}".strip() if is_scaled else people


def _text(row: RowProposal) -> str:
    """A document is asked for by the words of the indicator, a number by those of the activity.

    The name of an indicator is turned into what is counted for it.
    """
    if row.kind is Kind.PRESENCE and len(row.wording) > 8:
        return row.wording
    if row.kind is not Kind.SHARE_OF_ORGS:
        return number_asked(row.title)
    asked = number_asked(row.title, of_school=True)
    is_told = asked != row.title or row.wording.startswith(row.title)
    return asked if is_told else f"{row.title}: {row.wording}"


CORRECTABLE = {one.name for one in fields(RowProposal)} - {"number", "unsure", "section", "stored"}


@dataclass(frozen=True, slots=True)
class FieldCorrection:
    """What a person changed in a proposed row: a field of RowProposal and its new value."""

    row: str
    field: str
    value: Any


def confirm(
    proposal: RoadmapProposal, changes: Iterable[FieldCorrection] = (), code: str = ""
) -> Roadmap:
    """The roadmap of a proposal, ready to be stored.

    Raises WrongDefinition where a change names what is not there, a row's kind is open, or the
    roadmap contradicts itself; the text names the rows and says what to do.
    """
    _ensure_years(proposal)
    rows = [_completed(row) for row in _corrected(proposal.rows, tuple(changes)) if row.included]
    _ensure_kinds(rows)
    codes = _codes(rows)
    made = [
        MadeRow(activity, tuple(questions_of(row, codes[row.number])))
        for row, activity in zip(rows, _activities(rows, codes, proposal.years), strict=True)
    ]
    if proposal.stored:
        return _ensured(_edition(proposal, proposal.stored, rows, made, code))
    made = list(_asked_once(made))
    questions = {question.code: question for one in made for question in one.questions}
    roadmap = Roadmap(
        code=code or _roadmap_code(proposal),
        title=proposal.title,
        act=proposal.act,
        years=proposal.years,
        questions=tuple(questions.values()),
        activities=tuple(one.activity for one in made),
    )
    return _ensured(roadmap)


def _asked_once(made: Iterable[MadeRow]) -> Iterator[MadeRow]:
    """Rows that choose from the same list of the same question ask it together."""
    firsts: dict[Question, str] = {}
    for one in made:
        question = one.questions[0]
        if question.answer is AnswerType.CHOICE:
            code = firsts.setdefault(replace(question, code=""), question.code)
            counted = replace(one.activity.indicator, counted=code)
            others = one.questions[1:] if code != question.code else one.questions
            one = MadeRow(replace(one.activity, indicator=counted), others)
        yield one


def _edition(
    proposal: RoadmapProposal,
    stored: Roadmap,
    rows: list[RowProposal],
    made: list[MadeRow],
    code: str,
) -> Roadmap:
    """The stored roadmap with what the person changed, added and removed."""
    questions = {question.code: question for question in stored.questions}
    activities = []
    for row, after in zip(rows, made, strict=True):
        if row.stored is None:
            questions |= {question.code: question for question in after.questions}
            activities.append(after.activity)
            continue
        before = _made(_completed(row_of(row.stored, stored)), stored.years)
        asked_anew(questions, row.stored, before, after)
        activities.append(amended(row.stored, before.activity, after.activity))
    return replace(
        stored,
        code=code or stored.code,
        title=proposal.title,
        act=proposal.act,
        years=proposal.years,
        questions=still_asked(stored, questions, activities),
        activities=tuple(activities),
        goals=goals_of(stored, rows),
    )


def _made(row: RowProposal, years: tuple[int, ...]) -> MadeRow:
    codes = _codes([row])
    activity = next(iter(_activities([row], codes, years)))
    return MadeRow(activity, tuple(questions_of(row, codes[row.number])))


def _corrected(
    rows: tuple[RowProposal, ...], changes: tuple[FieldCorrection, ...]
) -> list[RowProposal]:
    by_number = {row.number: row for row in rows}
    for change in changes:
        if change.row not in by_number or change.field not in CORRECTABLE:
            raise WrongDefinition(
                f"Правка не подходит: строка {change.row}, поле {change.field}. "
                f"Строки: {', '.join(by_number)}; поля: {', '.join(sorted(CORRECTABLE))}."
            )
        by_number[change.row] = replace(by_number[change.row], **{change.field: change.value})
    return list(by_number.values())


DEFAULTS: Mapping[Kind, tuple[Level, Scope | None]] = {
    Kind.PRESENCE: (Level.MUNICIPALITY, None),
    Kind.COUNT: (Level.MUNICIPALITY, Scope.DISTRICT_TOTAL),
    Kind.GROWTH: (Level.MUNICIPALITY, Scope.DISTRICT_TOTAL),
    Kind.SHARE: (Level.SCHOOL, Scope.DISTRICT_SHARE),
    Kind.GROWING_SHARE: (Level.SCHOOL, Scope.DISTRICT_SHARE),
    Kind.SHARE_OF_ORGS: (Level.SCHOOL, Scope.DISTRICT_SHARE),
    Kind.LEVEL: (Level.SCHOOL, Scope.EACH_SCHOOL),
}
"""Level and scope of a kind that a person has chosen without saying them."""


def _completed(row: RowProposal) -> RowProposal:
    """A row whose kind is known has an operator, a level, a scope and a unit that fit it."""
    if row.kind is None:
        return row
    level, scope = DEFAULTS[row.kind]
    filled = replace(row, level=row.level or level, scope=row.scope or scope)
    if row.kind is Kind.PRESENCE:
        whole = [year for year, period in row.periods.items() if not _has_own_parts(period)]
        years = [year for year in row.periods if year in row.targets] or whole
        one = dict.fromkeys(years, Target(Decimal(1)))
        each = Scope.EACH_SCHOOL if row.scope is Scope.EACH_SCHOOL else None
        documents = row.documents or 1
        return replace(
            filled, operator=Operator.EXISTS, targets=one, scope=each, unit="", documents=documents
        )
    if row.kind is Kind.LEVEL:
        each = Scope.EACH_SCHOOL if filled.level is Level.SCHOOL else None
        unit = HIGHER.join(row.options)
        return replace(filled, operator=Operator.AT_LEAST, scope=each, unit=unit)
    operator = row.operator if row.operator not in {None, Operator.EXISTS} else Operator.AT_LEAST
    unit = row.unit or ("чел." if row.kind is Kind.COUNT else "%")
    return replace(filled, operator=operator, unit=unit)


def _has_own_parts(period: Period) -> bool:
    """Whether quarters, months or half-years of it have targets of their own."""
    return any(part.target for part in period.parts)


def _ensure_years(proposal: RoadmapProposal) -> None:
    if not proposal.years:
        raise WrongDefinition(
            "Годы дорожной карты не найдены ни в заголовке, ни в сроках. Допишите их в заголовок "
            "(«… на 2021–2023 годы») и прочитайте файл ещё раз."
        )


def _ensure_kinds(rows: list[RowProposal]) -> None:
    is_open = [row.number for row in rows if row.kind is None]
    if is_open:
        raise WrongDefinition(
            f"Вид показателя не определён в строках: {', '.join(is_open)}. Укажите его для каждой "
            "из них на странице «Дорожная карта» или снимите строку."
        )
    is_empty = [row.number for row in rows if row.kind is Kind.LEVEL and not row.options]
    if is_empty:
        raise WrongDefinition(
            f"Варианты ответа не названы в строках: {', '.join(is_empty)}. Впишите их на странице "
            "«Дорожная карта», по одному в строке, от низшего уровня."
        )
    if not rows:
        raise WrongDefinition("В дорожной карте не осталось ни одной строки.")


def _codes(rows: list[RowProposal]) -> dict[str, str]:
    """Question code by row number: the one it has, the known name where free, its number."""
    codes = dict(codes_kept(rows))
    for row in rows:
        if row.number in codes:
            continue
        known = known_row(row.title, row.wording, row.kind)
        is_free = known is not None and not {known.code, *known.beside} & set(codes.values())
        codes[row.number] = known.code if known and is_free else _free(row.number, codes)
    return codes


def _free(number: str, codes: Mapping[str, str]) -> str:
    """A row that was removed leaves its code; one renumbered keeps it."""
    code, taken = code_of(number), {*codes.values()}
    others = (f"{code}_{count}" for count in range(2, len(taken) + 3))
    return next(one for one in (code, *others) if one not in taken)


def _activities(
    rows: list[RowProposal], codes: dict[str, str], years: tuple[int, ...]
) -> Iterable[Activity]:
    shorts: set[str] = set()
    for row in rows:
        known = known_row(row.title, row.wording, row.kind)
        is_known = known is not None and known.code == codes[row.number]
        short = row.short or (known.short if known and is_known else short_of(row.title))
        short = f"{row.number}. {short}" if short in shorts else short
        shorts.add(short)
        yield Activity(
            number=row.number,
            title=row.title,
            term=row.term,
            wording=row.wording,
            executors=row.executors,
            indicator=_indicator(row, codes[row.number], years),
            short=short,
            note=row.note,
            unsure=row.unsure,
            section=row.section,
            parent=row.parent,
            parent_row=row.parent_row,
            links=tuple(number for number in row.links if number in codes),
        )


def _indicator(row: RowProposal, code: str, years: tuple[int, ...]) -> Indicator:
    """Only years of the roadmap are followed; the row says so where it names others."""
    known = known_row(row.title, row.wording, row.kind)
    shares = row.is_share
    has_whole = shares or (row.per is not None and bool(row.whole))
    assert row.kind and row.level and row.operator  # noqa: S101
    return Indicator(
        code=code,
        kind=row.kind,
        level=row.level,
        counted=code,
        scope=row.scope,
        out_of=(f"{code}_all" if row.whole else ROLL) if has_whole else None,
        base=row.base if shares else (),
        comparison_bases=row.comparison_bases if shares else (),
        operator=row.operator,
        unit=row.unit,
        targets={year: target for year, target in row.targets.items() if year in years},
        periods={year: period for year, period in row.periods.items() if year in years},
        requires_growth=row.kind is Kind.GROWING_SHARE,
        control=row.control,
        also_counted=known.beside if known and known.code == code else (),
        change=row.change if row.kind is Kind.GROWTH else None,
        per=row.per if row.kind is Kind.COUNT and row.whole else None,
        cumulative=row.cumulative and row.kind is Kind.COUNT and row.per is None,
        from_level=row.from_level if row.is_chosen and row.kind is not Kind.LEVEL else "",
        weight=row.weight,
        baseline=row.baseline,
        baseline_on=row.baseline_on if row.baseline is not None else None,
        source=row.source,
        formula=row.formula,
        frequency=row.frequency,
        methodology=row.methodology,
    )


def _roadmap_code(proposal: RoadmapProposal) -> str:
    """Unlike any other roadmap's: the years, the date and the number of the act."""
    act = proposal.act
    number = re.sub(r"[^0-9a-z]+", "-", act.number.lower()).strip("-")
    years = dict.fromkeys((proposal.years[0], proposal.years[-1]))
    parts = [*map(str, years), "order", _day(act), number]
    return "-".join(filter(None, parts))[:60].strip("-")


def _day(act: Act) -> str:
    return f"{act.date:%Y%m%d}" if act.date else ""


def _ensured(roadmap: Roadmap) -> Roadmap:
    findings = [f"{place} {text}".strip(", ") for place, text in contradictions(roadmap)]
    if findings:
        raise WrongDefinition("Дорожная карта противоречит себе:\n" + "\n".join(findings[:20]))
    return roadmap
