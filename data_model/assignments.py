"""Assignments («поручения»): addressed decisions, followed until they are taken off control."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data_model.meetings import Audience, Decision, TermKind
from data_model.places import Organisation, OrganisationKind


class AssignmentState(StrEnum):
    """States of an assignment; that it is overdue follows from its term and the day."""

    SET = "set"
    IN_WORK = "in_work"
    DONE = "done"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Execution:
    """How far one addressee has come («исполнение»); ``evidence`` is an entry of the register.

    ``addressee`` is the code of an organisation, or a post.
    """

    addressee: str
    state: AssignmentState = AssignmentState.SET
    changed_on: date | None = None
    note: str = ""
    evidence: int | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """Taking off control («снятие с контроля»): by whom (post), when, why."""

    post: str
    released_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment of a protocol with one execution per addressee, groups unfolded.

    ``id`` is that of its decision; ``due`` None means «без срока» or «постоянно».
    """

    id: int
    protocol: int
    protocol_number: str
    given_on: date
    number: str
    text: str
    addressees_text: str
    term: TermKind
    due: date | None
    executions: tuple[Execution, ...]
    indicator: str = ""
    recommendation: str = ""
    release: Release | None = None

    @property
    def state(self) -> AssignmentState:
        """Released, done by all, begun by some, or only set."""
        if self.release:
            return AssignmentState.RELEASED
        states = {one.state for one in self.executions}
        if states == {AssignmentState.DONE}:
            return AssignmentState.DONE
        return AssignmentState.SET if states <= {AssignmentState.SET} else AssignmentState.IN_WORK

    def state_of(self, execution: Execution) -> AssignmentState:
        """The state of one addressee: what is off control is off control for all."""
        return AssignmentState.RELEASED if self.release else execution.state

    def is_overdue(self, execution: Execution, day: date) -> bool:
        """Past its term and not done; without a term never (seen in a real protocol)."""
        open_still = self.state_of(execution) in {AssignmentState.SET, AssignmentState.IN_WORK}
        return open_still and self.due is not None and day > self.due

    def of(self, addressee: str) -> Execution | None:
        """The execution of one addressee, if it is one."""
        return next((one for one in self.executions if one.addressee == addressee), None)


def unfolded(
    decision: Decision,
    given_on: date,
    organisations: Iterable[Organisation],
    with_own_roll: Collection[str],
) -> tuple[str, ...]:
    """Addressees one by one: «все школы» are those that existed on the day of the meeting.

    A branch without a roll of its own is addressed through its head school.
    """
    if decision.audience is not Audience.ALL_SCHOOLS:
        return decision.addressees
    return tuple(
        place.code
        for place in organisations
        if place.kind is not OrganisationKind.MUNICIPALITY
        and place.exists_on(given_on)
        and (place.kind is not OrganisationKind.BRANCH or place.code in with_own_roll)
    )
