"""A change of register, roll or roadmap on the page: seen first («было — станет»), then stored.

What changes no figure and no verdict that is there goes in at once. All else is shown, and waits
for a second press; years that are over wait for a reason, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.returns import Rechecked
from indicators.wording import listed
from loaders.previews import Preview
from ui import data, doors, offered, session, tables
from ui.returns import what_changes
from ui.words import safe_markdown

TABLES = ("xlsx", "xlsm", "xls", "ods", "csv", "txt")
PASTED = "вставленная таблица.csv"
CHANGED_MEANWHILE = (
    "Пока вы смотрели, данные изменились; ниже — что изменится теперь. Проверьте и сохраните."
)


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """A question about a file: a text to be typed, or one of ``options`` (words by value)."""

    key: str
    label: str
    guess: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that a person asks for: what it would do, and how it is stored.

    ``store`` takes what was seen and the reason («» where none is needed), and says what was done.
    ``understood`` draws how the file was understood; where something was inferred it ``waits`` for
    a look. ``asked`` are questions without whose answers nothing can be foreseen: ``answered``
    takes the answers by their keys and gives the proposal anew. ``act`` of the store in
    ``municipality`` is what saves it: who may not do it sees what would change, and no more.
    """

    foresee: Callable[[], Preview]
    store: Callable[[Preview, str], str]
    understood: Callable[[], None] | None = None
    waits: bool = False
    asked: tuple[FileQuestion, ...] = ()
    answered: Callable[[dict[str, str]], Proposal] | None = None
    act: str = ""
    municipality: str = ""

    @property
    def is_theirs(self) -> bool:
        """Whether this person may save it."""
        return not self.act or offered.may(self.act, self.municipality)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that was shown, and what it was shown to change."""

    proposal: Proposal
    seen: Preview | None
    is_new: bool = True


def draw(key: str) -> bool:
    """What waits under this key, with its buttons; whether something waits."""
    waiting: Waiting | None = session.remembered(_place(key))
    if waiting is None:
        return False
    if waiting.seen is None:
        _questions_about_the_file(key, waiting.proposal)
        return True
    with st.container(border=True):
        st.markdown("**Ничего ещё не сохранено: сначала посмотрите, что изменится.**")
        if waiting.proposal.understood:
            waiting.proposal.understood()
        if not waiting.is_new:
            st.warning(CHANGED_MEANWHILE, icon=":material/warning:")
        show(waiting.seen, key)
        is_theirs = waiting.proposal.is_theirs
        asks_why = waiting.seen.over and is_theirs
        reason = reason_field(waiting.seen.over, key) if asks_why else ""
        if not is_theirs:
            st.markdown(
                f"Так изменятся данные. Сохраняет {offered.doers(waiting.proposal.act)}: "
                "передайте этот файл."
            )
        with st.container(horizontal=True):
            if is_theirs and st.button(
                "Сохранить с этими изменениями", key=f"{key}-keep", type="primary"
            ):
                doors.attempt(lambda: confirm(key, waiting, reason))
            if st.button("Не сохранять", key=f"{key}-drop"):
                doors.attempt(lambda: _dropped(key))
    return True


def ask(key: str, propose: Callable[[], Proposal]) -> None:
    """Store a change that touches nothing which is there; lay all others before the person."""

    doors.attempt(lambda: _laid_before(key, propose()))


def _laid_before(key: str, proposal: Proposal) -> str:
    """Stored at once where nothing is to be asked, shown or confirmed."""
    if proposal.asked:
        session.remember(_place(key), Waiting(proposal, None))
        return ""
    seen = proposal.foresee()
    if is_quiet(seen) and not proposal.waits and proposal.is_theirs:
        return proposal.store(seen, "")
    session.remember(_place(key), Waiting(proposal, seen))
    return ""


def _questions_about_the_file(key: str, proposal: Proposal) -> None:
    """What only a person can say of a file, before it can be foreseen."""
    with st.form(f"{key}-asked"):
        st.markdown("**Ничего ещё не сохранено: уточните, чего в таблице нет.**")
        said = {one.key: _field(key, one) for one in proposal.asked}
        with st.container(horizontal=True):
            is_said = st.form_submit_button("Продолжить", type="primary")
            is_dropped = st.form_submit_button("Не сохранять")
    if is_dropped:
        doors.attempt(lambda: _dropped(key))
    if is_said:
        doors.attempt(lambda: _answered(key, proposal, said))


def _field(key: str, one: FileQuestion) -> str:
    if not one.options:
        return st.text_input(safe_markdown(one.label), one.guess, key=f"{key}-{one.key}").strip()
    options = list(one.options)
    chosen = st.selectbox(
        safe_markdown(one.label),
        options,
        index=options.index(one.guess) if one.guess in options else None,
        format_func=lambda value: one.options[value],
        placeholder="Выберите",
        key=f"{key}-{one.key}",
    )
    return chosen or ""


def _answered(key: str, proposal: Proposal, said: dict[str, str]) -> str:
    lacking = [one.label for one in proposal.asked if one.is_needed and not said[one.key]]
    if lacking:
        raise Refused(f"Ответьте: {listed(lacking)}.")
    assert proposal.answered is not None, "who asks takes the answers"
    return _laid_before(key, proposal.answered(said))


def table_file(label: str, propose: Callable[[bytes, str], Proposal], key: str) -> None:
    """A place for a table: a file of any usual kind, or what was copied from a sheet."""
    if draw(key):
        return
    file(label, TABLES, propose, key)
    with st.expander("Или вставьте таблицу, скопированную из Excel"):
        pasted = st.text_area(
            "Скопированная таблица вместе с шапкой", key=session.fresh_key(f"{key}-pasted")
        )
        if pasted.strip() and st.button("Прочитать вставленное", key=f"{key}-read"):

            def taken() -> Proposal:
                proposal = propose(pasted.encode(), PASTED)
                session.renew(f"{key}-pasted")
                return proposal

            ask(key, taken)


def file(
    label: str, kinds: Sequence[str], propose: Callable[[bytes, str], Proposal], key: str
) -> None:
    """A place for one file whose change is seen before it is stored."""
    if draw(key):
        return
    chosen = st.file_uploader(label, type=kinds, key=session.fresh_key(key))
    if chosen is None or not st.button("Загрузить файл", key=f"{key}-take", type="primary"):
        return

    def taken() -> Proposal:
        proposal = propose(chosen.getvalue(), chosen.name)
        session.renew(key)
        return proposal

    ask(key, taken)


def confirm(key: str, waiting: Waiting, reason: str) -> str:
    """Store what was seen; where it would do something else by now, show that instead."""
    assert waiting.seen is not None, "only what was foreseen is confirmed"
    if waiting.seen.over and not reason.strip():
        raise Refused("Укажите причину: меняются годы, которые уже завершились.")
    seen = waiting.proposal.foresee()
    if seen != waiting.seen:
        session.remember(_place(key), Waiting(waiting.proposal, seen, is_new=False))
        return ""
    said = waiting.proposal.store(seen, reason.strip())
    session.forget(_place(key))
    return said


def is_quiet(seen: Preview) -> bool:
    """Whether no figure, verdict or question that is there would be another."""
    return not (seen.existing or seen.rechecked)


def show(seen: Preview, key: str) -> None:
    """The gravest effect in words, figures and verdicts before and after, questions to answers."""
    if seen.existing:
        st.markdown(f"Если сохранить, {safe_markdown(seen.words)}.")
        tables.table(
            what_changes.turned(seen.existing),
            key=f"{key}-turns",
            alt="Цифры и выводы до и после",
            file_name="Цифры и выводы, было и станет.xlsx",
        )
    if seen.questions:
        st.markdown("К отчётам, которые уже сданы, появятся вопросы:")
        tables.table(_questions(seen.questions), key=f"{key}-asked", alt="Новые вопросы")
    if seen.closed_questions:
        st.markdown(f"Вопросов к отчётам закроется: {len(seen.closed_questions)}.")


def reason_field(years: Sequence[int], key: str) -> str:
    """Why years that are over are judged anew; it stands in the journal of changes."""
    return st.text_input(
        f"Причина: меняется {listed([*map(str, years)])} год",
        placeholder="Например: в контингенте исправлена описка, письмо школы от 12.02 № 7",
        key=f"{key}-reason",
    )


def _questions(asked: Sequence[Rechecked]) -> pd.DataFrame:
    names = {
        org: name for code in data.municipality_names() for org, name in data.names(code).items()
    }
    return pd.DataFrame(
        [
            {
                "Организация": names.get(one.org, one.org),
                "Год": one.year,
                "Вопрос": one.opens.message if one.opens else "",
            }
            for one in asked
        ]
    )


def _dropped(key: str) -> str:
    session.forget(_place(key))
    return "Изменение не сохранено, всё осталось как было."


def _place(key: str) -> str:
    return f"waiting-{key}"
