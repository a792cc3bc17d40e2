"""Регион: районы и показатели года, один показатель, план региона, сбор отчётов, годы."""

from ui.monitoring import districts

view = districts.opening()
SECTIONS = {
    "Карта": districts.whole_map,
    "Показатель": districts.one_indicator,
    "План региона": districts.region_plan,
    "Годы": districts.all_years,
    "Сбор отчётов": districts.returns,
}
SECTIONS[districts.section(SECTIONS)](view)
districts.handing_over(view)
