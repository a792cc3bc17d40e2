"""What a header of a table of schools says («столбец»), in any of the usual words and forms.

First the words («слова шапки»), and headers made comparable: all patterns look at text as
``header_key`` gives it, folded, without quotes and years. Then kinds of columns. A header is a bag
of words, each of which must be known: «Укажите вашу школу», «Наименование ОО (по уставу)»,
«1. Название школы» name the school; «школа 2», «ОО Липовка» name one of them.
"""

import re
from enum import StrEnum, auto

from data_model.roadmap import ALL_GRADES
from loaders.values.grades import read_grades
from loaders.values.personal import BIRTH, INSURANCE, NAME, kind_of_header
from loaders.values.reading import one_line, plain, with_russian_letters, without_yo

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
    r"(?:итог\w*|всего|сумма|в среднем|среднее)\b.*|(?:по|в целом по) район\w*.*|"
    r"средн\w+ (?:наполняемост|показател|значени|числ|балл)\w*.*"
)
OVER_THE_TABLE = re.compile(r"(?:приложени|утвержд|к приказу|форма|отчет|сведени|информаци).*")
ACTIVITY = re.compile(r"диагностик|проб|экскурси|мастер|музе|мероприят|урок|фестивал|событи")
GRADE = re.compile(r"(?<![\d-])(\d{1,2}) ?(?:-?[йхе]{1,2})? ?(?:класс\w*|кл)\b|^(\d{1,2})$")
SPAN = re.compile(r"\d{1,2} ?[-–—] ?\d{1,2}(?: ?(?:класс\w*|кл)\b|$)")
ONE_OF_SEVERAL = r"\d{1,2}(?:-?(?:[йхе]{1,2}|го|ми))?(?: ?[а-д](?![а-я]))?"
BETWEEN = r"(?: ?(?:[,;/+(…–—-]|\.{2,3}) ?|\.(?=\d)| (?:и|или|по|до) )"
SEVERAL = re.compile(
    rf"(?<![\d.,]){ONE_OF_SEVERAL}(?:{BETWEEN}{ONE_OF_SEVERAL})+\)?(?= ?(?:класс|кл\b|параллел))|"
    rf"^{ONE_OF_SEVERAL}(?:{BETWEEN}{ONE_OF_SEVERAL})+\)?$|"
    rf"(?<![\d.]){ONE_OF_SEVERAL}(?: {ONE_OF_SEVERAL})+ (?:класс(?:ы|ов|ах)|кл)\b"
)
"""«6 и 7 класс», «6, 7 кл.», «с 6 по 9 классы», «6/7»: a column of more than one grade."""
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
    folded = without_yo(plain(with_russian_letters(text[:LONGEST_HEADER]))).replace("№", " № ")
    return one_line(SIGNS.sub(" ", YEARS.sub(" ", folded)))


def grade_in(text: str) -> int | None:
    """The one grade that a header names: «6 класс», «6», «6 кл.»; None for spans."""
    key = header_key(text)
    if grades_together(text):
        return None
    found = {int(one or other) for one, other in GRADE.findall(key)}
    if not found and len(key) <= len("одиннадцатый класс"):
        found = set(read_grades(key).grades)
    return found.pop() if len(found) == 1 and found <= set(ALL_GRADES) else None


def grades_together(text: str) -> tuple[int, ...]:
    """The grades of a header that names more than one: «6–9 классы», «6 и 7 класс»."""
    key = header_key(text)
    if span := SPAN.search(key):
        first, last = (int(one) for one in re.findall(r"\d+", span[0])[:2])
        return tuple(range(first, last + 1))
    found = SEVERAL.search(without_yo(plain(with_russian_letters(text[:LONGEST_HEADER]))))
    named = {int(one) for one in re.findall(r"\d{1,2}", found[0])} if found else set[int]()
    if not found and len(key) <= LONGEST_IN_WORDS:
        named = set(read_grades(key).grades)
    return tuple(sorted(named)) if len(named) > 1 and named <= set(ALL_GRADES) else ()


LONGEST_IN_WORDS = 40
"""Letters of «шестые и седьмые классы» and some to spare."""


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


# kinds of columns


class ColumnKind(StrEnum):
    """Kinds of columns that tables of schools have."""

    ORDINAL = auto()
    CODE = auto()
    SCHOOL = auto()
    SHORT = auto()
    KIND = auto()
    SETTLEMENT = auto()
    HEAD = auto()
    REGION = auto()
    SINCE = auto()
    UNTIL = auto()
    FORMER = auto()
    SPELLINGS = auto()
    YEAR = auto()
    DAY = auto()
    CLASS = auto()
    LETTER = auto()
    PUPILS = auto()
    PUPIL = auto()
    """Names, birth dates, СНИЛС of pupils: no table of schools has such a column."""


PLACE_WORD = (
    r"муниципальн\w*|район\w*|город\w*|округ\w*|област\w*|республик\w*|кра[йяею]|территори\w*"
)
SCHOOL_WORD = (
    r"школ(?:а|ы|у|е|ой)?|организаци[яиюей]+|учреждени[еяюйем]+|заведени[еяюйем]+|оо|оу|оош|"
    r"общеобразовательн\w+|образовательн\w+|лиц[оа]"
)
ASKING_WORD = (
    r"укаж\w*|указ\w*|выбер\w*|выбр\w*|впиш\w*|введ\w*|ввести|напиш\w*|назов\w*|отмет\w*|"
    r"ваш\w*|наш\w*|сво\w+|вы|мы|это|как\w*|котор\w*|котор|работа\w*|представля\w*|обуча\w*|"
    r"уч[аи]т\w*|отчит\w*|заполня\w*|пожалуйста|спис\w*|выпадающ\w*|далее|ниже|обязательн\w*"
)
NAMING_WORD = (
    r"наим(?:ен\w*|-е)?|назван\w*|полн\w*|кратк\w*|сокращ\w*|официальн\w*|юридическ\w*|фирменн\w*|"
    r"действующ\w*|устав\w*|лиценз\w*|егрюл|реестр\w*|документ\w*|соответстви\w*|соотв|согласно|"
    r"учебн\w*|№|no|n|номер|общ\w*"
)
LINKING_WORD = (
    r"по|в|во|с|со|из|для|и|или|на|от|к|о|при|т|е|за|г|филиал\w*|структурн\w*|подразделени\w*|"
    r"образовани\w*"
)
KNOWN = re.compile(rf"{PLACE_WORD}|{SCHOOL_WORD}|{ASKING_WORD}|{NAMING_WORD}|{LINKING_WORD}")
NOUN = re.compile(
    r"школ(?:а|ы|у|е|ой)?|организаци[яиюей]+|учреждени[еяюйем]+|заведени[еяюйем]+|оо|оу|оош|лиц[оа]"
)
YOUR_SCHOOL = re.compile(rf"\bваш\w* (?:(?:{SCHOOL_WORD}) ?)+")
"""«Укажите название Вашей школы (без кавычек)»."""

BARE_NAME = re.compile(r"(?:(?:полн|кратк|сокр)\w* )?(?:наим(?:ен\w*|-е)?|название)(?: по уставу)?")
SHORT_NAME = re.compile(r"\b(?:кратк\w*|сокр\w*)")
FULL_NAME = re.compile(r"\b(?:полн\w*|устав\w*)")
LISTED = re.compile(r"^\d{1,2}(?:\.\d{1,2})? (?=[а-я])")
"""The number of a question before it: «1. Наименование школы»."""

COUNT_WORD = r"кол ?-? ?во|количество|численность|число|контингент|всего|итого|наполняемость"
PUPIL_WORD = (
    r"обучающи(?:хся|еся)|учащи(?:хся|еся)|учеников|ученики|детей|человек|чел|школьников|"
    r"об(?:уч)?(?:-| )?ся|уч(?:-| )?ся|обуч|учен|уч"
)
OF_A_SCHOOL = rf"(?:(?:{SCHOOL_WORD}|в|по|реестр\w*|школы|для)(?: |$))*"
PATTERNS = (
    (ColumnKind.KIND, re.compile(rf"(?:тип|вид)(?: и вид)?(?: |$){OF_A_SCHOOL}")),
    (ColumnKind.CODE, re.compile(rf"(?:код|шифр|идентификатор|id)(?: |$){OF_A_SCHOOL}")),
    (ColumnKind.SETTLEMENT, re.compile(r"населенн\w+ пункт\w*(?: .*)?|село|место ?нахождени\w*")),
    (
        ColumnKind.REGION,
        re.compile(r"(?:регион|субъект)(?: (?:рф|российской федерации|федерации))?"),
    ),
    (ColumnKind.HEAD, re.compile(r"(?:код )?(?:головн\w+|базов\w+|опорн\w+)(?: .*)?")),
    (
        ColumnKind.SINCE,
        re.compile(
            r"действует с|(?:дата|год) (?:основани|создани|открыти|образовани|начала)\w*(?: .*)?|"
            r"работает с|основан\w*|с какого (?:года|дня|числа)(?: .*)?"
        ),
    ),
    (
        ColumnKind.UNTIL,
        re.compile(
            r"действует (?:по|до)|закрыт\w*|"
            r"(?:дата|год) (?:закрыти|ликвидаци|окончани|прекращени)\w*(?: .*)?|"
            r"ликвидирован\w*"
        ),
    ),
    (ColumnKind.FORMER, re.compile(r"прежн\w+ (?:названи|наименовани)\w*(?: .*)?")),
    (ColumnKind.SPELLINGS, re.compile(r"(?:други|ины)\w+ (?:написани|названи)\w*(?: .*)?")),
    (
        ColumnKind.YEAR,
        re.compile(
            r"(?:отчетный |учебный |календарный )?год(?: отчета)?|уч год|за год|"
            r"за какой год(?: .*)?|выберите (?:отчетный )?год"
        ),
    ),
    (
        ColumnKind.DAY,
        re.compile(
            r"(?:на )?дат[ау](?: (?:отчета|контингента|подсчета|на|сведений).*)?|по состоянию на"
        ),
    ),
    (ColumnKind.CLASS, re.compile(r"(?:класс|классы|параллель|год обучения)(?: .*)?")),
    (ColumnKind.LETTER, LETTER),
    (ColumnKind.ORDINAL, ORDINAL),
    (
        ColumnKind.PUPILS,
        re.compile(
            rf"(?:(?:общ|фактическ|списочн)\w+ )?(?:{COUNT_WORD})(?: (?:в классе|класса))?"
            rf"(?: (?:{PUPIL_WORD}))?(?: (?:чел|человек|всего|в классе|на .*))*|"
            rf"(?:{PUPIL_WORD})(?: (?:всего|чел|человек|в классе))*"
        ),
    ),
)

OF_PUPILS = re.compile(r"учени[кц]|учащ|обучающ|воспитан|школьник|ребен|детей")


def column_of(text: str) -> ColumnKind | None:
    """What a header names; None where it names nothing that is known here."""
    key = LISTED.sub("", header_key(text))
    if not key:
        return None
    if is_of_pupils(text):
        return ColumnKind.PUPIL
    for column, pattern in PATTERNS:
        if pattern.fullmatch(key):
            return column
    if is_school_header(key) or BARE_NAME.fullmatch(key):
        is_short = SHORT_NAME.search(key) and not FULL_NAME.search(key)
        return ColumnKind.SHORT if is_short else ColumnKind.SCHOOL
    return ColumnKind.SHORT if key in ("краткое", "сокращенное") else None


def is_school_header(key: str) -> bool:
    """Whether a folded header asks for the school: all its words are known, one of them is it."""
    if YOUR_SCHOOL.search(key):
        return True
    words = LISTED.sub("", key).split()
    return any(map(NOUN.fullmatch, words)) and all(map(KNOWN.fullmatch, words))


def is_of_pupils(text: str) -> bool:
    """«Дата рождения», «СНИЛС», «ФИО обучающегося»: it heads a list of pupils."""
    kind = kind_of_header(text)
    if kind in (BIRTH, INSURANCE):
        return not is_of_grown_ups(text)
    return kind == NAME and OF_PUPILS.search(header_key(text)) is not None


GROWN_UP = ("директор", "руководител", "заведующ", "ответственн", "зам", "начальник", "и о")


def is_of_grown_ups(text: str) -> bool:
    """Whether a header is about those who work at school: it is passed over, not refused."""
    key = header_key(text)
    return OF_PUPILS.search(key) is None and any(word in key for word in GROWN_UP)
