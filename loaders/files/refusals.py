"""What is refused at the door («отказ на входе»): one sentence per danger, each with its cure."""

from enum import StrEnum, auto

from data_model.errors import UnreadableFile

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
