"""Marked copies of a batch: of what was refused at once, of all else when they are wanted."""

from collections.abc import Iterator

from data_model.returns import Outcome, Receipt
from data_model.store import Store
from loaders.files.archive import Incoming
from loaders.intake import Handled
from loaders.returns.marked import Copier, MarkedCopy, copy_of_revision
from ui.returns import inbox
from ui.returns.batches import UploadBatch


def has_remarks(batch: UploadBatch) -> bool:
    """Whether anything of a batch can go back to its sender now."""
    return not batch.is_settled and any(map(is_remarked, batch.receipts))


def is_remarked(receipt: Receipt) -> bool:
    return bool(receipt.problems) and receipt.outcome is not Outcome.DUPLICATE


def marked_copies(batch: UploadBatch, store: Store) -> Iterator[MarkedCopy]:
    """The copies of all files with remarks, in their order."""
    copier = Copier(store)
    for number, receipt in enumerate(batch.receipts):
        if is_remarked(receipt) and (copy := _copy(batch, number, copier)) is not None:
            yield copy


def _copy(batch: UploadBatch, number: int, copier: Copier) -> MarkedCopy | None:
    """From the file that waits, from the copy made when it was refused, or from the store."""
    receipt = batch.receipts[number]
    if number in batch.ready:
        content = inbox.content_of(batch.ready[number].folder)
        return copier.copy(Handled(Incoming(receipt.filename, content), receipt))
    if number in batch.copies:
        return batch.copies[number]
    stored = copier.store.find_return(receipt.sha256)
    return copy_of_revision(copier.store, stored) if stored else None
