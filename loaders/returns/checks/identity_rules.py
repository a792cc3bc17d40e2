"""Rules of identity: every carrier that survived must say the same, and say it rightly."""

from collections.abc import Iterator

from loaders.files.workbook import Cell, Workbook
from loaders.forms.layout import FORM_VERSION, Claim, Identity, SheetName
from loaders.returns.checks.rule import RuleBreach, Screening, at
from loaders.returns.owner_guess import Guess, guess_owner
from loaders.values.reading import plain, read_period


def _sound(screening: Screening) -> list[Claim]:
    return [claim for claim in screening.located.claims if claim.is_sound]


def form_says_whose_it_is(screening: Screening) -> Iterator[RuleBreach]:
    """A file without identity is offered to a person, with what it looks like."""
    if screening.identity is None and not screening.located.claims:
        guess = guess_owner(screening.workbook, screening.context)
        yield RuleBreach(words={"guess": _in_words(guess, screening)})


def _in_words(guess: Guess, screening: Screening) -> str:
    place = screening.context.places.get(guess.org or "")
    school = f"«{place[1].name.short}» (код {guess.org})" if place else ""
    told = ", ".join(part for part in (school, f"{guess.year} год" if guess.year else "") if part)
    return f" Похоже, это {told}." if told else ""


def person_said_whose_it_is(screening: Screening) -> Iterator[RuleBreach]:
    if screening.owner and not screening.located.claims:
        name = screening.form.organisation.name.short
        yield RuleBreach(words={"name": name, "year": screening.owner.year})


def person_and_file_agree(screening: Screening) -> Iterator[RuleBreach]:
    """What a person says never overrules what a form says of itself."""
    said, identity = screening.owner, screening.identity
    if said and identity and (said.org, said.year) != (identity.org, identity.year):
        words = {"said": f"{said.org}/{said.year}", "stated": f"{identity.org}/{identity.year}"}
        yield _told(screening, **words)


def title_agrees(screening: Screening) -> Iterator[RuleBreach]:
    """What people see on the title is what the form says of itself; else a person says it."""
    identity = screening.identity
    if identity is None or screening.owner or not _is_settled(screening, identity):
        return
    for cell, seen, hidden, cure in _seen_otherwise(screening.workbook, identity):
        yield at(cell, seen=seen, hidden=hidden, cure=cure)


def _is_settled(screening: Screening, identity: Identity) -> bool:
    """Whether the form is known and all that it says of itself agrees: else that is told."""
    known = screening.context.roadmap_of(identity.org, identity.year)
    is_known = identity.org in screening.context.places and known is not None
    claims = screening.located.claims
    is_one = all(claim.is_sound and claim.identity == identity for claim in claims)
    is_signed = not any(True for _ in _unsigned_against_the_name(screening))
    return is_known and is_one and is_signed and known is not None and known.code == identity.form


def _seen_otherwise(workbook: Workbook, identity: Identity) -> Iterator[tuple[Cell, str, str, str]]:
    org, year = seen_on_title(workbook)
    if year and read_period(year.written).year not in (None, identity.year):
        seen = read_period(year.written).year
        yield year, str(seen), str(identity.year), f"взять бланк {seen} года"
    if org and not org.is_empty and org.written != identity.org:
        yield org, org.written, identity.org, "взять бланк своей школы"


def seen_on_title(workbook: Workbook) -> tuple[Cell | None, Cell | None]:
    """The cells with the code of the organisation and the year, as the title shows them."""
    grid = workbook.sheet(SheetName.TITLE)
    labels = {} if grid is None else {plain(cell.value): cell for cell in grid.texts()}
    found = [labels.get(plain(label)) for label in (OF_ORG, OF_YEAR)]
    cells = [grid.cell(one.row, one.column + 1) if grid and one else None for one in found]
    return cells[0], cells[1]


OF_ORG, OF_YEAR = "Код организации", "Отчётный год"
"""Labels of the title page."""


def identity_is_unedited(screening: Screening) -> Iterator[RuleBreach]:
    for claim in screening.located.claims:
        if not claim.is_sound:
            yield RuleBreach(claim.sheet, claim.cell, {"found": claim.written})
    yield from _unsigned_against_the_name(screening)


def _unsigned_against_the_name(screening: Screening) -> Iterator[RuleBreach]:
    """Where no checksum survived, the name of the school in the form must not be of another."""
    claims = screening.located.claims
    if not claims or screening.identity is None or any(claim.checksum for claim in claims):
        return
    named = guess_owner(screening.workbook, screening.context)
    if named.is_certain and named.org != screening.identity.org:
        yield RuleBreach(claims[0].sheet, claims[0].cell, {"found": claims[0].written})


def identities_agree(screening: Screening) -> Iterator[RuleBreach]:
    sound = _sound(screening)
    for claim in sound[1:]:
        if claim.identity != sound[0].identity:
            words = {
                "one": _code(sound[0]),
                "one_place": f"{sound[0].sheet}!{sound[0].cell}",
                "other": _code(claim),
            }
            yield RuleBreach(claim.sheet, claim.cell, words)
            return


def _code(claim: Claim) -> str:
    return claim.identity.code if claim.identity else claim.written


def _told(screening: Screening, **words: object) -> RuleBreach:
    """A finding at the cell that says whose form it is."""
    claim = next(iter(_sound(screening)), None)
    return RuleBreach(claim.sheet if claim else "", claim.cell if claim else "", words)


def form_is_of_this_version(screening: Screening) -> Iterator[RuleBreach]:
    identity = screening.identity
    if identity and identity.version != FORM_VERSION:
        yield _told(screening, version=identity.version, present=FORM_VERSION)


def form_is_known(screening: Screening) -> Iterator[RuleBreach]:
    identity = screening.identity
    if identity and identity.form not in screening.context.form_codes():
        yield _told(screening, form=identity.form)


def organisation_is_known(screening: Screening) -> Iterator[RuleBreach]:
    identity = screening.identity
    if identity and identity.org not in screening.context.places:
        yield _told(screening, org=identity.org)


def year_is_of_the_roadmap(screening: Screening) -> Iterator[RuleBreach]:
    """The roadmap in force for this organisation and year is the one of the form."""
    identity = screening.identity
    if identity is None or identity.org not in screening.context.places:
        return
    roadmap = screening.context.roadmap_of(identity.org, identity.year)
    if roadmap is None:
        yield _told(screening, year=identity.year)


def form_is_of_this_district(screening: Screening) -> Iterator[RuleBreach]:
    identity = screening.identity
    if identity is None:
        return
    roadmap = screening.context.roadmap_of(identity.org, identity.year)
    is_known = identity.form in screening.context.form_codes()
    if roadmap and is_known and roadmap.code != identity.form:
        yield _told(screening, form=identity.form, expected=roadmap.code)
