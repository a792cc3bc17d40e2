"""Выгрузка: аналитическая книга года и данные для других программ."""

import streamlit as st

from ui import blocks, downloads
from ui.documents import documents

place = blocks.opening("Выгрузка", needs_returns=True)

st.header("Аналитическая книга", anchor=False)
st.markdown(
    f"Книга Excel за {place.year} год: свод района, динамика с диаграммами, школы и показатели, "
    "доли по школам, отчёты и замечания. Числа остаются числами, доли — формулами; листы готовы "
    "к печати на А4."
)
downloads.download(
    "Скачать книгу Excel",
    lambda: documents.analytical_workbook(place),
    documents.document_file_name(place, "workbook", "xlsx"),
    primary=True,
)

st.header("Данные для других программ", anchor=False)
st.markdown(
    "Все годы: исходные ответы школ с адресами ячеек, строки план–факт и словарь данных, где "
    "объяснён каждый столбец."
)
with st.container(horizontal=True):
    downloads.download(
        "Скачать данные в Excel",
        lambda: documents.tidy(place, ".xlsx"),
        f"Данные_{place.municipality}.xlsx",
    )
    downloads.download(
        "Скачать данные в CSV и Parquet",
        lambda: documents.tidy(place, ".zip"),
        f"Данные_{place.municipality}.zip",
        mime=downloads.ZIP,
    )

st.header("Все районы: программам анализа", anchor=False)
st.markdown(
    "Ответы, план–факт, реестр и контингент всех районов — папкой файлов Parquet по регионам и "
    "годам, со словарём столбцов. Её ведёт администратор командой `roadmap export --all --out "
    "выгрузка`; повторный запуск пишет только изменившееся. Читают её DuckDB, polars, pandas, R; "
    "например, доля по показателю 9 в каждом регионе:"
)
st.code(documents.REGION_SHARE, language=None, wrap_lines=True)
