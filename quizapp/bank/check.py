"""The rules that hold over a whole bank, in two tables: by bank and by fact. Pure."""

from collections.abc import Callable, Iterator
from typing import Final

from quizapp.bank.document import FactBase
from quizapp.bank.material import Located, Material
from quizapp.bank.rules import guards, identity, members, references, sentences, stems
from quizapp.errors import Problem

BANK_RULES: Final[tuple[Callable[[Material], Iterator[Problem]], ...]] = (
    identity.ids_are_unique,
    identity.ids_are_not_kept_for_people,
    identity.one_article_a_folder,
    identity.passages_are_numbered_once,
    identity.facts_have_an_article,
    identity.names_are_unique,
    references.parts_exist,
    sentences.other_dates_exist,
)
"""Rules over all objects at once."""

FACT_RULES: Final[tuple[Callable[[Located[FactBase], Material], Iterator[Problem]], ...]] = (
    identity.media_come_with_decks,
    references.entities_exist,
    references.passage_and_evidence,
    references.topics_are_declared,
    sentences.statement_is_a_sentence,
    sentences.contested_is_attributed,
    sentences.dates_exist,
    sentences.label_needs_a_date,
    sentences.own_stems_ask,
    guards.slots_exist,
    guards.views_exist,
    guards.entities_exist,
    guards.distractors_are_wrong,
    members.members_are_apart,
    members.phrase_is_in_the_passage,
    members.short_fits_expansion,
    members.steps_are_apart,
    members.pairs_are_apart,
    stems.stems_keep_the_answer,
)
"""Rules on one fact, which may look at everything else."""


def check(material: Material) -> tuple[Problem, ...]:
    """Return every problem of a bank whose objects are well formed each for itself."""
    problems = [problem for rule in BANK_RULES for problem in rule(material)]
    for fact in material.facts:
        for rule in FACT_RULES:
            problems.extend(rule(fact, material))
    return tuple(problems)
