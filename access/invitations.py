"""Printed sheets of invitation («лист приглашения»): a page for each school, to be handed over."""

from collections.abc import Sequence
from datetime import date
from html import escape

from data_model.people import Grant, Role
from data_model.places import Municipality
from data_model.store import Store

STYLE = (
    "body{font:14pt/1.5 'PT Sans',sans-serif;margin:0}"
    "section{page-break-after:always;padding:25mm 20mm}section:last-child{page-break-after:auto}"
    "h1{font-size:18pt}dt{color:#4a5563}dd{margin:0 0 6mm;font-size:18pt}"
    ".code{font-family:monospace;letter-spacing:.05em}"
)


def people_of_schools(store: Store, municipality: str) -> list[tuple[str, str]]:
    """Name of each school that is open today, and the login of its person, made where missing."""
    known = {one.login for one in store.people()}
    found = []
    for school in store.organisations(municipality):
        if school.code == municipality or not school.exists_on(date.today()):
            continue
        login = f"school-{school.code}"
        if login not in known:
            grant = Grant(Role.SCHOOL, municipality, school.code)
            store.add_person(login, school.name.short, grant)
        found.append((school.name.full, login))
    return found


def sheets_of(place: Municipality, invited: Sequence[tuple[str, str, str]], until: date) -> bytes:
    """An HTML file to be printed: of each school its name, login and one-time code."""
    sheets = "".join(
        f"<section><p>{escape(place.name)}</p><h1>{escape(school)}</h1>"
        "<p>Приглашение в программу мониторинга дорожной карты. Откройте адрес программы, "
        "который назвал методист, и выберите «У меня код приглашения».</p>"
        f"<dl><dt>Логин</dt><dd>{escape(login)}</dd>"
        f'<dt>Код для первого входа</dt><dd class="code">{escape(code)}</dd></dl>'
        f"<p>Код действует один раз, по {until:%d.%m.%Y}. Пароль придумайте сами, "
        "от 10 знаков; этот лист после входа уничтожьте.</p></section>"
        for school, login, code in invited
    )
    return (
        '<!doctype html><html lang="ru"><head><meta charset="utf-8">'
        f"<title>Листы приглашений</title><style>{STYLE}</style></head>"
        f"<body>{sheets}</body></html>"
    ).encode()
