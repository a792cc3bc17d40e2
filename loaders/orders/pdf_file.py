"""Orders as PDF: bytes → document. A PDF has no tables: they are found by their ruled lines."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from data_model.errors import UnreadableFile
from loaders.files.zip_guard import DAMAGED_PARTS
from loaders.orders.document import Document, PaperTable
from loaders.orders.pdf_grid import page_blocks
from loaders.orders.pdf_marks import marks_of
from loaders.orders.pdf_words import unwrapped, words_of

MOST_PAGES = 200

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
"""What pypdf thinks of a damaged file is said by our own sentence."""


def read_pdf(content: bytes) -> Document:
    """Raises UnreadableFile for a damaged, locked or scanned file."""
    try:
        reader = PdfReader(io.BytesIO(content))
        blocks = [
            block for page in reader.pages[:MOST_PAGES] for block in page_blocks(marks_of(page))
        ]
    except (*DAMAGED_PARTS, PyPdfError) as trouble:
        raise UnreadableFile(
            "PDF не открывается: он повреждён или защищён паролем. Сохраните его заново."
        ) from trouble
    if not any(isinstance(block, PaperTable) or block for block in blocks):
        raise UnreadableFile(
            "В PDF нет текста: это изображение страниц. Возьмите приказ в .docx "
            "или распознайте текст."
        )
    words = words_of(blocks)
    return Document(
        tuple(
            unwrapped(block, words) if isinstance(block, PaperTable) else block for block in blocks
        )
    )
