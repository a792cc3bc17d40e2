"""Stored answers looked at anew («перепроверка»), when roll, register or roadmap change.

An answer that no longer fits gets the question that an intake would ask, in the same words, and
counts no more; a question that fits again is closed with the reason, and the value is what the
school wrote. Pure: the store applies what is found in the transaction of the change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from data_model.returns import NO_GRADE, Fact, Problem, Rechecked, StoredProblem, ValueState
from data_model.roadmap import AnswerType, Respondent
from data_model.snapshot import Snapshot
from loaders.files.workbook import Cell
from loaders.forms.layout import Slot, is_asked_in
from loaders.returns.checks.answers import CURES, WANTED
from loaders.returns.checks.catalogue import BY_CODE
from loaders.returns.checks.registers import most_of, over_roll_words, unexpected_words
from loaders.returns.checks.rule import RuleBreach, cut, label_of
from loaders.returns.context import FormContext, IntakeContext
from loaders.returns.parse import read_answer
from loaders.values.reading import read_count

OVER, GONE = "participants_over_roll", "question_gone"
UNEXPECTED, UNANSWERED = "not_expected", "unanswered"
SILENT = frozenset({UNANSWERED, "dash_for_answer", "answer_withdrawn", "dash_for_former_answer"})
"""Questions about a cell without an answer."""


def recheck(before: Snapshot, after: Snapshot) -> Iterator[Rechecked]:
    """What becomes of the current answers, where what they stand against is another now."""
    was, now = IntakeContext(), IntakeContext()
    was.add(before)
    now.add(after)
    facts: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for stored in after.facts:
        facts[stored.org, stored.year].append(stored.fact)
    problems: dict[tuple[str, int], list[StoredProblem]] = defaultdict(list)
    for problem in after.problems:
        problems[problem.org, problem.year].append(problem)
    for one in after.revisions:
        slot = (one.org, one.year)
        if one.is_current and was.roadmap_of(*slot) and now.roadmap_of(*slot):
            forms = was.form(*slot), now.form(*slot)
            yield from _Return(*slot, *forms, facts[slot], problems[slot]).rechecked()


@dataclass(frozen=True, slots=True)
class _Return:
    """A return that is in, and what it stood and stands against."""

    org: str
    year: int
    was: FormContext
    now: FormContext
    facts: list[Fact]
    problems: list[StoredProblem]

    def rechecked(self) -> Iterator[Rechecked]:
        if self.was.roadmap is not self.now.roadmap and self.was.roadmap != self.now.roadmap:
            yield from self._questions()
            yield from self._answered_otherwise()
        if self.was.is_expected != self.now.is_expected:
            yield from self._expectation()
        asked = {one.code for one in self.now.roadmap.asked(self.now.respondent)}
        for fact in self.facts:
            roll = self.now.roll(fact.question)
            if fact.question in asked and roll != self.was.roll(fact.question):
                yield from self._against(fact, roll)

    # the roll

    def _against(self, fact: Fact, roll: dict[int, int]) -> Iterator[Rechecked]:
        """An answer against another roll of its question."""
        pupils = most_of(roll, fact.grade)
        if fact.grade != NO_GRADE and fact.state is ValueState.NOT_APPLICABLE and pupils:
            yield from self._opened(fact)
        elif fact.grade != NO_GRADE and fact.state is ValueState.NOT_REPORTED and not pupils:
            yield from self._closed(fact)
        elif fact.value is not None and not self._fits(fact, fact.value, roll):
            words = over_roll_words(fact.value, pupils, self.now.base[fact.question], fact.grade)
            aside = fact._replace(value=None, state=ValueState.NO_DATA)
            yield self._changed(aside, opens=self._problem(OVER, fact, **words))
        elif fact.value is None and fact.state is ValueState.NO_DATA and not fact.reason:
            yield from self._restored(fact, roll)

    def _fits(self, fact: Fact, value: int, roll: dict[int, int]) -> bool:
        """Nobody takes part who is not on the roll; of whole numbers only those of pupils."""
        question, pupils = self.now.roadmap.question(fact.question), most_of(roll, fact.grade)
        if fact.grade != NO_GRADE:
            return not roll or value <= pupils
        is_of_pupils = question.answer is AnswerType.COUNT and self._is_school
        return not pupils or not is_of_pupils or value <= pupils

    @property
    def _is_school(self) -> bool:
        return self.now.respondent is Respondent.SCHOOL

    def _restored(self, fact: Fact, roll: dict[int, int]) -> Iterator[Rechecked]:
        """What was asked about only because of the roll counts again."""
        told = [one for one in self._about(fact) if one.problem.code == OVER]
        given = Cell(fact.sheet, 0, 0, fact.written)
        value = read_count(given, zero_in_words=fact.grade == NO_GRADE).value
        if not told or value is None or not self._fits(fact, value, roll):
            return
        others = [one for one in self._about(fact) if one.is_open and one.problem.code != OVER]
        state = ValueState.VALUE if value else ValueState.ZERO
        again = None if others else fact._replace(value=value, state=state)
        answer = self._corrected(f"обучающихся {most_of(roll, fact.grade)}, число подходит")
        if not any(one.is_open for one in told) and again:
            yield self._changed(again)
        for one in told:
            if one.is_open:
                yield self._changed(again, closes=one.id, answer=answer)

    def _opened(self, fact: Fact) -> Iterator[Rechecked]:
        """There are pupils in a grade that had none: now its answer is missing."""
        silent = fact._replace(state=ValueState.NOT_REPORTED)
        question = self.now.roadmap.question(fact.question)
        if not is_asked_in(self.now.roadmap, question, self.year):
            yield self._changed(silent)
            return
        words = {"empty": "ячейка пуста", "cure": CURES[AnswerType.COUNT]}
        yield self._changed(silent, opens=self._problem(UNANSWERED, fact, **words))

    def _closed(self, fact: Fact) -> Iterator[Rechecked]:
        """A grade without pupils needs no answer; a question about it alone is closed."""
        shut = fact._replace(state=ValueState.NOT_APPLICABLE)
        of_grade = f", {fact.grade} класс"
        alone = [
            one
            for one in self._about(fact)
            if one.is_open and one.problem.code in SILENT and of_grade in one.problem.message
        ]
        answer = self._corrected("в классе нет обучающихся")
        if not alone:
            yield self._changed(shut)
        for one in alone:
            yield self._changed(shut, closes=one.id, answer=answer)

    # the register and the roadmap

    def _expectation(self) -> Iterator[Rechecked]:
        """A return of a place that is not awaited counts nowhere."""
        told = [one for one in self.problems if one.problem.code == UNEXPECTED and one.is_open]
        if not self.now.is_expected and not told:
            words = unexpected_words(self.now.organisation, self.now.roadmap, self.year)
            yield self._changed(opens=BY_CODE[UNEXPECTED].problem(RuleBreach(words=words)))
        for one in told if self.now.is_expected else ():
            answer = f"Реестр исправлен {date.today():%d.%m.%Y}: отчёт ожидается."
            yield self._changed(closes=one.id, answer=answer)

    def _questions(self) -> Iterator[Rechecked]:
        """Answers to what the new edition does not ask; once it asks again, they count."""
        asked = {one.code for one in self.now.roadmap.asked(self.now.respondent)}
        before = {one.code for one in self.was.roadmap.asked(self.was.respondent)}
        firsts = {one.question: one for one in reversed(self.facts) if one.value is not None}
        for question, fact in reversed(firsts.items()):
            told = [one for one in self._about(fact) if one.problem.code == GONE and one.is_open]
            if question in before - asked and not told:
                label = label_of(self.was.roadmap, Slot(question))
                words = {"question": label, "found": cut(fact.written or str(fact.value))}
                finding = RuleBreach(fact.sheet, fact.cell, words)
                yield self._changed(opens=BY_CODE[GONE].problem(finding))
            for one in told if question in asked else ():
                answer = f"Карта исправлена {date.today():%d.%m.%Y}: вопрос снова в ней."
                yield self._changed(closes=one.id, answer=answer)

    def _answered_otherwise(self) -> Iterator[Rechecked]:
        """What was written, read as the new edition asks: another list, hours for a number."""
        asked = {one.code: one for one in self.now.roadmap.asked(self.now.respondent)}
        before = {one.code: one for one in self.was.roadmap.asked(self.was.respondent)}
        for fact in self.facts:
            now, was = asked.get(fact.question), before.get(fact.question)
            if now is None or was is None or fact.value is None:
                continue
            if (now.answer, now.options) == (was.answer, was.options):
                continue
            reading = read_answer(now, Cell(fact.sheet, 0, 0, fact.written))
            if reading.value is None:
                aside = fact._replace(value=None, state=ValueState.NO_DATA)
                hint = f" {reading.hint}" if reading.hint else ""
                words = {"hint": hint, "wanted": WANTED[now.answer]}
                yield self._changed(aside, opens=self._problem(reading.code, fact, **words))
            elif reading.value != fact.value:
                state = ValueState.VALUE if reading.value else ValueState.ZERO
                yield self._changed(fact._replace(value=reading.value, state=state))

    # words

    def _about(self, fact: Fact) -> Iterable[StoredProblem]:
        """Remarks at the cell of an answer."""
        place = (fact.sheet, fact.cell)
        return [one for one in self.problems if (one.problem.sheet, one.problem.cell) == place]

    def _problem(self, code: str, fact: Fact, **words: object) -> Problem:
        found = {
            "question": label_of(self.now.roadmap, Slot(fact.question, grade=fact.grade)),
            "found": cut(fact.written or str(fact.value)),
        }
        return BY_CODE[code].problem(RuleBreach(fact.sheet, fact.cell, found | words))

    def _corrected(self, why: str) -> str:
        return f"Контингент исправлен {date.today():%d.%m.%Y}: {why}."

    def _changed(
        self,
        fact: Fact | None = None,
        opens: Problem | None = None,
        closes: int | None = None,
        answer: str = "",
    ) -> Rechecked:
        return Rechecked(self.org, self.year, fact, opens, closes, answer)
