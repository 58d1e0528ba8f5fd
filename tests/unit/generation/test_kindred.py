"""Wrong answers beside a name that a draft brought in come from articles about the same things."""

from typing import Final

from quizapp.bank.document import Bank
from quizapp.bank.emit import emit_article, emit_entity, emit_fact
from quizapp.bank.parse import parse_bank
from quizapp.bank.slug import slug
from quizapp.bank.terms import JsonObject
from quizapp.generation.context import Context, context_of
from quizapp.generation.distractors import entities_for
from quizapp.generation.kindred import is_described, kindred_of
from quizapp.generation.question import Level
from quizapp.generation.text_distractors import texts_for

PEOPLE: Final = ("Anna Brun", "Bo Carlsen", "Dora Engel", "Emil Frisk", "Greta Holm")
"""Drafts brought them in: nothing is known of them but their names."""
PAINTERS: Final = ("Ida Juhl", "Karl Lind")
Deeds = tuple[tuple[str, str], ...]

HARBOUR: Final = (
    ("anna-brun", "opened the harbour"),
    ("bo-carlsen", "built the pier"),
    ("dora-engel", "drew the plans"),
)
LIGHTHOUSE: Final = (
    ("anna-brun", "lit the lamp"),
    ("bo-carlsen", "carved the stone lion"),
    ("emil-frisk", "kept the lighthouse"),
)
PICTURES: Final = (
    ("ida-juhl", "painted the altar"),
    ("karl-lind", "painted the ceiling"),
    ("greta-holm", "paid for the organ"),
)


def facts_of(article: str, deeds: Deeds, causes: tuple[str, ...]) -> list[JsonObject]:
    """Return who did what in Norland, and why work was late."""
    told: JsonObject = {
        "passage": 1,
        "status": "stated",
        "topics": ["all"],
        "explanation": "The passage says so.",
    }
    done = [
        {
            **told,
            "id": f"{article}-{actor}",
            "type": "action",
            "evidence": act,
            "slots": {"actor": actor, "act": act, "place": "norland"},
            "statement": f"Somebody {act} in Norland.",
            "guards": {"unique": ["actor"]},
        }
        for actor, act in deeds
    ]
    why = [
        {
            **told,
            "id": f"{article}-cause-{number}",
            "type": "cause",
            "evidence": cause,
            "slots": {"cause": cause, "effect": f"the work on the {article} was late"},
            "statement": f"The work on the {article} was late because {cause}.",
        }
        for number, cause in enumerate(causes)
    ]
    return [*done, *why]


def files_of(article: str, deeds: Deeds, causes: tuple[str, ...]) -> dict[str, str]:
    """Return the files of an article."""
    head: JsonObject = {
        "id": article,
        "title": article,
        "language": "en",
        "source": {"publication": "Tests", "licence": "CC0-1.0"},
        "topics": {"all": "All"},
        "passages": [{"id": 1, "text": ". ".join((*(act for _, act in deeds), *causes))}],
    }
    facts = facts_of(article, deeds, causes)
    return {
        f"{article}/article.yaml": emit_article(head),
        f"{article}/facts.yaml": "facts:\n" + "".join(emit_fact(each) for each in facts),
    }


def entity(name: str, **more: str) -> str:
    """Return an entity as it stands in a file; a person unless ``more`` says otherwise."""
    return emit_entity({"id": slug(name, most=40), "name": name, "kind": "person", **more})


def bank() -> Bank:
    """Return three articles: two about the same harbour, one about something else."""
    entities = [
        entity("Norland", kind="country"),
        *(entity(name) for name in PEOPLE),
        *(entity(name, role="painter", region="europe") for name in PAINTERS),
        entity("Lone Moe", role="weaver", region="europe"),
    ]
    return parse_bank(
        {
            "entities.yaml": "entities:\n" + "".join(entities),
            **files_of("harbour", HARBOUR, ("the stone came late", "the winter was hard")),
            **files_of("lighthouse", LIGHTHOUSE, ("the oil had run out",)),
            **files_of("pictures", PICTURES, ("the paint dried up",)),
        }
    )


def offered(context: Context, card: str, key: str) -> set[str]:
    """Return what stands beside the key of a card, near and far."""
    view = next(each for each in context.all_views() if each.card == card)
    near = entities_for(view, key, context, level=Level.NEAR)
    return {*near, *entities_for(view, key, context, level=Level.FAR)}


def test_articles_that_share_two_names_are_kindred_and_a_country_is_none_of_them() -> None:
    kin = kindred_of(bank())
    assert kin.of("harbour") == {"harbour", "lighthouse"}
    assert kin.of("pictures") == {"pictures"}


def test_beside_a_bare_name_stand_names_of_its_own_subject() -> None:
    context = context_of(bank(), seed="1")
    near = offered(context, "harbour-dora-engel:actor", "dora-engel")
    assert near == {"anna-brun", "bo-carlsen", "emil-frisk"}


def test_who_is_described_is_compared_with_others_who_are_and_names_of_the_subject() -> None:
    context = context_of(bank(), seed="1")
    assert is_described(context.entities["ida-juhl"])
    near = offered(context, "pictures-ida-juhl:actor", "ida-juhl")
    assert near == {"karl-lind", "greta-holm", "lone-moe"}


def test_a_cause_of_another_subject_is_no_wrong_answer() -> None:
    context = context_of(bank(), seed="1")
    view = next(each for each in context.all_views() if each.card == "harbour-cause-0:cause")
    for level in (Level.NEAR, Level.FAR):
        texts = texts_for(view, context, level=level)
        assert texts
        assert set(texts) <= {"the winter was hard", "the oil had run out"}
