"""The questions of a form as inputs on the page, prefilled like the file would be."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import streamlit as st

from data_model.roadmap import AnswerType, Question
from loaders.forms.layout import InputPart, Slot
from loaders.forms.request import Entry, FormRequest
from loaders.values.reading import NO, YES
from ui import session
from ui.session import begun_with
from ui.words import safe_markdown

NAME, SHORT = 420, 150
"""Widths of a document's name, and of its number and date; its link takes the rest of the line.

They are told in pixels: a column of its own for each field would be half as much work again.
"""
Width = int | Literal["stretch"]
Answers = dict[Slot, Entry | None]
DOCUMENT = (InputPart.NAME, InputPart.NUMBER, InputPart.DATE, InputPart.LINK)
UNANSWERED = "нет ответа"
NO_LIMITS = (date(2000, 1, 1), date(2100, 12, 31))


def begun(request: FormRequest) -> str:
    """What the form asks, and what was answered before."""
    return begun_with(request.questions, request.filled())


def draw(request: FormRequest, key: str) -> Answers:
    """Every question of the form; ``key`` tells one form and what it began with from another."""
    known = request.filled()
    answers: Answers = {}
    for question in request.questions:
        with st.container(border=True):
            st.markdown(asked(question))
            answers |= dict(inputs(question, known, key))
    return answers


def asked(question: Question) -> str:
    """The question with its hint below."""
    hint = f"\n\n:gray[:small[{safe_markdown(question.hint)}]]" if question.hint else ""
    return f"**{safe_markdown(question.text)}**{hint}"


def inputs(
    question: Question, known: Mapping[Slot, Entry], key: str
) -> Iterator[tuple[Slot, Entry | None]]:
    """The inputs of one question, each with what a person has put into it."""
    slot = Slot(question.code)
    if question.answer is AnswerType.PRESENCE:
        yield slot, choice(slot, known.get(slot), key)
        yield from documents(question, known, key)
    else:
        yield slot, count(slot, known.get(slot), question.unit, key)
    reason = Slot(question.code, InputPart.REASON)
    yield reason, text("Если ответа нет — почему", reason, known.get(reason), key)


def choice(slot: Slot, known: Entry | None, key: str) -> Entry | None:
    options = [YES, NO, UNANSWERED]
    chosen = st.radio(
        "Ответ",
        options,
        index=options.index(str(known)) if known in options else len(options) - 1,
        key=f"{key}-{slot.name}",
        horizontal=True,
        label_visibility="collapsed",
    )
    return None if chosen == UNANSWERED else chosen


def count(slot: Slot, known: Entry | None, unit: str, key: str) -> Entry | None:
    return st.number_input(
        f"Число, {safe_markdown(unit)}" if unit else "Число",
        min_value=0,
        step=1,
        value=known if isinstance(known, int) else None,
        key=f"{key}-{slot.name}",
        width=220,
    )


def documents(
    question: Question, known: Mapping[Slot, Entry], key: str
) -> Iterator[tuple[Slot, Entry | None]]:
    """A line per document, as many as are known, and a button for one more.

    The button sends the form as a whole, so nothing that was typed is lost, and nothing is saved.
    """
    lines = f"{key}-{question.code}-lines"
    shown = session.remembered(lines) or filled(question, known)
    for ordinal in range(1, shown + 1):
        yield from document(of_document(question, ordinal), known, key)
    if shown < question.documents:
        st.form_submit_button(
            "Ещё документ",
            key=lines,
            icon=":material/add:",
            type="tertiary",
            on_click=session.remember,
            args=(lines, shown + 1),
        )


def filled(question: Question, known: Mapping[Slot, Entry]) -> int:
    """How many lines reach the last known document; the first one is always there."""
    places = range(1, question.documents + 1)
    taken = (one for one in places if known.keys() & of_document(question, one).values())
    return max(taken, default=min(1, question.documents))


def of_document(question: Question, ordinal: int) -> dict[InputPart, Slot]:
    return {part: Slot(question.code, part, ordinal=ordinal) for part in DOCUMENT}


def document(
    slots: Mapping[InputPart, Slot], known: Mapping[Slot, Entry], key: str
) -> Iterator[tuple[Slot, Entry | None]]:
    """Name, number, date and link of one document, in one line."""
    name, number, day, link = (slots[part] for part in DOCUMENT)
    with st.container(horizontal=True):
        yield name, text("Документ", name, known.get(name), key, NAME)
        yield number, text("Номер или б/н", number, known.get(number), key, SHORT)
        yield day, calendar(day, known.get(day), key)
        yield link, text("Ссылка", link, known.get(link), key)


def text(
    label: str, slot: Slot, known: Entry | None, key: str, width: Width = "stretch"
) -> Entry | None:
    written = st.text_input(label, value=str(known or ""), key=f"{key}-{slot.name}", width=width)
    return written.strip() or None


def calendar(slot: Slot, known: Entry | None, key: str) -> Entry | None:
    first, last = NO_LIMITS
    return st.date_input(
        "Дата",
        value=known if isinstance(known, date) else None,
        min_value=first,
        max_value=last,
        format="DD.MM.YYYY",
        key=f"{key}-{slot.name}",
        width=SHORT,
    )
