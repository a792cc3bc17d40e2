"""Files for the person: built at the click, named in Russian, never a live formula."""

from collections.abc import Callable
from io import BytesIO

import pandas as pd
import streamlit as st

from ui.incidents import record

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def download(
    label: str,
    build: Callable[[], bytes],
    file_name: str,
    *,
    mime: str = XLSX,
    primary: bool = False,
    key: str | None = None,
) -> None:
    """A button whose file is built when it is pressed; nothing else on the page reruns."""
    st.download_button(
        label,
        logged(build),
        file_name=file_name,
        mime=mime,
        key=key or file_name,
        on_click="ignore",
        type="primary" if primary else "secondary",
        icon=":material/download:",
    )


def logged(build: Callable[[], bytes]) -> Callable[[], bytes]:
    """The framework hides what went wrong while a file was built; the log keeps it."""

    def attempt() -> bytes:
        try:
            return build()
        except Exception as error:
            record(error)
            raise

    return attempt


def workbook(frame: pd.DataFrame, sheet: str = "Таблица") -> bytes:
    """A table as it stands on the page: Russian headers, numbers as numbers, columns that fit."""
    target = BytesIO()
    with pd.ExcelWriter(target, "xlsxwriter", engine_kwargs={"options": TEXT_ONLY}) as book:
        frame.to_excel(
            book, sheet_name=sheet, index=False, freeze_panes=(1, 0), float_format="%.4f"
        )
        book.sheets[sheet].autofit(450)
    return target.getvalue()


def table_row(
    frame: pd.DataFrame | Callable[[], pd.DataFrame], file_name: str, without: tuple[str, ...] = ()
) -> None:
    """«Скачать таблицу» under a table; ``without`` are columns that only a screen can show.

    ``frame`` may be made at the click.
    """

    def build() -> bytes:
        made = frame() if callable(frame) else frame
        return workbook(made.drop(columns=list(without), errors="ignore"))

    download("Скачать таблицу", build, file_name)
