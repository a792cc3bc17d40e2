"""The database, table by table. Classes end in ``Row`` and never leave ``data_model``."""

from data_model.tables.base import Base
from data_model.tables.bookkeeping import DataVersionRow, SealRow
from data_model.tables.documents import (
    DocumentTemplateRow,
    IssuedDocumentRow,
    IssuedFileRow,
    OwnWordsRow,
)
from data_model.tables.places import (
    MunicipalityRow,
    MunicipalitySettingRow,
    OrganisationAliasRow,
    OrganisationNameRow,
    OrganisationRow,
    RollRow,
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
    IndicatorRow,
    PeriodRow,
    QuestionRow,
    RoadmapRow,
    TargetRow,
)
from data_model.tables.windows import ClosedYearRow, DeadlineRow, MappingProfileRow, ReopeningRow

__all__ = [
    "ActivityRow",
    "Base",
    "ClosedYearRow",
    "DataVersionRow",
    "DeadlineRow",
    "DocumentRow",
    "DocumentTemplateRow",
    "FactRow",
    "IndicatorRow",
    "IssuedDocumentRow",
    "IssuedFileRow",
    "MappingProfileRow",
    "MunicipalityRow",
    "MunicipalitySettingRow",
    "OrganisationAliasRow",
    "OrganisationNameRow",
    "OrganisationRow",
    "OwnWordsRow",
    "PeriodRow",
    "QuestionRow",
    "RefusalRemarkRow",
    "RefusalRow",
    "RemarkAnswerRow",
    "RemarkRow",
    "ReopeningRow",
    "ReturnRow",
    "RoadmapRow",
    "RollRow",
    "SealRow",
    "TargetRow",
    "UploadRow",
]
