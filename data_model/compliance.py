"""Compliance («выполнение»): the verdicts, each with a sign and a word."""

from enum import StrEnum


class Status(StrEnum):
    """Verdict on one indicator, place and year (DESIGN.md 2, «Status words»)."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    NO_TARGET = "no_target"
    NOT_APPLICABLE = "not_applicable"


class Growth(StrEnum):
    """Verdict on the second condition of a growing share."""

    MET = "met"
    MISSED = "missed"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
