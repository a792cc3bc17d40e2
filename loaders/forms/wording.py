"""Words of a form that several sheets share."""

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color

from data_model.roadmap import Question
from loaders.forms import look
from loaders.forms.layout import ColumnRole
from loaders.forms.look import FONT, GREY, INK, height
from loaders.forms.pen import Pen

NOT_ASKED_THIS_YEAR = "по желанию"
OPTIONAL = "В этом году по дорожной карте не требуется; если данные есть, можно внести."
HINT_SIZE = 8.5


def write_question_text(pen: Pen, row: int, question: Question, *, required: bool) -> None:
    """The question, under it the hint in grey; a word where the year does not ask for it."""
    hint = "\n".join(line for line in (question.hint, "" if required else OPTIONAL) if line)
    width = pen.width(ColumnRole.TEXT) - 2
    pen.write(row, pen.column(ColumnRole.TEXT), _with_hint(question.text, hint), look.TEXT)
    needed = height((question.text, width, 10)) + height((hint, width, HINT_SIZE))
    pen.sheet.row_dimensions[row].height = max(28.0, needed)


def _with_hint(text: str, hint: str) -> CellRichText | str:
    if not hint:
        return text
    return CellRichText(
        TextBlock(InlineFont(rFont=FONT, sz=10, color=Color(rgb=INK)), text),
        TextBlock(InlineFont(rFont=FONT, sz=HINT_SIZE, color=Color(rgb=GREY)), f"\n{hint}"),
    )
