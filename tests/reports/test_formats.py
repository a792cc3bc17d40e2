"""Every kind in every format: names stand literally, first pages are honest, nothing is fetched."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from data_model.errors import NothingThere, Refused, UnknownPlace, WrongDefinition
from data_model.file_names import FAULT, NOT_MADE
from indicators.plan_fact import plan_fact
from reports import FORMATS, KINDS, collect, composed, file_name, handover, write
from reports.handover import DOCUMENTS, not_made_in
from reports.material import Material
from reports.summary import Summary
from tests.reports.district import a_district
from tests.reports.reading import text_of

DISTRICT = a_district()
ROWS = plan_fact(DISTRICT)
FROM_PLAN_FACT = ("monitoring", "diagnostics", "effect", "order", "workbook")


def made(kind: str, suffix: str, **wanted: object) -> bytes:
    return write(kind, suffix, DISTRICT, 2022, plan_fact=ROWS, **wanted)  # type: ignore[arg-type]


def test_one_school_that_cannot_be_written_is_named_and_the_others_stand_in_the_pack(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Один документ не составился: в архиве остальные и файл, кто пропущен и почему."""
    whole = handover.composed

    def odd(kind: str, material: Material, org: str | None = None) -> Summary:
        if org == "581000":
            raise ValueError("an odd name")
        return whole(kind, material, org)

    monkeypatch.setattr(handover, "composed", odd)
    pack = write("school", "html", DISTRICT, 2022)
    with ZipFile(BytesIO(pack)) as archive:
        names = archive.namelist()
    assert names[-1] == NOT_MADE
    assert not any(name.startswith("581000") for name in names) and len(names) > 2
    lacking = not_made_in(pack)
    assert lacking.startswith(f"Не составлено: 1 из {len(names)}.")
    assert FAULT in lacking and "an odd name" not in lacking


def test_a_pack_of_which_nothing_can_be_made_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> Summary:
        raise WrongDefinition("Шаблон не подходит.")

    monkeypatch.setattr(handover, "composed", none)
    with pytest.raises(WrongDefinition, match="Шаблон не подходит"):
        write("school", "html", DISTRICT, 2022)
    assert not_made_in(b"no pack") == ""


def test_every_format_of_every_kind_is_known():
    assert {suffix for kind in KINDS.values() for suffix in kind.formats} == set(FORMATS)


@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_the_pack_holds_one_document_per_awaited_school(suffix: str) -> None:
    with ZipFile(BytesIO(made("school", suffix))) as pack:
        names = pack.namelist()
    assert [name[:6] for name in names] == [place.code for place in DISTRICT.expected(2022)]
    assert not any(re.search(r'[<>:"|?*\\/]', name) for name in names)


@pytest.mark.parametrize("kind", ["monitoring", "diagnostics", "effect", "order"])
def test_an_unfinished_year_says_so_on_the_first_page(kind: str) -> None:
    first = PdfReader(BytesIO(made(kind, "pdf"))).pages[0].extract_text()
    assert "редварительн" in first


def test_a_finished_year_does_not_say_so():
    text = text_of(write("monitoring", "html", DISTRICT, 2021, plan_fact=ROWS), "html")
    assert "предварительные" not in text


def test_the_stamp_names_day_and_coverage():
    text = text_of(made("monitoring", "html"), "html")
    for told in (
        "По состоянию на\u00a020.12.2022.",
        "Отчёты представили 4",
        "Отчёт муниципалитета представлен",
        "не усредняются",
    ):
        assert told in text


def test_pdf_follows_both_standards_with_embedded_fonts_and_russian():
    reader = PdfReader(BytesIO(made("monitoring", "pdf")))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "ru-RU" or str(catalogue["/Lang"]).startswith("ru")
    metadata = catalogue["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_pdf_of_the_same_data_is_the_same_file():
    assert made("effect", "pdf") == made("effect", "pdf")


def test_a_sign_that_no_font_has_does_not_stop_the_pdf():
    summary = composed("effect", collect(DISTRICT, 2022, plan_fact=ROWS))
    content = FORMATS["pdf"].write(replace(summary, title="об эффективности 漢 \x01"))
    assert "об эффективности □" in text_of(content, "pdf")


def test_html_asks_nothing_of_the_network():
    page = made("monitoring", "html").decode()
    links = re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?(?!#)([^"\')>\s]+)', page)
    assert links == []
    assert "<script" not in page


def test_an_own_word_stands_in_its_place_in_every_format():
    own = {"monitoring.causes": "Не хватило педагогов-навигаторов."}
    for suffix in DOCUMENTS:
        text = " ".join(text_of(made("monitoring", suffix, own_words=own), suffix).split())
        assert "Не хватило педагогов" in text
        assert "[Впишите: вероятные причины" not in text


def test_a_wrong_wish_is_refused_with_what_there_is():
    with pytest.raises(Refused, match="есть: monitoring"):
        made("balance", "docx")
    with pytest.raises(Refused, match="укажите: docx, pdf, html"):
        made("monitoring", "xlsx")
    with pytest.raises(UnknownPlace, match="999999"):
        made("school", "pdf", org="999999")
    with pytest.raises(NothingThere, match="На 2031 год"):
        write("monitoring", "pdf", DISTRICT, 2031, plan_fact=ROWS)


def test_a_file_is_named_after_kind_place_year_and_day_of_the_data():
    assert file_name("monitoring", "docx", DISTRICT, 2022) == (
        "Отчёт_мониторинг_Примерный_2022_20.12.2022.docx"
    )
    packs = [file_name("school", suffix, DISTRICT, 2022) for suffix in DOCUMENTS]
    assert [name.rsplit("_", 1)[1] for name in packs] == ["Word.zip", "PDF.zip", "HTML.zip"]


@pytest.mark.parametrize("schools", [1, 12])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "school"])
def test_small_and_large_districts_are_written(kind: str, schools: int) -> None:
    district = a_district(schools=schools)
    suffix = KINDS[kind].formats[0]
    assert len(write(kind, suffix, district, 2022)) > 3000


@pytest.mark.parametrize("kind", FROM_PLAN_FACT)
def test_a_year_without_any_return_is_a_sentence_and_no_empty_form(kind: str) -> None:
    """Нет ни одного отчёта — фраза без реквизитов и подписи; школам пишут, чего от них ждут."""
    empty = replace(DISTRICT, revisions=(), facts=(), documents=(), problems=())
    text = text_of(write(kind, KINDS[kind].formats[-1], empty, 2021), KINDS[kind].formats[-1])
    is_sentence = kind in {"monitoring", "effect", "order"}
    assert ("данные для оценки выполнения" if is_sentence else "нет данных") in text
    assert not (is_sentence and "Фамилия" in text)
    assert "nan" not in text


def test_pdf_has_its_structure_alternative_texts_and_fonts_inside() -> None:
    """Дерево структуры: заголовки, таблицы с шапками, рисунки с описанием; шрифты внутри."""
    reader = PdfReader(BytesIO(made("monitoring", "pdf")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata and "Аналитический отчёт" in str(reader.metadata.title)
    assert reader.trailer["/ID"]
    nodes = list(structure(root["/StructTreeRoot"]))
    kinds = Counter(str(one.get("/S")) for one in nodes)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/Caption"} <= kinds.keys()
    assert all(one.get("/Alt") for one in nodes if one.get("/S") == "/Figure")
    fonts = [
        font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()
    ]
    inner = [one["/DescendantFonts"][0].get_object() for one in fonts if "/DescendantFonts" in one]
    assert inner
    assert all({"/FontFile2", "/FontFile3"} & one["/FontDescriptor"].keys() for one in inner)


def structure(node: Any) -> Iterator[Any]:
    """Every element of the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, dict):
        yield node
        yield from structure(node.get("/K", []))
    elif isinstance(node, list):
        for one in node:
            yield from structure(one)


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="нет LibreOffice")
def test_word_opens_in_another_office_with_its_headings_captions_and_repeated_heads(
    tmp_path: Path,
) -> None:
    """LibreOffice печатает Word: разделы, подписи таблиц и рисунков, шапки на каждой странице."""
    file = tmp_path / "отчёт.docx"
    file.write_bytes(made("monitoring", "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=180)
    pages = [page.extract_text() for page in PdfReader(file.with_suffix(".pdf")).pages]
    text = "\n".join(pages)
    titles = [one.title for one in composed("monitoring", collect(DISTRICT, 2022)).body]
    found = [text.rindex(f"\n{title}") for title in titles if f"\n{title}" in text]
    assert len(found) == len(titles)
    assert "Содержание" in text or len(pages) <= 8
    captions = [int(number) for number in re.findall(r"Таблица (\d+) —", text)]
    assert captions == list(range(1, len(captions) + 1))
    assert re.findall(r"Рисунок\s(\d+)", text)
    heads = ("Далее по тексту", "Как вычисляется", "Оценка")
    most = max(sum(head in page for page in pages) for head in heads)
    assert most > 1, "шапка повторена на следующей странице"
