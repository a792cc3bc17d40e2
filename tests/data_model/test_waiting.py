"""Uploads that nobody has decided on yet: rows that outlive the server, each its owner's alone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from data_model.database.opening import address
from data_model.database.queue import queued
from data_model.errors import DatabaseTrouble, NothingThere, Refused
from data_model.people import Author, Grant, Quotas, Role
from data_model.returns import MarkedCopy, UploadState, WaitingUpload
from data_model.store import Store, waiting
from data_model.store.access import acting
from data_model.store.waiting import (
    GIVEN_UP,
    KEPT,
    MOST_ATTEMPTS,
    CopyOf,
    FileAnswer,
    SentBytes,
    WantedFile,
)
from tests.builders import a_municipality
from tests.conftest import Copier

HERE = a_municipality().code
FILES = [SentBytes("580401_2022.xlsx", b"first"), SentBytes("архив.zip", b"second")]


def person(login: str, role: Role = Role.METHODIST, place: str = HERE) -> Author:
    return Author(login, (Grant(role, place, "580401" if role is Role.SCHOOL else None),), login)


ANNA, OLGA = person("anna"), person("olga", Role.SCHOOL)


@pytest.fixture
def store(url: str, copy_of: Copier) -> Store:
    return copy_of(url, with_a_methodist)


def with_a_methodist(store: Store) -> None:
    store.save_register(a_municipality(), [])
    store.add_person("anna", "Анна")
    store.give_role("anna", Grant(Role.METHODIST, HERE))


def sent(store: Store, who: Author = ANNA, place: str = HERE) -> int:
    with acting(who):
        return store.receive_upload(FILES, place, 2022)


def own(store: Store, number: int = 0) -> WaitingUpload:
    with acting(ANNA):
        return store.waiting_uploads()[number]


def checked(store: Store, number: int, *waiting: int, server: str = "one") -> None:
    """A worker has checked an upload; the files named wait, or all of them."""
    upload = store.begin_work(number, server)
    assert upload is not None
    left = waiting or tuple(one.id for one in upload.files)
    store.end_work(number, server, UploadState.CHECKED, "итог", left)


def test_an_upload_has_owner_district_year_and_bytes_and_changes_no_figure(store: Store) -> None:
    version, lines = store.version(), len(store.journal())
    number = sent(store)
    found = own(store)
    with acting(ANNA):
        assert [store.waiting_content(one.id) for one in found.files] == [b"first", b"second"]
    assert (found.id, found.owner, found.municipality, found.year) == (number, "anna", HERE, 2022)
    assert (found.state, found.is_at_work) == (UploadState.RECEIVED, True)
    assert [(one.filename, one.size) for one in found.files] == [
        (one.filename, len(one.content)) for one in FILES
    ]
    assert (store.version(), len(store.journal())) == (version, lines)


def test_nobody_sees_reads_or_decides_on_the_files_of_another(store: Store) -> None:
    number = sent(store)
    checked(store, number)
    file = own(store).files[0].id
    with acting(OLGA):
        assert store.waiting_uploads() == ()
        for act in (
            lambda: store.waiting_content(file),
            lambda: store.waiting_outcome(number),
            lambda: store.marked_copies(number),
            lambda: store.check_again(number),
        ):
            with pytest.raises(NothingThere):
                act()
        assert not store.decide_upload(number, "")
        assert not store.drop_upload(number)
    with acting(ANNA):
        assert store.waiting_outcome(number) == "итог"
        assert store.decide_upload(number, "")


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.HEAD, Role.ADMINISTRATOR])
def test_only_schools_and_methodists_send_and_only_in_their_district(
    store: Store, role: Role
) -> None:
    with pytest.raises(Refused):
        sent(store, person("other", role))
    with pytest.raises(Refused):
        sent(store, person("other", Role.METHODIST, "58999"))


def test_work_is_done_in_the_name_of_who_has_sent_it_with_the_roles_of_today(
    store: Store,
) -> None:
    number = sent(store)
    upload = store.begin_work(number, "one")
    assert upload is not None
    assert (upload.author.login, upload.author.grants) == ("anna", ANNA.grants)
    store.block("anna")
    again = store.begin_work(number, "two")
    assert again is not None
    assert again.author.grants == (), "кому закрыли вход, за того ничего не принимают"
    alone = store.receive_upload(FILES)
    of_program = store.begin_work(alone, "one")
    assert of_program is not None
    assert of_program.author.grants is None, "на одном компьютере можно всё"


def test_what_is_not_fit_goes_and_members_of_an_archive_wait_beside_the_files(
    store: Store,
) -> None:
    number = sent(store)
    upload = store.begin_work(number, "one")
    assert upload is not None
    first = upload.files[0].id
    (member,) = store.add_waiting(number, "one", [SentBytes("архив.zip/580402.xlsx", b"member")])
    copy = MarkedCopy("580402_замечания.xlsx", "Уважаемые коллеги!", b"form")
    copies = [CopyOf("архив.zip", "0" * 64, copy)]
    store.end_work(number, "one", UploadState.CHECKED, "", [first, member], copies)
    found = own(store)
    assert [one.id for one in found.files] == [first, member]
    assert (found.state, found.is_at_work) == (UploadState.CHECKED, False)
    with acting(ANNA):
        assert store.marked_copies(number) == {("архив.zip", "0" * 64): copy}


def test_a_decision_is_taken_once(store: Store) -> None:
    number = sent(store)
    with acting(ANNA):
        assert not store.decide_upload(number, ""), "nothing was checked yet"
    checked(store, number)
    with acting(ANNA):
        assert [store.decide_upload(number, "") for _ in range(2)] == [True, False]
        assert not store.drop_upload(number)
    other = sent(store)
    checked(store, other)
    with acting(ANNA):
        assert [store.drop_upload(other) for _ in range(2)] == [True, False]
        with pytest.raises(NothingThere):
            store.check_again(other)
    assert own(store, 1).files == ()


def test_what_a_worker_writes_after_another_has_taken_over_is_refused(store: Store) -> None:
    """Замерший исполнитель очнулся, когда его файлы уже разбирает другой: он ничего не портит."""
    number = sent(store)
    upload = store.begin_work(number, "frozen")
    assert upload is not None
    store.add_waiting(number, "frozen", [SentBytes("архив.zip/580402.xlsx", b"member")])
    again = store.begin_work(number, "alive")
    assert again is not None
    assert [one.filename for one in again.files] == [one.filename for one in FILES]
    for act in (
        lambda: store.note_progress(number, "frozen", 1, 2),
        lambda: store.add_waiting(number, "frozen", FILES),
        lambda: store.end_work(number, "frozen", UploadState.CHECKED, "чужой", []),
        lambda: store.break_off(number, "frozen", "сломалось"),
    ):
        with pytest.raises(NothingThere):
            act()
    store.note_progress(number, "alive", 1, 2)
    assert (own(store).done, own(store).total, own(store).server) == (1, 2, "alive")
    store.end_work(number, "alive", UploadState.CHECKED, "свой", [again.files[0].id])
    assert store.begin_work(number, "third") is None, "делать больше нечего"
    with acting(ANNA):
        assert store.waiting_outcome(number) == "свой"


def test_an_upload_that_ends_its_worker_each_time_is_left_to_a_person(store: Store) -> None:
    number = sent(store)
    for attempt in range(MOST_ATTEMPTS):
        assert store.begin_work(number, f"worker {attempt}")
    assert store.begin_work(number, "one more") is None
    found = own(store)
    assert (found.is_at_work, found.trouble, len(found.files)) == (False, GIVEN_UP, 2)
    with acting(ANNA):
        store.check_again(number)
    assert (own(store).is_at_work, own(store).trouble) == (True, "")


def turns(store: Store) -> list[int]:
    """The order in which one worker deals with all that waits."""
    done = []
    while (number := store.next_upload()) is not None:
        done.append(number)
        checked(store, number)
    return done


def test_nobody_waits_for_all_that_another_has_sent(store: Store) -> None:
    """Анна отправила четыре загрузки, Вера одну: вторая по очереди — Верина."""
    anna = [sent(store) for _ in range(4)]
    vera = sent(store, person("vera"))
    later = sent(store)
    assert turns(store) == [anna[0], vera, *anna[1:], later]


def test_districts_take_their_turns_and_in_a_district_its_people(store: Store) -> None:
    """Два района: одному человеку второго района достаётся половина, а не треть."""
    store.save_register(a_municipality(code="58999", name="Другой район"), [])
    first = [(sent(store), sent(store, person("vera"))) for _ in range(4)]
    there = person("petr", place="58999")
    other = [sent(store, there, "58999") for _ in range(4)]
    order = turns(store)
    early = order[:6]
    assert {*first[0]} <= {*early}
    assert len({*other} & {*early}) >= 2
    assert order.index(other[3]) < order.index(first[3][0])


def test_only_the_last_uploads_of_a_person_that_are_over_stay(store: Store) -> None:
    waits = sent(store)
    checked(store, waits)
    for _ in range(KEPT + 2):
        number = sent(store)
        checked(store, number)
        with acting(ANNA):
            store.drop_upload(number)
    with acting(ANNA):
        kept = [one.id for one in store.waiting_uploads()]
    assert waits in kept, "что ждёт человека, остаётся"
    assert len(kept) == 1 + KEPT


def test_what_nobody_asked_for_goes(store: Store) -> None:
    busy, old = sent(store), sent(store)
    checked(store, old)
    store.drop_old_uploads(datetime.now(UTC) - timedelta(days=3))
    with acting(ANNA):
        assert len(store.waiting_uploads()) == 2
    store.drop_old_uploads(datetime.now(UTC) + timedelta(days=1))
    assert own(store).id == busy


def test_files_are_not_received_on_a_disk_that_is_nearly_full(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.create(sqlite_url)
    monkeypatch.setattr(waiting, "LEAST_ROOM", 1 << 60)
    with pytest.raises(DatabaseTrouble, match="осталось меньше"):
        store.receive_upload(FILES)
    assert store.waiting_uploads() == ()
    store.close()


def test_a_person_has_so_many_uploads_waiting_and_no_more(store: Store) -> None:
    """Шестая загрузка ждёт, пока по прежним не решено; у другого человека своя доля."""
    few = Quotas(uploads=2)
    with acting(ANNA):
        first, second = (store.receive_upload(FILES, HERE, 2022, quotas=few) for _ in range(2))
        with pytest.raises(Refused, match="ждут загрузки: 2.*«Не принимать», потом загрузите"):
            store.receive_upload(FILES, HERE, 2022, quotas=few)
        assert [one.id for one in store.waiting_uploads()] == [first, second]
    with acting(OLGA):
        store.receive_upload(FILES, HERE, 2022, quotas=few)
    checked(store, first)
    with acting(ANNA):
        assert store.drop_upload(first)
        assert store.receive_upload(FILES, HERE, 2022, quotas=few)


def test_files_of_a_person_that_wait_have_a_size_together(store: Store) -> None:
    """Считаются и части архива, положенные рядом с ним; на одном компьютере доли нет."""
    megabyte, two = [SentBytes("архив.zip", bytes(2**20))], Quotas(megabytes=2)
    with acting(ANNA):
        number = store.receive_upload(megabyte, HERE, 2022, quotas=two)
        with pytest.raises(Refused, match="заняли бы 3 МБ, одному человеку можно до 2"):
            store.receive_upload(megabyte * 2, HERE, 2022, quotas=two)
        assert store.begin_work(number, "one")
        with pytest.raises(Refused, match="заняли бы 3 МБ"):
            store.add_waiting(number, "one", megabyte * 2, two)
        assert store.add_waiting(number, "one", megabyte, two)
    assert store.receive_upload(megabyte * 2, quotas=Quotas(uploads=1, megabytes=1))
    assert store.receive_upload(megabyte * 2, quotas=Quotas(uploads=1, megabytes=1))


def test_a_file_of_another_server_is_asked_for_made_and_handed_over_once(store: Store) -> None:
    store.want_file("one-abc", "one", 7)
    assert store.wanted_files("two") == ()
    assert store.wanted_files("one") == (WantedFile("one-abc", 7),)
    assert store.wanted_answer("one-abc") == (False, None)
    assert [store.begin_wanted("one-abc") for _ in range(2)] == [True, False]
    assert store.wanted_answer("one-abc") == (True, None)
    answer = FileAnswer(200, "Сбор.xlsx", "text/plain", b"bytes")
    store.answer_wanted("one-abc", answer)
    assert store.wanted_answer("one-abc") == (True, answer)
    store.drop_wanted("one-abc")
    assert store.wanted_answer("one-abc") == (False, None)


@pytest.mark.postgres
def test_an_upload_that_has_no_job_gets_one_and_no_second(postgresql_url: str) -> None:
    """После переноса базы или потерянного задания загрузка всё равно дождётся исполнителя."""
    store = Store.create(postgresql_url)
    number = store.receive_upload(FILES)
    engine = create_engine(address(postgresql_url))
    with engine.begin() as connection:
        assert queued(connection) == {number}, "задание — в той же транзакции, что и загрузка"
        connection.execute(text("DELETE FROM procrastinate_jobs"))
    for _ in range(2):
        store.queue_lost_uploads()
    with engine.connect() as connection:
        jobs = connection.execute(text("SELECT count(*) FROM procrastinate_jobs"))
        assert (queued(connection), jobs.scalar()) == ({number}, 1)
    engine.dispose()
    store.close()
