"""Use cases of documents in the works: articles, passages, facts and entities, one by one.

Each edit changes the lines of its own object and no other; see ``bank.splice``.
"""

from quizapp.services.editing.editing_articles import create_article, remove_article, save_head
from quizapp.services.editing.editing_entities import (
    EntityLine,
    entity_digest,
    facts_naming,
    get_entity,
    list_entities,
    merge_entities,
    remove_entity,
    save_entity,
)
from quizapp.services.editing.editing_errors import FieldErrors, StaleError
from quizapp.services.editing.editing_facts import Saved, fact_digest, remove_fact, save_fact
from quizapp.services.editing.editing_passages import (
    add_passage,
    drop_passage,
    edit_passage,
    merge_passage,
    restore_line,
    split_passage,
)
from quizapp.services.editing.editing_workbench import (
    WorkArticle,
    Workbench,
    WorkFact,
    WorkFile,
    WorkPassage,
    find_fact,
    list_works,
    open_article,
)

__all__ = [
    "EntityLine",
    "FieldErrors",
    "Saved",
    "StaleError",
    "WorkArticle",
    "WorkFact",
    "WorkFile",
    "WorkPassage",
    "Workbench",
    "add_passage",
    "create_article",
    "drop_passage",
    "edit_passage",
    "entity_digest",
    "fact_digest",
    "facts_naming",
    "find_fact",
    "get_entity",
    "list_entities",
    "list_works",
    "merge_entities",
    "merge_passage",
    "open_article",
    "remove_article",
    "remove_entity",
    "remove_fact",
    "restore_line",
    "save_entity",
    "save_fact",
    "save_head",
    "split_passage",
]
