"""Phrases («заготовки»): causes and tasks that a person may take, change, or leave.

None stands in a document by itself: the data know what happened, not why.
"""

from data_model.roadmap import AnswerType
from indicators.reasons import Reason
from reports.material import Material, with_reason
from reports.recommendations import FAILED

OF_SHARE = (
    "поздняя регистрация обучающихся: к началу мероприятий зарегистрированы не все классы",
    "в организации не назначен или не обучен ответственный педагог-навигатор",
    "малая наполняемость классов: участие одного обучающегося заметно меняет значение",
    "недостаточная скорость доступа к сети Интернет или отсутствие оборудования",
    "учёт вёлся по просмотрам или участиям, а не по разным обучающимся",
)
OF_DOCUMENT = (
    "документ подготовлен, но не зарегистрирован и не имеет номера и даты",
    "срок подготовки документа перенесён",
)
OF_COUNT = (
    "мероприятие проведено в очной форме, участие отдалённых организаций затруднено",
    "сведения об участниках собраны не полностью",
)
TASKS = (
    "установить выполнение индикативных показателей дорожной карты",
    "выявить организации и группы обучающихся, которым требуется методическая помощь",
    "выявить и распространить лучшие практики",
    "подготовить адресные рекомендации и предложения для управленческих решений",
)


def causes(material: Material) -> tuple[str, ...]:
    """Causes that may fit the rows that fell short."""
    behind = with_reason(material.district, {*FAILED, Reason.UNCONFIRMED})
    questions = {one.code: one.answer for one in material.roadmap.questions}
    fit: list[str] = []
    for row in behind:
        asked = questions.get(material.activity(row).indicator.counted)
        if asked is AnswerType.PRESENCE:
            fit += OF_DOCUMENT
        else:
            fit += OF_SHARE if row.is_share else OF_COUNT
    return tuple(dict.fromkeys(fit))
