"""Words of an indicator: signs of its kind and direction, and whom it counts."""

import re
from dataclasses import dataclass
from enum import StrEnum

from loaders.orders.numbers import NUMBER, NUMERALS, YEAR, bare, quantities_in

BEFORE = (
    r"(?:^|[;:(–—-]\s*|ежегодн\w+\s+|стабильн\w+\s+|обеспеч\w+\s+)\W*(?:показатель\s*[\d.]+\W*)?"
)
RISE = (
    r"(?:при)?рост(?:а|у|ом)?(?!\w)|увеличен\w*|повышен\w*(?!\s+квалиф)|расширен\w*"
    r"|положительн\w+ динамик\w*"
)
FALL = r"снижен\w*|уменьшен\w*|сокращен\w*|отрицательн\w+ динамик\w*"
BY = r"(?=\s+(?:не\s+\w+\s+(?:чем\s+)?)?на\s+(?:не\s+\w+\s+(?:чем\s+)?)?\d)"
GROWTH = re.compile(
    rf"{BEFORE}({RISE}|возраста(?:ет|ть|ни\w+)(?!\w))|({RISE}|увелич\w+|возрас\w+|вырос\w*){BY}",
    re.I,
)
"""At the beginning of a clause, or before «на 5 %»: elsewhere it says of what the indicator is."""
DECLINE = re.compile(rf"{BEFORE}({FALL})|({FALL}|сниз\w+|уменьш\w+|сократ\w+){BY}", re.IGNORECASE)
UNDESIRED = re.compile(
    r"не определивш\w+|неопределивш\w+|необъективн\w*|низк\w+|правонарушен\w*|преступлен\w*"
    r"|нарушени\w+|требующ\w+|аварийн\w*|втор\w+ смен\w*|отчисл\w+|отсев\w*|не\s?успева\w+"
    r"|не прошедш\w+|не получивш\w+|не преодолевш\w+|состоящ\w+ на|пропуск\w*|жалоб\w*|травм\w*"
    r"|рисков\w*|дефицит\w*|не охваченн\w+|не обеспеченн\w+|ваканси\w*|не занят\w+",
    re.IGNORECASE,
)
"""What there is to be less of."""
FREE_OF = re.compile(
    r"\b(?:без|не имеющ\w+|отсутств\w+|преодол\w+|устран\w+|ликвидир\w+|решивш\w+|вышедш\w+ из"
    r"|снят\w+ с)"
    r"\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""«Школы без признаков …», «преодолевшие …»: those there are to be more of."""


def undesired_in(text: str) -> str:
    """The first word of what is not wanted; empty where there is none, or it is overcome."""
    found = UNDESIRED.finditer(text)
    return next((one[0] for one in found if not FREE_OF.search(text[: one.start()])), "")


POINTS = re.compile(r"процентн\w+ пункт|п\.\s?п\.", re.IGNORECASE)
BY_POINTS = re.compile(
    rf"(?:\bна\s+(?:не\s+\w+\s+(?:чем\s+)?(?:на\s+)?)?)?(?<![\d.,])(?P<value>{NUMBER})\s*"
    r"(?:процентн\w+\s+пункт\w*|п\.\s?п\.?)",
    re.IGNORECASE,
)
"""«На 5 процентных пунктов», «на не менее чем 3 п. п.»."""
LAST_YEAR = re.compile(
    r"не\s+(?:ниже|менее|меньше|хуже)\s+(?:чем\s+)?(?:уровня\s+|значени\w+\s+|показател\w+\s+|в\s+)*"
    r"(?:прошл|предыдущ|предшеств)\w+(?:\s+(?:уч\w+\s+)?год\w*)?",
    re.IGNORECASE,
)
"""«Не ниже уровня предыдущего года»."""
TO_LAST_YEAR = re.compile(
    r"\b(?:к|с|со|против|относительно)\s+(?:\w+\s+)?(?:прошл|предыдущ|предшеств)\w+", re.IGNORECASE
)
"""«Прирост … не менее 50 человек к предыдущему году»: so many more, not so many."""
PART_OF_ALL = re.compile(
    r"\b(?:дол[яиюей]+|удельн\w+ вес|охват\w*|процент\w*)(?!\w)", re.IGNORECASE
)
OFTEN = re.compile(
    r"\bв\s+(квартал|месяц|полугоди|недел|четверть)|\bкажд\w+ (квартал|месяц|полугод|недел)"
    r"|ежеквартальн|ежемесячн|еженедельн",
    re.IGNORECASE,
)
"""Oftener than once a year: no number of the year."""
UNMEASURED = re.compile(
    r"балл|рубл|руб\.|[мгк]бит|\bкм\b|кв\.\s?м"
    r"|место\b|мест(?:о|а)? в|час(?:ов|а)\b|минут|коэффициент|индекс"
    r"|(?<![\d/])\d\s*/\s*\d(?![\d/])"
    r"|средн\w+\s+(?:балл|наполняем|числ|количеств|возраст|значени|оценк|показател)"
    r"|\bтрет(?:ей|и|ь|ью)\b",
    re.IGNORECASE,
)
"""Units of none of our kinds; hours are one where they are what is counted (``HOURS_FROM``)."""
HOUR = r"(?:ак\w*\.\s*|академическ\w+\s+|учебн\w+\s+)?(?:час(?:а|ов|ы)?|ч\.?)(?!\w)"
HOURS_FROM = re.compile(
    rf"^\W*(?:(?:количеств|числ|объ[её]м)\w*\s+{HOUR}[^\d%;]*?|(?:в\s+)?объ[её]м\w*\W+)?"
    rf"(?P<number>(?:не\s+\w+\s+(?:чем\s+)?)?(?:{NUMBER}))(?P<hour>\s*-?\s*{HOUR})?(?P<rest>[^\d]*)$",
    re.IGNORECASE,
)
"""«Не менее 34 часов в год», «Количество часов курса – 34»: hours and nothing else are promised."""
SCALES = (
    ("базовый", "основной", "продвинутый"),
    ("низкий", "средний", "высокий"),
    ("критический", "допустимый", "оптимальный"),
    ("недостаточный", "достаточный", "высокий"),
    ("неудовлетворительный", "удовлетворительный", "хороший", "отличный"),
)
"""Lists of levels that orders name by their members; the first that has a level is taken."""
LEVELS = "|".join(sorted({one[:-2] for scale in SCALES for one in scale[1:]} | {"базов"}))
OF_SCHOOLS = "базов|основн|продвинут"
QUOTED_LEVEL = r"[«\"„]?(?P<{name}>{levels})(?:[ое]го|ый|ий)(?!\w)[»\"“]?"
NOT_BELOW = re.compile(
    rf"не\s+ниже\s+{QUOTED_LEVEL.format(name='before', levels=LEVELS)}\s+уровн\w+(?!\s+по\s)"
    rf"|уров(?:ень|н[ея])\s+не\s+ниже\s+{QUOTED_LEVEL.format(name='after', levels=LEVELS)}"
    r"(?!\s+(?:по|балл|знач|показ)\w*)"
    rf"|не\s+ниже\s+(?:уровня\s+)?{QUOTED_LEVEL.format(name='alone', levels=OF_SCHOOLS)}",
    re.IGNORECASE,
)
"""«Уровень не ниже основного», «не ниже среднего уровня»; «не ниже среднего» alone is a mean."""
NO_SHARE = re.compile(
    r"^\W*(?:показатель\s*[\d.]+\W*)?(средн|отношени|соотношени|уровен|уровн|степен|индекс|темп|исполнени"
    r"|выполнени|качеств|успеваемост|посещаемост|удовлетвор[её]нност|[уо]комплектованност|обеспеченност"
    r"|вовлеч[её]нност|осведомл[её]нност|информированност|готовност|доступност)\w*",
    re.IGNORECASE,
)
"""Percents that are no share of anybody."""
OF_A_PLAN = re.compile(
    r"\b(?:вы|ис)полнени\w*\s+(?:\w+\s+)?(?:план|смет|задани|график|показател)\w*"
    r"|[%т]\s+(?:\w+\s+\w+\s+)?от\s+(?:план|норм|запланир)\w*"
    r"|[%т]\s+(?:от|к)\s+(?:уровн\w+\s+)?средн(?!\w+\s+школ)\w+"
    r"|обеспеч\w*\s+(?:[\d %]+\s*)?(?:учебник|оборудован|компьютер|литератур|питани)\w*",
    re.IGNORECASE,
)
"""«100 % выполнение плана», «обеспечение 100 % учебниками»: a percent of no people."""
SHARE = re.compile(r"^\W*(?:показатель\s*[\d.]+\W*)?(?:дол[яи]|удельн\w+ вес)\b", re.IGNORECASE)
WHOLE_TERM = re.compile(
    r"за\s+(?:весь\s+|вс[её]\s+)?(?:период|срок|время)\w*(?:\s+(?:реализации|действия)\w*)?"
    r"|за\s+20\d\d\s*[-–—]\s*20\d\d\s*(?:год\w*|гг?\.?)?"
    r"|за\s+(?:два|три|четыре|пять|[2-5])\s+(?:года|лет)|(?:нарастающим|накопленным)\s+итогом",
    re.IGNORECASE,
)
"""A number of all years together."""
FROM_TO = re.compile(
    rf"\bс\s+(?!{YEAR})(?P<low>{NUMBER})\s*(?P<a>%|процент\w*)?\s*(?:в\s+{YEAR}\s*(?:г\.|год\w*)?\s*)?"
    rf"до\s+(?P<high>{NUMBER})(?!\s*(?:класс|лет|год|час|мес|\d))\s*(?P<b>%|процент\w*)?"
    rf"(?:\s*(?:к|в)\s+(?:концу\s+)?(?P<year>{YEAR})(?:\s*г(?:од\w*|\.))?)?",
    re.IGNORECASE,
)
"""From a start to an end."""
BASELINE = re.compile(
    rf"(?:базов\w+|исходн\w+)\s+(?:значени\w+|показател\w+|уров\w+)[^\d%;,]*"
    rf"(?:{YEAR}\s*(?:г\.|год\w*)?[\s–—:-]*)?(?:{NUMBER})?\s*(?:%|процент\w*)?",
    re.IGNORECASE,
)

DOCUMENT = (
    r"приказ|распоряжени|постановлени|справк|отч[её]т|протокол|план(?!ов[а-я])|программ|положени|график"
    r"|договор|соглашени|аналитическ|сборник|рекомендаци|письм|паспорт|реестр|банк|база|перечень"
    r"|нормативн|локальн|методическ|карт|регламент|резолюци|решени|информаци|публикаци|журнал"
    r"|извещени|уведомлени|доклад|записк|акты?(?!\w)|пакет документ|документ"
)
YES = re.compile(r"да|есть|имеется|налич\w+|выполнено|\+|✓", re.IGNORECASE)
PRESENT = re.compile(
    r"\b(налич|имеет|имеют|издан|разработан[аоы]?\b|утвержд[её]н|размещ[её]н|создан[аоы]?\b"
    r"|подготовлен[аоы]?\b|составлен[аоы]?\b|заключ[её]н[аоы]?\b|подписан[аоы]?\b"
    r"|сформирован[аоы]?\b|определ[её]н[аоы]?\b|назначен[аоы]?\b|опубликован[аоы]?\b|принят[аоы]?\b|представлен[аоы]?\b)",
    re.IGNORECASE,
)
STARTS_AS_DOCUMENT = re.compile(
    rf"^\W*(?:[а-яё]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие) ){{0,2}}({DOCUMENT})", re.IGNORECASE
)

COUNTED_PER = {
    r"педагогическ\w+\s+работник": "Всего педагогических работников", "педагог": "Всего педагогов",
    "учител": "Всего учителей", "обучающ": "Всего обучающихся", "учени": "Всего учеников",
    "школьник": "Всего школьников", "реб[её]н": "Всего детей", r"дет(?:ей|и)(?!\w)": "Всего детей",
    "воспитанник": "Всего воспитанников", "участник": "Всего участников", "класс": "Всего классов",
    "групп": "Всего групп", "центр": "Всего центров", "кружк|кружок": "Всего кружков",
    "выпускник": "Всего выпускников", "наставник": "Всего наставников",
    "специалист": "Всего специалистов", "психолог": "Всего психологов",
    "методист": "Всего методистов", "предмет": "Всего предметов", "челов": "Всего человек",
    "сотрудник": "Всего сотрудников", "работник": "Всего работников",
    "компьютер": "Всего компьютеров", "читател": "Всего читателей",
}  # fmt: skip
"""Of whom a number may be told each → the denominator that is then asked for."""
COUNTED_ON = "|".join(COUNTED_PER)
ONE_OF = (
    r"класс|группу(?!\s+риска)|ученика|учащегося|обучающегося|воспитанника|реб[её]нка|педагога|учителя"
    r"|центр|читателя|компьютер"
)
"""In the singular after «на»: «по 2 экскурсии на класс»."""
PER = re.compile(
    rf"(?:приходящ\w+\s+)?(?:в\s+расч[её]те\s+)?(?:(?:(?:у|на|для|от|с|по|в|за)\s+)?(?P<each>кажд\w+)"
    rf"|\bна\s+(?P<number>[1-9]\d*)|\bна(?=\s+(?:{ONE_OF})(?!\w)))\s+(?:(?P<which>(?!педагогическ)\w+(?:ого|ой|ый|ий|ых|их))\s+)?"
    rf"(?P<noun>{COUNTED_ON})\w*",
    re.IGNORECASE,
)
"""«У каждого педагога», «на 10 обучающихся», «приходящихся на одного учителя»."""


def whole_of_ratio(found: re.Match[str]) -> str:
    """What a number is told per: «Всего педагогов»; of some of them the words themselves."""
    if found["which"]:
        return f"Всего тех, на кого считают («{found['which']} {found[0].split()[-1]}»)"
    nouns = COUNTED_PER.items()
    return next(whole for noun, whole in nouns if re.match(noun, found["noun"], re.IGNORECASE))


OPEN: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:не\s+(?:ниже|хуже|выше|более)\s+\d+(?:-?го)?\s+мест(?:а|о)(?!\w)|\d+(?:-?е|-?го)?\s+место(?!\w)"
        r"|мест\w*\s+(?:\w+\s+){0,3}(?:в|по)\s+(?:\w+\s+){0,2}рейтинг|перв\w+ десятк|топ-?\s?\d+)",
        "Названо место («{found}»): чем меньше, тем лучше. Выберите вид показателя.",
    ),
    (
        rf"(?:\b(?:у|на|для|от|с|по|в|за)\s+)?кажд\w+\s+(?:\w+\s+)?(?:{COUNTED_ON})\w*"
        rf"|\bна\s+(?:одного|\d+)\s+(?:{COUNTED_ON})\w*",
        "Число названо на одного или нескольких («{found}»), а не на район или школу. "
        "Выберите вид показателя.",
    ),
    (
        r"не\s+(?:ниже|менее|меньше|хуже)\s+(?:чем\s+)?(?:уровня\s+|значени\w+\s+|показател\w+\s+|в\s+)*"
        r"(?:прошл|предыдущ|предшеств)\w+(?:\s+(?:уч\w+\s+)?год\w*)?",
        "Сравнение с прошлым годом («{found}») без числа. Выберите вид показателя.",
    ),
    (
        r"\bв\s+\d[\d.,]*\s+раза?(?!\s+в)",
        "Изменение названо в разы («{found}»), а не в процентах. Выберите вид показателя.",
    ),
    (
        r"\b\d+\s+из\s+\d+(?!\w)",
        "Названа часть целого («{found}»), а не процент. Выберите вид показателя.",
    ),
)
"""What no kind of ours holds → the sentence about it. Shares are read before it is asked."""


class Subject(StrEnum):
    """Whom or what an indicator counts."""

    PUPILS = "pupils"
    SCHOOLS = "schools"
    STAFF = "staff"
    CHILDREN = "children"
    PEOPLE = "people"
    THINGS = "things"
    HOURS = "hours"


CASES = r"(?:а|у|ом|и|ы|ов|ам|ами|ах)?(?!\w)"
"""Endings of a noun, so that «педагогический» is not one."""

SUBJECTS: tuple[tuple[Subject, str], ...] = (
    (
        Subject.PUPILS,
        r"обучающ\w+|учащ\w+|школьник\w*|учени[кц]\w*|\w*выпускник\w*"
        rf"|(?:{'|'.join(NUMERALS)}|старше|\d{{1,2}}-?)[ое]?классни\w+",
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
        r"участник\w*|приз[её]р\w*|победител\w+|волонт[её]р\w*|человек\w*|чел\.?(?!\w)|слушател\w+"
        r"|родител(?:и|ей|ям)(?!\w)|семей|граждан"
        rf"|(?:эксперт|советник|тьютор|куратор|модератор|стипендиат|лауреат){CASES}|наблюдател\w+",
    ),
    (
        Subject.THINGS,
        r"мероприяти\w+|раза?(?!\w)|заседани\w+|совещани\w+|встреч\w*|семинар\w*|тренинг\w*|публикаци\w+"
        r"|собрани\w+|консультаци\w+|ярмар\w+|экскурси\w+|работ(?!ник|ода)\w*|проект\w*|конкурс\w*"
        r"|договор\w*|соглашени\w+|ед\.?(?!\w)|единиц\w*|шт\.?(?!\w)|штук\w*|документ\w*|материал\w*"
        r"|программ\w*|класс(?:ов|а)(?!\w)|групп\w*|урок\w*|заняти\w+|акци\w+|проб(?!л)\w*|предприяти\w+"
        r"|аудитори\w+|лаборатори\w+|студи[яийюе]\w*|помещени\w+|выставк\w+|спектакл\w+|олимпиад\w*"
        r"|(?:технопарк|кванториум|кабинет|отряд|театр|учебник|концерт|лагер|турнир|слёт|слет)"
        r"(?:а|я|ы|и|й|ов|ев|ей)?(?!\w)"
        r"|(?:центр|сертификат|музе|площадк|объединени|кружк|секци|команд|мест|смен|стажиров|сборник"
        r"|модул|случа|нарушени|правонарушени|преступлени|жалоб|фестивал|форум|ваканси|экземпляр"
        r"|компьютер|посещени|буклет|стенд|видеоролик|ролик|выезд|пар)"
        r"(?:а|я|ы|и|й|ов|ев|ок|ей|ек)?(?!\w)"
        r"|экз\.|организаци\w+|учреждени\w+|вебинар\w*|мастер-класс\w*|отч[её]т\w*|справ\w+|план(?:ов|а)(?!\w)",
    ),
)
"""Subject → its nouns. Earlier lines win where both stand at the same place."""

UNITS = {Subject.THINGS: "ед.", Subject.SCHOOLS: "ед.", Subject.HOURS: "ч"}
"""Everybody else is counted in people."""

SHARE_OF = re.compile(r"(?:дол[яиюей]+|охват\w*|процент|удельн\w+ вес)\s+(?:не\s+\w+\s+)?", re.I)
EACH = re.compile(
    r"кажд\w+\s+(?:школ|образоват|общеобраз|учреждени|организаци|детск|ДО[УО]|О[ОУ])"
    r"|(?:от\s+(?:школы|организации|учреждения)|в\s+школе|на\s+школу|(?:в|от|на)\s+(?:ОО|ОУ))(?!\w)",
    re.IGNORECASE,
)
MEAN = re.compile(r"\bв среднем|^\W*средн\w+\s+(?:числ|количеств)", re.IGNORECASE)
OF_ONE_SCHOOL = re.compile(
    r"\bна\s+(?:1\s+|одну\s+)?(?:школу|учреждение|организацию|(?:обще)?образовательн\w+\s+\w+|О[ОУ]|ДО[ОУ])(?!\w)"
    r"|\bв\s+(?:1\s+|одной\s+)?(?:школе|О[ОУ]|ДО[ОУ])(?!\w)",
    re.IGNORECASE,
)
"""«В среднем … на школу»: a mean of the schools."""
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


OF_INDICATOR = re.compile(
    rf"\W*(?:(?:{RISE}|{FALL}|достижен\w*|сохранен\w*|обеспечен\w*)\s+)?(?:(?P<reach>охват\w*)"
    r"|дол[яиюей]+|удельн\w+\s+вес\w*|процент\w*|числ[оау]\w*|количеств\w+|численност\w+)\s+"
    r"(?:(?:числа|количества|численности)\s+)?(?P<whom>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""«Снижение доли …», «Охват …»: the name of an indicator, and whom it counts."""
BEFORE_NOUN = re.compile(r"(?:[\w-]+(?:ых|их)\s+)*", re.IGNORECASE)
ORGANISATIONS = re.compile(
    r"(?:школ|организаци|учреждени|О[ОУ]|ДО[ОУ])(?!\w*(?:ник|ьн))", re.IGNORECASE
)
NOT_COUNTED = re.compile(
    r"[,\s]*(?:(?:от|в|из|к)\s+(?:их\s+)?общ\w+\s+(?:числ|количеств|численност|контингент)\w*.*"
    r"|[,:–—-]?\s(?:не\s+(?:менее|более|ниже|выше)(?:\s+чем)?(?:\s+на)?|на|до)\s+\d[\d.,]*\s*(?:%|процент\w*)"
    r"|,?\s*не\s+(?:менее|более|ниже|выше)"
    r"|,?\s*\(?(?:%|в?\s?процент\w*|чел\.?|человек|ед\.?|единиц\w*)\)?\s*)$",
    re.IGNORECASE | re.DOTALL,
)
"""What stands behind whom: of what the share is, the plan, the unit."""


def number_asked(indicator: str, *, of_school: bool = False) -> str:
    """What a school writes down for an indicator by its name: «Снижение доли педагогов, …» asks
    for «Число педагогов, …»; ``of_school``: whether it is one of those that are counted.

    The name itself where it does not say whom it counts.
    """
    found = OF_INDICATOR.fullmatch(indicator)
    if not found:
        return indicator
    whom = NOT_COUNTED.sub("", found["whom"]).strip(" ,.;:")
    named = next(iter(subjects_in(whom)), None)
    before = BEFORE_NOUN.match(whom)
    if named is None or before is None or named.start > before.end():
        return indicator
    if not of_school:
        return f"{'Охвачено' if found['reach'] else 'Число'} {whom}"
    if not ORGANISATIONS.match(whom, before.end()):
        return indicator
    return f"{'Школа' if whom[:4].lower() == 'школ' else 'Организация'} входит в число {whom}"


OF_YEAR = re.compile(r"^\W*(20\d\d)(?:\s*г(?:од\w*|\.))?\s*[-–—:]\s*(?=\D)", re.IGNORECASE)
"""«2020 – наличие плана»: of this year alone."""


def names_document(text: str) -> bool:
    """«Наличие плана», «есть», «2020 – приказ издан»: a document, and no number."""
    said = OF_YEAR.sub("", text)
    named = PRESENT.search(said) or STARTS_AS_DOCUMENT.search(said)
    return bool(named or YES.fullmatch(said)) and not quantities_in(bare(said))
