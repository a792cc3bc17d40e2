"""The page «Загрузка»: files are checked first, then taken in, both beside the pages.

In order: the files; what an interrupted upload left; the newest batch, from its progress to its
remarks; a file that does not say whose it is («Укажите организацию»).
"""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from access.rights import may_open
from data_model.errors import Refused
from data_model.places import Alias
from data_model.returns import Outcome, Receipt, Severity
from indicators.wording import RETURNS, counted
from loaders.intake import Owner
from loaders.returns.marked.copy import archive
from loaders.uploads import FileKey, Nameless
from ui import blocks, data, doors, downloads, navigation, offered, session, tables
from ui.returns import batches, what_changes
from ui.returns.batches import UploadBatch
from ui.selection import DistrictYear
from ui.words import FILES, safe_markdown

FORBIDDEN = "not_taken"
"""Code of the remark of a good return that a rule forbids: its year is closed."""
KINDS = ["xlsx", "xlsm", "xls", "ods", "csv", "zip", "eml", "msg"]


def choose_files() -> None:
    """The place for files, and the button that has them checked."""
    files = st.file_uploader(
        "Перетащите сюда заполненные бланки, архив zip с ними или сохранённые письма",
        type=KINDS,
        accept_multiple_files=True,
        key=session.fresh_key("files"),
        help="Один файл или сотни: школу и год программа узнаёт по бланку. "
        "Исправленный отчёт становится следующей версией, прежняя сохраняется.",
    )
    if files and st.button(f"Проверить {counted(len(files), FILES)}", type="primary"):
        doors.guarded(partial(hand_in, files))


def hand_in(files: Sequence[UploadedFile]) -> None:
    """Have the files checked; where they cannot be kept they stay in their place on the page."""
    batches.begin_check(files)
    batches.let_go(files)
    session.renew("files")
    st.rerun()


def act_and_rerun(act: Callable[[], object]) -> None:
    """Do it, and draw the page anew."""
    act()
    st.rerun()


def offer_others() -> None:
    """Uploads of the same person that another tab has begun, or this one before it was reloaded."""
    for batch in batches.waiting_elsewhere():
        files = counted(max(batch.total, 1), FILES)
        state = "ждёт решения" if batch.finished else "проверяется"
        with st.container(horizontal=True, vertical_alignment="center"):
            first = f" («{safe_markdown(batch.first_name)}»)" if batch.first_name else ""
            st.markdown(f"Загрузка {batch.created:%d.%m.%Y %H:%M}, {files}{first}: {state}.")
            if st.button("Показать здесь", key=f"show-{batch.id}"):
                batches.show_here(batch.id)
                st.rerun()


def headline(batch: UploadBatch) -> None:
    """Whether the newest batch is a check or an intake, and what went wrong with it."""
    what = "Проверка" if batch.is_check else "Последний приём"
    st.header(f"{what}, {batch.created:%d.%m.%Y %H:%M}", anchor=False)
    if batch.trouble:
        st.error(safe_markdown(batch.trouble), icon=":material/error:")


def how_it_goes() -> None:
    """What happens to files, while nothing has been loaded yet."""
    st.markdown(
        "Сначала файлы только проверяются: вы увидите, что в каждом понято, какие есть замечания "
        "и какие итоги изменятся. В отчётность войдёт то, что вы примете."
    )
    ways(("forms", "Бланки для школ"), ("board", "Кто ещё не сдал"))


def ways(*pages: tuple[str, str]) -> None:
    """Where to go next: names of pages with their labels, in one line; only open ones."""
    pages = tuple(one for one in pages if may_open(data.person(), one[0]))
    with st.container(horizontal=True):
        for name, label in pages:
            st.page_link(navigation.page(name), label=label)


@st.fragment(run_every="1s")
def running(number: int) -> None:
    """Progress of an upload; when it is done the whole page is drawn anew."""
    batch = batches.present(number)
    if batch is None or batch.finished:
        st.rerun()
    elif not batch.is_begun:
        text = "Файлы получены и ждут своей очереди. Страницу можно закрыть: работа начнётся сама."
        st.progress(0.0, text=text)
    else:
        left = seconds_left(batch)
        rest = f", осталось около {left} с" if left else ""
        done = f"Разобрали {batch.upload.done} из {batch.total}{rest}."
        st.progress(batch.progress, text=f"{done} Страницу можно закрыть: работа идёт.")


def seconds_left(batch: UploadBatch) -> int | None:
    """At the speed since this tab has looked; unknown before the first file is done."""
    key = f"progress-{batch.id}-{batch.is_check}"
    moment, before = session.remembered(key, (monotonic(), batch.upload.done))
    session.remember(key, (moment, before))
    done, left = batch.upload.done - before, batch.total - batch.upload.done
    return int((monotonic() - moment) / done * left) if done > 0 else None


def verdicts(batch: UploadBatch, place: DistrictYear) -> None:
    """The sum, a verdict per file, what would change; after the intake the way on."""
    if not batch.receipts:
        return
    names = data.names(place.municipality)
    st.markdown(summary(batch.receipts, is_check=batch.is_check))
    if batch.is_check:
        what_changes.files_table(batch, names)
        what_changes.answers_table(batch, names)
        if not data.person().only_school:
            what_changes.verdicts_table(batch)
    else:
        tables.receipts_table(batch.receipts, names)
        asked = any(one.count(Severity.QUESTION) for one in batch.receipts)
        ways(
            *((("letters", "Написать о замечаниях"),) if asked else ()),
            ("board", "Кто ещё не сдал"),
            ("matrix", "Что стало с показателями"),
        )


def remarks(batch: UploadBatch) -> None:
    """All remarks, the way to open a closed year, and what goes back to the schools."""
    if not batch.receipts:
        return
    tables.remarks_table(batch.receipts)
    is_closed = any(one.code == FORBIDDEN for receipt in batch.receipts for one in receipt.problems)
    if is_closed and offered.may("reopen_year"):
        doors.way_to_reopen()
    if batches.has_remarks(batch):
        downloads.download(
            "Скачать бланки с замечаниями",
            lambda: archive(batches.marked_copies(batch, data.store())),
            "Бланки с замечаниями.zip",
            mime=downloads.ZIP,
            key=f"marked-{batch.id}",
        )


DECIDED = "Об этих файлах уже решили в другом окне."


def decision(batch: UploadBatch) -> None:
    """Take in what is fit, all of it or file by file, or drop it; nothing counts before that."""
    with st.form(f"take-{batch.id}", border=False):
        reason = why_mended(batch)
        files = list(dict.fromkeys(one.file for one in batch.ready.values()))
        asked = [file for file in files if file in with_questions(batch)]
        files.sort(key=lambda file: file not in asked)
        left_out = st.multiselect(
            "Кроме файлов",
            files,
            format_func=lambda file: file[0],
            placeholder="Все годные; здесь — те, что подождут",
        )
        with st.container(horizontal=True):
            label = f"Принять {counted(len(batch.ready), RETURNS)}"
            take = st.form_submit_button(label, type="primary")
            clean = 0 < len(asked) < len(files) and st.form_submit_button(
                f"Только без вопросов: {len(files) - len(asked)}"
            )
            leave = st.form_submit_button("Не принимать")
    if clean:
        left_out = asked
    if take or clean or leave:
        doors.guarded(partial(decide, batch, reason, left_out, is_taken=not leave))


def why_mended(batch: UploadBatch) -> str:
    """The reason, asked for where a return would replace another."""
    if all(one.difference.replaces is None for one in batch.ready.values()):
        return ""
    example = "Например: школа уточнила число участников"
    return str(st.text_input("Причина исправления", placeholder=example))


def with_questions(batch: UploadBatch) -> set[FileKey]:
    """Files of which something is asked."""
    return {
        one.file
        for number, one in batch.ready.items()
        if batch.receipts[number].count(Severity.QUESTION)
    }


def decide(batch: UploadBatch, reason: str, left_out: Sequence[FileKey], *, is_taken: bool) -> None:
    """What was shown is taken in or dropped, once; files that are left out wait on.

    Raises Refused where all of them are left out.
    """
    if is_taken and all(one.file in left_out for one in batch.ready.values()):
        raise Refused(
            "Все файлы отложены: принимать нечего. Нажмите «Не принимать» или уберите их."
        )
    take = partial(batches.begin_intake, batch, reason, left_out)
    is_first = take() if is_taken else batches.drop(batch)
    if not is_first:
        session.remember(doors.DONE, DECIDED)
    st.rerun()


def offer_again(batch: UploadBatch) -> None:
    """After an intake that left files out, or a check that broke off: they can be checked anew."""
    if not batch.waits or (batch.is_check and not batch.trouble):
        return
    rest = "Файлы ждут" if batch.is_check else "Что не принято, ждёт"
    st.markdown(f"{rest} здесь: проверьте ещё раз, и разница будет показана заново.")
    with st.container(horizontal=True):
        if st.button("Проверить ещё раз", key=f"again-{batch.id}"):
            doors.guarded(partial(act_and_rerun, lambda: batches.check_again(batch)))
        if batch.trouble and st.button("Не принимать", key=f"drop-{batch.id}"):
            doors.guarded(partial(act_and_rerun, lambda: batches.drop(batch)))


def summary(receipts: Sequence[Receipt], *, is_check: bool) -> str:
    """«Приняли 12 отчётов, из них с вопросами — 2, не приняли — 1, уже были — 3.»"""
    count = {outcome: sum(one.outcome is outcome for one in receipts) for outcome in Outcome}
    noted = [one for one in receipts if one.outcome is Outcome.ACCEPTED_WITH_WARNINGS]
    asked = sum(one.count(Severity.QUESTION) > 0 for one in noted)
    fit = counted(count[Outcome.ACCEPTED] + len(noted), RETURNS)
    parts = [f"Можно принять {fit}" if is_check else f"Приняли {fit}"]
    if not count[Outcome.ACCEPTED] and not noted:
        parts = ["Принимать нечего" if is_check else "Ничего не приняли"]
    refused = "нельзя принять" if is_check else "не приняли"
    parts += [f"из них с вопросами — {asked}"] if asked else []
    parts += [f"{refused} — {count[Outcome.REFUSED]}"] if count[Outcome.REFUSED] else []
    parts += [f"уже были — {count[Outcome.DUPLICATE]}"] if count[Outcome.DUPLICATE] else []
    return ", ".join(parts) + "."


LONGEST_NAME = 120


def ask(batch: UploadBatch, place: DistrictYear) -> None:
    """One nameless file after the other: which school, which year, and then it is checked."""
    number, one = next(iter(batch.nameless.items()))
    st.header("Укажите организацию", anchor=False)
    st.markdown(nameless_sentence(one, len(batch.nameless)))
    with st.form(f"owner-{batch.id}-{number}"):
        org = choose("Школа", data.names(place.municipality), one.guess.org)
        years = {str(year): str(year) for year in data.years(place.municipality)}
        year = choose("Отчётный год", years, str(one.guess.year or ""))
        remember = bool(one.guess.name) and st.checkbox(
            f"Запомнить, что «{safe_markdown(one.guess.name[:LONGEST_NAME])}» — эта школа"
        )
        is_said = st.form_submit_button("Проверить как отчёт этой школы", type="primary")
    if is_said:
        say(batch, number, org, year, remember=remember)


def nameless_sentence(one: Nameless, count: int) -> str:
    """Which file it is, and how many more there are."""
    more = f" Таких файлов: {count}." if count > 1 else ""
    why = f": {safe_markdown(one.why)}" if one.why else " нет кода формы, поэтому он не принят."
    return (
        f"В файле «{safe_markdown(one.filename)}»{why}{more} "
        "Укажите школу и год, и файл будет проверен ещё раз."
    )


def choose(label: str, options: dict[str, str], guess: str | None) -> str | None:
    """A list with what is likely chosen in advance, or nothing where nothing is likely."""
    codes = list(options)
    return st.selectbox(
        label,
        codes,
        index=codes.index(guess) if guess in codes else None,
        format_func=lambda code: options[code],
        placeholder="Выберите",
    )


def say(
    batch: UploadBatch, number: int, org: str | None, year: str | None, *, remember: bool
) -> None:
    """Check the file as that school's, and remember the spelling where the person wants it."""
    if not (org and year):
        blocks.trouble(Refused("Выберите школу и год: без них отчёт не принять."))
        return
    if remember:
        spelling = batch.nameless[number].guess.name[:LONGEST_NAME]
        data.store().save_alias(org, Alias(spelling))
    batches.say_whose(batch, number, Owner(org, int(year)))
    st.rerun()
