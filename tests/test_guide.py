"""Руководство говорит словами программы: страницы названы, ссылки и картинки на месте."""

import re
from pathlib import Path

from ui.navigation import PAGES
from ui.words import INSTEAD

GUIDE = Path(__file__).parents[1] / "docs" / "ru"
CHAPTERS = {path.name: path.read_text("utf-8") for path in sorted(GUIDE.glob("*.md"))}
WRITTEN = {name: text for name, text in CHAPTERS.items() if name != "rules.md"}
"""All but the list of checks, which is made from the rules themselves."""
OF_SCHOOLS_AND_OFFICE = {"Итоги года"}
"""The first page is called by its place in the menu."""


def test_every_link_and_picture_of_the_guide_is_there() -> None:
    missing = [
        f"{name}: {target}"
        for name, text in CHAPTERS.items()
        for target in re.findall(r"\]\(([^)#:]+)\)", text)
        if not (GUIDE / target).exists()
    ]
    assert missing == []


def test_the_guide_says_no_word_that_was_given_up() -> None:
    found = [
        f"{name}: {word}" for name, text in WRITTEN.items() for word in INSTEAD if word in text
    ]
    assert found == []


def test_every_page_of_the_menu_is_told_of_under_its_title() -> None:
    told = "\n".join(WRITTEN.values())
    titles = {row.title for row in PAGES} - OF_SCHOOLS_AND_OFFICE
    assert sorted(title for title in titles if title not in told) == []
    assert sorted(place for place in {row.place.title for row in PAGES} if place not in told) == []


def test_the_year_of_a_methodist_begins_the_guide_on_one_screen() -> None:
    year = CHAPTERS["README.md"].partition("## Год методиста")[2].partition("\n1. ")[0]
    assert len(year.splitlines()) <= 20
