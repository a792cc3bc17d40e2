"""The page «Загрузка»: files are checked first, then taken in, both beside the pages."""

from collections.abc import Sequence

import streamlit as st

from data_model.returns import Outcome, Receipt
from indicators.wording import RETURNS, counted
from loaders.returns.marked import archive
from ui import data, doors, downloads, navigation, session, tables
from ui.markdown import safe_markdown
from ui.returns import batches, foreign, inbox, marked, unidentified, what_changes
from ui.returns.batches import UploadBatch
from ui.returns.jobs import registry
from ui.selection import DistrictYear
from ui.words import FILES

FORBIDDEN = "not_taken"
"""Code of the remark of a good return that a rule forbids: its year is closed."""
KINDS = ["xlsx", "xlsm", "xls", "ods", "zip"]


def choose_files() -> None:
    """The place for files, and the button that has them checked."""
    files = st.file_uploader(
        "Перетащите сюда заполненные бланки или архив zip с ними",
        type=KINDS,
        accept_multiple_files=True,
        key=session.fresh_key("files"),
        help="Один файл или сотни: школу и год программа узнаёт по бланку. "
        "Исправленный отчёт становится следующей редакцией, прежняя сохраняется.",
    )
    if files and st.button(f"Проверить {counted(len(files), FILES)}", type="primary"):
        batches.begin_check(files)
        inbox.let_go(files)
        session.renew("files")
        st.rerun()


INTERRUPTED = (
    "Программа останавливалась, и часть загруженных файлов осталась неразобранной. Принятые отчёты "
    "сохранены целиком, остальные файлы ждут здесь. Продолжите: что уже принято, второй раз не "
    "примется."
)


def ask_of_interrupted() -> None:
    """Nothing where no upload was interrupted."""
    left = inbox.left_behind()
    if not left:
        return
    st.warning(INTERRUPTED, icon=":material/restart_alt:")
    with st.container(horizontal=True):
        if st.button("Продолжить с оставшимися файлами", type="primary"):
            batches.resume(left)
            st.rerun()
        if st.button("Убрать их"):
            for folder in left:
                inbox.drop(folder)
            st.rerun()


def show_latest(place: DistrictYear) -> None:
    """The newest batch: running with its progress, waiting for a decision, or taken in."""
    doors.say()
    ask_of_interrupted()
    batch = batches.latest()
    if batch is None:
        how_it_goes()
        return
    if not batch.finished:
        running(batch.id)
        return
    what = "Проверка" if batch.is_check else "Последний приём"
    st.subheader(f"{what}, {batch.created:%d.%m.%Y %H:%M}", anchor=False)
    if batch.trouble:
        st.error(safe_markdown(batch.trouble), icon=":material/error:")
    if batch.receipts:
        verdicts(batch, data.names(place.municipality))
    if batch.awaits_decision:
        decision(batch)
    if batch.receipts:
        remarks(batch)
    if batch.nameless:
        unidentified.ask(batch, place)
    if batch.tables:
        foreign.ask(batch, place)


def how_it_goes() -> None:
    """What happens to files, while nothing has been loaded yet."""
    st.markdown(
        "Сначала файлы только проверяются: вы увидите, что в каждом понято, какие есть замечания "
        "и какие итоги изменятся. В отчётность войдёт то, что вы примете."
    )
    ways(("forms", "Бланки для школ"), ("board", "Кто ещё не сдал"))


def ways(*pages: tuple[str, str]) -> None:
    """Where to go next: names of pages with their labels, in one line."""
    with st.container(horizontal=True):
        for name, label in pages:
            st.page_link(navigation.page(name), label=label)


@st.fragment(run_every="1s")
def running(id: str) -> None:
    """Progress of a batch; when it is done the whole page is drawn anew."""
    job = registry().find(id)
    if job is None or job.finished:
        st.rerun()
    else:
        left = job.seconds_left
        rest = f", осталось около {left} с" if left else ""
        text = f"Разобрали {job.done} из {job.total}{rest}. Страницу можно закрыть: работа идёт."
        st.progress(job.progress, text=text)


def verdicts(batch: UploadBatch, names: dict[str, str]) -> None:
    """The sum, a verdict per file, what would change; after the intake the way on."""
    st.markdown(summary(batch.receipts, is_check=batch.is_check))
    if batch.is_check:
        what_changes.files_table(batch, names)
        what_changes.answers_table(batch, names)
        what_changes.verdicts_table(batch)
    else:
        tables.receipts_table(batch.receipts, names)
        ways(("board", "Кто ещё не сдал"), ("matrix", "Что стало с показателями"))


def remarks(batch: UploadBatch) -> None:
    """All remarks, the way to open a closed year, and what goes back to the schools."""
    tables.remarks_table(batch.receipts)
    if any(problem.code == FORBIDDEN for one in batch.receipts for problem in one.problems):
        ways(("board", "Открыть закрытый год на срок: порядок приёма"))
    if marked.has_remarks(batch):
        downloads.download(
            "Скачать бланки с замечаниями",
            lambda: archive(marked.marked_copies(batch, data.store())),
            "Бланки с замечаниями.zip",
            mime=downloads.ZIP,
            key=f"marked-{batch.id}",
        )


def decision(batch: UploadBatch) -> None:
    """Take in what is fit, or drop it; nothing counts before that."""
    with st.form("take", border=False):
        reason = st.text_input(
            "Причина исправления", placeholder="Например: школа уточнила число участников"
        )
        with st.container(horizontal=True):
            label = f"Принять {counted(len(batch.ready), RETURNS)}"
            take = st.form_submit_button(label, type="primary")
            leave = st.form_submit_button("Не принимать")
    if take:
        batches.begin_intake(batch, reason)
        st.rerun()
    if leave:
        batches.drop(batch)
        st.rerun()


def summary(receipts: Sequence[Receipt], *, is_check: bool) -> str:
    """«Приняли 12 отчётов, из них с вопросами — 2, не приняли — 1, уже были — 3.»"""
    count = {outcome: sum(one.outcome is outcome for one in receipts) for outcome in Outcome}
    asked = count[Outcome.ACCEPTED_WITH_WARNINGS]
    fit = counted(count[Outcome.ACCEPTED] + asked, RETURNS)
    parts = [f"Можно принять {fit}" if is_check else f"Приняли {fit}"]
    refused = "нельзя принять" if is_check else "не приняли"
    parts += [f"из них с вопросами — {asked}"] if asked else []
    parts += [f"{refused} — {count[Outcome.REFUSED]}"] if count[Outcome.REFUSED] else []
    parts += [f"уже были — {count[Outcome.DUPLICATE]}"] if count[Outcome.DUPLICATE] else []
    return ", ".join(parts) + "."
