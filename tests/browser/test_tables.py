"""A table on a page is taken away as xlsx only: the framework's CSV would hold live formulas."""

import pytest

from tests.browser.visits import Visit

pytestmark = pytest.mark.browser


def test_the_csv_of_the_framework_is_not_offered(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/board?year=2021")
    table = page.locator("[data-testid='stDataFrame']").first
    table.wait_for()
    table.hover()
    offered = page.locator("[data-testid='stElementToolbarButton'] button")
    labels = offered.evaluate_all(
        "found => found.filter(one => one.checkVisibility()).map(one => one.ariaLabel)"
    )
    assert any("Поиск" in label or "Search" in label for label in labels)
    assert not any("CSV" in label for label in labels)
    assert visit.complaints == []
