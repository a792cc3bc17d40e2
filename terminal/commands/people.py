"""Commands about people («сотрудники»): who may enter, and the journal of who did what."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data_model.errors import NothingThere, Refused
from terminal.entrance import (
    AsJson,
    District,
    Org,
    app,
    chosen,
    command,
    day,
    district,
    print_json,
    tell,
    write,
)
from terminal.russian import RussianCommand, RussianGroup

if TYPE_CHECKING:
    from data_model.people import Role
    from data_model.store import Store

people = typer.Typer(
    cls=RussianGroup, help="Сотрудники: кто может войти и что каждому можно.", no_args_is_help=True
)
app.add_typer(people, name="people")

GOOD_FOR = timedelta(days=14)
"""How long a code of invitation of a school may be used."""
GOOD_AT_ONCE = timedelta(hours=24)
"""How long a code that an administrator asked for may be used."""

Login = Annotated[str, typer.Argument(metavar="ЛОГИН", help="Логин сотрудника.")]
Region = Annotated[
    str, typer.Option("--region", metavar="НАЗВАНИЕ", help="Регион, для роли region.")
]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Прочесть пароль со стандартного ввода.")
]


@people.command("add", cls=RussianCommand)
def add(
    login: Login,
    name: Annotated[str, typer.Option("--name", metavar="ИМЯ", help="Имя или должность.")],
    role: Annotated[str, typer.Option("--role", metavar="РОЛЬ", help="Роль сотрудника.")],
    municipality: District = None,
    org: Org = None,
    region: Region = "",
    password_stdin: PasswordStdin = False,
) -> None:
    """Добавить сотрудника с ролью; без пароля печатается код приглашения."""
    from access.passwords import hash_password
    from data_model.people import ROLE_WORDS, Grant

    given = _role(role)
    kept = hash_password(_typed(), login) if password_stdin else ""
    store = chosen.store()
    grant = Grant(given, municipality or chosen.municipality, org, region)
    store.add_person(login, name, grant, kept)
    code = "" if kept else _invite(store, login, GOOD_AT_ONCE)
    tell(f"Сотрудник «{login}» добавлен: {ROLE_WORDS[given]}.")
    if code:
        tell(f"Код приглашения на сутки: {code}  (страница /invite)")


@people.command("role", cls=RussianCommand)
def role(
    login: Login,
    add: Annotated[str | None, typer.Option("--add", metavar="РОЛЬ", help="Дать роль.")] = None,
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="РОЛЬ", help="Снять роль.")
    ] = None,
    municipality: District = None,
    org: Org = None,
    region: Region = "",
) -> None:
    """Дать сотруднику роль или снять её; действует со следующего щелчка."""
    from data_model.people import ROLE_WORDS, Grant

    if (add is None) == (remove is None):
        raise Refused("Укажите одно: --add РОЛЬ или --remove РОЛЬ.")
    said, store = _role(add or remove or ""), chosen.store()
    if add is not None:
        store.give_role(login, Grant(said, municipality or chosen.municipality, org, region))
    else:
        store.take_role(login, Grant(said, municipality, org, region))
    tell(f"«{login}»: роль {'дана' if add is not None else 'снята'}, {ROLE_WORDS[said]}.")


@people.command("block", cls=RussianCommand)
def block(login: Login) -> None:
    """Закрыть вход; открытые сеансы заканчиваются."""
    chosen.store().block(login)
    tell(f"Вход для «{login}» закрыт.")


@people.command("unblock", cls=RussianCommand)
def unblock(login: Login) -> None:
    """Открыть вход снова."""
    chosen.store().unblock(login)
    tell(f"Вход для «{login}» открыт.")


@people.command("password", cls=RussianCommand)
def password(login: Login, password_stdin: PasswordStdin = False) -> None:
    """Сменить пароль; без --password-stdin печатается код приглашения."""
    from access.passwords import hash_password

    store = chosen.store()
    if password_stdin:
        store.set_password(login, hash_password(_typed(), login))
        tell(f"Пароль «{login}» сменён, открытые сеансы закончены.")
    else:
        tell(f"Код приглашения на сутки: {_invite(store, login, GOOD_AT_ONCE)}")


@people.command("invite", cls=RussianCommand)
def invite(
    out: Annotated[Path, typer.Option("--out", metavar="ПУТЬ", help="Куда записать листы.")],
    schools: Annotated[
        bool, typer.Option("--schools", help="По листу каждой действующей школе.")
    ] = False,
    municipality: District = None,
) -> None:
    """Напечатать листы приглашений школам: логин и код для первого входа."""
    from access.invitations import people_of_schools, sheets_of

    if not schools:
        raise Refused("Укажите, кому листы: --schools.")
    store = chosen.store()
    place = district(store, municipality)
    invited = [
        (school, login, _invite(store, login, GOOD_FOR))
        for school, login in people_of_schools(store, place.code)
    ]
    if not invited:
        raise NothingThere("В реестре нет действующих школ: сначала загрузите реестр.")
    until = date.today() + GOOD_FOR
    write(out, sheets_of(place, invited, until))
    tell(f"Листы приглашений: {out}, школ: {len(invited)}. Коды действуют по {until:%d.%m.%Y}.")


@people.command("list", cls=RussianCommand)
def list_people(as_json: AsJson = False) -> None:
    """Кто может войти и с какими ролями."""
    from data_model.people import ROLE_WORDS

    found = chosen.store().people()
    if as_json:
        print_json(
            {
                "people": [
                    {
                        "login": one.login,
                        "name": one.name,
                        "roles": [
                            {
                                "role": grant.role.value,
                                "municipality": grant.municipality,
                                "org": grant.org,
                                "region": grant.region or None,
                            }
                            for grant in one.grants
                        ],
                        "blocked": one.is_blocked,
                    }
                    for one in found
                ]
            }
        )
        return
    for one in found:
        roles = ", ".join(
            " ".join(
                filter(
                    None, [ROLE_WORDS[grant.role], grant.org or grant.municipality or grant.region]
                )
            )
            for grant in one.grants
        )
        closed = "; вход закрыт" if one.is_blocked else "" if one.has_password else "; без пароля"
        tell(f"{one.login}  {one.name}: {roles or 'без ролей'}{closed}")
    if not found:
        tell("Сотрудников ещё нет. Первым добавьте администратора: roadmap people add.")


@command("journal")
def journal(
    as_json: AsJson = False,
    since: Annotated[
        date | None,
        typer.Option("--since", metavar="ДД.ММ.ГГГГ", parser=day, help="С какого дня."),
    ] = None,
) -> None:
    """Кто, что и когда сделал; «sound» — цепочка записей цела."""
    store = chosen.store()
    found, broken = store.journal(since), store.broken_links()
    if as_json:
        print_json(
            {
                "acts": [
                    {
                        "at": one.at.isoformat(),
                        "person": one.person,
                        "address": one.address,
                        "act": one.act,
                        "municipality": one.municipality,
                        "org": one.org,
                        "object": one.object,
                        "before": one.before,
                        "after": one.after,
                    }
                    for one in found
                ],
                "sound": not broken,
            }
        )
    else:
        for one in found:
            moment = one.at.astimezone().strftime("%d.%m.%Y %H:%M")
            whose = f" ({one.org})" if one.org else ""
            tell(f"{moment}  {one.person}: {one.act}, {one.object}{whose}")
        for sentence in broken:
            tell(f"ПЛОХО  {sentence}")
    if broken:
        raise typer.Exit(1)


def _role(said: str) -> "Role":
    from data_model.people import Role

    if said not in {*Role}:
        raise Refused(f"Роли «{said}» нет; есть: {', '.join(Role)}.")
    return Role(said)


def _typed() -> str:
    """The first line of standard input, without its end."""
    return sys.stdin.readline().rstrip("\r\n")


def _invite(store: "Store", login: str, good_for: timedelta) -> str:
    """A new one-time code; only its digest is stored."""
    from access.passwords import digest_of_code, new_code

    code = new_code()
    store.invite(login, digest_of_code(code), datetime.now(UTC) + good_for)
    return code
