"""Words for decisions and assignments: their states, kinds and terms."""

from datetime import date

from data_model.decisions import AssignmentState, DecisionKind, EvidenceSource, TermKind
from indicators.wording.numbers import date_short

ASSIGNMENT_STATES = {
    AssignmentState.SET: "поставлено",
    AssignmentState.IN_WORK: "в работе",
    AssignmentState.DONE: "исполнено",
    AssignmentState.RELEASED: "снято с контроля",
}
DECISION_KINDS = {
    DecisionKind.NOTE: "принять к сведению",
    DecisionKind.ASSESS: "оценка",
    DecisionKind.APPROVE: "утвердить документ",
    DecisionKind.ASSIGN: "поручить",
    DecisionKind.RECOMMEND: "рекомендовать",
    DecisionKind.RELEASE: "снять с контроля",
}
TERMS = {
    TermKind.NONE: "без срока",
    TermKind.DATE: "до дня",
    TermKind.SCHOOL_YEAR: "до конца учебного года",
    TermKind.STANDING: "постоянно",
}
SOURCES = {
    EvidenceSource.RETURN: "из отчёта",
    EvidenceSource.HAND: "внесён вручную",
    EvidenceSource.ISSUED: "издан здесь",
}


def term_words(term: TermKind, due: date | None) -> str:
    """«до 15.04.2022», «до конца учебного года (31.08.2022)», «без срока»."""
    if term is TermKind.DATE:
        return f"до {date_short(due)}"
    return f"{TERMS[term]} ({date_short(due)})" if due else TERMS[term]
