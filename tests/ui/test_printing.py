"""Print views: an ordinary web page per monitoring page, whole tables, nothing inline."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
import streamlit as st
from starlette.requests import Request

from ui.printing.sheets import SHEETS, print_view
from ui.server import STATIC

PLACE = "municipality=58040&year=2021"
TRIED = "target-9-2021=5&whose=580401&count-9-580401-2021=300"
VIEW = f"{PLACE}&indicator=9&school=580401&shared=work_plan&{TRIED}"
Ask = Callable[[str, str], tuple[int, str]]


@pytest.fixture
def ask(sample_database: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Status and text of a print view."""
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{sample_database.as_posix()}")
    st.cache_resource.clear()

    def answer(page: str, query: str) -> tuple[int, str]:
        asked = quote(query, safe="=&").encode()
        scope = {"type": "http", "path_params": {"page": page}, "query_string": asked}
        told = print_view(Request(scope))
        return told.status_code, bytes(told.body).decode("utf-8")

    return answer


@pytest.mark.parametrize("page", list(SHEETS))
def test_every_sheet_is_whole_and_needs_no_inline_script(ask: Ask, page: str) -> None:
    status, text = ask(page, VIEW)
    assert status == 200
    assert "2021 год · данные на" in text
    assert "<table>" in text
    assert not re.search(r"<script>|<style|\sstyle=|onclick", text)


def test_a_share_is_printed_with_its_drawings_and_all_schools(ask: Ask) -> None:
    _, text = ask("indicator", VIEW)
    assert text.count("<svg") == 2
    assert text.count("<tr>") == 1 + 15


def test_a_printed_table_of_schools_comes_out_and_names_who_is_not_in_it(ask: Ask) -> None:
    """Под таблицей школ — итог, который сходится, и те, кто в него не вошёл."""
    _, text = ask("indicator", "municipality=58040&year=2022&indicator=9")
    said = text.replace("\u00a0", " ")
    assert "Итого: 556 из 1 499 чел., 37,1 % — по 10 организациям." in said
    assert "МБОУ СОШ с. Тихоключье — число под вопросом" in said
    assert "малая база" in cells_of(said)
    assert "44,4" not in said


def test_what_is_unknown_is_printed_with_its_true_reason(ask: Ask) -> None:
    _, text = ask("provenance", "municipality=58040&year=2022&indicator=5")
    said = text.replace("\u00a0", " ")
    assert "отчёт муниципалитета сдан, но ответа на этот вопрос в нём нет." in said
    assert "Отчёт получен 19.12.2022" in said


def cells_of(text: str) -> set[str]:
    return set(re.findall("<td>(.*?)</td>", text))


def test_a_sheet_keeps_to_the_filters_of_its_page_and_names_them(ask: Ask) -> None:
    asked = "municipality=58040&year=2022"
    _, text = ask("matrix", f"{asked}&type=ООШ&show=Где не выполнено&find=Стан&page=2")
    assert "Отбор: ООШ; где не выполнено; в названии — «Стан»." in text
    assert "МБОУ ООШ с. Вербный Стан" in cells_of(text)
    assert text.count("<tr>") == 2
    _, text = ask("board", f"{asked}&show=Не сдали")
    assert "Отчёты: не сдали" in text
    assert text.count("<tr>") == 3
    _, text = ask("assignments", f"{asked}&show=Исполнено&executor=580402")
    assert "Реестр поручений: исполнено" in text
    assert cells_of(text) >= {"МБОУ СОШ с. Заозёрино"}
    assert "МБОУ СОШ с. Светлополье" not in cells_of(text)
    _, text = ask("evidence", f"{asked}&show=Не хватает реквизитов")
    assert "Реестр документов: не хватает реквизитов" in text


def test_a_filter_that_leaves_nobody_is_told_in_words(ask: Ask) -> None:
    status, text = ask("matrix", "municipality=58040&year=2022&find=лицей")
    assert status == 200
    assert "Таких школ нет" in text
    assert "<table>" not in text


def test_what_was_tried_is_printed_with_what_it_would_turn(ask: Ask) -> None:
    _, text = ask("what_if", VIEW)
    said = text.replace("\u00a0", " ")
    assert "План — 5 %." in said
    assert "МБОУ СОШ с. Светлополье: участников — 300." in said
    assert "было бы" in said


def test_nothing_tried_is_printed_as_it_stands(ask: Ask) -> None:
    _, text = ask("what_if", f"{PLACE}&indicator=9")
    assert "Сейчас 31,9" in text
    assert "было бы" not in text


def test_a_comparison_of_districts_bears_the_name_of_none(ask: Ask) -> None:
    _, text = ask("districts", VIEW)
    heading = re.search("<h1>(.*?)</h1>", text)
    assert heading
    assert "Бессоновский" not in heading[1]
    assert {"Бессоновский район", "Башмаковский район"} <= set(re.findall("<td>(.*?)</td>", text))


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("nothing", VIEW),
        ("overview", ""),
        ("overview", "municipality=58040&year=1999"),
        ("indicator", PLACE),
        ("school", PLACE),
        ("school", "municipality=58040&year=2022&school=580415"),
        ("provenance", f"{PLACE}&indicator=9&school=999999"),
        ("effect", f"{PLACE}&indicator=77"),
        ("districts", f"{PLACE}&shared=нет"),
        ("what_if", f"{PLACE}&indicator=9&target-9-2021=пять"),
    ],
)
def test_what_is_not_there_is_told_in_words(ask: Ask, page: str, query: str) -> None:
    status, text = ask(page, query)
    assert status == 404
    assert re.search("[А-Яа-я]", text)


def test_its_look_comes_from_here() -> None:
    assert (STATIC / "print.css").is_file()
    assert (STATIC / "print.js").is_file()
