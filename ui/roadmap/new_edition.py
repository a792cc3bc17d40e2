"""A new edition: an order or a file is read, looked at row by row, compared, and then saved."""

from datetime import date
from functools import partial

import streamlit as st

from data_model.roadmap import Act, Roadmap
from loaders.orders import RoadmapProposal, read_order
from loaders.orders.formats import ENDINGS
from loaders.orders.gallery import GalleryEntry, gallery, proposal_from_gallery
from loaders.orders.review import Review
from loaders.roadmaps.editions import copy_to_term
from loaders.roadmaps.workbook import read_definitions
from ui import data, doors, offered, words
from ui.roadmap import applying, desk, order
from ui.selection import DistrictYear
from ui.words import safe_markdown

KINDS = (*(ending.removeprefix(".") for ending in ENDINGS), "toml")


def draw(place: DistrictYear) -> None:
    """The draft on the desk, or the ways to begin one; whoever prepares one need not save it."""
    if not (offered.may_propose() or offered.may("save_roadmap", place.municipality)):
        words.quiet("Новую редакцию готовит методист, сохраняет главный специалист.")
        return
    draft = desk.draft(place.municipality)
    if draft is None:
        begin(place)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Черновик: **{safe_markdown(draft.source)}**. Ничего ещё не сохранено.")
        if st.button("Убрать черновик"):
            doors.attempt(lambda: put_away(place.municipality))
    if draft.review is None:
        assert draft.roadmap is not None  # noqa: S101
        applying.draw(place, draft.roadmap)
        return
    order.head(place, draft.turn, draft.review)
    order.rows(place, draft.turn, draft.review)
    if draft.review.numbers and not draft.review.waiting:
        finished(place, draft.review)


def finished(place: DistrictYear, review: Review) -> None:
    """All rows are confirmed: the roadmap that they make, or what stands against it."""
    doors.guarded(lambda: applying.draw(place, review.roadmap()))


def begin(place: DistrictYear) -> None:
    """A file, or the present roadmap moved to a new term."""
    st.markdown(
        "Загрузите приказ — программа найдёт таблицу и предложит, как мерить каждую строку; вы "
        "подтвердите или поправите её. Выгрузку карты (xlsx, toml) программа сравнит с "
        "действующей редакцией."
    )
    doors.file(
        "Приказ или файл карты",
        KINDS,
        lambda content, name: take(place.municipality, content, name),
        key="order-file",
    )
    without_file(place)
    from_gallery(place)
    if place.year:
        next_term(place)


def without_file(place: DistrictYear) -> None:
    """The roadmap in force, or an empty one."""
    st.header("Править карту или начать пустую", anchor=False)
    parts = data.roadmap(place.municipality, place.year).each if place.year else ()
    with st.container(horizontal=True):
        for part in parts:
            name = f"Править карту «{safe_markdown(part.title)}»"
            label = "Править действующую карту" if len(parts) == 1 else name
            if st.button(label, key=f"amend-{part.code}"):
                doors.attempt(partial(amend, place.municipality, part.as_written))
        if st.button("Пустая карта"):
            doors.attempt(lambda: by_hand(place.municipality))


def from_gallery(place: DistrictYear) -> None:
    """Ready roadmaps by subject: what one is about, what it rests on, from which year."""
    st.header("Взять из галереи", anchor=False)
    entries = {one.code: one for one in gallery()}
    with st.container(width=640):
        code = st.selectbox(
            "Заготовка",
            list(entries),
            format_func=lambda one: f"{entries[one].subject}: {entries[one].title}",
            key="gallery-entry",
        )
    entry = entries[code]
    rests = "; ".join(one.words for one in entry.sources)
    st.markdown(safe_markdown(f"{entry.about} Опирается на: {rests}."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.number_input(
            "Первый год",
            value=place.year + 1 if place.year else date.today().year,
            step=1,
            format="%d",
            width=160,
            key="gallery-year",
            help="У карты по учебным годам — год, в котором учебный год заканчивается.",
        )
        if st.button("Положить на стол"):
            doors.attempt(lambda: taken(place.municipality, entry, int(first)))


def taken(municipality: str, entry: GalleryEntry, first: int) -> str:
    """Lay an entry of the gallery on the desk: nothing of it counts yet."""
    proposal = proposal_from_gallery(entry, first)
    desk.begin(municipality, f"из галереи: {entry.title}", Review(proposal))
    return f"Заготовка на столе: строк — {len(proposal.rows)}. Впишите свой акт и пороги."


def by_hand(municipality: str) -> str:
    desk.begin(municipality, "пустая карта", Review(RoadmapProposal("", EMPTY_ACT, (), ())))
    return "Пустая карта на столе: впишите реквизиты приказа и годы, затем строки."


EMPTY_ACT = Act("", "приказ", None, "")


def amend(municipality: str, roadmap: Roadmap) -> str:
    """Lay the roadmap that is in force on the desk; what is changed makes its next edition."""
    roadmap = roadmap.as_written
    desk.begin(municipality, f"правка карты «{roadmap.title}»", Review.of_stored(roadmap))
    return "Строки действующей карты на столе: измените нужные и сохраните как редакцию."


def take(municipality: str, content: bytes, filename: str) -> str:
    """Lay a file on the desk. Raises UnreadableFile or WrongDefinition with what to do."""
    if roadmap := read_definitions(content, filename):
        desk.begin(municipality, filename, roadmap)
        return f"Прочитали файл карты: строк — {len(roadmap.activities)}."
    proposal = read_order(content, filename)
    desk.begin(municipality, filename, Review(proposal))
    return f"Прочитали приказ: строк — {len(proposal.rows)}. Подтвердите каждую."


def put_away(municipality: str) -> str:
    desk.clear(municipality)
    return "Черновик убран, действующая карта не изменилась."


def next_term(place: DistrictYear) -> None:
    """The rows of the present roadmap for the years after it."""
    roadmap = data.roadmap(place.municipality, place.year).as_written
    st.header("Продлить карту", anchor=False)
    if roadmap.parts:
        st.markdown("Чтобы перенести карту на новый срок, выберите её над страницей.")
        return
    st.markdown("Строки действующей карты с годами, сдвинутыми на новый срок; затем их поправляют.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.number_input(
            "Первый год",
            value=roadmap.years[-1] + 1,
            step=1,
            format="%d",
            width=160,
            key=f"term-year-{roadmap.code}",
        )
        if st.button("Подготовить черновик"):
            doors.attempt(lambda: copy(place.municipality, roadmap, int(first)))


def copy(municipality: str, roadmap: Roadmap, first: int) -> str:
    """Lay the copy on the desk; its act is still to come."""
    act = Act(roadmap.act.body, roadmap.act.kind, None, "")
    last = first + roadmap.years[-1] - roadmap.years[0]
    copied = copy_to_term(roadmap, first, act, f"{municipality}-{first}-{last}")
    desk.begin(municipality, f"копия на {first}–{last} годы", copied)
    return (
        f"Черновик на {first}–{last} годы готов. Реквизиты нового приказа впишите в выгрузке "
        "карты (xlsx) или загрузите сам приказ, когда он выйдет."
    )
