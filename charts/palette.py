"""Colours («палитра»): a calm set for light and for dark screens, a pale one for print.

Charts and tables on a screen take ``LIGHT`` or ``DARK``, documents take ``PRINT``.

The fills of the verdicts keep at least 6 : 1 to their ink, differ under the three colour
blindnesses, and their lightness keeps met, partly and missed apart in a black-and-white copy.
Red belongs to «не выполнено» only; plan and target are ink; one accent is the series «факт».
States of a return («процесс») have a violet family of their own, so that nobody takes a return
that has not come for an indicator that is missed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from data_model.compliance import Status
from data_model.returns import ReturnState
from indicators import wording

NO_FILL = "rgba(0,0,0,0)"
RETURN_ORDER = tuple(
    state for name in reversed(wording.RETURN_SIGNS) for state in ReturnState if state == name
)
"""States of a return, what is done first and what is missing last."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme; ``fills`` and ``inks`` have one entry per verdict.

    ``return_fills`` and ``return_inks`` have one per state of a return, by its name.
    """

    ink: str
    muted: str
    grid: str
    surface: str
    accent: str
    fills: Mapping[Status, str]
    inks: Mapping[Status, str]
    return_fills: Mapping[str, str]
    return_inks: Mapping[str, str]


LIGHT = Palette(
    ink="#1B2430",
    muted="#4A5563",
    grid="#DDE3EA",
    surface="#FFFFFF",
    accent="#1F4E8C",
    fills={
        Status.MET: "#9FD8CB",
        Status.PARTLY: "#E3A72F",
        Status.MISSED: "#A63A32",
        Status.NO_DATA: "#F1F2F4",
        Status.NOT_DUE: "#CBD9F2",
        Status.NO_TARGET: NO_FILL,
        Status.NOT_APPLICABLE: NO_FILL,
    },
    inks={
        Status.MET: "#0A3F36",
        Status.PARTLY: "#3D2800",
        Status.MISSED: "#FFFFFF",
        Status.NO_DATA: "#4A5563",
        Status.NOT_DUE: "#1F3B6B",
        Status.NO_TARGET: "#4A5563",
        Status.NOT_APPLICABLE: "#4A5563",
    },
    return_fills={
        ReturnState.ACCEPTED: "#4A4A8C",
        ReturnState.IN_REVIEW: "#6A6AB0",
        ReturnState.WITH_REMARKS: "#AFAEDD",
        ReturnState.REOPENED: "#E6E3F6",
        ReturnState.RETURNED: "#C99AC4",
        ReturnState.NOT_REPORTED: "#DBD9E3",
    },
    return_inks={
        ReturnState.ACCEPTED: "#FFFFFF",
        ReturnState.IN_REVIEW: "#FFFFFF",
        ReturnState.WITH_REMARKS: "#1E1B4B",
        ReturnState.REOPENED: "#35316B",
        ReturnState.RETURNED: "#33062E",
        ReturnState.NOT_REPORTED: "#2E2A3A",
    },
)

DARK = Palette(
    ink="#E6EBF2",
    muted="#B9C3CF",
    grid="#2B3542",
    surface="#11161D",
    accent="#7FB0F0",
    fills={
        Status.MET: "#1E5C50",
        Status.PARTLY: "#C48A1E",
        Status.MISSED: "#F0877D",
        Status.NO_DATA: "#232A33",
        Status.NOT_DUE: "#2B4270",
        Status.NO_TARGET: NO_FILL,
        Status.NOT_APPLICABLE: NO_FILL,
    },
    inks={
        Status.MET: "#CFF3E9",
        Status.PARTLY: "#1C1200",
        Status.MISSED: "#2A0805",
        Status.NO_DATA: "#B9C3CF",
        Status.NOT_DUE: "#D5E3FB",
        Status.NO_TARGET: "#B9C3CF",
        Status.NOT_APPLICABLE: "#B9C3CF",
    },
    return_fills={
        ReturnState.ACCEPTED: "#8F8FE0",
        ReturnState.IN_REVIEW: "#6A6ABF",
        ReturnState.WITH_REMARKS: "#4B4B8F",
        ReturnState.REOPENED: "#2C2B52",
        ReturnState.RETURNED: "#7A4574",
        ReturnState.NOT_REPORTED: "#33303F",
    },
    return_inks={
        ReturnState.ACCEPTED: "#0E0E33",
        ReturnState.IN_REVIEW: "#FFFFFF",
        ReturnState.WITH_REMARKS: "#E4E4FF",
        ReturnState.REOPENED: "#D8D6F7",
        ReturnState.RETURNED: "#FBE3F8",
        ReturnState.NOT_REPORTED: "#D5D2E0",
    },
)


@dataclass(frozen=True, slots=True)
class PrintPalette:
    """Colours of documents; a verdict without a fill stands on white.

    Pale enough for print, and never the only sign: each verdict has ink on fill with a contrast
    of at least 5,4 : 1; one accent, the rest grey. ``line_of_plan`` are the strokes of the plan
    across bars, ``wanted`` what a person still has to write, ``head`` the head of a table.
    """

    accent: str
    plan: str
    line_of_plan: str
    ink: str
    muted: str
    rule: str
    title: str
    wanted: str
    wanted_fill: str
    grid: str
    head: str
    fills: Mapping[Status, str]
    inks: Mapping[Status, str]


PRINT = PrintPalette(
    accent="#1F4E8C",
    plan="#B9C3CF",
    line_of_plan="#9C2B20",
    title="#1F3A5F",
    wanted="#7A5600",
    wanted_fill="#FFF9E6",
    grid="#8A94A3",
    head="#E9EDF2",
    ink="#1B2430",
    muted="#4A5563",
    rule="#C8CDD4",
    fills={
        Status.MET: "#DDEFE3",
        Status.PARTLY: "#FFF1CC",
        Status.MISSED: "#F9D9D5",
        Status.NO_DATA: "#ECECEC",
        Status.NOT_DUE: "#E3EBF8",
    },
    inks={
        Status.MET: "#1E6B3A",
        Status.PARTLY: "#7A5600",
        Status.MISSED: "#9C2B20",
        Status.NO_DATA: "#4F4F4F",
        Status.NOT_DUE: "#1F3B6B",
        Status.NO_TARGET: "#4F4F4F",
        Status.NOT_APPLICABLE: "#4F4F4F",
    },
)
