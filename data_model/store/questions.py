"""Row scope («что видно»): every answer of the store is cut to what its author may see.

One line of ``QUESTIONS`` for each question: which place it is about, and what of the answer a
person sees who only is a school. Whoever has no role in the municipality asked about is answered
as if there were none; an administrator sees people and registers, and no figures.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, select

from data_model.errors import NothingThere, UnknownPlace
from data_model.people import Author, Grant, Role
from data_model.places import STAMP, region_code, region_of
from data_model.snapshot import Snapshot
from data_model.tables import (
    EvidenceRow,
    IssuedDocumentRow,
    LetterRow,
    MunicipalityRow,
    OrganisationRow,
    ReturnRow,
)

P = ParamSpec("P")
T = TypeVar("T")
NO_PLACE = "Такого муниципалитета или такой школы нет среди тех, что вам открыты."
NO_DOCUMENT = "Такого документа нет среди тех, что вам открыты."


@dataclass(frozen=True, slots=True)
class Question:
    """Who may ask, and what is left of the answer.

    ``admits`` raises for a place that is closed to the author; ``leaves`` cuts the answer.
    """

    admits: Callable[[Connection, Author, Sequence[Any]], None]
    leaves: Callable[[Author, Any], Any] = lambda who, answer: answer


def own_snapshot(who: Author, snapshot: Snapshot) -> Snapshot:
    """For a school only its own rows; the roadmaps and terms are everybody's."""
    own = who.organisations()
    whole = own | {snapshot.municipality.code}
    return replace(
        snapshot,
        organisations=tuple(one for one in snapshot.organisations if one.code in whole),
        roll=_own(snapshot.roll, own),
        revisions=_own(snapshot.revisions, own),
        facts=_own(snapshot.facts, own),
        documents=_own(snapshot.documents, own),
        problems=_own(snapshot.problems, own),
        reopenings=tuple(one for one in snapshot.reopenings if one.org in own | {None}),
        sent_back=_own(snapshot.sent_back, own),
        evidence=_own(snapshot.evidence, own),
        protocols=(),
        assignments=tuple(
            replace(one, executions=tuple(e for e in one.executions if e.addressee in own))
            for one in snapshot.assignments
            if any(execution.addressee in own for execution in one.executions)
        ),
        chains=(),
        school_targets=_own(snapshot.school_targets, own),
    )


def _own(lines: Sequence[Any], own: frozenset[str]) -> tuple[Any, ...]:
    return tuple(line for line in lines if line.org in own)


# whom a question admits


def everybody(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """What says nothing of anybody."""


def of_program(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """The program alone, which asks before it knows for whom; nobody with roles."""
    raise NothingThere(NO_DOCUMENT)


def of_municipality(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """The first argument is a municipality, in which the author has a role."""
    if named[0] not in who.municipalities() | {*map(region_code, who.regions())}:
        raise UnknownPlace(NO_PLACE)


def of_roadmaps(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """As ``of_municipality``; the roadmaps of a region are read in all its districts."""
    row, region = MunicipalityRow, region_of(named[0])
    of_it = select(row.code).where(row.region == region, row.code.in_(who.municipalities()))
    if not region or connection.scalar(of_it.limit(1)) is None:
        of_municipality(connection, who, named)


def of_verdicts(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """The first argument are municipalities: of the author's regions, or seen as a whole."""
    row = MunicipalityRow
    own = connection.scalars(select(row.code).where(row.region.in_(who.regions())))
    if not {*named[0]} <= {*own} | who.whole():
        raise UnknownPlace(NO_PLACE)


def of_register(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """As ``of_municipality``; an administrator invites its schools."""
    if not who.has(Role.ADMINISTRATOR):
        of_municipality(connection, who, named)


def of_district(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """As ``of_municipality``, and not for who only is a school."""
    of_municipality(connection, who, named)
    if named[0] not in who.whole():
        raise NothingThere(NO_DOCUMENT)


def of_organisation(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """The first argument is an organisation of the author's, or of the district's office."""
    row = OrganisationRow
    held = connection.scalar(select(row.municipality).where(row.code == named[0]))
    _admit(who, held, named[0], UnknownPlace(NO_PLACE))


def of_revision(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """The first argument is the number of a revision."""
    _admit_line(connection, who, ReturnRow, named[0])


def of_evidence(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """The first argument is the number of an entry of the register of evidence."""
    _admit_line(connection, who, EvidenceRow, named[0])


def of_issued(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """The first argument is the number of an issued document."""
    _admit_line(connection, who, IssuedDocumentRow, named[0])


def of_letter(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """The first argument is the number of a letter of the office."""
    row = LetterRow
    if connection.scalar(select(row.municipality).where(row.id == named[0])) not in who.whole():
        raise NothingThere(NO_DOCUMENT)


def of_people(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """Administrators alone."""
    if not who.has(Role.ADMINISTRATOR):
        raise NothingThere("Сотрудников видит только администратор.")


def of_sessions(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """One's own sessions; an administrator sees everybody's."""
    if named[0] is None or named[0] != who.login:
        of_people(connection, who, named)


def of_journal(connection: Connection, who: Author, named: Sequence[Any]) -> None:
    """Administrators, and the controllers of a municipality."""
    if not (who.has(Role.ADMINISTRATOR) or who.has(Role.CONTROLLER)):
        raise NothingThere("Журнал видят администратор и главный специалист.")


def _admit_line(connection: Connection, who: Author, row: Any, number: object) -> None:
    found = connection.execute(
        select(row.municipality, row.organisation).where(row.id == number)
    ).first()
    municipality = found.municipality if found else None
    org = (found.organisation or None) if found else None
    _admit(who, municipality, org, NothingThere(NO_DOCUMENT))


def _admit(who: Author, municipality: str | None, org: str | None, refusal: Exception) -> None:
    is_own = org in who.organisations()
    if municipality not in who.whole() and not (is_own and municipality in who.municipalities()):
        raise refusal


# what is left of an answer


def by_schools(connection: Connection, who: Author) -> Author:
    """Who is a school in one municipality and more in another, as all schools that they see."""
    if who.only_school or not who.has(Role.SCHOOL):
        return who
    row = OrganisationRow
    seen = connection.execute(
        select(row.municipality, row.code).where(row.municipality.in_(who.whole()))
    )
    whole = (Grant(Role.SCHOOL, line.municipality, line.code) for line in seen)
    own = (one for one in who.grants or () if one.role is Role.SCHOOL)
    return replace(who, grants=(*own, *whole))


def own_municipalities(who: Author, found: Any) -> Any:
    if who.has(Role.ADMINISTRATOR):
        return found
    own = who.municipalities()
    if not own and who.regions():
        return own_districts(who, found)
    return tuple(one for one in found if one.code in own)


def own_districts(who: Author, found: Any) -> Any:
    """Of the own regions, and those that are seen as a whole.

    Of what a district has settled for itself (posts, addresses of schools) the region sees the
    stamp of its papers alone.
    """
    whole = who.whole()
    return tuple(
        one if one.code in whole else replace(one, settings=_stamp_alone(one.settings))
        for one in found
        if one.region in who.regions() or one.code in whole
    )


def _stamp_alone(settings: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in settings.items() if name == STAMP}


def own_municipality(who: Author, found: Any) -> Any:
    if not who.has(Role.ADMINISTRATOR) and found.code not in who.municipalities():
        raise UnknownPlace(NO_PLACE)
    return found


def own_organisations(who: Author, found: Any) -> Any:
    if not who.only_school:
        return found
    seen = who.organisations() | who.municipalities()
    return tuple(one for one in found if one.code in seen)


def own_lines(who: Author, found: Any) -> Any:
    """Lines of one's own schools; of a refused file whose it is must be known."""
    if not who.only_school:
        return found
    return tuple(one for one in found if one.org in who.organisations())


def own_returns(who: Author, found: Any) -> Any:
    """Revisions by checksum: whether a file is known already is told of one's own alone."""
    if not who.only_school:
        return found
    return {name: one for name, one in found.items() if one.org in who.organisations()}


def own_codes(who: Author, found: Any) -> Any:
    """Codes of municipalities."""
    return tuple(one for one in found if one in who.municipalities())


def own_holders(who: Author, found: Any) -> Any:
    """Municipality and organisation: those of the own office, and the own schools."""
    return tuple(one for one in found if one[0] in who.whole() or one[1] in who.organisations())


def own_return(who: Author, found: Any) -> Any:
    hidden = found is not None and who.only_school and found.org not in who.organisations()
    return None if hidden else found


def own_acts(who: Author, found: Any) -> Any:
    """Of the journal: an administrator sees no figures, a controller only the own district."""
    grants = who.grants or ()
    seen = {one.municipality for one in grants if one.role is Role.CONTROLLER}
    if who.has(Role.ADMINISTRATOR):
        return tuple(
            one if one.municipality in seen | {None} else replace(one, before="", after="")
            for one in found
        )
    return tuple(one for one in found if one.municipality in seen)


ANY, PLACE, OFFICE = Question(everybody), Question(of_municipality), Question(of_district)
PROGRAM_ALONE = Question(of_program)

QUESTIONS: dict[str, Question] = {
    "data_version": ANY,
    "data_versions": ANY,
    "organisation_count": ANY,
    "sizes": ANY,
    "municipalities": Question(everybody, own_municipalities),
    "districts": Question(everybody, own_districts),
    "old_verdicts": Question(of_verdicts),
    "district_verdicts": Question(of_verdicts),
    "district_returns": Question(of_verdicts),
    "one_municipality": Question(everybody, own_municipality),
    "organisations": Question(of_register, own_organisations),
    "holder_of": Question(of_organisation),
    "fetch": PLACE,
    "fetch_asked": PLACE,
    "fetch_answers": PLACE,
    "holders_of_numbers": Question(everybody, own_holders),
    "holders": Question(everybody, own_holders),
    "unjudged": Question(everybody, own_codes),
    "roadmap_years": ANY,  # asks for one's own municipalities alone
    "closures": PLACE,
    "reported_years": PLACE,  # years alone: a school opens the one that the district works on
    "reopenings": Question(of_municipality, own_lines),
    "unjudged_years": PLACE,
    "closed_verdicts": Question(of_municipality, own_lines),
    "explanations": OFFICE,
    "stored_editions": Question(of_roadmaps),
    "roadmaps_in_force": Question(of_roadmaps),
    "parent_links": Question(of_verdicts),
    "mappings": PLACE,
    "own_words": OFFICE,
    "own_phrases": OFFICE,
    "edits": OFFICE,
    "template": OFFICE,
    "issued_documents": OFFICE,
    "issued_file": Question(of_issued),
    "protocols": OFFICE,
    "notes": OFFICE,
    "former_rows": OFFICE,
    "evidence_file": Question(of_evidence),
    "find_return": Question(everybody, own_return),
    "known_returns": Question(everybody, own_returns),
    "revisions": Question(of_organisation),
    "draft": Question(of_organisation),
    "letters": OFFICE,
    "letter_file": Question(of_letter),
    "return_authors": Question(of_organisation),
    "issue_authors": OFFICE,
    "basis_changes": OFFICE,
    "head_of": OFFICE,
    "original": Question(of_revision),
    "problems_of": Question(of_revision),
    "refusals": Question(everybody, own_lines),
    "people": Question(of_people),
    "sessions": Question(of_sessions),
    "acts": Question(of_journal, own_acts),
    "heads": Question(of_journal),
    "broken_links": Question(of_journal),
    "invited": ANY,
    "password_of": ANY,
    "signed_in": ANY,
    "signed_in_as": ANY,
    "wait_before_sign_in": ANY,
    "saved_views": ANY,  # one's own alone, as what was seen
    "seen_figures": ANY,
    "waiting_uploads": ANY,  # these ask for one's own alone
    "waiting_outcome": ANY,
    "waiting_content": ANY,
    "marked_copies": ANY,
    "next_upload": PROGRAM_ALONE,
    "wanted_files": PROGRAM_ALONE,
    "wanted_answer": ANY,  # by a number that only the session knows which was offered it
}
"""Every question of the store; one that has no line here is answered to nobody with roles."""
