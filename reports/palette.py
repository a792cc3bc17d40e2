"""Colours of documents («палитра документов»): pale enough for print, never the only sign.

Each verdict has ink on fill with a contrast of at least 5,4 : 1; one accent, the rest grey.
"""

from data_model.compliance import Status

ACCENT = "#1F4E8C"
PLAN = "#B9C3CF"
INK = "#1B2430"
MUTED = "#4A5563"
RULE = "#C8CDD4"

INKS = {
    Status.MET: "#1E6B3A",
    Status.PARTLY: "#7A5600",
    Status.MISSED: "#9C2B20",
    Status.NO_DATA: "#4F4F4F",
    Status.NOT_DUE: "#1F3B6B",
    Status.NO_TARGET: "#4F4F4F",
    Status.NOT_APPLICABLE: "#4F4F4F",
}
FILLS = {
    Status.MET: "#DDEFE3",
    Status.PARTLY: "#FFF1CC",
    Status.MISSED: "#F9D9D5",
    Status.NO_DATA: "#ECECEC",
    Status.NOT_DUE: "#E3EBF8",
}
"""Fills of the traffic light; a verdict without one stands on white."""
