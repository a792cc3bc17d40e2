"""Store («хранилище»): every question the project asks its database, each one transaction.

Access  the two ways in: every question one transaction, every act one transaction
Store   places, terms, roadmap, returns, foreign layouts, documents, decisions, everything
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Self

from data_model.database import create_database, open_database
from data_model.decisions import (
    DocumentFile,
    DocumentSlot,
    EvidenceEntry,
    Execution,
    ImprovementChain,
    IssuedDocument,
    MeetingProtocol,
    Release,
    TextEdit,
    Withdrawal,
)
from data_model.errors import DatabaseTrouble
from data_model.people import PROGRAM
from data_model.places import Alias, Municipality, Organisation, RollRow
from data_model.returns import (
    ClosedVerdict,
    Collected,
    DistrictVerdict,
    DraftEntry,
    Explanation,
    JudgedDistrict,
    MappingProfile,
    Problem,
    Receipt,
    Refusal,
    Rejudged,
    Reopening,
    Revision,
    SentBack,
    StoredProblem,
    Submission,
    YearClosure,
)
from data_model.roadmap import ParentLink, Roadmap, SchoolTarget, StoredEdition
from data_model.snapshot import DistrictJudge, Snapshot
from data_model.store import (
    chains,
    documents,
    lock,
    places,
    protocols,
    returns,
    reviews,
    revisions,
    roadmaps,
    snapshot,
)
from data_model.store.access import acting, author, cut_snapshot
from data_model.store.desk import Desk
from data_model.store.letters import Outbox
from data_model.store.lock import Judge, Recheck, keeping_closed_years
from data_model.store.people import People
from data_model.store.rows import data_version, data_versions, former_rows, now, today
from data_model.store.waiting import Waiting

TRIES = 3
"""How often a district that changes meanwhile is read in parts, before it is read at once."""


class Store(People, Outbox, Waiting, Desk):
    """One database. What comes out are nouns of ``data_model``, never rows.

    Any method may raise DatabaseTrouble; the others are named where they are made. What would
    change a figure of a closed year raises ClosedYear, by whatever method, unless a reopening
    admits it; nothing of it is stored then. ``recheck`` looks at the answers that are in after a
    change, ``explanation`` says why a year that is over is changed: both are stored with it.
    """

    @classmethod
    def open(cls, url: str) -> Self:
        """An existing database of the present version; else NothingThere, DatabaseTrouble."""
        return cls(url, open_database(url))

    @classmethod
    def create(cls, url: str) -> Self:
        """A new database, or an existing one upgraded (a file is copied before)."""
        return cls(url, create_database(url))

    def close(self) -> None:
        self._database.close()

    def version(self, municipality: str | None = None) -> int:
        """Raised by every storing transaction: the key of everything that is remembered.

        Of a municipality: raised by what changed its data alone; of COMMON: by names and roadmaps.
        """
        return self._read(data_version, municipality)

    def versions(self, municipality: str) -> dict[str, int]:
        """Of a municipality and of COMMON, by their names: a page asks for both."""
        return self._read(data_versions, municipality)

    # places

    def save_register(
        self,
        municipality: Municipality,
        organisations: Sequence[Organisation],
        *,
        recheck: Recheck | None = None,
        explanation: Explanation | None = None,
    ) -> None:
        """Take in a register by codes; nothing is deleted. WrongDefinition for a foreign code."""
        whose = lock.of(municipality.code)
        act = keeping_closed_years(places.save_register, whose, recheck, explanation)
        self._write(act, municipality, organisations)

    def save_settings(self, municipality: str, settings: Mapping[str, str]) -> None:
        """Set what is named; an empty value takes a setting away."""
        self._write(places.save_settings, municipality, settings)

    def save_region(self, municipality: str, region: str) -> None:
        """Say to which region a municipality belongs; an empty text: to none. UnknownPlace."""
        self._write(places.save_region, municipality, region)

    def save_alias(self, org: str, alias: Alias) -> None:
        """Keep another spelling of a name that a person confirmed."""
        self._write(places.save_alias, org, alias)

    def remove_organisation(self, org: str) -> None:
        """Take a mistaken line out of the register; Refused once anything refers to it."""
        self._write(
            keeping_closed_years(places.remove_organisation, lock.of_organisations([org])), org
        )

    def municipalities(self) -> tuple[Municipality, ...]:
        """All of them, in the order of registration."""
        return self._read(places.municipalities)

    def districts(self) -> tuple[Municipality, ...]:
        """Of which the author may see the verdicts: the own ones and those of the own regions."""
        return self._read(places.districts)

    def municipality(self, code: str | None = None) -> Municipality:
        """The one named, or the first; UnknownPlace, NothingThere."""
        return self._read(places.one_municipality, code)

    def organisations(self, municipality: str) -> tuple[Organisation, ...]:
        """The register in its own order, the municipality itself and closed ones included."""
        return self._read(places.organisations, municipality)

    def holder_of(self, org: str) -> str:
        """Municipality code of an organisation; UnknownPlace."""
        return self._read(places.holder_of, org)

    def holders(self) -> tuple[tuple[str, str], ...]:
        """Municipality and code of every organisation, asked once for a batch."""
        return self._read(places.holders)

    def organisation_count(self) -> int:
        """Schools and branches of all municipalities."""
        return self._read(places.organisation_count)

    def sizes(self) -> dict[str, int]:
        """How much the database holds: districts, organisations, returns that count, uploads that
        wait, open sessions. Nobody is named by it."""
        return self._read(places.sizes)

    def is_empty(self) -> bool:
        """No municipality is registered yet."""
        return not self.municipalities()

    def save_roll(
        self,
        rows: Sequence[RollRow],
        *,
        recheck: Recheck | None = None,
        explanation: Explanation | None = None,
    ) -> None:
        """Replace the whole roll of each organisation and year named; UnknownPlace."""
        whose = lock.of_organisations(row.org for row in rows)
        self._write(keeping_closed_years(places.save_roll, whose, recheck, explanation), rows)

    # terms

    def save_deadline(self, municipality: str, year: int, due: date | None) -> None:
        """Set the day by which returns of a year must be in; None takes it away."""
        act = keeping_closed_years(roadmaps.save_deadline, lock.of(municipality, year))
        self._write(act, municipality, year, due)

    def close_year(
        self,
        municipality: str,
        year: int,
        closed_on: date,
        reason: str = "",
        *,
        judge: Judge | None = None,
    ) -> None:
        """Close a year after the order on results; it keeps its edition of the roadmap.

        ``judge`` gives the verdicts that it is closed with, from the data of that moment.
        """
        closure = YearClosure(year, closed_on, reason)
        self._write(lock.close_judged, municipality, closure, judge)

    def save_verdicts(self, municipality: str, judge: Judge) -> tuple[int, ...]:
        """Keep the verdicts of closed years that have none, or were changed since; the years."""
        return self._write(lock.save_verdicts, municipality, judge)

    def unjudged_years(self, municipality: str) -> tuple[int, ...]:
        """Closed years whose verdicts are not kept, or were changed while they were open again."""
        return self._read(roadmaps.unjudged_years, municipality)

    def unjudged(self) -> tuple[str, ...]:
        """Codes of the municipalities that have such years."""
        return self._read(roadmaps.unjudged)

    def closed_verdicts(self, municipality: str) -> tuple[ClosedVerdict, ...]:
        """What was said of closed years when they were closed."""
        return self._read(lock.closed_verdicts, municipality)

    def explanations(self, municipality: str) -> tuple[Explanation, ...]:
        """Why years that are over were changed by roll, register or roadmap."""
        return self._read(lock.explanations, municipality)

    def reopen_year(self, municipality: str, reopening: Reopening) -> None:
        """Open a closed year again until a day; Refused without reason and person."""
        self._write(roadmaps.reopen_year, municipality, reopening)

    def send_back(self, act: SentBack) -> None:
        """Send a return back to be mended; Refused without reason and person."""
        self._write(revisions.send_back, act)

    def closures(self, municipality: str) -> tuple[YearClosure, ...]:
        """Closed years in order."""
        return self._read(roadmaps.closures, municipality)

    def reopenings(self, municipality: str) -> tuple[Reopening, ...]:
        """Every opening of closed years, the expired ones too."""
        return self._read(roadmaps.reopenings, municipality)

    # roadmap

    def save_roadmap(
        self,
        municipality: str,
        roadmap: Roadmap,
        *,
        recheck: Recheck | None = None,
        explanation: Explanation | None = None,
    ) -> int:
        """Store as a new edition and give its number; the newest again stores nothing.

        A closed year keeps the edition it was closed by, unless it is open again for all.
        """
        act = keeping_closed_years(
            roadmaps.save_roadmap, lock.of(municipality), recheck, explanation
        )
        return self._write(act, municipality, roadmap, now())

    def withdraw_roadmap(
        self,
        municipality: str,
        code: str,
        reason: str,
        *,
        recheck: lock.Recheck | None = None,
        explanation: Explanation | None = None,
    ) -> tuple[int, ...]:
        """Take a roadmap out of force and give the years; closed years keep it.

        NothingThere; Refused without a reason, or where no year is left.
        """
        act = keeping_closed_years(
            roadmaps.withdraw_roadmap, lock.of(municipality), recheck, explanation
        )
        return self._write(act, municipality, code, reason, now())

    def save_school_targets(
        self,
        municipality: str,
        given: Sequence[SchoolTarget],
        without: Sequence[SchoolTarget] = (),
        *,
        explanation: Explanation | None = None,
    ) -> None:
        """Targets of schools in the place of those there were; ``without`` are taken away.

        UnknownPlace; Refused where the indicator has no numbers of schools; ClosedYear.
        """
        years = {one.year for one in (*given, *without)}
        whose = lock.of(municipality, *years)
        act = keeping_closed_years(roadmaps.save_school_targets, whose, explanation=explanation)
        self._write(act, municipality, given, without)

    def roadmap_editions(self, municipality: str) -> tuple[StoredEdition, ...]:
        """All of them, the newest first, with the moment each was stored."""
        return self._read(roadmaps.stored_editions, municipality)

    def roadmaps(self, municipality: str) -> dict[int, Roadmap]:
        """Year → the edition in force; closed years keep theirs."""
        return self._read(roadmaps.roadmaps_in_force, municipality)

    def parent_links(self, codes: Sequence[str]) -> tuple[ParentLink, ...]:
        """Which rows of the districts named answer a row of the roadmap of their region."""
        return self._read(roadmaps.parent_links, codes)

    # returns

    def save_return(self, submission: Submission) -> Receipt:
        """Store the next revision; the same bytes in the slot change nothing.

        UnknownPlace; Refused with errors in it; ClosedYear.
        """
        return self._write(returns.save_return, submission, today())

    def save_returns(self, submissions: Sequence[Submission]) -> list[Receipt]:
        """Several in one transaction, up to the first that brings nothing new.

        A duplicate is the last receipt; raises as ``save_return`` where the first is forbidden.
        """
        return self._write(returns.save_returns, submissions, today())

    def undo_return(self, revision_id: int, reason: str) -> Revision | None:
        """Take the current revision back; the former one, if any, becomes current again."""
        act = keeping_closed_years(revisions.undo_return, lock.of_revision(revision_id))
        return self._write(act, revision_id, reason, now())

    def find_return(self, sha256: str) -> Revision | None:
        """The standing revision that holds these bytes."""
        return self._read(revisions.find_return, sha256)

    def known_returns(self) -> dict[str, Revision]:
        """The standing revisions by the checksum of their bytes: asked once for a batch."""
        return self._read(revisions.known_returns)

    def revisions(self, org: str, year: int) -> tuple[Revision, ...]:
        """The whole history of one return, the undone revisions too."""
        return self._read(revisions.revisions, org, year)

    def original(self, revision_id: int) -> tuple[str, bytes]:
        """File name and the very bytes of a revision; NothingThere."""
        return self._read(revisions.original, revision_id)

    def record_refusal(
        self,
        filename: str,
        sha256: str,
        received_at: datetime,
        problems: Sequence[Problem],
        org: str | None,
        year: int | None,
    ) -> None:
        """Keep that a file was refused and why, never its bytes."""
        refusal = Refusal(filename, sha256, received_at, tuple(problems), org, year)
        self._write(returns.record_refusal, refusal)

    def refusals(self) -> tuple[Refusal, ...]:
        """Refused attempts, the latest first."""
        return self._read(returns.refusals)

    def problems_of(self, revision_id: int) -> tuple[StoredProblem, ...]:
        """Remarks on one revision in the order they were found."""
        return self._read(revisions.problems_of, revision_id)

    def answer_problem(self, problem_id: int, answer: str) -> StoredProblem:
        """Close a question with a text; Refused for an empty one."""
        act = keeping_closed_years(revisions.answer_problem, lock.of_remark(problem_id))
        return self._write(act, problem_id, answer, now())

    # before a return counts

    def save_draft(self, org: str, year: int, entries: Mapping[str, str]) -> None:
        """Keep fields of a form on screen by the names of their cells; an empty text empties one.

        UnknownPlace; Refused where a text is too long.
        """
        self._write(reviews.save_draft, org, year, entries, now())

    def drop_draft(self, org: str, year: int) -> None:
        """The form was sent, or is begun anew."""
        self._write(reviews.drop_draft, org, year)

    def draft(self, org: str, year: int) -> tuple[DraftEntry, ...]:
        """What was typed into a form on screen and not sent yet."""
        return self._read(reviews.draft, org, year)

    def switch_review(self, municipality: str, *, is_on: bool) -> None:
        """Whether returns of schools wait until somebody has looked at them; UnknownPlace."""
        self._write(places.switch_review, municipality, is_on=is_on)

    def accept_returns(
        self, revision_ids: Sequence[int], rejudged: Sequence[Rejudged] = ()
    ) -> None:
        """Returns that wait count from now on, all or none; NothingThere, ClosedYear.

        Refused where register, roll or roadmap changed since one was sent (``basis_changes``) and
        it was not judged again by the last change; what was found then takes its place.
        """
        act = keeping_closed_years(reviews.accept_returns, lock.of_revisions(revision_ids))
        self._write(act, revision_ids, rejudged)

    def return_reviewed(self, revision_ids: Sequence[int], text: str) -> None:
        """Returns that wait go back to be mended; NothingThere, Refused without words."""
        self._write(reviews.return_reviewed, revision_ids, text)

    # foreign layouts

    def save_mapping(self, municipality: str, profile: MappingProfile) -> None:
        """Keep how a foreign layout is read, as a person confirmed it."""
        self._write(returns.save_mapping, municipality, profile)

    def mappings(self, municipality: str) -> tuple[MappingProfile, ...]:
        """Confirmed layouts by name."""
        return self._read(returns.mappings, municipality)

    # documents

    def own_words(self, municipality: str, year: int) -> dict[str, str]:
        """What the methodist wrote in documents of a year, by the key of the place."""
        return self._read(documents.own_words, municipality, year)

    def save_own_words(self, municipality: str, year: int, texts: Mapping[str, str]) -> None:
        """Set the texts named; an empty one takes a text away. The data stay as they are."""
        self._write(documents.save_own_words, municipality, year, texts, now())

    def own_phrases(self, municipality: str, year: int) -> dict[str, tuple[str, ...]]:
        """Lines that were written in the years before, by the key of the place."""
        return self._read(documents.own_phrases, municipality, year)

    def edits(self, municipality: str, year: int) -> dict[DocumentSlot, tuple[TextEdit, ...]]:
        """What persons made of the sentences of a year's documents, by document."""
        return self._read(documents.edits, municipality, year)

    def save_edits(self, slot: DocumentSlot, section: str, edits: Sequence[TextEdit]) -> None:
        """Set the edits of one section, or with "" which sections are left out."""
        self._write(documents.save_edits, slot, section, edits, author().name, now())

    def template(self, municipality: str, kind: str) -> bytes | None:
        """The office's own Word template of a kind; None: the shipped one."""
        return self._read(documents.template, municipality, kind)

    def save_template(self, municipality: str, kind: str, content: bytes | None) -> None:
        """Use a template from now on; None goes back to the shipped one."""
        self._write(documents.save_template, municipality, kind, content)

    def issue_document(self, document: IssuedDocument, files: Sequence[DocumentFile]) -> int:
        """Freeze an issue; Refused without a number, or a later one without a note."""
        slot = document.slot
        act = keeping_closed_years(documents.issue_document, lock.of(slot.municipality, slot.year))
        return self._write(act, document, files)

    def attach_signed(self, document_id: int, paper: DocumentFile) -> None:
        """Add the signed paper to an issue, once; Refused, NothingThere."""
        self._write(documents.attach_signed, document_id, paper)

    def issued_documents(self, municipality: str) -> tuple[IssuedDocument, ...]:
        """Every issue of a district, the latest first."""
        return self._read(documents.issued_documents, municipality)

    def issued_file(self, document_id: int, file_format: str) -> DocumentFile:
        """The very bytes that were handed out; NothingThere."""
        return self._read(documents.issued_file, document_id, file_format)

    # decisions: what they made is read with the snapshot

    def save_protocol(self, municipality: str, protocol: MeetingProtocol) -> int:
        """Enter a protocol; the same again changes nothing, another of its number is Refused."""
        return self._write(protocols.save_protocol, municipality, protocol)

    def withdrawals(self, municipality: str) -> tuple[Withdrawal, ...]:
        """Protocols and evidence that were withdrawn, the latest first: kept, and hidden."""
        return self._read(former_rows, municipality)

    def remove_protocol(self, protocol_id: int) -> None:
        """Take a mistaken protocol out; Refused once anything follows from it."""
        self._write(protocols.remove_protocol, protocol_id)

    def protocols(self, municipality: str) -> tuple[MeetingProtocol, ...]:
        """Whole protocols by the day of the meeting."""
        return self._read(protocols.protocols, municipality)

    def save_execution(self, assignment_id: int, execution: Execution) -> None:
        """Set how far one addressee has come; never takes off control."""
        self._write(protocols.save_execution, assignment_id, execution)

    def release_assignment(self, assignment_id: int, release: Release) -> None:
        """Take off control, by the controller's post and never by an addressee."""
        self._write(protocols.release_assignment, assignment_id, release)

    def save_evidence(self, entry: EvidenceEntry, content: bytes | None = None) -> int:
        """Enter a document into the register, with its file where there is one."""
        act = keeping_closed_years(
            documents.save_evidence, lock.of_organisations([entry.org], entry.year)
        )
        return self._write(act, entry, content, now())

    def remove_evidence(self, entry_id: int) -> None:
        """Take a mistaken entry out; Refused while an execution rests on it."""
        self._write(
            keeping_closed_years(documents.remove_evidence, lock.of_evidence(entry_id)), entry_id
        )

    def evidence_file(self, entry_id: int) -> tuple[str, bytes]:
        """Name and bytes of the file of an entry; NothingThere."""
        return self._read(documents.evidence_file, entry_id)

    def save_chain(self, municipality: str, chain: ImprovementChain) -> int:
        """Keep conclusion, recommendation, decision and measures of an indicator and year."""
        return self._write(chains.save_chain, municipality, chain)

    # verdicts of districts

    def district_verdicts(
        self,
        municipalities: Collection[str],
        judge: DistrictJudge,
        day: date,
        *,
        year: int | None = None,
        code: str | None = None,
        advance: Callable[[int, int], None] | None = None,
    ) -> tuple[DistrictVerdict, ...]:
        """What is said of districts on a day, of a year or an indicator alone; UnknownPlace.

        Kept from one asking to the next; what is old is made anew by ``judge``, and kept where the
        day is today and the database can be written. ``advance``: how many of these are made.
        """
        fresh = self._made_anew(municipalities, judge, day, advance)
        kept = [one for one in municipalities if one not in fresh]
        with snapshot.without_collecting():
            found = self._read(snapshot.district_verdicts, kept, year, code)
        new = (one for judged in fresh.values() for one in judged.verdicts)
        wanted = (one for one in new if year in {None, one.year} and code in {None, one.code})
        return (*found, *wanted)

    def district_returns(
        self, municipalities: Collection[str], judge: DistrictJudge, day: date
    ) -> dict[str, tuple[Collected, ...]]:
        """Municipality → how many have reported, by year; kept as ``district_verdicts`` are."""
        fresh = self._made_anew(municipalities, judge, day)
        kept = [one for one in municipalities if one not in fresh]
        found = self._read(snapshot.district_returns, kept)
        return found | {one: judged.collected for one, judged in fresh.items()}

    def _made_anew(
        self,
        municipalities: Collection[str],
        judge: DistrictJudge,
        day: date,
        advance: Callable[[int, int], None] | None = None,
    ) -> dict[str, JudgedDistrict]:
        """The verdicts of those where they were old, and that nobody else has made meanwhile."""
        old = self._read(snapshot.old_verdicts, list(municipalities), judge.rules, day)
        made = {}
        with acting(PROGRAM):
            for number, one in enumerate(old, start=1):
                if self._read(snapshot.old_verdicts, [one], judge.rules, day):
                    made[one] = self._judged(one, judge, day)
                if advance:
                    advance(number, len(old))
        return made

    def _judged(self, municipality: str, judge: DistrictJudge, day: date) -> JudgedDistrict:
        """The verdicts of a district made anew, and kept for the next asking."""
        for _ in range(TRIES):
            version = self.version(municipality)
            judged = judge.judged(self.lots(municipality), day)
            if self.version(municipality) != version:  # the parts are not of one state
                continue
            if day == today():
                with suppress(DatabaseTrouble):  # who only reads gets them as well
                    self._write(snapshot.save_district_verdicts, municipality, version, judged)
            return judged
        return judge.judged([self.snapshot(municipality)], day)

    # everything

    def snapshot(
        self,
        municipality: str,
        years: Collection[int] | None = None,
        orgs: Collection[str] | None = None,
    ) -> Snapshot:
        """All data of a municipality at one version; UnknownPlace.

        With ``years`` the answers and documents of these years alone, of none where it is empty;
        with ``orgs`` the data of these organisations, as if there were no others.
        """
        with snapshot.without_collecting():
            found = self._read(snapshot.fetch, municipality, years, orgs)
            return cut_snapshot(snapshot.build(found))

    def lots(self, municipality: str) -> Iterator[Snapshot]:
        """A district in parts, of so many organisations that they fit into memory; UnknownPlace.

        Each part is as if there were no other organisations; the municipality is in the last one.
        """
        for orgs in snapshot.lots(self.asked(municipality).organisations, municipality):
            yield self.snapshot(municipality, orgs=orgs)

    def asked(self, municipality: str) -> Snapshot:
        """Of it only the register and the roadmaps; UnknownPlace."""
        return cut_snapshot(snapshot.build(self._read(snapshot.fetch_asked, municipality)))

    def answers(
        self,
        municipality: str,
        years: Collection[int] | None = None,
        orgs: Collection[str] | None = None,
    ) -> Snapshot:
        """Of it only what was answered in some years, and the roll; UnknownPlace.

        With ``orgs`` of these organisations alone: a return is checked against no others.
        """
        with snapshot.without_collecting():
            found = self._read(snapshot.fetch_answers, municipality, years, orgs)
            return cut_snapshot(snapshot.build(found))

    def holders_of_numbers(
        self, year: int, told: str | None = None
    ) -> tuple[tuple[str, str, str], ...]:
        """Municipality, organisation and print of the numbers of the current returns of a year.

        ``told``: of those alone whose numbers have this print (``print_of``), through an index.
        """
        return self._read(revisions.holders_of_numbers, year, told)

    def reported_years(self, municipality: str) -> frozenset[int]:
        """The years for which any organisation of the municipality has reported."""
        return self._read(revisions.reported_years, municipality)

    def roadmap_years(self) -> frozenset[int]:
        """The years that the roadmaps of all municipalities cover."""
        return self._read(roadmaps.roadmap_years)
