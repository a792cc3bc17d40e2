"""Rules of likeness: copies, jumps, branches, the answers of schools against the district's."""

from data_model.returns import Severity
from loaders.returns.checks.branch_rules import head_does_not_count_its_branch
from loaders.returns.checks.copy_rules import (
    differs_from_last_year,
    differs_from_other_schools,
    grades_differ,
    not_everybody_takes_part_in_everything,
)
from loaders.returns.checks.district_rules import (
    district_number_agrees,
    events_have_their_document,
    levels_agree,
    part_is_within_the_whole,
    school_is_within_the_district,
)
from loaders.returns.checks.history_rules import no_jump_against_last_year
from loaders.returns.checks.rule import Rule, Stage

QUESTION = Severity.QUESTION
NOTE = Severity.NOTE
ANSWERS = Stage.ANSWERS

LIKENESS_RULES: tuple[Rule, ...] = (
    Rule(
        "branch_in_head",
        "Филиал посчитан дважды",
        QUESTION,
        "{question}: указано {found}, больше учеников школы, но не больше, чем вместе "
        "с филиалом «{branch}», а он отчитывается отдельно. Уберите учеников филиала.",
        ANSWERS,
        head_does_not_count_its_branch,
        example="в классе 20, в филиале ещё 5, указано 25",
    ),
    Rule(
        "part_over_whole",
        "Часть больше целого",
        QUESTION,
        "{question}: указано {found}, больше числа {whole}, из которого считают. Исправьте одно "
        "из чисел.",
        ANSWERS,
        part_is_within_the_whole,
        example="прошли 20 из 15",
    ),
    Rule(
        "people_without_event",
        "Участники есть, а ответ «нет»",
        NOTE,
        "{question}: ответ «нет», но участников указано {people}. Если документа правда нет, "
        "ничего делать не нужно.",
        ANSWERS,
        events_have_their_document,
        example="диагностики «нет», прошли её 30",
    ),
    Rule(
        "levels_disagree",
        "Школы и район отвечают по-разному",
        NOTE,
        "{question}: здесь «{found}», а {other}. Ответы уровней не складываются; проверьте, "
        "об одном ли мероприятии речь.",
        ANSWERS,
        levels_agree,
        example="школа «есть», район «нет»",
    ),
    Rule(
        "control_differs",
        "Число района не сходится со школами",
        NOTE,
        "{question}: у района {found}, по отчётам школ ({count}) вместе {total}. В расчёт идёт "
        "число района; проверьте, кто ошибся.",
        ANSWERS,
        district_number_agrees,
        example="район 3, школы вместе 7",
    ),
    Rule(
        "school_over_district",
        "У школы больше, чем у района",
        NOTE,
        "{question}: указано {found}, а у всего района {district}. Проверьте, кто ошибся.",
        ANSWERS,
        school_is_within_the_district,
        example="школа 5, район 3",
    ),
    Rule(
        "jump",
        "Резкое изменение за год",
        NOTE,
        "{question}: {now} чел. против {before} в {last} году. Если всё верно, ничего делать "
        "не нужно.",
        ANSWERS,
        no_jump_against_last_year,
        example="было 12, стало 60",
    ),
    Rule(
        "same_in_all_grades",
        "Одно число во всех классах",
        NOTE,
        "{question}: во всех классах ({count}) стоит {found}. Похоже на копию; проверьте.",
        ANSWERS,
        grades_differ,
        example="15, 15, 15, 15, 15, 15",
    ),
    Rule(
        "full_everywhere",
        "Охват 100 % во всём",
        NOTE,
        "Во всех вопросах и классах участвуют все ученики до одного. Похоже, что в ответы "
        "переписан контингент; проверьте.",
        ANSWERS,
        not_everybody_takes_part_in_everything,
        example="каждое число равно контингенту",
    ),
    Rule(
        "copy_of_last_year",
        "Повтор прошлого года",
        NOTE,
        "Все числа по классам те же, что в отчёте за {last} год. Похоже на копию; проверьте.",
        ANSWERS,
        differs_from_last_year,
        example="отчёт прошлого года под новым годом",
    ),
    Rule(
        "copy_of_other_school",
        "Повтор отчёта другой школы",
        NOTE,
        "Все числа по классам те же, что в отчёте «{other}» за этот год. Похоже на копию; "
        "проверьте.",
        ANSWERS,
        differs_from_other_schools,
        example="один файл разослан двум школам и сдан обеими",
    ),
)
"""Questions and notes about returns that look like others, or disagree with them."""
