"""Loading a roadmap: definitions are stored, a reading of an order when it is confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console

from data_model.errors import MonitorError, NothingThere
from data_model.places import region_code
from data_model.roadmap import Operator, Roadmap, Target
from data_model.store import Store
from indicators.region import links_otherwise
from indicators.wording import kind_word, target_text
from loaders.orders import RoadmapProposal, RowProposal, confirm, read_order
from loaders.orders.gallery import gallery, gallery_entry, proposal_from_gallery
from loaders.previews import (
    Preview,
    preview_roadmap,
    preview_withdrawal,
    save_roadmap,
    withdraw_roadmap,
)
from loaders.roadmaps.editions import (
    ParentMatch,
    links_of,
    of_same_act,
    parent_matches,
    standing,
    unanswered,
    with_parents,
)
from loaders.roadmaps.workbook import read_definitions, write_roadmap_workbook
from terminal import contract
from terminal.changes import listed, say, settle, show
from terminal.entrance import out, print_json, write
from terminal.printing import table

Place = Callable[[], tuple[Store, str]]
"""Opens the database; a proposal needs none."""


def load(
    content: bytes,
    filename: str,
    place: Place,
    *,
    code: str = "",
    yes: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Definitions (.toml) are stored; an order is read, and stored only with ``yes``.

    It comes beside the roadmaps that are there; ``code`` says of which it is an edition, or what
    the code of the new one is. What would change a figure or a verdict that is there, and an
    edition, are stored only with ``yes``, too.
    """
    if roadmap := read_definitions(content, filename):
        roadmap = replace(roadmap, code=code or roadmap.code)
        answer = contract.roadmap(roadmap)
    else:
        proposal = read_order(content, filename)
        if not yes:
            propose(proposal, place, reason, code, as_json=as_json)
            return
        roadmap, answer = confirm(proposal, code=code), proposal.to_json(stored=True)
    database, municipality = place()
    if not code:
        known = of_same_act(roadmap, database.roadmaps(municipality))
        roadmap = replace(roadmap, code=known.code) if known else roadmap

    def stored(seen: Preview) -> str:
        return storing_sentence(seen, save_roadmap(database, municipality, seen, reason))

    settle(
        lambda: preview_roadmap(database, municipality, roadmap, reason),
        stored,
        answer,
        yes=yes,
        as_json=as_json,
        reason=reason,
    )


def list_gallery(*, as_json: bool) -> None:
    """What there is to begin with."""
    entries = gallery()
    if as_json:
        print_json({"gallery": [one.model_dump(mode="json", by_alias=True) for one in entries]})
        return
    for entry in entries:
        say(out(), f"{entry.code}: {entry.title} ({entry.subject})")
        say(out(), f"    {entry.about}")


def from_gallery(code: str, year: int, file: Path | None, *, as_json: bool) -> None:
    """The rows of an entry, shown; with ``file`` a workbook to be mended and loaded."""
    proposal = proposal_from_gallery(gallery_entry(code), year or date.today().year)
    if file is not None:
        write(file, write_roadmap_workbook(confirm(proposal, code=code)))
    if as_json:
        print_json(proposal.to_json())
        return
    describe(out(), proposal)
    if file is None:
        say(out(), "Ничего не сохранено. Книга для правки: --out карта.xlsx")
    else:
        say(out(), f"Записано: {file}. Впишите акт и пороги, затем: roadmap load-roadmap ФАЙЛ")


def withdraw(
    database: Store, municipality: str, code: str, *, reason: str, yes: bool, as_json: bool
) -> None:
    """Show what vanishes with a roadmap, and take it out of force where ``yes`` says so."""

    def done(seen: Preview) -> str:
        years = withdraw_roadmap(database, municipality, code, seen, reason)
        return WITHDRAWN.format(code=code, years=", ".join(map(str, years)))

    settle(
        lambda: preview_withdrawal(database, municipality, code),
        done,
        {"roadmap": code},
        yes=yes,
        as_json=as_json,
        reason=reason,
    )


WITHDRAWN = (
    "Дорожная карта «{code}» отозвана, больше не действует за годы: {years}. Отчёты и закрытые "
    "годы сохранены; загруженная снова, она станет новой редакцией."
)


def link_rows(
    database: Store,
    municipality: str,
    code: str | None,
    said: Mapping[str, str],
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """Show which rows answer which of the region; store what is ``said``, with ``yes`` all
    that is proposed. Likeness alone links nothing."""
    roadmap, regional = linkable(database, municipality, code)
    proposed = {
        one.row.number: one.parent.reference
        for one in parent_matches(roadmap, regional)
        if yes and one.is_proposed and one.parent
    }
    linked = with_parents(roadmap, proposed | dict(said), regional)
    stored = linked != roadmap
    if stored:
        save_roadmap(database, municipality, preview_roadmap(database, municipality, linked))
    matches = parent_matches(linked, regional)
    silent = unanswered(matches, regional)
    unlike = links_otherwise(linked, regional, links_of(matches))
    if as_json:
        print_json(contract.parent_rows(linked.code, matches, silent, unlike, stored=stored))
        return
    table(
        out(),
        ("№", "Строка района", "Строка карты региона", "Связь"),
        [_link(one, unlike) for one in matches],
    )
    if silent:
        numbers = ", ".join(one.row.number for one in silent)
        say(out(), f"Строки карты региона, которым в этой карте ничто не отвечает: {numbers}.")
    say(out(), "Связи сохранены." if stored else "")
    if any(one.is_proposed for one in matches):
        say(out(), "Подтвердить предложенное: --yes; по одной строке: --row 8=8; снять: --row 8=")


def linkable(
    database: Store, municipality: str, code: str | None
) -> tuple[Roadmap, tuple[Roadmap, ...]]:
    """The roadmap of a district that is meant, and those of its region; NothingThere."""
    region = database.municipality(municipality).region
    regional = standing(database.roadmap_editions(region_code(region))) if region else ()
    if not regional:
        raise NothingThere(
            f"У региона «{region}» нет своей карты: загрузите её, load-roadmap --region."
            if region
            else "Район не отнесён к региону: load-schools --region."
        )
    own = standing(database.roadmap_editions(municipality))
    found = [one for one in own if code in {None, one.code}]
    if len(found) != 1:
        have = ", ".join(one.code for one in own)
        raise NothingThere(f"Назовите одну карту района: --roadmap КОД. Есть: {have or 'нет'}.")
    return found[0], regional


def _link(one: ParentMatch, unlike: Mapping[str, str]) -> tuple[str, str, str, str]:
    above = one.parent.words if one.parent else one.row.parent_row
    words = [above, unlike.get(one.row.indicator.code, "")]
    lost = one.row.parent_row and one.parent is None
    ground = "такой строки в карте региона нет" if lost else one.ground.value
    shown = f"предложена: {ground}" if one.is_proposed else ground
    return one.row.number, one.row.title, "; ".join(filter(None, words)), shown


def storing_sentence(seen: Preview, number: int) -> str:
    """What was stored, and from which year it counts."""
    roadmap = seen.roadmap
    assert roadmap is not None, "the preview is that of a roadmap"
    head = f"«{roadmap.title}»: строк — {len(roadmap.activities)}, редакция {number}."
    if seen.is_stored:
        return f"{head} Она уже сохранена, ничего не изменилось."
    start = roadmap.in_force_from
    since = f" Действует с {start} года, прежние годы остаются по своей редакции." if start else ""
    spared = ", ".join(map(str, seen.spared))
    if spared and seen.before is None:
        since = f" Действует с {start} года: закрытые годы ({spared}) не меняются."
        return f"{head} Сохранено.{since}{_shared(seen)}"
    over = f" Завершились и не пересмотрены: {spared}; с причиной: --reason «…»." if spared else ""
    return f"{head} Сохранено.{since}{over}{_shared(seen)}"


def _shared(seen: Preview) -> str:
    """Questions that schools answer once for several roadmaps."""
    count = len(seen.shared)
    return f" Общих вопросов с другими картами — {count}, их спросят один раз." if count else ""


def propose(
    proposal: RoadmapProposal, place: Place, reason: str, code: str = "", *, as_json: bool
) -> None:
    """What was read from an order and is not stored yet."""
    seen = foreseen(proposal, place, reason, code)
    if as_json:
        changes = contract.changes(listed(seen)) if seen else []
        print_json(proposal.to_json() | {"changes": changes})
        return
    describe(out(), proposal)
    if seen:
        say(out(), whose(seen))
        show(out(), seen)
    say(out(), "Ничего не сохранено. Сохранить прочитанное: добавьте --yes")


def foreseen(
    proposal: RoadmapProposal, place: Place, reason: str, code: str = ""
) -> Preview | None:
    """What the order would change, where there is a database and nothing in it is left open."""
    try:
        database, municipality = place()
        return preview_roadmap(database, municipality, confirm(proposal, code=code), reason)
    except MonitorError:
        return None


def whose(seen: Preview) -> str:
    """Whether it comes beside the others or as an edition, and under which code."""
    roadmap = seen.roadmap
    assert roadmap is not None, "the preview is that of a roadmap"
    if seen.is_stored:
        return f"Эта карта уже сохранена (код «{roadmap.code}»)."
    if seen.before is None:
        return f"Новая дорожная карта, код «{roadmap.code}»; другой код или редакция: --code КОД"
    return f"Новая редакция карты «{seen.before.title}» (код «{roadmap.code}»)."


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
