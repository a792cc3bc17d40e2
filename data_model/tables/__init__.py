"""The database, table by table. Classes end in ``Row`` and never leave ``data_model``."""

from data_model.tables.base import Base
from data_model.tables.bookkeeping import DataVersionRow, SealRow
from data_model.tables.documents import (
    DocumentTemplateRow,
    IssuedDocumentRow,
    IssuedFileRow,
    OwnWordsRow,
)
from data_model.tables.evidence import ChainRow, EvidenceRow, MeasureRow
from data_model.tables.meetings import (
    AgendaItemRow,
    DecisionRow,
    ExecutionRow,
    ProtocolRow,
    ReleaseRow,
    SpeechRow,
)
from data_model.tables.places import (
    MunicipalityRow,
    MunicipalitySettingRow,
    OrganisationAliasRow,
    OrganisationNameRow,
    OrganisationRow,
    RollEntry,
)
from data_model.tables.returns import (
    DocumentRow,
    FactRow,
    RefusalRemarkRow,
    RefusalRow,
    RemarkAnswerRow,
    RemarkRow,
    ReturnRow,
    UploadRow,
)
from data_model.tables.roadmaps import (
    ActivityRow,
    GoalRow,
    IndicatorRow,
    PeriodRow,
    QuestionRow,
    RoadmapRow,
    StartRow,
    TargetRow,
)
from data_model.tables.windows import (
    ClosedVerdictRow,
    ClosedYearRow,
    DeadlineRow,
    ExplanationRow,
    MappingProfileRow,
    ReopeningRow,
    SentBackRow,
)

__all__ = [
    "ActivityRow",
    "AgendaItemRow",
    "Base",
    "ChainRow",
    "ClosedVerdictRow",
    "ClosedYearRow",
    "DataVersionRow",
    "DeadlineRow",
    "DecisionRow",
    "DocumentRow",
    "DocumentTemplateRow",
    "EvidenceRow",
    "ExecutionRow",
    "ExplanationRow",
    "FactRow",
    "GoalRow",
    "IndicatorRow",
    "IssuedDocumentRow",
    "IssuedFileRow",
    "MappingProfileRow",
    "MeasureRow",
    "MunicipalityRow",
    "MunicipalitySettingRow",
    "OrganisationAliasRow",
    "OrganisationNameRow",
    "OrganisationRow",
    "OwnWordsRow",
    "PeriodRow",
    "ProtocolRow",
    "QuestionRow",
    "RefusalRemarkRow",
    "RefusalRow",
    "ReleaseRow",
    "RemarkAnswerRow",
    "RemarkRow",
    "ReopeningRow",
    "ReturnRow",
    "RoadmapRow",
    "RollEntry",
    "SealRow",
    "SentBackRow",
    "SpeechRow",
    "StartRow",
    "TargetRow",
    "UploadRow",
]
