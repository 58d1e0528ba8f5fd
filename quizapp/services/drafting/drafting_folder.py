"""An article on its way to a bank folder, without a database: read, draft, write the documents."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank.emit import emit_article, emit_list
from quizapp.bank.parse import parse_bank
from quizapp.bank.terms import JsonObject
from quizapp.drafting.reading.document import CleanArticle, CleanPassage, PassageKind
from quizapp.errors import BankErrors, Problem
from quizapp.services.drafting import drafting_child
from quizapp.services.drafting.drafting_merge import FittedDraft, Taken, fit

TOPIC: Final = "main"
_TEXT_MAX: Final = 4000
"""Characters of a passage: ``bank.document.Text``."""
_CAPTION: Final = "Caption"
_SENTENCE_END: Final = re.compile(r"(?<=[.!?]) ")
_INDEX: Final = re.compile(r"(facts|entities)\[(\d+)\]")
_UNKNOWN: Final = "Not known yet"


@dataclass(frozen=True, slots=True)
class DraftedArticle:
    """An article with what the program proposes for it.

    Attributes:
        clean: as it was read; its passages are those of the documents, none too long for them.
        drafts: the shown and the held ones; a draft that breaks a rule of the bank is held.
        entities: by id.
    """

    id: str
    clean: CleanArticle
    drafts: tuple[FittedDraft, ...]
    entities: Mapping[str, JsonObject]

    @property
    def names(self) -> dict[str, str]:
        """Return the name of each entity by id."""
        return {key: str(each["name"]) for key, each in self.entities.items()}


def draft_article(clean: CleanArticle, *, article_id: str) -> DraftedArticle:
    """Return an article with its drafts.

    Raises:
        InputError: it takes too much time or memory.
    """
    clean = replace(clean, passages=tuple(_numbered(clean.passages)))
    drafted = drafting_child.draft(
        [(each.number, each.text) for each in clean.body],
        known={},
        article=article_id,
        topic=TOPIC,
        headings={each.number: each.heading for each in clean.body},
    )
    drafts = fit(drafted, taken=Taken({}))
    entities = {str(e["id"]): e for draft in drafts for e in draft.entities}
    found = DraftedArticle(article_id, clean, drafts, entities)
    return replace(found, drafts=tuple(_checked(found)))


def documents_of(drafted: DraftedArticle, *, held: bool) -> dict[str, str]:
    """Return the files of a bank that holds the article: path -> text; it passes every check.

    Args:
        drafted: the article with its drafts.
        held: whether held drafts are among the facts; those that break a rule never are.
    """
    shown = [each for each in drafted.drafts if held or not each.held]
    files, _ = _sound(drafted, shown)
    return files


def _checked(drafted: DraftedArticle) -> Iterable[FittedDraft]:
    """Yield the drafts; one that breaks a rule of the bank is held, with the rule."""
    _, problems = _sound(drafted, drafted.drafts)
    for each in drafted.drafts:
        problem = problems.get(str(each.fact["id"]))
        reason = f"it has to be mended first: {problem.what}; {problem.fix}" if problem else ""
        yield replace(each, held=each.held or reason)


def _sound(
    drafted: DraftedArticle, drafts: Sequence[FittedDraft]
) -> tuple[dict[str, str], dict[str, Problem]]:
    """Return the files without what breaks a rule, and the first problem of each such object."""
    facts = {str(each.fact["id"]): each.fact for each in drafts}
    needed = {str(e["id"]) for each in drafts for e in each.entities}
    entities = {key: each for key, each in drafted.entities.items() if key in needed}
    problems: dict[str, Problem] = {}
    while True:
        files = _files(drafted, entities, facts)
        try:
            parse_bank(files)
        except BankErrors as errors:
            bad = {_named(each, facts, entities): each for each in reversed(errors.problems)}
            if "" in bad:
                # Of the article itself, where leaving out a fact mends nothing.
                raise
            problems.update({key: each for key, each in bad.items() if key not in problems})
            facts = {key: each for key, each in facts.items() if key not in bad}
            entities = {key: each for key, each in entities.items() if key not in bad}
            continue
        return files, problems


def _named(
    problem: Problem, facts: Mapping[str, JsonObject], entities: Mapping[str, JsonObject]
) -> str:
    """Return the id of the fact or entity that a problem is about, or ""."""
    found = _INDEX.match(problem.path)
    if not found:
        return ""
    return list(facts if found[1] == "facts" else entities)[int(found[2])]


def _files(
    drafted: DraftedArticle,
    entities: Mapping[str, JsonObject],
    facts: Mapping[str, JsonObject],
) -> dict[str, str]:
    files = {f"{drafted.id}/article.yaml": emit_article(_article(drafted))}
    if entities:
        files["entities.yaml"] = emit_list("entities", list(entities.values()))
    if facts:
        files[f"{drafted.id}/facts.yaml"] = emit_list("facts", list(facts.values()))
    return files


def _article(drafted: DraftedArticle) -> JsonObject:
    """Return the article as its document holds it; its source is for the author to write."""
    return {
        "id": drafted.id,
        "title": drafted.clean.title,
        "language": drafted.clean.language,
        "source": {"publication": _UNKNOWN, "licence": _UNKNOWN},
        "topics": {TOPIC: drafted.clean.title},
        "passages": [
            {"id": each.number, "text": each.text}
            | ({"heading": each.heading} if each.heading else {})
            for each in drafted.clean.passages
        ],
    }


def _numbered(passages: Iterable[CleanPassage]) -> Iterable[CleanPassage]:
    """Yield the passages numbered from 1; one that is too long is parted between sentences."""
    number = 0
    for each in passages:
        heading = each.heading or (_CAPTION if each.kind is PassageKind.CAPTION else "")
        for part in _parts(each.text):
            number += 1
            yield replace(each, number=number, text=part, heading=heading)


def _parts(text: str) -> list[str]:
    if len(text) <= _TEXT_MAX:
        return [text]
    parts = [""]
    for sentence in _SENTENCE_END.split(text):
        if parts[-1] and len(parts[-1]) + 1 + len(sentence) > _TEXT_MAX:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    return [part[n : n + _TEXT_MAX] for part in parts for n in range(0, len(part), _TEXT_MAX)]
