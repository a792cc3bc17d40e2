"""The data stamp («паспорт данных»): how fresh, how complete, by which definitions."""

from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from indicators.coverage import Board, own_words, reported_words
from indicators.passport import act_words
from indicators.wording import date_short


def stamp(snapshot: Snapshot, board: Board) -> str:
    """«2022 год · данные на 15.02.2023 · отчёты сдали 13 из 15 школ · отчёт … · редакция …»."""
    parts = (
        f"{board.year} год",
        fresh(board),
        _within(reported_words(board)),
        _within(own_words(board)),
        in_force(snapshot.roadmaps[board.year]),
    )
    return " · ".join(parts)


def _within(sentence: str) -> str:
    """A sentence as a part of a line."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def in_force(roadmap: Roadmap) -> str:
    """«редакция определений 1 (приказ от 14.07.2020 № 94/01-09)»."""
    return f"редакция определений {roadmap.edition} ({act_words(roadmap.act)})"


def fresh(board: Board) -> str:
    """The day on which the last return came."""
    days = [line.received_at.date() for line in board.lines if line.received_at]
    return f"данные на {date_short(max(days))}" if days else "отчётов ещё нет"
