"""The form on a screen: a field for each cell of the form, kept as one types, sent as a return.

In order: the form as it stands; what still waits; the fields by sheet; the sending. What is typed
lies in the database, by school and year: a closed tab loses nothing, and a colleague goes on where
one has stopped. What is judged and sent is the workbook itself (``loaders/forms/screen.py``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data_model.errors import MonitorError, Refused
from data_model.returns import DraftEntry, Outcome, Problem, Receipt, Severity
from data_model.roadmap import AnswerType, Question, roll_date
from indicators.wording import OPEN_QUESTIONS, PluralForms, counted, date_figures, date_short
from loaders.forms.layout import InputPart, SheetName, Slot, document_lines, is_asked_in
from loaders.forms.request import Entry, FormRequest, form_filename
from loaders.forms.screen import (
    ANSWERS,
    CONFIRMATION,
    CONFIRMATION_REASON,
    ScreenForm,
    as_text,
    field_words,
    is_open,
    lines_shown,
    prefilled,
    sections,
    unanswered,
    with_draft,
)
from loaders.intake import check, context_of, receive_typed
from loaders.values.reading import CONFIRMED, NO
from ui import blocks, data, doors, session
from ui.returns import forms
from ui.selection import DistrictYear
from ui.words import quiet, safe_markdown

FIELDS = PluralForms("поле", "поля", "полей", "поля")
ERRORS = PluralForms("ошибка", "ошибки", "ошибок", "ошибки")
GRADE, SHORT, NAME = 70, 160, 420
"""Widths of a grade, of a number or a date, of a document's name, in pixels."""
TROUBLE = "form-trouble"
NO_ANSWER = "нет ответа"
COLOURS = {Severity.ERROR: "red", Severity.QUESTION: "orange", Severity.NOTE: "gray"}
SIGNS = {Severity.ERROR: "✗ Ошибка.", Severity.QUESTION: "? Вопрос.", Severity.NOTE: "Заметка."}
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
        written = str(session.widget_value(f"{self.key}-{slot.name}") or "").strip()
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
    """The form of a school; each change runs this part alone."""
    draft = data.store().draft(org, place.year)
    drawn = as_it_stands(place, org, {one.field: one.written for one in draft})
    if trouble := session.forget(TROUBLE):
        blocks.trouble(Refused(trouble))
    standing(drawn, draft)
    left(drawn)
    for sheet, asked in sections(drawn.request):
        st.header(sheet, anchor=False, divider="gray")
        if sheet is SheetName.INDICATORS:
            roll(drawn)
        for question in asked:
            draw(drawn, question)
    sending(drawn)
    session.remember(drawn.key, drawn.stands)


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
        quiet("Ответы сохраняются сами, как только вы переходите в следующее поле.")
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


def left(drawn: DrawnForm) -> None:
    """What still waits, each with the way to it; what is wrong, at once."""
    waiting = drawn.waiting
    texts = {question.code: question.text for question in drawn.request.questions}
    wrong = remarked(drawn)
    if not waiting and not wrong:
        st.success("Все поля заполнены, замечаний нет. Отправьте отчёт.", icon=":material/check:")
        return
    lines = [
        f"- [{safe_markdown(texts[code])}](#{code}) — не заполнено {counted(len(slots), FIELDS)}"
        for code, slots in waiting.items()
    ]
    lines += [
        f"- [{safe_markdown(texts[code])}](#{code}) — есть замечания"
        for code in wrong
        if code not in waiting
    ]
    with st.container(border=True):
        st.markdown("**Что осталось**\n\n" + "\n".join(lines))


def remarked(drawn: DrawnForm) -> list[str]:
    """Codes of questions with an error or a question, in the order of the form."""
    of_fields = {
        slot.question
        for slot, problems in drawn.remarks.items()
        if slot is not None and any(is_to_mend(one) for one in problems)
    }
    return [one.code for one in drawn.request.questions if one.code in of_fields]


def is_to_mend(one: Problem) -> bool:
    return one.severity is not Severity.NOTE and one.code not in SAID_BY_THE_LIST


# the fields


def roll(drawn: DrawnForm) -> None:
    """The roll that the answers are set against, and whether it is right."""
    for year in drawn.request.roll_years:
        day, pupils = date_short(roll_date(year)), drawn.request.pupils(year)
        known = [f"{grade} кл. — {count}" for grade, count in sorted(pupils.items()) if count]
        told = ", ".join(known) or "не загружен"
        quiet(f"Контингент на {day} (форма ОО-1): {told}.")
    radio(drawn, CONFIRMATION, (CONFIRMED, NO), "Контингент указан верно?", usual=CONFIRMED)
    if as_text(drawn.entries.get(CONFIRMATION)) == NO:
        field(drawn, CONFIRMATION_REASON, "Что в контингенте не так")
    said(drawn, "roll_confirmed")


def draw(drawn: DrawnForm, question: Question) -> None:
    """One question: its text, its fields, what is said of them."""
    with st.container(border=True):
        st.subheader(safe_markdown(question.text), anchor=question.code)
        quiet(" ".join(hints(drawn, question)))
        if question.answer is AnswerType.PRESENCE:
            radio(drawn, Slot(question.code), (*ANSWERS, NO_ANSWER), "Ответ", usual=NO_ANSWER)
            documents(drawn, question)
        elif question.grades:
            by_grade(drawn, question)
        else:
            field(drawn, Slot(question.code), unit(question), width=SHORT)
        reason = Slot(question.code, InputPart.REASON)
        field(drawn, reason, "Если данных нет: почему")
        said(drawn, question.code)


def hints(drawn: DrawnForm, question: Question) -> list[str]:
    """The hint of the form, whether the year asks for it, and what was answered a year ago."""
    found = [question.hint] if question.hint else []
    if not is_asked_in(drawn.request.roadmap, question, drawn.place.year):
        found.append("В этом году не требуется; если данные есть, можно внести.")
    if question.answer is not AnswerType.PRESENCE:
        before = [
            f"{one.grade} кл. — {one.value}" if one.grade else str(one.value)
            for one in drawn.request.last_year
            if one.question == question.code and one.value is not None
        ]
        found += [f"Год назад: {', '.join(before)}."] if before else []
    return found


def unit(question: Question) -> str:
    return f"Число, {question.unit}" if question.unit else "Число"


def by_grade(drawn: DrawnForm, question: Question) -> None:
    """A field for each grade that has pupils, and their sum."""
    grades = [one for one in question.grades if is_open(drawn.request, question, one)]
    if not grades:
        quiet("В этих классах обучающихся нет: заполнять нечего.")
        return
    pupils = drawn.request.pupils(drawn.request.roll_year(question))
    with st.container(horizontal=True, gap="small"):
        for grade in grades:
            slot, of = Slot(question.code, grade=grade), pupils.get(grade)
            field(drawn, slot, f"{grade} класс", GRADE, f"из {of}" if of else "")
    numbers = [drawn.entries.get(Slot(question.code, grade=grade)) for grade in grades]
    known = [one for one in numbers if isinstance(one, int)]
    if known:
        quiet(f"Итого: {sum(known)}")


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


def radio(drawn: DrawnForm, slot: Slot, options: Sequence[str], label: str, usual: str) -> None:
    """One of a few answers; an answer that is none of them stands as it is."""
    stands = as_text(drawn.entries.get(slot)) or usual
    st.radio(
        label,
        options if stands in options else [*options, stands],
        key=drawn.widget(slot, usual),
        horizontal=True,
        on_change=drawn.keep,
        args=(slot,),
    )


def documents(drawn: DrawnForm, question: Question) -> None:
    """A line for each document: as many as are known, and one more when it is asked for."""
    more = f"{drawn.key}-{question.code}-lines"
    shown = max(lines_shown(question, drawn.entries), session.remembered(more) or 0)
    for ordinal in range(1, shown + 1):
        with st.container(horizontal=True):
            for part, label, width in DOCUMENT:
                slot = Slot(question.code, part, ordinal=ordinal)
                field(drawn, slot, f"{label} {ordinal}" if ordinal > 1 else label, width)
    if shown < len(document_lines(question)):
        st.button(
            "Ещё документ",
            key=f"{more}-button",
            icon=":material/add:",
            type="tertiary",
            on_click=session.remember,
            args=(more, shown + 1),
        )


DOCUMENT = (
    (InputPart.NAME, "Наименование документа", NAME),
    (InputPart.NUMBER, "Номер или б/н", SHORT),
    (InputPart.DATE, "Дата", SHORT),
    (InputPart.LINK, "Ссылка", None),
)


def said(drawn: DrawnForm, code: str) -> None:
    """Remarks on the fields of a question, each with its field."""
    lines = [
        remark(field_words(slot), one)
        for slot, problems in drawn.remarks.items()
        if slot is not None and slot.question == code
        for one in problems
        if one.code not in SAID_BY_THE_LIST
    ]
    if lines:
        st.markdown("\n\n".join(lines))


def remark(where: str, one: Problem) -> str:
    colour, sign = COLOURS[one.severity], SIGNS[one.severity]
    head = f"**{safe_markdown(f'{sign} {where}:')}** " if where else f"**{safe_markdown(sign)}** "
    return f":{colour}[{head}{safe_markdown(one.message)}]"


# the sending


def sending(drawn: DrawnForm) -> None:
    """What is said of the return as a whole, and the button that sends it."""
    st.header("Отправить", anchor=False, divider="gray")
    for one in drawn.remarks.get(None, ()):
        if one.code not in SAID_BY_THE_LIST:
            st.markdown(remark("", one))
    if drawn.receipt.outcome is Outcome.DUPLICATE:
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
    if st.button("Отправить отчёт", key=f"{drawn.key}-send", type="primary", disabled=bool(errors)):
        doors.attempt(lambda: sent(drawn, reason))


def before_sending(drawn: DrawnForm) -> str:
    """What becomes of it: counted at once or looked at first, with how many questions."""
    asked = drawn.receipt.count(Severity.QUESTION)
    told = f" К нему будет {counted(asked, OPEN_QUESTIONS)}." if asked else ""
    municipality = data.snapshot(drawn.place.municipality).municipality
    looks = municipality.reviews
    way = "Сначала отчёт проверит методист." if looks else "Отчёт будет принят сразу."
    return f"{way}{told}"


def basis(drawn: DrawnForm) -> int:
    """The revision that is in force while the person looks; 0 for none."""
    line = data.board(drawn.place.municipality, drawn.place.year).of(drawn.org)
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
    return told(drawn, receipt)


def told(drawn: DrawnForm, receipt: Receipt) -> str:
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
    return f"Отчёт принят, версия {receipt.revision}." + (
        f" Осталось ответить: {counted(asked, OPEN_QUESTIONS)}." if asked else ""
    )
