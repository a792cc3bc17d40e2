"""Russian words for the command-line library, which speaks English only.

Its messages are recognised by their class and, inside one class, by the fixed English start;
tests/cli/test_terminal_words.py fails when an update of the library changes either.
"""

import re
from collections.abc import Callable
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

Words = Callable[[re.Match[str]], str]

MESSAGES: tuple[tuple[str, Words], ...] = (
    (
        r"Missing option '([^']*)'",
        lambda found: f"Не указан обязательный параметр {found[1].split(' / ')[0]}.",
    ),
    (r"Missing argument '([^']*)'", lambda found: f"Не указано обязательное значение {found[1]}."),
    (r"No such option: (\S+)", lambda found: f"Нет параметра {found[1].rstrip('.')}."),
    (r"No such command '([^']*)'", lambda found: f"Нет команды «{found[1]}»."),
    (r"Missing command", lambda found: "Не указана команда."),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)",
        lambda found: f"Лишнее в командной строке: {found[1]}.",
    ),
    (
        r"Option '([^']*)' requires",
        lambda found: f"После параметра {found[1]} нужно значение.",
    ),
    (
        r"Option '([^']*)' does not take a value",
        lambda found: f"У параметра {found[1]} значения нет.",
    ),
    (
        r"Invalid value for '?([^':]*)'?: (.*)",
        lambda found: f"Неверное значение параметра {found[1].split(' / ')[0]}: {value(found[2])}",
    ),
)

VALUES: tuple[tuple[str, Words], ...] = (
    (r"Input should be a valid integer", lambda found: "нужно целое число."),
    (r"Input should be greater than or equal to (\S+)", lambda found: f"не меньше {found[1]}."),
    (r"Input should be less than or equal to (\S+)", lambda found: f"не больше {found[1]}."),
    (
        r"Value error, «(.*)» is no day",
        lambda found: f"«{found[1]}» — не дата, примеры: 31.12.2021, 2021-12-31.",
    ),
)

NO_VALUE = " "
"""Stands where the library would print the English type of a switch."""

SEE_HELP = "Список команд и параметров: roadmap --help"


def reworded(text: str, table: tuple[tuple[str, Words], ...], otherwise: str) -> str:
    """The Russian words for a library's message, or the fallback sentence."""
    for pattern, words in table:
        if found := re.match(pattern, text):
            return words(found)
    return otherwise


def value(text: str) -> str:
    """Why a value does not fit, in Russian."""
    return reworded(text, VALUES, "значение не подходит.")


def explain(error: TyperException) -> str:
    """One Russian sentence for a mistake in the command line, and where to look."""
    sentence = reworded(error.format_message(), MESSAGES, "Команда написана неверно.")
    return f"{sentence} {SEE_HELP}"


HELP_WORDS = (
    (r"Usage:", "Как вызвать:"),
    (r"COMMAND \[ARGS\]\.\.\.", "КОМАНДА …"),
    (r"Arguments:", "Что указать:"),
    (r"Options:", "Параметры:"),
    (r"Commands:", "Команды:"),
    (r"\bdefault: ", "по умолчанию: "),
    (r"\brequired\]", "обязательно]"),
    (r"\bx>=(\d+)", r"не меньше \1"),
    (r" <[\w\[\]]+>", ""),
)
"""Words of the library in a help text, where it has no Russian of its own; a type is no help."""


def _russian(text: str) -> str:
    for pattern, russian in HELP_WORDS:
        text = re.sub(pattern, russian, text)
    return text


class RussianCommand(TyperCommand):
    """A command whose help is Russian from the first word."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        settings["options_metavar"] = "[ПАРАМЕТРЫ]"
        super().__init__(*arguments, **settings)
        for switch in (one for one in self.params if getattr(one, "is_flag", False)):
            switch.metavar = NO_VALUE

    def get_short_help_str(self, limit: int = 0) -> str:
        """The whole sentence: the list of commands breaks lines, and cuts none."""
        return " ".join((self.help or "").split())

    def get_usage(self, ctx: Any) -> str:
        return _russian(super().get_usage(ctx))

    def get_help(self, ctx: Any) -> str:
        return _russian(super().get_help(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _russian_help(super().get_help_option(ctx))


class RussianGroup(TyperGroup):
    """The list of commands, Russian from the first word."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        settings["options_metavar"] = "[ПАРАМЕТРЫ]"
        super().__init__(*arguments, **settings)

    def get_usage(self, ctx: Any) -> str:
        return _russian(super().get_usage(ctx))

    def get_help(self, ctx: Any) -> str:
        return _russian(super().get_help(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _russian_help(super().get_help_option(ctx))


def _russian_help(option: Any) -> Any:
    if option is not None:
        option.help = "Показать эту справку и выйти."
        option.metavar = NO_VALUE
    return option
