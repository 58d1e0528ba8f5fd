"""Whether what serves is the bank on disk: told without reading its documents as such."""

from pathlib import Path

from quizapp.services.workspace.document_digests import bank_hash, is_known
from quizapp.services.workspace.workspace_files import forget_what_is_on_disk, serving_files
from quizapp.store.bank import content_queries
from quizapp.store.engine import reading


def serves(folder: Path) -> bool:
    """Return whether what serves is the bank in that folder, published by this very code.

    What was published from the browser lies over the folder's files.

    Raises:
        BankErrors: a file of the disk cannot be read.
    """
    forget_what_is_on_disk(folder)
    digest = bank_hash(serving_files(folder))
    with reading() as session:
        current = content_queries.find_current_revision(session)
    return current is not None and is_known(current, digest)
