"""Passages in, pages out: grammar, names, antecedents, and who vouches for which sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from quizapp.drafting.antecedents.coreference import find_antecedents
from quizapp.drafting.antecedents.lives import find_life, gender_in_life
from quizapp.drafting.antecedents.standins import find_standins
from quizapp.drafting.antecedents.taken_up import Reader, TakenUp
from quizapp.drafting.explaining.descriptions import find_descriptions
from quizapp.drafting.gating.nouns_left_out import find_left_out
from quizapp.drafting.hearsay.doubted import Doubts, Said, find_doubted
from quizapp.drafting.hearsay.status import framing_of
from quizapp.drafting.hearsay.surroundings import find_given_over
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.syntax.chunks import make_chunks
from quizapp.drafting.syntax.clause_antecedents import with_own_subjects
from quizapp.drafting.syntax.clause_rights import righted
from quizapp.drafting.syntax.clauses import make_clauses
from quizapp.drafting.syntax.phrases import Phrases
from quizapp.drafting.syntax.sentences import split_sentences
from quizapp.drafting.syntax.shared_subjects import with_shared_subjects
from quizapp.drafting.syntax.tokens import tokenise
from quizapp.drafting.syntax.tree import Tree
from quizapp.drafting.telling.comparison_tails import without_tails
from quizapp.drafting.voices.sayings import Saying
from quizapp.drafting.voices.sources import Sources
from quizapp.drafting.voices.speakers import find_sayings
from quizapp.drafting.voices.turns import Turn, find_turns


def read_pages(
    passages: Sequence[tuple[int, str]],
    mentions: Mapping[int, tuple[Mention, ...]],
    entities: Mapping[str, ArticleEntity],
    sources: Sources | None = None,
    headings: Mapping[int, str] | None = None,
) -> list[Page]:
    """Return the passages with their grammar, names and antecedents.

    Speakers without a name are entered in ``sources``, and are entities of the pages.
    """
    sources = Sources() if sources is None else sources
    topics = _topics(passages, mentions, entities)
    entities, reader = _read_life(passages, mentions, entities, topics)
    named = {key: each.named for key, each in entities.items()}
    genders = {key: each.gender for key, each in entities.items()}
    turns = find_turns(passages, mentions=mentions, entities=entities)
    given_over = find_given_over(passages, headings or {})
    pages: list[Page] = []
    earlier: list[Mention] = []
    doubts = Doubts()
    described = _described_by(reader)
    for number, text in passages:
        own = mentions.get(number, ())
        sentences = read_sentences(number, text, own)
        antecedents = find_antecedents(sentences, own, entities, topics, earlier)
        taken_up = reader.read((number, text), sentences, own, antecedents)
        antecedents = _settled(antecedents, taken_up)
        antecedents |= _first_person(sentences, turns.get(number))
        said = find_sayings(sentences, mentions=own, entities=named, antecedents=antecedents)
        sources.take(
            sentences, said, own, taken=entities, again=taken_up.acting, antecedents=antecedents
        )
        named |= {key: each.named for key, each in sources.entities.items()}
        unnamed = sources.of(number)
        page = Page(
            number=number,
            text=text,
            sentences=sentences,
            mentions=own,
            entities=named,
            framing=framing_of(
                sentences,
                own,
                named,
                antecedents,
                turns.get(number),
                sources=unnamed,
                given_over=number in given_over,
            ),
            antecedents=antecedents,
            sources=unnamed,
        )
        for noun, words in find_descriptions(page):
            described.setdefault(noun, {})[words.casefold()] = words
        page = _standing_in(replace(page, descriptions=_only(described)), genders, taken_up)
        page = _with_unnamed(page, sources, entities, taken_up.acting)
        doubts = Doubts() if number in turns else _doubts(page, said, earlier, topics, doubts)
        pages.append(replace(page, doubted=doubts.found))
        earlier.extend(own)
    return pages


def _read_life(
    passages: Sequence[tuple[int, str]],
    mentions: Mapping[int, tuple[Mention, ...]],
    entities: Mapping[str, ArticleEntity],
    topics: frozenset[str],
) -> tuple[Mapping[str, ArticleEntity], Reader]:
    """Return the entities, and the reader of pronouns that knows whose life is told, if any is.

    The one whose life it is becomes "she" or "he" by the article's pronouns.
    """
    life = find_life(mentions, entities, topics)
    if life and not entities[life].gender:
        one = replace(entities[life], gender=gender_in_life(passages))
        entities = {**entities, life: one}
    return entities, Reader(entities, told_of=life if life and entities[life].gender else "")


def _described_by(reader: Reader) -> dict[str, dict[str, str]]:
    """Return the words for nouns that a life brings with it: "the family" is its own."""
    if reader.told_of is None:
        return {}
    return {"family": {"": f"{reader.told_of.named.phrase}'s family"}}


def _with_unnamed(
    page: Page,
    sources: Sources,
    entities: Mapping[str, ArticleEntity],
    again: Mapping[int, ArticleEntity],
) -> Page:
    """Return the page with who acts in it without a name, what it explains, and what it lists.

    Args:
        again: start of a pronoun -> who without a name that takes up.
    """
    acting = sources.acting(page.sentences, entities, again)
    return replace(
        page,
        doers={**_again(page, acting), **acting},
        explained=sources.explaining(page.sentences, page.mentions, entities),
        listed=sources.listing(page.sentences, page.mentions, entities),
    )


def _doubts(
    page: Page,
    said: Sequence[Saying],
    earlier: Sequence[Mention],
    topics: frozenset[str],
    before: Doubts,
) -> Doubts:
    """Return the sentences of a passage that somebody may vouch for who spoke in it or before."""
    met = topics | {each.entity for each in earlier if each.entity}
    spoken = Said(said, page.mentions, page.antecedents, page.framing, met, before.going)
    return find_doubted(page.sentences, spoken)


def _only(described: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the words of each noun that is described in one way alone."""
    return {noun: next(iter(each.values())) for noun, each in described.items() if len(each) == 1}


def _settled(antecedents: Mapping[int, str], taken_up: TakenUp) -> dict[int, str]:
    """Return the antecedents by the whole article; "the company" stays as it was found."""
    without = {*taken_up.words, *taken_up.open}
    kept = {start: key for start, key in antecedents.items() if start not in without}
    return {**kept, **taken_up.keys}


def _standing_in(page: Page, genders: dict[str, str], taken_up: TakenUp) -> Page:
    """Return the page with what its pronouns and the nouns it leaves out stand for."""
    left_out = find_left_out(page.sentences, page.mentions)
    page = replace(page, standins={**left_out, **taken_up.words})
    found = find_standins(page, genders, settled=taken_up.open)
    return replace(
        page,
        standins={**found.words, **page.standins},
        antecedents={**found.keys, **page.antecedents},
    )


def _again(page: Page, acting: Mapping[int, Named]) -> dict[int, Named]:
    """Return first character of a pronoun -> who acts there, where that one has no name."""
    by_words = {each.phrase.casefold(): each for each in acting.values()}
    return {
        start: by_words[words.casefold()]
        for start, words in page.standins.items()
        if words.casefold() in by_words
    }


def _first_person(sentences: Sequence[Sentence], turn: Turn | None) -> dict[int, str]:
    """Return what "I" and "my" stand for in an answer of a talk."""
    if turn is None or turn.asks or not turn.speaker:
        return {}
    return {
        token.start: turn.speaker
        for sentence in sentences
        for token in sentence.tokens
        if token.start >= turn.start and token.low in {"i", "me", "my"}
    }


def read_sentences(number: int, text: str, mentions: Sequence[Mention]) -> tuple[Sentence, ...]:
    """Return the sentences of a passage with their clauses."""
    spans = split_sentences(text)
    found = []
    for index, ((start, end), worded) in enumerate(
        zip(spans, tokenise(text, spans, mentions), strict=True)
    ):
        tokens = worded.tokens
        tree = Tree(tokens, worded.heads, worded.links, mentions)
        phrases = Phrases(tree)
        clauses = with_shared_subjects(tokens, make_clauses(tree, phrases))
        clauses = righted(tokens, without_tails(tokens, clauses))
        clauses = with_own_subjects(tokens, clauses)
        chunks = make_chunks(tree, phrases, clauses)
        found.append(Sentence(index, number, text[start:end], start, end, tokens, chunks, clauses))
    return tuple(found)


def _topics(
    passages: Sequence[tuple[int, str]],
    mentions: Mapping[int, tuple[Mention, ...]],
    entities: Mapping[str, ArticleEntity],
) -> frozenset[str]:
    """Return what the article is about: named in a third of its passages or more."""
    counts: dict[str, int] = {}
    for number, _ in passages:
        for key in {
            each.entity for each in mentions.get(number, ()) if each.kind is MentionKind.ENTITY
        }:
            counts[key] = counts.get(key, 0) + 1
    least = max(2, len(passages) / 3)
    return frozenset(key for key, count in counts.items() if key in entities and count >= least)
