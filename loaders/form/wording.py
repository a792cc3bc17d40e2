"""Words of a form that several sheets share."""

from data_model.roadmap import Question
from loaders.form.look import height
from loaders.form.pen import Pen
from loaders.layout import Role

NOT_ASKED_THIS_YEAR = "по желанию"
OPTIONAL = "В этом году по дорожной карте не требуется; если данные есть, можно внести."


def question_text(question: Question, required: bool) -> str:
    """The question and under it the hint; a word where the year does not ask for it."""
    lines = (question.text, question.hint, "" if required else OPTIONAL)
    return "\n".join(line for line in lines if line)


def question_text_height(question: Question, pen: Pen, required: bool) -> float:
    text = question_text(question, required)
    return max(26.0, height((text, pen.width(Role.TEXT) - 1, 10)))
