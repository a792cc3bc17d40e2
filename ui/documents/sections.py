"""Sections of the page «Документы»: kinds with their state, text, words, check, issue, office."""

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from data_model.decisions import IssuedDocument, TextEdit
from data_model.errors import MonitorError
from indicators.wording import capital, date_short, listed, version_text
from reports import FORMATS
from reports.edits import OPEN, EditableSentence, EditState, is_optional
from reports.issuing import SIGNED, Where, file_title
from reports.summary import Place, Section, with_choices
from ui import blocks, doors, downloads, filters, navigation, offered, session, words
from ui.documents import documents, rules
from ui.documents.documents import ChosenDocument
from ui.filters import Filter
from ui.registers import sections as of_register
from ui.selection import DistrictYear
from ui.words import safe_markdown

ALL = ""
MASKED = "Группы менее 5 человек скрываются."


def choice(place: DistrictYear) -> ChosenDocument:
    """The kinds with their state, the school where the kind is per school, and the masking."""
    states = [documents.state(place, kind) for kind in documents.ON_PAGE]
    kinds, rest = st.columns([2, 3], gap="large")
    with kinds:
        look = {"captions": [safe_markdown(one) for one in states]}
        kind = filters.choose("Документ", Filter("kind"), documents.ON_PAGE, st.radio, **look)
    with rest:
        org = _school(place) if kind == "school" else None
        public = filters.switch("Для публикации", Filter("public"), help=MASKED)
        chosen = ChosenDocument(place, kind, org or None, public)
        files(chosen)
    return chosen


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
                documents.document_file_name(chosen.place, chosen.kind, suffix, chosen.org),
                mime=documents.mime(chosen, suffix),
                primary=number == 0,
                key=f"{chosen.kind}-{chosen.org}-{suffix}-{chosen.public}",
            )


def tell_done() -> None:
    """What was done at the last press of a button, said once."""
    done = session.forget(documents.DONE)
    if done:
        st.success(done, icon=":material/check:")


def act(done: str, deed: object, *arguments: object) -> None:
    """Do something that a rule may refuse; then draw the page anew with a word about it."""
    try:
        deed(*arguments)  # type: ignore[operator]
    except MonitorError as error:
        blocks.trouble(error)
        return
    session.remember(documents.DONE, done)
    st.rerun()


# the text, beside its pages

NOTHING = "За этот год регистрировать нечего: документ — одна фраза."


def text(chosen: ChosenDocument) -> None:
    """Sections by tick, sentences to be changed or struck; the pages beside them."""
    if documents.summary(chosen).is_empty:
        st.info(NOTHING)
        return
    if not filters.switch("Показать страницы рядом", Filter("pages")):
        _sections(chosen)
        _sentences(chosen)
        return
    words, pages = st.columns([5, 6], gap="medium")
    with words:
        _sections(chosen)
        _sentences(chosen)
    with pages:
        preview(chosen)


def preview(chosen: ChosenDocument) -> None:
    """The pages as they will be printed, one at a time."""
    with st.spinner("Готовим страницы…"):
        pages = documents.pages(chosen)
    number = filters.page(len(pages), Filter("sheet"))
    said = f"Страница {number} из {len(pages)}"
    with st.container(border=True):
        st.image(pages[number - 1], caption=said, alt=said, width="stretch")


def section_title(section: Section) -> str:
    return section.title or capital(section.key)


def _sections(chosen: ChosenDocument) -> None:
    """Which sections stand in the document."""
    may = {one.key: section_title(one) for one in documents.sections(chosen) if is_optional(one)}
    if not may:
        return
    shown = [one.key for one in documents.summary(chosen).sections if one.key in may]
    with st.expander(f"Разделы: {len(shown)} из {len(may)}"), st.form("sections", border=False):
        wanted = [
            key
            for key, title in may.items()
            if st.checkbox(safe_markdown(title), key in shown, key=f"in-{chosen.kind}-{key}")
        ]
        saved = st.form_submit_button("Сохранить состав")
    if saved:
        act("Состав документа сохранён.", documents.save_sections, chosen, wanted)


A_PAGE = 15
"""So many sentences stand on the page at a time."""
HOW_TO_EDIT = "Измените слова или сотрите предложение целиком, чтобы исключить его."


def _sentences(chosen: ChosenDocument) -> None:
    """The sentences of one section, each in a field of its own."""
    found = documents.sentences(chosen)
    sections = {one.section for one in found}
    names = {
        one.key: section_title(one) for one in documents.sections(chosen) if one.key in sections
    }
    marks = {one.section for one in found if one.state in OPEN}
    told = {key: f"{name} — цифры изменились" for key, name in names.items() if key in marks}
    shown = names | told
    section = filters.choose("Раздел текста", Filter("part", afresh=("lines",)), shown)
    mine = [one for one in found if one.section == section]
    pages = -(-len(mine) // A_PAGE)
    first = (filters.page(pages, Filter("lines")) - 1) * A_PAGE if pages > 1 else 0
    with st.form(f"text-{chosen.kind}-{chosen.org}-{section}-{first}"):
        st.markdown(f":gray[:small[{HOW_TO_EDIT}]]")
        looked_at: list[EditableSentence] = []
        texts = {
            one: _sentence(one, f"{chosen.kind}-{section}-{number}", looked_at)
            for number, one in enumerate(mine[first : first + A_PAGE], first + 1)
        }
        saved = st.form_submit_button("Сохранить текст", type="primary")
    if saved:
        act("Текст сохранён.", documents.save_sentences, chosen, section, texts, looked_at)
    _restore(chosen, section, mine)


def _sentence(one: EditableSentence, key: str, looked_at: list[EditableSentence]) -> str:
    """The field of a sentence with what has become of it."""
    if one.heading:
        st.markdown(f":small[{safe_markdown(one.heading)}]")
    told = _told(one)
    if told:
        st.markdown(f":small[{told}]")
    written = st.text_area(
        f"Предложение {key.rpartition('-')[2]}",
        value=one.shown,
        key=f"{key}-{session.begun_with(one.shown)}",
        height="content",
        label_visibility="collapsed",
        placeholder="исключено",
    )
    if one.state in OPEN and st.checkbox("Просмотрено: оставить так", key=f"{key}-seen"):
        looked_at.append(one)
    return str(written)


def _told(one: EditableSentence) -> str:
    """What a person did of it and when; what has changed since."""
    if one.edit is None:
        return ""
    day = f", {date_short(one.edit.changed_on)}" if one.edit.changed_on else ""
    who = safe_markdown(f"{one.edit.person}{day}")
    parts = {
        EditState.STRUCK: f":gray[исключено: {who}]",
        EditState.REWRITTEN: f":gray[исправлено: {who}]",
        EditState.COMPOSED: f":gray[подтверждено: {who}]",
        EditState.OTHER_FIGURES: f":orange[В этом предложении цифры изменились.] :gray[{who}]",
        EditState.OTHER_WORDS: (
            f":orange[В этом предложении цифры изменились, и оно составлено иначе.] :gray[Было "
            f"исправлено так: «{safe_markdown(one.kept)}» ({who})]"
        ),
    }
    told = parts[one.state]
    if one.foreign and one.state is not EditState.OTHER_WORDS:
        told += f" :orange[Этих чисел нет в данных предложения: {listed(one.foreign)}.]"
    return told


def _restore(chosen: ChosenDocument, section: str, mine: list[EditableSentence]) -> None:
    """Take all edits of the section back."""
    if any(one.edit for one in mine) and st.button("Вернуть текст программы", type="tertiary"):
        texts = {one: one.proposed for one in mine}
        act(
            "Раздел снова в словах программы.",
            documents.save_sentences,
            chosen,
            section,
            texts,
            mine,
        )


# the methodist's words


def own_words(chosen: ChosenDocument) -> None:
    """Places that the data cannot fill: phrases to tick, and words of one's own."""
    places = documents.own_places(chosen)
    if not places:
        st.info("В этом документе нет мест для своих слов.")
        return
    who = documents.confirmed(chosen)
    if not offered.may_or_told("save_own_words"):
        for one in places:
            st.markdown(f"**{safe_markdown(capital(one.prompt))}**")
            st.markdown(safe_markdown(one.text) or "—")
        return
    st.markdown(
        "Причины и решения впишите сами. Отметьте подходящее или впишите своё: слова встанут на "
        "своё место и сохранятся, когда документ будет собран заново."
    )
    with st.form(f"words-{chosen.kind}-{chosen.org}"):
        texts = {one.key: _place(one, chosen.place.year, who) for one in places}
        saved = st.form_submit_button("Сохранить пояснения", type="primary")
    if saved:
        act("Слова сохранены и стоят в документе.", documents.save_words, chosen, texts)


def _place(place: Place, year: int, who: Mapping[tuple[str, str], TextEdit]) -> str:
    """The phrases of a place with who ticked them, and the field below."""
    if place.choices:
        st.markdown(f"**{safe_markdown(capital(place.prompt))}**")
    taken = [
        phrase
        for number, phrase in enumerate(place.choices)
        if st.checkbox(
            safe_markdown(phrase) + _ticked(who.get((place.key, phrase))),
            phrase in place.taken,
            key=f"{place.key}-{year}-{number}",
        )
    ]
    own = st.text_area(
        "Своими словами" if place.choices else safe_markdown(capital(place.prompt)),
        value=place.own,
        key=f"{place.key}-{year}",
        height="content",
    )
    return with_choices(taken, str(own))


def _ticked(edit: TextEdit | None) -> str:
    if edit is None or edit.changed_on is None:
        return ""
    told = f"{edit.person}, {date_short(edit.changed_on)}"
    return f" :gray[:small[— {safe_markdown(told)}]]"


# the check and the issue


def checked(chosen: ChosenDocument) -> None:
    """What an expert would miss, by the place where it is entered, each with the way there."""
    by_place: dict[Where, list[str]] = {}
    for one in documents.gaps(chosen):
        by_place.setdefault(one.where, []).append(f"- {one.position}: {safe_markdown(one.told)}")
    if not by_place:
        st.success("Документ полон: девять позиций и реквизиты заполнены.", icon=":material/check:")
        return
    st.header("Чего не хватит эксперту", anchor=False)
    for where, told in by_place.items():
        words, way = blocks.line()
        words.markdown("\n".join(told))
        with way:
            _way(where)


def _way(where: Where) -> None:
    """To another page by a link; to a section of this one by a button."""
    title = str(where).rpartition("→")[2].strip()
    if where.page == "documents":
        turn = Filter("section").turn
        st.button(
            title, key=f"way-{title}", type="tertiary", icon=ARROW, on_click=turn, args=(title,)
        )
    else:
        st.page_link(navigation.page(where.page), label=title, icon=ARROW)


ARROW = ":material/arrow_forward:"


def issuing(chosen: ChosenDocument) -> None:
    """Issue the document, and see what has changed since it was issued."""
    past = documents.issues(chosen)
    if documents.summary(chosen).is_empty and not past:
        st.info(NOTHING)
        return
    checked(chosen)
    st.header("Регистрация", anchor=False)
    for issued in past:
        _issued(issued, chosen, newest=issued is past[0])
    if not offered.may_or_told("issue_document"):
        return
    wanted = {one.key for one in documents.gaps(chosen) if one.where is Where.OFFICE}
    fields = documents.office_fields(chosen.place)
    with st.form(f"issue-{chosen.kind}-{chosen.org}"):
        with st.container(horizontal=True):
            number = st.text_input("Номер", placeholder="12 или б/н", width=200)
            day = st.date_input("Дата", value=date.today(), format="DD.MM.YYYY", width=200)
        typed = {key: st.text_input(fields[key][0]) for key in fields if key in wanted}
        note = st.text_input("Что изменилось в новой редакции") if past else ""
        paper = st.file_uploader(SIGNED_PAPER, type=PAPERS, key=session.fresh_key("paper"))
        pressed = st.form_submit_button("Зарегистрировать", type="primary")
    if pressed:
        given = (paper.name, paper.getvalue()) if paper else None
        act("Документ зарегистрирован.", documents.issue, chosen, number, day, note, typed, given)


SIGNED_PAPER = "Подписанный скан или правленый Word (можно приложить и позже)"
PAPERS = ["pdf", "docx", "jpg", "jpeg", "png"]


def _issued(issued: IssuedDocument, chosen: ChosenDocument, *, newest: bool) -> None:
    with st.container(border=True):
        st.markdown(
            f"**№ {safe_markdown(issued.number)} от {date_short(issued.issued_on)}**, редакция "
            f"{issued.edition}, версия данных {version_text(issued.data_version)}"
            + (f". {safe_markdown(issued.note)}" if issued.note else "")
        )
        words.quiet(documents.issued_by(issued))
        with st.container(horizontal=True):
            for suffix in sorted(issued.formats, key=lambda one: one != SIGNED):
                downloads.download(
                    file_title(suffix),
                    partial(documents.issued_content, issued, suffix),
                    documents.issued_name(issued, suffix),
                    mime="application/octet-stream",
                    key=f"issued-{issued.id}-{suffix}",
                )
        if newest:
            _signed(issued)
            _changes(issued, chosen)


def _signed(issued: IssuedDocument) -> None:
    """The paper as it was signed: what the register holds, once it is there."""
    if SIGNED in issued.formats:
        return
    key = session.fresh_key(f"signed-{issued.id}")
    given = st.file_uploader("Приложить подписанный документ", type=PAPERS, key=key)
    if given and st.button("Приложить", key=f"attach-{issued.id}"):
        session.renew(f"signed-{issued.id}")
        act(
            "Подписанный документ приложен.", documents.attach, issued, given.name, given.getvalue()
        )


def _changes(issued: IssuedDocument, chosen: ChosenDocument) -> None:
    found = documents.changed_since(issued, chosen)
    if not found:
        st.markdown(":gray[Данные не изменились: документ читался бы так же.]")
        return
    st.warning("Данные изменились после регистрации. Сейчас читалось бы иначе:")
    for change in found:
        st.markdown(f"- было: {safe_markdown(change.before) or '—'}")
        st.markdown(f"- стало: {safe_markdown(change.now) or '—'}")


def charts(chosen: ChosenDocument) -> None:
    """The charts of the document as pictures, each for a slide or a letter."""
    drawn = documents.charts(chosen)
    if not drawn:
        st.info("В этом документе нет диаграмм.")
    for number, chart in enumerate(drawn, start=1):
        with st.container(width=620):
            picture, told = documents.PICTURES["png"](chart), chart.caption
            st.image(picture, caption=told, width="stretch", alt=told)
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
    of_register.office(chosen.place)


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
    if not offered.may_or_told("save_template"):
        return
    given = st.file_uploader("Изменённый шаблон", type=["docx"], key=session.fresh_key("template"))
    if given and st.button("Применить шаблон"):
        session.renew("template")
        act("Шаблон проверен и применён.", documents.save_template, chosen, given.getvalue())
    if documents.has_own_template(chosen) and st.button("Вернуть исходный шаблон"):
        act("Действует исходный шаблон.", documents.save_template, chosen, None)


def letterhead(chosen: ChosenDocument) -> None:
    """The header of the office for all kinds and formats, out of a docx."""
    st.header("Бланк учреждения", anchor=False)
    found = documents.letterhead(chosen.place)
    if found.lines:
        if found.emblem:
            st.image(found.emblem, width=56, alt="Герб")
        st.markdown("  \n".join(safe_markdown(line) for line in found.lines))
    else:
        st.markdown(
            "Загрузите бланк в Word: герб и строки его шапки встанут во все документы: Word, PDF "
            "и веб-страницу."
        )
    if not offered.may_or_told("save_template"):
        return
    given = st.file_uploader("Бланк", type=["docx"], key=session.fresh_key("letterhead"))
    if given and st.button("Применить бланк"):
        session.renew("letterhead")
        save = documents.save_letterhead
        act("Бланк стоит во всех документах.", save, chosen.place, given.getvalue())
    if found.lines and st.button("Убрать бланк", type="tertiary"):
        act("Шапка снова из реквизитов.", documents.save_letterhead, chosen.place, None)


SECTIONS = {
    "Текст": (text,),
    "Пояснения": (own_words,),
    "Проверка и регистрация": (issuing,),
    "Диаграммы": (charts,),
    "Реквизиты": (office, letterhead),
    "Шаблон Word": (template,),
    "Правила рекомендаций": (rules.form,),
}
OF_ONE = (text, own_words, issuing, charts)
"""What a pack of letters has for one of its schools only."""


def opened(chosen: ChosenDocument) -> None:
    """One of the sections at a time; the hidden ones do not run."""
    wanted = filters.sections("Раздел", Filter("section"), SECTIONS)
    pack = chosen.kind == "school" and chosen.org is None
    for draw in SECTIONS[wanted]:
        if pack and draw in OF_ONE:
            st.info("Это — для одной школы: выберите её в поле «Кому».")
            return
        doors.guarded(partial(draw, chosen))
