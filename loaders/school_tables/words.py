"""The words of table headers («слова шапки»), and headers made comparable.

All patterns look at text as ``header_key`` gives it: folded, without quotes and years.
"""

import re

from data_model.roadmap import ALL_GRADES
from loaders.values.grades import read_grades
from loaders.values.reading import one_line, plain, without_yo

LONGEST_HEADER = 400
YEARS = re.compile(r"\b20\d\d(?: ?[-–—/] ?(?:20)?\d\d)?(?: ?(?:гг|г|уч|учебн\w*|год\w*)\b\.?)*")
SIGNS = re.compile(r"[«»\"'“”„.,;:()\[\]*]")

SCHOOL = re.compile(
    r"(?:полное |краткое |сокращенное )?(?:наименование |название )?"
    r"(?:общеобразовательн\w+ |образовательн\w+ )?(?:организаци\w+|учреждени\w+|школ[аы]?|оо|оу)"
    r"(?: .*)?"
)
CODE = re.compile(r"код (?:оо|оу|школы|организации|учреждения).*")
MUNICIPALITY = re.compile(r"муниципалитет|муниципальн\w+ (?:район|образование|округ)|район")
CLASS = re.compile(r"класс(?: без буквы| обучения| ученика| обучающегося)?")
LETTER = re.compile(r"(?:буква|литера)(?: класса)?")
ARCHIVED = re.compile(r".*\b(?:архив\w*|дата архив\w*)\b.*")
TOTAL = re.compile(r"\b(?:итог\w*|всего|общее количество)\b")
PERCENT = re.compile(r"%|\bпроцент\w*|\bдол[яи]\b")
ROLL = re.compile(
    r"\bконтингент\w*|(?:количество|численность|число|всего) (?:обучающихся|учащихся)"
)
ORDINAL = re.compile(r"(?:№|n|no)(?: ?п ?/? ?п)?")
TOTAL_ROW = re.compile(
    r"(?:итог\w*|всего|сумма|в среднем|среднее)\b.*|(?:по|в целом по) район\w*.*"
)
OVER_THE_TABLE = re.compile(r"(?:приложени|утвержд|к приказу|форма|отчет|сведени|информаци).*")
ACTIVITY = re.compile(r"диагностик|проб|экскурси|мастер|музе|мероприят|урок|фестивал|событи")
GRADE = re.compile(r"(?<![\d-])(\d{1,2}) ?(?:-?[йхе]{1,2})? ?(?:класс\w*|кл)\b|^(\d{1,2})$")
SPAN = re.compile(r"\d{1,2} ?[-–—] ?\d{1,2}(?: ?(?:класс\w*|кл)\b|$)")
GRADES_TOGETHER = re.compile(
    r"(?:с |в )?(\d{1,2}) ?(?:-?[гх]о? )?(?:[-–—]|по|до) ?(\d{1,2})(?:-?[йгх]о?)? ?"
    r"(?:класс\w*|кл)\b"
)
"""Grades that one number counts together: «1–11 классов»."""
MOMENT = re.compile(
    r"отметка времени|timestamp|(?:дата|время)(?: и время)? "
    r"(?:отправки|отправления|заполнения|создания|ответа|завершения)(?: .*)?"
)
FORM = re.compile(r"^(\d{1,2}) ?[-–]? ?[а-яa-z]{0,4}$")
"""A class of pupils: «6а», «6 А», «6-Б»."""


def header_key(text: str) -> str:
    """A header for comparison: folded, without quotes, marks and years."""
    folded = without_yo(plain(text[:LONGEST_HEADER])).replace("№", " № ")
    return one_line(SIGNS.sub(" ", YEARS.sub(" ", folded)))


def grade_in(text: str) -> int | None:
    """The one grade that a header names: «6 класс», «6», «6 кл.»; None for spans."""
    key = header_key(text)
    if SPAN.search(key):
        return None
    found = {int(one or other) for one, other in GRADE.findall(key)}
    if not found and len(key) <= len("одиннадцатый класс"):
        found = set(read_grades(key).grades)
    return found.pop() if len(found) == 1 and found <= set(ALL_GRADES) else None


def without_grade(key: str) -> str:
    """A header key without the words that name a grade."""
    return one_line(GRADE.sub(" ", key))


def is_grade_in_words(text: str) -> bool:
    """«VI», «шестой»: a grade that was told in Roman figures or words."""
    return bool(read_grades(header_key(text)).code)


def class_grade(text: str) -> int | None:
    """The grade of a class of pupils as written; None where it cannot be read."""
    found = FORM.fullmatch(header_key(text))
    if found is None:
        return grade_in(text)
    return int(found[1]) if int(found[1]) in ALL_GRADES else None
