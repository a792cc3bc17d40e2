"""All forms of a year: one per awaited school and one for the municipality."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from data_model.errors import UnknownPlace
from data_model.snapshot import Snapshot
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest, form_filename, request_from

STAMP = "stamp"
"""Setting of a municipality that is printed on its forms, such as «СИНТЕТИЧЕСКИЕ ДАННЫЕ»."""

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def recipients(snapshot: Snapshot, year: int) -> tuple[str, ...]:
    """Codes of all who fill in a form: awaited schools, then the municipality."""
    return (*(place.code for place in snapshot.expected(year)), snapshot.municipality.code)


def forms_of(snapshot: Snapshot, year: int, org: str | None = None) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each form of a year, or of one organisation.

    Raises UnknownPlace where the organisation has no return in that year, NothingThere where
    no roadmap covers it.
    """
    codes = recipients(snapshot, year)
    if org is not None and org not in codes:
        raise UnknownPlace(f"Организация {org} за {year} год не отчитывается. Проверьте код и год.")
    yield from _written(snapshot, year, codes if org is None else (org,))


def stamped_request(snapshot: Snapshot, org: str, year: int) -> FormRequest:
    """The request with the stamp of the office, such as that the data are synthetic."""
    stamp = snapshot.municipality.settings.get(STAMP, "")
    return request_from(snapshot, org, year, stamp)


def forms_archive(snapshot: Snapshot, year: int, orgs: Iterable[str]) -> bytes:
    """Forms of these organisations as one zip, the same bytes for the same data."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _written(snapshot, year, orgs):
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _written(snapshot: Snapshot, year: int, orgs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for code in orgs:
        request = stamped_request(snapshot, code, year)
        yield form_filename(request), write_form(request)
