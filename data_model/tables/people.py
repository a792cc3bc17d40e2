"""Tables of people, their roles and sessions, and the journal, to which lines are only added."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    LargeBinary,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from data_model.people import Role
from data_model.tables.base import Base, Moment, TextTuple, one_of


class PersonRow(Base):
    """Somebody who may enter. ``password`` is an argon2 hash, empty before the first one."""

    __tablename__ = "people"

    login: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    password: Mapped[str]
    is_blocked: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(Moment)


class SavedViewRow(Base):
    """A view that a person has named; ``login`` is empty where nobody signs in."""

    __tablename__ = "saved_views"
    __table_args__ = (
        UniqueConstraint("login", "name"),
        CheckConstraint("name <> ''", name="name_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str]
    name: Mapped[str]
    page: Mapped[str]
    query: Mapped[str]


class SeenFiguresRow(Base):
    """What a person saw of a year of a district when she last came."""

    __tablename__ = "seen_figures"

    login: Mapped[str] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    lines: Mapped[tuple[Any, ...]] = mapped_column(TextTuple)


class GrantRow(Base):
    """A role of a person in a municipality, for a school in an organisation, or in a region."""

    __tablename__ = "grants"
    __table_args__ = (
        one_of("role", Role),
        UniqueConstraint("login", "role", "municipality", "organisation"),
        CheckConstraint(
            "(role IN ('administrator', 'region')) = (municipality IS NULL)", name="place_of_most"
        ),
        CheckConstraint("(role = 'region') = (region <> '')", name="region_has_one"),
        CheckConstraint("(role = 'school') = (organisation IS NOT NULL)", name="school_has_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(ForeignKey("people.login", ondelete="RESTRICT"))
    role: Mapped[str]
    municipality: Mapped[str | None] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT")
    )
    organisation: Mapped[str | None] = mapped_column(
        ForeignKey("organisations.code", ondelete="RESTRICT")
    )
    region: Mapped[str]


class InvitationRow(Base):
    """A one-time code by which a person chooses a password; only its SHA-256 is kept."""

    __tablename__ = "invitations"

    code_sha256: Mapped[str] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(ForeignKey("people.login", ondelete="RESTRICT"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class SessionRow(Base):
    """An open session; only the SHA-256 of its token is kept."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    login: Mapped[str] = mapped_column(ForeignKey("people.login", ondelete="RESTRICT"))
    address: Mapped[str]
    browser: Mapped[str]
    began_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInErrorRow(Base):
    """Wrong passwords in a row, by name typed or by address; a right one takes the name away."""

    __tablename__ = "sign_in_errors"

    whose: Mapped[str] = mapped_column(primary_key=True)
    errors: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Moment)


class ActRow(Base):
    """One act; ``sha256`` is over the line and the ``sha256`` of the one before it."""

    __tablename__ = "acts"

    chain: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str]
    login: Mapped[str | None]
    session: Mapped[int | None]
    address: Mapped[str]
    act: Mapped[str]
    municipality: Mapped[str | None]
    organisation: Mapped[str | None]
    object: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    sha256_before: Mapped[str]
    sha256: Mapped[str]


class ChainHeadRow(Base):
    """The last link of a chain, so that a cut tail is noticed; chain "" is that of people."""

    __tablename__ = "act_heads"

    chain: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    sha256: Mapped[str]


class FormerRow(Base):
    """Rows that an act has taken out of a table or put others in place of («прежние строки»).

    ``rows`` is a JSON list of them; of one with bytes the bytes stand in ``content``.
    """

    __tablename__ = "former_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str]
    login: Mapped[str | None]
    rows: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


ONLY_ADDED = "В журнал только добавляют."


def guards(table: str, dialect: str) -> list[str]:
    """Statements after which the database itself refuses to change rows, whoever asks."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {table}_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{ONLY_ADDED}'; END $$",
        f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_added()",
    ]


@event.listens_for(ActRow.__table__, "after_create")
@event.listens_for(FormerRow.__table__, "after_create")
def guard_rows(target: Any, connection: Connection, **more: object) -> None:
    for statement in guards(target.name, connection.dialect.name):
        connection.exec_driver_sql(statement)
