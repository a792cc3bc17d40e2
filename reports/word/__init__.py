"""Word documents («документы Word»): templates that the office changes, filled by names."""

from pathlib import Path

TEMPLATES = Path(__file__).with_name("templates")
"""The shipped ones, by kind."""
