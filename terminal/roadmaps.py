"""Loading a roadmap: definitions are stored, a reading of an order when it is confirmed."""

from collections.abc import Callable

from rich.console import Console

from data_model.errors import MonitorError
from data_model.roadmap import Operator, Target
from data_model.store import Store
from indicators.wording import kind_word, target_text
from loaders.orders import RoadmapProposal, RowProposal, confirm, read_order
from loaders.previews import Preview, preview_roadmap, save_roadmap
from loaders.roadmaps.workbook import read_definitions
from terminal import contract
from terminal.changes import listed, say, settle, show
from terminal.entrance import out, print_json

Place = Callable[[], tuple[Store, str]]
"""Opens the database; a proposal needs none."""


def load(
    content: bytes, filename: str, place: Place, *, yes: bool, reason: str, as_json: bool
) -> None:
    """Definitions (.toml) are stored; an order is read, and stored only with ``yes``.

    What would change a figure or a verdict that is there is stored only with ``yes``, too.
    """
    if roadmap := read_definitions(content, filename):
        answer = contract.roadmap(roadmap)
    else:
        proposal = read_order(content, filename)
        if not yes:
            propose(proposal, place, reason, as_json=as_json)
            return
        roadmap, answer = confirm(proposal), proposal.to_json(stored=True)
    database, municipality = place()

    def stored(seen: Preview) -> str:
        return told(seen, save_roadmap(database, municipality, seen, reason))

    settle(
        lambda: preview_roadmap(database, municipality, roadmap, reason),
        stored,
        answer,
        yes=yes,
        as_json=as_json,
        reason=reason,
    )


def told(seen: Preview, number: int) -> str:
    """What was stored, and from which year it counts."""
    roadmap = seen.roadmap
    assert roadmap is not None, "the preview is that of a roadmap"
    head = f"«{roadmap.title}»: строк — {len(roadmap.activities)}, редакция {number}."
    if seen.is_stored:
        return f"{head} Она уже сохранена, ничего не изменилось."
    start = roadmap.in_force_from
    since = f" Действует с {start} года, прежние годы остаются по своей редакции." if start else ""
    spared = ", ".join(map(str, seen.spared))
    over = f" Завершились и не пересмотрены: {spared}; с причиной: --reason «…»." if spared else ""
    return f"{head} Сохранено.{since}{over}"


def propose(proposal: RoadmapProposal, place: Place, reason: str, *, as_json: bool) -> None:
    """What was read from an order and is not stored yet."""
    seen = foreseen(proposal, place, reason)
    if as_json:
        changes = contract.changes(listed(seen)) if seen else []
        print_json(proposal.to_json() | {"changes": changes})
        return
    describe(out(), proposal)
    if seen:
        show(out(), seen)
    say(out(), "Ничего не сохранено. Сохранить прочитанное: добавьте --yes")


def foreseen(proposal: RoadmapProposal, place: Place, reason: str) -> Preview | None:
    """What the order would change, where there is a database and nothing in it is left open."""
    try:
        database, municipality = place()
        return preview_roadmap(database, municipality, confirm(proposal), reason)
    except MonitorError:
        return None


def describe(console: Console, proposal: RoadmapProposal) -> None:
    for row in proposal.rows:
        say(console, f"{row.number}. {row.title}")
        say(console, f"    {meaning(row)}")
        for sentence in row.unsure:
            say(console, f"    ? {sentence}")
    for sentence in proposal.unsure:
        say(console, f"? {sentence}")


def meaning(row: RowProposal) -> str:
    """What a row is taken to mean, in one line."""
    kind = kind_word(row.kind) if row.kind else "вид показателя не определён"
    path = "; ".join(f"{year}: {promise(row, target)}" for year, target in row.targets.items())
    terms = ", ".join(f"{one.label} (до {one.due:%d.%m.%Y})" for one in row.periods.values())
    return " | ".join(part for part in (kind, path, terms, ", ".join(row.executors)) if part)


def promise(row: RowProposal, target: Target) -> str:
    upper = None if target.upper is None else float(target.upper)
    return target_text(row.operator or Operator.AT_LEAST, float(target.value), upper, row.unit)
