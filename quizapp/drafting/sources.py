"""Speakers without a name: "critics", "a survey by the union", "the inquiry", as entities."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quizapp.bank.document import EntityKind
from quizapp.bank.fact_type import ACTORS
from quizapp.drafting.analysis import ChunkKind, Phrase, Sentence
from quizapp.drafting.entities import ArticleEntity, slug
from quizapp.drafting.sayings import Saying
from quizapp.drafting.spans import Mention
from quizapp.drafting.word_sets import word_set
from quizapp.drafting.words import verb_forms

_PAPERS: Final = word_set(
    "study report survey review paper poll analysis article letter census website investigation"
    " audit assessment research document memo book guide statement verdict ruling judgment"
    " judgement resolution memorandum programme manifesto editorial diary chronicle ballad plaque"
    " leaflet dossier evaluation"
)
_BODIES: Final = word_set(
    "inquiry enquiry commission court committee panel board tribunal team government ministry"
    " council company firm union agency jury authority department police party opposition bank"
    " charity museum operator institute university association chamber group newspaper paper"
    " coalition foundation office parliament senate army navy church"
)
_ONES: Final = word_set(
    "spokesman spokeswoman spokesperson witness official minister resident scientist researcher"
    " historian judge critic doctor engineer expert lawyer prosecutor economist lecturer mayor"
    " director president chairman chairwoman chair governor inspector surgeon manager teacher"
    " farmer neighbour biologist archaeologist geologist ecologist chemist physicist"
)
_MANY: Final = word_set(
    "people men women fishermen insurers lawyers leaders states countries governments ministers"
    " friends families relatives unions firms companies officials police allies neighbours"
    " shopkeepers"
    " hoteliers parents students pupils colleagues staff authors doctors professors researchers"
    " critics academics sceptics skeptics clerics opponents proponents residents agents presidents"
    " respondents dissidents participants consultants inhabitants merchants advocates candidates"
    " delegates experts analysts judges pilots nurses neighbors"
)
_OF_PEOPLE: Final = re.compile(r"(?:ists|ians|men|women|yees|gees|stees)$")
_AGENTS: Final = re.compile(r"(?P<deed>\w{3,})(?:ers|ors)$")
_TOOLS: Final = word_set(
    "computers printers scanners meters counters trackers containers calculators recorders"
    " trailers boilers engines numbers posters stickers orders answers offers factors"
)
_COUNTING: Final = frozenset({"some", "many", "most", "several", "other", "all", "few", "both"})
_POINTING: Final = frozenset(
    {"this", "that", "these", "those", "such", "any", "no", "every", "each", "another", "what"}
)
_CUT: Final = frozenset({",", "(", ";", ":", "who", "which", "that", "–", "—"})  # noqa: RUF001 - dashes of print
_VERBS: Final = frozenset({"VBN", "VBD", "VBZ", "VBP", "MD"})
_LONGEST: Final = 10


@dataclass(slots=True)
class Sources:
    """Speakers without a name in an article.

    Attributes:
        entities: by key; names of other things are no part of them.
        places: passage number and the first character of reporting words -> key.
    """

    entities: dict[str, ArticleEntity] = field(default_factory=dict)
    places: dict[tuple[int, int], str] = field(default_factory=dict)

    def of(self, number: int) -> Mapping[int, str]:
        """Return the first characters of reporting words in a passage, with their keys."""
        return {start: key for (page, start), key in self.places.items() if page == number}

    def take(
        self,
        sentences: Sequence[Sentence],
        sayings: Sequence[Saying],
        mentions: Sequence[Mention],
        taken: Mapping[str, ArticleEntity],
    ) -> None:
        """Enter the speakers of one passage that have no name."""
        by_index = {each.index: each for each in sentences}
        for saying in sayings:
            if saying.speaker or not saying.firm or not saying.source:
                continue
            sentence = by_index[saying.sentence]
            key = self._author(sentence, saying, mentions, taken)
            found = None if key else next(iter(_entities(sentence, saying)), None)
            if found is not None and found.name in _SPEAKING_FOR:
                found = _for_body(found, saying, mentions, taken)
            elif found is not None and found.kind is EntityKind.PERSON:
                found = _of_body(found, taken)
            if found is not None and found.key not in taken:
                key = self.entities.setdefault(found.key, found).key
            if key:
                self.places[sentence.passage, saying.frame_start] = key

    @staticmethod
    def _author(
        sentence: Sentence,
        saying: Saying,
        mentions: Sequence[Mention],
        taken: Mapping[str, ArticleEntity],
    ) -> str:
        """Return the key of the one who made the paper that speaks: "a survey by the union"."""
        for phrase, last in _phrases(sentence, saying):
            if sentence.tokens[phrase.head].lemma not in _PAPERS or phrase.members:
                continue
            begin, end = sentence.span(phrase.first, last)
            inside = [each for each in mentions if begin <= each.start and each.end <= end]
            named = [
                each
                for each in inside
                if each.entity in taken
                and taken[each.entity].kind in ACTORS
                and _made(sentence, phrase, each)
            ]
            if len({each.entity for each in named}) == 1:
                return named[0].entity
        return ""


def _made(sentence: Sentence, phrase: Phrase, mention: Mention) -> bool:
    """Return whether "by" stands before a name, or it owns the paper: "the bureau's survey"."""
    at = next(each.index for each in sentence.tokens if each.start >= mention.start)
    before = [each.low for each in sentence.tokens[max(at - 2, 0) : at]]
    if at > phrase.head:
        return before[-1:] == ["by"] or (before[:1] == ["by"] and before[1:] == ["the"])
    after = next((each for each in sentence.tokens if each.start >= mention.end), None)
    return after is not None and after.tag == "POS"


def _entities(sentence: Sentence, saying: Saying) -> Iterator[ArticleEntity]:
    for phrase, last in _phrases(sentence, saying):
        found = _entity(sentence, phrase, last)
        if found is not None:
            yield found


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
        return None
    name = f"{bodies[0].name} {rest}"
    word = "an" if name[:1] in "AEIOU" else "a"
    return replace(person, key=slug(name), name=name, word=word)


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
    for clause in sentence.clauses:
        verb = clause.verb
        if verb is not None and clause.subject is not None and not verb.passive:
            start = sentence.tokens[verb.head].start
            if saying.frame_start <= start < saying.frame_end:
                yield clause.subject, max(verb.first, clause.subject.end)
    for clause in sentence.clauses:
        for each in clause.adverbials:
            start = sentence.tokens[each.first].start
            inside = saying.frame_start <= start < saying.frame_end
            if inside and each.prep.casefold() == "according to":
                yield each, each.end
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


def _entity(sentence: Sentence, phrase: Phrase, last: int) -> ArticleEntity | None:
    """Return the entity of a noun phrase that names no name but stands for who speaks."""
    tokens = sentence.tokens
    first, end = phrase.first, phrase.first
    while end < last and tokens[end].low not in _CUT and tokens[end].tag not in _VERBS:
        end += 1
    while end - first > _LONGEST:
        behind = [at for at in range(phrase.head + 2, end) if tokens[at].tag == "IN"]
        end = behind[-1] if behind else first
    head = tokens[phrase.head]
    if not first <= phrase.head < end or phrase.members:
        return None
    inside = tokens[first:end]
    if any(each.tag in {"PRP", "PRP$", "EX", "WP", "JJS", "RBS"} for each in inside):
        return None
    if inside[0].low in _POINTING or head.tag not in {"NN", "NNS"}:
        return None
    kind = _kind(head.low, head.lemma, plural=head.tag == "NNS")
    article = inside[0].low if inside[0].low in {"the", "a", "an"} else ""
    begin = first + bool(article)
    if kind is None or begin >= end:
        return None
    name = sentence.words(begin, end)
    if inside[0].low in _COUNTING:
        name = name[:1].lower() + name[1:]
    if not article and tokens[begin].tag not in {"NNP", "NNPS"} and begin == 0:
        name = name[:1].lower() + name[1:]
    word = "the" if article == "the" or (article and kind is not EntityKind.PERSON) else article
    if kind is EntityKind.PERSON and not article:
        return None
    return ArticleEntity(key=slug(name), kind=kind, name=name, word=word, sure=False)


def _kind(low: str, lemma: str, *, plural: bool) -> EntityKind | None:
    if lemma in _PAPERS or low in _PAPERS:
        return EntityKind.WORK
    if lemma in _BODIES and not plural:
        return EntityKind.ORGANISATION
    if low in _MANY or (plural and (lemma in _ONES or lemma in _BODIES)):
        return EntityKind.MOVEMENT
    if plural and low not in _TOOLS and (_OF_PEOPLE.search(low) or _does(low)):
        return EntityKind.MOVEMENT
    return EntityKind.PERSON if lemma in _ONES else None


def _does(low: str) -> bool:
    """Return whether a noun means those who do what a verb says: "campaigners", "buyers"."""
    found = _AGENTS.search(low)
    deed = found["deed"] if found else ""
    return any("VB" in verb_forms(each) for each in (deed, f"{deed}e", deed[:-1]) if len(each) > 2)  # noqa: PLR2004 - no verb is shorter
