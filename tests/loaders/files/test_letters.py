"""Saved letters: their files are judged like members of an archive; links are named."""

import binascii
import json
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from loaders.files.archive import Incoming, unpacked
from loaders.files.kinds import SENTENCES, FileKind, kind_of
from loaders.files.letters import address_in, read_letter_here
from tests.loaders.files.letters import a_letter, an_outlook_letter
from tests.loaders.filling import a_context, a_good_return

CASES = Path(__file__).parents[1] / "fixtures" / "returns"


def zipped(**members: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def names(content: bytes, label: str = "письмо.eml") -> list[str]:
    return [one.filename for one in unpacked(label, content)]


def only(content: bytes, label: str = "письмо.eml") -> Incoming:
    (one,) = unpacked(label, content)
    return one


def test_a_form_of_a_letter_is_judged_as_a_member_of_it() -> None:
    one = only(a_letter(("отчёт.xlsx", a_good_return())))
    assert (one.filename, one.content) == ("письмо.eml/отчёт.xlsx", a_good_return())


def test_a_letter_in_a_letter_and_an_archive_in_it_are_opened() -> None:
    inner = a_letter(("все.zip", zipped(а=b"x", б=b"y")))
    outer = a_letter(("пересланное.eml", inner), ("отчёт.xlsx", a_good_return()))
    assert names(outer) == [
        "письмо.eml/пересланное.eml/все.zip/а",
        "письмо.eml/пересланное.eml/все.zip/б",
        "письмо.eml/отчёт.xlsx",
    ]


def test_letters_in_an_archive_are_opened() -> None:
    content = zipped(**{"1.eml": a_letter(("а.xlsx", a_good_return()))})
    assert names(content, "почта.zip") == ["почта.zip/1.eml/а.xlsx"]


def test_a_letter_without_files_says_so() -> None:
    one = only(a_letter())
    assert "Это письмо" in one.trouble
    assert "не приложено" in one.trouble


def test_a_picture_of_the_signature_is_no_file_of_the_letter() -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "school@school.example", "отчёт"
    letter.set_content("с уважением")
    letter.add_attachment(a_good_return(), "application", "octet-stream", filename="о.xlsx")
    letter.add_attachment(b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png")
    assert names(letter.as_bytes()) == ["письмо.eml/о.xlsx"]


PAGE = "<html><body><table><tr><td>Отчёт во вложении</td></tr></table></body></html>"


@pytest.mark.parametrize("encoding", ["7bit", "8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n", b"From school Tue Dec 20\n"])
def test_a_letter_with_a_page_in_it_is_a_letter(encoding: str, before: bytes) -> None:
    """Most programs of mail send the text twice, plain and as a page with tables."""
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "school@school.example", "report"
    letter.set_content("report")
    page = PAGE if encoding != "7bit" else PAGE.encode("ascii", "xmlcharrefreplace").decode()
    letter.add_alternative(page, subtype="html", cte=encoding)
    letter.add_attachment(a_good_return(), "application", "octet-stream", filename="о.xlsx")
    assert names(before + letter.as_bytes()) == ["письмо.eml/о.xlsx"]


def test_a_letter_with_a_page_and_without_files_says_so() -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "school@school.example", "report"
    letter.set_content(PAGE, subtype="html", cte="quoted-printable")
    assert "не приложено" in only(letter.as_bytes()).trouble


SIGNED = b"0\x82\x05\x10\x06\x09*\x86H\x86\xf7\r\x01\x07\x02" + bytes(40)


def test_what_signs_a_letter_or_a_file_of_it_is_no_file_of_its_own() -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "school@school.example", "отчёт"
    letter.set_content("отчёт")
    letter.add_attachment(a_good_return(), "application", "octet-stream", filename="о.xlsx")
    letter.add_attachment(SIGNED, "application", "octet-stream", filename="О.xlsx.sig")
    letter.add_attachment(SIGNED, "application", "pkcs7-signature", filename="smime.p7s")
    assert names(letter.as_bytes()) == ["письмо.eml/о.xlsx"]


def test_a_signature_beside_its_file_is_passed_over_and_one_alone_is_named() -> None:
    members = {"а.xlsx": a_good_return(), "а.xlsx.sig": SIGNED, "б.p7s": SIGNED, "а.sgn": SIGNED}
    assert names(zipped(**members), "все.zip") == ["все.zip/а.xlsx", "все.zip/б.p7s"]
    assert kind_of(SIGNED) is FileKind.SIGNATURE


def test_a_logo_in_a_letter_of_outlook_is_no_file_of_it() -> None:
    content = an_outlook_letter("school@school.example", "logo.png", b"\x89PNG", shown="<logo>")
    assert read_letter_here(content).attachments == ()


def test_the_attachment_that_is_no_book_is_told_with_its_letter() -> None:
    one = only((CASES / "letter.eml").read_bytes())
    assert one.filename == "письмо.eml/580408_2022.xlsx"
    assert "письмо" in one.trouble and "повреждён" in one.trouble


def test_a_letter_of_outlook_is_read_alike() -> None:
    content = an_outlook_letter("school@school.example", "отчёт.xlsx", a_good_return())
    letter = read_letter_here(content)
    assert letter.sender == "school@school.example"
    assert [name for name, _ in letter.attachments] == ["отчёт.xlsx"]
    assert only(content, "письмо.msg").filename == "письмо.msg/отчёт.xlsx"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Школа № 2 <School@Example.RU>", "school@example.ru"),
        ("school@example.ru (Завуч)", "school@example.ru"),
        ("нет адреса", ""),
    ],
)
def test_the_address_of_the_sender_is_one(written: str, address: str) -> None:
    assert address_in(written) == address


SIGN_IN = '<!DOCTYPE html><html><title>Sign in</title><form><input type="password"></form></html>'
LINK = {"url": "https://docs.google.com/open?id=1", "doc_id": "1", "email": "a@school.example"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ((CASES / "sign_in_page.xlsx").read_bytes(), FileKind.SIGN_IN),
        (SIGN_IN.replace("<form>", "<table><form>").encode(), FileKind.SIGN_IN),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", FileKind.HTML),
        (b"<html><body>404</body></html>", FileKind.BARE_PAGE),
        (b"\x78\x9f\x3e\x22\x01\x00", FileKind.WINMAIL),
        (json.dumps(LINK).encode(), FileKind.GOOGLE_LINK),
        (b"[InternetShortcut]\r\nURL=https://disk.example/1\r\n", FileKind.SHORTCUT),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(12), FileKind.SHORTCUT),
        (zipped(**{"Index/Document.iwa": b"1", "preview.jpg": b"2"}), FileKind.NUMBERS),
        (a_letter(), FileKind.LETTER),
        ("Откуда;Куда\nFrom: а;б\n".encode(), FileKind.CSV),
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\n\r\n<table>", FileKind.HTML),
    ],
)
def test_what_a_file_is_is_told_by_its_content(content: bytes, kind: FileKind) -> None:
    assert kind_of(content) is kind


CURES = {
    FileKind.SIGN_IN: ("вместо отчёта скачана страница входа", "скачайте файл заново"),
    FileKind.BARE_PAGE: ("Скачайте файл заново",),
    FileKind.WINMAIL: ("winmail.dat", ".zip"),
    FileKind.GOOGLE_LINK: ("Файл — Скачать — Microsoft Excel",),
    FileKind.SHORTCUT: ("ярлык", "отправьте этот файл"),
    FileKind.NUMBERS: ("Экспортировать",),
    FileKind.SIGNATURE: ("электронной подписи", "Отправьте книгу"),
    FileKind.CSV: ("Google Таблицах", "Файл — Скачать"),
}


@pytest.mark.parametrize("kind", CURES)
def test_each_kind_has_a_sentence_of_its_own_with_a_cure(kind: FileKind) -> None:
    assert all(word in SENTENCES[kind] for word in CURES[kind])
    assert SENTENCES[kind] not in {other for one, other in SENTENCES.items() if one is not kind}


def test_one_sheet_as_csv_is_told_to_be_sent_as_a_book() -> None:
    import openpyxl

    from loaders.returns.judging import judge
    from tests.loaders.filling import TODAY

    sheet = openpyxl.load_workbook(BytesIO(a_good_return()))["Показатели"]
    rows = [[str(cell.value or "").replace(";", ",") for cell in row] for row in sheet.rows]
    text = "\n".join(";".join(f'"{one.replace(chr(34), "")}"' for one in row) for row in rows)
    verdict = judge(Incoming("Показатели.csv", text.encode()), a_context(), TODAY)
    assert verdict.is_refused
    assert "Файл — Скачать — Microsoft Excel" in verdict.problems[0].message


# letters of old programs

NAME = "Отчёт СОШ 1.xlsx"
HEADS = b"From: school@school.example\r\nSubject: report\r\nMIME-Version: 1.0\r\n"


def with_a_file(headers: bytes) -> bytes:
    """A letter whose one file is named by these headers."""
    inside = b"\r\n".join((headers, b"Content-Transfer-Encoding: base64", b"", b"b3Q=", b"--B--"))
    return HEADS + b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n" + inside


@pytest.mark.parametrize("letters", ["cp1251", "koi8-r", "utf-8"])
@pytest.mark.parametrize("form", ['filename="{}"', "filename={}", "name={}; x=1"])
def test_a_name_in_russian_letters_of_any_kind_is_read(letters: str, form: str) -> None:
    field = "Content-Type: application/octet-stream" if "x=1" in form else "Content-Disposition: a"
    one = only(with_a_file(f"{field}; {form.format(NAME)}".encode(letters)))
    assert (one.filename, one.content) == (f"письмо.eml/{NAME}", b"ot")


@pytest.mark.parametrize("letters", ["cp1251", "koi8-r", "utf-8"])
def test_a_subject_in_russian_letters_of_any_kind_is_read(letters: str) -> None:
    content = HEADS.replace(b"report", "Отчёт школы за год".encode(letters)) + b"\r\ntext"
    assert read_letter_here(content).subject == "Отчёт школы за год"


def uuencoded(content: bytes, name: str) -> str:
    lines = (content[at : at + 45] for at in range(0, len(content), 45))
    body = "".join(binascii.b2a_uu(line).decode() for line in lines)
    return f"begin 644 {name}\n{body}`\nend\n"


@pytest.mark.parametrize("letters", ["cp1251", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_that_stand_in_the_text_as_signs_are_files_of_the_letter(
    letters: str, end: str
) -> None:
    text = "Отчёт ниже\n" + uuencoded(a_good_return(), NAME) + uuencoded(b"ot", "b.txt")
    content = HEADS + b"\r\n" + text.replace("\n", end).encode(letters)
    assert [(one.filename, one.content) for one in unpacked("письмо.eml", content)] == [
        (f"письмо.eml/{NAME}", a_good_return()),
        ("письмо.eml/b.txt", b"ot"),
    ]


def test_words_that_only_look_like_such_a_file_are_none() -> None:
    content = HEADS + b"\r\nbegin 644 a.xlsx\nM-broken\nend\nbegin to work\n"
    assert "не приложено" in only(content).trouble
