"""Plotly in Russian: the texts of its toolbar, names of months and days, the decimal comma."""

from typing import Any

RUSSIAN: dict[str, Any] = {
    "dictionary": {
        "Download plot as a PNG": "Сохранить картинкой",
        "Download plot": "Сохранить рисунок",
        "Image download succeeded": "Картинка сохранена",
        "Preparing image - this may take a few seconds": "Готовим картинку…",
        "Sorry, there was a problem downloading your image!": ("Картинку сохранить не удалось"),
        "Autoscale": "По размеру данных",
        "Reset axes": "Исходный вид",
        "Zoom": "Увеличить часть",
        "Zoom in": "Ближе",
        "Zoom out": "Дальше",
        "Pan": "Сдвинуть",
        "Box Select": "Выделить прямоугольником",
        "Lasso Select": "Обвести",
        "Double-click to zoom back out": "Двойной щелчок вернёт исходный вид",
        "Double-click on legend to isolate one trace": (
            "Двойной щелчок по подписи оставит один ряд"
        ),
    },
    "format": {
        "days": [
            "воскресенье",
            "понедельник",
            "вторник",
            "среда",
            "четверг",
            "пятница",
            "суббота",
        ],
        "shortDays": ["вс", "пн", "вт", "ср", "чт", "пт", "сб"],
        "months": [
            "январь",
            "февраль",
            "март",
            "апрель",
            "май",
            "июнь",
            "июль",
            "август",
            "сентябрь",
            "октябрь",
            "ноябрь",
            "декабрь",
        ],
        "shortMonths": [
            "янв.",
            "февр.",
            "март",
            "апр.",
            "май",
            "июнь",
            "июль",
            "авг.",
            "сент.",
            "окт.",
            "нояб.",
            "дек.",
        ],
        "date": "%d.%m.%Y",
        "decimal": ",",
        "thousands": "\u00a0",
    },
}
