"""Return forms for the person to take away: one, or all of a year in an archive."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from data_model.snapshot import Snapshot
from loaders.form import FormRequest, form_filename, request_from, write_form
from ui import data
from ui.selection import Place


def request(place: Place, org: str) -> FormRequest:
    """What the form of an organisation is written from."""
    return asked_for(data.snapshot(place.municipality), org, place.year)


def asked_for(snapshot: Snapshot, org: str, year: int) -> FormRequest:
    """The request with the stamp of the office, such as that the data are synthetic."""
    return request_from(snapshot, org, year, snapshot.municipality.settings.get("stamp", ""))


def one(place: Place, org: str) -> bytes:
    """The form of a school or of the municipality, prefilled where it has reported."""
    return write_form(request(place, org))


def many(place: Place, orgs: Iterable[str]) -> bytes:
    """An archive with a form per organisation."""
    target = BytesIO()
    seen = data.snapshot(place.municipality)
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for org in orgs:
            form = asked_for(seen, org, place.year)
            archive.writestr(form_filename(form), write_form(form))
    return target.getvalue()


def schools(place: Place) -> dict[str, str]:
    """Code -> name of those whose return is awaited in the year."""
    names = data.names(place.municipality)
    return {one.code: names[one.code] for one in data.expected(place.municipality, place.year)}
