"""The nouns by name: what the project speaks of, and where each is kept.

    places      Municipality, Organisation, RollRow      who reports, and how many pupils it has
    roadmap     Roadmap → Activity → Indicator → Target   what was promised
                Question                                  what is asked of whom
                Period                                    for which year, and by which day
    returns     ParsedReturn → Submission → Receipt       a return on its way in
                Problem                                   what is wrong with it
                Revision, Fact, EvidenceDocument          a return as it is stored
                YearClosure, Reopening, SentBack          when returns may come in
                ClosedVerdict, Explanation                what a closed year said, why it changed
                MappingProfile                            how a foreign layout is read
    decisions   IssuedDocument, DocumentSlot, DocumentFile what was issued and signed
                EvidenceEntry                             which document proves what
                MeetingProtocol → AgendaItem → Decision   who was heard, what was decided
                Assignment → Execution, Release           what follows, until off control
                ImprovementChain → Measure                from a figure to its effect
    snapshot    Snapshot                                  all of it, at one version of the data
    compliance  Status, Growth                            the verdicts
    errors      MonitorError and its kin                  what stops us, in Russian

All of these are frozen dataclasses and enumerations that know nothing of a database.
``Store`` (in ``data_model.store``) asks and answers with them; ``tables``, ``database`` and
``migrations`` are its cellar, and nobody else goes there.
"""

from data_model.compliance import Growth, Status
from data_model.decisions import (
    AgendaItem,
    Assignment,
    AssignmentState,
    Audience,
    Decision,
    DecisionKind,
    DocumentFile,
    DocumentSlot,
    EvidenceEntry,
    EvidenceSource,
    Execution,
    Heard,
    ImprovementChain,
    IssuedDocument,
    Measure,
    MeetingProtocol,
    Proof,
    Release,
    TermKind,
)
from data_model.errors import MonitorError
from data_model.places import (
    Alias,
    Municipality,
    Organisation,
    OrganisationKind,
    OrganisationName,
    RollRow,
)
from data_model.returns import (
    ClosedVerdict,
    EvidenceDocument,
    Explanation,
    Fact,
    MappingProfile,
    Origin,
    Outcome,
    ParsedReturn,
    Problem,
    Receipt,
    Rechecked,
    Refusal,
    Reopening,
    ReturnState,
    Revision,
    SentBack,
    Severity,
    StoredDocument,
    StoredFact,
    StoredProblem,
    Submission,
    ValueState,
    YearClosure,
)
from data_model.roadmap import (
    Act,
    Activity,
    Indicator,
    Kind,
    Level,
    Operator,
    Period,
    PeriodKind,
    Question,
    Respondent,
    Roadmap,
    Scope,
    Target,
)
from data_model.snapshot import Snapshot

__all__ = [
    "Act",
    "Activity",
    "AgendaItem",
    "Alias",
    "Assignment",
    "AssignmentState",
    "Audience",
    "ClosedVerdict",
    "Decision",
    "DecisionKind",
    "DocumentFile",
    "DocumentSlot",
    "EvidenceDocument",
    "EvidenceEntry",
    "EvidenceSource",
    "Execution",
    "Explanation",
    "Fact",
    "Growth",
    "Heard",
    "ImprovementChain",
    "Indicator",
    "IssuedDocument",
    "Kind",
    "Level",
    "MappingProfile",
    "Measure",
    "MeetingProtocol",
    "MonitorError",
    "Municipality",
    "Operator",
    "Organisation",
    "OrganisationKind",
    "OrganisationName",
    "Origin",
    "Outcome",
    "ParsedReturn",
    "Period",
    "PeriodKind",
    "Problem",
    "Proof",
    "Question",
    "Receipt",
    "Rechecked",
    "Refusal",
    "Release",
    "Reopening",
    "Respondent",
    "ReturnState",
    "Revision",
    "Roadmap",
    "RollRow",
    "Scope",
    "SentBack",
    "Severity",
    "Snapshot",
    "Status",
    "StoredDocument",
    "StoredFact",
    "StoredProblem",
    "Submission",
    "Target",
    "TermKind",
    "ValueState",
    "YearClosure",
]
