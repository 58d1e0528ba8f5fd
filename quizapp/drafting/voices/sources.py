"""Speakers without a name: "critics", "a survey by the union", "the inquiry", as entities."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import EntityKind
from quizapp.drafting.explaining.explained import find_explained
from quizapp.drafting.explaining.lists import listed_in
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.naming.entities import ArticleEntity, slug
from quizapp.drafting.naming.unnamed import MINDED, unnamed
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence
from quizapp.drafting.shapes.explained_terms import Explained
from quizapp.drafting.shapes.proposal import Listed, Named
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.voices.authors import author_of, paper_of_owner, shows_what_is_so
from quizapp.drafting.voices.report_words import past_of
from quizapp.drafting.voices.sayings import Saying


@dataclass(slots=True)
class Sources:
    """Speakers without a name in an article.

    Attributes:
        entities: by key; names of other things are no part of them.
        places: passage number and the first character of reporting words -> key.
        doers: those who act without a name and terms that are explained, by key; they count where
            a proposal asks for them.
    """

    entities: dict[str, ArticleEntity] = field(default_factory=dict)
    places: dict[tuple[int, int], str] = field(default_factory=dict)
    doers: dict[str, ArticleEntity] = field(default_factory=dict)

    def explaining(
        self,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        taken: Mapping[str, ArticleEntity],
    ) -> dict[int, tuple[Explained, ...]]:
        """Return index of a sentence -> the terms that it explains, in one passage."""
        found: dict[int, tuple[Explained, ...]] = {}
        kinds = {MentionKind.ENTITY, MentionKind.QUOTE}
        # One word that only opens sentences may be no name: "Firn is snow that ...".
        concepts = {
            key
            for key, each in taken.items()
            if each.kind is EntityKind.CONCEPT or not (each.sure or each.known or " " in each.name)
        }
        for sentence in sentences:
            inside = frozenset(
                token.index
                for each in mentions
                if each.kind in kinds and each.entity not in concepts
                for token in sentence.tokens
                if each.start <= token.start < each.end
            )
            terms = tuple(
                each
                for each in find_explained(sentence, inside)
                if slug(each.name) not in ({*taken, *self.entities} - concepts)
            )
            for each in terms:
                made = ArticleEntity(slug(each.name), EntityKind.CONCEPT, each.name, each.word)
                self.doers.setdefault(made.key, replace(made, sure=False))
            found[sentence.index] = terms
        return found

    def listing(
        self,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        taken: Mapping[str, ArticleEntity],
    ) -> dict[int, tuple[Listed, ...]]:
        """Return index of a sentence -> the lists of things without a name in it."""
        found: dict[int, tuple[Listed, ...]] = {}
        for sentence in sentences:
            own = []
            for run, members in listed_in(sentence, mentions, {**self.doers, **taken}):
                for each in members:
                    if each.key not in taken:
                        self.doers.setdefault(each.key, each)
                own.append(Listed(tuple(each.named for each in members), run.members))
            found[sentence.index] = tuple(own)
        return found

    def acting(
        self,
        sentences: Sequence[Sentence],
        taken: Mapping[str, ArticleEntity],
        again: Mapping[int, ArticleEntity],
    ) -> dict[int, Named]:
        """Return first character -> who acts there without a name, in one passage.

        Args:
            sentences: of the passage.
            taken: entities of the article, by key.
            again: start of a pronoun -> who that takes up.
        """
        everybody = {**taken, **self.entities}
        found: dict[int, Named] = {}
        for start, who in again.items():
            known = everybody.get(who.key, self.doers.get(who.key, who))
            fits = known.name == who.name and known.kind in ACTORS | {EntityKind.WORK}
            if fits and who.name and not _short_for(who, taken):
                self.doers.setdefault(who.key, known)
                found[start] = known.named
        for sentence in sentences:
            for clause in sentence.clauses:
                for phrase, last, verb in _doing(clause):
                    made = unnamed(sentence, phrase, last, verb)
                    if made is None or made.kind not in ACTORS or _short_for(made, taken):
                        continue
                    known = everybody.get(made.key, made)
                    if known.kind in ACTORS and known.name == made.name:
                        self.doers.setdefault(made.key, known)
                        found[sentence.tokens[phrase.first].start] = known.named
        return found

    def of(self, number: int) -> Mapping[int, str]:
        """Return the first characters of reporting words in a passage, with their keys."""
        return {start: key for (page, start), key in self.places.items() if page == number}

    def take(
        self,
        sentences: Sequence[Sentence],
        sayings: Sequence[Saying],
        mentions: Sequence[Mention],
        *,
        taken: Mapping[str, ArticleEntity],
        again: Mapping[int, ArticleEntity],
        antecedents: Mapping[int, str],
    ) -> None:
        """Enter the speakers of one passage that have no name.

        Args:
            sentences: of the passage.
            sayings: what is said in it.
            mentions: of the passage.
            taken: entities of the article, by key.
            again: start of a pronoun -> who without a name that takes up.
            antecedents: start of a pronoun -> key of the entity that it stands for.
        """
        by_index = {each.index: each for each in sentences}
        for saying in sayings:
            if saying.speaker or not saying.firm or not saying.source:
                continue
            sentence = by_index[saying.sentence]
            key = author_of(
                sentence,
                _phrases(sentence, saying),
                _lemma(sentence, saying),
                mentions=mentions,
                taken=taken,
                antecedents=antecedents,
            )
            found = None if key else _again(sentence, saying, again)
            if found is None and not key:
                found = next(_entities(sentence, saying, taken, antecedents), None)
            if found is not None and found.name in _SPEAKING_FOR:
                found = _for_body(found, saying, mentions, taken)
            elif found is not None and found.kind is EntityKind.PERSON:
                found = _of_body(found, taken)
            if found is not None and found.key not in taken:
                key = self.entities.setdefault(found.key, found).key
            elif found is not None and taken[found.key].name == found.name:
                key = found.key  # "the inquiry" is the body of the first passage
            if key:
                self.places[sentence.passage, saying.frame_start] = key


def _doing(clause: Clause) -> Iterator[tuple[Phrase, int, str]]:
    """Yield who does something in a clause, where the phrase ends at most, and the verb."""
    verb = clause.verb
    if verb is None:
        return
    if clause.subject is not None:
        head = clause.subject
        end = max(verb.first, head.end) if clause.kind is not ClauseKind.RELATIVE else head.end
        ruling = verb.auxiliary or verb.lemma
        minded = not verb.passive and (ruling in MINDED or past_of(ruling))
        yield head, end, ruling if minded else ""
    if verb.passive:
        for each in clause.adverbials:
            if each.prep == "by":
                yield each, each.end, ""


def _short_for(one: ArticleEntity, taken: Mapping[str, ArticleEntity]) -> bool:
    """Return whether "the council" may be short for a council that has a name."""
    head = one.name.split(" of ")[0].split()[-1].casefold()
    return any(
        head in each.name.casefold().split() and each.name != one.name and each.name[:1].isupper()
        for each in taken.values()
    )


def _again(
    sentence: Sentence, saying: Saying, again: Mapping[int, ArticleEntity]
) -> ArticleEntity | None:
    """Return who without a name a pronoun that speaks takes up: "they point out"."""
    starts = [
        each.start
        for each in sentence.tokens
        if saying.frame_start <= each.start < saying.frame_end
        and each.start in again
        and saying.source.casefold().startswith(each.low)
    ]
    return again[starts[0]] if len(starts) == 1 else None


def _entities(
    sentence: Sentence,
    saying: Saying,
    taken: Mapping[str, ArticleEntity],
    antecedents: Mapping[int, str],
) -> Iterator[ArticleEntity]:
    verb = _lemma(sentence, saying) or ("say" if _is_set_off(sentence, saying) else "")
    for phrase, last in _phrases(sentence, saying):
        if not saying.verb and sentence.tokens[phrase.head].lemma in _NO_VOICE:
            continue
        if shows_what_is_so(sentence, phrase, verb):
            continue
        found = unnamed(sentence, phrase, last, verb)
        found = found or paper_of_owner(sentence, phrase, taken, antecedents)
        if found is not None:
            yield found


_NO_VOICE: Final = word_set(
    "law rule custom tradition legend plan schedule calendar need taste size season weather age"
    " type sex rank order method principle criterion scale standard ability means wish will formula"
    " map myth tale count convention practice definition agreement treaty contract term estimate"
    " projection forecast model simulation calculation reckoning hypothesis test wisdom lore"
    " constitution code logic nature kind class value circumstance logic poll rumor"
)
"""What something is "according to", though nobody says it."""


def _is_set_off(sentence: Sentence, saying: Saying) -> bool:
    """Return whether "according to the coastguard" opens the sentence or stands behind a comma."""
    inside = [each for each in sentence.tokens if saying.frame_start <= each.start]
    if saying.verb or not inside or inside[0].low != "according":
        return False
    at = inside[0].index
    return at == 0 or sentence.tokens[at - 1].text == ","


def _of_body(person: ArticleEntity, taken: Mapping[str, ArticleEntity]) -> ArticleEntity | None:
    """Return "an Environment Agency spokeswoman" for "an agency spokeswoman", else None.

    A person without a name is told apart from others only by the body they speak for.
    """
    if any(each.name in person.name for each in taken.values()):
        return person
    first, _, rest = person.name.partition(" ")
    bodies = [
        each
        for each in taken.values()
        if each.kind is EntityKind.ORGANISATION and each.name.endswith(f" {first.capitalize()}")
    ]
    if len(bodies) != 1 or not rest:
        alone = first in _KNOWN_ALONE or first[:1].isupper()
        return person if rest and alone else None
    name = f"{bodies[0].name} {rest}"
    word = "an" if name[:1] in "AEIOU" else "a"
    return replace(person, key=slug(name), name=name, word=word)


_KNOWN_ALONE: Final = frozenset({"police", "army", "navy", "government", "military"})
"""Bodies that tell who "a police spokesman" speaks for without another word."""
_SPEAKING_FOR: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})


def _for_body(
    person: ArticleEntity,
    saying: Saying,
    mentions: Sequence[Mention],
    taken: Mapping[str, ArticleEntity],
) -> ArticleEntity | None:
    """Return "a Northline spokesman" where no other body was named so far in the passage."""
    bodies = {
        each.entity
        for each in mentions
        if each.end <= saying.frame_start
        and each.entity in taken
        and taken[each.entity].kind is EntityKind.ORGANISATION
        and taken[each.entity].name[:1].isupper()
    }
    if len(bodies) != 1:
        return None
    name = f"{taken[bodies.pop()].name} {person.name}"
    return replace(person, key=slug(name), name=name, word="an" if name[:1] in "AEIOU" else "a")


def _phrases(sentence: Sentence, saying: Saying) -> Iterator[tuple[Phrase, int]]:
    """Yield the noun phrase that speaks, and one past the last token that may belong to it."""
    lemma = _lemma(sentence, saying)
    for clause in sentence.clauses:
        verb = clause.verb
        if verb is not None and lemma and verb.lemma != lemma:
            continue  # "fewer than half of the families who left have said": not the families
        if verb is not None and clause.subject is not None and not verb.passive:
            start = sentence.tokens[verb.head].start
            subject = clause.subject
            words = sentence.words(subject.first, subject.end)
            # "The exemption, says its director, costs us": the parser may take the wrong one.
            meant = words in saying.source or saying.source in words or not saying.source
            if saying.frame_start <= start < saying.frame_end and meant:
                yield subject, max(verb.first, subject.end)
    for clause in sentence.clauses:
        for each in clause.adverbials:
            start = sentence.tokens[each.first].start
            inside = saying.frame_start <= start < saying.frame_end
            if inside and each.prep.casefold() == "according to":
                # "According to a 2014 report by the Canal Trust": who wrote it hangs on it.
                behind = (
                    one.end
                    for one in clause.adverbials
                    if each.first <= one.above < one.first and one.prep_first == each.end
                )
                yield each, max(behind, default=each.end)
    yield from _written(sentence, saying)


def _written(sentence: Sentence, saying: Saying) -> Iterator[tuple[Phrase, int]]:
    """Yield the words that speak where the parser saw no clause: ", a public inquiry found."."""
    inside = [
        each
        for each in sentence.tokens
        if saying.frame_start <= each.start and each.end <= saying.frame_end
    ]
    words = saying.source.split()
    for at in range(len(inside) - len(words) + 1):
        run = inside[at : at + len(words)]
        nouns = [each for each in run if each.tag in {"NN", "NNS"}]
        if words and [each.text for each in run] == words and nouns:
            stop = next((each.index for each in run if each.tag in {"IN", ","}), run[-1].index + 1)
            heads = [each for each in nouns if each.index < stop]
            if heads:
                head = heads[-1].index
                first, end = run[0].index, run[-1].index + 1
                yield Phrase(first, end, head, ChunkKind.NOUN), end
            return


def _lemma(sentence: Sentence, saying: Saying) -> str:
    """Return the lemma of the reporting verb, or ""."""
    return next(
        (
            each.lemma
            for each in sentence.tokens
            if saying.verb
            and saying.frame_start <= each.start < saying.frame_end
            and saying.verb in {past_of(each.lemma), inflect(each.lemma, "VBD")}
        ),
        "",
    )
