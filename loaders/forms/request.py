"""What a form is written from, and what is already known to stand in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from data_model.errors import NothingThere, UnknownPlace
from data_model.file_names import safe_file_name
from data_model.places import Municipality, Organisation, RollRow
from data_model.returns import COMMAND, EvidenceDocument, Fact, ValueState
from data_model.roadmap import AnswerType, Question, Respondent, Roadmap, roll_date
from data_model.snapshot import Snapshot
from loaders.forms.layout import FORM_VERSION, Identity, InputPart, Slot, respondent_of

Entry = int | float | str | date
"""What may stand in an input cell."""


@dataclass(frozen=True, slots=True)
class FormRequest:
    """One form: whose, for which year, and what is already known.

    ``roll`` may hold rows of other places and years: only those of this form count.
    ``facts`` and ``documents`` are the current ones and fill the cells in advance;
    ``last_year`` is shown in grey beside them. ``stamp`` is printed on every sheet, such as
    «СИНТЕТИЧЕСКИЕ ДАННЫЕ». ``entries`` go over everything prefilled.
    """

    roadmap: Roadmap
    place: Organisation | Municipality
    year: int
    roll: tuple[RollRow, ...] = ()
    facts: tuple[Fact, ...] = ()
    documents: tuple[EvidenceDocument, ...] = ()
    last_year: tuple[Fact, ...] = ()
    stamp: str = ""
    entries: Mapping[Slot, Entry] = field(default_factory=dict)

    @property
    def identity(self) -> Identity:
        return Identity(self.roadmap.code, FORM_VERSION, self.place.code, self.year)

    @property
    def respondent(self) -> Respondent:
        return respondent_of(self.place)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self.roadmap.asked(self.respondent))

    @property
    def names(self) -> tuple[str, str]:
        """Full and short name in force on the counting day of the year."""
        if isinstance(self.place, Municipality):
            return self.place.name, self.place.short
        name = self.place.name_on(roll_date(self.year))
        return name.full, name.short

    @property
    def roll_years(self) -> tuple[int, ...]:
        """The years of the rolls that the questions by grade are set against, in order."""
        asked = {self.roll_year(one) for one in self.questions if one.grades}
        return tuple(sorted(asked))

    def roll_year(self, question: Question) -> int:
        return self.roadmap.roll_year(question.code, self.year)

    def pupils(self, roll_year: int) -> dict[int, int]:
        """A roll by grade; empty where it is not loaded, whatever other rolls are."""
        return {
            row.grade: row.pupils
            for row in self.roll
            if (row.org, row.year) == (self.place.code, roll_year)
        }

    def filled(self) -> dict[Slot, Entry]:
        """What stands in the cells before the person begins."""
        answers = {question.code: question for question in self.questions}
        known = (fact for fact in self.facts if fact.question in answers)
        return {
            **_entries_of_facts(known, answers),
            **_entries_of_documents(self.documents),
            **self.entries,
        }

    def holding(self, entries: Mapping[Slot, Entry]) -> "FormRequest":
        """The same form with these entries and nothing else in its cells."""
        return replace(self, facts=(), documents=(), entries=dict(entries))


def _entries_of_facts(facts: Iterable[Fact], answers: Mapping[str, Question]) -> dict[Slot, Entry]:
    entries: dict[Slot, Entry] = {}
    for fact in facts:
        if (shown := _shown(fact, answers[fact.question])) is not None:
            entries[Slot(fact.question, InputPart.ANSWER, fact.grade)] = shown
        if fact.reason and (fact.value is not None or not fact.written):
            entries[Slot(fact.question, InputPart.REASON)] = fact.reason
    return entries


def _shown(fact: Fact, question: Question) -> Entry | None:
    """A fact as it stands in its cell; what was not understood stands as it was written."""
    if fact.state is ValueState.NOT_APPLICABLE:
        return None
    if fact.value is None:
        return fact.written or None
    if question.answer in {AnswerType.PRESENCE, AnswerType.CHOICE}:
        return question.answer_in_words(fact.value)
    return question.amount(fact.value)


def _entries_of_documents(documents: Iterable[EvidenceDocument]) -> dict[Slot, Entry]:
    return {
        Slot(one.question, part, ordinal=one.ordinal): entry
        for one in documents
        for part, entry in (
            (InputPart.NAME, one.name),
            (InputPart.NUMBER, one.number),
            (InputPart.DATE, one.date),
            (InputPart.LINK, one.link),
        )
        if entry
    }


def request_from(snapshot: Snapshot, org: str, year: int, stamp: str = "") -> FormRequest:
    """The form of one organisation of a snapshot: prefilled where it has reported.

    Raises NothingThere where no roadmap covers the year, UnknownPlace where the
    municipality does not hold the organisation.
    """
    if year not in snapshot.roadmaps:
        raise NothingThere(
            f"На {year} год дорожной карты нет. Загрузите её на странице «Дорожная карта»."
            f"{COMMAND}load-roadmap ФАЙЛ."
        )
    place = next((one for one in snapshot.organisations if one.code == org), None)
    if place is None and org != snapshot.municipality.code:
        raise UnknownPlace(f"Организации с кодом {org} в реестре нет. Проверьте код.")
    return FormRequest(
        roadmap=snapshot.roadmaps[year],
        place=place or snapshot.municipality,
        year=year,
        roll=tuple(row for row in snapshot.roll if row.org == org),
        facts=tuple(_facts(snapshot, org, year)),
        documents=tuple(
            one.document for one in snapshot.documents if (one.org, one.year) == (org, year)
        ),
        last_year=tuple(_facts(snapshot, org, year - 1)),
        stamp=stamp,
    )


def _facts(snapshot: Snapshot, org: str, year: int) -> Iterator[Fact]:
    return (one.fact for one in snapshot.facts if (one.org, one.year) == (org, year))


def form_filename(request: FormRequest) -> str:
    """«МБОУ СОШ № 1_2021_580401.xlsx»: whoever sends forms out sees whom each is for."""
    _, short = request.names
    of_whom = f"_{request.year}_{request.place.code}.xlsx"
    return safe_file_name(f"{short}{of_whom}", of_whom)
