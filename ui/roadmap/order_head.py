"""The head of an order under review: its act, its title, its years, and what was doubtful."""

import re
from datetime import date

import streamlit as st

from data_model.errors import Refused
from data_model.roadmap import Act
from indicators.passport import act_words
from loaders.orders.review import Review
from ui import doors
from ui.markdown import safe_markdown
from ui.roadmap import desk
from ui.selection import DistrictYear

DAY = "DD.MM.YYYY"


def draw(place: DistrictYear, turn: int, review: Review) -> None:
    """The act in one line, its doubts, and the fields to mend it."""
    proposal = review.proposal
    st.markdown(f"**{safe_markdown(proposal.title or 'Название не найдено')}**")
    years = ", ".join(map(str, proposal.years)) or "не найдены"
    st.markdown(f"{safe_markdown(act_words(proposal.act))}. Годы: {years}.")
    for doubt in proposal.unsure:
        st.warning(safe_markdown(doubt))
    with st.expander("Поправить реквизиты приказа", expanded=bool(proposal.unsure)):
        fields(place, turn, review)


def fields(place: DistrictYear, turn: int, review: Review) -> None:
    """One form: nothing changes before its button is pressed."""
    proposal, act = review.proposal, review.proposal.act
    with st.form(f"order-head-{turn}", border=False):
        title = st.text_area("Название дорожной карты", proposal.title)
        body = st.text_input("Орган", act.body)
        kind = st.text_input("Вид акта", act.kind)
        day = st.date_input("Дата", act.date, format=DAY)
        number = st.text_input("Номер", act.number)
        years = st.text_input("Годы", ", ".join(map(str, proposal.years)), help="2021, 2022, 2023")
        if st.form_submit_button("Сохранить реквизиты"):
            new = Act(body, kind, day if isinstance(day, date) else None, number, act.title)
            doors.attempt(
                lambda: keep(place.municipality, review.with_head(title, new, as_years(years)))
            )


def as_years(text: str) -> tuple[int, ...]:
    """«2021, 2022» and «2021–2023». Raises Refused where there is none."""
    found = [int(year) for year in re.findall(r"\d{4}", text)]
    if re.fullmatch(r"\s*\d{4}\s*[-–—]\s*\d{4}\s*", text):
        found = [*range(found[0], found[1] + 1)]
    if not found:
        raise Refused("Укажите годы дорожной карты, например: 2021, 2022, 2023.")
    return tuple(sorted(set(found)))


def keep(municipality: str, review: Review) -> str:
    desk.keep(municipality, review)
    return "Реквизиты приказа исправлены."
