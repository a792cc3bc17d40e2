"""Год школы на сервере: приглашение, форма на экране, замечание, исправление, приём, поручение.

Методист на том же сервере возвращает отчёт со словами и принимает десять сразу.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from access.passwords import digest_of_code, hash_password, new_code
from data_model.decisions import AssignmentState
from data_model.people import Author, Grant, Role
from data_model.returns import Origin, ReviewState
from data_model.store import Store
from data_model.store.access import acting
from loaders.forms.book import stamped_request
from loaders.forms.screen import ScreenForm, fields_of, prefilled, with_draft
from loaders.intake import context_of, receive_typed
from tests.browser.conftest import PATIENCE, running
from tests.browser.visits import Visit

HERE, SCHOOL, YEAR = "58040", "580411", 2022
NAME = "МБОУ СОШ с. Полынкино"
TEN = [f"5804{number:02d}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 12)]
PASSWORD = "верная лошадь 2026"
BY_HAND = {"q_ticket_pupils_g6", "q_art_profi_participants"}
"""Fields that the test types in the browser; a colleague has filled in the others."""


def of(org: str) -> Author:
    return Author(f"Завуч {org}", (Grant(Role.SCHOOL, HERE, org),), f"school-{org}", 1)


def prepared(store: Store) -> str:
    """Reviews are on, ten returns wait, the form of the school is half filled; the code."""
    store.switch_review(HERE, is_on=True)
    for org in TEN:
        with acting(of(org)):
            request = stamped_request(store.snapshot(HERE), org, YEAR)
            form = ScreenForm(request, with_draft(request, {"q_ticket_pupils_g6": "0"}))
            receive_typed(form.content, request, context_of(store), store, basis=1)
    with acting(of(SCHOOL)):
        request = stamped_request(store.snapshot(HERE), SCHOOL, YEAR)
        known = {slot.name for slot in prefilled(request)}
        answers = {
            name: "0" if slot.grade else "нет"
            for name, slot in fields_of(request).items()
            if not slot.part and name not in known | BY_HAND
        }
        store.save_draft(SCHOOL, YEAR, answers)
    grant = Grant(Role.METHODIST, HERE)
    store.add_person("anna", "Методист", grant, hash_password(PASSWORD, "anna"))
    store.add_person("admin", "Администратор", Grant(Role.ADMINISTRATOR))
    login, code = f"school-{SCHOOL}", new_code()
    store.add_person(login, "Завуч", Grant(Role.SCHOOL, HERE, SCHOOL))
    store.invite(login, digest_of_code(code), datetime.now(UTC) + timedelta(days=1))
    return code


@pytest.fixture
def office(
    sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, Store, str]]:
    database = Path(shutil.copy(sample_database, tmp_path / "roadmap.db"))
    monkeypatch.setenv("ROADMAP_MODE", "office")
    store = Store.create(f"sqlite:///{database.as_posix()}")
    code = prepared(store)
    with running(tmp_path, database) as (address, _):
        yield address, store, code
    store.close()


@contextmanager
def window(browser: Browser) -> Iterator[Visit]:
    """A profile of one's own, as on another computer."""
    context = browser.new_context(
        locale="ru-RU", viewport={"width": 1440, "height": 1000}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    yield Visit(context.new_page())
    context.close()


def waiting(store: Store) -> set[str]:
    found = store.snapshot(HERE).revisions
    return {one.org for one in found if one.review is ReviewState.WAITING}


def typed(page: Page, label: str, question: str, text: str) -> None:
    """By keyboard alone once the field has the focus: typed, left by Tab, kept."""
    card = page.get_by_test_id("stVerticalBlock").filter(has_text=question).last
    field = card.get_by_label(label, exact=True)
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Черновик сохранён")).to_be_visible()


def choose_alone(page: Page, name: str) -> None:
    """Of the returns that wait this one only is chosen."""
    field = page.get_by_role("combobox", name="Какие отчёты")
    box = page.get_by_test_id("stMultiSelect").filter(has=field)
    box.get_by_role("button", name=re.compile("Очистить|Clear")).click()
    expect(page.get_by_text("Выберите отчёты, чтобы принять их")).to_be_visible()
    option = page.get_by_role("option").filter(has_text=name)
    for patience in (5_000, 5_000, PATIENCE):  # a rerun may close the list under the hand
        field.fill(name.rpartition(" ")[2])
        with suppress(PlaywrightTimeout):
            option.click(timeout=patience)
            break
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Принять 1 отчёт")).to_be_visible()


def test_a_school_does_its_whole_year_and_a_methodist_accepts_ten_at_once(
    office: tuple[str, Store, str], browser: Browser
) -> None:
    address, store, code = office
    assert waiting(store) == {*TEN}
    with window(browser) as school, window(browser) as methodist:
        # the invitation
        page = school.page
        page.goto(f"{address}/invite")
        page.fill("input[name=code]", code)
        page.fill("input[name=password]", PASSWORD)
        page.fill("input[name=again]", PASSWORD)
        page.get_by_role("button", name="Задать пароль").click()
        school.go(f"{address}/my_return?year={YEAR}")
        expect(page.get_by_text("не сдан")).to_be_visible()
        # the form on screen, with a remark beside its field
        page.get_by_text("Заполнить форму на экране").click()
        expect(page.get_by_role("heading", name="Форма отчёта")).to_be_visible()
        typed(page, "6 класс", "Билет в будущее", "2 чел.")
        expect(page.get_by_text("Записано «2 чел.», взято число")).to_be_visible()
        typed(page, "Число, чел.", "Арт-Профи-Форум", "три")
        expect(page.get_by_text("Записано «три», нужно целое число")).to_be_visible()
        assert (school.faults(), school.english(), school.overflow()) == ([], [], 0)
        page.get_by_role("button", name="Отправить отчёт").click()
        expect(page.get_by_text("отправлен на проверку методисту")).to_be_visible()
        assert waiting(store) == {*TEN, SCHOOL}

        # the methodist returns it with words
        office_page = methodist.page
        office_page.goto(f"{address}/login")
        office_page.fill("input[name=login]", "anna")
        office_page.fill("input[name=password]", PASSWORD)
        office_page.get_by_role("button", name="Войти").click()
        methodist.go(f"{address}/board?year={YEAR}")
        expect(office_page.get_by_text("На проверке: 11 отчётов")).to_be_visible()
        assert methodist.faults() == []
        office_page.get_by_text(f"{NAME}: версия").click()
        expect(office_page.get_by_text("показатель 10", exact=True)).to_be_attached()
        choose_alone(office_page, NAME)
        office_page.get_by_placeholder("Увидит школа").fill("Исправьте число участников форума")
        office_page.get_by_role("button", name="Вернуть 1 отчёт").click()
        expect(office_page.get_by_text("Возвращено на доработку: 1 отчёт")).to_be_visible()
        assert waiting(store) == {*TEN}

        # the school mends it
        school.go(f"{address}/my_return?year={YEAR}")
        expect(page.get_by_text("Исправьте число участников форума")).to_be_visible()
        page.get_by_text("Заполнить форму на экране").click()
        typed(page, "Число, чел.", "Арт-Профи-Форум", "3")
        expect(page.get_by_text("Записано «три», нужно целое число")).to_be_hidden()
        page.get_by_role("button", name="Отправить отчёт").click()
        expect(page.get_by_text("отправлен на проверку методисту")).to_be_visible()

        # all that wait are accepted at once
        methodist.go(f"{address}/board?year={YEAR}")
        office_page.get_by_text("Выбрать и отчёты с вопросами").click()
        office_page.get_by_role("button", name="Принять 11 отчётов").click()
        expect(office_page.get_by_text("Принято: 11 отчётов")).to_be_visible()
        assert waiting(store) == set()

        # an assignment is reported with its proof
        school.go(f"{address}/my_return?year={YEAR}")
        expect(page.get_by_text("принят", exact=False).first).to_be_visible()
        page.get_by_text("Сообщить об исполнении").first.click()
        page.get_by_label("Что сделано").fill("Назначили ответственного")
        page.get_by_label("Подтверждающий документ: наименование").fill("Приказ о назначении")
        page.locator("input[type=file]").first.set_input_files(
            {"name": "приказ.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
        )
        expect(page.get_by_text("приказ.pdf")).to_be_visible()
        page.get_by_role("button", name="Сообщить", exact=True).click()
        expect(page.get_by_text("Сообщили: исполнено")).to_be_visible()
        assert school.faults() == []

        # the year is closed: its own figures beside those that the district has published
        store.close_year(HERE, YEAR, date(2023, 2, 1), "приказ")
        school.go(f"{address}/my_return?year={YEAR}")
        expect(page.get_by_text("малые группы скрыты")).to_be_visible()
        assert (school.faults(), school.english(), school.overflow()) == ([], [], 0)

    sent = [one for one in store.revisions(SCHOOL, YEAR) if one.is_current]
    assert [(one.origin, one.review) for one in sent] == [(Origin.PAGE, ReviewState.ACCEPTED)]
    seen = store.snapshot(HERE)
    done = next(e for one in seen.assignments for e in one.executions if e.addressee == SCHOOL)
    assert done.state is AssignmentState.DONE
    proof = next(one for one in seen.evidence if one.id == done.evidence)
    assert store.evidence_file(proof.id) == ("приказ.pdf", b"%PDF-1.4")
