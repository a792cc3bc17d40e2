"""The nouns by name: what the project speaks of, and where each is kept.

    places      Municipality, Organisation, RollRow      who reports, and how many pupils it has
    roadmap     Roadmap → Activity → Indicator → Target   what was promised
                Question                                  what is asked of whom
                Period                                    for which year, and by which day
    returns     ParsedReturn → Submission → Receipt       a return on its way in
                Revision, Fact, EvidenceDocument          a return as it is stored
    problems    Problem                                   what is wrong with a return
    windows     YearClosure, Reopening, SentBack          when returns may come in
                ClosedVerdict, Explanation                what a closed year said, why it changed
    mappings    MappingProfile                            how a foreign layout is read
    documents   IssuedDocument, DocumentSlot, DocumentFile what was issued and signed
                EvidenceEntry                             which document proves what
    decisions   MeetingProtocol → AgendaItem → Decision   who was heard, what was decided
                Assignment → Execution, Release           what follows, until off control
                ImprovementChain → Measure                from a figure to its effect
    people      Person → Grant (Role), Author             who may enter, who acts now
                SignIn, JournalAct                        who is in, who did what
    snapshot    Snapshot                                  all of it, at one version of the data
    compliance  Status, Growth                            the verdicts
    findings    CheckLine                                 what the doctor says of a database
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
    Execution,
    Heard,
    ImprovementChain,
    Measure,
    MeetingProtocol,
    Release,
    TermKind,
)
from data_model.documents import (
    DocumentFile,
    DocumentSlot,
    EvidenceEntry,
    EvidenceSource,
    IssuedDocument,
    Proof,
)
from data_model.errors import MonitorError
from data_model.findings import CheckLine
from data_model.mappings import MappingProfile
from data_model.people import Author, Grant, JournalAct, Person, Role, SignIn
from data_model.places import (
    Alias,
    Municipality,
    Organisation,
    OrganisationKind,
    OrganisationName,
    RollRow,
)
from data_model.problems import Problem, Severity
from data_model.returns import (
    EvidenceDocument,
    Fact,
    Origin,
    Outcome,
    ParsedReturn,
    Receipt,
    Rechecked,
    Refusal,
    ReturnState,
    Revision,
    StoredDocument,
    StoredFact,
    StoredProblem,
    Submission,
    ValueState,
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
from data_model.windows import ClosedVerdict, Explanation, Reopening, SentBack, YearClosure

__all__ = [
    "Act",
    "Activity",
    "AgendaItem",
    "Alias",
    "Assignment",
    "AssignmentState",
    "Audience",
    "Author",
    "CheckLine",
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
    "Grant",
    "Growth",
    "Heard",
    "ImprovementChain",
    "Indicator",
    "IssuedDocument",
    "JournalAct",
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
    "Person",
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
    "Role",
    "RollRow",
    "Scope",
    "SentBack",
    "Severity",
    "SignIn",
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
