"""Addresses of databases («адрес базы данных»): what is behind a URL."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from data_model.errors import DatabaseTrouble

POSTGRESQL = {"postgresql", "postgres", "postgresql+psycopg"}


def address(url: str) -> URL:
    """The URL with our driver in it; PostgreSQL may be named with or without one."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseTrouble(_unknown(url)) from error
    if parsed.drivername in POSTGRESQL:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername != "sqlite":
        raise DatabaseTrouble(_unknown(url))
    return parsed


def database_file(place: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory or on a server."""
    name = place.database
    if place.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name)


def shown(place: URL) -> str:
    """The address as a person may see it: without the password."""
    file = database_file(place)
    return str(file) if file else place.render_as_string(hide_password=True)


def _unknown(url: str) -> str:
    scheme = url.partition(":")[0]
    return (
        f"Не понят адрес базы данных (начинается с «{scheme}»). Укажите файл в виде "
        "sqlite:///var/roadmap.db или сервер в виде postgresql://пользователь@сервер/база."
    )
