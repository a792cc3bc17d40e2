"""Colours of the verdicts: readable, and apart from one another in a black-and-white copy."""

import pytest

from charts.palette import DARK, LIGHT, NO_FILL, RETURN_ORDER, Palette
from data_model.compliance import Status
from data_model.returns import ReturnState
from indicators import wording

FILLED = [status for status in Status if LIGHT.fills[status] != NO_FILL]


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted([luminance(first), luminance(second)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("status", FILLED)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_sign_can_be_read_on_its_colour(palette: Palette, status: Status) -> None:
    assert contrast(palette.inks[status], palette.fills[status]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_verdict_has_a_colour_and_an_ink(palette: Palette) -> None:
    assert set(palette.fills) == set(palette.inks) == set(Status)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_quiet_text_can_be_read_on_the_page(palette: Palette) -> None:
    assert contrast(palette.muted, palette.surface) >= 4.5
    assert contrast(palette.accent, palette.surface) >= 4.5


@pytest.mark.parametrize("state", RETURN_ORDER)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_state_of_a_return_can_be_read_on_its_colour(palette: Palette, state: str) -> None:
    assert contrast(palette.return_inks[state], palette.return_fills[state]) >= 4.5


def test_states_of_returns_share_no_sign_and_no_colour_with_verdicts() -> None:
    """«Не сдан» не выглядит как «не выполнено», «есть вопросы» — как «выполнено частично»."""
    verdicts = {wording.status_sign(status) for status in Status}
    assert set(RETURN_ORDER) == set(ReturnState)
    assert not verdicts & {wording.return_sign(state) for state in RETURN_ORDER}
    for palette in (LIGHT, DARK):
        assert not set(palette.fills.values()) & set(palette.return_fills.values())
