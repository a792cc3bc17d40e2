"""Uploads that nobody has decided on yet: rows that outlive the server, each its owner's alone."""

from datetime import UTC, datetime, timedelta

import pytest

from data_model.errors import DatabaseTrouble, NothingThere, Refused
from data_model.people import Author, Grant, Quotas, Role
from data_model.returns import UploadState
from data_model.store import Store, waiting
from data_model.store.access import acting
from data_model.store.waiting import SentBytes
from tests.builders import a_municipality

HERE = a_municipality().code
FILES = [SentBytes("580401_2022.xlsx", b"first"), SentBytes("архив.zip", b"second")]


def person(login: str, role: Role = Role.METHODIST, place: str = HERE) -> Author:
    return Author(login, (Grant(role, place, "580401" if role is Role.SCHOOL else None),), login)


ANNA, OLGA = person("anna"), person("olga", Role.SCHOOL)


@pytest.fixture
def store(empty_store: Store) -> Store:
    empty_store.save_register(a_municipality(), [])
    return empty_store


def sent(store: Store, who: Author = ANNA, server: str = "one") -> int:
    with acting(who):
        return store.receive_upload(FILES, server, HERE, 2022)


def test_an_upload_has_owner_district_year_and_bytes_and_changes_no_figure(store: Store) -> None:
    version, lines = store.version(), len(store.journal())
    number = sent(store)
    with acting(ANNA):
        (found,) = store.waiting_uploads()
        assert [store.waiting_content(one.id) for one in found.files] == [b"first", b"second"]
    assert (found.id, found.owner, found.municipality, found.year) == (number, "anna", HERE, 2022)
    assert found.state is UploadState.RECEIVED
    assert [(one.filename, one.size) for one in found.files] == [
        (one.filename, len(one.content)) for one in FILES
    ]
    assert (store.version(), len(store.journal())) == (version, lines)


def test_nobody_sees_reads_or_decides_on_the_files_of_another(store: Store) -> None:
    number = sent(store)
    with acting(ANNA):
        file = store.waiting_uploads()[0].files[0].id
        store.finish_check(number, [file])
    with acting(OLGA):
        assert store.waiting_uploads() == ()
        with pytest.raises(NothingThere):
            store.waiting_content(file)
        for act in (
            lambda: store.add_waiting(number, FILES),
            lambda: store.finish_check(number, []),
            lambda: store.check_again(number, "one"),
            lambda: store.take_over([number], "two"),
        ):
            with pytest.raises(NothingThere):
                act()
        assert not store.decide_upload(number, "one")
        assert not store.drop_upload(number, "one")
    with acting(ANNA):
        assert store.decide_upload(number, "one")


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.HEAD, Role.ADMINISTRATOR])
def test_only_schools_and_methodists_send_and_only_in_their_district(
    store: Store, role: Role
) -> None:
    with pytest.raises(Refused):
        sent(store, person("other", role))
    with pytest.raises(Refused):
        sent(store, person("other", Role.METHODIST, "58999"))


def test_what_is_not_fit_goes_and_members_of_an_archive_wait_beside_the_files(
    store: Store,
) -> None:
    number = sent(store)
    with acting(ANNA):
        first = store.waiting_uploads()[0].files[0].id
        (member,) = store.add_waiting(number, [SentBytes("архив.zip/580402.xlsx", b"member")])
        store.finish_check(number, [first, member])
        (found,) = store.waiting_uploads()
    assert [one.id for one in found.files] == [first, member]
    assert found.state is UploadState.CHECKED


def test_a_decision_is_taken_once(store: Store) -> None:
    number = sent(store)
    with acting(ANNA):
        assert not store.decide_upload(number, "one"), "nothing was checked yet"
        store.finish_check(number, [one.id for one in store.waiting_uploads()[0].files])
        assert [store.decide_upload(number, "one") for _ in range(2)] == [True, False]
        assert store.drop_upload(number, "one")
        assert not store.drop_upload(number, "one")


def test_another_server_goes_on_with_what_is_checked_or_left_and_with_nothing_else(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Второй сервер на той же базе: недоразобранное чужим живым сервером он не трогает."""
    monkeypatch.setattr(Store, "_has_one_server", False)
    busy, ready = sent(store), sent(store)
    with acting(ANNA):
        store.finish_check(ready, [store.waiting_uploads()[1].files[0].id])
        assert [one.is_free for one in store.waiting_uploads()] == [False, False]
        assert store.take_over([busy, ready], "two") == ready
        with pytest.raises(NothingThere):
            store.take_over([busy], "two")
        assert not store.decide_upload(ready, "one"), "the first server has lost it"
        store.finish_check(ready, [one.id for one in store.waiting_uploads()[1].files])
        assert store.decide_upload(ready, "two")
        monkeypatch.setattr(waiting, "SERVER_IS_GONE", timedelta())
        assert store.take_over([busy], "two") == busy


def test_what_a_stopped_server_left_becomes_one_upload(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "SERVER_IS_GONE", timedelta())
    first, second = sent(store), sent(store)
    with acting(ANNA):
        kept = store.waiting_uploads()[0].files[0].id
        store.add_waiting(first, [SentBytes("архив.zip/580402.xlsx", b"member")])
        assert store.take_over([first, second], "two") == first
        (found,) = store.waiting_uploads()
    assert found.files[0].id == kept
    assert [one.filename for one in found.files] == [one.filename for one in FILES] * 2
    assert (found.server, found.state) == ("two", UploadState.RECEIVED)


def test_what_nobody_asked_for_goes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "SERVER_IS_GONE", timedelta())
    sent(store)
    store.drop_old_uploads(datetime.now(UTC) - timedelta(days=3))
    with acting(ANNA):
        assert len(store.waiting_uploads()) == 1
        store.drop_old_uploads(datetime.now(UTC) + timedelta(days=1))
        assert store.waiting_uploads() == ()


def test_files_are_not_received_on_a_disk_that_is_nearly_full(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.create(sqlite_url)
    monkeypatch.setattr(waiting, "LEAST_ROOM", 1 << 60)
    with pytest.raises(DatabaseTrouble, match="осталось меньше"):
        store.receive_upload(FILES, "one")
    assert store.waiting_uploads() == ()
    store.close()


def test_a_person_has_so_many_uploads_waiting_and_no_more(store: Store) -> None:
    """Шестая загрузка ждёт, пока по прежним не решено; у другого человека своя доля."""
    few = Quotas(uploads=2)
    with acting(ANNA):
        first, second = (
            store.receive_upload(FILES, "one", HERE, 2022, quotas=few) for _ in range(2)
        )
        with pytest.raises(Refused, match="ждут загрузки: 2.*«Не принимать», потом загрузите"):
            store.receive_upload(FILES, "one", HERE, 2022, quotas=few)
        assert [one.id for one in store.waiting_uploads()] == [first, second]
    with acting(OLGA):
        store.receive_upload(FILES, "one", HERE, 2022, quotas=few)
    with acting(ANNA):
        assert store.drop_upload(first, "one")
        assert store.receive_upload(FILES, "one", HERE, 2022, quotas=few)


def test_files_of_a_person_that_wait_have_a_size_together(store: Store) -> None:
    """Считаются и части архива, положенные рядом с ним; на одном компьютере доли нет."""
    megabyte = [SentBytes("архив.zip", bytes(2**20))]
    with acting(ANNA):
        number = store.receive_upload(megabyte, "one", HERE, 2022, quotas=Quotas(megabytes=2))
        with pytest.raises(Refused, match="заняли бы 3 МБ, одному человеку можно до 2"):
            store.receive_upload(megabyte * 2, "one", HERE, 2022, quotas=Quotas(megabytes=2))
        with pytest.raises(Refused, match="заняли бы 3 МБ"):
            store.add_waiting(number, megabyte * 2, Quotas(megabytes=2))
        assert store.add_waiting(number, megabyte, Quotas(megabytes=2))
    assert store.receive_upload(megabyte * 2, "one", quotas=Quotas(uploads=1, megabytes=1))
    assert store.receive_upload(megabyte * 2, "one", quotas=Quotas(uploads=1, megabytes=1))
