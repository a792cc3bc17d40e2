"""Примечания управления стоят в документах года, если отмечены, и нигде больше."""

from datetime import date

from data_model.decisions import Note
from reports.handover import collect, composed
from reports.summary import Paragraph, Summary
from tests.walk.world import NOW, covering, judged

DAY = date(2022, 3, 10)
NAME = "смешанный"


def written(document: Summary) -> list[str]:
    return [
        block.text
        for section in document.body
        if section.key == "примечания"
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]


def document(
    *notes: Note, kind: str = "monitoring", org: str = "", public: bool = False
) -> Summary:
    snapshot, as_of = covering()[NAME]
    material = collect(
        snapshot, NOW, plan_fact=judged(NAME), as_of=as_of, day=DAY, public=public, notes=notes
    )
    return composed(kind, material, org or None)


def test_a_note_names_its_indicator_and_its_school() -> None:
    """Показатель, школа и слова; сначала то, что написано раньше."""
    row = next(row for row in judged(NAME).district(NOW))
    school = next(one for one in judged(NAME).of_year(NOW) if one.org)
    notes = (
        Note(NOW, "Ремонт.", org=school.org or "", id=2),
        Note(NOW, "Срок перенесён письмом министерства.", row.code, id=1),
    )
    assert written(document(*notes)) == [
        f"Показатель {row.indicator}. Срок перенесён письмом министерства.",
        f"{school.org_name}. Ремонт.",
    ]
    assert written(document()) == [], "без примечаний раздела нет"


def test_a_school_reads_its_own_notes_and_the_public_none_of_schools() -> None:
    school = next(one for one in judged(NAME).of_year(NOW) if one.org)
    of_school, other = Note(NOW, "Ремонт.", org=school.org or ""), Note(NOW, "Чужое.", org="x")
    assert written(document(of_school, other, kind="school", org=school.org or "")) == [
        f"{school.org_name}. Ремонт."
    ]
    assert written(document(of_school, public=True)) == []


def test_a_note_on_an_indicator_of_another_roadmap_is_left_out() -> None:
    note = Note(NOW, "О другой карте.", "code of another roadmap")
    assert written(document(note)) == []
