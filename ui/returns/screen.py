"""The form on a screen: a field for each cell of the form, kept as one types, sent as a return.

One form for the return of a school and for the answers of the district. In order: the form as it
stands; what still waits; the fields by rows of the roadmap; the sending. What is typed lies in the
database, by organisation and year: a closed tab loses nothing, and a colleague goes on where one
has stopped. What is judged and sent is the workbook itself (``loaders/forms/screen.py``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import streamlit as st

from data_model.errors import MonitorError, Refused
from data_model.returns import (
    DraftEntry,
    Outcome,
    Problem,
    Receipt,
    ReturnState,
    Severity,
    is_admitted,
)
from data_model.roadmap import AnswerType, Question, Respondent, roll_date
from indicators.coverage import ReturnLine
from indicators.wording import (
    OPEN_QUESTIONS,
    PluralForms,
    capital,
    counted,
    date_figures,
    date_short,
)
from loaders.forms.layout import (
    DOCUMENT_PARTS,
    ROLL_CONFIRMED,
    InputPart,
    Slot,
    document_lines,
    is_asked_in,
)
from loaders.forms.request import Entry, FormRequest, form_filename
from loaders.forms.screen import (
    ANSWERS,
    CONFIRMATION,
    CONFIRMATION_REASON,
    ScreenForm,
    as_text,
    due,
    field_words,
    is_open,
    left_out,
    lines_shown,
    numbered,
    numbers,
    prefilled,
    unanswered,
    with_draft,
)
from loaders.intake import check, context_of, receive_typed
from loaders.returns.checks.rule import label_of
from loaders.values.reading import CONFIRMED, NO, YES, one_line
from ui import blocks, data, doors, session
from ui.returns import forms
from ui.selection import DistrictYear
from ui.words import hint, quiet, safe_markdown

FIELDS = PluralForms("поле", "поля", "полей", "поля")
ERRORS = PluralForms("ошибка", "ошибки", "ошибок", "ошибки")
GRADE, SHORT = 70, 130
"""Widths of a grade, and of a number or a date, in pixels."""
TROUBLE = "form-trouble"
NO_ANSWER = "нет ответа"
OPENS = ("Открывает его район.", "Открывает его главный специалист на странице «Кто сдал».")
"""Who opens a closed year: what a school is told, what the district's office."""
COLOURS = {Severity.ERROR: "red", Severity.QUESTION: "orange", Severity.NOTE: "gray"}
SIGNS = {Severity.ERROR: "✗ Ошибка.", Severity.QUESTION: "? Вопрос.", Severity.NOTE: "Примечание."}
SAID_BY_THE_LIST = frozenset({"unanswered"})
"""Remarks on empty fields: the list of what waits says them, and none of them is a mistake yet."""

Remarks = Mapping[Slot | None, Sequence[Problem]]


@dataclass(frozen=True)
class DrawnForm:
    """The form of this run: whose it is, what stands in it, what is said of its fields."""

    place: DistrictYear
    org: str
    request: FormRequest
    entries: Mapping[Slot, Entry]
    remarks: Remarks
    receipt: Receipt

    @property
    def key(self) -> str:
        return f"form-{self.org}-{self.place.year}"

    @property
    def is_of_district(self) -> bool:
        return self.request.respondent is Respondent.MUNICIPALITY

    @cached_property
    def questions(self) -> list[Question]:
        """What the screen asks, in its order."""
        return due(self.request, self.entries)

    @cached_property
    def waiting(self) -> dict[str, list[Slot]]:
        """Questions with fields that nobody has filled in."""
        return unanswered(self.request, self.entries)

    def widget(self, slot: Slot, empty: str = "") -> str:
        """The key of a field, with what stands in it put in before it is drawn."""
        key = f"{self.key}-{slot.name}"
        session.begin_text(key, as_text(self.entries.get(slot)) or empty)
        return key

    def keep(self, slot: Slot) -> None:
        """A person has left a field: what is in it now is the draft; called before the next run."""
        written = one_line(session.widget_value(f"{self.key}-{slot.name}") or "")
        written = "" if written == NO_ANSWER else written
        session.forget(TROUBLE)
        try:
            data.store().save_draft(self.org, self.place.year, {slot.name: written})
        except MonitorError as error:
            session.remember(TROUBLE, str(error))
            return
        shown = dict(session.remembered(self.key) or {})
        session.remember(self.key, shown | {slot.name: written})

    @property
    def stands(self) -> dict[str, str]:
        """What stands in the form, by the names of its fields."""
        return {slot.name: as_text(entry) for slot, entry in self.entries.items()}


@doors.part
def fill_in(place: DistrictYear, org: str) -> None:
    """The form of a school or of the district; each change runs this part alone."""
    if is_closed(place, org):
        of_district = org == place.municipality
        st.markdown(f"{place.year} год закрыт: ответы за него не меняются. {OPENS[of_district]}")
        return
    draft = data.store().draft(org, place.year)
    drawn = as_it_stands(place, org, {one.field: one.written for one in draft})
    if trouble := session.forget(TROUBLE):
        blocks.trouble(Refused(trouble))
    standing(drawn, draft)
    contents(drawn)
    if any(question.grades for question in drawn.questions):
        roll(drawn)
    st.header("Показатели", anchor=False, divider="gray")
    for question in drawn.questions:
        draw(drawn, question)
    sending(drawn)
    session.remember(drawn.key, drawn.stands)


def is_closed(place: DistrictYear, org: str) -> bool:
    """Whether the answers of the year may not be changed today."""
    seen = data.snapshot(place.municipality)
    return place.year in seen.closed_years and not is_admitted(
        seen.reopenings, place.year, org, date.today()
    )


def as_it_stands(place: DistrictYear, org: str, draft: Mapping[str, str]) -> DrawnForm:
    """The form with what was typed, judged as the file would be."""
    request = forms.request(place, org)
    remarks, receipt = judged(place, org, tuple(sorted(draft.items())))
    return DrawnForm(place, org, request, with_draft(request, draft), remarks, receipt)


@data.kept
def judged(
    place: DistrictYear, org: str, draft: tuple[tuple[str, str], ...]
) -> tuple[Remarks, Receipt]:
    """What the ordinary check says of the form, by its fields; made once for what stands in it."""
    request, store = forms.request(place, org), data.store()
    form = ScreenForm(request, with_draft(request, dict(draft)))
    receipt = check(form.content, form_filename(request), context_of(store), store)
    return form.remarks(receipt.problems), receipt


# what stands, what waits


def standing(drawn: DrawnForm, draft: Sequence[DraftEntry]) -> None:
    """Who has typed what last, and the way back to the return as it was."""
    begun = {slot.name: as_text(entry) for slot, entry in prefilled(drawn.request).items()}
    changed = [one for one in draft if begun.get(one.field, "") != one.written]
    if not changed:
        hint("Ответы сохраняются сами, как только вы переходите в следующее поле.")
        return
    last = max(changed, key=lambda one: one.saved_at)
    moment = last.saved_at.astimezone()
    quiet(
        f"Черновик сохранён {date_figures(moment)}, {last.person}. "
        f"Ещё не отправлено: {counted(len(changed), FIELDS)}."
    )
    st.button(
        "Отменить правки черновика",
        key=f"{drawn.key}-drop",
        type="tertiary",
        icon=":material/undo:",
        on_click=data.store().drop_draft,
        args=(drawn.org, drawn.place.year),
    )


def contents(drawn: DrawnForm) -> None:
    """Every question with the way to it: first what still waits or is to be mended."""
    open_lines: list[str] = []
    ready: dict[str, str] = {}
    for question in drawn.questions:
        if rest := to_do(drawn, question):
            title = safe_markdown(numbered(drawn.request, question))
            open_lines.append(f"- [{title}](#{question.code}) — {rest}")
        else:
            number = ", ".join(numbers(drawn.request, question)) or question.text
            ready.setdefault(number, f"[{safe_markdown(number)}](#{question.code})")
    told = ["**Что осталось**\n\n" + "\n".join(open_lines)] if open_lines else []
    told += ["Заполнено: " + " · ".join(ready.values())] if ready and open_lines else []
    if not open_lines:
        told = ["Все поля заполнены, замечаний нет: " + " · ".join(ready.values())]
    if rows := left_out(drawn.request, drawn.entries):
        told.append(f":gray[:small[{safe_markdown(not_asked(rows))}]]")
    with st.container(border=True):
        st.markdown("\n\n".join(told))


def not_asked(rows: Sequence[str]) -> str:
    """Which rows the form does not ask about in this year."""
    return (
        f"В этом году не требуется: {'показатели' if rows[1:] else 'показатель'} {', '.join(rows)}."
    )


def to_do(drawn: DrawnForm, question: Question) -> str:
    """What a question still needs, in words; empty where nothing."""
    waiting = drawn.waiting.get(question.code, ())
    told = [f"не заполнено {counted(len(waiting), FIELDS)}"] if waiting else []
    found = [one for slot, some in drawn.remarks.items()
             if slot is not None and slot.question == question.code for one in some]  # fmt: skip
    told += ["есть замечания"] if any(is_to_mend(one) for one in found) else []
    return ", ".join(told)


def is_to_mend(one: Problem) -> bool:
    return one.severity is not Severity.NOTE and one.code not in SAID_BY_THE_LIST


# the fields


def roll(drawn: DrawnForm) -> None:
    """The roll that the answers are set against, and whether it is right."""
    st.header("Контингент", anchor=False, divider="gray")
    for year in drawn.request.roll_years:
        day, pupils = date_short(roll_date(year)), drawn.request.pupils(year)
        known = [f"{grade} кл. — {count}" for grade, count in sorted(pupils.items()) if count]
        told = ", ".join(known) or "не загружен"
        quiet(f"Контингент на {day} (форма ОО-1): {told}.")
    radio(drawn, CONFIRMATION, (CONFIRMED, NO), usual=CONFIRMED, label="Контингент указан верно?")
    if as_text(drawn.entries.get(CONFIRMATION)) == NO:
        field(drawn, CONFIRMATION_REASON, "Что в контингенте не так")
    say_remarks(drawn, ROLL_CONFIRMED, InputPart.ANSWER, InputPart.REASON)


def draw(drawn: DrawnForm, question: Question) -> None:
    """One question: its rows and text, its fields, what is said of them."""
    with st.container(border=True):
        rest = to_do(drawn, question)
        mark = f" :blue-badge[○ {safe_markdown(rest)}]" if rest else ""
        title = safe_markdown(numbered(drawn.request, question))
        st.subheader(f"{title}{mark}", anchor=question.code)
        quiet(" ".join(hints(drawn, question)))
        if question.answer is AnswerType.PRESENCE:
            presence(drawn, question)
        elif question.answer is AnswerType.CHOICE:
            choice(drawn, question)
        elif question.grades:
            by_grade(drawn, question)
        else:
            with st.container(horizontal=True):
                field(drawn, Slot(question.code), unit(question), width=SHORT)
                why_not(drawn, question)
            say_remarks(drawn, question.code, InputPart.ANSWER, InputPart.REASON)


def why_not(drawn: DrawnForm, question: Question) -> None:
    """The field that answers for all the others of its question."""
    long_field(drawn, Slot(question.code, InputPart.REASON), "Если данных нет: почему")


def presence(drawn: DrawnForm, question: Question) -> None:
    """«Есть» or «нет»; the documents are asked for where there is something to name."""
    answer = Slot(question.code)
    radio(drawn, answer, (*ANSWERS, NO_ANSWER), usual=NO_ANSWER)
    say_remarks(drawn, question.code, InputPart.ANSWER)
    about = {slot for slot in (*drawn.entries, *drawn.remarks) if slot is not None}
    is_named = any(slot.question == question.code and slot.part in DOCUMENT_PARTS for slot in about)
    if drawn.entries.get(answer) == YES or is_named:
        documents(drawn, question)
    has_reason = Slot(question.code, InputPart.REASON) in drawn.entries
    if has_reason or drawn.entries.get(answer) != YES:
        why_not(drawn, question)
    say_remarks(drawn, question.code, InputPart.REASON)


def choice(drawn: DrawnForm, question: Question) -> None:
    """One answer of a list, the lowest first."""
    radio(drawn, Slot(question.code), (*question.options, NO_ANSWER), usual=NO_ANSWER)
    why_not(drawn, question)
    say_remarks(drawn, question.code, InputPart.ANSWER, InputPart.REASON)


def hints(drawn: DrawnForm, question: Question) -> list[str]:
    """The hint of the form, whether the year asks for it, and what was answered a year ago."""
    found = [question.hint] if question.hint else []
    if not is_asked_in(drawn.request.roadmap, question, drawn.place.year):
        found.append("В этом году не требуется; если данные есть, можно внести.")
    if question.answer is not AnswerType.PRESENCE:
        before = [
            f"{one.grade} кл. — {one.value}" if one.grade else question.answer_in_words(one.value)
            for one in drawn.request.last_year
            if one.question == question.code and one.value is not None
        ]
        found += [f"Год назад: {', '.join(before)}."] if before else []
    return found


def unit(question: Question) -> str:
    return f"Число, {safe_markdown(question.unit)}" if question.unit else "Число"


def by_grade(drawn: DrawnForm, question: Question) -> None:
    """A field for each grade that has pupils, and their sum."""
    grades = [one for one in question.grades if is_open(drawn.request, question, one)]
    reason = Slot(question.code, InputPart.REASON)
    if not grades and reason not in drawn.entries:
        quiet("В этих классах обучающихся нет: заполнять нечего.")
        return
    pupils = drawn.request.pupils(drawn.request.roll_year(question))
    with st.container(horizontal=True, gap="small"):
        for grade in grades:
            slot, of = Slot(question.code, grade=grade), pupils.get(grade)
            field(drawn, slot, f"{grade} класс", GRADE, f"из {of}" if of else "")
    answers = [drawn.entries.get(Slot(question.code, grade=grade)) for grade in grades]
    known = [one for one in answers if isinstance(one, int)]
    if known:
        quiet(f"Итого: {sum(known)}")
    say_remarks(drawn, question.code, InputPart.ANSWER)
    why_not(drawn, question)
    say_remarks(drawn, question.code, InputPart.REASON)


def field(
    drawn: DrawnForm, slot: Slot, label: str, width: int | None = None, example: str = ""
) -> None:
    st.text_input(
        label,
        placeholder=example or None,
        key=drawn.widget(slot),
        width=width or "stretch",
        on_change=drawn.keep,
        args=(slot,),
    )


def long_field(drawn: DrawnForm, slot: Slot, label: str) -> None:
    """A field that grows with its text, so that no name is cut."""
    st.text_area(
        label, key=drawn.widget(slot), height="content", on_change=drawn.keep, args=(slot,)
    )


def radio(
    drawn: DrawnForm, slot: Slot, options: Sequence[str], *, usual: str, label: str = ""
) -> None:
    """One of a few answers; an answer that is none of them stands as it is."""
    stands = as_text(drawn.entries.get(slot)) or usual
    st.radio(
        label or "Ответ",
        options if stands in options else [*options, stands],
        key=drawn.widget(slot, usual),
        horizontal=True,
        label_visibility="visible" if label else "collapsed",
        on_change=drawn.keep,
        args=(slot,),
    )


def documents(drawn: DrawnForm, question: Question) -> None:
    """Name and requisites of each document: of as many as are known, and of one more on demand."""
    shown = max(lines_shown(question, drawn.entries), session.remembered(lines(drawn, question), 0))
    for ordinal in range(1, shown + 1):
        number = f" {ordinal}" if ordinal > 1 else ""
        name = Slot(question.code, InputPart.NAME, ordinal=ordinal)
        long_field(drawn, name, f"Наименование документа{number}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for part, label, width, example in REQUISITES:
                slot = Slot(question.code, part, ordinal=ordinal)
                field(drawn, slot, f"{label}{number}", width, example)
            if ordinal == shown < len(document_lines(question)):
                another(drawn, question, shown + 1)
        say_remarks(drawn, question.code, *DOCUMENT_PARTS, ordinal=ordinal)


def another(drawn: DrawnForm, question: Question, count: int) -> None:
    st.button(
        "Ещё документ",
        key=f"{lines(drawn, question)}-button",
        icon=":material/add:",
        type="tertiary",
        on_click=session.remember,
        args=(lines(drawn, question), count),
    )


def lines(drawn: DrawnForm, question: Question) -> str:
    """Under what a tab remembers how many documents of a question it was asked to show."""
    return f"{drawn.key}-{question.code}-lines"


REQUISITES = (
    (InputPart.NUMBER, "Номер или б/н", SHORT, ""),
    (InputPart.DATE, "Дата", SHORT, "дд.мм.гггг"),
    (InputPart.LINK, "Ссылка", None, ""),
)


def say_remarks(drawn: DrawnForm, code: str, *parts: InputPart, ordinal: int = 1) -> None:
    """Remarks on some fields of a question, each with its field; drawn right below them."""
    lines = [
        remark(where(slot), beside(drawn, slot, one))
        for slot, problems in drawn.remarks.items()
        if slot is not None
        and (slot.question, slot.ordinal) == (code, ordinal)
        and slot.part in parts
        for one in problems
        if one.code not in SAID_BY_THE_LIST
    ]
    if lines:
        st.markdown("\n\n".join(lines))


def where(slot: Slot) -> str:
    """The field of a question, where it has several."""
    is_only = slot.part is InputPart.ANSWER and not slot.grade
    return "" if is_only else field_words(slot)


def beside(drawn: DrawnForm, slot: Slot, one: Problem) -> Problem:
    """A remark as it stands beside its field: the question is not named once more."""
    if slot.question == ROLL_CONFIRMED:
        return one
    told = one.message.removeprefix(f"{label_of(drawn.request.roadmap, slot)}: ")
    return replace(one, message=capital(told))


def remark(field: str, one: Problem) -> str:
    colour, sign = COLOURS[one.severity], SIGNS[one.severity]
    head = (
        f"**{safe_markdown(f'{sign} {capital(field)}:')}** "
        if field
        else f"**{safe_markdown(sign)}** "
    )
    return f":{colour}[{head}{safe_markdown(one.message)}]"


# the sending


def sending(drawn: DrawnForm) -> None:
    """What is said of the return as a whole, and the button that sends it."""
    st.header(
        "Внести ответы" if drawn.is_of_district else "Отправить", anchor=False, divider="gray"
    )
    if not drawn.entries.keys() - {CONFIRMATION}:
        st.markdown("Форма ещё пуста. Если участников не было, пишут 0; если данных нет — почему.")
        return
    for one in of_the_whole(drawn):
        st.markdown(remark("", one))
    if drawn.receipt.outcome is Outcome.DUPLICATE or is_as_in_force(drawn):
        st.markdown("Форма такая же, как принятый отчёт: отправлять нечего.")
        return
    errors = drawn.receipt.count(Severity.ERROR)
    if errors:
        st.markdown(
            f"Отчёт не принимается: {counted(errors, ERRORS)}. Исправьте и отправьте снова."
        )
    else:
        st.markdown(before_sending(drawn))
    reason = ""
    if basis(drawn):
        reason = st.text_input("Причина исправления", key=f"{drawn.key}-reason")
    label = "Внести ответы района" if drawn.is_of_district else "Отправить отчёт"
    if st.button(label, key=f"{drawn.key}-send", type="primary", disabled=bool(errors)):
        doors.attempt(lambda: sent(drawn, reason))


def of_the_whole(drawn: DrawnForm) -> list[Problem]:
    """Remarks that stand at no field of the screen."""
    drawn_codes = {ROLL_CONFIRMED, *(question.code for question in drawn.questions)}
    return [
        one
        for slot, problems in drawn.remarks.items()
        if slot is None or slot.question not in drawn_codes
        for one in problems
        if one.code not in SAID_BY_THE_LIST
    ]


def before_sending(drawn: DrawnForm) -> str:
    """What becomes of it: counted at once or looked at first, with how many questions."""
    asked = drawn.receipt.count(Severity.QUESTION)
    told = f" К нему будет {counted(asked, OPEN_QUESTIONS)}." if asked else ""
    municipality = data.snapshot(drawn.place.municipality).municipality
    looks = municipality.reviews and not drawn.is_of_district
    way = "Сначала отчёт проверит методист." if looks else "Отчёт будет принят сразу."
    return f"{way}{told}"


def is_as_in_force(drawn: DrawnForm) -> bool:
    """Whether nothing was changed in a return that counts and that nobody has sent back."""
    line = line_of(drawn)
    stands = line is not None and line.state in (ReturnState.ACCEPTED, ReturnState.WITH_REMARKS)
    return stands and dict(drawn.entries) == prefilled(drawn.request)


def line_of(drawn: DrawnForm) -> ReturnLine | None:
    return data.board(drawn.place.municipality, drawn.place.year).of(drawn.org)


def basis(drawn: DrawnForm) -> int:
    """The revision that is in force while the person looks; 0 for none."""
    line = line_of(drawn)
    return (line.revision or 0) if line else 0


def sent(drawn: DrawnForm, reason: str) -> str:
    """Take the form in as it was shown. Raises Refused where it is another by now."""
    shown = session.remembered(drawn.key)
    if shown is not None and {k: v for k, v in shown.items() if v} != drawn.stands:
        raise Refused(
            "Пока вы смотрели, кто-то изменил эту форму. Теперь она показана такой, какая есть: "
            "проверьте и отправьте ещё раз."
        )
    store, form = data.store(), ScreenForm(drawn.request, drawn.entries)
    receipt = receive_typed(
        form.content, drawn.request, context_of(store), store, basis=basis(drawn), reason=reason
    )
    return sending_sentence(drawn, receipt)


def sending_sentence(drawn: DrawnForm, receipt: Receipt) -> str:
    """What became of the form, in a sentence."""
    if receipt.outcome is Outcome.REFUSED:
        errors = [one.message for one in receipt.problems if one.severity is Severity.ERROR]
        raise Refused(" ".join(errors))
    if receipt.is_in_review:
        return f"Отчёт отправлен на проверку методисту, версия {receipt.revision}."
    data.store().drop_draft(drawn.org, drawn.place.year)
    if receipt.outcome is Outcome.DUPLICATE:
        return "Этот отчёт уже принят, ничего не изменилось."
    asked = receipt.count(Severity.QUESTION)
    what = "Ответы района внесены" if drawn.is_of_district else "Отчёт принят"
    return f"{what}, версия {receipt.revision}." + (
        f" Осталось ответить: {counted(asked, OPEN_QUESTIONS)}." if asked else ""
    )
