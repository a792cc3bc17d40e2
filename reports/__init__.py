"""Reports («документы»): how what was found out is handed over.

``write`` makes any document in any of its formats; KINDS and FORMATS say which there are.
"""

from reports.files import table_workbook
from reports.handover import FORMATS, KINDS, collect, composed, file_name, write
from reports.tidy import export

__all__ = [
    "FORMATS",
    "KINDS",
    "collect",
    "composed",
    "export",
    "file_name",
    "table_workbook",
    "write",
]
