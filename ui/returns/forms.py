"""Return forms for the person to take away: one, or all of a year in an archive."""

from collections.abc import Iterable

from loaders.forms.book import forms_archive, stamped_request, write_form
from loaders.forms.request import FormRequest, form_filename
from ui import data
from ui.selection import DistrictYear


def request(place: DistrictYear, org: str) -> FormRequest:
    """What the form of an organisation is written from."""
    return stamped_request(data.snapshot(place.municipality), org, place.year)


def blank_form(place: DistrictYear, org: str) -> bytes:
    """The form of a school or of the municipality, prefilled where it has reported."""
    return write_form(request(place, org))


def filename(place: DistrictYear, org: str) -> str:
    """The name under which a form is taken away."""
    return form_filename(request(place, org))


def many(place: DistrictYear, orgs: Iterable[str]) -> bytes:
    """An archive with a form per organisation."""
    return forms_archive(data.snapshot(place.municipality), place.year, orgs)


def schools(place: DistrictYear) -> dict[str, str]:
    """Code -> name of those whose return is awaited in the year."""
    names = data.names(place.municipality)
    return {one.code: names[one.code] for one in data.expected(place.municipality, place.year)}
