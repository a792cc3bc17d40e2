"""Commands of decisions and of the life of returns."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from sample_data import FOLDER
from tests.cli.conftest import Roadmap


@pytest.fixture
def demo(roadmap: Roadmap, sample_database: Path, tmp_path: Path) -> Roadmap:
    """A terminal that stands in a copy of the loaded sample districts."""
    (tmp_path / "var").mkdir()
    shutil.copy(sample_database, tmp_path / "var" / "roadmap.db")
    return roadmap


TOMORROW = (date.today() + timedelta(days=1)).isoformat()


def test_a_protocol_is_entered_once(demo: Roadmap) -> None:
    again = demo("load-protocol", FOLDER / "protocol_4.toml", "--municipality", "58030")
    assert (again.code, "решений — 5" in again.out) == (0, True)


def test_a_protocol_with_an_unknown_kind_is_refused_in_russian(
    demo: Roadmap, tmp_path: Path
) -> None:
    wrong = tmp_path / "protocol.toml"
    text = (FOLDER / "protocol_4.toml").read_text(encoding="utf-8")
    wrong.write_text(text.replace('kind = "note"', 'kind = "think"'), encoding="utf-8")
    done = demo("load-protocol", wrong)
    assert done.code == 2
    assert "такого значения нет" in done.err


def test_a_closed_year_is_opened_again_for_a_term(demo: Roadmap) -> None:
    person = ("--reason", "ошибка", "--person", "начальник")
    early = demo("reopen-year", "--year", "2020", "--until", TOMORROW, *person)
    assert (early.code, "не закрыт" in early.err) == (2, True)
    assert demo("close-year", "--year", "2020", "--reason", "приказ от 01.02.2021 № 3").code == 0
    again = demo("close-year", "--year", "2020", "--reason", "приказ")
    assert (again.code, "уже закрыт" in again.err) == (2, True)
    opened = demo("reopen-year", "--year", "2020", "--org", "580401", "--until", TOMORROW, *person)
    assert opened.code == 0
    rows = demo("status", "--year", "2020", "--json").json["rows"]
    assert {row["state"] for row in rows if row["org"] == "580401"} == {"reopened"}


def test_minutes_and_an_extract_are_written(demo: Roadmap, tmp_path: Path) -> None:
    whole, part = tmp_path / "minutes.html", tmp_path / "extract.html"
    kind = ("report", "minutes", "--year", "2021", "--municipality", "58030", "--format", "html")
    assert demo(*kind, "--out", whole).code == 0
    assert demo(*kind, "--out", part, "--org", "580301").code == 0
    text, extract = (path.read_text(encoding="utf-8") for path in (whole, part))
    for said in ("СЛУШАЛИ", "РЕШИЛИ", "17.09.2020", "Присутствовали", "Утвердить план"):
        assert said in text
    assert "Выписка из протокола" in extract
    assert "проводить работу с родителями" in extract
    assert "Утвердить план" not in extract


def test_the_first_district_is_meant_where_none_is_named(demo: Roadmap) -> None:
    assert demo("indicators", "--year", "2021", "--json").json["municipality"] == "58040"


def test_a_protocol_of_a_document_is_shown_first_and_stored_with_yes(
    demo: Roadmap, tmp_path: Path
) -> None:
    minutes = tmp_path / "протокол.txt"
    minutes.write_text(
        "ОТДЕЛ ОБРАЗОВАНИЯ\nПРОТОКОЛ\nзаседания рабочей группы\n25.11.2021 № 9\n1. СЛУШАЛИ:\n"
        "методиста РМК, о плане.\nРЕШИЛИ:\nШколам сдать планы до 15.12.2021.\n",
        encoding="utf-8",
    )
    shown = demo("load-protocol", minutes, "--municipality", "58030")
    assert (shown.code, "все школы | до 15.12.2021" in shown.out) == (0, True)
    assert "Ничего не внесено" in shown.out
    stored = demo("load-protocol", minutes, "--municipality", "58030", "--yes")
    assert (stored.code, "Протокол № 9: решений — 1. Внесён." in stored.out) == (0, True)
