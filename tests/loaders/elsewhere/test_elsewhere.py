"""Forms filled in or saved by exceljs, SheetJS, R and gnumeric come back whole."""

import pytest

from tests.loaders.elsewhere.make import FOLDER, GNUMERIC, GNUMERIC_ERRORS, SCRIPTS, R
from tests.loaders.filling import a_good_return, codes, only, school, screened
from tests.loaders.test_round_trip import understood


@pytest.mark.parametrize("name", [*SCRIPTS, *R, *GNUMERIC])
def test_every_value_and_the_right_school_come_back(name: str) -> None:
    verdict = screened((FOLDER / name).read_bytes())
    assert codes(verdict) == []
    assert (verdict.org, verdict.year) == (school().code, 2021)
    assert understood(verdict) == understood(screened(a_good_return()))


@pytest.mark.parametrize("name", GNUMERIC_ERRORS)
def test_an_error_is_worded_as_one_whatever_way_gnumeric_saves_it(name: str) -> None:
    """In an .ods it writes the error as a text."""
    problem = only(screened((FOLDER / name).read_bytes()))
    assert (problem.code, problem.cell) == ("error_value", "K12")
    assert "#ДЕЛ/0!" in problem.message
