"""What a number counts («единица показателя»): pupils, schools, teachers, documents, events."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """Whom or what an indicator counts."""

    PUPILS = "pupils"
    SCHOOLS = "schools"
    STAFF = "staff"
    CHILDREN = "children"
    PEOPLE = "people"
    THINGS = "things"


CASES = r"(?:а|у|ом|и|ы|ов|ам|ами|ах)?(?!\w)"
"""Endings of a noun, so that «педагогический» is not one."""

SUBJECTS: tuple[tuple[Subject, str], ...] = (
    (
        Subject.PUPILS,
        r"обучающ\w+|учащ\w+|школьник\w*|учени[кц]\w*|\w*выпускник\w*|старшеклассник\w*",
    ),
    (
        Subject.CHILDREN,
        r"воспитанник\w*|дошкольник\w*|дет(?:ей|и|ям|ьми)(?!\w)|подростк\w+|молод[её]ж\w*",
    ),
    (
        Subject.SCHOOLS,
        r"школ(?:а|ы|у|ой|ам|ах|ами)?(?!\w)|(?:обще)?образовательн\w+\s+(?:организаци|учреждени)\w+"
        r"|ОО(?!\w)|ОУ(?!\w)|ДОУ(?!\w)|ДОО(?!\w)|детск\w+\s+сад\w*",
    ),
    (
        Subject.STAFF,
        rf"(?:педагог|психолог|директор|методист){CASES}|педагогическ\w+ работник\w*"
        r"|(?:учител|воспитател)(?:и|я|ей|ям|ями|ях)(?!\w)|работник\w*|руководител\w+"
        r"|специалист\w*|заместител\w+|навигатор\w*|наставник\w*",
    ),
    (
        Subject.PEOPLE,
        r"участник\w*|приз[её]р\w*|победител\w+|волонт[её]р\w*|человек\w*|чел\.?(?!\w)|слушател\w+|родител(?:и|ей|ям)(?!\w)|семей|граждан",
    ),
    (
        Subject.THINGS,
        r"мероприяти\w+|раза?(?!\w)|заседани\w+|совещани\w+|встреч\w*|семинар\w*|тренинг\w*|публикаци\w+"
        r"|собрани\w+|консультаци\w+|ярмар\w+|экскурси\w+|работ(?!ник|ода)\w*|проект\w*|конкурс\w*"
        r"|договор\w*|соглашени\w+|ед\.?(?!\w)|единиц\w*|шт\.?(?!\w)|штук\w*|документ\w*|материал\w*"
        r"|программ\w*|класс(?:ов|а)(?!\w)|групп\w*|урок\w*|заняти\w+|акци\w+|проб(?!л)\w*|предприяти\w+"
        r"|(?:центр|сертификат|музе|площадк|объединени|кружк|секци|команд|мест|смен|стажиров|сборник"
        r"|модул|случа|нарушени|правонарушени|преступлени|жалоб|фестивал|форум)"
        r"(?:а|я|ы|и|й|ов|ев|ок|ей|ек)?(?!\w)"
        r"|организаци\w+|учреждени\w+|вебинар\w*|мастер-класс\w*|отч[её]т\w*|справ\w+|план(?:ов|а)",
    ),
)
"""Subject → its nouns. Earlier lines win where both stand at the same place."""

UNITS = {Subject.THINGS: "ед.", Subject.SCHOOLS: "ед."}
"""Everybody else is counted in people."""

SHARE_OF = re.compile(r"(?:дол[яиюей]+|охват\w*|процент|удельн\w+ вес)\s+(?:не\s+\w+\s+)?", re.I)
EACH = re.compile(
    r"кажд\w+\s+(?:школ|образоват|общеобраз|учреждени|организаци|детск|ДО[УО]|О[ОУ])"
    r"|(?:в|от|на)\s+(?:школ[уеы]|ОО|ОУ)(?!\w)",
    re.IGNORECASE,
)
ALL = re.compile(
    r"\b(?:все|всех|всеми|кажд\w+)\s+(?:школ|образоват|общеобраз|детск|ДО[УО]|О[ОУ])", re.I
)


@dataclass(frozen=True, slots=True)
class Named:
    """A noun that was found, with its place."""

    subject: Subject
    start: int


def subjects_in(text: str) -> list[Named]:
    """Every subject of a text, from left to right."""
    found = [
        Named(subject, match.start())
        for subject, words in SUBJECTS
        for match in re.finditer(rf"(?<!\w)(?:{words})", text, re.IGNORECASE)
    ]
    order = [subject for subject, _ in SUBJECTS]
    return sorted(found, key=lambda named: (named.start, order.index(named.subject)))


def subject_of(text: str, start: int, end: int, title: str) -> Subject | None:
    """Whom the number at ``start``–``end`` counts.

    «Доля школ, обучающиеся которых… не менее 80 %» counts schools: what follows «доля» goes
    first, then what follows the number, then what precedes it, then the title.
    """
    share = SHARE_OF.search(text[:start])
    sides = (text[share.end() : start] if share else "", text[end:], text[:start], title)
    return next((found[0].subject for side in sides if (found := subjects_in(side))), None)


def unit_of(subject: Subject | None) -> str:
    return UNITS.get(subject, "чел.") if subject else ""
