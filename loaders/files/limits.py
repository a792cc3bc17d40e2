"""Limits of what is read («пределы»), and the sentence for each file that is refused.

Each limit can be set by ROADMAP_LIMIT_<NAME> before the start.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum, auto

from data_model.errors import UnreadableFile, WrongDefinition

MEBIBYTE = 1024 * 1024
PREFIX = "ROADMAP_LIMIT_"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook and an archive may hold, and how much its reading may take.

    ``ratio`` is unpacked to packed, asked of parts larger than ``ratio_from``; values may stand
    in the first ``rows`` × ``columns`` cells of a sheet; ``answer_bytes`` is what a child may
    hand back; a child has ``child_bytes`` of memory and ``seconds`` for one file. An archive is
    that of a district: three hundred schools, the district itself, and as many again. After
    ``worker_silence`` seconds without a sign of life another worker goes on.
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
    worker_silence: int = 20

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


# refusals

COPY = "Скопируйте данные в чистый бланк, сохраните как .xlsx и отправьте его."
TRIM = "Удалите лишние строки, столбцы и листы, сохраните и отправьте снова."


class Danger(StrEnum):
    """Why a file of a kind that is read is not read."""

    PARTS = auto()
    UNPACKED = auto()
    RATIO = auto()
    METHOD = auto()
    TWICE = auto()
    OVERLAP = auto()
    DECLARED = auto()
    DOCUMENT_TYPE = auto()
    ENCODING = auto()
    FAR_CELL = auto()
    FILLED = auto()
    TEXT = auto()
    NO_CELLS = auto()
    DIED = auto()


SENTENCES = {
    Danger.PARTS: f"Файл устроен опасно: в нём {{count}} частей, можно до {{limit}}. {COPY}",
    Danger.UNPACKED: (
        f"Файл устроен опасно: в распакованном виде в нём {{size}} МБ, можно до {{limit}}. {COPY}"
    ),
    Danger.RATIO: (
        f"Файл устроен опасно: распакованный, он больше в {{times}} раз, можно до {{limit}}. {COPY}"
    ),
    Danger.METHOD: f"Файл устроен опасно: он сжат необычным способом. {COPY}",
    Danger.TWICE: f"Файл устроен опасно: часть «{{part}}» лежит в нём дважды. {COPY}",
    Danger.OVERLAP: f"Файл устроен опасно: его части наложены одна на другую. {COPY}",
    Danger.DECLARED: (f"Файл устроен опасно: часть «{{part}}» больше, чем сказано в описи. {COPY}"),
    Danger.DOCUMENT_TYPE: (
        f"Файл устроен опасно: в части «{{part}}» есть описание типа (DTD). {COPY}"
    ),
    Danger.ENCODING: (
        f"Файл устроен опасно: часть «{{part}}» записана необычной кодировкой. {COPY}"
    ),
    Danger.FAR_CELL: (
        f"В книге заполнена ячейка {{cell}} далеко за пределами бланка: читаются первые {{rows}} "
        f"строк и {{columns}} столбцов. {TRIM}"
    ),
    Danger.FILLED: f"На листе «{{sheet}}» заполнено больше {{limit}} ячеек. {TRIM}",
    Danger.TEXT: f"В книге слишком много текста для отчёта. {TRIM}",
    Danger.NO_CELLS: "В книге нет ни одной заполненной ячейки. Отправьте заполненный бланк.",
    Danger.DIED: f"Файл не удалось безопасно прочитать. {COPY}",
}


def refused(danger: Danger, **words: object) -> UnreadableFile:
    """The refusal for a danger, in words."""
    return UnreadableFile(SENTENCES[danger].format(**words))
