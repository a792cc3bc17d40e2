"""A marked copy as bytes, with its letter; many of them as one zip."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook as Book

from data_model.errors import UnreadableFile
from data_model.returns import Problem
from loaders.files.saving import EARLIEST_ZIP_TIME
from loaders.files.worker_pool import read_workbook
from loaders.forms.book import form_book, saved_form
from loaders.forms.layout import ROLL_CONFIRMED, InputPart, Slot, slots_of
from loaders.forms.request import FormRequest
from loaders.returns.locate import Located, locate
from loaders.returns.marked.entries import entries_of
from loaders.returns.marked.letter import letter
from loaders.returns.marked.marks import mark
from loaders.returns.marked.remarks import MarkedRemark, remarks_of
from loaders.returns.marked.remarks_sheet import write_remarks


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """What goes back to a sender: the letter, and the form where the file was one of ours.

    ``content`` is None where no form can be made: the file does not say whose it is, cannot
    be read, or held personal data of pupils, of which nothing may be kept.
    """

    filename: str
    letter: str
    content: bytes | None = None

    @property
    def letter_name(self) -> str:
        return f"{self.filename.removesuffix('.xlsx')}_письмо.txt"


def copy_of(
    original: bytes, filename: str, request: FormRequest, problems: Sequence[Problem]
) -> MarkedCopy:
    """The form of a request with the entries of a file, its remarks beside its cells.

    ``problems`` name cells of the file; in the copy they stand at the cells of the fresh form,
    wherever rows and columns had moved to.
    """
    located = _located(original, filename)
    asked = request.holding(entries_of(located))
    book = form_book(asked)
    remarks = remarks_of(problems, located, places_of(book, asked), request.roadmap)
    mark(book, remarks)
    write_remarks(book, remarks, request)
    name = f"{request.place.code}_{request.year}_замечания.xlsx"
    return MarkedCopy(name, letter(remarks, filename, request), saved_form(book, asked))


def letter_about(filename: str, problems: Sequence[Problem]) -> MarkedCopy:
    """A letter without a form, where the file is nobody's we know."""
    remarks = tuple(MarkedRemark(one) for one in problems)
    name = filename.replace("/", "_").rpartition(".")[0] or filename
    return MarkedCopy(f"{name}.xlsx", letter(remarks, filename))


def _located(original: bytes, filename: str) -> Located:
    """Answer cells of a file; none where it cannot be read, so the copy is an empty form."""
    try:
        return locate(read_workbook(original, filename))
    except UnreadableFile:
        return Located()


def places_of(book: Book, request: FormRequest) -> dict[Slot, tuple[str, str]]:
    """Where each input cell stands in a form that was just written, by its defined name."""
    asked = (slot for question in request.questions for slot in slots_of(question))
    roll = (Slot(ROLL_CONFIRMED), Slot(ROLL_CONFIRMED, InputPart.REASON))
    return {
        slot: (sheet, address.replace("$", ""))
        for slot in {*asked, *roll, *request.entries}
        if slot.name in book.defined_names
        for sheet, address in book.defined_names[slot.name].destinations
    }


def archive(copies: Iterable[MarkedCopy]) -> bytes:
    """All copies and letters in one zip, the same bytes for the same copies."""
    target, taken = BytesIO(), set[str]()
    with ZipFile(target, "w") as zipped:
        for one in copies:
            for name, content in files_of(one):
                entry = ZipInfo(unused(name, taken), EARLIEST_ZIP_TIME)
                entry.compress_type = ZIP_DEFLATED
                zipped.writestr(entry, content)
    return target.getvalue()


def files_of(one: MarkedCopy) -> Iterable[tuple[str, bytes]]:
    """File names and bytes of one copy: the form, where there is one, and its letter."""
    form = [(one.filename, one.content)] if one.content is not None else []
    return [*form, (one.letter_name, one.letter.encode())]


def unused(name: str, taken: set[str]) -> str:
    """The name, numbered where it was given out before: two files of one school stay two."""
    stem, dot, suffix = name.rpartition(".")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem}_{number}{dot}{suffix}"
    taken.add(free)
    return free
