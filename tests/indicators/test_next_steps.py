"""What the district is told to do next."""

from data_model.returns import ReturnState
from indicators.coverage import Board, ReturnLine
from indicators.next_steps import About, next_steps


def board(*silent: str, questions: int = 0) -> Board:
    names = ["СОШ № 1", "СОШ № 2", "СОШ № 3", "СОШ № 4", "СОШ № 5", "Район"]
    lines = tuple(
        ReturnLine(
            org=name,
            name=name,
            is_municipality=name == "Район",
            state=ReturnState.NOT_REPORTED if name in silent else ReturnState.ACCEPTED,
            late=False,
            received_at=None,
            revision=None if name in silent else 1,
            errors=0,
            questions=questions if name == "СОШ № 1" else 0,
            filename=None,
        )
        for name in names
    )
    return Board(2021, lines)


def test_who_has_not_reported_is_named_first():
    steps = next_steps(board("СОШ № 2", "СОШ № 4", questions=2), overdue=13)

    assert [step.about for step in steps] == [About.RETURNS, About.RETURNS, About.ASSIGNMENTS]
    assert steps[0].text == "Напомнить об отчёте: СОШ № 2 и СОШ № 4"
    assert "2\u00a0вопроса" in steps[1].text
    assert "13\u00a0организаций" in steps[2].text


def test_many_silent_schools_are_counted_after_three_names():
    silent = ("СОШ № 1", "СОШ № 2", "СОШ № 3", "СОШ № 4", "СОШ № 5")
    text = next_steps(board(*silent), overdue=0)[0].text

    assert text.endswith("СОШ № 1, СОШ № 2, СОШ № 3 и ещё 2")


def test_the_district_itself_is_reminded_of_its_answers():
    steps = next_steps(board("Район"), overdue=0)

    assert [step.about for step in steps] == [About.ANSWERS]


def test_when_nothing_waits_the_documents_are_next():
    assert [step.about for step in next_steps(board(), overdue=0)] == [About.DOCUMENTS]
