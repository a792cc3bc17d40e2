"""Places in the database: municipalities, their registers with names and aliases, the roll."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from data_model import places
from data_model.errors import NothingThere, Refused, UnknownPlace, WrongDefinition
from data_model.people import AUTHOR
from data_model.places import (
    OF_REGION,
    ON,
    REVIEW,
    Alias,
    Municipality,
    Organisation,
    OrganisationKind,
    OrganisationName,
    region_of,
)
from data_model.store.acts import returns_by
from data_model.store.rows import PLACES, AnyRow, AnyRows, raise_version, seal, withdraw
from data_model.tables import (
    EvidenceRow,
    MunicipalityRow,
    MunicipalitySettingRow,
    OrganisationAliasRow,
    OrganisationNameRow,
    OrganisationRow,
    ReturnRow,
    RollEntry,
    SessionRow,
    WaitingUploadRow,
)


def municipalities(connection: Connection, code: str | None = None) -> tuple[Municipality, ...]:
    """All districts, or the one with a code (a region's too), in the order of registration."""
    setting, row = MunicipalitySettingRow, MunicipalityRow
    own, named = (
        (registered_under(one) if code is None else one == code,)
        for one in (setting.municipality, row.code)
    )
    settings = connection.execute(
        select(setting).where(*own).order_by(setting.municipality, setting.name)
    ).all()
    by_code = {
        code: {line.name: line.value for line in lines}
        for code, lines in groupby(settings, key=attrgetter("municipality"))
    }
    rows = connection.execute(select(row).where(*named).order_by(row.position))
    return tuple(
        Municipality(one.code, one.name, one.short, by_code.get(one.code, {}), one.region)
        for one in rows
    )


def registered_under(code: Any) -> Any:
    """Whether a column holds the code of a district, and not of a region with its roadmaps."""
    return ~code.startswith(OF_REGION, autoescape=True)


def open_to_author(municipality: Any) -> tuple[Any, ...]:
    """Conditions that leave the rows of the author's own municipalities; none for the program.

    What a person is not to see is not searched either, so that it costs nothing.
    """
    who = AUTHOR.get()
    return () if who.grants is None else (municipality.in_(who.municipalities()),)


def keep_region(connection: Connection, code: str) -> None:
    """Have a place for the roadmaps of a region, once a district belongs to it; else UnknownPlace.

    It is no district: no question about districts gives it, and nobody answers for it.
    """
    row, name = MunicipalityRow, region_of(code)
    if not name or connection.scalar(select(row.code).where(row.code == code)):
        return
    known = connection.scalar(select(row.code).where(row.region == name).limit(1))
    if known is None:
        raise UnknownPlace(f"Региона «{name}» в базе нет: ни один район к нему не отнесён.")
    _save_municipality(connection, Municipality(code, name, name, region=name))
    seal(connection, [row])


def districts(connection: Connection) -> tuple[Municipality, ...]:
    """As ``municipalities``: whose verdicts may be seen, which are more than whose data."""
    return municipalities(connection)


def one_municipality(connection: Connection, code: str | None) -> Municipality:
    """The one named, or the first one; UnknownPlace or NothingThere."""
    if code is not None and (found := municipalities(connection, code)):
        return found[0]
    known = municipalities(connection)
    if not known:
        raise NothingThere(
            "В базе нет ни одного района. Загрузите реестр командой "
            "«roadmap load-schools ФАЙЛ» или на странице «Организации и контингент»."
        )
    if code is not None:
        codes = ", ".join(f"{place.code} ({place.short})" for place in known)
        raise UnknownPlace(f"Муниципалитета с кодом «{code}» нет в базе. Есть: {codes}.")
    return known[0]


def organisations(
    connection: Connection, municipality: str, orgs: Collection[str] | None = None
) -> tuple[Organisation, ...]:
    """The register of a municipality in its own order, itself and closed ones included.

    With ``orgs`` these alone.
    """
    row = OrganisationRow
    own = [row.municipality == municipality] + ([] if orgs is None else [row.code.in_(orgs)])
    of_place = select(row.code).where(*own)
    names = _by_organisation(connection, OrganisationNameRow, of_place)
    aliases = _by_organisation(connection, OrganisationAliasRow, of_place)
    rows = connection.execute(select(row).where(*own).order_by(row.position, row.code))
    return tuple(
        _organisation(one, names.get(one.code, ()), aliases.get(one.code, ())) for one in rows
    )


def holder_of(connection: Connection, org: str) -> str:
    """Code of the municipality an organisation belongs to; UnknownPlace."""
    found = connection.scalar(
        select(OrganisationRow.municipality).where(OrganisationRow.code == org)
    )
    if found is None:
        raise UnknownPlace(unknown_organisation(org))
    return found


def holders(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Municipality and code of every organisation, asked once for a batch."""
    row = OrganisationRow
    own = select(row.municipality, row.code).where(*open_to_author(row.municipality))
    return tuple((line.municipality, line.code) for line in connection.execute(own))


def organisation_count(connection: Connection) -> int:
    """Schools and branches of all municipalities, without the municipalities themselves."""
    district = OrganisationKind.MUNICIPALITY.value
    counted = select(func.count()).select_from(OrganisationRow)
    return connection.scalars(counted.where(OrganisationRow.kind != district)).one()


SIZES = {
    "municipalities": select(func.count()).where(registered_under(MunicipalityRow.code)),
    "organisations": select(func.count()).select_from(OrganisationRow),
    "returns": select(func.count()).select_from(ReturnRow).where(ReturnRow.is_current),
    "uploads_waiting": select(func.count()).select_from(WaitingUploadRow),
    "sessions_open": select(func.count())
    .select_from(SessionRow)
    .where(SessionRow.ended_at.is_(None)),
}
"""What a database is measured by → how it is counted, all municipalities together."""


def sizes(connection: Connection) -> dict[str, int]:
    """How much the database holds, by the names of ``SIZES``."""
    return {name: connection.scalars(counted).one() for name, counted in SIZES.items()}


def unknown_organisation(org: str) -> str:
    return (
        f"Организации с кодом «{org}» нет в реестре. Проверьте код или загрузите реестр "
        "командой «roadmap load-schools ФАЙЛ»."
    )


def _by_organisation(
    connection: Connection, row: Any, of_place: Any
) -> dict[str, tuple[AnyRow, ...]]:
    """AnyRows of names or aliases by the code of their organisation, in order."""
    found = connection.execute(
        select(row).where(row.organisation.in_(of_place)).order_by(row.organisation, row.ordinal)
    ).all()
    return {code: tuple(lines) for code, lines in groupby(found, key=attrgetter("organisation"))}


def _organisation(row: AnyRow, names: AnyRows, aliases: AnyRows) -> Organisation:
    return Organisation(
        code=row.code,
        kind=OrganisationKind(row.kind),
        settlement=row.settlement,
        names=tuple(
            OrganisationName(name.full_name, name.short_name, name.valid_from, name.valid_to)
            for name in names
        ),
        head=row.head,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        aliases=tuple(Alias(line.alias, line.valid_from, line.valid_to) for line in aliases),
    )


def save_roll(connection: Connection, rows: Sequence[places.RollRow]) -> None:
    """Replace the whole roll of every organisation and year that is named; UnknownPlace.

    Only lines that differ are written, and the same roll again changes nothing.
    """
    refuse_unknown(connection, {row.org for row in rows})
    by_year: dict[int, dict[tuple[str, int], dict[str, object]]] = {}
    for row in rows:
        lines = by_year.setdefault(row.year, {})
        if (row.org, row.grade) in lines:
            raise WrongDefinition(
                f"Контингент {row.org} за {row.year} год: {row.grade} класс назван дважды."
            )
        lines[row.org, row.grade] = _roll_line(row)
    changed = [_save_roll_of(connection, year, lines) for year, lines in by_year.items()]
    if any(changed):
        seal(connection, [RollEntry])
        raise_version(connection)


def _save_roll_of(
    connection: Connection, year: int, lines: Mapping[tuple[str, int], Mapping[str, object]]
) -> bool:
    """The rolls of one year, by organisation and grade; whether anything was another."""
    row = RollEntry
    of_them = (row.year == year, row.organisation.in_({org for org, _ in lines}))
    stored = {
        (line.organisation, line.grade): {**line._mapping}
        for line in connection.execute(select(row).where(*of_them))
    }
    gone = {key for key, line in stored.items() if lines.get(key) != line}
    for org in sorted({org for org, _ in gone}):
        grades = {grade for whose, grade in gone if whose == org}
        of_org = (row.organisation == org, row.year == year, row.grade.in_(grades))
        withdraw(connection, row, *of_org)
    new = [line for key, line in lines.items() if stored.get(key) != line]
    if new:
        connection.execute(insert(row), new)
    return bool(gone or new)


def roll(
    connection: Connection, municipality: str, orgs: Collection[str] | None = None
) -> tuple[places.RollRow, ...]:
    """The roll of a municipality, or of some in it, by organisation, year and grade."""
    by_place = () if orgs is None else (RollEntry.organisation.in_(orgs),)
    found = connection.execute(
        select(
            RollEntry.organisation,
            RollEntry.year,
            RollEntry.counted_on,
            RollEntry.grade,
            RollEntry.pupils,
        )
        .join(OrganisationRow, OrganisationRow.code == RollEntry.organisation)
        .where(OrganisationRow.municipality == municipality, *by_place)
        .order_by(RollEntry.organisation, RollEntry.year, RollEntry.grade)
    )
    return tuple(places.RollRow(*row) for row in found.all())


def refuse_unknown(connection: Connection, codes: set[str]) -> None:
    row = OrganisationRow
    known = set(connection.scalars(select(row.code).where(row.code.in_(codes))))
    for code in sorted(codes - known):
        raise UnknownPlace(unknown_organisation(code))


def _roll_line(row: places.RollRow) -> dict[str, object]:
    return {
        "organisation": row.org,
        "year": row.year,
        "grade": row.grade,
        "counted_on": row.counted_on,
        "pupils": row.pupils,
    }


def save_register(
    connection: Connection, municipality: Municipality, organisations: Sequence[Organisation]
) -> None:
    """Take in a register by codes; what is stored already and not named here stays.

    The municipality itself becomes an organisation, because it sends a return too.
    Raises WrongDefinition where a code belongs to another municipality.
    """
    listed = with_district_office(municipality, organisations)
    refuse_foreign_codes(connection, municipality.code, listed)
    _save_municipality(connection, municipality)
    _save_settings(connection, municipality.code, municipality.settings)
    _save_organisations(connection, municipality.code, listed)
    _finish(connection)


def save_settings(connection: Connection, municipality: str, settings: Mapping[str, str]) -> None:
    """Set what is named; an empty value takes a setting away. Refused for ``REVIEW``."""
    if REVIEW in settings:
        raise Refused("Проверку отчётов перед приёмом включает и выключает главный специалист.")
    _set(connection, municipality, settings)


def switch_review(connection: Connection, municipality: str, *, is_on: bool) -> None:
    """From now on returns that schools send wait, or count at once; those that wait, wait on."""
    _set(connection, municipality, {REVIEW: ON if is_on else ""})


def _set(connection: Connection, municipality: str, settings: Mapping[str, str]) -> None:
    one_municipality(connection, municipality)
    _save_settings(connection, municipality, settings)
    _finish(connection)


def reviewing(connection: Connection) -> frozenset[str]:
    """The municipalities that look at returns first."""
    row = MunicipalitySettingRow
    return frozenset(
        connection.scalars(select(row.municipality).where(row.name == REVIEW, row.value == ON))
    )


def save_alias(connection: Connection, org: str, alias: Alias) -> None:
    """Keep a spelling that a person confirmed; one that is known already keeps its days.

    A register loaded again does not take it away.
    """
    holder_of(connection, org)
    row = OrganisationAliasRow
    known = (row.organisation == org, row.alias == alias.spelling)
    if not connection.execute(update(row).where(*known).values(is_confirmed=True)).rowcount:
        _insert_aliases(connection, org, [(alias, True)])
    _finish(connection)


def remove_organisation(connection: Connection, org: str) -> None:
    """Take a mistaken line out of the register; Refused once anything refers to it."""
    holder_of(connection, org)
    used = (
        select(ReturnRow.id).where(returns_by(org)).exists()
        | select(RollEntry.year).where(RollEntry.organisation == org).exists()
        | select(OrganisationRow.code).where(OrganisationRow.head == org).exists()
        | select(EvidenceRow.id).where(EvidenceRow.organisation == org).exists()
    )
    if connection.scalar(select(used)):
        raise Refused(
            f"Организацию «{org}» нельзя убрать: у неё есть отчёты, контингент, документы или "
            "филиалы. Укажите в реестре день, по который она действует."
        )
    for row in (OrganisationNameRow, OrganisationAliasRow):
        withdraw(connection, row, row.organisation == org)
    withdraw(connection, OrganisationRow, OrganisationRow.code == org)
    _finish(connection)


def with_district_office(
    municipality: Municipality, organisations: Sequence[Organisation]
) -> tuple[Organisation, ...]:
    """The register with the municipality in it: as given, else first."""
    if any(place.code == municipality.code for place in organisations):
        return tuple(organisations)
    name = OrganisationName(full=municipality.name, short=municipality.short)
    office = Organisation(municipality.code, OrganisationKind.MUNICIPALITY, "", (name,))
    return (office, *organisations)


def refuse_foreign_codes(
    connection: Connection, municipality: str, listed: Sequence[Organisation]
) -> None:
    """Codes are unique over all municipalities, because a return names its school by code."""
    held = connection.execute(
        select(OrganisationRow.code, OrganisationRow.municipality)
        .where(OrganisationRow.code.in_([place.code for place in listed]))
        .where(OrganisationRow.municipality != municipality)
        .order_by(OrganisationRow.code)
    ).first()
    if held:
        raise WrongDefinition(
            f"Код «{held.code}» уже принадлежит организации муниципалитета "
            f"«{held.municipality}». Коды организаций не повторяются: дайте другой."
        )


def _save_municipality(connection: Connection, place: Municipality) -> None:
    region = " ".join(place.region.split())
    changed = connection.execute(
        update(MunicipalityRow)
        .where(MunicipalityRow.code == place.code)
        .values(name=place.name, short=place.short, **({"region": region} if region else {}))
    )
    if changed.rowcount:
        return
    last = connection.scalar(select(func.max(MunicipalityRow.position))) or 0
    line = {
        "code": place.code,
        "position": last + 1,
        "name": place.name,
        "short": place.short,
        "region": region,
    }
    connection.execute(insert(MunicipalityRow), [line])


def save_region(connection: Connection, municipality: str, region: str) -> None:
    """Say to which region a municipality belongs; an empty text: to none."""
    one_municipality(connection, municipality)
    row = MunicipalityRow
    which = update(row).where(row.code == municipality)
    connection.execute(which.values(region=" ".join(region.split())))
    _finish(connection)


def _save_settings(connection: Connection, municipality: str, settings: Mapping[str, str]) -> None:
    row = MunicipalitySettingRow
    withdraw(connection, row, row.municipality == municipality, row.name.in_(list(settings)))
    lines = [
        {"municipality": municipality, "name": name, "value": value}
        for name, value in settings.items()
        if value
    ]
    if lines:
        connection.execute(insert(row), lines)


def _save_organisations(
    connection: Connection, municipality: str, listed: Sequence[Organisation]
) -> None:
    """Heads before branches, whatever the order of the register; only what differs is written."""
    row = OrganisationRow
    known = {
        line.code: {**line._mapping}
        for line in connection.execute(select(row).where(row.municipality == municipality))
    }
    lines = [_line(municipality, position, place) for position, place in enumerate(listed)]
    new = [line | {"head": None} for line in lines if line["code"] not in known]
    if new:
        connection.execute(insert(row), new)
    known |= {line["code"]: line for line in new}
    for line in lines:
        if known[line["code"]] != line:
            connection.execute(update(row).where(row.code == line["code"]).values(line))
    _replace_names(connection, listed)
    _replace_aliases(connection, listed)


def _line(municipality: str, position: int, place: Organisation) -> dict[str, Any]:
    return {
        "code": place.code,
        "municipality": municipality,
        "position": position,
        "kind": place.kind.value,
        "settlement": place.settlement,
        "head": place.head,
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
    }


def _replace_names(connection: Connection, listed: Sequence[Organisation]) -> None:
    row = OrganisationNameRow
    stored = _stored(connection, row, listed)
    others = [place for place in listed if _name_lines(place) != stored.get(place.code, [])]
    if not others:
        return
    withdraw(connection, row, row.organisation.in_([one.code for one in others]))
    connection.execute(insert(row), [line for place in others for line in _name_lines(place)])


def _stored(
    connection: Connection, row: Any, listed: Sequence[Organisation]
) -> dict[str, list[dict[str, Any]]]:
    """Lines of names or aliases in order, by the code of their organisation."""
    found = _by_organisation(connection, row, [place.code for place in listed])
    return {code: [{**line._mapping} for line in lines] for code, lines in found.items()}


def _name_lines(place: Organisation) -> list[dict[str, Any]]:
    return [
        {
            "organisation": place.code,
            "ordinal": ordinal,
            "full_name": name.full,
            "short_name": name.short,
            "valid_from": name.valid_from,
            "valid_to": name.valid_to,
        }
        for ordinal, name in enumerate(place.names, start=1)
    ]


def _replace_aliases(connection: Connection, listed: Sequence[Organisation]) -> None:
    """Those of the register are replaced with their days, those that a person confirmed stay."""
    row = OrganisationAliasRow
    stored = _stored(connection, row, listed)
    for place in listed:
        known = {line["alias"]: line for line in stored.get(place.code, [])}
        named = {alias.spelling: alias for alias in place.aliases}
        confirmed = {alias for alias, line in known.items() if line["is_confirmed"]}
        told = [(one, one.spelling in confirmed) for one in named.values()]
        left = {
            alias: line for alias, line in known.items() if alias in named or alias not in confirmed
        }
        if left == {line["alias"]: line for line in _alias_lines(place.code, told)}:
            continue
        withdraw(connection, row, row.organisation == place.code, row.is_confirmed.is_(False))
        _delete_aliases(connection, place.code, list(named))
        _insert_aliases(connection, place.code, told)


def _insert_aliases(
    connection: Connection, org: str, aliases: Sequence[tuple[Alias, bool]]
) -> None:
    if lines := _alias_lines(org, aliases):
        connection.execute(insert(OrganisationAliasRow), lines)


def _alias_lines(org: str, aliases: Sequence[tuple[Alias, bool]]) -> list[dict[str, Any]]:
    """Spellings of one organisation, each with whether a person confirmed it."""
    return [
        {
            "organisation": org,
            "alias": alias.spelling,
            "ordinal": ordinal,
            "is_confirmed": is_confirmed,
            "valid_from": alias.valid_from,
            "valid_to": alias.valid_to,
        }
        for ordinal, (alias, is_confirmed) in enumerate(aliases, start=1)
    ]


def _delete_aliases(connection: Connection, org: str, spellings: Sequence[str]) -> None:
    row = OrganisationAliasRow
    if spellings:
        withdraw(connection, row, row.organisation == org, row.alias.in_(spellings))


def _finish(connection: Connection) -> None:
    seal(connection, PLACES)
    raise_version(connection)
