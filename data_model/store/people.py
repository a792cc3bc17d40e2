"""What the store keeps of people: who may enter, their roles, invitations, open sessions."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from data_model.errors import NothingThere, Refused, UnknownPlace
from data_model.people import Author, Grant, IssuedBy, JournalAct, JournalHead, Person, Role, SignIn
from data_model.returns import BasisChange
from data_model.store import journal
from data_model.store.access import Access, author
from data_model.store.places import registered_under
from data_model.store.rows import PEOPLE, now, seal, withdraw
from data_model.tables import (
    GrantRow,
    InvitationRow,
    MunicipalityRow,
    OrganisationRow,
    PersonRow,
    SessionRow,
    SignInErrorRow,
)

IDLE = timedelta(minutes=30)
"""A session that nobody has used for so long is over."""
LONGEST = timedelta(hours=12)
"""No session lasts longer."""
SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last use of a session is known: each note of it is a transaction."""
FREE_ERRORS = 5
"""Wrong passwords in a row before the next one has to wait."""
LONGEST_WAIT = timedelta(minutes=15)
MOST_SESSIONS = 20
"""Open sessions of one person; the oldest ends where one more begins."""


class People(Access):
    """Acts on people. Passwords come hashed and codes as SHA-256: the store sees neither."""

    def add_person(
        self, login: str, name: str, grant: Grant | None = None, password: str = ""
    ) -> None:
        """Enter a person, at once with a role and the hash of a password where they are given.

        Refused for a login that is taken or no login; else as ``give_role``.
        """
        self._write(add_person, login, name, grant, password)

    def give_role(self, login: str, grant: Grant) -> None:
        """NothingThere, UnknownPlace; Refused where the role lacks its place."""
        self._write(give_role, login, grant)

    def take_role(self, login: str, grant: Grant) -> None:
        """NothingThere; Refused for the last administrator."""
        self._write(take_role, login, grant)

    def block(self, login: str) -> None:
        """Close the entrance and end all sessions; Refused for the last administrator."""
        self._write(block, login)

    def unblock(self, login: str) -> None:
        self._write(unblock, login)

    def set_password(self, login: str, password: str) -> None:
        """Keep the hash of a new password and end all sessions; NothingThere."""
        self._write(set_password, login, password)

    def invite(self, login: str, code_sha256: str, until: datetime) -> None:
        """Let a person choose a password once; former codes are void. NothingThere."""
        self._write(invite, login, code_sha256, until)

    def invited(self, code_sha256: str) -> str | None:
        """The login that a code is for; None where it is unknown, used or too old."""
        return self._read(invited, code_sha256, now())

    def accept_invitation(self, code_sha256: str, password: str) -> str:
        """Keep the hash of the password that was chosen; the login. Refused for a void code."""
        return self._write(accept_invitation, code_sha256, password, now())

    def people(self) -> tuple[Person, ...]:
        """Everybody by login."""
        return self._read(people)

    def password_of(self, login: str) -> str | None:
        """The hash; None for an unknown or blocked person, or one without a password."""
        return self._read(password_of, login)

    def begin_session(self, login: str, token_sha256: str, address: str, browser: str) -> int:
        """The number of the session; Refused for who may not enter."""
        return self._write(begin_session, login, token_sha256, address, browser, now())

    def signed_in(self, token_sha256: str) -> Author | None:
        """Whose session it is, with the roles of this moment; None where it is over."""
        found = self._read(signed_in, token_sha256, now())
        if found is None:
            return None
        who, seen_at = found
        if now() - seen_at > SEEN_EVERY:
            self._database.write(lambda connection: _note_seen(connection, who.session, now()))
        return who

    def is_signed_in(self, token_sha256: str) -> bool:
        """Whether the session still stands; being asked does not prolong it."""
        return self._read(signed_in, token_sha256, now()) is not None

    def signed_in_as(self, session: int) -> Author | None:
        """Who acts in a session that was let in, with the roles of this moment."""
        return self._read(signed_in_as, session, now())

    def end_session(self, session: int) -> None:
        """End one's own session, or as an administrator anybody's; Refused otherwise."""
        self._write(end_session, session, now())

    def end_sessions(self, login: str) -> None:
        """End all sessions of a person."""
        self._write(end_sessions, login)

    def sessions(self, login: str | None = None) -> tuple[SignIn, ...]:
        """Open sessions of a person, or of all, the latest first."""
        return self._read(sessions, login, now())

    def note_sign_in_error(self, login: str, address: str) -> None:
        """Count a wrong password for the name and for the address."""
        self._write(note_sign_in_error, login, address, now())

    def wait_before_sign_in(self, login: str, address: str) -> timedelta:
        """How long nobody may try this name, or from this address; zero: at once."""
        return self._read(wait_before_sign_in, login, address, now())

    def note(self, told: str) -> None:
        """A line of the journal about the database as a whole, such as a return from a copy."""
        self._write(note, told)

    def note_export(self, municipality: str | None, file_name: str, size: int) -> None:
        """A line of the journal about a file that was handed over, of so many bytes."""
        self._write(note_export, municipality, file_name, size)

    def journal(self, since: date | None = None) -> tuple[JournalAct, ...]:
        """All acts from a day on, the oldest first."""
        return self._read(journal.acts, since)

    def return_authors(self, org: str, year: int) -> dict[int, str]:
        """``id`` of each revision of a return → who has taken it in; older ones are not known."""
        return self._read(journal.return_authors, org, year)

    def basis_changes(self, municipality: str) -> dict[int, tuple[BasisChange, ...]]:
        """``id`` of a return that waits → what was changed since it was sent; only where it was."""
        return self._read(journal.basis_changes, municipality)

    def issue_authors(self, municipality: str) -> dict[int, IssuedBy]:
        """Number of an issue in the database → who has issued it."""
        return self._read(journal.issue_authors, municipality)

    def journal_heads(self) -> dict[str, tuple[int, str]]:
        """Chain → number and SHA-256 of its last link."""
        return self._read(journal.heads)

    def journal_head(self, municipality: str) -> JournalHead | None:
        """Where the journal of a municipality ends now, to be named on a paper."""
        return self._read(journal.head_of, municipality)

    def broken_links(self) -> tuple[str, ...]:
        """A sentence for each chain of the journal that is not as it was written."""
        return tuple(self._read(journal.broken_links))


def add_person(
    connection: Connection, login: str, name: str, grant: Grant | None = None, password: str = ""
) -> None:
    if not login or login != login.strip() or not login.isprintable() or len(login) > 64:
        raise Refused("Логин — до 64 знаков без пробелов по краям.")
    if not name.strip():
        raise Refused("Укажите имя сотрудника.")
    if connection.scalar(select(PersonRow.login).where(PersonRow.login == login)):
        raise Refused(f"Логин «{login}» уже занят: выберите другой.")
    line = {"login": login, "name": name.strip(), "password": password, "is_blocked": False}
    connection.execute(insert(PersonRow).values(**line, added_at=now()))
    seal(connection, PEOPLE)
    if grant is not None:
        give_role(connection, login, grant)


def give_role(connection: Connection, login: str, grant: Grant) -> None:
    _refuse_unknown(connection, login)
    is_school, is_administrator = grant.role is Role.SCHOOL, grant.role is Role.ADMINISTRATOR
    if is_school and not grant.org:
        raise Refused("Для роли «школа» укажите код школы (--org).")
    is_region = grant.role is Role.REGION
    municipality = None
    if not (is_administrator or is_region):
        municipality = _municipality_of(connection, grant)
    row = GrantRow
    line = {
        "login": login,
        "role": grant.role.value,
        "municipality": municipality,
        "organisation": grant.org if is_school else None,
        "region": _region_of(connection, grant) if is_region else "",
    }
    known = select(row.id).where(
        *(getattr(row, name).is_not_distinct_from(value) for name, value in line.items())
    )
    if connection.scalar(known) is None:
        connection.execute(insert(row).values(**line))
    seal(connection, PEOPLE)


def _region_of(connection: Connection, grant: Grant) -> str:
    """The region as its districts name it; the only one there is where none is named."""
    known = select(MunicipalityRow.region).where(MunicipalityRow.region != "").distinct()
    names = sorted(connection.scalars(known))
    said = " ".join(grant.region.split())
    found = [one for one in names if one.casefold() == said.casefold()] if said else names
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"«{one}»" for one in names)
    raise UnknownPlace(
        f"Для роли «регион» укажите один из регионов базы (--region): {listed}."
        if names
        else "Ни один район не отнесён к региону: укажите регион района (load-schools --region)."
    )


def _municipality_of(connection: Connection, grant: Grant) -> str:
    """Where the role counts: of a school its own municipality."""
    if grant.org:
        held = connection.scalar(
            select(OrganisationRow.municipality).where(OrganisationRow.code == grant.org)
        )
        if held is None:
            raise UnknownPlace(f"Организации с кодом {grant.org} нет в реестре.")
        return str(held)
    row = MunicipalityRow
    in_order = select(row.code).where(registered_under(row.code)).order_by(row.position)
    codes: list[str] = list(connection.scalars(in_order))
    if grant.municipality is None and codes:
        return codes[0]
    if grant.municipality not in codes:
        raise UnknownPlace(
            f"Муниципалитета с кодом {grant.municipality} нет в базе."
            if grant.municipality
            else "В базе ещё нет муниципалитета: сначала загрузите реестр школ."
        )
    return str(grant.municipality)


def take_role(connection: Connection, login: str, grant: Grant) -> None:
    _refuse_unknown(connection, login)
    row = GrantRow
    conditions = [row.login == login, row.role == grant.role.value]
    conditions += [row.municipality == grant.municipality] if grant.municipality else []
    conditions += [row.organisation == grant.org] if grant.org else []
    conditions += [row.region == grant.region] if grant.region else []
    before = _administrators(connection)
    if withdraw(connection, row, *conditions) == 0:
        raise NothingThere(f"У сотрудника «{login}» такой роли нет.")
    _refuse_none_left(connection, before)
    seal(connection, PEOPLE)


def block(connection: Connection, login: str) -> None:
    _refuse_unknown(connection, login)
    before = _administrators(connection)
    connection.execute(update(PersonRow).where(PersonRow.login == login).values(is_blocked=True))
    _refuse_none_left(connection, before)
    seal(connection, PEOPLE)
    _end(connection, SessionRow.login == login)


def unblock(connection: Connection, login: str) -> None:
    _refuse_unknown(connection, login)
    connection.execute(update(PersonRow).where(PersonRow.login == login).values(is_blocked=False))
    seal(connection, PEOPLE)


def set_password(connection: Connection, login: str, password: str) -> None:
    _refuse_unknown(connection, login)
    connection.execute(update(PersonRow).where(PersonRow.login == login).values(password=password))
    connection.execute(delete(SignInErrorRow).where(SignInErrorRow.whose == _by_name(login)))
    seal(connection, PEOPLE)
    _end(connection, SessionRow.login == login)


def invite(connection: Connection, login: str, code_sha256: str, until: datetime) -> None:
    _refuse_unknown(connection, login)
    row = InvitationRow
    void = update(row).where(row.login == login, row.used_at.is_(None)).values(used_at=now())
    connection.execute(void)
    line = {"code_sha256": code_sha256, "login": login, "made_at": now(), "until": until}
    connection.execute(insert(row).values(**line))


def invited(connection: Connection, code_sha256: str, moment: datetime) -> str | None:
    row = InvitationRow
    login: str | None = connection.scalar(
        select(row.login)
        .join(PersonRow, PersonRow.login == row.login)
        .where(
            row.code_sha256 == code_sha256,
            row.used_at.is_(None),
            row.until > moment,
            PersonRow.is_blocked.is_(False),
        )
    )
    return login


def accept_invitation(
    connection: Connection, code_sha256: str, password: str, moment: datetime
) -> str:
    row = InvitationRow
    used = connection.execute(
        update(row)
        .where(row.code_sha256 == code_sha256, row.used_at.is_(None), row.until > moment)
        .values(used_at=moment)
    )
    login = connection.scalar(select(row.login).where(row.code_sha256 == code_sha256))
    if used.rowcount == 0 or login is None:
        raise Refused("Код приглашения не подходит: он уже использован или устарел.")
    set_password(connection, login, password)
    return str(login)


def people(connection: Connection) -> tuple[Person, ...]:
    grants: dict[str, list[Grant]] = {}
    row = GrantRow
    for line in connection.execute(select(row).order_by(row.id)):
        grant = Grant(Role(line.role), line.municipality, line.organisation, line.region)
        grants.setdefault(line.login, []).append(grant)
    return tuple(
        Person(
            line.login,
            line.name,
            tuple(grants.get(line.login, ())),
            line.is_blocked,
            bool(line.password),
        )
        for line in connection.execute(select(PersonRow).order_by(PersonRow.login))
    )


def password_of(connection: Connection, login: str) -> str | None:
    row = PersonRow
    found = connection.scalar(
        select(row.password).where(row.login == login, row.is_blocked.is_(False))
    )
    return found or None


def begin_session(
    connection: Connection,
    login: str,
    token_sha256: str,
    address: str,
    browser: str,
    moment: datetime,
) -> int:
    row = PersonRow
    open_to = select(row.login).where(row.login == login, row.is_blocked.is_(False))
    if connection.scalar(open_to) is None:
        raise Refused("Вход закрыт. Обратитесь к администратору.")
    connection.execute(delete(SignInErrorRow).where(SignInErrorRow.whose == _by_name(login)))
    former = [one.id for one in sessions(connection, login, moment)][MOST_SESSIONS - 1 :]
    _end(connection, SessionRow.id.in_(former))
    line = {
        "token_sha256": token_sha256,
        "login": login,
        "address": address,
        "browser": browser[:200],
        "began_at": moment,
        "seen_at": moment,
    }
    made = connection.execute(insert(SessionRow).values(**line)).inserted_primary_key
    assert made is not None, "one row was inserted, so it has a key"
    return int(made[0])


def signed_in(
    connection: Connection, token_sha256: str, moment: datetime
) -> tuple[Author, datetime] | None:
    return _signed_in(connection, SessionRow.token_sha256 == token_sha256, moment)


def signed_in_as(connection: Connection, session: int, moment: datetime) -> Author | None:
    found = _signed_in(connection, SessionRow.id == session, moment)
    return found and found[0]


def _signed_in(
    connection: Connection, which: ColumnElement[bool], moment: datetime
) -> tuple[Author, datetime] | None:
    """Who is in a session that stands, and when it was last seen."""
    row, person = SessionRow, PersonRow
    found = connection.execute(
        select(row.id, row.login, row.address, row.seen_at, person.name)
        .join(person, person.login == row.login)
        .where(which, person.is_blocked.is_(False), *_open(moment))
    ).first()
    if found is None:
        return None
    given = select(GrantRow).where(GrantRow.login == found.login).order_by(GrantRow.id)
    grants = tuple(
        Grant(Role(line.role), line.municipality, line.organisation, line.region)
        for line in connection.execute(given)
    )
    return Author(found.name, grants, found.login, found.id, found.address), found.seen_at


def _open(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    row = SessionRow
    return (row.ended_at.is_(None), row.seen_at > moment - IDLE, row.began_at > moment - LONGEST)


def _note_seen(connection: Connection, session: int | None, moment: datetime) -> None:
    connection.execute(update(SessionRow).where(SessionRow.id == session).values(seen_at=moment))


def end_session(connection: Connection, session: int, moment: datetime) -> None:
    who = author()
    whose = connection.scalar(select(SessionRow.login).where(SessionRow.id == session))
    if who.grants is not None and whose != who.login and not who.has(Role.ADMINISTRATOR):
        raise Refused("Чужой вход завершает только администратор.")
    _end(connection, SessionRow.id == session)


def end_sessions(connection: Connection, login: str) -> None:
    _end(connection, SessionRow.login == login)


def _end(connection: Connection, whose: ColumnElement[bool]) -> None:
    row = SessionRow
    connection.execute(update(row).where(whose, row.ended_at.is_(None)).values(ended_at=now()))


def sessions(connection: Connection, login: str | None, moment: datetime) -> tuple[SignIn, ...]:
    row = SessionRow
    question = select(row).where(*_open(moment)).order_by(row.seen_at.desc())
    if login is not None:
        question = question.where(row.login == login)
    return tuple(
        SignIn(line.id, line.login, line.address, line.began_at, line.seen_at, line.browser)
        for line in connection.execute(question)
    )


def _by_name(login: str) -> str:
    return f"login {login}"


def note_sign_in_error(connection: Connection, login: str, address: str, moment: datetime) -> None:
    row = SignInErrorRow
    for whose in (_by_name(login[:64]), f"address {address}"):
        more = (
            update(row)
            .where(row.whose == whose)
            .values(
                errors=row.errors + 1,
                last_at=moment,
            )
        )
        if connection.execute(more).rowcount == 0:
            connection.execute(insert(row).values(whose=whose, errors=1, last_at=moment))
    old = row.last_at < moment - timedelta(days=1)
    connection.execute(delete(row).where(old))


def wait_before_sign_in(
    connection: Connection, login: str, address: str, moment: datetime
) -> timedelta:
    """One second after the fifth error of a name, then twice as long each; of an address 20."""
    row = SignInErrorRow
    waits = [timedelta()]
    for whose, free in ((_by_name(login[:64]), FREE_ERRORS), (f"address {address}", 20)):
        found = connection.execute(
            select(row.errors, row.last_at).where(row.whose == whose)
        ).first()
        if found is not None and found.errors >= free:
            pause = min(timedelta(seconds=2 ** min(found.errors - free, 12)), LONGEST_WAIT)
            waits.append(found.last_at + pause - moment)
    return max(waits)


def note(connection: Connection, told: str) -> None:
    """Nothing but the line of the journal."""


def note_export(
    connection: Connection, municipality: str | None, file_name: str, size: int
) -> None:
    """Nothing but the line of the journal."""


def _refuse_unknown(connection: Connection, login: str) -> None:
    if connection.scalar(select(PersonRow.login).where(PersonRow.login == login)) is None:
        raise NothingThere(f"Сотрудника «{login}» нет. Список: roadmap people list.")


def _administrators(connection: Connection) -> int:
    row, person = GrantRow, PersonRow
    question = (
        select(func.count())
        .select_from(row)
        .join(person, person.login == row.login)
        .where(row.role == Role.ADMINISTRATOR.value, person.is_blocked.is_(False))
    )
    return connection.scalars(question).one()


def _refuse_none_left(connection: Connection, before: int) -> None:
    """Nobody could let anybody in any more."""
    if before and not _administrators(connection):
        raise Refused("Это последний администратор: сначала назначьте другого.")
