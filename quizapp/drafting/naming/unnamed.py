"""Who speaks or acts without a name: "critics", "the weather service", "a retired miner"."""

import re
from collections.abc import Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.gazetteer import is_demonym
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import verb_forms
from quizapp.drafting.naming.entities import ArticleEntity, slug
from quizapp.drafting.shapes.analysis import Phrase, Sentence, Token

PAPERS: Final = word_set(
    "study report survey review paper poll analysis article letter census website investigation"
    " audit assessment research document memo book guide statement verdict ruling judgment"
    " judgement resolution memorandum programme manifesto editorial diary chronicle ballad plaque"
    " leaflet dossier evaluation record catalogue ledger minute archive inventory inscription"
    " register thesis treatise pamphlet bulletin filing telegram dispatch manuscript transcript"
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
    " villagers islanders townspeople townsfolk peasants tenants sailors locals pilgrims soldiers"
    " settlers monks nuns"
    " delegates experts analysts judges pilots nurses neighbors"
)
_OF_PEOPLE: Final = re.compile(r"(?:ists|ians|men|women|yees|gees|stees)$")
_AGENTS: Final = re.compile(r"(?P<deed>\w{3,})(?:ers|ors)$")
_ABSTRACT: Final = re.compile(r"(?:ity|ness|ism|hood|ence|ance)$")
"""Endings of what has no mind of its own, whatever a verb says: "a sensibility that insists"."""
_TOOLS: Final = word_set(
    "computers printers scanners meters counters trackers containers calculators recorders"
    " trailers boilers engines numbers posters stickers orders answers offers factors"
)
_MANY_OF: Final = word_set(
    "hundred thousand dozen score number group crowd handful majority pair couple generation"
)
"""Nouns before "of" and those that are counted."""
_OTHERS_OF: Final = frozenset({"colleagues", "friends", "relatives", "collaborators"})
"""People who are somebody's, as in "Ann Day, a botanist, and colleagues": alone they are nobody."""
_COUNTING: Final = frozenset({"some", "many", "most", "several", "other", "all", "few", "both"})
_POINTING: Final = frozenset(
    {"this", "that", "these", "those", "such", "any", "no", "every", "each", "another", "what"}
)
_NOBODY: Final = word_set(
    "someone somebody anyone anybody everyone everybody nobody none someone one ones others"
)
_CUT: Final = frozenset({",", "(", ";", ":", "who", "which", "that", "–", "—"})  # noqa: RUF001 - dashes of print
_VERBS: Final = frozenset({"VBN", "VBD", "VBZ", "VBP", "MD"})
_LONGEST: Final = 10

SHOWING: Final = word_set(
    "show suggest indicate reveal demonstrate imply mean signal confirm state teach determine"
    " follow prove warrant"
)
"""Verbs of which papers and figures are the subject as well; of others somebody is."""
MINDED: Final = word_set(
    "want wish plan intend hope aim refuse decide agree offer threaten demand accuse blame call"
    " consider regard see describe praise attribute ascribe credit suspect oppose support ask urge"
)
"""Verbs beside those of saying whose subject is somebody."""
_IDLE: Final = word_set(
    "figure result number datum fact evidence law rule story legend rumour sign page line word"
    " software algorithm system machine device man woman person boy girl child voice"
    " cent north south east west centre day week month year decade century morning"
    " evening afternoon night hour minute weekend"
    " half third quarter percent rest majority minority other one two three kind sort thing"
)
"""Nouns that say something in a way of speaking only, or do not tell who it was."""


def unnamed(sentence: Sentence, phrase: Phrase, last: int, verb: str = "") -> ArticleEntity | None:
    """Return the entity of a noun phrase that names no name but stands for who speaks or acts.

    Args:
        last: one past the last token that may belong to the phrase.
        verb: lemma of what it does; only somebody can argue or fear, whatever the noun.
    """
    tokens = sentence.tokens
    first, end = phrase.first, _end(sentence, phrase, last)
    head, inside = tokens[phrase.head], tokens[phrase.first : end]
    if [each.low for each in inside[:1]] == ["the"] and len(inside) == 2 and _is_nation(inside[1]):  # noqa: PLR2004 - "the Spanish"
        name = inside[1].text
        return ArticleEntity(slug(name), EntityKind.MOVEMENT, name, "the", sure=False)
    of_somebody = len(inside) == 1 and head.low in _OTHERS_OF
    if not _tells_who(head, inside) or phrase.members or of_somebody:
        return None
    owned = any(each.tag == "POS" for each in tokens[first : phrase.head])
    kind = kind_without_name(head.low, head.lemma, plural=head.tag == "NNS")
    kind = kind or _kind_of_many(tokens[phrase.head : end])
    if owned and kind is EntityKind.PERSON:
        return None  # "Helen Carter's brother" is told apart by a name that is not his
    kind = kind or (None if owned else _by_verb(head, verb))
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
    # "The working paper by Wilk and Rahman" is "the working paper" as well.
    core = name.split(" by ")[0]
    aliases = (core,) if kind is EntityKind.WORK and core != name else ()
    return ArticleEntity(slug(name), kind, name, word, aliases, sure=False)


def _is_nation(token: Token) -> bool:
    """Return whether a word behind "the" stands for those of a nation: "the Spanish"."""
    return token.text[:1].isupper() and token.tag[:2] in {"NN", "JJ"} and is_demonym(token.text)


def _kind_of_many(words: Sequence[Token]) -> EntityKind | None:
    """Return the kind of those that are counted: "hundreds of protesters", "a crowd of miners"."""
    if len(words) < 3 or words[0].lemma not in _MANY_OF or words[1].low != "of":  # noqa: PLR2004 - "crowds of miners"
        return None
    noun = next((each for each in words[2:] if each.tag == "NNS"), None)
    kind = noun and kind_without_name(noun.low, noun.lemma, plural=True)
    return kind or None


def _end(sentence: Sentence, phrase: Phrase, last: int) -> int:
    """Return where the words end that tell who it is: before an aside, and not too far."""
    tokens, end = sentence.tokens, phrase.first
    while end < last and tokens[end].low not in _CUT and tokens[end].tag not in _VERBS:
        end += 1
    while end - phrase.first > _LONGEST:
        behind = [at for at in range(phrase.head + 2, end) if tokens[at].tag == "IN"]
        end = behind[-1] if behind else phrase.first
    return end


def _tells_who(head: Token, inside: Sequence[Token]) -> bool:
    """Return whether the words stand alone: no pronoun, no "this", no "the oldest"."""
    if head not in inside or inside[0].low in _POINTING or head.tag not in {"NN", "NNS"}:
        return False
    if head.low in _NOBODY:
        return False
    return not any(each.tag in {"PRP", "PRP$", "EX", "WP", "JJS", "RBS"} for each in inside)


def kind_without_name(low: str, lemma: str, *, plural: bool) -> EntityKind | None:
    """Return the kind of somebody, a body or a paper that a common noun means, or None."""
    if lemma in PAPERS or low in PAPERS:
        return EntityKind.WORK
    if lemma in _BODIES and not plural:
        return EntityKind.ORGANISATION
    several = low in _MANY or (plural and (lemma in _ONES or lemma in _BODIES))
    people = plural and low not in _TOOLS and (_OF_PEOPLE.search(low) or _does(low))
    if several or people:
        return EntityKind.MOVEMENT
    if lemma in _ONES:
        return EntityKind.PERSON
    kind = None if lemma in _IDLE else kind_of_noun(lemma)
    if kind not in {EntityKind.PERSON, EntityKind.ORGANISATION}:
        return None
    return EntityKind.MOVEMENT if plural else kind


def _by_verb(head: Token, verb: str) -> EntityKind | None:
    """Return the kind of a noun that no list has, where its verb shows that it is somebody."""
    if not verb or verb in SHOWING or head.lemma in _IDLE:
        return None
    if head.low in _TOOLS or kind_of_noun(head.lemma) is not None:
        return None
    if _ABSTRACT.search(head.low):
        return None
    if head.tag == "NNS":
        return EntityKind.MOVEMENT
    if _OF_PEOPLE.search(f"{head.low}s") or _does(f"{head.low}s"):
        return EntityKind.PERSON
    return EntityKind.ORGANISATION


def _does(low: str) -> bool:
    """Return whether a noun means those who do what a verb says: "campaigners", "buyers"."""
    found = _AGENTS.search(low)
    deed = found["deed"] if found else ""
    return any("VB" in verb_forms(each) for each in (deed, f"{deed}e", deed[:-1]) if len(each) > 2)  # noqa: PLR2004 - no verb is shorter
