"""The register of assignments («реестр поручений»): one line per assignment and addressee."""

from dataclasses import dataclass
from datetime import date

from data_model.decisions import Assignment, AssignmentState, Execution
from data_model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One addressee of an assignment, groups unfolded to schools.

    ``overdue`` is judged on the day of asking; an assignment without a term never is. ``name``
    is the present short name of an organisation, else the post.
    """

    assignment: Assignment
    execution: Execution
    name: str
    is_school: bool
    overdue: bool

    @property
    def state(self) -> AssignmentState:
        return self.assignment.state_of(self.execution)


def assignment_lines(snapshot: Snapshot, today: date | None = None) -> tuple[AssignmentLine, ...]:
    """Every addressee of every assignment, in the order of the protocols."""
    day = today or date.today()
    names = {place.code: place.name.short for place in snapshot.organisations}
    return tuple(
        AssignmentLine(
            given,
            one,
            names.get(one.addressee, one.addressee),
            one.addressee in names,
            given.is_overdue(one, day),
        )
        for given in snapshot.assignments
        for one in given.executions
    )
