"""An order as a file → a proposal of its roadmap: the act, the years, the rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from data_model.errors import WrongDefinition
from data_model.roadmap import Act
from loaders.orders.columns import LAST_COUNTED
from loaders.orders.document import shortened, unlisted
from loaders.orders.formats import read_document
from loaders.orders.interpret import CONVENTIONS, interpret
from loaders.orders.links import linked
from loaders.orders.measures import read_measure
from loaders.orders.numbers import Span, Years, years_in
from loaders.orders.proposal import RoadmapProposal, RowProposal
from loaders.orders.rows import NOTE, OrderTable, find_rows
from loaders.orders.terms import Frame
from loaders.values.days import MONTH, month_number

KIND = re.compile(r"^(приказ|распоряжение|постановление|решение)\b", re.IGNORECASE)
KINDS = {
    "приказ": "приказ", "распоряжени": "распоряжение", "постановлени": "постановление",
    "решени": "решение", "протокол": "протокол",
}  # fmt: skip
"""How a stamp declines the kind → the kind."""
APPROVED = re.compile(
    rf"\b(?:утвержд\w+\s+|приложени\w+[^\n]{{0,12}}\sк\s+)(?P<kind>{'|'.join(KINDS)})\w*",
    re.IGNORECASE,
)
"""«Утверждён приказом … от … № …», «Приложение N 2 к постановлению … от … № …»."""
DATE = re.compile(
    rf"(?:\b|[«\"“])(?P<day>\d{{1,2}})[»\"”]?[.\s](?P<month>\d\d)[.\s]\s?(?P<year>\d{{4}})(?!\d)"
    rf"|(?P<day2>\d{{1,2}})[»\"”]?\s+(?P<word>{MONTH})\s+(?P<year2>\d{{4}})",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?:№|\bN)\s*((?:[А-ЯЁ]{1,3}-?)?\d[\w/.\-]*)", re.IGNORECASE)
YEAR_WORD = re.compile(r"^\s*(?:г\w*\.?)?\W{0,3}?(?=№|N)")
ANNEX = re.compile(r"приложени\w*\s*(?:№|\bN)?\s*\d*(?!\d)", re.IGNORECASE)
"""The number of the annex is not that of the act."""
BARE_NUMBER = re.compile(r"(?:^|\s)(\d[\w/\-]*)(?:\s|$)")
SUBJECT = re.compile(r"^(об?)\s+\w", re.IGNORECASE)
HEADING = re.compile(
    r"(дорожн\w+ карт|план\w* (?:мероприяти|реализаци|действи)|комплекс\w* мер)", re.IGNORECASE
)
PLAN = re.compile(
    r"^(?:комплексн\w+\s+)?(?:план|программ|мероприяти|мер)[\w-]*\s.*20\d\d", re.IGNORECASE
)
"""«План развития школьных театров на 2025/2026 учебный год»."""
INDICATORS = re.compile(r"показател|индикатор|^(перечень|таблиц|сведени|паспорт)", re.IGNORECASE)
"""The heading over a table of indicators, where no other is found."""
HEADINGS = (HEADING, PLAN, INDICATORS)
"""Tried in turn."""
SECTION = re.compile(r"^(?:раздел|таблица)\s+[\dIVX.]+[.:]?\s*", re.IGNORECASE)
"""Before a heading that stands alone over its table."""
PREAMBLE = re.compile(r"^(в целях|на основании|во исполнение|руководствуясь|в соответствии)", re.I)
PLACE = re.compile(r"^(муниципальн\w+ |городск\w+ )?(район|област|округ|кра[йя]|республик)")
COMMON = re.compile(r"^(муниципальн|городск|сельск|автономн|административн|образовательн)")
"""Adjectives before «район», «округ» that are no names."""
OPENER = re.compile(r"^(управление|отдел|комитет|департамент|министерство)\b", re.IGNORECASE)


def read_act(lines: Sequence[str], kinds: re.Pattern[str] = KIND) -> Act:
    """Body, kind, date, number and subject; what is not found is empty (the date None).

    The date and the number stand under the word «приказ»; failing that, in the stamp of the
    approved document. Those of other acts, named in the preamble, are not taken.
    """
    place, kind = _kind(lines, kinds)
    head = _head(lines, place)
    stamped, body, approved = _stamp("\n".join(lines))
    return Act(
        body=_body(lines[:place], lines) or body,
        kind=kind or stamped or "приказ",
        date=_date(head) or _date(approved),
        number=_number(head) or _number(approved),
        title=_subject(head.split("\n")),
    )


def read_title(lines: Sequence[str]) -> str:
    """The heading over the table: from its last «Дорожная карта…» to the table."""
    starts = next(filter(None, (_starts(lines, words) for words in HEADINGS)), [])
    if not starts:
        return ""
    first, *more = takewhile(bool, lines[starts[-1] : starts[-1] + 4])
    is_of_table = len(more) < 3 and "" in lines[starts[-1] :][: len(more) + 2]
    heading = [
        line
        for line in (first, *more[: len(more) - is_of_table])
        if not re.match(r"раздел|таблиц|приложени|\d+\.\s|\(?утвержд", line, re.IGNORECASE)
    ]
    return ENDED.sub("", _unwrapped(heading or [SECTION.sub("", lines[starts[-1]])]))


ENDED = re.compile(r"(?<!г)\.+$")
"""A full stop behind a heading; «2026–2027 гг.» keeps its own."""


def _starts(lines: Sequence[str], words: re.Pattern[str]) -> list[int]:
    return [
        place
        for place, line in enumerate(lines)
        if words.search(line) and not SUBJECT.match(line) and not re.match(r"\d+\.\s", line)
    ]


def _kind(lines: Sequence[str], kinds: re.Pattern[str]) -> tuple[int, str]:
    """Where the act's kind is written, letters spaced out or not; «приказ» where nowhere."""
    for place, line in enumerate(lines):
        squeezed = line.replace(" ", "") if re.fullmatch(r"(\w )+\w", line) else line
        found = kinds.match(squeezed)
        if found:
            return place, found[1].lower()
    return 0, ""


def _stamp(text: str) -> tuple[str, str, str]:
    """Kind, body, and the lines of the date and the number in the stamp of what was approved."""
    for found in APPROVED.finditer(text):
        behind = text[found.end() : found.end() + LONGEST]
        day = DATE.search(behind)
        if day and not APPROVED.search(behind[: day.start()]):
            body = re.sub(r"\s*\bот\s*$", "", behind[: day.start()])
            lines = behind[day.start() :].split("\n")
            stamp = lines[0] if NUMBER.search(lines[0]) else "\n".join(lines[:2])
            return KINDS[found["kind"].lower()], _one_line(body), stamp
    return "", "", ""


LONGEST = 300
"""Letters between the kind of an act and its date."""


def _head(lines: Sequence[str], place: int) -> str:
    """The lines under the kind, down to the preamble or the approved document."""
    head: list[str] = []
    for line in lines[place : place + 10]:
        if PREAMBLE.match(line) or (head and re.match(r"утвержд|приложение|1\.", line, re.I)):
            break
        head.append(line)
    return "\n".join(head)


TOWN = re.compile(
    r"(?:[а-я]{1,4}\.\s?){1,2}[А-ЯЁ]|(?:село|город|пос[её]лок|станица|пгт|рп)\s+[А-ЯЁ]"
)
"""«г. Озёрск», «р. п. Верхнее Озеро»: where an act was signed."""


def _subject(head: Sequence[str]) -> str:
    """«Об утверждении …»; a line that begins with a small letter goes on from the one above."""
    start = next((place for place, line in enumerate(head) if SUBJECT.match(line)), len(head))
    on = takewhile(lambda one: one[:1].islower() and not TOWN.match(one), head[start + 1 :])
    return _unwrapped([*head[start : start + 1], *on]).rstrip(".")


def _unwrapped(lines: Sequence[str]) -> str:
    """Lines as one, no space behind the hyphen or the dash that one of them ends with."""
    return re.sub(r"(?<=\w-) (?=\w)|(?<=\d–) (?=\d)", "", _one_line(" ".join(lines)))


def _date(text: str) -> date | None:
    for found in DATE.finditer(text):
        day, month, year = found["day"], found["month"], found["year"]
        if found["word"]:
            day, month, year = found["day2"], str(month_number(found["word"])), found["year2"]
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _number(text: str) -> str:
    """With «№», best behind the date; else alone on a line with nothing but a date."""
    behind = (NUMBER.match(YEAR_WORD.sub("", text[day.end() :])) for day in DATE.finditer(text))
    signed = next(filter(None, behind), None) or NUMBER.search(ANNEX.sub(" ", text))
    if signed:
        return signed[1]
    for line in text.split("\n"):
        rest = re.sub(r"\bг\.?\s|\bот\s", " ", DATE.sub(" ", line))
        found = BARE_NUMBER.search(rest)
        if found and len(rest.split()) == 1:
            return found[1]
    return ""


def _body(above: Sequence[str], lines: Sequence[str]) -> str:
    """The lines over the kind, in the usual letters where they were all capitals."""
    named = [line for line in above if not re.match("росси", line, re.IGNORECASE)]
    parts = [
        f", {line}" if place and OPENER.match(line) else line for place, line in enumerate(named)
    ]
    document = " ".join(lines)
    if not "".join(parts).isupper():
        parts = [_in_usual_letters(one, document) if one.isupper() else one for one in parts]
    text = _one_line(" ".join(parts)).replace(" ,", ",")
    return _in_usual_letters(text, document) if text.isupper() else text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _in_usual_letters(text: str, document: str) -> str:
    """Capitals stay in the first word, in abbreviations and in names of places."""
    words = text.split()
    return " ".join(
        _capitalised(word)
        if place == 0 or words[place - 1].endswith(",") or _is_name(words, place, document)
        else word
        if _is_abbreviation(word)
        else word.lower()
        for place, word in enumerate(words)
    )


def _capitalised(word: str) -> str:
    """«ЦЕНТР» → «Центр», «МКУ» stays."""
    bare = word.strip('«»"(),.')
    return word if _is_abbreviation(word) else word.replace(bare, bare.capitalize())


def _is_name(words: Sequence[str], place: int, document: str) -> bool:
    """The first word of a quoted name, of a place, or what the document writes with a capital."""
    word = words[place].strip('«»"(),.').lower()
    after = " ".join(words[place + 1 : place + 3]).lower()
    of_place = word.endswith(("ого", "ой", "ий", "ая")) and not COMMON.match(word)
    of_town = place > 0 and words[place - 1].lower() in {"города", "посёлка", "поселка", "села"}
    if of_town or words[place].startswith(("«", '"')) or (of_place and PLACE.match(after)):
        return True
    return word.capitalize() in document and not re.search(rf"\b{re.escape(word)}\b", document)


def _is_abbreviation(word: str) -> bool:
    """At most four letters without two vowels: МКУ, ЦПУ, РМК."""
    bare = word.strip('«»"(),.')
    is_short = 1 < len(bare) < 5 and len(re.findall("[АЕЁИОУЫЭЮЯ]", bare)) < 2
    return is_short and bare not in {"ПО", "ПРИ", "ДЛЯ", "НАД", "БЕЗ"}


def read_order(content: bytes, filename: str) -> RoadmapProposal:
    """What an order promises, row by row, and what the reading was unsure of.

    Raises UnreadableFile for a file that cannot be opened, and WrongDefinition where no table
    of a roadmap is found in it.
    """
    table = find_rows(unlisted(read_document(content, filename)))
    changes = [line for line in _sentences(table.lines) if AMENDS.search(line)]
    if not table.rows and changes:
        raise WrongDefinition(
            f"{filename}: приказ изменяет прежний («{_short(changes[-1])}»), таблицы карты в нём "
            "нет. На странице «Дорожная карта» выберите «Править действующую карту»."
        )
    if not table.rows:
        raise WrongDefinition(
            f"{filename}: таблица дорожной карты не найдена. "
            + "".join(f"{said} " for said in (*_unread(table), *_in_the_text(table))[:TOLD])
            + "Нужна таблица, в шапке которой есть мероприятия и ещё две графы из четырёх "
            "(№, сроки, показатель, исполнители) или показатели и их значения по годам."
        )
    act, title = read_act(table.lines), read_title(table.lines_above)
    named = years_in(title) or years_in(act.title)
    table, counted = _in_calendar(table, named, act.date.year if act.date else None, filename)
    years, doubts = _years(table, named, act.date.year if act.date else None)
    frame = Frame(years.years, years.is_school, act.date)
    rows, said = _said_once(tuple(interpret(tuple(linked(table.rows)), frame)))
    return RoadmapProposal(
        title=title or act.title,
        act=act,
        years=years.years,
        rows=rows,
        unsure=(
            *_changing(changes),
            *_further(table),
            *table.notes,
            *counted,
            *doubts,
            *_missing(act),
            *said,
            *_unread(table),
            *_of_districts(rows),
            *_notes(table),
            *_in_the_text(table),
        ),
    )


AMENDS = re.compile(
    r"(?:строк|пункт|граф|позици|раздел|столб|приложени|карт|план|цифр|слов|дополнить|измен)\w*.*"
    r"(?:излож\w+ в (?:\w+ )?редакции|исключить|заменить|дополнить|внести\s+(?:\w+\s+){0,2}изменени"
    r"|признать\s+утратившим)|внести\s.*изменени",
    re.IGNORECASE,
)
"""«Строку 5 исключить», «пункт 3 изложить в следующей редакции»."""
TOLD = 5
"""Lines that are quoted in one sentence."""


def _quoted(lines: Sequence[str]) -> str:
    """The first of the lines as a sentence quotes them."""
    return ", ".join(f"«{_short(line)}»" for line in lines[:TOLD])


def _short(line: str) -> str:
    return shortened(line.strip("–—-•; .:"), SHORT)


SHORT = 90


def _sentences(lines: Iterable[str]) -> list[str]:
    """Lines that a page has cut, as one again."""
    whole: list[str] = []
    for line in lines:
        if whole and line[:1].islower() and whole[-1][-1:] not in ".;:":
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
    return whole


def _changing(changes: Sequence[str]) -> tuple[str, ...]:
    """Of an order that changes another one only its table is read."""
    if not changes:
        return ()
    return (
        f"Приказ изменяет прежний ({_quoted(changes)}). Прочитана только таблица в нём: "
        "если в ней не вся карта, не сохраняйте её вместо действующей, "
        "а выберите «Править действующую карту».",
    )


def _further(table: OrderTable) -> tuple[str, ...]:
    """«Дорожная карта по … на 2026–2027 годы» over a further table: another one in one order."""
    below = table.lines[len(table.lines_above) :]
    heads = [line for line in below if HEADING.match(line) and years_in(line)]
    if not heads:
        return ()
    return (
        f"В приказе не одна карта: ниже первой {_quoted(heads)}. Прочитаны вместе, "
        "годы взяты у первой. Загрузите каждую своим файлом или поправьте годы строк.",
    )


def _in_the_text(table: OrderTable) -> tuple[str, ...]:
    """Promises outside of tables («доля … составит не менее 75 %») are named."""
    lines = (line for line in _sentences(table.lines) if not NOTE.match(line))
    promises = [line for line in lines if _promises(line)]
    if not promises:
        return ()
    more = f" и ещё {len(promises) - TOLD}" if len(promises) > TOLD else ""
    return (
        f"Показатели в тексте вне таблиц не прочитаны: {_quoted(promises)}{more}. "
        "Если их проверяют, добавьте строки.",
    )


def _promises(line: str) -> bool:
    """A number with its comparison or percent, for pupils, schools or things."""
    is_told = QUANTITIES.search(line) and not AMENDS.search(line)
    measure = read_measure(line, "") if is_told else None
    return measure is not None and bool(measure.each_year or measure.targets)


QUANTITIES = re.compile(
    r"не\s+(?:менее|более|ниже|выше|меньше|больше)\W+(?:чем\s+)?(?:на\s+|в\s+|у\s+)?\d|\d\s*(?:%|процент)",
    re.I,
)


MOST_TIMES = 5
"""In more rows than this one sentence is noise."""


def _said_once(rows: tuple[RowProposal, ...]) -> tuple[tuple[RowProposal, ...], tuple[str, ...]]:
    """Conventions, and what would stand in many rows, are said once with the rows they hold for."""
    where: dict[str, list[str]] = {}
    for row in rows:
        for sentence in row.unsure if row.kind else ():
            where.setdefault(sentence, []).append(row.number)
    once = {
        sentence: numbers
        for sentence, numbers in where.items()
        if sentence in CONVENTIONS or len(numbers) > MOST_TIMES
    }
    left = tuple(
        replace(row, unsure=tuple(one for one in row.unsure if one not in once or not row.kind))
        for row in rows
    )
    return left, tuple(f"{text} Строки: {', '.join(rows)}." for text, rows in once.items())


OF_SCHOOLS = re.compile(
    r"(?:^|\| )(?:наименование\s+)?(?:\w+\s+)?"
    r"(?:школ[аы]|О[ОУ]|организаци[яи]|учреждени[ея])(?: \||$)",
    re.IGNORECASE,
)
"""A column of a table that is not read."""
OF_DISTRICTS = re.compile(
    r"(?:^|\| )(?:наименование\s+)?(?:муниципальн\w+\s+|городск\w+\s+)?"
    r"(?:район|округ|образовани|территори)\w*(?: \||$)",
    re.IGNORECASE,
)
PLANS_OF_DISTRICTS = (
    "она по районам. Возьмите из неё числа своего района и впишите их строками карты."
)
PLANS_OF_SCHOOLS = "она по школам. Планы школ загружают отдельно, раздел «Планы школ»."


def _unread(table: OrderTable) -> tuple[str, ...]:
    tables = tuple(f"Таблица «{head}» не прочитана: " + _why_unread(head) for head in table.unread)
    if table.values:
        heads = ", ".join(f"«{head}»" for head in table.values)
        taken = f"планом приняты {', '.join(f'«{head}»' for head in table.plans)}"
        tables += (f"Значения в графах {heads} не прочитаны: {taken}.",)
    tables += tuple(_left_over(table))
    if not table.parts_of_year:
        return tables
    heads = ", ".join(table.parts_of_year)
    said = f"Графы по частям года ({heads}) не прочитаны."
    return (*tables, f"{said} Если судить и по ним, впишите их в таблицу лет строки.")


def _why_unread(head: str) -> str:
    if OF_SCHOOLS.search(head):
        return PLANS_OF_SCHOOLS
    is_theirs = OF_DISTRICTS.search(head)
    return (
        PLANS_OF_DISTRICTS if is_theirs else "в её шапке нет мероприятий или показателей с планом."
    )


def _left_over(table: OrderTable) -> Iterator[str]:
    """Columns of no role where something stands, and forms of reports."""
    if table.left_over:
        heads = ", ".join(f"«{_short(head)}»" for head in table.left_over)
        said = f"Не прочитаны графы: {heads}."
        yield f"{said} Если в них планы или условия, впишите их в строки."
    for head in table.forms:
        yield f"Таблица «{head}» не прочитана: плана в ней нет, похоже на форму отчёта."


def _notes(table: OrderTable) -> Iterator[str]:
    """«* Нарастающим итогом», «Примечание: …»: what a note says is not known to the rows."""
    notes = [line for line in _sentences(table.lines) if NOTE.match(line)]
    if notes:
        yield (
            f"Примечания под таблицей не прочитаны: {_quoted(notes)}. "
            "Проверьте, не меняют ли они показатели."
        )


DISTRICT = re.compile(
    r"(?:г\.|город(?:ской\s+округ)?|МО|ГО|МР|муниципальн\w+\s+(?:район|округ|образовани\w+))\s*[«\"]?[А-ЯЁ]"
    r"|[А-ЯЁ][\w-]+(?:ск|цк)[ио]й\s+(?:(?:муниципальный|городской)\s+)?(?:район|округ|МР|МО|ГО)\b"
)


def _of_districts(rows: Sequence[RowProposal]) -> Iterator[str]:
    """Of a region's order: each row is the plan of another district."""
    found = [row for row in rows if DISTRICT.match(row.title.rsplit(": ", 1)[-1])]
    if len({row.title for row in found}) > 1:
        numbers = ", ".join(row.number for row in found)
        yield (
            f"Строки названы по районам ({_quoted([row.title for row in found])}): оставьте свои, "
            f"остальные исключите. Строки: {numbers}."
        )


def _missing(act: Act) -> tuple[str, ...]:
    parts = {"орган": act.body, "дата": act.date, "номер": act.number}
    missing = ", ".join(name for name, value in parts.items() if not value)
    return (f"Реквизиты приказа не найдены: {missing}. Укажите их.",) if missing else ()


def _years(
    table: OrderTable, named: Years | None, approved: int | None
) -> tuple[Years, tuple[str, ...]]:
    """The years of the title; failing that of the columns, the terms, or the year of the act."""
    planned = {year for row in table.rows for year in row.by_year}
    planned |= {part.year for row in table.rows for part in row.by_part if part.year}
    found = sorted(_years_of_rows(table))
    if planned and (named is None or not set(named.years) & planned):
        return _in_school(table, sorted({*planned, *found})), ()
    if planned and named and named.span is Span.UNTIL:
        return _in_school(table, sorted(planned)), ()
    if named and named.span is Span.UNTIL and approved:
        return Years(tuple(range(approved, named.years[0] + 1)), Span.RANGE), ()
    around = {year - 1 for year in named.years} if named and named.is_school else set()
    if named and found and not set(found) & (set(named.years) | around):
        both = range(min(found[0], named.years[0]), max(found[-1], named.years[-1]) + 1)
        return Years(tuple(both), is_school=named.is_school), (_APART,)
    if named:
        return named, ()
    if found:
        return Years(tuple(range(found[0], found[-1] + 1))), (_TERMS,)
    return (Years((approved,)), (_APPROVED,)) if approved else (Years(()), (_NOWHERE,))


def _in_calendar(
    table: OrderTable, named: Years | None, approved: int | None, filename: str
) -> tuple[OrderTable, tuple[str, ...]]:
    """«1-й год», «2-й год» as the years from the first one of the title, else from that of the act.

    Raises WrongDefinition where neither names a year.
    """
    counted = {year for row in table.rows for year in row.by_year if year <= LAST_COUNTED}
    first = named.years[0] if named and named.span is not Span.UNTIL else approved
    if not counted:
        return table, ()
    if first is None:
        raise WrongDefinition(
            f"{filename}: годы в графах названы по счёту («1-й год»), а первый год не назван. "
            "Впишите в шапку таблицы сами годы («2026», «2027») и прочитайте файл ещё раз."
        )
    rows = tuple(
        replace(row, by_year={first + year - 1: text for year, text in row.by_year.items()})
        for row in table.rows
    )
    taken = ", ".join(f"{year}-й — {first + year - 1}" for year in sorted(counted))
    said = f"Годы в графах названы по счёту. Принято: {taken}. Если счёт с другого года, поправьте."
    return replace(table, rows=rows), (said,)


def _in_school(table: OrderTable, years: Iterable[int]) -> Years:
    return Years(tuple(years), is_school=any(row.in_school_years for row in table.rows))


_TERMS = "Годы дорожной карты в заголовке не названы. Взяты годы из сроков и показателей."
_APART = "Годы в заголовке и в сроках разные. Взяты и те и другие."
_APPROVED = "Годы дорожной карты не названы. Взят год приказа."
_NOWHERE = "Годы дорожной карты не найдены. Укажите их."


COMPARED_WITH = re.compile(
    r"(?:уровн\w+|показател\w+|значени\w+|сравнени\w+\s+с|по отношению к|относительно|против"
    r"|чем в|итог\w+)"
    r"\s+(?:\w+\s+)?20\d\d(?!\s*[-–—/]\s*\d)",
    re.IGNORECASE,
)
"""«Не ниже уровня 2023 года»: a year to compare with, none of the roadmap."""


def _years_of_rows(table: OrderTable) -> Iterable[int]:
    for row in table.rows:
        for text in (row.term, row.wording):
            found = years_in(COMPARED_WITH.sub(" ", text))
            yield from found.years if found else ()
