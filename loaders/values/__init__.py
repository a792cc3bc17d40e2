"""Reading what a hand wrote («почерк»): a cell becomes a value, or a fault with a code.

The one place for it: our own form and foreign layouts read their cells here. Each code is a
line of the table of rules (``loaders.returns.checks``).
"""

from loaders.values.counts import COUNT_READERS, read_count
from loaders.values.dates import day_of_text, days_in, month_only, read_date, read_day
from loaders.values.grades import GradesReading, read_grades
from loaders.values.percents import PercentReading, read_percent
from loaders.values.periods import PeriodReading, read_period
from loaders.values.presence import is_confirmed, read_presence
from loaders.values.reading import EMPTY, ParsedValue, is_dash
from loaders.values.text import read_text

__all__ = [
    "COUNT_READERS",
    "EMPTY",
    "GradesReading",
    "PercentReading",
    "PeriodReading",
    "ParsedValue",
    "day_of_text",
    "days_in",
    "is_confirmed",
    "is_dash",
    "month_only",
    "read_count",
    "read_date",
    "read_day",
    "read_grades",
    "read_percent",
    "read_period",
    "read_presence",
    "read_text",
]
