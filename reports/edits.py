"""Edits («правки»): a composed document as persons have changed it.

Sentences are found again by the words they were changed from. Where only numbers differ, the
person's words take the new numbers and the sentence is marked; where the words differ too, the
composed sentence stands until a person has looked at it: nothing untrue is printed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from data_model.decisions import TextEdit
from indicators.wording.numbers import MONTHS
from reports.summary import (
    Block,
    Heading,
    Paragraph,
    ParagraphRole,
    Recommendation,
    Recommendations,
    Section,
    Summary,
)

NUMBER = re.compile(r"\d+(?:[\u00a0 ]\d{3})*(?:,\d+)?")
TERM_YEAR = re.compile(rf"(до[\u00a0 ]\d+[\u00a0 ](?:{'|'.join(MONTHS)})) \d{{4}}\u00a0года")
CLOSE = 0.6
"""How alike two wordings about the same figures must be to be one sentence."""
SAME = 0.85
"""How alike two sentences without figures must be."""


class EditState(StrEnum):
    """What has become of a sentence."""

    COMPOSED = "composed"
    REWRITTEN = "rewritten"
    STRUCK = "struck"
    OTHER_FIGURES = "other_figures"
    """Its figures have changed; the person's words stand with the new ones."""
    OTHER_WORDS = "other_words"
    """It is worded otherwise now; the composed sentence stands."""


OPEN = frozenset({EditState.OTHER_FIGURES, EditState.OTHER_WORDS})
"""What a person should look at before the document is issued."""


@dataclass(frozen=True, slots=True)
class EditableSentence:
    """A sentence that a person may change, strike or confirm («предложение»).

    ``proposed`` is as it is composed now, ``shown`` as it stands in the document (empty: struck),
    ``kept`` what the person wrote, with present numbers where they could be bound. ``about``
    tells sentences of the same words apart; ``edit`` is what was stored of it.
    """

    section: str
    about: str
    proposed: str
    shown: str
    kept: str
    state: EditState
    edit: TextEdit | None = None
    heading: str = ""

    @property
    def foreign(self) -> tuple[str, ...]:
        """Numbers of the person's words that the composed sentence does not have."""
        known = set(NUMBER.findall(self.proposed))
        return tuple(dict.fromkeys(one for one in NUMBER.findall(self.shown) if one not in known))


OPTIONAL = frozenset({"способы", "прочтение"})
"""Annexes that no sentence calls by their number."""
READINGS = "прочтение"
"""The annex on how the act was read: it stands only where a person has asked for it."""
ASKED_FOR = "включить"


def is_optional(section: Section) -> bool:
    return bool(section.title) and (not section.annex or section.key in OPTIONAL)


def left_out(edits: Iterable[TextEdit]) -> frozenset[str]:
    """Keys of sections that a person has taken out of the document."""
    return frozenset(one.section for one in edits if not one.sentence and not one.text)


def asked_for(edits: Iterable[TextEdit]) -> frozenset[str]:
    """Keys of sections that stand only where a person wants them, and one does."""
    return frozenset(one.section for one in edits if not one.sentence and one.text)


def with_sections(sections: tuple[Section, ...], edits: Sequence[TextEdit]) -> tuple[Section, ...]:
    """The sections that stay; annexes are numbered anew."""
    out = left_out(edits)
    if not out:
        return sections
    kept = [one for one in sections if one.key not in out or not is_optional(one)]
    marks = iter(range(1, len(kept) + 1))
    return tuple(_marked(one, next(marks)) if one.annex else one for one in kept)


ANNEX = re.compile(r"^(Приложение[\u00a0 ])\d+$")


def _marked(section: Section, number: int) -> Section:
    first, *rest = section.annex
    return replace(section, annex=(ANNEX.sub(rf"\g<1>{number}", first), *rest))


def edited(summary: Summary, edits: Sequence[TextEdit]) -> Summary:
    """The document with what persons made of its sentences."""
    if not edits:
        return summary
    sections = tuple(_edited(section, edits) for section in summary.sections)
    unsettled = tuple(one.kept for one in sentences(summary, edits) if one.state in OPEN)
    return replace(summary, sections=sections, unsettled=unsettled)


def sentences(summary: Summary, edits: Sequence[TextEdit]) -> tuple[EditableSentence, ...]:
    """Every sentence of a composed document that may be changed, in its order."""
    return tuple(one for section in summary.sections for one in _matched(section, edits).values())


def lost(summary: Summary, edits: Sequence[TextEdit]) -> tuple[TextEdit, ...]:
    """Edits whose sentence is not composed any more: they do nothing."""
    kept = {one.edit for one in sentences(summary, edits)}
    keys = {section.key for section in summary.sections}
    return tuple(one for one in edits if one.sentence and one.section in keys and one not in kept)


# a section

Spot = tuple[int, int]
"""Number of a block and of the recommendation in it."""


def _units(section: Section) -> Iterator[tuple[Spot, str, str, str]]:
    """Where a sentence stands, what it is about, its text, and what a person reads before it."""
    under = ""
    for number, block in enumerate(section.blocks):
        if isinstance(block, Heading):
            under = block.text
        elif isinstance(block, Paragraph) and block.role is not ParagraphRole.OWN:
            yield (number, 0), _about(block) or under, block.text, ""
        elif isinstance(block, Recommendations):
            for place, item in enumerate(block.items):
                about = " · ".join((item.addressee, item.rule, *item.rows))
                yield (number, place), about, item.action, f"{item.addressee}: {item.finding}"


def _about(block: Paragraph) -> str:
    """The rows and places that a sentence speaks of, without their values."""
    named = {f"{one.indicator or ''}/{one.org or ''}" for one in block.evidence}
    return " · ".join(sorted(named - {"/"}))


def _matched(section: Section, edits: Sequence[TextEdit]) -> Mapping[Spot, EditableSentence]:
    mine = [one for one in edits if one.section == section.key and one.sentence]
    units = list(_units(section))
    found: dict[Spot, TextEdit] = {}
    for is_same in (_is_same, _is_close):
        for spot, about, text, _ in units:
            fit = next(
                (one for one in mine if spot not in found and is_same(one, about, text)), None
            )
            if fit is not None:
                found[spot] = fit
                mine.remove(fit)
    return {
        spot: _sentence(section.key, about, text, heading, found.get(spot))
        for spot, about, text, heading in units
    }


def _is_same(edit: TextEdit, about: str, text: str) -> bool:
    return edit.about == about and _timeless(edit.sentence) == _timeless(text)


def _is_close(edit: TextEdit, about: str, text: str) -> bool:
    if edit.about != about:
        return False
    alike = SequenceMatcher(None, _bare(edit.sentence), _bare(text), autojunk=False).ratio()
    return alike >= (CLOSE if about else SAME)


def _timeless(text: str) -> str:
    """Without the years of terms, which follow the day of the document."""
    return TERM_YEAR.sub(r"\1", text)


def _bare(text: str) -> str:
    return NUMBER.sub("#", text)


def _sentence(
    section: str, about: str, text: str, heading: str, edit: TextEdit | None
) -> EditableSentence:
    def made(shown: str, kept: str, state: EditState) -> EditableSentence:
        return EditableSentence(section, about, text, shown, kept, state, edit, heading)

    if edit is None:
        return made(text, text, EditState.COMPOSED)
    is_same = _is_same(edit, about, text)
    if not edit.text:
        return made("", "", EditState.STRUCK if is_same else EditState.OTHER_FIGURES)
    bound = _with_numbers(edit.text, edit.sentence, text)
    if is_same:
        is_confirmed = edit.text == edit.sentence
        state = EditState.COMPOSED if is_confirmed else EditState.REWRITTEN
        return made(bound or edit.text, bound or edit.text, state)
    if bound and _bare(edit.sentence) == _bare(text):
        return made(bound, bound, EditState.OTHER_FIGURES)
    return made(text, bound or edit.text, EditState.OTHER_WORDS)


def _with_numbers(own: str, before: str, now: str) -> str:
    """A person's words with each number of the former sentence replaced by its present one.

    Empty where that cannot be told: another count of numbers, or one that became two.
    """
    old, new = NUMBER.findall(before), NUMBER.findall(now)
    if len(old) != len(new):
        return ""
    turned: dict[str, str] = {}
    for one, other in zip(old, new, strict=True):
        if turned.setdefault(one, other) != other and one in NUMBER.findall(own):
            return ""
    return NUMBER.sub(lambda found: turned.get(found[0], found[0]), own)


def _edited(section: Section, edits: Sequence[TextEdit]) -> Section:
    if not any(one.section == section.key and one.sentence for one in edits):
        return section
    told = _matched(section, edits)
    blocks = (
        _block(block, {place: one for (at, place), one in told.items() if at == number})
        for number, block in enumerate(section.blocks)
    )
    return replace(section, blocks=_numbered(block for block in blocks if block is not None))


def _block(block: Block, told: Mapping[int, EditableSentence]) -> Block | None:
    """A block as changed; None where nothing of it is left."""
    if isinstance(block, Paragraph) and told:
        text = told[0].shown
        evidence = tuple(one for one in block.evidence if one.text in text)
        return replace(block, text=text, evidence=evidence) if text else None
    if isinstance(block, Recommendations) and told:
        items = tuple(
            _item(item, told[place].shown)
            for place, item in enumerate(block.items)
            if told[place].shown
        )
        return replace(block, items=items) if items else None
    return block


def _item(item: Recommendation, action: str) -> Recommendation:
    return item if item.action == action else replace(item, action=action, example="")


def _numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Clauses counted anew where one was struck; those that were not counted stay so."""
    made: list[Block] = []
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph) and block.number.isdecimal():
            number += 1
            block = replace(block, number=str(number))
        made.append(block)
    return tuple(made)
