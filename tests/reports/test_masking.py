"""Documents for publication hide groups of fewer than five people."""

import pandas as pd
import pytest

from indicators.plan_fact import plan_fact
from reports import write
from reports.masking import masked
from tests.reports.district import a_district
from tests.reports.reading import text_of

DISTRICT = a_district()
FRAME = plan_fact(DISTRICT)


def test_a_small_group_is_hidden_with_its_share():
    row = masked(FRAME).query("year == 2022 and indicator == '10' and org.isna()").iloc[0]
    assert row["masked"]
    assert pd.isna(row["numerator"]) and pd.isna(row["actual"])


def test_the_remaining_pupils_are_a_group_too():
    frame = FRAME.copy()
    at = frame.index[(frame["org"] == "581000") & (frame["indicator"] == "9")][0]
    frame.loc[at, "numerator"] = frame.loc[at, "denominator"] - 3
    assert masked(frame).loc[at, "masked"]


def test_a_single_hidden_school_takes_the_next_smallest_with_it():
    frame = FRAME[(FRAME["year"] == 2021) & (FRAME["indicator"] == "8")].copy()
    at = frame.index[frame["org"] == "581004"][0]
    frame.loc[at, "numerator"] = 3
    hidden = masked(frame)
    assert set(hidden[hidden["masked"]]["org"]) == {"581004", "581003"}


def test_documents_of_schools_are_no_groups_of_people():
    rows = masked(FRAME).query("kind == 'presence'")
    assert not rows["masked"].any()


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_public_document_says_so_and_shows_no_small_count(suffix: str) -> None:
    content = write("monitoring", suffix, DISTRICT, 2022, frame=FRAME, public=True)
    text = " ".join(text_of(content, suffix).split())
    assert "группы менее 5 человек скрыты" in text
    assert "«Арт-Профи-Форум»: 4 чел." not in text
