"""Галерея: у порога есть источник и дата, или он пуст; считается после слова человека."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from data_model.errors import WrongDefinition
from data_model.roadmap import Act, AnswerType, Kind, PeriodKind, Target
from loaders.orders.amending import proposal_of
from loaders.orders.confirm import FieldCorrection, confirm
from loaders.orders.gallery import GalleryEntry, gallery, gallery_entry, proposal_from_gallery
from loaders.orders.review import Review
from loaders.roadmaps.editions import diff_roadmaps
from loaders.roadmaps.workbook import read_roadmap_workbook, write_roadmap_workbook

ENTRIES = {entry.code: entry for entry in gallery()}
BY_CODE = pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)


def test_the_gallery_holds_the_subjects_of_the_cycle() -> None:
    """Первая карта, единая модель, Профессионалитет, направления цикла, мотивирующий мониторинг."""
    assert {
        "first-order", "career-guidance-model", "professionalitet", "gifted-children",
        "objectivity", "leaders", "methodical-work", "upbringing", "preschool", "low-results",
        "quality-of-results", "motivating-monitoring",
    } == set(ENTRIES)  # fmt: skip


@BY_CODE
def test_a_threshold_stands_with_its_source_and_day_or_is_empty(entry: GalleryEntry) -> None:
    proposal = proposal_from_gallery(entry, 2026)
    assert entry.sources, "a document that it rests on"
    for row in proposal.rows:
        if row.kind is not Kind.PRESENCE and row.targets:
            assert row.source, f"{entry.code} {row.number}: a threshold without a source"
            assert "20" in row.source, "the source has its day"
    for row in entry.rows:
        assert (row.target is None) or (row.source and row.source_date), row.title


def test_a_threshold_without_a_source_is_refused() -> None:
    row = {"section": "", "title": "Охват", "wording": "Доля", "kind": "share", "target": 50}
    with pytest.raises(ValueError, match="у порога нужны source и source_date"):
        GalleryEntry.model_validate(
            {"code": "x", "title": "", "subject": "", "about": "", "years": 1}
            | {"period": "calendar", "row": [row]}
        )


@BY_CODE
def test_an_entry_becomes_a_roadmap_once_a_person_has_confirmed_it(entry: GalleryEntry) -> None:
    review = Review(proposal_from_gallery(entry, 2026))
    assert review.waiting == review.numbers, "nothing counts before"
    for row in review.proposal.rows:
        chosen = row if row.kind else replace(row, kind=Kind.COUNT)
        review = review.with_row(chosen)
    roadmap = review.roadmap(entry.code)
    assert roadmap.years[0] == 2026
    assert all(row.indicator.periods for row in roadmap.activities)
    assert diff_roadmaps(roadmap, read_roadmap_workbook(write_roadmap_workbook(roadmap))) == ()


@BY_CODE
def test_what_is_empty_and_what_is_not_known_is_said(entry: GalleryEntry) -> None:
    said = " ".join(proposal_from_gallery(entry, 2026).unsure)
    assert "впишите реквизиты своего акта" in said
    assert all(sentence in said for sentence in entry.unknown)


def test_only_guidance_entries_speak_of_guidance() -> None:
    """Заготовка об одарённых детях не говорит о профориентации."""
    for entry in gallery():
        if entry.subject not in {"Профориентация", "Профессионалитет"}:
            words = entry.model_dump_json().lower()
            assert not any(one in words for one in ("профориент", "билет в будущее", "проектори"))


def test_an_unknown_code_names_those_there_are() -> None:
    with pytest.raises(WrongDefinition, match="Есть: .*gifted-children"):
        gallery_entry("nothing")


def test_levels_of_the_model_are_asked_once_and_hours_in_hours() -> None:
    """Три строки об уровне — один вопрос со списком; часы — ответ в часах, план 40 с источником."""
    proposal = proposal_from_gallery(gallery_entry("career-guidance-model"), 2026)
    act = Act("Управление образования", "приказ", date(2025, 9, 1), "12")
    known = {
        row.number: dict.fromkeys(
            proposal.years, Target(Decimal(2 if row.kind is Kind.LEVEL else 60))
        )
        for row in proposal.rows
        if row.is_chosen
    }
    changes = [FieldCorrection(number, "targets", plan) for number, plan in known.items()]
    roadmap = confirm(replace(proposal, act=act), changes)
    chosen = [one for one in roadmap.questions if one.answer is AnswerType.CHOICE]
    assert [one.options for one in chosen] == [
        ("базовый", "основной", "продвинутый"),
        ("не участвует", "базовый", "основной", "продвинутый"),
    ]
    of_model = [row.indicator for row in roadmap.rows_asking(chosen[0].code)]
    assert [(one.kind, one.from_level) for one in of_model] == [
        (Kind.LEVEL, ""), (Kind.SHARE_OF_ORGS, "основной"), (Kind.SHARE_OF_ORGS, "продвинутый"),
    ]  # fmt: skip
    hours = [one for one in roadmap.questions if one.answer is AnswerType.HOURS]
    assert len(hours) == 2
    (target,) = {one.value for one in roadmap.activities[0].indicator.targets.values()}
    assert (target, roadmap.activities[0].indicator.unit) == (40, "ч")
    kinds = {one.kind for row in roadmap.activities for one in row.indicator.periods.values()}
    assert kinds == {PeriodKind.SCHOOL_YEAR}
    again = confirm(proposal_of(roadmap))
    assert again == roadmap, "карта, положенная на стол и не тронутая, — та же"
