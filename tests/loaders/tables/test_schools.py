"""Whose row it is: what a person confirmed counts only on the days that the register gives it."""

from datetime import date

import pytest

from data_model.places import Alias
from loaders.tables.share import Schools
from tests.builders import a_school

THEN = a_school("580401", aliases=(Alias("БСШ 2", None, date(2020, 8, 31)),))
SINCE = a_school("580402", aliases=(Alias("БСШ 2", date(2020, 9, 1)),))


@pytest.mark.parametrize(("year", "org"), [(2019, "580401"), (2020, "580402")])
@pytest.mark.parametrize("said", ["580401", "580402"])
def test_one_spelling_of_two_schools_goes_by_the_year(year: int, org: str, said: str) -> None:
    schools = Schools((THEN, SINCE), {"БСШ 2": said}, date(year, 9, 20))
    assert schools.find("БСШ 2") == org


def test_a_confirmed_spelling_without_days_counts_always() -> None:
    schools = Schools((a_school("580401"),), {"Наша школа": "580401"}, date(2015, 9, 20))
    assert schools.find("наша школа") == "580401"
