"""«Чей это отчёт?»: a file that does not say whose it is, and the person who does."""

import streamlit as st

from data_model.errors import Refused
from data_model.places import Alias
from loaders.intake import Owner
from ui import blocks, data
from ui.markdown import safe_markdown
from ui.returns import batches
from ui.returns.batches import Nameless, UploadBatch
from ui.selection import DistrictYear

LONGEST_NAME = 120


def ask(batch: UploadBatch, place: DistrictYear) -> None:
    """One nameless file after the other: which school, which year, and then it is checked."""
    number, one = next(iter(batch.nameless.items()))
    st.subheader("Чей это отчёт?", anchor=False)
    st.markdown(told(one, len(batch.nameless)))
    with st.form(f"owner-{batch.id}-{number}"):
        org = choose("Школа", data.names(place.municipality), one.guess.org)
        years = {str(year): str(year) for year in data.years(place.municipality)}
        year = choose("Отчётный год", years, str(one.guess.year or ""))
        remember = bool(one.guess.name) and st.checkbox(
            f"Запомнить, что «{safe_markdown(one.guess.name[:LONGEST_NAME])}» — эта школа"
        )
        is_said = st.form_submit_button("Проверить как отчёт этой школы", type="primary")
    if is_said:
        say(batch, number, org, year, remember=remember)


def told(one: Nameless, count: int) -> str:
    """Which file it is, and how many more there are."""
    more = f" Таких файлов: {count}." if count > 1 else ""
    return (
        f"В файле «{safe_markdown(one.filename)}» нет кода формы, поэтому он не принят.{more} "
        "Укажите школу и год, и файл будет проверен ещё раз."
    )


def choose(label: str, options: dict[str, str], guess: str | None) -> str | None:
    """A list with what is likely chosen in advance, or nothing where nothing is likely."""
    codes = list(options)
    return st.selectbox(
        label,
        codes,
        index=codes.index(guess) if guess in codes else None,
        format_func=lambda code: options[code],
        placeholder="Выберите",
    )


def say(
    batch: UploadBatch, number: int, org: str | None, year: str | None, *, remember: bool
) -> None:
    """Check the file as that school's, and remember the spelling where the person wants it."""
    if not (org and year):
        blocks.trouble(Refused("Выберите школу и год: без них отчёт не принять."))
        return
    if remember:
        spelling = batch.nameless[number].guess.name[:LONGEST_NAME]
        data.store().save_alias(org, Alias(spelling))
    batches.say_whose(batch, number, Owner(org, int(year)))
    st.rerun()
