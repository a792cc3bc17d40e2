"""«Письма»: the outbox of the district, read by a person before anything goes.

In order: what can be written by itself (reminders, remarks with marked copies, assignments); the
letters that wait, each to be read and mended; sending, or taking away to a mail program of one's
own; the list of what went. Nothing here goes by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from data_model.decisions import AssignmentState
from data_model.errors import MonitorError, Refused
from data_model.letters import (
    OPEN_STATES,
    REASON_WORDS,
    STATE_WORDS,
    Letter,
    LetterReason,
    LetterState,
)
from indicators.coverage import ReturnLine
from indicators.next_steps import AssignmentLine
from indicators.wording import PluralForms, counted, date_figures, date_words
from indicators.wording.decisions import term_words
from loaders.returns.marked.copy import copies_of_year
from reports.mailing import MailServer, eml_archive, is_address, mail_server, send
from ui import blocks, data, doors, downloads, navigation, offered, tables
from ui.decisions import assignments
from ui.selection import DistrictYear
from ui.words import quiet, safe_markdown

LETTERS = PluralForms("письмо", "письма", "писем", "письма")
GREETING = "Уважаемые коллеги!"
Drafted = list[tuple[Letter, bytes | None]]


def address(place: DistrictYear, org: str) -> str:
    """Where letters to an organisation go; empty where nobody has said so yet."""
    return next(iter(data.snapshot(place.municipality).municipality.addresses(org)), "")


def about(place: DistrictYear) -> str:
    return f"отчёт за {place.year} год"


# what can be written by itself


def reminders(place: DistrictYear, today: date) -> Drafted:
    """A letter to each school that has sent nothing, before the term and after it."""
    due = data.snapshot(place.municipality).deadlines.get(place.year)
    board = data.board(place.municipality, place.year)
    return [(_reminder(place, line, due, today), None) for line in board.silent]


def _reminder(place: DistrictYear, line: ReturnLine, due: date | None, today: date) -> Letter:
    if due is None:
        term = ""
    elif due < today:
        term = f"Срок сдачи истёк {date_words(due)}. "
    else:
        term = f"Срок сдачи — {date_words(due)}. "
    text = (
        f"{GREETING}\n\nОтчёт по дорожной карте за {place.year} год от вашей организации "
        f"({line.name}) ещё не поступил. {term}Просим заполнить форму отчёта или присланный бланк. "
        "Если данных по какому-либо вопросу нет, напишите в той же строке почему."
    )
    subject = f"Отчёт по дорожной карте за {place.year} год: напоминание"
    return Letter(
        address(place, line.org), subject, text, LetterReason.REMINDER, about(place), line.org
    )


def remarks(place: DistrictYear) -> Drafted:
    """A letter with the marked copy to each school whose return has an open question."""
    found: Drafted = []
    for copy in copies_of_year(data.store(), place.municipality, place.year):
        org = copy.filename.partition("_")[0]
        subject = f"Отчёт по дорожной карте за {place.year} год: замечания"
        letter = Letter(
            address(place, org),
            subject,
            copy.letter,
            LetterReason.REMARKS,
            about(place),
            org,
            copy.filename if copy.content is not None else "",
        )
        found.append((letter, copy.content))
    return found


def duties(place: DistrictYear) -> Drafted:
    """A letter to each school with what it was asked to do and has not done yet."""
    by_school: dict[str, list[AssignmentLine]] = {}
    for line in assignments.register(place):
        if line.is_school and line.state in (AssignmentState.SET, AssignmentState.IN_WORK):
            by_school.setdefault(line.execution.addressee, []).append(line)
    return [(_duty(place, org, lines), None) for org, lines in by_school.items()]


def _duty(place: DistrictYear, org: str, lines: Sequence[AssignmentLine]) -> Letter:
    told = "\n".join(f"{number}. {_asked(one)}" for number, one in enumerate(lines, start=1))
    text = (
        f"{GREETING}\n\nНапоминаем о поручениях вашей организации ({lines[0].name}):\n\n{told}\n\n"
        "Просим сообщить об исполнении и приложить подтверждающий документ."
    )
    subject = "Поручения по итогам мониторинга"
    return Letter(address(place, org), subject, text, LetterReason.ASSIGNMENT, "поручения", org)


def _asked(line: AssignmentLine) -> str:
    given = line.assignment
    term = term_words(given.term, given.due)
    return (
        f"{given.text.rstrip('.')}. Протокол № {given.protocol_number} от "
        f"{date_figures(given.given_on)}, пункт {given.number}; срок: {term}."
    )


def write(place: DistrictYear) -> None:
    """Buttons that lay drafts into the outbox; pressed again, they renew them."""
    board = data.board(place.municipality, place.year)
    offers = (
        ("Напомнить тем, кто не сдал", len(board.silent), lambda: reminders(place, date.today())),
        ("Написать о замечаниях", board.with_questions, lambda: remarks(place)),
        ("Напомнить о поручениях", len(duties(place)), lambda: duties(place)),
    )
    with st.container(horizontal=True):
        for label, count, draft in offers:
            if st.button(f"{label} ({count})", disabled=not count, icon=":material/edit:"):
                doors.attempt(lambda draft=draft: drafted(place, draft()))  # type: ignore[misc]


OWN_TEXT = "Пусто — напоминание о сроке; или свои слова: они встанут под обращением."


@offered.only_who_may("draft_letters")
def to_schools(place: DistrictYear) -> None:
    """A letter to one school or to many: those that have sent nothing, unless others are named."""
    board = data.board(place.municipality, place.year)
    names = {line.org: line.name for line in board.schools}
    with st.form("letters-to", border=True):
        chosen = st.multiselect(
            "Написать школам",
            list(names),
            [line.org for line in board.silent],
            format_func=names.__getitem__,
            placeholder="Одна или несколько",
        )
        words = st.text_area("Текст письма", placeholder=OWN_TEXT, height=80)
        pressed = st.form_submit_button("Подготовить письма", icon=":material/mail:")
    if not pressed:
        return
    if not chosen:
        blocks.trouble(Refused("Выберите, кому написать."))
        return
    lines = [line for line in board.schools if line.org in chosen]
    data.store().draft_letters(place.municipality, of_lines(place, lines, words.strip()))
    st.switch_page(navigation.page("letters"), query_params={})


def of_lines(place: DistrictYear, lines: Iterable[ReturnLine], words: str) -> Drafted:
    """A reminder to each, or one's own words to each."""
    due = data.snapshot(place.municipality).deadlines.get(place.year)
    if not words:
        return [(_reminder(place, line, due, date.today()), None) for line in lines]
    subject = f"Дорожная карта, {place.year} год"
    text = f"{GREETING}\n\n{words}"
    return [
        (Letter(address(place, one.org), subject, text, LetterReason.OTHER, subject, one.org), None)
        for one in lines
    ]


def drafted(place: DistrictYear, letters: Drafted) -> str:
    data.store().draft_letters(place.municipality, letters)
    return f"Подготовлено: {counted(len(letters), LETTERS)}. Прочитайте и отправьте."


# the letters that wait


def waiting(found: Iterable[Letter]) -> list[Letter]:
    return [one for one in found if one.state in OPEN_STATES]


def title(letter: Letter, names: dict[str, str]) -> str:
    whom = names.get(letter.org or "", letter.org or letter.recipient or "без адреса")
    return f"{whom}: {letter.subject}"


def outbox(place: DistrictYear, found: Sequence[Letter]) -> None:
    """Which letters, their texts, and what becomes of them."""
    open_ones = waiting(found)
    if not open_ones:
        st.markdown("Писем, которые ждут отправки, нет.")
        return
    names = data.names(place.municipality)
    by_number = {one.id: one for one in open_ones}
    chosen = st.multiselect(
        "Какие письма",
        list(by_number),
        default=list(by_number),
        format_func=lambda number: title(by_number[number], names),
        key=f"letters-{'-'.join(map(str, by_number))}",
        placeholder="Выберите письма",
    )
    letters = [by_number[number] for number in chosen]
    without_address(letters)
    for letter in letters:
        with st.expander(expander_title(letter, names)):
            read_and_mend(place, letter)
    if letters:
        decide(place, letters)


def without_address(letters: Sequence[Letter]) -> None:
    """How many letters have nowhere to go, and where addresses are kept for all at once."""
    if lacking := [one for one in letters if not one.recipient]:
        st.page_link(
            navigation.page("registers"),
            label=f"Без адреса: {len(lacking)}. Вписать адреса школ",
            icon=":material/alternate_email:",
            query_params={"section": "Адреса школ"},
        )


def expander_title(letter: Letter, names: dict[str, str]) -> str:
    state = "" if letter.state is LetterState.DRAFT else f" — {STATE_WORDS[letter.state]}"
    lacking = "" if letter.recipient else " — нет адреса"
    return safe_markdown(f"{title(letter, names)}{state}{lacking}")


def read_and_mend(place: DistrictYear, letter: Letter) -> None:
    """The letter as it will go; whoever reads it may change it."""
    if letter.trouble:
        st.error(safe_markdown(letter.trouble), icon=":material/error:")
    if letter.state is LetterState.SENDING:
        st.warning(
            "Программа остановилась во время отправки: письмо могло уйти. Если оно не дошло, "
            "верните его в черновики и отправьте снова.",
            icon=":material/warning:",
        )
        if st.button("Вернуть в черновики", key=f"again-{letter.id}"):
            doors.attempt(lambda: settle_letters([letter], LetterState.DRAFT))
        return
    with st.form(f"letter-{letter.id}", border=False):
        recipient = st.text_input("Адрес", letter.recipient, placeholder="school@example.ru")
        subject = st.text_input("Тема", letter.subject)
        text = st.text_area("Текст", letter.text, height=240)
        if st.form_submit_button("Сохранить изменения"):
            doors.attempt(lambda: mended(place, letter, recipient, subject, text))
    with st.container(horizontal=True, vertical_alignment="center"):
        if letter.attachment:
            downloads.download(
                f"Вложение: {letter.attachment}",
                lambda: data.store().letter_file(letter.id)[1],
                letter.attachment,
                key=f"attachment-{letter.id}",
            )
        quiet(f"{REASON_WORDS[letter.reason]}, подготовлено: {letter.drafted_by}")


def mended(place: DistrictYear, letter: Letter, recipient: str, subject: str, text: str) -> str:
    """Keep the letter as it was changed, and the address for the next one."""
    data.store().edit_letter(letter.id, recipient, subject, text)
    whole = data.snapshot(place.municipality).municipality
    known = recipient.strip()
    if letter.org and is_address(known) and known != address(place, letter.org):
        data.store().save_settings(place.municipality, whole.with_address(letter.org, known))
    return "Письмо сохранено."


# what becomes of them


def server() -> MailServer | None:
    """The office's mail server; a wrong setting is said on the page."""
    try:
        return mail_server()
    except MonitorError as error:
        blocks.trouble(error)
        return None


def decide(place: DistrictYear, letters: Sequence[Letter]) -> None:
    """Send, take away to send oneself, or withdraw; only what was chosen and shown."""
    sends = server()
    if sends is None:
        quiet(
            "Отправка с сервера выключена. Сохраните письма и отправьте их из своей почты, потом "
            "отметьте отправленными. Как включить отправку, написано в руководстве, глава 11."
        )
    with st.container(horizontal=True):
        if sends is not None and st.button(
            f"Отправить {counted(len(letters), LETTERS)}", type="primary", icon=":material/send:"
        ):
            doors.attempt(lambda: sent(letters, sends))
        downloads.download(
            "Сохранить письма файлами",
            lambda: eml_archive(data.store(), letters, sends.sender if sends else ""),
            f"Письма {date.today():%d.%m.%Y}.zip",
            mime=downloads.ZIP,
            key="letters-eml",
        )
        if st.button("Отметить отправленными", icon=":material/check:"):
            doors.attempt(lambda: settle_letters(letters, LetterState.BY_HAND))
        if st.button("Отозвать", icon=":material/delete:"):
            doors.attempt(lambda: settle_letters(letters, LetterState.WITHDRAWN))


def sent(letters: Sequence[Letter], by: MailServer) -> str:
    """Send them one by one. Raises Refused with what did not go, where anything did not."""
    done = send(data.store(), [one.id for one in letters], by)
    if done.troubles:
        told = "; ".join(done.troubles)
        raise Refused(f"Отправлено: {counted(done.went, LETTERS)}. Не ушли: {told}")
    return f"Отправлено: {counted(done.went, LETTERS)}."


def settle_letters(letters: Sequence[Letter], state: LetterState) -> str:
    data.store().settle_letters([one.id for one in letters], state)
    return f"{STATE_WORDS[state].capitalize()}: {counted(len(letters), LETTERS)}."


def log(place: DistrictYear, found: Sequence[Letter]) -> None:
    """What went, by whom and when."""
    gone = [one for one in found if one.state not in OPEN_STATES]
    if not gone:
        return
    st.header("Что отправлено", anchor=False)
    names = data.names(place.municipality)
    tables.table(
        pd.DataFrame(list(_log_rows(gone, names))),
        key="letters-log",
        alt="Отправленные письма",
        file_name="Письма.xlsx",
    )


def _log_rows(gone: Iterable[Letter], names: dict[str, str]) -> Iterator[dict[str, str]]:
    for one in gone:
        moment = one.decided_at.astimezone() if one.decided_at else None
        yield {
            "Кому": names.get(one.org or "", one.org or ""),
            "Адрес": one.recipient,
            "Тема": one.subject,
            "Повод": REASON_WORDS[one.reason],
            "Что с письмом": STATE_WORDS[one.state],
            "Когда": f"{date_figures(moment)} {moment:%H:%M}" if moment else "",
            "Сотрудник": one.decided_by,
        }
