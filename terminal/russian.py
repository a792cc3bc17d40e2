"""Russian words for the command-line library, which speaks English only.

Its messages are recognised by their class and, inside one class, by the fixed English start;
tests/cli/test_terminal_words.py fails when an update of the library changes either.
"""

import re
from collections.abc import Callable
from typing import Any

import typer.core
import typer.rich_utils as rich_words
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

rich_words.ARGUMENTS_PANEL_TITLE = "Что указать"
rich_words.OPTIONS_PANEL_TITLE = "Параметры"
rich_words.COMMANDS_PANEL_TITLE = "Команды"
rich_words.ERRORS_PANEL_TITLE = "Ошибка"
rich_words.DEFAULT_STRING = "[по умолчанию: {}]"
rich_words.REQUIRED_LONG_STRING = "[обязательно]"
rich_words.ENVVAR_STRING = "[переменная среды: {}]"

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


def _russian_usage(usage: str) -> str:
    return usage.replace("Usage:", "Как вызвать:").replace("COMMAND [ARGS]...", "КОМАНДА …")


class RussianCommand(TyperCommand):
    """A command whose help is Russian from the first word."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        settings["options_metavar"] = "[ПАРАМЕТРЫ]"
        super().__init__(*arguments, **settings)
        for switch in (one for one in self.params if getattr(one, "is_flag", False)):
            switch.metavar = NO_VALUE

    def get_usage(self, ctx: Any) -> str:
        return _russian_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _russian_help(super().get_help_option(ctx))


class RussianGroup(TyperGroup):
    """The list of commands, Russian from the first word."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        settings["options_metavar"] = "[ПАРАМЕТРЫ]"
        super().__init__(*arguments, **settings)

    def get_usage(self, ctx: Any) -> str:
        return _russian_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _russian_help(super().get_help_option(ctx))


def _russian_help(option: Any) -> Any:
    if option is not None:
        option.help = "Показать эту справку и выйти."
        option.metavar = NO_VALUE
    return option


__all__ = ["RussianCommand", "RussianGroup", "explain", "typer"]
