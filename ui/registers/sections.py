"""The parts of the page «Организации и контингент», a function each."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.places import MOST_ADDRESSES
from data_model.snapshot import Snapshot
from indicators.wording import PluralForms, capital, counted, date_short
from loaders.registers.register_lines import CODE
from loaders.registers.school_names import schools_of
from reports.mailing import is_address
from ui import data, doors, downloads, offered, proposals, tables
from ui.documents import documents
from ui.registers import loading
from ui.selection import DistrictYear
from ui.session import begun_with
from ui.words import safe_markdown

DAY = "DD.MM.YYYY"
FIRST = ("код", "краткое", "тип", "населённый пункт", "действует с", "действует по", "головная")
"""Columns of the register that tell a row from the others; the long ones stand after them."""
WORDY = ("Наименование", "Прежние названия", "Другие написания")
"""Columns of the register that make its rows tall: shown by choice to who only reads."""


def schools(place: DistrictYear) -> None:
    """The register: names, kinds, days of validity, former names."""
    seen = data.snapshot(place.municipality)
    table = loading.register_table(seen)
    if not offered.may_or_told("save_register"):
        shown = loading.as_read(table)
        tables.table(shown, key="register", alt="Школы района", later=WORDY)
        loadable(seen, place)
        return
    st.markdown(
        "Школу не удаляют: когда она закрывается, ставят «Действует по». Переименование — новое "
        "наименование и прежнее в столбце «Прежние названия»: «МБОУ ООШ № 5 (до 31.08.2021)». "
        "В столбце «Другие написания» — как школу ещё называют в файлах; если только в некоторые "
        "годы, укажите дни: «БСШ 2 (с 01.09.2015 по 31.08.2021)»."
    )
    edited = st.data_editor(
        table,
        height=tables.fitting(table),
        num_rows="add",
        key=f"register-{begun_with(table)}",
        column_order=[*FIRST, *(str(name) for name in table if name not in FIRST)],
        column_config=headed(
            table,
            {
                "код": st.column_config.TextColumn(width=76),
                "краткое": st.column_config.TextColumn(width=330),
                "тип": st.column_config.SelectboxColumn(options=loading.KINDS, width=130),
                "населённый пункт": st.column_config.TextColumn(width=165),
                "действует с": st.column_config.DateColumn(format=DAY, width=115),
                "действует по": st.column_config.DateColumn(format=DAY, width=120),
                "головная": st.column_config.TextColumn(width=100),
                "наименование": st.column_config.TextColumn(width="large"),
            },
        ),
        hide_index=True,
        placeholder="",
        alt="Школы района",
    )
    key = f"register-table-{place.municipality}"
    if not proposals.draw(key) and st.button("Сохранить изменения", type="primary"):
        proposals.ask(key, lambda: loading.register_table_proposal(seen, edited))
    loadable(seen, place)


def headed(table: pd.DataFrame, special: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of columns, and heads with a capital letter as everywhere."""
    plain = {str(name): st.column_config.Column() for name in table}
    return {name: {**one, "label": capital(name)} for name, one in {**plain, **special}.items()}


def loadable(seen: Snapshot, place: DistrictYear) -> None:
    """The register as a file, and another one in its place; a methodist sees what it would do."""
    st.header("Загрузить файлом" if offered.may_propose() else "Реестр файлом", anchor=False)
    downloads.download(
        "Скачать реестр", lambda: loading.register_workbook(seen), "Реестр школ.xlsx"
    )
    if offered.may_propose():
        proposals.table_file(
            "Загрузить реестр",
            lambda content, name: loading.register_proposal(content, name, place.municipality),
            key="register-file",
        )


def roll(place: DistrictYear) -> None:
    """Pupils by grade on 20 September."""
    seen = data.snapshot(place.municipality)
    st.markdown(
        f"Обучающиеся по классам на 20 сентября {place.year} года, форма ОО-1. От этих чисел "
        "считаются доли. Пустая клетка или прочерк — такого класса нет."
    )
    table = loading.roll_table(seen, place.year)
    if not offered.may_or_told("save_roll"):
        tables.table(loading.as_read(table), key="roll", alt="Контингент по классам")
        loadable_roll(seen, place)
        return
    edited = st.data_editor(
        table,
        height=tables.fitting(table),
        num_rows="add",
        key=f"roll-{place.year}-{begun_with(table)}",
        column_config=headed(
            table,
            {
                "код": st.column_config.TextColumn(width="small"),
                loading.NAME: st.column_config.TextColumn(width="medium", disabled=True),
                "год": st.column_config.NumberColumn(format="%d"),
                "дата": st.column_config.DateColumn(format=DAY),
            },
        ),
        hide_index=True,
        placeholder="",
        alt="Контингент по классам",
    )
    key = f"roll-table-{place.municipality}"
    if not proposals.draw(key) and st.button("Сохранить изменения", type="primary"):
        proposals.ask(key, lambda: loading.roll_table_proposal(edited))
    loadable_roll(seen, place)


def loadable_roll(seen: Snapshot, place: DistrictYear) -> None:
    """A template, and a roll to be loaded; a methodist sees what it would do."""
    if not offered.may_propose():
        return
    st.header("Загрузить файлом", anchor=False)
    downloads.download(
        "Скачать шаблон с вашими школами",
        lambda: loading.roll_template(seen.organisations, place.year),
        f"Контингент {place.year}.xlsx",
    )
    proposals.table_file(
        "Загрузить контингент",
        lambda content, name: loading.roll_proposal(content, name, seen.organisations),
        key="roll-file",
    )


SCHOOL, ADDRESSES = "школа", "адреса почты"
BETWEEN = re.compile(r"[\s,;]+")


def addresses(place: DistrictYear) -> None:
    """Where letters to schools go, and whose a letter without a form code may be."""
    seen = data.snapshot(place.municipality)
    st.markdown(
        "Первый адрес подставляется в письма школе. Адрес отправителя запоминается сам, когда "
        "отчёт пришёл почтой; по нему же узнаётся файл без кода формы. Несколько адресов — через "
        "пробел или запятую."
    )
    schools = schools_of(seen.organisations)
    table = pd.DataFrame(
        {
            CODE: [one.code for one in schools],
            SCHOOL: [one.name.short for one in schools],
            ADDRESSES: [", ".join(seen.municipality.addresses(one.code)) for one in schools],
        }
    )
    if not offered.may_or_told("save_settings"):
        tables.table(table, key="addresses", alt="Адреса школ")
        return
    edited = st.data_editor(
        table,
        height=tables.fitting(table),
        key=f"addresses-{begun_with(table)}",
        column_config=headed(
            table,
            {
                CODE: st.column_config.TextColumn(width=70, disabled=True),
                SCHOOL: st.column_config.TextColumn(width=140, disabled=True),
                ADDRESSES: st.column_config.TextColumn(width=140),
            },
        ),
        hide_index=True,
        placeholder="",
        alt="Адреса школ",
    )
    if st.button("Сохранить адреса", type="primary"):
        written = dict(zip(edited[CODE], edited[ADDRESSES], strict=True))
        doors.attempt(lambda: save_addresses(place, written))


def save_addresses(place: DistrictYear, written: Mapping[str, object]) -> str:
    """Keep what was changed. Raises Refused that names the school and the word that is none."""
    seen = data.snapshot(place.municipality)
    names, changed = data.names(place.municipality), dict[str, str]()
    for org, text in written.items():
        typed = [one.casefold() for one in BETWEEN.split(str(text or "")) if one]
        if wrong := next((one for one in typed if not is_address(one)), None):
            raise Refused(f"{names.get(org, org)}: «{wrong}» — не адрес почты.")
        if len(typed) > MOST_ADDRESSES:
            raise Refused(f"{names.get(org, org)}: оставьте не больше {MOST_ADDRESSES} адресов.")
        if tuple(typed) != seen.municipality.addresses(org):
            changed |= seen.municipality.with_addresses(org, typed)
    if not changed:
        return "Адреса остались как были."
    data.store().save_settings(place.municipality, changed)
    return f"Сохранили адреса: {counted(len(changed), SCHOOLS)}."


SCHOOLS = PluralForms("школа", "школы", "школ", "школы")


def deadlines(place: DistrictYear) -> None:
    """The day by which returns must be in; without one nobody is late."""
    due = data.snapshot(place.municipality).deadlines.get(place.year)
    st.markdown(
        f"До какого дня ждём отчёты за {place.year} год. "
        + (f"Сейчас: {date_short(due)}." if due else "Срок не задан: опоздавших нет.")
    )
    if not offered.may_or_told("save_deadline"):
        return
    chosen = st.date_input("Сдать до", value=due, format=DAY, key=f"due-{place.year}", width=220)
    if st.button("Сохранить срок", type="primary"):
        doors.attempt(lambda: save_deadline(place, chosen))


def save_deadline(place: DistrictYear, chosen: object) -> str:
    if chosen is not None and not isinstance(chosen, date):
        raise Refused("Укажите один день.")
    data.store().save_deadline(place.municipality, place.year, chosen)
    return f"Срок сдачи за {place.year} год: {date_short(chosen) if chosen else 'не задан'}."


def region(municipality: str) -> None:
    """Which region the district belongs to: in its summary it stands beside the others of it."""
    stored = next(one for one in data.store().municipalities() if one.code == municipality).region
    if not offered.may("save_region", municipality):
        st.markdown(f":gray[Регион:] {safe_markdown(stored) or 'не указан'}")
        return
    with st.form(f"region-{municipality}", border=False):
        typed = st.text_input(
            "Регион",
            stored,
            max_chars=200,
            width=480,
            help="По нему районы сводятся на странице «Регион». Название у всех районов одно.",
        )
        saved = st.form_submit_button("Сохранить регион")
    if saved:
        doors.attempt(lambda: save_region(municipality, typed))


def save_region(municipality: str, typed: str) -> str:
    data.store().save_region(municipality, typed)
    return f"Регион района: {typed.strip()}." if typed.strip() else "Регион района не указан."


def office(place: DistrictYear) -> None:
    """Bodies and posts of this district: they stand in its documents and in no other's."""
    region(place.municipality)
    if not offered.may_or_told("save_settings"):
        for label, value in documents.office_fields(place).values():
            st.markdown(f":gray[{safe_markdown(label)}:] {safe_markdown(value) or '—'}")
        return
    st.markdown(
        "Орган управления, должности и подписи этого района — для шапок и подписей документов. "
        "Имена вписываете вы; у каждого района они свои."
    )
    with st.form(f"office-{place.municipality}", border=False):
        typed = {
            key: st.text_area(label, value) if key == "header" else st.text_input(label, value)
            for key, (label, value) in documents.office_fields(place).items()
        }
        saved = st.form_submit_button("Сохранить", type="primary")
    if saved:
        doors.attempt(lambda: save_office(place, typed))


def save_office(place: DistrictYear, typed: dict[str, str]) -> str:
    documents.save_office(place, typed)
    return "Органы и должности сохранены."
