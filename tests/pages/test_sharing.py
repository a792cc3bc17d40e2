"""«Печать» and «Ссылка на этот вид»: the address holds the whole choice."""

from tests.pages.conftest import Open


def test_the_address_of_a_view_names_year_and_indicator(sample: Open) -> None:
    app = sample("pages/monitoring/indicator.py", year="2021", indicator="8")
    assert not app.exception
    shared = next(one.value for one in app.code if "year=" in one.value)
    assert "year=2021" in shared
    assert "indicator=8" in shared
