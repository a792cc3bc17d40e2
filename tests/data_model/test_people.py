"""People, their roles and sessions, and the journal of who did what."""

import ast
import inspect
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from data_model.database.opening import address
from data_model.decisions import DocumentFile, DocumentSlot, IssuedDocument
from data_model.errors import NothingThere, Refused, UnknownPlace
from data_model.people import Author, Grant, JournalHead, Role
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.acts import ACTS
from data_model.store.questions import QUESTIONS
from tests.builders import a_municipality, a_submission
from tests.conftest import Copier

TOKEN = "t" * 64


@pytest.fixture
def people(url: str, copy_of: Copier) -> Store:
    return copy_of(url, with_people)


def with_people(store: Store) -> None:
    """An administrator, and a methodist of a district."""
    store.save_register(a_municipality(), [])
    store.add_person("admin", "Администратор района")
    store.give_role("admin", Grant(Role.ADMINISTRATOR))
    store.add_person("anna", "Методист МЦПРО")
    store.give_role("anna", Grant(Role.METHODIST, "58040"))
    store.set_password("anna", "hash")


def test_people_are_listed_with_their_roles(people: Store) -> None:
    admin, anna = people.people()
    assert (admin.login, admin.grants) == ("admin", (Grant(Role.ADMINISTRATOR),))
    assert (anna.name, anna.grants) == ("Методист МЦПРО", (Grant(Role.METHODIST, "58040"),))
    assert (admin.has_password, anna.has_password) == (False, True)


def test_the_only_municipality_need_not_be_named(people: Store) -> None:
    people.give_role("anna", Grant(Role.HEAD))
    assert Grant(Role.HEAD, "58040") in people.people()[1].grants


@pytest.mark.parametrize(
    ("act", "error", "words"),
    [
        (lambda s: s.add_person("anna", "Другая"), Refused, "занят"),
        (lambda s: s.add_person("", "Никто"), Refused, "Логин"),
        (lambda s: s.give_role("нет", Grant(Role.HEAD)), NothingThere, "нет"),
        (lambda s: s.give_role("anna", Grant(Role.SCHOOL)), Refused, "--org"),
        (lambda s: s.give_role("anna", Grant(Role.SCHOOL, None, "1")), UnknownPlace, "реестре"),
        (lambda s: s.give_role("anna", Grant(Role.HEAD, "99")), UnknownPlace, "99"),
        (lambda s: s.take_role("anna", Grant(Role.HEAD)), NothingThere, "роли"),
        (lambda s: s.take_role("admin", Grant(Role.ADMINISTRATOR)), Refused, "последний"),
        (lambda s: s.block("admin"), Refused, "последний"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    people: Store, act: object, error: type[Exception], words: str
) -> None:
    before = people.people()
    with pytest.raises(error, match=words):
        act(people)  # type: ignore[operator]
    assert people.people() == before


def test_a_session_ends_with_block_role_of_the_moment_counts(people: Store) -> None:
    people.begin_session("anna", TOKEN, "10.0.0.5", "Firefox")
    who = people.signed_in(TOKEN)
    assert who is not None
    assert (who.name, who.login, who.address) == ("Методист МЦПРО", "anna", "10.0.0.5")
    people.give_role("anna", Grant(Role.HEAD))
    again = people.signed_in(TOKEN)
    assert again is not None
    assert again.has(Role.HEAD)
    people.block("anna")
    assert people.signed_in(TOKEN) is None
    people.unblock("anna")
    assert people.signed_in(TOKEN) is None, "a session that was ended stays ended"


@pytest.mark.parametrize("ends", ["password", "end", "end all"])
def test_a_session_ends_when_it_is_told_to(people: Store, ends: str) -> None:
    number = people.begin_session("anna", TOKEN, "", "")
    assert [one.id for one in people.sessions("anna")] == [number]
    match ends:
        case "password":
            people.set_password("anna", "another")
        case "end":
            people.end_session(number)
        case _:
            people.end_sessions("anna")
    assert people.signed_in(TOKEN) is None
    assert people.sessions() == ()


def test_who_has_no_password_gives_none_and_who_is_blocked_begins_no_session(
    people: Store,
) -> None:
    """Кто входит через каталог организации, пароля здесь не имеет."""
    assert people.password_of("admin") is None
    people.block("anna")
    with pytest.raises(Refused, match="закрыт"):
        people.begin_session("anna", TOKEN, "", "")
    assert people.password_of("anna") is None


def test_an_invitation_is_good_once_and_only_the_last_one(people: Store) -> None:
    until = datetime.now(UTC) + timedelta(days=1)
    people.invite("admin", "a" * 64, until)
    people.invite("admin", "b" * 64, until)
    assert (people.invited("a" * 64), people.invited("b" * 64)) == (None, "admin")
    assert people.accept_invitation("b" * 64, "hash") == "admin"
    assert people.password_of("admin") == "hash"
    with pytest.raises(Refused, match="использован"):
        people.accept_invitation("b" * 64, "other")
    people.invite("admin", "c" * 64, datetime.now(UTC) - timedelta(seconds=1))
    assert people.invited("c" * 64) is None


def test_wrong_passwords_make_the_next_one_wait(people: Store) -> None:
    """Пять ошибок без ожидания, шестая попытка ждёт; верный пароль всё забывает."""
    for _ in range(5):
        assert people.wait_before_sign_in("anna", "10.0.0.5") <= timedelta()
        people.note_sign_in_error("anna", "10.0.0.5")
    assert people.wait_before_sign_in("anna", "10.0.0.9") > timedelta()
    assert people.wait_before_sign_in("admin", "10.0.0.5") <= timedelta()
    people.begin_session("anna", TOKEN, "", "")
    assert people.wait_before_sign_in("anna", "10.0.0.9") <= timedelta()


METHODIST = Author("Методист", (Grant(Role.METHODIST, "58040"),), "anna", 1, "10.0.0.5")
STRANGER = Author("Чужой методист", (Grant(Role.METHODIST, "99999"),), "petr")
ADMINISTRATOR = Author("Администратор", (Grant(Role.ADMINISTRATOR),), "admin")


def test_an_act_is_in_the_journal_with_its_author_and_what_it_changed(people: Store) -> None:
    with acting(METHODIST):
        people.save_settings("58040", {"office": "Отдел образования"})
        people.save_settings("58040", {"office": "Управление образования"})
    first, second = [one for one in people.journal() if one.act == "изменены настройки"]
    assert (second.person, second.login, second.address) == ("Методист", "anna", "10.0.0.5")
    assert (second.municipality, second.object) == ("58040", "настройки района")
    assert "Отдел образования" in first.after
    assert first.before == ""
    assert "Отдел образования" in second.before
    assert "Управление образования" in second.after


def test_what_changes_nothing_leaves_no_line(people: Store) -> None:
    people.save_settings("58040", {"office": "Отдел"})
    before = people.journal()
    people.save_settings("58040", {"office": "Отдел"})
    people.rehearse(lambda tried: tried.save_settings("58040", {"office": "Иной"}))
    assert people.journal() == before


@pytest.mark.parametrize("who", [STRANGER, ADMINISTRATOR, Author("Никто", ())])
def test_who_has_no_right_is_refused_and_nothing_is_stored(people: Store, who: Author) -> None:
    with acting(who), pytest.raises(Refused, match="не разрешено"):
        people.save_settings("58040", {"office": "Захвачено"})
    assert "office" not in people.municipality().settings


def test_only_an_administrator_lets_people_in(people: Store) -> None:
    with acting(METHODIST), pytest.raises(Refused, match="не разрешено"):
        people.add_person("друг", "Друг")
    with acting(ADMINISTRATOR):
        people.add_person("друг", "Друг")
    assert [one.login for one in people.people()] == ["admin", "anna", "друг"]


def test_the_chain_of_the_journal_is_sound_and_grows(people: Store) -> None:
    heads = people.journal_heads()
    people.save_settings("58040", {"office": "Отдел"})
    assert people.journal_heads()["58040"][0] == heads["58040"][0] + 1
    assert people.broken_links() == ()


@pytest.mark.parametrize("statement", ["UPDATE acts SET person = 'Другой'", "DELETE FROM acts"])
def test_the_database_itself_refuses_to_change_the_journal(
    people: Store, url: str, statement: str
) -> None:
    engine = create_engine(address(url))
    with pytest.raises(DBAPIError, match="только добавляют"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


DAMAGES = {
    "изменена": "UPDATE acts SET person = 'Другой' WHERE number = 1",
    "не хватает": "DELETE FROM acts WHERE number = 1",
    "отрезаны": "DELETE FROM acts WHERE number > 1",
}


def unguarded(url: str, *statements: str) -> None:
    """What somebody with the database in their hands may do to the journal."""
    engine = create_engine(address(url))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER acts_no_update"))
            connection.execute(text("DROP TRIGGER acts_no_delete"))
        else:
            connection.execute(text("DROP TRIGGER acts_only_added ON acts"))
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize("words", DAMAGES)
def test_a_line_changed_taken_out_or_cut_off_is_found(people: Store, url: str, words: str) -> None:
    people.save_settings("58040", {"office": "Отдел"})
    unguarded(url, DAMAGES[words])
    found = people.broken_links()
    assert len(found) == 2, "both chains, of people and of the municipality"
    assert all(words in sentence for sentence in found)


def test_a_tail_cut_off_together_with_its_head_is_missed_by_an_issued_document(
    people: Store, url: str
) -> None:
    """Отрезали конец журнала и поправили его голову: изданный документ называет запись."""
    people.save_settings("58040", {"office": "Отдел"})
    head = people.journal_head("58040")
    assert head is not None
    issue = IssuedDocument(SLOT, "12-м", date(2022, 1, 20), 7, ("Слова.",), head=head)
    people.issue_document(issue, [DocumentFile("pdf", "Протокол.pdf", b"%PDF")])
    assert people.issued_documents("58040")[0].head == head
    assert people.broken_links() == ()
    unguarded(url, CUT, MENDED)
    (found,) = people.broken_links()
    assert "№ 12-м от 20.01.2022" in found and str(head) in found


SLOT = DocumentSlot("58040", "minutes", 2021)
CUT = "DELETE FROM acts WHERE chain = '58040' AND number >= (SELECT number FROM issue_heads)"
MENDED = """
UPDATE act_heads SET
    number = (SELECT max(number) FROM acts WHERE chain = '58040'),
    sha256 = (SELECT sha256 FROM acts WHERE chain = '58040' ORDER BY number DESC LIMIT 1)
WHERE chain = '58040'
"""


def test_a_paper_that_names_another_journal_is_not_issued(people: Store) -> None:
    other = JournalHead(1, "f" * 64)
    issue = IssuedDocument(SLOT, "1", date(2022, 1, 20), 7, ("Слова.",), head=other)
    with pytest.raises(Refused, match="стал другим"):
        people.issue_document(issue, [DocumentFile("pdf", "Протокол.pdf", b"%PDF")])
    assert people.issued_documents("58040") == ()


def test_every_act_of_the_store_has_its_words_and_its_roles() -> None:
    assert all(kind.words and (kind.roles or kind.is_automatic) for kind in ACTS.values())


def questions_and_acts(way: str) -> set[str]:
    """Names of the functions that methods of the store hand to ``_read`` or ``_write``."""
    folder = Path(inspect.getfile(Store)).parent
    found = set()
    for path in folder.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr == way
            ):
                found.add(ast.unparse(call.args[0]))
    return found


def test_every_question_of_the_store_has_a_line_that_says_who_sees_what() -> None:
    asked = {name.rpartition(".")[2] for name in questions_and_acts("_read")}
    assert asked == QUESTIONS.keys()


SCHOOL = Author("Школа 1", (Grant(Role.SCHOOL, "58040", "580401"),), "school-580401", 5)


def test_a_school_sees_its_own_rows_alone(store: Store) -> None:
    """Школа видит свои строки, чужих школ для неё нет."""
    whole = store.snapshot("58040")
    others = {one.code for one in whole.organisations} - {"58040", "580401"}
    assert others, "the district has more than one school"
    with acting(SCHOOL):
        seen = store.snapshot("58040")
        with pytest.raises(UnknownPlace):
            store.snapshot("99999")
        for org in sorted(others):
            with pytest.raises(UnknownPlace):
                store.revisions(org, 2021)
    assert {one.code for one in seen.organisations} == {"58040", "580401"}
    assert {one.org for one in (*seen.facts, *seen.roll, *seen.revisions)} <= {"580401"}


def test_an_administrator_sees_people_and_no_figures(store: Store) -> None:
    with acting(ADMINISTRATOR):
        assert store.people() == ()
        for question in (store.snapshot, store.own_words, store.protocols):
            arguments = ("58040", 2021) if question == store.own_words else ("58040",)
            with pytest.raises(UnknownPlace):
                question(*arguments)


def test_only_ones_own_session_can_be_ended(people: Store) -> None:
    number = people.begin_session("anna", TOKEN, "", "")
    with acting(Author("Пётр", (Grant(Role.METHODIST, "58040"),), "petr")):
        with pytest.raises(Refused, match="Чужой"):
            people.end_session(number)
        with pytest.raises(NothingThere):
            people.sessions("anna")
    with acting(Author("Методист", (), "anna")):
        assert [one.id for one in people.sessions("anna")] == [number]
        people.end_session(number)
    assert people.signed_in(TOKEN) is None


def test_a_revision_tells_who_has_taken_it_in(store: Store) -> None:
    with acting(METHODIST):
        store.save_return(a_submission())
    (revision,) = store.revisions("580401", 2021)
    assert store.return_authors("580401", 2021) == {revision.id: "Методист"}
