"""Files from the browser into the intake: kept on disk first, taken in beside the pages."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_model.returns import Outcome, Receipt
from data_model.store import Store
from indicators.wording import RETURNS, counted
from loaders.intake import receive_all
from ui import data, tables
from ui.jobs import Job, registry
from ui.markdown import safe_markdown

INBOX = Path("var/inbox")
UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
LONGEST_NAME = 150


def safe_name(name: str) -> str:
    """The last part of a name from the browser, without what a file system may misread."""
    last = re.split(r"[/\\]", name)[-1]
    return UNSAFE.sub("_", last).strip(". ")[-LONGEST_NAME:] or "файл"


def begin(files: Sequence[UploadedFile], reason: str = "") -> Job:
    """Write the files to disk and start the intake; returns at once."""
    INBOX.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(dir=INBOX))
    paths = [kept(folder / str(number), file) for number, file in enumerate(files)]
    job = Job(total=len(paths))
    store = data.store()
    return registry().start(job, lambda: taken(paths, store, reason, folder, job))


def kept(folder: Path, file: UploadedFile) -> Path:
    """A folder per file, so that two files of one name stay two."""
    folder.mkdir(parents=True)
    path = folder / safe_name(file.name)
    path.write_bytes(file.getbuffer())
    return path


def taken(
    paths: Sequence[Path], store: Store, reason: str, folder: Path, job: Job
) -> Iterator[Receipt]:
    """The receipts of a batch; archives raise its total, and the folder goes when it is done."""
    try:
        yield from receive_all(paths, store, reason=reason, on_progress=job.expect)
    finally:
        rmtree(folder, ignore_errors=True)


def summary(receipts: Sequence[Receipt]) -> str:
    """«Приняли 12 отчётов, 2 с вопросами, 1 не приняли, 3 уже были.»"""
    count = {outcome: sum(one.outcome is outcome for one in receipts) for outcome in Outcome}
    asked = count[Outcome.ACCEPTED_WITH_WARNINGS]
    parts = [f"Приняли {counted(count[Outcome.ACCEPTED] + asked, RETURNS)}"]
    parts += [f"из них с вопросами — {asked}"] if asked else []
    parts += [f"не приняли — {count[Outcome.REFUSED]}"] if count[Outcome.REFUSED] else []
    parts += [f"уже были — {count[Outcome.DUPLICATE]}"] if count[Outcome.DUPLICATE] else []
    return ", ".join(parts) + "."


def show_latest(names: dict[str, str]) -> None:
    """The newest batch: running with its progress, or done with its verdicts."""
    job = registry().latest()
    if job is None:
        return
    if not job.finished:
        running(job.id)
        return
    st.subheader(f"Последний приём, {job.created:%d.%m.%Y %H:%M}", anchor=False)
    verdicts(job, names)


@st.fragment(run_every="1s")
def running(id: str) -> None:
    """Progress of a batch; when it is done the whole page is drawn anew."""
    job = registry().find(id)
    if job is None or job.finished:
        st.rerun()
    else:
        st.progress(job.progress, text=progress_text(job))


def progress_text(job: Job) -> str:
    """«Разобрали 120 из 300, осталось около 40 с. Можно уйти…»"""
    left = job.seconds_left
    rest = f", осталось около {left} с" if left else ""
    return f"Разобрали {job.done} из {job.total}{rest}. Страницу можно закрыть: приём идёт сам."


def verdicts(job: Job, names: dict[str, str]) -> None:
    if job.trouble:
        st.error(safe_markdown(job.trouble), icon=":material/error:")
    if job.receipts:
        st.markdown(summary(job.receipts))
        tables.receipts_table(job.receipts, names)
        tables.remarks_table(job.receipts)
