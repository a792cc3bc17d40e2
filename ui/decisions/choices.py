"""What forms of decisions choose from: documents of the register, decisions, presence rows."""

from collections.abc import Callable
from datetime import date

from data_model.decisions import EvidenceSource
from data_model.errors import Refused
from indicators.cycle import document_text
from indicators.evidence import presence_questions
from indicators.wording import NBSP, date_short
from ui import data, words
from ui.selection import DistrictYear

NOTHING = "Не указан"


def documents(place: DistrictYear) -> dict[int, str]:
    """Entries typed by hand: id -> name with requisites."""
    return {
        entry.id: document_text(entry)
        for entry in data.snapshot(place.municipality).evidence
        if entry.source is EvidenceSource.HAND
    }


def decisions(place: DistrictYear) -> dict[int, str]:
    """Decisions of all protocols: id -> «протокол № 2 от …, п. 1.3: …»."""
    return {
        decision.id: f"Протокол №{NBSP}{protocol.number} от {date_short(protocol.date)}, "
        f"п.{NBSP}{decision.number}: {decision.text}"
        for protocol in data.snapshot(place.municipality).protocols
        for decision in protocol.decisions()
    }


def proved_rows(place: DistrictYear) -> dict[str, str]:
    """Presence questions of the year: code -> «№ 1 План работы»; «» for no row at all."""
    roadmap = data.roadmap(place.municipality, place.year)
    asked = presence_questions(data.snapshot(place.municipality), place.year)
    rows = {
        row.indicator.counted: f"№{NBSP}{row.number} {row.short or row.title}"
        for row in roadmap.activities
        if row.indicator.counted in asked
    }
    return {**rows, "": "Ни одной: документ к мере или поручению"}


def option_text(options: dict[int, str]) -> Callable[[int | None], str]:
    """The text of an option; None is «Не указан»."""
    return lambda key: options.get(key or 0, NOTHING)


def one_day(chosen: object) -> date | None:
    """The day of a date field. Raises Refused for a range."""
    if chosen is None or isinstance(chosen, date):
        return chosen
    raise Refused("Укажите один день.")


def withdrawn(place: DistrictYear, kind: str) -> None:
    """What was withdrawn, when and by whom: it is kept, and hidden from everything else."""
    for one in data.store().withdrawals(place.municipality):
        if one.what.startswith(kind):
            day = date_short(one.at.astimezone().date())
            words.quiet(f"Отозван {one.what}: {day}, {one.person}.")
