"""Who may do what: tables written by hand from the order on access; every act stands in them,
every page and print view, every question of the store, and every way over the wire.

    own       for the own school      all   everything of the own municipality
    district  the municipality's own  -     nothing

The list of acts comes from the code: an act that has no row here fails, and so does a row
without an act. In another municipality nobody may do anything.
"""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from access import rights
from access.gate import Gate, own_page
from access.modes import Mode
from access.passwords import hash_password
from data_model.decisions import DocumentFile, DocumentSlot, EvidenceEntry, IssuedDocument
from data_model.errors import MonitorError, Refused
from data_model.letters import Letter
from data_model.people import Author, Grant, Role
from data_model.places import region_code
from data_model.store import Store, questions
from data_model.store.access import acting
from data_model.store.acts import ACTS, Subject, authorise, may_do
from data_model.store.questions import QUESTIONS
from tests.access.visitor import Visitor
from tests.builders import a_municipality, a_return, a_roadmap, a_school, a_submission
from ui import data, downloads, navigation, server
from ui.printing import sheets

MATRIX = """
act                 school  methodist  controller  head  administrator  region
save_return         own     all        district    -     -              -
save_returns        own     all        district    -     -              -
save_draft          own     district   district    -     -              -
drop_draft          own     district   district    -     -              -
accept_returns      -       all        -           -     -              -
return_reviewed     -       all        -           -     -              -
switch_review       -       -          all         -     -              -
draft_letters       -       all        all         -     -              -
edit_letter         -       all        all         -     -              -
begin_sending       -       all        all         -     -              -
end_sending         -       all        all         -     -              -
settle_letters      -       all        all         -     -              -
answer_problem      -       all        -           -     -              -
send_back           -       all        -           -     -              -
undo_return         -       all        -           -     -              -
save_deadline       -       all        -           -     -              -
save_alias          -       all        all         -     -              -
save_mapping        -       all        -           -     -              -
close_judged        -       -          all         -     -              -
reopen_year         -       -          all         -     -              -
release_assignment  -       -          all         -     -              -
save_protocol       -       all        all         -     -              -
remove_protocol     -       all        all         -     -              -
save_execution      own     all        all         -     -              -
save_evidence       own     all        all         -     -              -
remove_evidence     -       all        all         -     -              -
save_note           -       all        all         all   -              -
offer_note          -       all        all         all   -              -
remove_note         -       all        all         all   -              -
save_chain          -       all        all         -     -              -
save_register       -       -          all         -     -              -
remove_organisation -       -          all         -     -              -
save_roll           -       -          all         -     -              -
save_roadmap        -       -          all         -     -              region
withdraw_roadmap    -       -          all         -     -              region
save_school_targets -       -          all         -     -              -
save_settings       -       all        all         -     -              -
save_region         -       -          all         -     -              -
save_own_words      -       all        all         -     -              -
save_edits          -       all        all         all   -              -
save_template       -       all        all         -     -              -
issue_document      -       -          -           all   -              -
attach_signed       -       all        all         all   -              -
add_person          -       -          -           -     people         -
give_role           -       -          -           -     people         -
take_role           -       -          -           -     people         -
block               -       -          -           -     people         -
unblock             -       -          -           -     people         -
set_password        -       -          -           -     people         -
invite              -       -          -           -     people         -
end_sessions        -       -          -           -     people         -
"""

AUTOMATIC = {
    "record_refusal",
    "save_verdicts",
    "save_district_verdicts",
    "begin_session",
    "end_session",
    "accept_invitation",
    "note_sign_in_error",
    "note",
    "note_export",
    "save_view",
    "remove_view",
    "note_seen",
    "receive_upload",
    "add_waiting",
    "begin_work",
    "note_progress",
    "end_work",
    "break_off",
    "queue_lost_uploads",
    "decide_upload",
    "drop_upload",
    "check_again",
    "drop_old_uploads",
    "want_file",
    "begin_wanted",
    "answer_wanted",
    "drop_wanted",
}
"""What the program does by itself after an act of anybody."""

HERE, SCHOOL, OTHER, ELSEWHERE = "58040", "580401", "580402", "58999"
REGION = "Примерная область"
"""To which the first municipality belongs, and the other one does not."""
SUBJECTS = {
    "own school": Subject(HERE, SCHOOL, "отчёт"),
    "other school": Subject(HERE, OTHER, "отчёт"),
    "district": Subject(HERE, None, "район"),
    "other municipality": Subject(ELSEWHERE, "589991", "отчёт"),
    "people": Subject(None, None, "сотрудник"),
    "region": Subject(region_code(REGION), None, "карта региона"),
    "other region": Subject(region_code("Другая область"), None, "карта региона"),
}
ALLOWED = {
    "own": {"own school"},
    "all": {"own school", "other school", "district"},
    "district": {"district"},
    "people": {*SUBJECTS},
    "region": {"region"},
    "-": set[str](),
}
HEAD, *ROWS = (line.split() for line in MATRIX.strip().splitlines())
CELLS = {
    (row[0], role): wanted for row in ROWS for role, wanted in zip(HEAD[1:], row[1:], strict=True)
}


def granted(role: str) -> Author:
    if role == "administrator":
        return Author("Администратор", (Grant(Role.ADMINISTRATOR),))
    if role == "region":
        return Author("Министерство", (Grant(Role.REGION, region=REGION),))
    org = SCHOOL if role == "school" else None
    return Author(role, (Grant(Role(role), HERE, org),))


def test_every_act_of_the_store_has_a_row() -> None:
    assert {row[0] for row in ROWS} == ACTS.keys() - AUTOMATIC
    assert {name for name, kind in ACTS.items() if kind.is_automatic} == AUTOMATIC
    assert set(HEAD[1:]) == {role.value for role in Role}


@pytest.mark.parametrize(("act", "role"), CELLS)
def test_a_role_may_do_what_the_table_says_and_nothing_else(act: str, role: str) -> None:
    allowed = set()
    for name, subject in SUBJECTS.items():
        try:
            authorise(ACTS[act], [subject], granted(role))
        except Refused:
            continue
        allowed.add(name)
    assert allowed == ALLOWED[CELLS[act, role]]


def test_a_button_is_offered_to_whom_the_table_gives_the_act() -> None:
    offered = {cell: may_do(granted(cell[1]), cell[0], HERE) for cell in CELLS}
    nowhere = {"-", "people", "region"}
    assert offered == {cell: wanted not in nowhere for cell, wanted in CELLS.items()}
    assert not any(may_do(granted(role), act, ELSEWHERE) for act, role in CELLS)


@pytest.mark.parametrize("act", sorted(ACTS.keys() - AUTOMATIC))
def test_who_has_no_role_may_do_nothing(act: str) -> None:
    for subject in SUBJECTS.values():
        with pytest.raises(Refused):
            authorise(ACTS[act], [subject], Author("никто", ()))


def test_one_subject_that_is_closed_refuses_the_whole_act() -> None:
    with pytest.raises(Refused):
        authorise(
            ACTS["save_returns"],
            [SUBJECTS["own school"], SUBJECTS["other school"]],
            granted("school"),
        )


# what may be opened: pages, and the print views under the same names

PAGES_OPEN = """
page              school  methodist  controller  head  administrator  region
overview          -       yes        yes         yes   -              -
indicators        -       yes        yes         yes   -              -
matrix            -       yes        yes         yes   -              -
indicator         -       yes        yes         yes   -              -
school            -       yes        yes         yes   -              -
dynamics          -       yes        yes         yes   -              -
provenance        -       yes        yes         yes   -              -
districts         -       yes        yes         yes   -              yes
what_if           -       yes        yes         yes   -              -
my_return         yes     -          -           -     -              -
fill_in           yes     -          -           -     -              -
upload            -       yes        -           -     -              -
board             -       yes        yes         yes   -              -
forms             -       yes        yes         -     -              -
letters           -       yes        yes         -     -              -
district_answers  -       yes        yes         -     -              -
effect            -       yes        yes         yes   -              -
assignments       -       yes        yes         yes   -              -
protocols         -       yes        yes         yes   -              -
evidence          -       yes        yes         yes   -              -
documents         -       yes        yes         yes   -              -
export            -       yes        yes         yes   -              -
roadmap           -       yes        yes         yes   -              -
registers         -       yes        yes         yes   -              -
start             -       yes        yes         -     -              -
people            -       -          -           -     yes            -
journal           -       -          yes         -     yes            -
"""


def cells(table: str) -> dict[tuple[str, str], str]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    return {
        (row[0], role): wanted
        for row in rows
        for role, wanted in zip(head[1:], row[1:], strict=True)
    }


def test_every_page_and_print_view_has_a_row_and_is_open_to_whom_the_table_says() -> None:
    wanted = cells(PAGES_OPEN)
    assert {page for page, _ in wanted} == {row.name for row in navigation.PAGES}
    assert sheets.SHEETS.keys() <= {page for page, _ in wanted}
    found = {
        (page, role): "yes" if rights.may_open(granted(role), page) else "-"
        for page, role in wanted
    }
    assert found == wanted
    nobody = Author("никто", ())
    assert not any(rights.may_open(nobody, page) for page, _ in wanted)


# what may be asked of the store

ASKED = """
kind              school      methodist   controller  head        administrator  region
everybody         o,s,e       o,s,e       o,s,e       o,s,e       o,s,e          o,s,e
of_municipality   o,s         o,s         o,s         o,s         -              -
of_roadmaps       o,s         o,s         o,s         o,s         -              -
of_verdicts       -           o,s         o,s         o,s         -               o,s
of_register       o,s         o,s         o,s         o,s         o,s,e          -
of_district       -           o,s         o,s         o,s         -              -
of_organisation   o           o,s         o,s         o,s         -              -
of_revision       o           o,s         o,s         o,s         -              -
of_evidence       o           o,s         o,s         o,s         -              -
of_issued         o           o,s         o,s         o,s         -              -
of_letter         -           o,s         o,s         o,s         -              -
of_people         -           -           -           -           o,s,e          -
of_sessions       -           -           -           -           o,s,e          -
of_journal        -           -           o,s,e       -           o,s,e          -
of_program        -           -           -           -           -              -
"""
"""Kind of a question × role → about which places it is answered: own school (o), another school of
the municipality (s), one elsewhere (e). Lines of others are cut from what ``of_journal`` gives."""

KIND_OF_QUESTION = """
everybody: data_version organisation_count sizes municipalities one_municipality find_return
everybody: known_returns refusals invited password_of signed_in signed_in_as wait_before_sign_in
everybody: holders holders_of_numbers roadmap_years unjudged
everybody: waiting_uploads waiting_outcome waiting_content marked_copies wanted_answer
everybody: saved_views seen_figures districts data_versions
of_verdicts: old_verdicts district_verdicts district_returns parent_links
of_register: organisations
of_municipality: fetch fetch_asked fetch_answers closures reopenings unjudged_years closed_verdicts
of_municipality: mappings reported_years
of_roadmaps: stored_editions roadmaps_in_force
of_district: explanations notes own_words own_phrases edits template issued_documents protocols
of_district: former_rows letters issue_authors head_of basis_changes
of_organisation: holder_of revisions draft return_authors
of_revision: original problems_of
of_evidence: evidence_file
of_issued: issued_file
of_letter: letter_file
of_people: people
of_sessions: sessions
of_journal: acts heads broken_links
of_program: next_upload wanted_files
"""
PLACES = {"o": (HERE, SCHOOL), "s": (HERE, OTHER), "e": (ELSEWHERE, "589991")}


def test_every_question_of_the_store_stands_in_the_table() -> None:
    told = {
        name: kind
        for line in KIND_OF_QUESTION.strip().splitlines()
        for kind, _, names in [line.partition(": ")]
        for name in names.split()
    }
    assert {name: one.admits.__name__ for name, one in QUESTIONS.items()} == told
    assert {kind for kind, _ in cells(ASKED)} == {*told.values()}


@dataclass(frozen=True)
class TwoDistricts:
    """A store with both, and of each place the argument that a kind of question is asked with."""

    store: Store
    asked: dict[str, dict[str, object]]

    def answers(self, kind: str, who: Author) -> str:
        """«o,s»: the signs of the places that the person is answered about."""
        admitted = [sign for sign in PLACES if self._admits(kind, who, sign)]
        return ",".join(admitted) or "-"

    def _admits(self, kind: str, who: Author, sign: str) -> bool:
        named = [self.asked[sign].get(kind, PLACES[sign][0])]
        admits = getattr(questions, kind)
        try:
            self.store._database.read(lambda connection: admits(connection, who, named))
        except MonitorError:
            return False
        return True


@pytest.fixture(scope="module")
def two_districts() -> Iterator[TwoDistricts]:
    store, day = Store.create("sqlite://"), date(2022, 1, 1)
    here = a_municipality(region=REGION)
    there = a_municipality(code=ELSEWHERE, name="Другой район", region="Другая область")
    store.save_register(here, [a_school(SCHOOL), a_school(OTHER)])
    store.save_register(there, [a_school("589991")])
    found = TwoDistricts(store, {})
    for sign, (municipality, org) in PLACES.items():
        store.save_roadmap(municipality, a_roadmap())
        sent = a_submission(a_return(org, 2021))
        assert store.save_return(sent).revision
        letter = Letter("a@b.ru", "Напоминание", "Сдайте отчёт.", org=org)
        entry = EvidenceEntry(org, 2021, "work_plan", "План", "план", "12", day)
        issue = IssuedDocument(
            DocumentSlot(municipality, "school", 2021, org), "1", day, 1, ("Слова.",)
        )
        found.asked[sign] = {
            "of_organisation": org,
            "of_verdicts": [municipality],
            "of_revision": store.revisions(org, sent.parsed.year)[0].id,
            "of_evidence": store.save_evidence(entry, b"%PDF"),
            "of_issued": store.issue_document(issue, [DocumentFile("pdf", "a.pdf", b"%PDF")]),
            "of_letter": store.draft_letters(municipality, [(letter, None)])[0],
            "of_sessions": "somebody",
        }
    yield found
    store.close()


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in cells(ASKED)}))
def test_a_question_is_answered_about_the_places_of_the_table(
    two_districts: TwoDistricts, kind: str
) -> None:
    wanted = {role: found for (one, role), found in cells(ASKED).items() if one == kind}
    assert {role: two_districts.answers(kind, granted(role)) for role in wanted} == wanted
    nobody = two_districts.answers(kind, Author("никто", ()))
    assert nobody == ("o,s,e" if kind == "everybody" else "-")


def test_a_role_in_one_district_opens_no_other_schools_in_another(
    two_districts: TwoDistricts,
) -> None:
    """Методист одного района и школа в другом: чужих школ второго района не видно."""
    grants = (Grant(Role.SCHOOL, HERE, SCHOOL), Grant(Role.METHODIST, ELSEWHERE))
    both = Author("Анна", grants, "anna")
    assert two_districts.answers("of_organisation", both) == "o,e"
    assert two_districts.answers("of_revision", both) == "o,e"
    assert two_districts.answers("of_district", both) == "e"
    store = two_districts.store
    with acting(both):
        here, there = store.snapshot(HERE), store.snapshot(ELSEWHERE)
        assert {one.org for one in here.revisions} == {SCHOOL}
        assert {one.org for one in there.revisions} == {"589991"}
        known = {one.org for one in store.known_returns().values()}
        assert known == {SCHOOL, "589991"}


# over the wire: page, print, export, upload, media, socket

WIRE = """
what                anonymous  blocked  school  methodist  controller  head  administrator  region
GET:/               303        303      200     200        200         200   200            200
GET:/print/board    401        401      403     200        200         200   403            403
GET:/print/board-e  401        401      403     404        404         404   403            403
GET:/print/region   401        401      403     200        200         200   403            200
GET:/export/own     401        401      200     200        200         200   200            200
GET:/export/other   401        401      403     403        403         403   403            403
GET:/export/none    401        401      404     404        404         404   404            404
GET:/media/x        401        401      200     200        200         200   200            200
PUT:upload-own      401        401      200     200        200         200   200            200
PUT:upload-other    401        401      403     403        403         403   403            403
socket              closed     closed   open    open       open        open  open           open
"""
"""What is asked by which person → the status; ``-e``: of the other municipality."""
ROUTES = """
route                                             anonymous  methodist
GET:/                                             303        200
GET:/assets                                       200        200
GET:/overview                                     303        307
GET:/print/{page}                                 401        200
GET:/export/{number}                              401        404
GET:/login                                        200        200
POST:/login                                       200        200
POST:/logout                                      303        303
GET:/invite                                       200        200
POST:/invite                                      200        200
GET:/account                                      303        200
POST:/account                                     401        303
GET:/_stcore/health                               200        200
GET:/_stcore/metrics                              401        200
GET:/metrics                                      404        404
GET:/_stcore/host-config                          401        200
GET:/media/{file_id:path}                         401        200
PUT:/_stcore/upload_file/{session_id}/{file_id}   401        403
DELETE:/_stcore/upload_file/{session_id}/{file_id} 401       403
GET:/component/{path:path}                        303        200
GET:/_stcore/bidi-components/{path:path}          401        200
socket:/_stcore/stream                            closed     open
GET:/auth/login                                   404        404
GET:/auth/logout                                  404        404
GET:/oauth2callback                               404        404
GET:/_stcore/agent/interact                       401        200
GET:/_stcore/agent/openapi.json                   401        200
GET:/_stcore/agent/mcp                            401        200
"""
"""Every route there is, ours and the framework's → what the gate lets through without a session and
with one (200 may be the stand-in of the framework). A new route without a line here fails."""
PASSWORD = "длинный пароль 1"  # noqa: S105
OFFICE = Mode(is_office=True)


async def framework(request: Request) -> Response:
    return PlainTextResponse("the framework")


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


@pytest.fixture(scope="module")
def office(
    sample_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Gate, Store]]:
    """An office server with our own routes and a person for each role."""
    path = Path(shutil.copy(sample_database, tmp_path_factory.mktemp("office") / "roadmap.db"))
    url = f"sqlite:///{path.as_posix()}"
    store = Store.create(url)
    there = a_municipality(code=ELSEWHERE, name="Другой район")
    store.save_register(there, [a_school("589991")])
    store.save_region(HERE, REGION)
    hashed = hash_password(PASSWORD)
    for role in Role:
        (grant,) = granted(role).grants or ()
        store.add_person(role.value, role.value, grant, hashed)
    store.add_person("blocked", "Бывший", Grant(Role.METHODIST, HERE), hashed)
    store.block("blocked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROADMAP_DATABASE_URL", url)
        for module in ("ui.data", "ui.downloads", "ui.server"):
            patch.setattr(f"{module}.mode", lambda: OFFICE)
        patch.setattr("ui.server.people_store", lambda: store)
        inside = [
            *server.routes(),
            WebSocketRoute("/_stcore/stream", talk),
            Route("/{any:path}", framework, methods=["GET", "PUT", "DELETE"]),
        ]
        yield Gate(Starlette(routes=inside), OFFICE, lambda: store), store
        data._store.clear()
    store.close()


def routes_of_code() -> set[str]:
    """«GET:/login» for each route and method, ours and those of the framework."""
    found = {"GET:/"}  # the framework's pages, whatever their names
    of_framework = create_streamlit_routes(MagicMock())
    for route in (*server.routes(), *of_framework):
        if isinstance(route, WebSocketRoute):
            found.add(f"socket:{route.path}")
        elif isinstance(route, Mount):
            found.add(f"GET:{route.path or '/'}")
        elif isinstance(route, Route):
            told = {"GET"} if "GET" in (route.methods or ()) else {*()}
            told |= {*(route.methods or ())} - {"HEAD", "OPTIONS", "GET"}
            is_agent = route.path.startswith("/_stcore/agent/")  # answered by the guard: 404
            found |= {f"{one}:{route.path}" for one in ({"GET"} if is_agent else told)}
    return found


def test_every_route_has_a_line(office: tuple[Gate, Store]) -> None:
    """Список адресов — из кода: новый адрес без строки в таблице не проходит."""
    assert routes_of_code() == {route for route, _ in cells(ROUTES)}


@pytest.mark.parametrize("whose", ["anonymous", "methodist"])
def test_without_a_session_a_route_answers_only_what_the_table_says(
    office: tuple[Gate, Store], whose: str
) -> None:
    gate, _ = office
    visitor = Visitor(gate)
    if whose == "methodist":
        visitor.sign_in(whose, PASSWORD)
    wanted = {route: found for (route, one), found in cells(ROUTES).items() if one == whose}
    given = {}
    for route in sorted(wanted, key="POST:/logout".__eq__):  # the last one ends the session
        method, _, path = route.partition(":")
        place = f"?municipality={HERE}&year=2022" if "/print/" in path else ""
        path = re.sub(r"\{[^}]*\}", "board", path).replace("/assets", "/assets/icon.svg") + place
        given[route] = asks(visitor, "socket" if method == "socket" else f"{method}:{path}", "", "")
    assert given == wanted


def asks(visitor: Visitor, what: str, own: str, other: str) -> str:
    """The status of an answer, «open» or «closed» of a socket."""
    if what == "socket":
        return "open" if visitor.socket()[0]["type"] == "websocket.accept" else "closed"
    method, _, path = what.partition(":")
    place = f"municipality={ELSEWHERE if what.endswith('-e') else HERE}&year=2022"
    addresses = {
        "/print/board": f"/print/board?{place}",
        "/print/board-e": f"/print/board?{place}",
        "/print/region": "/print/districts?year=2022",
        "/export/own": f"/export/{own}",
        "/export/other": f"/export/{other}",
        "upload-own": f"/_stcore/upload_file/page-{own}/file",
        "upload-other": f"/_stcore/upload_file/page-{other}/file",
    }
    return str(visitor._ask(method, addresses.get(path, path), b"", {"accept": "text/html"}).status)


@pytest.mark.parametrize("role", ["anonymous", "blocked", *(role.value for role in Role)])
def test_over_the_wire_everybody_gets_what_the_table_says(
    office: tuple[Gate, Store], role: str
) -> None:
    gate, store = office
    visitor = Visitor(gate)
    if role != "anonymous":
        visitor.sign_in(role, PASSWORD)
    sessions = store.sessions(role)
    own_session = sessions[0].id if sessions else -1
    for number, session in (("own", own_session), ("other", 10**6)):
        pages = {"administrator": "people", "school": "my_return", "region": "districts"}
        page = pages.get(role, "board")
        downloads._offered[number][number] = downloads.Export(
            session, number, "key", page, None, "", "a.txt", "text/plain", lambda: b"1",
            time.monotonic(),
        )  # fmt: skip
        own_page(f"page-{number}", session)
    wanted = {what: found for (what, one), found in cells(WIRE).items() if one == role}
    assert {what: asks(visitor, what, "own", "other") for what in wanted} == wanted
