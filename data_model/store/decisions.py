"""What the store keeps of decisions: protocols, assignments, evidence, chains of measures."""

from data_model.decisions import Execution, ImprovementChain, MeetingProtocol, Release
from data_model.documents import EvidenceEntry
from data_model.store import chains, documents, lock, protocols
from data_model.store.access import Access, now
from data_model.store.lock import kept


class Decisions(Access):
    """Acts on decisions; what they made is read with the snapshot."""

    def save_protocol(self, municipality: str, protocol: MeetingProtocol) -> int:
        """Enter a protocol; the same again changes nothing, another of its number is Refused."""
        return self._write(protocols.save_protocol, municipality, protocol)

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
        act = kept(documents.save_evidence, lock.of_organisations([entry.org], entry.year))
        return self._write(act, entry, content, now())

    def remove_evidence(self, entry_id: int) -> None:
        """Take a mistaken entry out; Refused while an execution rests on it."""
        self._write(kept(documents.remove_evidence, lock.of_evidence(entry_id)), entry_id)

    def evidence_file(self, entry_id: int) -> tuple[str, bytes]:
        """Name and bytes of the file of an entry; NothingThere."""
        return self._read(documents.evidence_file, entry_id)

    def save_chain(self, municipality: str, chain: ImprovementChain) -> int:
        """Keep conclusion, recommendation, decision and measures of an indicator and year."""
        return self._write(chains.save_chain, municipality, chain)
