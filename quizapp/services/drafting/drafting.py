"""Use cases of drafting: bring an article in, make drafts of it, judge them one by one.

Nothing becomes a fact without its author. Articles are read by a child process with limits.
"""

from quizapp.services.drafting.drafting_import import (
    ArticleExistsError,
    ArticleHead,
    import_bytes,
    import_empty,
    import_text,
)
from quizapp.services.drafting.drafting_judge import (
    StaleDraftError,
    accept,
    edit_and_accept,
    reject,
    restore,
    undo,
)
from quizapp.services.drafting.drafting_make import make_drafts
from quizapp.services.drafting.drafting_model import ModelDrafts, make_model_drafts
from quizapp.services.drafting.drafting_view import (
    DraftProgress,
    DraftView,
    PassageProgress,
    get_draft,
    list_drafts,
    progress,
)

__all__ = [
    "ArticleExistsError",
    "ArticleHead",
    "DraftProgress",
    "DraftView",
    "ModelDrafts",
    "PassageProgress",
    "StaleDraftError",
    "accept",
    "edit_and_accept",
    "get_draft",
    "import_bytes",
    "import_empty",
    "import_text",
    "list_drafts",
    "make_drafts",
    "make_model_drafts",
    "progress",
    "reject",
    "restore",
    "undo",
]
