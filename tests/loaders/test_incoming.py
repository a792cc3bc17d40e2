"""Files, folders and archives come in as one ordered stream, whatever made them."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from loaders.files.archive import count_incoming, incoming, is_wanted, member_name, unpacked
from loaders.files.limits import Limits


def a_zip(names: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_order_is_that_of_the_arguments_then_of_the_names(tmp_path: Path) -> None:
    folder = tmp_path / "отчёты"
    (folder / "2021").mkdir(parents=True)
    for name in ("2021/б.xlsx", "2021/А.xlsx", "в.xlsx"):
        (folder / name).write_bytes(name.encode())
    single = tmp_path / "первый.xlsx"
    single.write_bytes(b"1")
    labels = [one.filename for one in incoming([single, folder])]
    assert labels == ["первый.xlsx", "2021/А.xlsx", "2021/б.xlsx", "в.xlsx"]


def test_members_of_an_archive_carry_its_name(tmp_path: Path) -> None:
    path = tmp_path / "район.zip"
    path.write_bytes(a_zip({"б.xlsx": b"2", "папка/а.xlsx": b"1"}))
    found = [(one.filename, one.content) for one in incoming([path])]
    assert found == [("район.zip/б.xlsx", b"2"), ("район.zip/папка/а.xlsx", b"1")]
    assert count_incoming([path]) == 2


def test_the_returns_of_a_whole_district_fit_into_one_archive(tmp_path: Path) -> None:
    """Three hundred schools and the district itself, by the limits as they are shipped."""
    names = {f"{number}.xlsx": b"1" for number in range(301)}
    (tmp_path / "район.zip").write_bytes(a_zip(names))
    found = list(incoming([tmp_path / "район.zip"]))
    assert (len(found), {one.trouble for one in found}) == (301, {""})


def test_the_count_ahead_is_the_count_in_the_end(tmp_path: Path) -> None:
    (tmp_path / "а.zip").write_bytes(a_zip({"1.xlsx": b"1", "~$1.xlsx": b"", "2.xlsx": b"2"}))
    (tmp_path / "б.xlsx").write_bytes(b"3")
    (tmp_path / ".~lock.б.xlsx#").write_bytes(b"")
    assert count_incoming([tmp_path]) == len(list(incoming([tmp_path]))) == 3


@pytest.mark.parametrize(
    "name",
    ["~$отчёт.xlsx", "__MACOSX/._отчёт.xlsx", ".DS_Store", "a/Thumbs.db", ".~lock.отчёт.ods#"],
)
def test_lock_files_and_leavings_are_skipped(name: str) -> None:
    assert not is_wanted(name)
    assert is_wanted("отчёт.xlsx")


@pytest.mark.parametrize("letters", ["cp866", "cp1251", "utf-8"])
def test_names_in_letters_of_windows_and_dos_are_restored(letters: str) -> None:
    entry = ZipInfo("Отчёт СОШ № 2.xlsx".encode(letters).decode("cp437"))
    entry.flag_bits = 0
    assert member_name(entry) == "Отчёт СОШ № 2.xlsx"


def test_a_name_is_a_label_and_never_a_path() -> None:
    (one,) = unpacked("a.zip", a_zip({"../../etc/отчёт.xlsx": b"1"}))
    assert one.filename == "a.zip/etc/отчёт.xlsx"


def test_an_archive_over_the_limits_is_one_refusal() -> None:
    content = a_zip({f"{number}.xlsx": b"1" for number in range(5)})
    (one,) = unpacked("a.zip", content, Limits(archive_files=4))
    assert "5 файлов" in one.trouble
    (one,) = unpacked("a.zip", content, Limits(archive_bytes=3))
    assert "Разделите" in one.trouble


def test_an_empty_archive_and_a_missing_file_say_so(tmp_path: Path) -> None:
    (one,) = unpacked("a.zip", a_zip({}))
    assert "пуст" in one.trouble
    (one,) = incoming([tmp_path / "нет.xlsx"])
    assert "не найдены" in one.trouble


@pytest.mark.parametrize("folder", ["xl", "docProps", "_rels"])
def test_a_folder_named_like_a_part_of_a_workbook_is_still_a_bag_of_files(folder: str) -> None:
    (member,) = unpacked("отчёты.zip", a_zip({f"{folder}/1.xlsx": b"PK"}))
    assert member.filename == f"отчёты.zip/{folder}/1.xlsx"
