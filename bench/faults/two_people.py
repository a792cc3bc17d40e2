"""Two people who upload, check and accept at once: every file is stored once, by its owner.

In one server two threads, as two browsers; or two servers, each a process, on one PostgreSQL. Each
upload holds a return of one's own school and, in the same moment as the other's, the very same
return of a third school: it is stored once, by one of the two.
"""

import multiprocessing
import threading
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from bench import district
from bench.faults import Outcome
from data_model.people import Author, Grant, Role
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.safety import doctor
from data_model.store.waiting import SentBytes
from loaders import uploads

YEAR = 2021
NAMES = ("anna", "olga")
SCHOOLS, SHARED = 3, 2
"""A school for each of them, and the place of the third, which both send."""
DISK = "Свободно на диске"
"""A line of the doctor's that is about the machine."""
PATIENCE = 120
"""Seconds that one waits for the other before both give up."""


def two_at_once(url: str, rounds: int, *, servers: int = 1) -> Outcome:
    """``url`` names an empty database; with two servers it must be on PostgreSQL."""
    store = district.empty_store(url, SCHOOLS)
    for name in NAMES:
        store.add_person(name, name, Grant(Role.METHODIST, district.MUNICIPALITY.code))
    forms = all_forms(rounds)
    people = [(url, name, [*zip(forms[number], forms[SHARED], strict=True)])
              for number, name in enumerate(NAMES)]  # fmt: skip
    fresh = multiprocessing.get_context("spawn")
    begun = threading.Barrier(2) if servers == 1 else fresh.Barrier(2)
    make: Any = threading.Thread if servers == 1 else fresh.Process
    workers = [make(target=send_all, args=(*one, begun)) for one in people]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    wrong = wrong_in(store, forms)
    store.close()
    where = "two browsers of one server" if servers == 1 else "two servers on one PostgreSQL"
    return Outcome(
        f"{where}: upload, check, accept at once × {rounds}",
        "every file stored once by its owner, one that both sent once by one of them, "
        "nothing left waiting, the journal whole",
        "as asked" if not wrong else "; ".join(wrong[:3]),
        not wrong,
    )


def send_all(url: str, login: str, lots: Sequence[Sequence[bytes]], begun: Any) -> None:
    """One person: the files of each upload go the whole way, with a worker of her own."""
    municipality, store = district.MUNICIPALITY.code, Store.open(url)
    author = Author(login, (Grant(Role.METHODIST, municipality),), login)
    with acting(author):
        for number, contents in enumerate(lots):
            begun.wait(PATIENCE)
            sent = [SentBytes(f"{login}-{number}-{place}.xlsx", content)
                    for place, content in enumerate(contents)]  # fmt: skip
            upload = store.receive_upload(sent, municipality, YEAR)
            uploads.work_on(store, upload, uploads.WorkTerms(str, server=login))
            begun.wait(PATIENCE)
            said = uploads.UploadDecision("уточнение")
            if store.decide_upload(upload, uploads.decision_text(said)):
                uploads.work_on(store, upload, uploads.WorkTerms(str, server=login))
    store.close()


def all_forms(rounds: int) -> list[list[bytes]]:
    """Of each school the returns that are sent, one a round."""
    return [district.corrections(place, YEAR, rounds) for place in district.schools(SCHOOLS)]


def wrong_in(store: Store, forms: Sequence[Sequence[bytes]]) -> list[str]:
    """What is not as it was asked, in sentences; empty where all of it is."""
    return [
        *(
            sentence
            for number, name in enumerate(NAMES)
            for sentence in _wrong(store, number, name, forms[number])
        ),
        *_wrong_of_shared(store, forms[SHARED]),
        *(one.text for one in doctor(store.url) if not one.ok and DISK not in one.text),
    ]


def _wrong(store: Store, number: int, name: str, forms: Sequence[bytes]) -> list[str]:
    """What is not as it was asked, of one person."""
    org = district.schools(SCHOOLS)[number].code
    history, authors = store.revisions(org, YEAR), store.return_authors(org, YEAR)
    sent = [sha256(one).hexdigest() for one in forms]
    found = []
    if [one.sha256 for one in history] != sent:
        found.append(f"{name}: {len(history)} revisions of {len(sent)} files, or others")
    if {authors.get(one.id) for one in history} != {name}:
        found.append(f"{name}: taken in by {sorted(map(str, authors.values()))}")
    with acting(Author(name, None, name)):
        if any(one.files or one.trouble for one in store.waiting_uploads()):
            found.append(f"{name}: something is left waiting")
    return found


def _wrong_of_shared(store: Store, forms: Sequence[bytes]) -> list[str]:
    """What is not as it was asked, of the school that both have sent."""
    org = district.schools(SCHOOLS)[SHARED].code
    history, authors = store.revisions(org, YEAR), store.return_authors(org, YEAR)
    found = []
    if [one.sha256 for one in history] != [sha256(one).hexdigest() for one in forms]:
        found.append(f"both: {len(history)} revisions of {len(forms)} files, or others")
    if not {authors.get(one.id) for one in history} <= {*NAMES}:
        found.append(f"both: taken in by {sorted(map(str, authors.values()))}")
    return found
