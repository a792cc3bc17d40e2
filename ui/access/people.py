"""People on the page («сотрудники»): the list, a new person, roles, entrance, open sessions."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.invitations import people_of_schools, sheets_of
from access.modes import mode
from access.passwords import digest_of_code, new_code
from data_model.people import ROLE_WORDS, Grant, Person, Role
from data_model.store import Store
from indicators.wording import date_figures
from ui import data, doors, downloads, session, tables
from ui.words import quiet, safe_markdown

CODE = "invitation-code"
GOOD_FOR = timedelta(days=14)
"""How long a code of invitation may be used."""


def explain_one_pc() -> None:
    """On one PC nobody signs in: how an office server is made of it."""
    if mode().is_office:
        return
    st.info(
        "Сейчас программа работает на одном компьютере, вход не нужен. Чтобы её открывали с других "
        "рабочих мест, администратор включает вход: порядок описан в руководстве, глава «Сервер "
        "в управлении». Сотрудников можно внести заранее.",
        icon=":material/info:",
    )


def list_people() -> None:
    """Everybody with roles; the code of the last invitation is shown once."""
    if code := session.forget(CODE):
        login, plain = code
        st.success(
            f"Код приглашения для «{safe_markdown(login)}»: `{plain}`. Он показан один раз, "
            f"действует {GOOD_FOR.days} дней.",
            icon=":material/key:",
        )
    found = data.store().people()
    if not found:
        st.markdown("Сотрудников ещё нет. Первым внесите администратора.")
        return
    names = places()
    frame = pd.DataFrame(
        {
            "Логин": [one.login for one in found],
            "Имя или должность": [one.name for one in found],
            "Роли": [roles_in_words(one, names) for one in found],
            "Вход": [entrance_in_words(one) for one in found],
        }
    )
    tables.table(frame, key="people", alt="Сотрудники и их роли", file_name="Сотрудники.xlsx")


@data.kept
def places() -> dict[str, str]:
    """Code → short name of every municipality and organisation that roles are given in; regions."""
    store = data.store()
    found = store.municipalities()
    regions = dict.fromkeys(f"{REGION}{one.region}" for one in found if one.region)
    return {
        **{one.code: one.name.short for place in found for one in store.organisations(place.code)},
        **{key: key.removeprefix(REGION) for key in regions},
    }


REGION = "region "
"""Before the name of a region, among the codes of places."""


def roles_in_words(person: Person, names: dict[str, str]) -> str:
    """«методист, Бессоновский район; школа, СОШ с. Бессоновка»."""
    told = []
    for grant in person.grants:
        place = grant.region or names.get(grant.org or grant.municipality or "", "")
        told.append(", ".join(filter(None, [ROLE_WORDS[grant.role], place])))
    return "; ".join(told) or "без ролей"


def entrance_in_words(person: Person) -> str:
    if person.is_blocked:
        return "закрыт"
    return "открыт" if person.has_password else "ещё не входил"


@doors.part
def add_person() -> None:
    """The form of a new person; what is stored is said, and the code shown once."""
    with st.form("new-person", border=True):
        st.markdown("## Новый сотрудник")
        left, right = st.columns(2)
        login = left.text_input("Логин", max_chars=64, key="new-login")
        name = right.text_input("Имя или должность", max_chars=200, key="new-name")
        grant = _grant_fields(left, right, "new")
        if not st.form_submit_button("Добавить и выдать код", type="primary"):
            return

    def act() -> str:
        store = data.store()
        store.add_person(login.strip(), name, grant)
        _give_code(store, login.strip())
        return f"Сотрудник «{login.strip()}» добавлен."

    doors.attempt(act)


@doors.part
def change_person() -> None:
    """Of one person: another role, a role less, the entrance closed or opened, a new code."""
    found = {one.login: one for one in data.store().people()}
    if not found:
        return
    st.markdown("## Изменить")
    login = st.selectbox("Сотрудник", list(found), key="whom")
    person, names = found[login], places()
    with st.container(horizontal=True):
        if st.button("Выдать новый код"):
            doors.attempt(lambda: _new_code(login))
        label = "Открыть вход" if person.is_blocked else "Закрыть вход"
        if st.button(label):
            doors.attempt(lambda: _turn_entrance(person))
        if st.button("Завершить все входы"):
            doors.attempt(lambda: _end_sessions(login))
    with st.form("more-role", border=False):
        left, right = st.columns(2)
        grant = _grant_fields(left, right, "more")
        if st.form_submit_button("Дать роль"):
            doors.attempt(lambda: _give(login, grant))
    for number, held in enumerate(person.grants):
        words = roles_in_words(Person(login, "", (held,)), names)
        if st.button(f"Снять роль: {safe_markdown(words)}", key=f"less-{login}-{number}"):
            doors.attempt(lambda held=held: _take(login, held))  # type: ignore[misc]


FIRST_ROLE = Role.ADMINISTRATOR
"""Who may enter before there is a district."""


def _grant_fields(left: DeltaGenerator, right: DeltaGenerator, key: str) -> Grant:
    """A role and the place it counts in, as chosen."""
    names = places()
    words = {text: role for role, text in ROLE_WORDS.items() if names or role is FIRST_ROLE}
    role = words[left.selectbox("Роль", list(words), key=f"{key}-role")]
    if not names:
        right.markdown("Районов ещё нет: можно внести администратора.")
        return Grant(role)
    place = right.selectbox(
        "Где: район; для роли «школа» — школа, для роли «регион» — регион",
        list(names),
        format_func=names.__getitem__,
        key=f"{key}-place",
    )
    if role is Role.ADMINISTRATOR:
        return Grant(Role.ADMINISTRATOR)
    if role is Role.REGION:
        return Grant(role, region=place.removeprefix(REGION) if place.startswith(REGION) else "")
    return Grant(role, org=place) if role is Role.SCHOOL else Grant(role, place)


def _give_code(store: Store, login: str) -> None:
    code = new_code()
    store.invite(login, digest_of_code(code), datetime.now(UTC) + GOOD_FOR)
    session.remember(CODE, (login, code))


def _new_code(login: str) -> str:
    _give_code(data.store(), login)
    return f"Прежние коды «{login}» больше не действуют."


def _turn_entrance(person: Person) -> str:
    if person.is_blocked:
        data.store().unblock(person.login)
        return f"Вход для «{person.login}» открыт."
    data.store().block(person.login)
    return f"Вход для «{person.login}» закрыт, открытые страницы закроются."


def _end_sessions(login: str) -> str:
    data.store().end_sessions(login)
    return f"Все входы «{login}» завершены."


def _give(login: str, grant: Grant) -> str:
    data.store().give_role(login, grant)
    return f"«{login}»: роль дана, {ROLE_WORDS[grant.role]}."


def _take(login: str, grant: Grant) -> str:
    data.store().take_role(login, grant)
    return f"«{login}»: роль снята, {ROLE_WORDS[grant.role]}."


def invite_schools() -> None:
    """Printed sheets for all schools of the district: login and one-time code of each."""
    st.markdown("## Приглашения школам")
    st.markdown(
        "Лист на школу: логин и код для первого входа. Прежние коды школ перестают действовать."
    )
    codes = data.municipality_names()
    if not codes:
        quiet("Листы появятся, когда будет добавлен район и его школы.")
        return
    code = st.selectbox("Район", list(codes), format_func=codes.__getitem__, key="invite-district")
    downloads.download(
        "Скачать листы приглашений",
        lambda: sheets_for(data.store(), code),
        "Листы приглашений.html",
        mime="text/html",
        key="invitations",
    )


def sheets_for(store: Store, municipality: str) -> bytes:
    """The sheets, with new codes; people of schools that have none are entered."""
    until = datetime.now(UTC) + GOOD_FOR
    invited = []
    for school, login in people_of_schools(store, municipality):
        code = new_code()
        store.invite(login, digest_of_code(code), until)
        invited.append((school, login, code))
    return sheets_of(store.municipality(municipality), invited, until.date())


def open_sessions() -> None:
    """Who is in now: since when, last seen when, from where."""
    found = data.store().sessions()
    if not found:
        return
    st.markdown("## Сейчас в программе")
    frame = pd.DataFrame(
        {
            "Логин": [one.login for one in found],
            "Вошёл": [date_figures(one.began_at.astimezone()) for one in found],
            "Последнее действие": [date_figures(one.seen_at.astimezone()) for one in found],
            "Откуда": [one.address for one in found],
        }
    )
    tables.table(frame, key="sessions", alt="Открытые входы")
