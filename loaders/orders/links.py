"""Links between annexes («связи приложений»): which activities of the order an indicator measures.

An indicator of one table names an activity of another by its number (in a column of its own or in
words, «пункт 1.2 плана»), by its title, or by the name in quotes that both have.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.orders.columns import OrderColumn
from loaders.orders.document import tidy
from loaders.orders.rows import OrderRow

NUMBERS = r"\d+(?:\.\d+)*(?:\s*(?:,|;|и)\s*\d+(?:\.\d+)*)*"
NAMED = re.compile(
    rf"(?:(?:пункт\w*|пп?\.|строк\w*)\s*№?\s*(?P<point>{NUMBERS})\s+(?:план|дорожн|мероприят|приложени)"
    rf"|мероприяти\w+\s*(?:№|п\.|пункт\w*)?\s*(?P<activity>{NUMBERS})(?!\s*[%\w]))",
    re.IGNORECASE,
)
"""«Пункты 1.2, 1.3 плана», «мероприятие № 4»; «мероприятия 20 %» names none."""
IN_QUOTES = re.compile(r"«([^«»]{4,60})»")


def linked(rows: Sequence[OrderRow]) -> Iterator[OrderRow]:
    """The rows with the numbers of the activities that they measure, and what was not found."""
    for row in rows:
        activities = [one for one in rows if one.table != row.table and not one.of_indicators]
        if activities and row.wording and re.fullmatch(rf"\W*{NUMBERS}\W*", row.title):
            said = {**row.passport, OrderColumn.LINK: row.title}
            row = replace(row, title=row.wording, passport=said)
        if not activities or not (row.of_indicators or row.passport.get(OrderColumn.LINK)):
            yield row
            continue
        named = list(dict.fromkeys(_numbers(row)))
        found = [one for number in named for one in _of_number(number, activities)]
        lost = [number for number in named if len(list(_of_number(number, activities))) != 1]
        found += [] if named else list(_of_title(row, activities))
        yield replace(row, links=tuple(dict.fromkeys(found)), lost_links=tuple(lost))


def _numbers(row: OrderRow) -> Iterator[str]:
    """Of the column of links, where it has numbers; of the indicator's own words."""
    cell = tidy(row.passport.get(OrderColumn.LINK, ""))
    yield from re.findall(r"(?<![\d.])\d+(?:\.\d+)*", re.sub(r"«[^«»]*»", "", cell))
    for found in NAMED.finditer(tidy(row.title)):
        yield from re.findall(r"\d+(?:\.\d+)*", found["point"] or found["activity"])


def _of_number(number: str, activities: Sequence[OrderRow]) -> Iterator[str]:
    """The row of that number; in an order of several tables its number has that of the table."""
    exact = [one.number for one in activities if one.number == number]
    yield from exact or [one.number for one in activities if one.number.endswith(f".{number}")]


def _of_title(row: OrderRow, activities: Sequence[OrderRow]) -> Iterator[str]:
    """The same words, or the same name in quotes; what several activities have names none."""
    cell = _plain(row.passport.get(OrderColumn.LINK, ""))
    for one in activities:
        title = _plain(one.title)
        if len(title) > SHORTEST and (title in cell or title in _plain(row.title)):
            yield one.number
    for name in map(_plain, IN_QUOTES.findall(f"{row.title} {cell}")):
        having = [one.number for one in activities if f"«{name}»" in _plain(one.title)]
        if len(having) == 1:
            yield having[0]


SHORTEST = 12
"""Letters of a title that is told apart by itself."""


def _plain(text: str) -> str:
    return tidy(text).casefold()
