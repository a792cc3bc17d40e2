"""Documents on pages («документы»): what is built when a button is pressed."""

from reports import export, file_name, write
from ui import data
from ui.selection import Place


def analytical_workbook(place: Place) -> bytes:
    """The analytical workbook of the year."""
    return built(place, "workbook", "xlsx")


def built(place: Place, kind: str, file_format: str, **wanted: object) -> bytes:
    """Any document from what the pages show: the same snapshot and the same plan/fact."""
    seen = data.snapshot(place.municipality)
    frame = data.plan_fact(place.municipality)
    return write(kind, file_format, seen, place.year, frame=frame, **wanted)  # type: ignore[arg-type]


def tidy(place: Place, suffix: str) -> bytes:
    """Facts, plan/fact and the data dictionary of all years."""
    return export(data.snapshot(place.municipality), data.plan_fact(place.municipality), suffix)


def named(place: Place, kind: str, file_format: str, org: str | None = None) -> str:
    return file_name(kind, file_format, data.snapshot(place.municipality), place.year, org)
