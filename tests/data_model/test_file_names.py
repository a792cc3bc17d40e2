"""Names of files are such that Windows, Linux and a zip all take them, and still readable."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_model.file_names import UNFIT, safe_file_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("отчёт.xlsx", "отчёт.xlsx"),
        ("../../etc/отчёт.xlsx", "отчёт.xlsx"),
        ("C:\\папка\\отчёт.xlsx", "отчёт.xlsx"),
        ("МБОУ «СОШ № 1»: отчёт?.xlsx", "МБОУ «СОШ № 1»_ отчёт_.xlsx"),
        ("\u202exslx.scod", "_xslx.scod"),
        ("con.xlsx", "_con.xlsx"),
        ("..", "файл"),
        ("", "файл"),
    ],
)
def test_a_name_loses_what_a_file_system_misreads(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe


@given(st.text(max_size=400), st.sampled_from([".xlsx", ".docx", ".zip", ""]))
def test_any_name_can_be_written_and_keeps_its_ending(name: str, ending: str) -> None:
    safe = safe_file_name(f"{name}{ending}")
    assert 0 < len(safe.encode()) <= 255
    assert not UNFIT.search(safe)
    assert safe == safe.strip(". ") == safe_file_name(safe)
    if ending and name.strip(". /\\"):
        assert safe.endswith(ending) or UNFIT.search(name) or "/" in name or "\\" in name


def test_a_name_of_three_hundred_letters_is_a_file(tmp_path: Path) -> None:
    safe = safe_file_name(f"{'Ш' * 300}.xlsx")
    (tmp_path / safe).write_bytes(b"1")
    assert safe.endswith("Ш.xlsx")


def test_two_names_that_begin_alike_stay_two() -> None:
    """Длинные названия школ обрываются, год и код школы — нет: бланки не спутать."""
    names = [safe_file_name(f"{'Ш' * 300}{end}", end) for end in ("_2022_1.xlsx", "_2022_2.xlsx")]
    assert [name[-13:] for name in names] == ["Ш_2022_1.xlsx", "Ш_2022_2.xlsx"]
    assert all(len(name.encode()) <= 200 for name in names)
