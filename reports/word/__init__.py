"""Writer of Word documents (.docx): templates that the office changes, filled by names."""

from reports.word.writer import write

__all__ = ["write"]
