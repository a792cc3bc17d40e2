"""Words on a page: forms of nouns, safe Markdown, the answer in bold and remarks in grey.

``safe_markdown`` is for names and messages from files: they are shown letter for letter, never as
a link, never as a picture.
"""

import re
from collections.abc import Iterable

import streamlit as st

from indicators.wording import PluralForms

FILES = PluralForms("файл", "файла", "файлов", "файла")
FORMS = PluralForms("бланк", "бланка", "бланков", "бланка")


MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
LINKS = re.compile(r"://|www\.|@", re.IGNORECASE)
JOINER = "\u2060"


def safe_markdown(text: str) -> str:
    """Escape every sign that Markdown reads, and break what it would turn into a link.

    A word joiner stands inside «://» and «www.» and around «@»: it has no width.
    """
    return MARKS.sub(r"\\\1", LINKS.sub(broken, text))


def broken(found: re.Match[str]) -> str:
    sign = found.group()
    if sign == "@":
        return f"{JOINER}@{JOINER}"
    return f"{sign[0]}{JOINER}{sign[1:]}"


def answer(text: str) -> None:
    """The sentence that a person came for."""
    st.markdown(f"**{safe_markdown(text)}**")


def quiet(text: str) -> None:
    """A remark beside a figure; grey that can still be read. Nothing of an empty one."""
    if text:
        st.markdown(f":gray[:small[{safe_markdown(text)}]]")


def quiet_parts(parts: Iterable[str]) -> None:
    """Remarks in one line, the empty ones left out."""
    quiet(" · ".join(part for part in parts if part))


INSTEAD = {
    "Откуда цифра": "Исходные данные",
    "откуда цифра": "исходные данные",
    "Понято как": "Учтено",
    "Чей отчёт": "Организация",
    "Что сделано и помогло ли": "Меры и эффект",
    "разрыв цикла": "не внесено",
    "просрочено, поставлено": "не исполнено, срок истёк",
    "Слова и выпуск": "Пояснения",
    "Сохранить слова": "Сохранить пояснения",
    "Прочитано не буквально": "Принятые допущения",
    "Прочтено с допущением": "Принятые допущения",
    "На новый срок": "Продлить карту",
    "редакция определений": "редакция карты №",
    "план есть": "план выполнен",
    "Пометка": "Примечание",
    "Матрица": "Школы и показатели",
    "Что если": "Если бы",
    "Начать свой район": "Добавить район",
    "Документы-подтверждения": "Подтверждающие документы",
    "Справочники": "Организации и контингент",
    "Школы, которые сложились": "Данные по школам",
    "Отчётов, из которых": "отчёт не сдан, ответа нет или не предусмотрено: одно из трёх",
    "Чья цифра": "Организация",
    "Чьё число": "Организация",
    "Чья форма": "Организация",
    "Чей документ": "Организация",
    "Слова методиста": "Пояснения",
    "решений данные не знают": "Причины и решения впишите сами",
    "Выпустить документ": "Зарегистрировать",
    "Документ выпущен": "Документ зарегистрирован",
    "Проверка и выпуск": "Проверка и регистрация",
    "есть пометки": "есть примечания",
    "прошлой редакции": "прошлой версии",
    "заменит редакцию": "заменит версию",
    "действует редакция {": "действует версия",
}
"""What no screen says → what it says instead: the one list of words that were given up."""
INSTEAD_ALONE = {
    "Записано": "В отчёте",
    "Из": "Контингент",
    "Из скольких": "Контингент",
    "Кто": "Организация или Сотрудник",
    "Чей": "Организация",
    "Чьё": "Организация",
    "Итог": "Выполнение",
    "Файлом": "Загрузить файлом",
    "Файлами": "Скачать",
    "Набрать": "Ввести вручную",
    "Одной школе": "Бланк школы",
    "Выпуск": "Регистрация",
}
"""The same of whole names of columns, fields and buttons: inside of a sentence they are usual."""
