"""A page that nothing has changed asks the database for the versions, and for little else."""

import pytest

from tests.pages.conftest import Open
from tests.statements import statements
from ui.navigation import PAGES

MORE = {
    "provenance": 1,  # who has taken the return in
    "districts": 1,  # the version of all districts together
    "board": 1,  # who has taken the return in
    "letters": 1,
    "district_answers": 1,  # what was typed and not sent yet
    "protocols": 1,
    "evidence": 1,
    "documents": 12,  # words, edits, templates and issues raise no version
    "start": 2,
    "people": 4,
    "journal": 3,
}
"""Questions of a page beside the one for the versions: what no version stands for."""


ALONE = [row.name for row in PAGES if row.name != "upload"]
"""Beside the page of uploads a thread of its own asks what waits, now and then."""


@pytest.mark.parametrize("name", ALONE)
def test_a_run_of_an_unchanged_page_asks_no_answer_anew(sample: Open, name: str) -> None:
    app = sample(next(row.file for row in PAGES if row.name == name))
    with statements() as asked:
        app.run()
    assert asked.count("BEGIN") == 1 + MORE.get(name, 0)
