"""Taking an upload back («отмена загрузки») from the terminal."""

from data_model.errors import NothingThere
from data_model.returns import Revision
from data_model.store import Store
from loaders.previews import judge_closed


def undone(store: Store, org: str, year: int, number: int | None, reason: str) -> str:
    """Undo a revision, the current one unless another is named; what counts now, in words.

    Raises Refused without a reason or where later revisions stand upon it, and says which.
    """
    chosen = revision_of(store, org, year, number)
    former = store.undo_return(chosen.id, reason)
    judge_closed(store)
    taken_back = f"Редакция {chosen.number} («{chosen.filename}») отменена, файл сохранён."
    if former is None:
        return f"{taken_back} Другой редакции нет: отчёт {org} за {year} год снова не сдан."
    return f"{taken_back} Действует редакция {former.number} («{former.filename}»)."


def revision_of(store: Store, org: str, year: int, number: int | None) -> Revision:
    """The revision of that number, or the current one; NothingThere."""
    store.holder_of(org)
    history = store.revisions(org, year)
    for one in history:
        if one.number == number or (number is None and one.is_current):
            return one
    known = ", ".join(str(one.number) for one in history if one.undone_at is None)
    told = f"Действующие и прежние редакции: {known}." if known else "Принятых редакций нет."
    raise NothingThere(f"У отчёта {org} за {year} год такой редакции нет. {told}")
