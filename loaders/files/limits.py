"""Limits of the door («пределы»): each can be set by ROADMAP_LIMIT_<NAME> before the start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from data_model.errors import WrongDefinition

MEBIBYTE = 1024 * 1024
PREFIX = "ROADMAP_LIMIT_"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook and an archive may hold, and how much its reading may take.

    ``ratio`` is unpacked to packed, asked of parts larger than ``ratio_from``; values may stand
    in the first ``rows`` × ``columns`` cells of a sheet; ``answer_bytes`` is what a child may
    hand back; a child has ``child_bytes`` of memory and ``seconds`` for one file. An archive is
    that of a district: three hundred schools, the district itself, and as many again.
    """

    file_bytes: int = 20 * MEBIBYTE
    unpacked_bytes: int = 100 * MEBIBYTE
    parts: int = 200
    ratio: int = 150
    ratio_from: int = MEBIBYTE
    rows: int = 5_000
    columns: int = 200
    filled: int = 200_000
    answer_bytes: int = 24 * MEBIBYTE
    child_bytes: int = 1024 * MEBIBYTE
    seconds: int = 20
    archive_files: int = 600
    archive_bytes: int = 100 * MEBIBYTE

    def too_big(self, size: int) -> str:
        return (
            f"Файл слишком велик: {size // MEBIBYTE} МБ, можно до {self.file_bytes // MEBIBYTE} МБ."
            " Удалите из него картинки и лишние листы и отправьте снова."
        )


def limits_of(environment: Mapping[str, str]) -> Limits:
    """The limits of an environment. Raises WrongDefinition for what is no whole number above 0."""
    chosen = {
        one.name: environment[PREFIX + one.name.upper()]
        for one in fields(Limits)
        if PREFIX + one.name.upper() in environment
    }
    for name, value in chosen.items():
        if not value.isascii() or not value.isdecimal() or int(value) == 0:
            raise WrongDefinition(f"{PREFIX}{name.upper()}: нужно целое число больше нуля.")
    return Limits(**{name: int(value) for name, value in chosen.items()})


LIMITS = limits_of(os.environ)
