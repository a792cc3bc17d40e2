"""The terminal speaks Russian, also where the library behind it speaks English."""

import re
from datetime import date
from pathlib import Path

import pytest

import cli
from terminal.entrance import day

ENGLISH = re.compile(
    r"\b(?:Usage|Options|Arguments|Commands|Show|Missing|Invalid|Error|such|the|bool|int|text)\b"
)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ([], "Не указана команда."),
        (["fly"], "Нет команды «fly»."),
        (["status"], "Не указан обязательный параметр --year."),
        (["status", "--year", "вчера"], "параметра --year: нужно целое число."),
        (["status", "--wings"], "Нет параметра --wings."),
        (["status", "--year"], "После параметра --year нужно значение."),
        (["load-roll"], "Не указано обязательное значение ФАЙЛ."),
        (["init", "лишнее"], "Лишнее в командной строке: лишнее."),
        (["ingest", "x", "--jobs", "0"], "Неверное значение параметра --jobs: не меньше 1."),
        (
            ["indicators", "--year", "2021", "--as-of", "завтра"],
            "«завтра» — не дата, примеры: 31.12.2021, 2021-12-31.",
        ),
    ],
)
def test_a_mistake_in_the_command_line_is_one_russian_sentence(
    line: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.outcome(line) == 2
    written = capsys.readouterr()
    assert says in written.err
    assert written.out == ""
    assert not ENGLISH.search(written.err)


COMMANDS = sorted(str(command.name) for command in cli.app.registered_commands)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_russian(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.outcome([*([name] if name else []), "--help"]) == 0
    printed = capsys.readouterr().out
    assert "Как вызвать:" in printed
    assert not ENGLISH.search(printed)


def test_every_command_of_the_readme_exists() -> None:
    documented = {
        "init", "demo", "serve", "load-schools", "load-roll", "load-roadmap", "forms", "check",
        "ingest", "status", "indicators", "trace", "report", "export", "backup",
        "restore", "doctor", "withdraw-roadmap",
    }  # fmt: skip
    assert documented <= set(COMMANDS)


def test_every_command_stands_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"`(?:roadmap )?([a-z-]+)", readme))
    assert [name for name in COMMANDS if name not in shown] == []


@pytest.mark.parametrize("written", ["10.12.2026", "2026-12-10", "10 декабря 2026 г."])
def test_a_day_is_read_as_in_files(written: str) -> None:
    assert day(written) == date(2026, 12, 10)
