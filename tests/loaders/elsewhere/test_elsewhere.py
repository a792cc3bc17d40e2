"""Forms filled in or saved by exceljs, SheetJS, R and gnumeric come back whole."""

import pytest

from tests.loaders.elsewhere.make import FOLDER, GNUMERIC, SCRIPTS, R
from tests.loaders.filling import a_good_return, codes, school, screened
from tests.loaders.test_round_trip import understood


@pytest.mark.parametrize("name", [*SCRIPTS, *R, *GNUMERIC])
def test_every_value_and_the_right_school_come_back(name: str) -> None:
    verdict = screened((FOLDER / name).read_bytes())
    assert codes(verdict) == []
    assert (verdict.org, verdict.year) == (school().code, 2021)
    assert understood(verdict) == understood(screened(a_good_return()))
