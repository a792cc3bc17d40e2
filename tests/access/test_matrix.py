"""Who may do what: a table written by hand from the order on access, and every act stands in it.

    own       for the own school      all   everything of the own municipality
    district  the municipality's own  -     nothing

The list of acts comes from the code: an act that has no row here fails, and so does a row
without an act. In another municipality nobody may do anything.
"""

import pytest

from data_model.errors import Refused
from data_model.people import Author, Grant, Role
from data_model.store.acts import ACTS, Subject, authorise

MATRIX = """
act                 school  methodist  controller  head  administrator
save_return         own     all        district    -     -
save_returns        own     all        district    -     -
save_draft          own     district   district    -     -
drop_draft          own     district   district    -     -
accept_returns      -       all        -           -     -
return_reviewed     -       all        -           -     -
switch_review       -       -          all         -     -
draft_letters       -       all        all         -     -
edit_letter         -       all        all         -     -
begin_sending       -       all        all         -     -
end_sending         -       all        all         -     -
settle_letters      -       all        all         -     -
answer_problem      -       all        -           -     -
send_back           -       all        -           -     -
undo_return         -       all        -           -     -
save_deadline       -       all        -           -     -
save_alias          -       all        -           -     -
save_mapping        -       all        -           -     -
close_judged        -       -          all         -     -
reopen_year         -       -          all         -     -
release_assignment  -       -          all         -     -
save_protocol       -       all        all         -     -
remove_protocol     -       all        all         -     -
save_execution      own     all        all         -     -
save_evidence       own     all        all         -     -
remove_evidence     -       all        all         -     -
save_chain          -       all        all         -     -
save_register       -       -          all         -     -
remove_organisation -       -          all         -     -
save_roll           -       -          all         -     -
save_roadmap        -       -          all         -     -
save_settings       -       all        all         -     -
save_own_words      -       all        all         -     -
save_edits          -       all        all         all   -
save_template       -       all        all         -     -
issue_document      -       -          -           all   -
attach_signed       -       all        all         all   -
add_person          -       -          -           -     people
give_role           -       -          -           -     people
take_role           -       -          -           -     people
block               -       -          -           -     people
unblock             -       -          -           -     people
set_password        -       -          -           -     people
invite              -       -          -           -     people
end_sessions        -       -          -           -     people
"""

AUTOMATIC = {
    "record_refusal",
    "save_verdicts",
    "begin_session",
    "end_session",
    "accept_invitation",
    "note_sign_in_error",
    "note",
    "note_export",
    "receive_upload",
    "add_waiting",
    "finish_check",
    "decide_upload",
    "drop_upload",
    "check_again",
    "take_over",
    "drop_old_uploads",
    "note_server",
}
"""What the program does by itself after an act of anybody."""

HERE, SCHOOL, OTHER, ELSEWHERE = "58040", "580401", "580402", "58999"
SUBJECTS = {
    "own school": Subject(HERE, SCHOOL, "отчёт"),
    "other school": Subject(HERE, OTHER, "отчёт"),
    "district": Subject(HERE, None, "район"),
    "other municipality": Subject(ELSEWHERE, "589991", "отчёт"),
    "people": Subject(None, None, "сотрудник"),
}
ALLOWED = {
    "own": {"own school"},
    "all": {"own school", "other school", "district"},
    "district": {"district"},
    "people": {*SUBJECTS},
    "-": set[str](),
}
HEAD, *ROWS = (line.split() for line in MATRIX.strip().splitlines())
CELLS = {
    (row[0], role): wanted for row in ROWS for role, wanted in zip(HEAD[1:], row[1:], strict=True)
}


def granted(role: str) -> Author:
    if role == "administrator":
        return Author("Администратор", (Grant(Role.ADMINISTRATOR),))
    org = SCHOOL if role == "school" else None
    return Author(role, (Grant(Role(role), HERE, org),))


def test_every_act_of_the_store_has_a_row() -> None:
    assert {row[0] for row in ROWS} == ACTS.keys() - AUTOMATIC
    assert {name for name, kind in ACTS.items() if kind.is_automatic} == AUTOMATIC
    assert set(HEAD[1:]) == {role.value for role in Role}


@pytest.mark.parametrize(("act", "role"), CELLS)
def test_a_role_may_do_what_the_table_says_and_nothing_else(act: str, role: str) -> None:
    allowed = set()
    for name, subject in SUBJECTS.items():
        try:
            authorise(ACTS[act], [subject], granted(role))
        except Refused:
            continue
        allowed.add(name)
    assert allowed == ALLOWED[CELLS[act, role]]


@pytest.mark.parametrize("act", sorted(ACTS.keys() - AUTOMATIC))
def test_who_has_no_role_may_do_nothing(act: str) -> None:
    for subject in SUBJECTS.values():
        with pytest.raises(Refused):
            authorise(ACTS[act], [subject], Author("никто", ()))


def test_one_subject_that_is_closed_refuses_the_whole_act() -> None:
    with pytest.raises(Refused):
        authorise(
            ACTS["save_returns"],
            [SUBJECTS["own school"], SUBJECTS["other school"]],
            granted("school"),
        )
