"""Sections of the page «Документы»: choice, files, preview, own words, issue, office."""

from datetime import date
from functools import partial

import streamlit as st

from data_model.documents import IssuedDocument
from data_model.errors import MonitorError
from indicators.wording import capital, date_short, version_text
from reports import FORMATS
from ui import blocks, downloads, filters, session
from ui.documents import documents
from ui.documents.documents import ChosenDocument
from ui.filters import Filter
from ui.markdown import safe_markdown
from ui.selection import DistrictYear

ALL = ""
MASKED = "Группы менее 5 человек скрываются."
DONE = "document-done"


def choice(place: DistrictYear) -> ChosenDocument:
    """The kind, the school where the kind is per school, and the masking."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = filters.choose("Документ", Filter("kind"), documents.ON_PAGE)
        org = _school(place) if kind == "school" else None
        public = filters.switch("Для публикации", Filter("public"), help=MASKED)
    return ChosenDocument(place, kind, org or None, public)


def _school(place: DistrictYear) -> str:
    names = {ALL: "Все школы одним архивом"} | documents.schools(place)
    return filters.choose("Кому", Filter("whom"), names)


def files(chosen: ChosenDocument) -> None:
    """One button per format."""
    with st.container(horizontal=True):
        for number, suffix in enumerate(chosen.formats):
            downloads.download(
                f"Скачать {FORMATS[suffix].title}",
                partial(documents.of, chosen, suffix),
                documents.named(chosen.place, chosen.kind, suffix, chosen.org),
                mime=documents.mime(chosen, suffix),
                primary=number == 0,
                key=f"{chosen.kind}-{chosen.org}-{suffix}-{chosen.public}",
            )


def told() -> None:
    """What was done at the last press of a button, said once."""
    done = session.forget(DONE)
    if done:
        st.success(done, icon=":material/check:")


def act(done: str, deed: object, *arguments: object) -> None:
    """Do something that a rule may refuse; then draw the page anew with a word about it."""
    try:
        deed(*arguments)  # type: ignore[operator]
    except MonitorError as error:
        blocks.trouble(error)
        return
    session.remember(DONE, done)
    st.rerun()


def preview(chosen: ChosenDocument) -> None:
    """The pages as they will be printed."""
    if not filters.switch("Показать страницы", Filter("pages")):
        return
    with st.spinner("Готовим страницы…"):
        pages = documents.pages(chosen)
    for number, page in enumerate(pages, start=1):
        said = f"Страница {number} из {len(pages)}"
        with st.container(border=True, width=660):
            st.image(page, caption=said, alt=said, width="stretch")


def own_words(chosen: ChosenDocument) -> None:
    """Places that the data cannot fill; what is written stays for the next generation."""
    places = documents.own_places(chosen)
    st.subheader("Ваши слова", anchor=False)
    st.markdown(
        "Причин и решений данные не знают. Впишите их здесь: текст встанет на своё место и "
        "сохранится, когда документ будет собран заново."
    )
    with st.form(f"words-{chosen.kind}-{chosen.org}"):
        texts = {
            place.key: st.text_area(
                capital(place.prompt),
                value=place.text,
                key=f"{place.key}-{chosen.place.year}",
            )
            for place in places
        }
        saved = st.form_submit_button("Сохранить слова")
    if saved:
        act("Слова сохранены и стоят в документе.", documents.save_words, chosen, texts)


def issuing(chosen: ChosenDocument) -> None:
    """Issue the document, and see what has changed since it was issued."""
    st.subheader("Выпуск", anchor=False)
    past = documents.issues(chosen)
    for issued in past:
        _issued(issued, chosen, newest=issued is past[0])
    with st.form(f"issue-{chosen.kind}-{chosen.org}"):
        number = st.text_input("Номер", placeholder="12 или б/н")
        day = st.date_input("Дата", value=date.today(), format="DD.MM.YYYY")
        note = st.text_input("Что изменилось", placeholder="нужно для новой редакции")
        pressed = st.form_submit_button("Выпустить документ")
    if pressed:
        act("Документ выпущен.", documents.issue, chosen, number, day, note)


def _issued(issued: IssuedDocument, chosen: ChosenDocument, *, newest: bool) -> None:
    with st.container(border=True):
        st.markdown(
            f"**№ {safe_markdown(issued.number)} от {date_short(issued.issued_on)}**, редакция "
            f"{issued.edition}, версия данных {version_text(issued.data_version)}"
            + (f". {safe_markdown(issued.note)}" if issued.note else "")
        )
        with st.container(horizontal=True):
            for suffix in issued.formats:
                downloads.download(
                    "Данные выпуска" if suffix == "data" else FORMATS[suffix].title,
                    partial(documents.issued_content, issued, suffix),
                    documents.issued_name(issued, suffix),
                    mime="application/octet-stream",
                    key=f"issued-{issued.id}-{suffix}",
                )
        if newest:
            _changes(issued, chosen)


def _changes(issued: IssuedDocument, chosen: ChosenDocument) -> None:
    found = documents.changed_since(issued, chosen)
    if not found:
        st.markdown(":gray[Данные не изменились: документ читался бы так же.]")
        return
    st.warning("Данные изменились после выпуска. Сейчас читалось бы иначе:")
    for change in found:
        st.markdown(f"- было: {safe_markdown(change.before) or '—'}")
        st.markdown(f"- стало: {safe_markdown(change.now) or '—'}")


def charts(chosen: ChosenDocument) -> None:
    """The charts of the document as pictures, each for a slide or a letter."""
    drawn = documents.charts(chosen)
    if not drawn:
        st.info("В этом документе нет диаграмм.")
    for number, chart in enumerate(drawn, start=1):
        st.image(documents.PICTURES["png"](chart), caption=chart.caption, width=620)
        with st.container(horizontal=True):
            for suffix, build in documents.PICTURES.items():
                downloads.download(
                    f"Скачать {suffix.upper()}",
                    partial(build, chart),
                    f"Рисунок_{number}_{chosen.kind}_{chosen.place.year}.{suffix}",
                    mime=f"image/{suffix}",
                    key=f"chart-{chosen.kind}-{number}-{suffix}",
                )


def office(chosen: ChosenDocument) -> None:
    """Header, posts and signatures of the office."""
    with st.form("office"):
        typed = {
            key: (st.text_area if key == "header" else st.text_input)(label, value=value)
            for key, (label, value) in documents.office_fields(chosen.place).items()
        }
        saved = st.form_submit_button("Сохранить реквизиты")
    if saved:
        act("Реквизиты сохранены.", documents.save_office, chosen.place, typed)


def template(chosen: ChosenDocument) -> None:
    """The Word template: out to Word, and back after it was changed there."""
    st.markdown(
        "Откройте шаблон в Word и измените шрифты, шапку, порядок разделов, вид диаграмм. "
        "Слова в двойных фигурных скобках программа заменит данными."
    )
    downloads.download(
        "Скачать шаблон Word",
        lambda: documents.template_of(chosen),
        f"Шаблон_{chosen.kind}.docx",
        mime=FORMATS["docx"].mime,
    )
    given = st.file_uploader("Изменённый шаблон", type=["docx"], key=session.fresh_key("template"))
    if given and st.button("Применить шаблон"):
        session.renew("template")
        act("Шаблон проверен и применён.", documents.save_template, chosen, given.getvalue())
    if documents.has_own_template(chosen) and st.button("Вернуть исходный шаблон"):
        act("Действует исходный шаблон.", documents.save_template, chosen, None)


def rules(chosen: ChosenDocument) -> None:
    """The rules that recommendations are made by."""
    with st.form("rules"):
        text = st.text_area("Правила", value=documents.rules(chosen.place), height=420)
        saved = st.form_submit_button("Сохранить правила")
    if saved:
        act("Правила сохранены.", documents.save_rules, chosen.place, text)


SECTIONS = {
    "Слова и выпуск": (own_words, issuing),
    "Диаграммы": (charts,),
    "Реквизиты": (office,),
    "Шаблон Word": (template,),
    "Правила рекомендаций": (rules,),
}


def settings(chosen: ChosenDocument) -> None:
    """One of the further sections at a time; the hidden ones do not run."""
    wanted = filters.choose("Раздел", Filter("section"), list(SECTIONS), st.radio, horizontal=True)
    pack = chosen.kind == "school" and chosen.org is None
    for draw in SECTIONS[wanted]:
        if pack and draw in (own_words, issuing, charts):
            st.info("Это — для одной школы: выберите её в поле «Кому».")
            return
        draw(chosen)
