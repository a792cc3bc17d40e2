"""What a table is taken to mean («предложенное соответствие»), for a person to confirm.

First which question a header means («сходство с вопросом»), by names in quotes and by words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from data_model.errors import Refused
from data_model.returns import NO_GRADE
from data_model.roadmap import AnswerType, Question, Respondent, Roadmap
from loaders.files.workbook import Workbook, column_letters
from loaders.school_tables.headers import (
    ACTIVITY,
    ARCHIVED,
    CLASS,
    CODE,
    GRADES_TOGETHER,
    LETTER,
    MOMENT,
    MUNICIPALITY,
    ORDINAL,
    PERCENT,
    ROLL,
    SCHOOL,
    SPAN,
    TOTAL,
    ColumnKind,
    column_of,
    grade_in,
    grades_together,
    header_key,
    is_school_header,
    without_grade,
)
from loaders.school_tables.table import ColumnHeading, SchoolTable
from loaders.tables.finding import is_of_a_sender, tables_in
from loaders.tables.profile import ASKING, ColumnUse, LayoutKind, LayoutProfile, Use
from loaders.values.reading import read_period

SURE, MAYBE, AHEAD = 80, 55, 5
"""Likeness of 100 from which a question is proposed, proposed with a doubt; the lead it needs."""
NAMED, SHORTENED = 96, 90


# which question a header means

STEM = 4
EMPTY_WORDS = re.compile(
    r"(?:участ|обуча|учащ|ученик|учени|школьн|детей|колич|кол-во|число|челов|общ|всего|итог|"
    r"сведен|данн|проект|класс|налич).*|есть|нет|за|год|в|по|с|и|на|их|из|них|чел|ранней|при"
)


@dataclass(frozen=True, slots=True)
class Likely:
    """A question that a header may mean; ``likeness`` from 0 to 100."""

    question: Question
    likeness: int

    @property
    def is_sure(self) -> bool:
        return self.likeness >= SURE


def likely_question(text: str, questions: tuple[Question, ...]) -> Likely | None:
    """The question that a header means best; a narrow lead is a doubt, not a choice."""
    scored = sorted(
        (Likely(one, likeness(text, one)) for one in questions), key=lambda one: -one.likeness
    )
    if not scored or scored[0].likeness < MAYBE:
        return None
    best = scored[0]
    is_close = len(scored) > 1 and best.likeness - scored[1].likeness < AHEAD
    return Likely(best.question, min(best.likeness, SURE - 1)) if is_close else best


def likeness(text: str, question: Question) -> int:
    """From 0 to 100: a name in quotes decides, else the stems of the words.

    A single word is never sure: «Адрес» is not «адресная помощь».
    """
    key = header_key(text)
    for name in _names(question.text):
        if fuzz.partial_ratio(name, key) >= SURE + AHEAD and len(key) >= len(name) - 1:
            return NAMED
        if _initials(name) in key.split():
            return SHORTENED
    own, asked = _stems(key), _stems_of_question(question.text)
    if not own:
        return 0
    score = round(0.7 * fuzz.token_set_ratio(own, asked) + 0.3 * fuzz.token_sort_ratio(own, asked))
    return score if " " in own else min(score, SURE - 1)


@lru_cache(maxsize=1024)
def _names(text: str) -> tuple[str, ...]:
    return tuple(header_key(name) for name in re.findall(r"«([^»]+)»", text))


def _initials(name: str) -> str:
    """«БвБ» for «Билет в будущее»; nothing for a name of one word."""
    words = re.findall(r"[а-я]+", name)
    return "".join(word[0] for word in words) if len(words) > 1 else "—"


@lru_cache(maxsize=1024)
def _stems_of_question(text: str) -> str:
    return _stems(header_key(text))


def _stems(key: str) -> str:
    words = re.findall(r"[а-я-]+", key)
    return " ".join(word[:STEM] for word in words if not EMPTY_WORDS.fullmatch(word))


# the proposal

LONGEST_NAME = 80
ANSWERING = (Use.ANSWER, Use.MEASURE, Use.TOTAL)
DOUBT = "похоже, но не наверняка: проверьте"
UNKNOWN = "вопрос не узнан: выберите его или оставьте «не читать»"
COMPUTED = "проценты программа считает сама"
FROM_THE_REGISTER = "контингент берётся из загруженного на год"
LETTERS = "один класс параллели: сложите «6а», «6б» в одном столбце"
LUMP = "несколько классов вместе: по классам не разделить"
UNPARTED = "один итог по всем классам: по классам не разделено"
OF_A_PERSON = "личные данные отправителя: столбец не читается и не хранится"
SEVERAL = (
    "В книге несколько таблиц с ответами: листы {sheets}. Назовите тот, который читать: "
    "--sheet ЛИСТ."
)
NOT_WHOLE = "похоже на план или часть ответа («{word}»): если это ответ, выберите вопрос"
NOT_PEOPLE = "считает не людей («{word}»): если это ответ, выберите вопрос"
OF_OLD = "прежний год ({year}): читается столбец последнего года"
RIVALS = "на этот вопрос похожи и другие столбцы: проверьте, какой верен"
BARE_CODE, IF_OF_SCHOOLS = "код", "если это код школы; иначе школа узнаётся по названию"
ONCE = "ученик считается один раз, если хоть одно значение больше нуля"


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """One column: what it is taken for, and a value from it as an example."""

    use: ColumnUse
    example: str = ""


@dataclass(frozen=True, slots=True)
class MappingProposal:
    """A table as understood; nothing counts before ``profile`` is confirmed.

    ``is_chosen``: its sheet was chosen by a person among several that hold answers.
    ``is_turned``: its schools stand in columns, and so ``header_rows`` are columns too.
    """

    kind: LayoutKind
    sheet: str
    header_rows: tuple[int, int]
    fingerprint: str
    columns: tuple[ColumnProposal, ...]
    others: tuple[str, ...] = ()
    is_chosen: bool = False
    is_turned: bool = False

    @property
    def is_useful(self) -> bool:
        """Some column answers a question, so that it is worth a person's while."""
        return any(one.use.use in ANSWERING for one in self.columns)

    @property
    def is_plain(self) -> bool:
        """Some column answers a question without a doubt: «Адрес» is not «адресная помощь»."""
        return any(one.use.use in ANSWERING and one.use.hint != DOUBT for one in self.columns)

    @property
    def found(self) -> str:
        """Where the table was found, in words."""
        others = "".join(f" Лист «{name}» тоже похож на таблицу, он не читается."
                         for name in self.others)  # fmt: skip
        return f"Лист «{self.sheet}», {self._header}.{others}"

    @property
    def _header(self) -> str:
        first, last = self.header_rows
        if self.is_turned:
            school = column_letters(last)
            return f"школы стоят в столбцах (с {school}), вопросы — в строках"
        return f"шапка — строка {first}" if first == last else f"шапка — строки {first}–{last}"

    def profile(self, name: str = "") -> LayoutProfile:
        """The proposal as a profile, for a person to mend and confirm."""
        columns = tuple(one.use for one in self.columns)
        given = name or f"Таблица «{self.sheet}»"
        sheet = self.sheet if self.is_chosen else ""
        return LayoutProfile(
            given[:LONGEST_NAME], self.kind, self.fingerprint, columns, sheet=sheet
        )


def propose(workbook: Workbook, roadmap: Roadmap, sheet: str = "") -> MappingProposal | None:
    """What the columns of a table mean by this roadmap; None where no table is found.

    Of several tables the one that answers questions. Where more than one does, a person names
    its ``sheet``; raises Refused where nobody has.
    """
    proposals = [proposal_of(table, roadmap) for table in tables_in(workbook)]
    rivals = [one for one in proposals if one.is_plain]
    named = [one for one in rivals if one.sheet == sheet]
    is_chosen = len(rivals) > 1
    if is_chosen and not named:
        raise Refused(SEVERAL.format(sheets=sheets_in_words(one.sheet for one in rivals)))
    likely = rivals or [one for one in proposals if one.is_useful] or proposals
    best = next(iter(named or likely), None)
    others = tuple(one.sheet for one in proposals if one is not best)
    return best and replace(best, others=others, is_chosen=is_chosen)


def rival_sheets(workbook: Workbook, roadmap: Roadmap) -> tuple[str, ...]:
    """The sheets a person must choose from: none where one table at most holds answers."""
    proposals = (proposal_of(table, roadmap) for table in tables_in(workbook))
    sheets = tuple(one.sheet for one in proposals if one.is_plain)
    return sheets if len(sheets) > 1 else ()


def sheets_in_words(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def proposal_of(table: SchoolTable, roadmap: Roadmap) -> MappingProposal:
    kind = _kind(table)
    questions = tuple(roadmap.asked(Respondent.SCHOOL))
    read = _platform_use if kind is LayoutKind.PLATFORM else _use
    newest = max(map(_year_of, table.headings), default=0)
    newest = max([newest, *(read_period(text).year or 0 for text in table.above)])
    uses = _said_once([_of_this_year(one, read(one, questions), newest) for one in table.headings])
    return MappingProposal(
        kind,
        table.grid.name,
        (table.top + 1, table.first),
        table.fingerprint,
        tuple(
            ColumnProposal(use, _example(table, heading.column))
            for use, heading in zip(uses, table.headings, strict=True)
        ),
        is_turned=table.is_turned,
    )


def _year_of(heading: ColumnHeading) -> int:
    """The year that a header names; 0 for none."""
    return read_period(heading.text).year or 0


def _of_this_year(heading: ColumnHeading, use: ColumnUse, newest: int) -> ColumnUse:
    """Columns of former years beside those of this one answer nothing."""
    year = _year_of(heading)
    if use.use in ASKING and year and year < newest:
        return ColumnUse(heading.text, Use.SKIP, hint=OF_OLD.format(year=year))
    return use


def _kind(table: SchoolTable) -> LayoutKind:
    has_class = any(_last(CLASS.fullmatch, heading) for heading in table.headings)
    return LayoutKind.PLATFORM if has_class else LayoutKind.CONSOLIDATED


def _last(match: Callable[[str], object], heading: ColumnHeading) -> bool:
    return bool(match(header_key(heading.parts[-1])))


def _example(table: SchoolTable, column: int) -> str:
    cells = (table.grid.cell(row, column) for row in table.rows())
    return next((cell.written for cell in cells if not cell.is_empty), "")


def _common_use(heading: ColumnHeading) -> Use | None:
    """Columns that every table may have."""
    for use, pattern in ((Use.SKIP, ORDINAL), (Use.CODE, CODE), (Use.MUNICIPALITY, MUNICIPALITY),
                         ):  # fmt: skip
        if _last(pattern.fullmatch, heading):
            return use
    is_school = _last(is_school_header, heading) or _last(SCHOOL.fullmatch, heading)
    return Use.SCHOOL if is_school else None


def _use(heading: ColumnHeading, questions: tuple[Question, ...]) -> ColumnUse:
    """A column of a consolidated table."""
    if header_key(heading.parts[-1]) == BARE_CODE:
        return ColumnUse(heading.text, Use.CODE, hint=IF_OF_SCHOOLS)
    if use := _common_use(heading):
        return ColumnUse(heading.text, use)
    if is_of_a_sender(heading.parts[-1]):
        return ColumnUse(heading.text, Use.SKIP, hint=OF_A_PERSON)
    if MOMENT.fullmatch(heading.key):
        return ColumnUse(heading.text, Use.MOMENT)
    if column_of(heading.parts[-1]) is ColumnKind.YEAR:
        return ColumnUse(heading.text, Use.YEAR)
    if whole := _lump(heading, questions):
        return whole
    if PERCENT.search(heading.key):
        return _percent(heading, questions)
    if SPAN.search(heading.key) or any(map(grades_together, heading.parts)):
        return ColumnUse(heading.text, Use.SKIP, hint=LUMP)
    answer = _answer(heading, questions)
    is_sure = answer.use is not Use.SKIP and answer.hint != DOUBT
    if ROLL.search(heading.key) and not is_sure:
        return ColumnUse(heading.text, Use.SKIP, hint=FROM_THE_REGISTER)
    return answer


def _lump(heading: ColumnHeading, questions: tuple[Question, ...]) -> ColumnUse | None:
    """«… обучающихся 1–11 классов …»: one number for all the grades of a question."""
    found = GRADES_TOGETHER.search(heading.key)
    if found is None or PERCENT.search(heading.key):
        return None
    grades = tuple(range(int(found[1]), int(found[2]) + 1))
    asked = tuple(one for one in questions if one.grades == grades)
    likely = likely_question(GRADES_TOGETHER.sub(" ", heading.key), asked)
    if likely is None:
        return None
    if (odd := _counts_other(heading.key, likely.question)) is not None:
        return ColumnUse(heading.text, Use.SKIP, hint=odd)
    hint = UNPARTED if likely.is_sure else DOUBT
    return ColumnUse(heading.text, Use.TOTAL, likely.question.code, hint=hint)


def _percent(heading: ColumnHeading, questions: tuple[Question, ...]) -> ColumnUse:
    """Percents are never taken; that of a whole question is held against its numbers."""
    key = ROLL.sub(" ", PERCENT.sub(" ", heading.key))
    asked = tuple(one for one in questions if one.grades)
    likely = None if any(map(grade_in, heading.parts)) else likely_question(key, asked)
    if likely is None or not likely.is_sure:
        return ColumnUse(heading.text, Use.SKIP, hint=COMPUTED)
    return ColumnUse(heading.text, Use.PERCENT, likely.question.code, hint=COMPUTED)


def _answer(heading: ColumnHeading, questions: tuple[Question, ...]) -> ColumnUse:
    grade = next((one for part in reversed(heading.parts) if (one := grade_in(part))), NO_GRADE)
    if not grade and (lettered := LETTERED.search(heading.key)):
        grade = int(lettered[1])
    is_total = bool(TOTAL.search(heading.key))
    asked = tuple(one for one in questions if not grade or grade in one.grades)
    likely = likely_question(without_grade(heading.key), asked)
    if likely is None:
        return ColumnUse(heading.text, Use.SKIP, hint=UNKNOWN)
    if (odd := _counts_other(heading.key, likely.question)) is not None:
        return ColumnUse(heading.text, Use.SKIP, hint=odd)
    doubt = "" if likely.is_sure else DOUBT
    code = likely.question.code
    if likely.question.grades and not grade:
        return ColumnUse(
            heading.text, Use.TOTAL, code, hint=doubt or ("" if is_total else UNPARTED)
        )
    return ColumnUse(heading.text, Use.ANSWER, code, grade, doubt)


LETTERED = re.compile(r"(?<!\d)(\d{1,2}) ?-?[а-д](?: и \d{1,2} ?-?[а-д])*(?= ?(?:класс|кл\b)|$)")
"""«6а класс»: one class of several of its grade."""
PART_OF_ANSWER = re.compile(
    r"\b(?:план|планов\w*|планир\w*|заплан\w*|целев\w*|прогноз\w*|норматив\w*|мальчик\w*|"
    r"девоч\w*|юнош\w*|девуш\w*|мужск\w*|женск\w*|овз|инвалид\w*|"
    r"сирот\w*|не (?:участв|прин|охвач|прош)\w*|(?:из них|в том числе|в т ч)(?! (?:в )?\d))\b"
)
"""What makes a number a plan, or a part of what is asked."""
COUNT_OF = re.compile(
    r"\b(?:количество|кол ?-? ?во|число)(?: [а-я-]+(?:ых|их|ой))* ([а-я-]+)|"
    r"^(просмотр\w*|педагог\w*|заяв\w*|сертификат\w*|команд\w*|мероприяти\w*|урок\w*)\b"
)
OF_PEOPLE = re.compile(
    r"участ|обуч|учащ|учен|школьн|дет|реб|чел|воспит|выпускн|подрост|молод|лиц|прин|прош|охва"
)


def _counts_other(key: str, question: Question) -> str | None:
    """Why a header that names a question counts something else; the question may ask just that."""
    asked = header_key(question.text)
    odd = next((one for one in PART_OF_ANSWER.findall(key) if one[:STEM] not in asked), None)
    if odd is not None:
        return NOT_WHOLE.format(word=odd)
    found = COUNT_OF.search(key) if question.answer is AnswerType.COUNT else None
    noun = (found[1] or found[2]) if found else ""
    own = OF_PEOPLE.match(noun) or noun[:STEM] == asked[:STEM]
    is_asked = own if OF_PEOPLE.match(asked) else noun[:STEM] in asked
    return None if not noun or is_asked else NOT_PEOPLE.format(word=noun)


def _platform_use(heading: ColumnHeading, questions: tuple[Question, ...]) -> ColumnUse:
    """A column of an export with a row for each pupil."""
    for use, pattern in ((Use.CLASS, CLASS), (Use.SKIP, LETTER), (Use.ARCHIVED, ARCHIVED)):
        if _last(pattern.fullmatch, heading):
            return ColumnUse(heading.text, use)
    if ACTIVITY.search(heading.key) and (counted := _counted(heading, questions)):
        return ColumnUse(heading.text, Use.MEASURE, counted.code, hint=ONCE)
    return ColumnUse(heading.text, _common_use(heading) or Use.SKIP)


def _counted(heading: ColumnHeading, questions: tuple[Question, ...]) -> Question | None:
    """The question on the project whose platform this is, unless the header names another."""
    asked = tuple(one for one in questions if one.grades and one.answer is AnswerType.COUNT)
    likely = likely_question("билет в будущее", asked) or likely_question(heading.key, asked)
    return likely.question if likely else None


def _said_once(uses: Sequence[ColumnUse]) -> Iterator[ColumnUse]:
    """One column of schools and of each answer; what repeats is left for a person to decide."""
    keys = [(one.use, one.question, one.grade) for one in uses]
    times = Counter(keys)
    best: dict[tuple[Use, str, int], int] = {}
    for at in sorted(range(len(uses)), key=lambda at: bool(uses[at].hint)):
        best.setdefault(keys[at], at)
    for at, (one, key) in enumerate(zip(uses, keys, strict=True)):
        if times[key] > 1 and one.use is Use.ANSWER and LETTERED.search(header_key(one.header)):
            yield replace(one, use=Use.SKIP, question="", grade=NO_GRADE, hint=LETTERS)
        elif one.use in (Use.SKIP, Use.MEASURE) or best[key] == at:
            has_rivals = one.use in ANSWERING and one.use is not Use.MEASURE and times[key] > 1
            yield replace(one, hint=one.hint or RIVALS) if has_rivals else one
        else:
            yield replace(one, use=Use.SKIP, question="", grade=NO_GRADE, hint="уже есть столбец")
