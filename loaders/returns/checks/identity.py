"""Whose return it is («код формы»): every carrier that survived must say the same, rightly.

First what a file without identity looks like, as a proposal for a person; then the rules.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from data_model.places import Organisation
from data_model.returns import Severity
from data_model.roadmap import AND, Roadmap, roll_date
from loaders.files.workbook import Cell, Workbook
from loaders.forms.layout import (
    FORM_VERSION,
    HEADER_ROW,
    REPORT_OF,
    Claim,
    Identity,
    Owner,
    SheetName,
)
from loaders.registers.school_names import (
    Match,
    begins_as_a_name,
    find_place,
    looks_like_a_name,
    schools_of,
    suggest_places,
)
from loaders.returns.checks.rule import Rule, RuleBreach, Screening, Stage, at, cut
from loaders.returns.context import IntakeContext
from loaders.returns.parse import locate
from loaders.values.personal import signs_of
from loaders.values.reading import one_line, plain, read_period, without_yo

# a proposal for a file without identity

FIRST_ROWS = 30
LONGEST_NAME, LONGEST_LABEL = 300, 40
NEWEST = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Guess:
    """What the texts of a file point to; ``name`` is the text that may name the school.

    ``is_certain``: the school is named by its code or by a name in force, not by likeness;
    ``is_return``: the file speaks of what a roadmap asks; ``has_form``: in a table of its form.
    ``several`` are the schools of a file that surely names more than one.
    """

    org: str | None = None
    year: int | None = None
    name: str = ""
    is_certain: bool = False
    is_return: bool = True
    has_form: bool = True
    several: tuple[str, ...] = ()

    @property
    def may_be_taken(self) -> bool:
        """Whether the answers can be read once a person has said whose they are."""
        return self.is_return and self.has_form and not self.several


def guess_owner(workbook: Workbook, context: IntakeContext) -> Guess:
    """The school and the year that the first rows of the sheets name, where they name any.

    Any table of a school names it; only one that may be a return is asked about.
    """
    if not may_be_return(workbook, context):
        return Guess(is_return=False)
    texts = list(_texts(workbook))
    year, has_form = _year(texts, context.years()), bool(locate(workbook).headers)
    places = schools_of(place for _, place in context.everywhere().places.values())
    day = roll_date(year) if year else NEWEST
    if not has_form and (several := _named_beside(texts, places, day)):
        return Guess(None, year, has_form=False, several=several)
    for may_name in (looks_like_a_name, begins_as_a_name):
        for text in filter(may_name, texts):
            if found := suggest_places(text, places, day):
                certain = found[0].is_certain
                return Guess(_clear(found), year, text, certain, has_form=has_form)
    return Guess(None, year, has_form=has_form)


def _named_beside(texts: list[str], places: tuple[Organisation, ...], day: date) -> tuple[str, ...]:
    """The schools that a file names for sure, where it names more than one."""
    found = (find_place(text, places, day) for text in texts if looks_like_a_name(text))
    named = dict.fromkeys(one.organisation.name_on(day).short for one in found if one)
    return tuple(named) if len(named) > 1 else ()


FEWEST_WORDS = 3
"""So many words of a question are said by whoever answers it."""
OF_A_ROADMAP = re.compile(r"дорожн\w+ карт")
OWN_SHEETS = {plain(name) for name in SheetName}


def may_be_return(workbook: Workbook, context: IntakeContext) -> bool:
    """Whether a file speaks of what a roadmap asks: it has sheets, codes or words of its form."""
    if any(plain(grid.name) in OWN_SHEETS for grid in workbook.sheets):
        return True
    roadmaps = {
        id(one): one for years in context.everywhere().roadmaps.values() for one in years.values()
    }
    if not roadmaps:
        return True
    questions = [question for one in roadmaps.values() for question in one.questions]
    codes = {plain(one.code) for one in questions} | {OF_CODES}
    named = {name for one in questions for name in _quoted(one.text)}
    asked = {frozenset(_words(one.text)) for one in questions}
    for grid in workbook.sheets:
        for text in {plain(str(cell.value)) for cell in grid.texts}:
            words = _words(text)
            is_said = any(len(words & one) >= FEWEST_WORDS for one in asked)
            if is_said or text in codes or OF_A_ROADMAP.search(text):
                return True
            if any(name in text for name in named):
                return True
    return False


OF_CODES = plain("Код вопроса")


def _quoted(text: str) -> Iterator[str]:
    """«Билет в будущее»: how a question calls what it counts."""
    return (plain(one) for one in re.findall(r"[«„\"]([^«»„“\"]{4,})", text))


def _words(text: str) -> set[str]:
    """The words of a text by their beginnings: people write them in other cases."""
    return {one[:5] for one in re.findall(r"[а-я]{4,}", without_yo(plain(text)))}


def _texts(workbook: Workbook) -> Iterator[str]:
    """Texts near the top of each sheet, and the name of the file."""
    for grid in workbook.sheets:
        for cell in grid.texts:
            if cell.row < FIRST_ROWS and len(cell.written) <= LONGEST_NAME:
                yield cell.written
    yield PurePosixPath(workbook.filename).stem.replace("_", " ")


def _clear(found: tuple[Match, ...]) -> str | None:
    """The best match, where no other is as good."""
    is_alone = len(found) == 1 or found[0].likeness > found[1].likeness
    return found[0].organisation.code if is_alone else None


def _year(texts: list[str], known: frozenset[int]) -> int | None:
    """The year named most often among those of the roadmaps."""
    named = Counter(year for text in texts if (year := read_period(text).year) in known)
    return named.most_common(1)[0][0] if named else None


# the rules


def _sound(screening: Screening) -> list[Claim]:
    return [claim for claim in screening.located.claims if claim.is_sound]


def form_says_whose_it_is(screening: Screening) -> Iterator[RuleBreach]:
    """A file without identity is offered to a person, with what it looks like."""
    if screening.identity is None and not screening.located.claims:
        guess = guess_owner(screening.workbook, screening.context)
        if not guess.is_return:
            yield RuleBreach(words={"guess": NO_RETURN + _seen(screening.workbook), "cure": TAKE})
        elif guess.several:
            named = ", ".join(f"«{one}»" for one in guess.several[:MOST_SEEN])
            more = " и другие" * (len(guess.several) > MOST_SEEN)
            yield RuleBreach(
                words={"guess": f", а школ в нём несколько: {named}{more}.", "cure": ROWS}
            )
        else:
            cure = SAY if guess.has_form else FILL
            words = {"guess": f"{NOBODYS}.{_in_words(guess, screening)}", "cure": cure}
            yield RuleBreach(words=words)


NOBODYS = ": неизвестно, чей это отчёт и за какой год"
SAY = "Укажите школу и год при загрузке или внесите данные в бланк, скачанный для этой школы."
FILL = (
    "Столбца с кодами вопросов в нём тоже нет, читать ответы не по чему: внесите их в бланк, "
    "скачанный для этой школы, или в сводную таблицу, где у школы одна строка."
)
ROWS = (
    "Такая запись не читается: нужна таблица, где у каждой школы одна строка, а в шапке — вопросы "
    "карты и классы, или бланки школ. Буквы классов, мальчиков и девочек, кварталы сложите; вместо "
    "процентов впишите числа."
)
NO_RETURN = ", и на отчёт он не похож: вопросов дорожной карты в нём нет."
TAKE = (
    "Нужен бланк отчёта, скачанный для школы, или сводная таблица с вопросами карты в шапке; "
    "реестр и контингент загружают на странице «Организации и контингент»."
)
MOST_SEEN, LONGEST_SEEN = 4, 40


def _seen(workbook: Workbook) -> str:
    """What stands first on the first sheet with a text, persons left aside."""
    for grid in workbook.sheets:
        texts = dict.fromkeys(cut(one_line(cell.written), LONGEST_SEEN) for cell in grid.texts)
        told = [f"«{one}»" for one in texts if one and not signs_of(one)][:MOST_SEEN]
        if told:
            return f" На листе «{cut(grid.name, LONGEST_SEEN)}» стоит: {', '.join(told)}."
    return ""


def _in_words(guess: Guess, screening: Screening) -> str:
    place = screening.context.place(guess.org or "")
    school = f"«{place[1].name.short}» (код {guess.org})" if place else ""
    told = ", ".join(part for part in (school, f"{guess.year} год" if guess.year else "") if part)
    return f" Похоже, это {told}." if told else ""


def person_said_whose_it_is(screening: Screening) -> Iterator[RuleBreach]:
    if screening.owner and not screening.located.claims:
        name = screening.form.organisation.name.short
        yield RuleBreach(words={"name": name, "year": screening.owner.year})


def person_and_file_agree(screening: Screening) -> Iterator[RuleBreach]:
    """What a person says never overrules what a form says of itself."""
    said, identity = screening.owner, screening.identity
    if said and identity and (said.org, said.year) != (identity.org, identity.year):
        words = {"said": f"{said.org}/{said.year}", "stated": f"{identity.org}/{identity.year}"}
        yield _told(screening, **words)


def title_agrees(screening: Screening) -> Iterator[RuleBreach]:
    """What people see on the title is what the form says of itself; else a person says it."""
    identity = screening.identity
    if identity is None or screening.owner or not _is_settled(screening, identity):
        return
    for cell, seen, hidden, cure in _seen_otherwise(screening, identity):
        yield at(cell, seen=seen, hidden=hidden, cure=cure)
    named = named_by_file(screening.workbook.filename, screening.context)
    if named and (named.org, named.year) != (identity.org, identity.year):
        cure = "взять бланк той школы и того года, о которых отчёт,"
        words = {"hidden": f"{identity.org} за {identity.year} год", "cure": cure}
        yield RuleBreach(words={"seen": f"{named.org} за {named.year} год в имени файла", **words})


def named_by_file(filename: str, context: IntakeContext) -> Owner | None:
    """The school and year in a name that our forms have («580401_2021»); None in other names."""
    stem = PurePosixPath(filename).stem
    found = [
        (code, int(year))
        for code, year in re.findall(r"(?<![^\W_])([^\W_]+)_(20\d\d)(?!\d)", stem)
        if context.place(code)
    ]
    found += [
        (code, int(year))
        for year, code in re.findall(r"(?<!\d)(20\d\d)_([^\W_]+)(?![^\W_])", stem)
        if context.place(code)
    ]
    return Owner(*found[0]) if len(found) == 1 else None


def _is_settled(screening: Screening, identity: Identity) -> bool:
    """Whether the form is known and all that it says of itself agrees: else that is told."""
    known = screening.context.roadmap_of(identity.org, identity.year)
    is_known = known is not None
    claims = screening.located.claims
    is_one = all(claim.is_sound and claim.identity == identity for claim in claims)
    is_signed = not any(True for _ in _unsigned_against_the_name(screening))
    return is_known and is_one and is_signed and known is not None and _asks(known, identity.form)


def _asks(roadmap: Roadmap, form: str) -> bool:
    """Whether a form with this code asks about one of the roadmaps of the year."""
    return bool({part.code for part in roadmap.each} & {*form.split(AND)})


def _seen_otherwise(
    screening: Screening, identity: Identity
) -> Iterator[tuple[Cell, str, str, str]]:
    """What the title and the heads of the sheets show of another school or year, once each."""
    org, year, name = seen_on_title(screening.workbook)
    seen = read_period(year.written).year if year else None
    if year and seen not in (None, identity.year):
        yield year, f"{seen} на титуле", str(identity.year), f"взять бланк {seen} года"
    if org and not org.is_empty and org.written != identity.org:
        yield org, f"{org.written} на титуле", identity.org, OWN_FORM
    known = screening.context.place(identity.org)
    own = f"«{known[1].name.short}» (код {identity.org})" if known else identity.org
    is_other = name and known and is_name_of_another(name.written, known[1])
    if name and is_other:
        yield name, f"«{name.written}» на титуле", own, OWN_FORM
    for cell, head, told in () if is_other else _heads(screening.workbook):
        if told not in (None, identity.year):
            cure = f"взять бланк {told} года"
            yield cell, f"{told} в шапке листа «{cell.sheet}»", str(identity.year), cure
            return
        if known and is_name_of_another(head, known[1]):
            yield cell, f"«{head}» в шапке листа «{cell.sheet}»", own, OWN_FORM
            return


def _heads(workbook: Workbook) -> Iterator[tuple[Cell, str, int | None]]:
    """«МБОУ СОШ № 1 · отчёт за 2021 год» over the tables: the cell, the name, the year."""
    for grid in workbook.sheets:
        for cell in grid.texts:
            if cell.row >= HEADER_ROW:
                break
            name, sign, year = str(cell.value).rpartition(REPORT_OF)
            if sign:
                yield cell, name.strip(), read_period(year).year


def is_name_of_another(text: str, place: Organisation) -> bool:
    """Whether a text names a school, and surely not this one by any name it has ever had."""
    if any(one_line(text) in (one.full, one.short) for one in place.names):
        return False
    return looks_like_a_name(text) and not suggest_places(text, (place,), NEWEST)


def is_named(text: str, place: Organisation) -> bool:
    """Whether a text is surely a name of this place."""
    return find_place(text, (place,), NEWEST) is not None


def seen_on_title(workbook: Workbook) -> tuple[Cell | None, Cell | None, Cell | None]:
    """The cells with the code, the year and the name of the organisation on the title."""
    grid = workbook.sheet(SheetName.TITLE)
    texts = [one for one in grid.texts if len(str(one.value)) <= LONGEST_LABEL] if grid else []
    labels = {plain(cell.value): cell for cell in texts}
    found = [labels.get(plain(label)) for label in (OF_ORG, OF_YEAR, OF_NAME)]
    cells = [grid.cell(one.row, one.column + 1) if grid and one else None for one in found]
    return cells[0], cells[1], cells[2]


OF_ORG, OF_YEAR, OF_NAME = "Код организации", "Отчётный год", "Организация"
"""Labels of the title page."""
OWN_FORM = "взять бланк своей школы"


def identity_is_unedited(screening: Screening) -> Iterator[RuleBreach]:
    for claim in screening.located.claims:
        if not claim.is_sound:
            yield RuleBreach(claim.sheet, claim.cell, {"found": claim.written})
    yield from _unsigned_against_the_name(screening)


def _unsigned_against_the_name(screening: Screening) -> Iterator[RuleBreach]:
    """Where no checksum survived, the name of the school in the form must not be of another."""
    claims = screening.located.claims
    if not claims or screening.identity is None or any(claim.checksum for claim in claims):
        return
    named = guess_owner(screening.workbook, screening.context)
    if named.is_certain and named.org != screening.identity.org:
        yield RuleBreach(claims[0].sheet, claims[0].cell, {"found": claims[0].written})


def identities_agree(screening: Screening) -> Iterator[RuleBreach]:
    sound = _sound(screening)
    for claim in sound[1:]:
        if claim.identity != sound[0].identity:
            words = {
                "one": _code(sound[0]),
                "one_place": f"{sound[0].sheet}!{sound[0].cell}",
                "other": _code(claim),
            }
            yield RuleBreach(claim.sheet, claim.cell, words)
            return


def _code(claim: Claim) -> str:
    return claim.identity.code if claim.identity else claim.written


def _told(screening: Screening, **words: object) -> RuleBreach:
    """A finding at the cell that says whose form it is."""
    claim = next(iter(_sound(screening)), None)
    return RuleBreach(claim.sheet if claim else "", claim.cell if claim else "", words)


def form_is_of_this_version(screening: Screening) -> Iterator[RuleBreach]:
    identity = screening.identity
    if identity and identity.version != FORM_VERSION:
        yield _told(screening, version=identity.version, present=FORM_VERSION)


def form_is_known(screening: Screening) -> Iterator[RuleBreach]:
    identity = screening.identity
    if identity and not screening.context.is_form(identity.form, identity.org):
        yield _told(screening, form=identity.form)


def organisation_is_known(screening: Screening) -> Iterator[RuleBreach]:
    identity = screening.identity
    if identity and screening.context.place(identity.org) is None:
        yield _told(screening, org=identity.org)


def year_is_of_the_roadmap(screening: Screening) -> Iterator[RuleBreach]:
    """The roadmap in force for this organisation and year is the one of the form."""
    identity = screening.identity
    if identity is None or screening.context.place(identity.org) is None:
        return
    roadmap = screening.context.roadmap_of(identity.org, identity.year)
    if roadmap is None:
        yield _told(screening, year=identity.year)


def form_is_of_this_district(screening: Screening) -> Iterator[RuleBreach]:
    identity = screening.identity
    if identity is None:
        return
    roadmap = screening.context.roadmap_of(identity.org, identity.year)
    is_known = screening.context.is_form(identity.form, identity.org)
    if roadmap and is_known and not _asks(roadmap, identity.form):
        yield _told(screening, form=identity.form, expected=roadmap.code)


def form_asks_of_all_roadmaps(screening: Screening) -> Iterator[RuleBreach]:
    """A form from before another roadmap came: what it does not ask stays unanswered."""
    lacking = _not_asked(screening)
    if lacking and not any(_answered(screening, part) for part in lacking):
        yield RuleBreach(words={"roadmaps": _titles(lacking)})


def no_other_roadmap_is_emptied(screening: Screening) -> Iterator[RuleBreach]:
    """Such a form would take the place of a return that answers the other roadmap too."""
    if lacking := [part for part in _not_asked(screening) if _answered(screening, part)]:
        yield RuleBreach(words={"roadmaps": _titles(lacking)})


def _not_asked(screening: Screening) -> list[Roadmap]:
    """The roadmaps of the year with questions to this organisation that the form has not."""
    parsed, form = screening.parsed.parsed, screening.form
    roadmap = screening.context.roadmap_of(parsed.org, parsed.year)
    asked = {part.code for part in form.roadmap.each}
    return [
        part
        for part in (roadmap.each if roadmap else ())
        if part.code not in asked and any(part.asked(form.respondent))
    ]


def _answered(screening: Screening, part: Roadmap) -> bool:
    """Whether the return in force answers a question that this roadmap alone asks."""
    own = {one.code for one in part.questions} - {one.code for one in screening.questions}
    return any(question in own for question, _ in screening.form.before)


def _titles(parts: list[Roadmap]) -> str:
    return ", ".join(f"«{part.title}»" for part in parts)


RULES: tuple[Rule, ...] = (
    Rule(
        "no_identity",
        "Нет кода формы",
        Severity.ERROR,
        "В файле нет строки «Код формы»{guess} {cure}",
        Stage.IDENTITY,
        form_says_whose_it_is,
        example="своя таблица школы; лист перенесён в новую книгу; меню, тарификация, реестр",
    ),
    Rule(
        "identity_edited",
        "Код формы изменён",
        Severity.ERROR,
        "Код формы изменён вручную или испорчен: «{found}». Скачайте бланк заново и перенесите "
        "в него данные.",
        Stage.IDENTITY,
        identity_is_unedited,
        example="в строке «Код формы» исправлен код школы или год",
    ),
    Rule(
        "identity_conflict",
        "Листы из разных бланков",
        Severity.ERROR,
        "В книге листы из разных бланков: {one} (ячейка {one_place}) и {other}. Если это два "
        "отчёта, сохраните каждый отдельной книгой; если один, соберите его в бланке своей "
        "организации за нужный год.",
        Stage.IDENTITY,
        identities_agree,
        example="лист из бланка соседней школы",
    ),
    Rule(
        "identity_disagrees",
        "На титуле, в шапке листа или в имени файла другая школа, другой год",
        Severity.ERROR,
        "{seen}, а {hidden} в коде формы: неизвестно, чей это отчёт и за какой год. "
        "Нужно {cure} и перенести в него ответы, или укажите школу и год при загрузке.",
        Stage.IDENTITY,
        title_agrees,
        example="прошлогодний бланк, год на титуле исправлен рукой",
    ),
    Rule(
        "owner_differs",
        "Указана другая школа или другой год",
        Severity.ERROR,
        "При загрузке указано {said}, а в файле стоит {stated}. Загрузите файл без указания "
        "школы и года или возьмите файл той школы.",
        Stage.IDENTITY,
        person_and_file_agree,
        example="--org 580402 к бланку школы 580401",
    ),
    Rule(
        "unknown_form",
        "Неизвестная форма",
        Severity.ERROR,
        "Форма «{form}» не относится ни к одной загруженной дорожной карте. Возьмите бланк "
        "на странице «Бланки».",
        Stage.IDENTITY,
        form_is_known,
        example="бланк другой дорожной карты",
    ),
    Rule(
        "old_version",
        "Бланк другого образца",
        Severity.ERROR,
        "Бланк образца {version}, сейчас действует образец {present}. Скачайте новый бланк "
        "и перенесите в него данные.",
        Stage.IDENTITY,
        form_is_of_this_version,
        example="бланк прошлого образца",
    ),
    Rule(
        "unknown_organisation",
        "Организации нет в реестре",
        Severity.ERROR,
        "Организации с кодом {org} нет в реестре. Проверьте, тот ли это бланк; если школа "
        "новая, внесите её в реестр.",
        Stage.IDENTITY,
        organisation_is_known,
        example="код, которого нет в реестре",
    ),
    Rule(
        "unknown_year",
        "Год вне дорожной карты",
        Severity.ERROR,
        "На {year} год дорожной карты нет. Возьмите бланк нужного года на странице «Бланки».",
        Stage.IDENTITY,
        year_is_of_the_roadmap,
        example="бланк на год вне карты",
    ),
    Rule(
        "foreign_form",
        "Форма другого района",
        Severity.ERROR,
        "Форма «{form}» не та, по которой отчитывается эта организация: нужна «{expected}». "
        "Возьмите её бланк на странице «Бланки».",
        Stage.IDENTITY,
        form_is_of_this_district,
        example="бланк соседнего района",
    ),
    Rule(
        "answers_of_another_roadmap",
        "В бланке нет вопросов, на которые школа уже ответила",
        Severity.ERROR,
        "Бланк прежний: в нём нет вопросов дорожной карты {roadmaps}, а ответы на них уже приняты "
        "и пропали бы. Возьмите новый бланк на странице «Бланки», прежние ответы в нём уже стоят.",
        Stage.SHAPE,
        no_other_roadmap_is_emptied,
        example="исправление в бланке, выданном до второй дорожной карты",
    ),
    Rule(
        "form_of_fewer_roadmaps",
        "Бланк выдан до второй дорожной карты",
        Severity.NOTE,
        "В бланке нет вопросов дорожной карты {roadmaps}: по ней ответов нет. Для неё возьмите "
        "новый бланк на странице «Бланки».",
        Stage.ANSWERS,
        form_asks_of_all_roadmaps,
        example="бланк, выданный до второй дорожной карты",
    ),
    Rule(
        "owner_stated",
        "Школу и год указал человек",
        Severity.NOTE,
        "Кода формы в файле нет. При загрузке указано: «{name}», {year} год.",
        Stage.ANSWERS,
        person_said_whose_it_is,
        example="файл без «Код формы», школа выбрана на странице",
    ),
)
"""Errors, and notes: a person has said whose it is, the form asks of fewer roadmaps."""
