"""Minutes of a meeting as a document («протокол из Word, PDF, текста») → a proposed protocol.

Lines of the document fall into parts by their openers («Присутствовали», «Повестка», «СЛУШАЛИ»,
«РЕШИЛИ»); each part is read by small rules, each clause by tables of words. Persons are named by
their posts, their names are left out. What is not understood is said as a sentence about its
clause; a person looks before anything is stored.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from data_model.decisions import (
    AgendaItem,
    Audience,
    Decision,
    DecisionKind,
    Heard,
    MeetingProtocol,
    TermKind,
)
from data_model.errors import WrongDefinition
from loaders.meetings.protocol import read_protocol, refuse_contradictions
from loaders.orders.document import PaperTable, tidy
from loaders.orders.formats import read_document
from loaders.orders.reader import read_act
from loaders.values.days import MONTH, days_in, month_number

KIND = re.compile(r"^(протокол|решение)\b", re.IGNORECASE)
NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]\."
"""«Титова Е.И.» in any case."""
PERSON = re.compile(rf"^(?:{NAME}|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+)\s*[,–—-]?\s*")
BEHIND = re.compile(rf"(?<=[\w»)])[,\s–—-]+(?:{NAME}|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+)\W*$")
INITIALS_FIRST = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+$")
PRESENT = re.compile(r"^(?:на\s+\w+\s+)?присутств\w+\b(?:[^:]{0,60}:)?\s*", re.IGNORECASE)
AGENDA = re.compile(r"^повестк\w+\b(?:[^:]{0,60}:)?\s*", re.IGNORECASE)
HEARD = re.compile(
    r"^(?:\d+[.)]?\s*)?(?:по\s+\w+\s+вопросу\s+)?(?:слушали|выступил\w*|заслушали|доложил\w*"
    r"|информация(?=:)|докладчик\w*(?=:))\W*",
    re.IGNORECASE,
)
DECIDED = re.compile(
    r"^(?:.{0,300}\b)?(?:решили|постановили|решил[аи]?|постановил[аи]?|решает|постановляет"
    r"|решение(?:\s+по\s+\w+\s+вопросу)?)\s*:\s*",
    re.IGNORECASE,
)
ASKED = re.compile(r"^вопрос\s+(?:№\s*)?\d+\s*[.:)–—-]\s*", re.IGNORECASE)
"""«Вопрос 1. О подготовке к зиме»: a question that names itself."""
OF_BODY = r"\b(?:\s+(?:заседания|комиссии|коллегии|рабочей группы|совета))?\W*"
CHAIR = re.compile(rf"^председатель{OF_BODY}", re.IGNORECASE)
SECRETARY = re.compile(rf"^секретарь{OF_BODY}", re.IGNORECASE)
VOTES = re.compile(r"^(?:про)?голосовали|^единогласно|^за\s*[-–—:]\s*\d", re.IGNORECASE)
NUMBER = re.compile(r"^[-–—•]?\s*(?P<number>\d+(?:\.\d+)*)\s*[.)]+\.?\s+|^[-–—•]\s*(?=\S)")
ABOUT = re.compile(
    r"[\s,–—-]\s*(?=(?:об?|с\s+(?:информаци|доклад|отч[её]т|предложени)\w+|по\s+вопрос\w+)\s)"
)
REQUISITES = re.compile(
    rf"\s*(?:\bот\s+)?[«\"]?\d{{1,2}}[»\"]?(?:\s+{MONTH}\s+|\.\d\d\.)\d{{4}}(?:\s*г\w*\.?)?|\s*№\s*\S+",
    re.IGNORECASE,
)
BEHIND_HEADING = re.compile(
    r"^(?:№|\d{1,2}\W|(?:г|с|р)\.\s|об?\s|от\s|дата|место|заслушав|рассмотрев|обсудив)",
    re.IGNORECASE,
)
"""What stands under a heading and is no part of it."""
GROUP = re.compile(r"(рабоч)ей (групп)ы|(комисси)и|(коллеги)и|(педагогическ)ого (совет)а", re.I)

KINDS: tuple[tuple[DecisionKind, str], ...] = (
    (DecisionKind.NOTE, r"к сведению"),
    (DecisionKind.RELEASE, r"снять с контроля"),
    (DecisionKind.ASSESS, r"^(?:признать|считать|оценить)\b"),
    (DecisionKind.RECOMMEND, r"^рекоменд(?:овать|уется)"),
    (
        DecisionKind.APPROVE,
        r"^(?:утвердить|одобрить|согласовать)\b|^(?:\S+\s+){1,4}(?:утвердить|одобрить|согласовать)\W*$",
    ),
    (DecisionKind.ASSIGN, r"^(?:поручить|обязать|возложить)\b"),
)
"""Which words make a clause what it is; the first that fits."""
GRADES = (
    (r"\bнеудовлетворительн\w+", "неудовлетворительно"),
    (r"\bудовлетворительн\w+", "удовлетворительно"),
    (r"\bнедостаточн\w+", "недостаточно"),
    (r"\bхорош\w+", "хорошо"),
    (r"\bотличн\w+", "отлично"),
    (r"\bэффективн\w+", "эффективно"),
)
"""A verbal grade («удовлетворительной») → the word of it."""
ALL_SCHOOLS = re.compile(
    r"^(?:всем\s+|все\s+)?(?:(?:руководител|директор|заместител)\w+\s+)?"
    r"(?:(?:муниципальн\w+\s+)?(?:обще)?образовательн\w+\s+(?:организаци|учреждени)\w+|школ[ыам]*|ОО|ОУ)"
    r"(?:\s+(?:района|округа|города|муниципалитета))?$",
    re.IGNORECASE,
)
VERB = r"(?P<verb>[а-яё]+(?:[аяиеоуы]ть|[еёз]сти|йти|чь)(?:ся|сь)?\b)"
"""An infinitive: what is to be done begins with it."""
TO_WHOM = re.compile(
    rf"^(?:поручить|рекомендовать|обязать)\s+(?P<whom>(?:[^,:]|,\s*(?:№\s*)?\d)+?)(?::\s*|\s+{VERB})",
    re.IGNORECASE,
)
BEFORE_COLON = re.compile(r"^(?P<whom>[А-ЯЁ][^:.;]{3,160}):\s*[-–—]?\s*")
DATIVE = re.compile(
    r"^(?P<whom>[А-ЯЁ][а-яё-]+(?:ам|ям|ому|ему|у|ю|ой)(?:\s(?:[^:.;]|\b[А-ЯЁ]\.){1,140}?)?)"
    rf"\s{VERB}"
)
"""«Руководителям школ обеспечить …»."""
ABBREVIATED = re.compile(
    rf"^(?P<whom>(?:М[КБА]О?У|ГБ?О?У|ГАУ)?\s?(?:«[^»]+»|[А-ЯЁ]{{2,7}}(?:\s+«[^»]+»)?))\s{VERB}"
)
"""«ЦРО организовать …», «МКУ «Центр» провести …»."""
CIRCUMSTANCE = re.compile(
    rf"\s(?=(?:при|до|в срок|в целях|с целью|в течени[ие]|ежегодно|постоянно)\s|в\s+{MONTH})"
)
"""Between those who are addressed and what they do."""
RESPONSIBLE = re.compile(
    r"[\s(]*\bотв(?:етственн\w+|\.)\s*(?:лиц\w+\s*)?[:–—-]?\s*(?P<whom>(?:[^.;()]|\b[А-ЯЁ]\.)+)\W*$",
    re.IGNORECASE,
)
"""At the end of a clause."""
DAY = rf"[«\"]?\d{{1,2}}[»\"]?(?:\s+{MONTH}(?:\s+\d{{4}})?|[./]\d{{1,2}}(?:[./]\d{{2,4}})?)"
DUE = re.compile(
    rf"(?<!\w)(?:до|к|не позднее)\s+(?P<text>{DAY})"
    rf"|\bсрок\w*[^.;)]{{0,60}}?[:–—-]\s*(?:до\s+)?(?P<text2>{DAY})",
    re.IGNORECASE,
)
VAGUE = re.compile(
    rf"\b(?:в|до конца|к концу|не позднее|к)\s+(?:\w+\s+)?{MONTH}(?:\s+\d{{4}})?|\bквартал\w*"
    r"|до (?:конца|начала) (?:учебного |\d{4}[\s-]*(?:\d{2,4} )?)?год\w*|\bсрок\w*\s*[:–—-]\s*\S+",
    re.IGNORECASE,
)
"""A term that names no day."""
TERMS: tuple[tuple[TermKind, str], ...] = (
    (TermKind.STANDING, r"\bпостоянно\b|на постоянной основе"),
    (
        TermKind.SCHOOL_YEAR,
        r"в\s+течени[ие]\s+(?:всего\s+|\d{4}\D\d{2,4}\s+)?(?:учебного|уч\.)\s*г",
    ),
)
"""Terms without a day."""


WRAPPED = 0.7
"""Of the longest line; a longer one without a full stop is wrapped, as all lines of a PDF are."""


@dataclass(frozen=True, slots=True)
class ProtocolProposal:
    """A protocol as it was understood, and what the reading was unsure of, clause by clause.

    ``is_read``: from a document, so that a person looks at it before it is stored.
    """

    protocol: MeetingProtocol
    unsure: tuple[str, ...] = ()
    is_read: bool = True


@dataclass(slots=True)
class _Question:
    """Lines of one question: who was heard, what was decided (None until it comes)."""

    heard: list[str] = field(default_factory=list)
    decided: list[str] | None = None


@dataclass(slots=True)
class _Parts:
    """Lines of the document by their part."""

    head: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    agenda: list[str] = field(default_factory=list)
    questions: list[_Question] = field(default_factory=list)
    chair: str = ""
    secretary: str = ""

    def question(self) -> _Question:
        """The question that goes on; a new one after each decision."""
        last = self.questions[-1] if self.questions else None
        if last is None or last.decided is not None:
            self.questions.append(_Question())
        return self.questions[-1]


def read_protocol_file(content: bytes, filename: str) -> ProtocolProposal:
    """A protocol as our TOML file, which leaves nothing open, or as a document."""
    if filename.lower().endswith(".toml"):
        return ProtocolProposal(read_protocol(content, filename), is_read=False)
    return read_minutes(content, filename)


def read_minutes(content: bytes, filename: str) -> ProtocolProposal:
    """The protocol of a document of any format that orders come in.

    Raises UnreadableFile for a file that cannot be opened, WrongDefinition where nothing was
    decided in it or its clauses contradict themselves.
    """
    parts = _parts(_lines(read_document(content, filename).blocks))
    day = _day(parts.head)
    if not any(question.decided for question in parts.questions):
        raise WrongDefinition(
            f"{filename}: решений не найдено. Нужен протокол, в котором после слова «РЕШИЛИ» "
            "или «ПОСТАНОВИЛИ» стоят пункты решения."
        )
    if day is None:
        raise WrongDefinition(f"{filename}: дата заседания не найдена. Впишите её под «ПРОТОКОЛ».")
    unsure: list[str] = []
    protocol = _protocol(parts, day, unsure)
    refuse_contradictions(protocol, filename)
    return ProtocolProposal(protocol, tuple(unsure))


def _lines(blocks: Iterable[str | PaperTable]) -> Iterator[str]:
    """Rows of a table are lines: date, place and number often stand in one."""
    for block in blocks:
        if isinstance(block, str):
            yield from filter(None, map(tidy, block.splitlines()))
            continue
        if decided := tuple(_decided_in(block)):
            yield from decided
            continue
        for row in block.rows:
            text = tidy(" ".join(cell.own for cell in row if not cell.across))
            if text:
                yield text


HEADS = (
    ("what", r"поручени|решени|мероприяти|содержани|что сделать"),
    ("whom", r"ответственн|исполнител|кому|кто"),
    ("due", r"срок|дата"),
)


def _decided_in(table: PaperTable) -> Iterator[str]:
    """Clauses of a table «Поручение | Ответственный | Срок», each as a line of words."""
    first, *rows = table.rows
    heads = [tidy(cell.text).lower() for cell in first]
    places = {
        role: next((at for at, head in enumerate(heads) if re.search(words, head)), None)
        for role, words in HEADS
    }
    if places["what"] is None or places["whom"] is None:
        return
    for number, row in enumerate(rows, start=1):
        said = {
            role: tidy(row[at].text) if at is not None and at < len(row) else ""
            for role, at in places.items()
        }
        if said["what"]:
            whom = f"{said['whom'].rstrip('.')}: " if said["whom"] else ""
            due = f". Срок: {said['due'].rstrip('.')}" if said["due"] else ""
            yield f"{number}. {whom}{said['what'].rstrip('.')}{due}."


def _parts(lines: Iterable[str]) -> _Parts:
    parts, printed = _Parts(), ""
    current = parts.head
    listed = [_squeezed(line) for line in lines]
    whole = WRAPPED * max(map(len, listed), default=0)
    for line in listed:
        before, goes_on = current, line[:1].islower() or len(printed) > whole
        printed = line
        if VOTES.match(line):
            continue
        if asked := ASKED.match(line):
            rest = line[asked.end() :].rstrip(" .")
            parts.agenda += [rest] if rest not in map(_bare, parts.agenda) else []
            current = parts.question().heard
            continue
        if heard := HEARD.match(line):
            current, line = parts.question().heard, line[heard.end() :]
        elif decided := DECIDED.match(line):
            question = parts.question()
            question.decided = current = []
            line = line[decided.end() :]
        elif signed := SECRETARY.match(line):
            parts.secretary = parts.secretary or _signed(line[signed.end() :], "секретарь")
            continue
        elif signed := CHAIR.match(line):
            parts.chair = parts.chair or _signed(line[signed.end() :], "председатель")
            continue
        elif present := PRESENT.match(line):
            current, line = parts.present, line[present.end() :]
        elif agenda := AGENDA.match(line):
            current, line = parts.agenda, line[agenda.end() :]
        is_same = current is before and bool(current) and not NUMBER.match(line)
        if is_same and goes_on and current[-1][-1] not in ".;:":
            current[-1] = f"{current[-1]} {line}"
        elif line:
            current.append(line)
    return parts


def _bare(line: str) -> str:
    """A line of the agenda without its number."""
    return NUMBER.sub("", line).strip(" .;")


def _squeezed(line: str) -> str:
    """«П Р О Т О К О Л», «Р Е Ш И Л И:» in usual spacing."""
    return line.replace(" ", "") if re.fullmatch(r"(?:\w )+\w\s?:?", line) else line


def _day(head: Sequence[str]) -> date | None:
    """The day of the meeting."""
    day = read_act(head, KIND).date
    return day or next((day for line in head for day in days_in(line)), None)


def _protocol(parts: _Parts, day: date, unsure: list[str]) -> MeetingProtocol:
    act = read_act(parts.head, KIND)
    missing = {"номер": act.number, "орган": act.body}
    lacking = ", ".join(name for name, value in missing.items() if not value)
    if lacking:
        unsure.append(f"Реквизиты протокола не найдены: {lacking}. Укажите их.")
    heading = _heading(parts.head)
    return MeetingProtocol(
        number=act.number or "б/н",
        date=day,
        body=act.body,
        heading=heading or "Заседание",
        group=_group(heading),
        present=tuple(_people(parts.present)),
        chair=parts.chair,
        secretary=parts.secretary,
        items=tuple(_items(parts, day, unsure)),
    )


def _heading(head: Sequence[str]) -> str:
    """What stands under «ПРОТОКОЛ» and is neither its day nor its number."""
    start = next((place for place, line in enumerate(head) if KIND.match(line)), -1)
    lines = [REQUISITES.sub("", KIND.sub("", head[start])).strip()] if start >= 0 else []
    lines += head[start + 1 :] if start >= 0 else []
    kept = (
        line for line in lines if re.search(r"заседани|совещани|групп|коллеги|совет", line, re.I)
    )
    first = next(kept, "")
    if not first:
        return ""
    rest = lines[lines.index(first) + 1 :]
    wrapped = takewhile(lambda line: not BEHIND_HEADING.search(line), rest[:3])
    return tidy(" ".join([first, *wrapped]))


def _group(heading: str) -> str:
    found = GROUP.search(heading)
    if not found:
        return ""
    kinds = {"рабоч": "рабочая группа", "комисси": "комиссия", "коллеги": "коллегия"}
    stem = next(part for part in found.groups() if part).lower()
    return tidy(kinds.get(stem, "педагогический совет") + heading[found.end() :])


def _people(lines: Sequence[str]) -> Iterator[str]:
    """Those present by their posts; several in a line are parted by commas, outside of names."""
    for line in lines:
        whole = NUMBER.sub("", line)
        parts = [whole] if PERSON.match(whole) else re.split(r"[;,]\s+(?![^«(]*[»)])", whole)
        yield from filter(None, (_post(part) for part in parts))


def _post(text: str) -> str:
    """The post of a person whose name stands before or behind it; other texts as they are."""
    named = BEHIND.sub("", PERSON.sub("", text.strip(" _–—-")))
    return tidy(named).strip(" .,;:–—_")


def _signed(text: str, role: str) -> str:
    """The post of who signed; the role where only a name stands."""
    return _post(INITIALS_FIRST.sub("", text.strip(" _"))) or role


def _items(parts: _Parts, given_on: date, unsure: list[str]) -> Iterator[AgendaItem]:
    agenda = [
        _bare(one) for line in parts.agenda for one in re.split(r"\s(?=\d+[.)]\s+[А-ЯЁ])", line)
    ]
    if not agenda:
        agenda = [line.rstrip(" .") for line in parts.head if re.match(r"об?\s", line, re.I)][:1]
    for place, question in enumerate(parts.questions):
        number = str(place + 1)
        about = agenda[place] if place < len(agenda) else ""
        speeches = tuple(_speeches(question.heard, number, unsure))
        if not about and speeches:
            about = speeches[0].about
        if not about:
            about = f"вопрос {number}"
            unsure.append(f"Вопрос {number}: о чём он, в повестке не сказано. Назовите его.")
        decisions = tuple(_decisions(question.decided or (), number, given_on, unsure))
        yield AgendaItem(number, about, speeches, decisions)
    if len(agenda) > len(parts.questions):
        unsure.append(
            f"В повестке вопросов {len(agenda)}, а рассмотрено {len(parts.questions)}. Сверьте."
        )


def _speeches(lines: Sequence[str], number: str, unsure: list[str]) -> Iterator[Heard]:
    """«Титову Е.И., главного специалиста …, о состоянии работы» → the post, and about what."""
    for line in lines:
        text = PERSON.sub("", NUMBER.sub("", line)).rstrip(" .;")
        found = ABOUT.search(text)
        if found:
            yield Heard(text[: found.start()].strip(" ,"), text[found.end() :].strip())
        else:
            unsure.append(f"Вопрос {number}: не понято, кого и о чём слушали («{text[:60]}»).")


INFINITIVE = VERB.replace("?P<verb>", "?:")
CLAUSES = re.compile(
    r";\s+(?=\d+[.)]\s)"
    rf"|;\s+(?=[а-яё]+(?:ам|ям|ому|ему|у|ю|ой)\s(?:[^;.]{{0,60}}\s)?{INFINITIVE})"
)
"""Between clauses of one line: «1) …; 2) …», «школам сдать …; комитету свести …»."""
UNNAMED = re.compile(rf"(?<=[\w»])\s+{NAME}(?=[\s.,;)]|$)")
"""A name behind a post, anywhere in a clause."""


def _decisions(
    lines: Sequence[str], item: str, given_on: date, unsure: list[str]
) -> Iterator[Decision]:
    """A line is a clause; one that ends with a colon names those for whom the next ones are."""
    whom, place, above = "", 0, ""
    for line in (one for whole in lines for one in CLAUSES.split(whole)):
        found = NUMBER.match(line)
        text = line[found.end() :] if found else line
        text = text[:1].upper() + UNNAMED.sub("", text[1:])
        if text.endswith(":") and (addressed := BEFORE_COLON.match(text + " ")):
            whom, above = addressed["whom"], (found["number"] if found else None) or "-"
            continue
        if found and found["number"] and not found["number"].startswith(f"{above}."):
            whom = whom if line.startswith(("-", "–", "—", "•")) else ""
        place += 1
        said = found["number"] if found and found["number"] else ""
        number = said if said.startswith(f"{item}.") else f"{item}.{place}"
        yield _decision(text, number, whom, given_on, unsure)


def _decision(text: str, number: str, whom: str, given_on: date, unsure: list[str]) -> Decision:
    kind = next((k for k, words in KINDS if re.search(words, text, re.IGNORECASE)), None)
    decision = Decision(number, kind or DecisionKind.ASSIGN, text)
    if kind is DecisionKind.ASSESS:
        grade = next((word for words, word in GRADES if re.search(words, text, re.I)), "")
        if not grade:
            unsure.append(f"Пункт {number}: оценка не названа словом. Принято: к сведению.")
            return replace(decision, kind=DecisionKind.NOTE)
        return replace(decision, grade=grade)
    if kind in {DecisionKind.NOTE, DecisionKind.RELEASE, DecisionKind.APPROVE}:
        return decision
    decision = _addressed(decision, whom)
    if kind is None and not decision.addressees_text:
        unsure.append(
            f"Пункт {number} («{text[:60]}»): кому поручено, не названо. Принято: к сведению."
        )
        return replace(decision, kind=DecisionKind.NOTE)
    if kind is DecisionKind.ASSIGN and not decision.addressees_text:
        unsure.append(f"Пункт {number}: кому поручено, не понято. Принято: к сведению.")
        return replace(decision, kind=DecisionKind.NOTE)
    if decision.audience is Audience.NAMED and decision.addressees:
        unsure.append(
            f"Пункт {number}: поручено «{decision.addressees_text}». Назовите код организации "
            "или должность."
        )
    return _with_term(decision, given_on, unsure)


def _addressed(decision: Decision, whom: str) -> Decision:
    """Who has to do it: before a colon, after «поручить», in the dative, or «Ответственный: …»."""
    text = decision.text
    found = next(
        filter(None, (p.match(text) for p in (BEFORE_COLON, TO_WHOM, DATIVE, ABBREVIATED))),
        None,
    )
    if not whom and found:
        verb = found.groupdict().get("verb")
        whom, text = found["whom"], text[found.start("verb") if verb else found.end() :]
        if aside := CIRCUMSTANCE.search(whom):
            whom, text = whom[: aside.start()], f"{whom[aside.end() :]} {text}"
    elif not whom and (found := RESPONSIBLE.search(text)):
        whom, text = found["whom"], text[: found.start()] + text[found.end() :]
    named = tidy(re.sub(rf",?\s*{NAME}", "", f"{whom}.")).strip(" .,–—-")
    if not named:
        return decision
    to_all = bool(ALL_SCHOOLS.match(named))
    return replace(
        decision,
        text=tidy(text),
        audience=Audience.ALL_SCHOOLS if to_all else Audience.NAMED,
        addressees=() if to_all else (named,),
        addressees_text=named,
    )


def _with_term(decision: Decision, given_on: date, unsure: list[str]) -> Decision:
    found = DUE.search(decision.text)
    if found:
        written = re.sub(r"[«»\"]", "", found["text"] or found["text2"])
        day = next(iter(days_in(written)), None) or _next_day(written, given_on)
        if day and not re.search(r"\d{4}|\.\d\d$", written):
            unsure.append(
                f"Пункт {decision.number}: срок «{written}» без года. Принято: {day:%d.%m.%Y}."
            )
        if day and day >= given_on:
            return replace(decision, term=TermKind.DATE, due=day)
        unsure.append(f"Пункт {decision.number}: срок «{written}» не понят. Укажите день.")
        return decision
    term = next((t for t, words in TERMS if re.search(words, decision.text, re.I)), TermKind.NONE)
    vague = VAGUE.search(decision.text)
    if term is TermKind.NONE and vague:
        unsure.append(f"Пункт {decision.number}: срок назван не днём («{vague[0]}»). Укажите день.")
    elif term is TermKind.NONE and decision.kind is DecisionKind.ASSIGN:
        unsure.append(f"Пункт {decision.number}: срока у поручения нет. Так ли это?")
    return replace(decision, term=term)


def _next_day(written: str, given_on: date) -> date | None:
    """A day without a year: the first one after the meeting."""
    found = re.match(rf"(\d{{1,2}})(?:\s+({MONTH})|[./](\d{{1,2}}))", written, re.IGNORECASE)
    if not found:
        return None
    month = month_number(found[2]) if found[2] else int(found[3])
    try:
        day = date(given_on.year, month, int(found[1]))
        return day if day >= given_on else day.replace(year=day.year + 1)
    except ValueError:
        return None
