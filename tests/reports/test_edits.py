"""Правка документа: предложение переписано, исключено или подтверждено, числа остаются связаны."""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import docx
import pytest

from data_model.decisions import DocumentSlot, TextEdit
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from reports import FORMATS, collect, composed
from reports.edits import EditableSentence, EditState, lost, sentences
from reports.handover import proposed
from reports.issuing import Where, missing
from reports.material import Material
from reports.summary import Paragraph, Recommendations, Summary
from tests.reports.district import a_district
from tests.reports.reading import text_of

DAY = date(2023, 1, 20)
SLOT = DocumentSlot("58040", "monitoring", 2022, roadmap=a_district().about(2022))


@cache
def district() -> Snapshot:
    return a_district()


@cache
def material() -> Material:
    return collect(district(), 2022, day=DAY)


@cache
def plain() -> Summary:
    return proposed("monitoring", material())


def of(edits: tuple[TextEdit, ...], among: Material | None = None) -> Material:
    return replace(among or material(), edits={SLOT: edits})


def found(edits: tuple[TextEdit, ...], summary: Summary | None = None) -> list[EditableSentence]:
    return [one for one in sentences(summary or plain(), edits) if one.edit]


def about(part: str, of_what: str = "9") -> EditableSentence:
    """A sentence of the results about «Билет в будущее»."""
    return next(
        one
        for one in sentences(plain(), ())
        if one.section == "результаты" and part in one.proposed and of_what in one.about
    )


def changed(one: EditableSentence, text: str) -> TextEdit:
    return TextEdit(one.section, one.proposed, text, one.about)


def later() -> Material:
    """A corrected return: the first school's number of «Билет в будущее» has fallen to zero."""
    facts = tuple(
        stored._replace(fact=stored.fact._replace(value=0))
        if (stored.org, stored.year, stored.fact.question) == ("581000", 2022, "ticket_pupils")
        else stored
        for stored in district().facts
    )
    other = replace(district(), facts=facts)
    return collect(other, 2022, day=DAY, plan_fact=plan_fact(other))


def test_every_sentence_and_every_advice_may_be_changed() -> None:
    offered = {one.proposed for one in sentences(plain(), ())}
    for block in plain().blocks():
        if isinstance(block, Paragraph):
            assert block.text in offered
        elif isinstance(block, Recommendations):
            assert {item.action for item in block.items} <= offered
    assert all(one.state is EditState.COMPOSED for one in sentences(plain(), ()))


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_rewritten_sentence_stands_in_every_format(suffix: str) -> None:
    one = about("Справочно")
    edits = (changed(one, "Средняя доля приведена справочно."),)
    text = text_of(FORMATS[suffix].write(composed("monitoring", of(edits))), suffix)
    said = "".join(text.split()).replace("\u00ad", "").replace("-", "")
    assert "Средняядоляприведенасправочно." in said
    assert said.count("Справочно:") == 1, "о другом показателе предложение осталось"


def test_a_struck_sentence_is_gone_and_the_rest_stays() -> None:
    one = about("Справочно")
    made = composed("monitoring", of((changed(one, ""),)))
    gone = Counter(plain().sentences()) - Counter(made.sentences())
    assert gone == Counter([one.proposed])


def test_new_numbers_take_their_places_in_the_words_of_a_person() -> None:
    """Правку не теряют, когда меняются данные: в предложении стоят новые числа, и это сказано."""
    one = about("Справочно: среднее")
    old = "Средняя доля по школам — {} — справочная."
    share = one.proposed.split("организаций — ")[1].rstrip(".")
    edit = changed(one, old.format(share))
    now = later()
    (fresh,) = found((edit,), proposed("monitoring", now))
    assert fresh.state is EditState.OTHER_FIGURES
    new_share = fresh.proposed.split("организаций — ")[1].rstrip(".")
    assert new_share != share
    assert fresh.shown == old.format(new_share)
    made = composed("monitoring", of((edit,), now))
    assert fresh.shown in list(made.sentences())
    told = [gap for gap in missing(made, of((edit,), now)) if gap.where is Where.TEXT]
    assert [gap.told for gap in told] == [
        f"в этом предложении цифры изменились: «{fresh.shown}»",
    ]


def test_where_the_words_have_changed_too_the_composed_sentence_stands() -> None:
    """«Выросло» не остаётся в документе, когда стало меньше."""
    one = about("По сравнению с 2021 годом")
    edit = changed(one, "За год участников прибавилось.")
    (fresh,) = found((edit,), proposed("monitoring", later()))
    assert fresh.state is EditState.OTHER_WORDS
    assert fresh.shown == fresh.proposed
    made = composed("monitoring", of((edit,), later()))
    assert "За год участников прибавилось." not in list(made.sentences())
    assert made.unsettled == ("За год участников прибавилось.",)


def test_an_edit_whose_sentence_is_no_longer_composed_is_named() -> None:
    edit = TextEdit("результаты", "Такого предложения нет.", "Другое.")
    assert lost(plain(), (edit,)) == (edit,)
    assert composed("monitoring", of((edit,))).sections == plain().sections


def test_numbers_that_a_person_adds_are_told_from_those_of_the_data() -> None:
    one = about("Справочно")
    (own,) = found((changed(one, f"{one.proposed} Ещё 4321 человек."),))
    assert own.foreign == ("4321",)
    (kept,) = found((changed(one, one.proposed.replace("Справочно", "Для сравнения")),))
    assert kept.foreign == ()


def test_an_advice_may_be_reworded_or_struck_for_one_school_alone() -> None:
    order = proposed("order", material())
    advice = [one for one in sentences(order, ()) if one.section == "рекомендации" and one.heading]
    first, second = advice[:2]
    slot = replace(SLOT, kind="order")
    edits = (changed(first, "Провести совещание."), changed(second, ""))
    made = composed("order", replace(material(), edits={slot: edits}))
    items = [
        item
        for block in made.blocks()
        if isinstance(block, Recommendations)
        for item in block.items
    ]
    plain_items = [
        item
        for block in order.blocks()
        if isinstance(block, Recommendations)
        for item in block.items
    ]
    assert len(items) == len(plain_items) - 1
    assert [item.action for item in items].count("Провести совещание.") == 1


def test_a_section_that_is_left_out_is_in_no_format_and_the_check_says_so() -> None:
    out = of((TextEdit("меры", "", ""),))
    made = composed("monitoring", out)
    assert "меры" not in {one.key for one in made.sections}
    word = docx.Document(BytesIO(FORMATS["docx"].write(made)))
    heads = [one.text for one in word.paragraphs if one.style and one.style.name == "Heading 1"]
    assert "Меры" not in heads
    assert "Анализ" in heads
    assert not [one for one in word.paragraphs if "⟦" in one.text]
    gaps = [(one.position, one.told) for one in missing(made, out)]
    assert ("Меры", "раздел исключён") in gaps


def test_how_the_order_was_read_is_annexed_only_where_a_person_asks_for_it() -> None:
    assert "прочтение" not in {one.key for one in plain().sections}
    made = composed("monitoring", of((TextEdit("прочтение", "", "включить"),)))
    assert made.sections[-1].key == "прочтение"


def test_clauses_of_an_order_are_counted_anew() -> None:
    order = proposed("order", material())
    clause = next(one for one in sentences(order, ()) if one.proposed.startswith("Разместить"))
    slot = replace(SLOT, kind="order")
    made = composed("order", replace(material(), edits={slot: (changed(clause, ""),)}))
    numbers = [one.number for one in made.blocks() if isinstance(one, Paragraph) and one.number]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_another_day_of_the_document_asks_for_no_look_again() -> None:
    """Год срока следует за днём документа: правка остаётся, новый год встаёт сам."""
    clause = next(
        one for one in sentences(plain(), ()) if "до\u00a01" in one.proposed.replace(" ", "\u00a0")
    )
    own = clause.proposed.replace("Срок", "Обязательный срок")
    moved = proposed("monitoring", replace(material(), day=date(2031, 12, 20), made={}))
    (fresh,) = [one for one in sentences(moved, (changed(clause, own),)) if one.edit]
    assert fresh.state is EditState.REWRITTEN
    assert "2023" not in fresh.shown


def test_phrases_of_former_years_are_offered() -> None:
    offered = replace(material(), phrases={"monitoring.causes": ("закрыт интернат",)})
    (place,) = [
        one for one in proposed("monitoring", offered).places() if one.key == "monitoring.causes"
    ]
    assert place.choices[-1] == "закрыт интернат"
