"""Districts beside each other: whether there is anything to compare."""

from indicators.districts import have_shared
from ui import data
from ui.kept import recall


def have_shared_indicators() -> bool:
    """Whether several districts measure one indicator in one year."""
    return recall(_have_shared, data.database_url(), data.version())


def _have_shared(url: str, version: int) -> bool:
    store = data.store()
    return have_shared([store.roadmaps(code) for code in data.municipality_names()])
