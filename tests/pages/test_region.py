"""The page «Регион»: districts side by side from their kept verdicts, for whoever may see them."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_plus, urlencode

import pytest
from starlette.requests import Request

from bench.growth import load, places_of, report
from data_model.people import Author, Grant, Role
from data_model.places import Municipality, region_code
from data_model.store import Store
from loaders.roadmaps.editions import with_parents
from tests.pages.conftest import Enter, Open, opener, plain, shown_tables, words
from ui.monitoring import pictures
from ui.printing.sheets import print_view
from ui.roadmap import desk

FILE = "pages/monitoring/districts.py"
REGION = "Примерная область"
OF_REGION = Author("Министерство", (Grant(Role.REGION, region=REGION),), "min", 9)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three districts of a region and one of another; two of them have reported."""
    file = tmp_path_factory.mktemp("region") / "roadmap.db"
    store = Store.create(f"sqlite:///{file}")
    for number in (10, 2, 1, 3):
        load(store, number)
        store.save_region(str(1000 + number), REGION if number != 3 else "Другая область")
    report(store, 2)
    report(store, 10)
    store.close()
    return file


@pytest.fixture
def region(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.chdir(tmp_path)
    yield opener()


def test_the_map_holds_the_districts_of_the_region_as_people_sort_them(
    region: Open, enter: Enter
) -> None:
    enter(OF_REGION)
    app = region(FILE)
    assert [error.message for error in app.exception] == []
    assert app.title[0].value == f"{REGION}, 2021 год"
    names = list(dict.fromkeys(shown_tables(app)[0]["Район"]))
    assert names == ["Район 1", "Район 2", "Район 10"]
    assert "№\u00a09 Билет в будущее" in set(shown_tables(app)[0]["Показатель"])
    assert "3\u00a0района" in words(app)
    assert "Нет показателей" not in words(app)


def test_a_district_without_a_roadmap_of_the_year_is_named_and_not_counted(
    region: Open, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, enter: Enter
) -> None:
    """Район без карты этого года не считается среди тех, чьи показатели сложены."""
    file = Path(shutil.copy(database, tmp_path / "with one more.db"))
    store = Store.create(f"sqlite:///{file}")
    store.save_register(Municipality("1099", "Район 99", "Район 99"), places_of(99))
    store.save_region("1099", REGION)
    store.close()
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{file}")
    enter(OF_REGION)
    said = plain(region(FILE))
    assert "3 района: выполнено" in said
    assert "Нет показателей 2021 года: Район 99." in said


@pytest.mark.parametrize("section", ["Карта", "Показатель", "Годы", "Сбор отчётов"])
def test_every_part_opens_for_a_person_of_the_region_and_for_one_pc(
    region: Open, enter: Enter, section: str
) -> None:
    app = region(FILE, section=section, region=REGION)
    assert [error.message for error in app.exception] == []
    enter(OF_REGION)
    app = region(FILE, section=section)
    assert [error.message for error in app.exception] == []
    assert "Район 3" not in words(app)


COMPUTED = (
    "region_rows",
    "district_rows",
    "movements",
    "collections",
    "mean_against_the_best",
    "frames.beside_one_another",
    "frames.of_region",
)


@pytest.mark.parametrize("section", ["Карта", "Показатель", "План региона", "Годы", "Сбор отчётов"])
def test_a_click_on_unchanged_data_goes_through_no_rows(
    region: Open, enter: Enter, monkeypatch: pytest.MonkeyPatch, section: str
) -> None:
    """Щелчок, после которого данные прежние, не складывает районы и не собирает таблиц заново."""
    enter(OF_REGION)
    app = region(FILE, section=section, best="True")
    shown, done = words(app), list[str]()
    for name in COMPUTED:
        monkeypatch.setattr(
            f"ui.monitoring.districts.{name}", lambda *_, name=name: done.append(name)
        )
    app.run()
    assert [error.message for error in app.exception] == []
    assert (words(app), done) == (shown, [])


def test_a_district_without_a_region_is_led_to_where_it_is_named(sample: Open) -> None:
    """«План региона» без региона: ссылка открывает раздел, где регион указывают."""
    app = sample(FILE, section="План региона")
    link = next(one.proto for one in app.main.get("page_link") if "Органы" in one.proto.label)
    assert unquote_plus(link.query_string) == f"section={link.label}"
    opened = sample("pages/registers/registers.py", section=link.label)
    assert "Регион" in [field.label for field in opened.text_input]


def test_who_collects_least_stands_first(region: Open, enter: Enter) -> None:
    enter(OF_REGION)
    app = region(FILE, section="Сбор отчётов")
    table = shown_tables(app)[0]
    assert list(table["Район"]) == ["Район 1", "Район 2", "Район 10"]
    assert list(table["Отчитались"]) == [0, 14, 14]
    assert "не все отчёты у 1\u00a0района" in words(app)


def test_an_indicator_stands_with_the_target_of_each_district(region: Open, enter: Enter) -> None:
    enter(OF_REGION)
    app = region(FILE, section="Показатель")
    table = shown_tables(app)[0]
    assert set(table["Район"]) == {"Район 1", "Район 2", "Район 10"}
    assert all(table["План"])
    assert "выполнили" in words(app)


def test_a_person_of_the_region_is_offered_no_other_page(region: Open, enter: Enter) -> None:
    enter(OF_REGION)
    app = region(FILE)
    assert [link.label for link in app.sidebar.get("page_link")] == ["Показатели"]
    assert "Эта страница вам не открыта" in words(region("pages/monitoring/matrix.py"))


def test_an_administrator_gives_the_role_of_a_region_by_its_name(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "roadmap.db"
    shutil.copy(database, file)
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{file}")
    app = opener()("pages/access/people.py")
    app.text_input(key="new-login").set_value("min")
    app.text_input(key="new-name").set_value("Министерство")
    app.selectbox(key="new-role").set_value("регион")
    app.selectbox(key="new-place").set_value(f"region {REGION}")
    next(one for one in app.button if one.label == "Добавить и выдать код").click().run()
    assert [error.value for error in app.error] == []
    store = Store.open(f"sqlite:///{file}")
    assert [one.grants for one in store.people()] == [(Grant(Role.REGION, region=REGION),)]
    store.close()
    assert f"регион, {REGION}" in " ".join(shown_tables(app)[0]["Роли"])


# the way from a cell of a map, and on to paper


@pytest.mark.parametrize("section", ["Карта", "Годы"])
def test_a_cell_leads_who_sees_the_region_to_the_indicator_over_districts(
    region: Open, enter: Enter, monkeypatch: pytest.MonkeyPatch, section: str
) -> None:
    """Роли «регион» страницы района закрыты: ячейка открывает показатель здесь же."""
    follows: list[pictures.Follow] = []

    def draw(figure: object, key: str, follow: pictures.Follow, hint: str) -> None:
        follows.append(follow)

    enter(OF_REGION)
    monkeypatch.setattr(pictures, "show", draw)
    app = region(FILE, section=section, shared="ticket_to_future")
    assert follows
    column = "open_lessons" if section == "Карта" else "2021"
    monkeypatch.setattr(pictures, "show", lambda figure, key, *_: follows[0](["1002", column]))
    app.run()
    monkeypatch.setattr(pictures, "show", lambda *_: None)
    app.run()
    assert app.radio(key="districts-section").value == "Показатель"
    wanted = "open_lessons" if section == "Карта" else "ticket_to_future"
    assert app.selectbox(key="shared").value == wanted
    assert [error.message for error in app.exception] == []


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ({"year": "2021"}, 200, "Район 10"),
        ({"of_year": "2021"}, 200, "28 из 42"),
        ({"year": "2021", "section": "Сбор отчётов"}, 200, "Доля сдавших"),
        ({"year": "2021", "region": "Другая область"}, 404, "Такого региона или года нет"),
        ({"year": "1990"}, 404, "Такого региона или года нет"),
        ({"year": "x"}, 404, "Такого региона или года нет"),
    ],
)
def test_the_region_is_printed_for_who_has_no_district(
    region: Open, enter: Enter, query: dict[str, str], status: int, says: str
) -> None:
    enter(OF_REGION)
    asked = {"type": "http", "path_params": {"page": "districts"}}
    told = print_view(Request(asked | {"query_string": urlencode(query).encode()}))
    text = bytes(told.body).decode().replace("\u00a0", " ")
    assert (told.status_code, says in text) == (status, True)
    assert "Район 3" not in text


# the region's own roadmap

PLAN = "План региона"


@pytest.fixture
def with_plan(
    region: Open, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """The region has the districts' roadmap as its own; two of three answer row 9, one row 8."""
    file = Path(shutil.copy(database, tmp_path / "with plan.db"))
    store = Store.create(f"sqlite:///{file}")
    above = replace(store.roadmaps("1002")[2021], code="region", title="Карта области")
    store.save_roadmap(region_code(REGION), above)
    for district, links in (("1002", {"8": "8", "9": "9"}), ("1010", {"9": "9"})):
        own = store.roadmaps(district)[2021].as_written
        store.save_roadmap(district, with_parents(own, links, [above]))
    store.close()
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{file}")
    yield region


def test_the_plan_of_the_region_stands_beside_the_sum_and_who_is_not_in_it(
    with_plan: Open, enter: Enter
) -> None:
    """План области, сумма двух районов, вывод предварительный: третий район не отвечает."""
    enter(OF_REGION)
    app = with_plan(FILE, section=PLAN)
    assert [error.message for error in app.exception] == []
    plan, outside = shown_tables(app)[:2]
    rows = plan.set_index("№")
    assert rows.loc[9, "Районов в сумме"] == "2 из 3".replace(" ", "\u00a0")
    assert rows.loc[9, "Вывод"] == "предварительный"
    assert rows.loc[1, "Факт"] == "н/д"
    assert rows.loc[1, "Вывод"] == "—"
    named = dict(zip(outside["Район"], outside["Строки карты региона"], strict=True))
    assert named["Район 1"].split(", ")[:2] == ["1", "2"]
    assert "9" in named["Район 1"].split(", ")
    assert not {"8", "9"} & {*named["Район 2"].split(", ")}
    assert "предварительных — 2" in plain(app)


def test_a_person_of_the_region_loads_its_roadmap_and_the_office_of_a_district_does_not(
    with_plan: Open, enter: Enter
) -> None:
    """Загрузку карты региона видит роль «регион»; главный специалист района её читает."""
    enter(OF_REGION)
    assert "Пустая карта" in [one.label for one in with_plan(FILE, section=PLAN).button]
    enter(Author("Анна", (Grant(Role.CONTROLLER, "1002"),), "anna", 7))
    app = with_plan(FILE, section=PLAN, municipality="1002", year="2021")
    assert [error.message for error in app.exception] == []
    assert "Пустая карта" not in [one.label for one in app.button]
    assert "Карта «Карта области»" in [one.label for one in app.expander]


def test_a_region_without_a_roadmap_says_what_it_would_show(region: Open, enter: Enter) -> None:
    enter(OF_REGION)
    app = region(FILE, section=PLAN)
    assert "У региона нет своей карты на 2021 год" in plain(app)
    app = region(FILE, section=PLAN)
    assert [error.message for error in app.exception] == []


def test_a_roadmap_of_the_region_is_laid_on_the_desk_and_saved(region: Open, enter: Enter) -> None:
    """Заготовка ложится на стол региона, а не района: у районов ничего не прибавилось."""
    enter(OF_REGION)
    app = region(FILE, section=PLAN)
    next(one for one in app.button if one.label == "Положить на стол").click().run()
    assert [error.message for error in app.exception] == []
    assert any("Ничего ещё не сохранено" in one.value for one in app.markdown)
    next(one for one in app.button if one.label == "Убрать черновик").click().run()
    assert [error.message for error in app.exception] == []


# which rows of a district answer it

ROADMAP = "pages/registers/roadmap.py"
ROWS = {"part": "Строки региона", "municipality": "1001", "year": "2021"}


def test_links_are_proposed_on_the_page_of_the_roadmap_and_confirmed_by_a_button(
    with_plan: Open,
) -> None:
    app = with_plan(ROADMAP, **ROWS)
    assert [error.message for error in app.exception] == []
    assert "Связаны с картой региона 0 из 12 строк" in plain(app)
    confirm = next(one for one in app.button if one.label.startswith("Подтвердить предложенные"))
    assert confirm.label == "Подтвердить предложенные (12)"
    confirm.click().run()
    assert [error.value for error in app.error] == []
    assert "Связаны с картой региона 12 из 12 строк." in plain(app)
    assert not [one for one in app.button if one.label.startswith("Подтвердить предложенные")]


def test_the_passport_of_a_linked_row_names_the_row_of_the_region(with_plan: Open) -> None:
    """Связь видна и в паспорте показателя; у строки без связи о карте региона не сказано."""
    address = {"part": "Паспорта", "municipality": "1002", "year": "2021"}
    linked = {
        number: dict(zip(card["Что"], card["Как определено"], strict=True))
        for number in ("8", "9", "10")
        for card in [with_plan(ROADMAP, indicator=number, **address).table[0].value]
    }
    above = {number: card.get("Строка карты региона") for number, card in linked.items()}
    assert sum(text is not None for text in above.values()) == 2, above
    assert all(text.replace("\\", "").startswith(f"{one}. ") for one, text in above.items() if text)


def test_a_methodist_sees_the_links_and_no_button(with_plan: Open, enter: Enter) -> None:
    enter(Author("Анна", (Grant(Role.METHODIST, "1002"),), "anna", 7))
    app = with_plan(ROADMAP, **ROWS | {"municipality": "1002"})
    assert [error.message for error in app.exception] == []
    assert "Связаны с картой региона 2 из 12 строк" in plain(app)
    assert "Сохранить связи" not in [one.label for one in app.button]


@pytest.mark.parametrize(
    ("district", "words"),
    [("1003", "У региона «Другая область» своей карты в программе нет"),
     ("1002", "Связаны с картой региона")],
)  # fmt: skip
def test_what_is_missing_for_links_is_told(with_plan: Open, district: str, words: str) -> None:
    app = with_plan(ROADMAP, **ROWS | {"municipality": district})
    assert words in plain(app)


def test_the_desk_asks_which_row_of_the_region_a_row_answers(with_plan: Open) -> None:
    """Правка карты района: у строки выбирают строку карты региона, выбор остаётся в черновике."""
    address = ROWS | {"part": "Новая редакция", "municipality": "1002"}
    app = with_plan(ROADMAP, **address)
    next(one for one in app.button if one.label == "Править действующую карту").click().run()
    assert [error.message for error in app.exception] == []
    choice = next(one for one in app.selectbox if one.label == "Строка карты региона")
    assert choice.value == ""
    assert len(choice.options) == 13
    choice.select_index(1)
    next(one for one in app.button if one.label == "Подтвердить строку").click().run()
    assert [error.message for error in app.exception] == []
    draft = desk.draft("1002")
    assert draft is not None
    assert draft.review is not None
    assert draft.review.proposal.row("1").parent_row == "region:work_plan"
    desk.clear("1002")
