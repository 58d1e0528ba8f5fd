"""What the pronouns of an article take up, passage by passage, whether it has a name or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.antecedents.animacy import Sort, minds
from quizapp.drafting.antecedents.coreference import is_empty_it
from quizapp.drafting.antecedents.coreference_fits import is_said
from quizapp.drafting.antecedents.coreference_words import FEMALE, MALE, NEUTER, OF_NOTHING
from quizapp.drafting.antecedents.life_rivals import Case
from quizapp.drafting.antecedents.pronoun_referents import (
    left_open,
    named_behind,
    place_of,
    standing_for,
)
from quizapp.drafting.antecedents.readings import FINDING, PLURAL, Chain
from quizapp.drafting.antecedents.referents import (
    OBJECT,
    OBLIQUE,
    SUBJECT,
    Referent,
    find_referents,
)
from quizapp.drafting.antecedents.salience import Discourse
from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.entities import ArticleEntity, slug
from quizapp.drafting.shapes.analysis import ChunkKind, ClauseKind, Phrase, Sentence, Token
from quizapp.drafting.shapes.proposal import Framing, Page
from quizapp.drafting.shapes.spans import Mention
from quizapp.drafting.telling.telling import Teller

_PRONOUNS: Final = (MALE | FEMALE | NEUTER | PLURAL) - {"himself", "herself", "itself", "hers"}
_NO_WORDS: Final = word_set("one ones other others latter former same somebody someone nobody")
_OWNERS: Final = frozenset({"his", "her", "its", "their"})
_LONGEST: Final = 9
"""Words that stand for a pronoun."""


@dataclass(slots=True)
class TakenUp:
    """What the pronouns of one passage stand for; each is in one of the three.

    Attributes:
        keys: start of a pronoun -> key of the entity.
        words: start of a pronoun -> words for the thing without a name.
        open: starts of pronouns whose thing has no words that stand alone.
        acting: start of a pronoun, or of "their association" -> who that is, where it has no name
            and can act or speak.
    """

    keys: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    acting: dict[int, ArticleEntity] = field(default_factory=dict)


class Reader:
    """Goes through the passages of one article."""

    def __init__(self, entities: Mapping[str, ArticleEntity], *, told_of: str = "") -> None:
        """Take the entities of the article, by key, and the key of the one whose life it tells."""
        self._entities = entities
        self.told_of = entities.get(told_of)
        self._discourse = Discourse()
        self._number = self._opening = 0
        self._tellers: dict[int, Teller] = {}

    def read(
        self,
        passage: tuple[int, str],
        sentences: Sequence[Sentence],
        mentions: tuple[Mention, ...],
        antecedents: Mapping[int, str],
    ) -> TakenUp:
        """Return what the pronouns of the next passage stand for.

        Args:
            passage: number and text.
            sentences: of the passage.
            mentions: of the passage.
            antecedents: start of a pronoun -> key of the entity that other rules find for it;
                kept where nothing leaves all others behind.
        """
        found = TakenUp()
        page = Page(
            number=passage[0],
            text=passage[1],
            sentences=tuple(sentences),
            mentions=mentions,
            entities={key: each.named for key, each in self._entities.items()},
            framing=lambda _, __: Framing(Status.STATED),
            antecedents=found.keys,
            standins=found.words,
        )
        self._number += 1  # A passage's first sentence is further from the last one's.
        self._opening = self._number
        self._discourse.forget_unknown()
        for sentence in sentences:
            self._number += 1
            self._tellers[self._number] = Teller(page, sentence)
            self._read(sentence, mentions, antecedents, found)
        return found

    def _read(
        self,
        sentence: Sentence,
        mentions: tuple[Mention, ...],
        antecedents: Mapping[int, str],
        found: TakenUp,
    ) -> None:
        found_here = find_referents(sentence, mentions, self._entities, antecedents)
        referents = [each for each in found_here if not is_said(each.start, mentions)]
        entered = 0
        for token in sentence.tokens:
            while entered < len(referents) and referents[entered].start <= token.start:
                self._discourse.enter(referents[entered], self._number)
                entered += 1
            pronoun = token.low in _PRONOUNS and token.tag in {"PRP", "PRP$"}
            if pronoun and not _is_quoted(token, mentions) and not _is_empty(token, sentence):
                self._discourse.barred = named_behind(token, sentence, referents)
                self._take_up(token, sentence, antecedents, found)
        for referent in referents:
            self._owned(referent, sentence, found)

    def _owned(self, referent: Referent, sentence: Sentence, found: TakenUp) -> None:
        """Enter who "their association" and "a committee of them" are, where "they" are known."""
        inside = sentence.tokens[referent.first : referent.end]
        pronouns = {each.start for each in inside if each.tag in {"PRP", "PRP$"}}
        if referent.key or not pronouns or not pronouns <= {*found.keys, *found.words}:
            return
        phrase = Phrase(referent.first, referent.end, referent.head, ChunkKind.NOUN)
        words = self._tellers[self._number].phrase(phrase)
        who = _somebody(words or "", referent)
        if who is not None and who.kind is not EntityKind.WORK:
            found.acting[inside[0].start] = who

    def _take_up(
        self, token: Token, sentence: Sentence, antecedents: Mapping[int, str], found: TakenUp
    ) -> None:
        chain, known = self._chosen(token, sentence, antecedents)
        if known and chain is None:
            found.keys[token.start] = known
            self._discourse.enter(
                standing_for(self._entities[known], token, sentence), self._number
            )
            return
        case = Case(token, sentence, self._number, self._opening)
        meant, torn = case.settled(self._discourse, chain, self.told_of)
        torn = torn or (bool(known) and self._is_refused(known, token, sentence))
        if meant is not None and meant.key and not torn:
            torn = self._discourse.is_led_by_somebody(token, sentence, self._number, meant)
        if torn:
            found.open.add(token.start)
        elif meant is not None and (meant.key or known):
            found.keys[token.start] = meant.key
        elif meant is not None:
            self._without_name(meant, token, sentence, found)
        if meant is not None and not torn:
            self._discourse_takes(meant, token, sentence)
        elif place_of(token, sentence) == SUBJECT:
            self._discourse.enter_unknown(left_open(token), self._number)

    def _chosen(
        self, token: Token, sentence: Sentence, antecedents: Mapping[int, str]
    ) -> tuple[Chain | None, str]:
        """Return what a pronoun takes up, and its key where other rules find it."""
        chain = self._discourse.meant(token, sentence, self._number)
        known = antecedents.get(token.start, "")
        if chain is not None and not known and self._is_others(chain, token, sentence):
            chain = None
        if chain is not None:
            return chain, ""
        known = known or self._of_life(token, sentence)
        return (self._discourse.find(known) if known else None), known

    def _without_name(self, chain: Chain, token: Token, sentence: Sentence, found: TakenUp) -> None:
        words = self._words(chain, token, sentence)
        if any(self._entities[key].name == words for key in self._discourse.barred):
            words = ""
        who = _somebody(words, chain.brought)
        if who is not None and token.tag == "PRP" and _may_act(who, token, sentence):
            found.acting[token.start] = who
        same = chain.sentence == self._number and words.startswith(("a ", "an "))
        if words and same and place_of(token, sentence) <= OBJECT:
            pass  # "Counted a widow because clerks had met a widow" would be two.
        elif words:
            found.words[token.start] = words
        else:
            found.open.add(token.start)

    def _of_life(self, token: Token, sentence: Sentence) -> str:
        """Return the key of the one whose life is told, for a "he" who can be nobody else.

        Whose words they are is left to the rules for speakers.
        """
        who = self.told_of
        clause = sentence.innermost(token.index)
        if who is None or token.low not in (MALE if who.gender == "m" else FEMALE):
            return ""
        if clause is not None and clause.verb is not None and clause.verb.lemma in REPORTING:
            return ""
        other = self._discourse.is_another_near(
            token, self._number, opening=self._opening, key=who.key
        )
        return "" if other else who.key

    def _is_others(self, chain: Chain, token: Token, sentence: Sentence) -> bool:
        """Return whether a chain may be somebody else's matter than a draft would make it.

        Whose words they are is left to the rules for speakers where the one meant has a name or is
        one body; and what only somebody's words of before brought in stays theirs.
        """
        clause = sentence.innermost(token.index)
        speaks = clause is not None and clause.subject is not None and minds(clause)
        if speaks and clause is not None and clause.subject is not None:
            acts = clause.subject.first == token.index
            if acts and (chain.key or (chain.brought.several and token.low == "they")):
                return True
        number, told = chain.told[-1]
        clauses = self._tellers[number].sentence.clauses
        said = any(each.index == told.clause and each.kind is ClauseKind.THAT for each in clauses)
        return said and number < self._number

    def _is_refused(self, known: str, token: Token, sentence: Sentence) -> bool:
        """Return whether something without a name is nearer than what other rules find."""
        person = token.low in MALE | FEMALE
        fitting = self._discourse.fitting(token, sentence, self._number)[: 2 if person else 1]
        nearer = any(
            not each.key
            and any(
                number > self._opening and one.place >= OBLIQUE
                for number, all_of_it in each.taken.items()
                for one in all_of_it
            )
            for each in fitting
        )
        return nearer or known in self._discourse.barred

    def _discourse_takes(self, chain: Chain, token: Token, sentence: Sentence) -> None:
        again = replace(
            chain.brought,
            start=token.start,
            first=token.index,
            end=token.index + 1,
            head=token.index,
            place=place_of(token, sentence),
            also=(),
        )
        chain.take(again, self._number)
        if chain.brought.sort is Sort.PERSON and not chain.gender:
            chain.gender = "m" if token.low in MALE else "f" if token.low in FEMALE else ""

    def _words(self, chain: Chain, token: Token, sentence: Sentence) -> str:
        """Return the words that brought a thing in, or those of its passage; "" without any."""
        if chain.brought.noun in _NO_WORDS or chain.unknown:
            return ""
        here = [each for each in chain.told if each[0] > self._opening]
        number, told = here[0] if here else chain.told[0]
        teller = self._tellers[number]
        known = any(each.definite for _, each in chain.told)
        owns = token.tag == "PRP$" or sentence.tokens[max(token.index - 1, 0)].low == "of"
        end = _with_hanging(teller.sentence, told)
        for stop in dict.fromkeys((end, told.end)):
            words = teller.phrase(Phrase(told.first, stop, told.head, ChunkKind.NOUN))
            if words and words.split()[0].casefold() in OF_NOTHING | _OWNERS:
                return ""
            if words and len(words.split()) <= _LONGEST:
                first = teller.sentence.tokens[told.first]
                return _definite(words, first) if known or owns else words
        return ""


_ACTING: Final = {
    Sort.PERSON: EntityKind.PERSON,
    Sort.BODY: EntityKind.ORGANISATION,
    Sort.PAPER: EntityKind.WORK,
}


def _somebody(words: str, referent: Referent) -> ArticleEntity | None:
    """Return who the words mean as an entity without a name; None for a thing."""
    kind = _ACTING.get(referent.sort)
    if not words or kind is None:
        return None
    opening, _, rest = words.partition(" ")
    article = opening.casefold() if opening.casefold() in {"the", "a", "an"} else ""
    name = rest if article else words
    if kind is EntityKind.PERSON and referent.many:
        kind = EntityKind.MOVEMENT
    elif kind is EntityKind.PERSON and not article and "'s " not in name:
        return None
    word = article if kind is EntityKind.PERSON else "the" if article else ""
    core = name.split(" from ")[0].split(" against ")[0].split(" by ")[0]
    aliases = (core,) if core != name else ()
    key = slug(name)
    return ArticleEntity(key, kind, name, word, aliases, sure=False) if key else None


def _may_act(who: ArticleEntity, token: Token, sentence: Sentence) -> bool:
    """Return whether a paper that is taken up finds something; others may do anything."""
    clause = sentence.innermost(token.index)
    verb = clause.verb if clause is not None else None
    return who.kind is not EntityKind.WORK or (verb is not None and verb.lemma in FINDING)


def _definite(words: str, first: Token) -> str:
    """Return "the report" of "a report", and "the locomotives" of "locomotives"."""
    opening, _, rest = words.partition(" ")
    if first.low in {"a", "an"}:
        # "A man known as Olof" is told by the name, which has no article to change.
        return f"the {rest}" if opening.casefold() == first.low else words
    bare = first.tag[:2] in {"NN", "JJ", "VB"} and not first.tag.startswith("NNP")
    return f"the {words}" if bare and opening.islower() else words


def _with_hanging(sentence: Sentence, referent: Referent) -> int:
    """Return one past "a petition against the noise", where "against" belongs to the noun."""
    behind = (
        each.end
        for clause in sentence.clauses
        for each in clause.adverbials
        if each.prep_first == referent.end
        and each.above == referent.head
        and each.kind is ChunkKind.NOUN
    )
    return max(behind, default=referent.end)


def _is_quoted(token: Token, mentions: Sequence[Mention]) -> bool:
    return any(each.quote is not None and each.start <= token.start < each.end for each in mentions)


def _is_empty(token: Token, sentence: Sentence) -> bool:
    """Return whether "it" stands for nothing: "it took years", "as he put it"."""
    if token.low != "it":
        return False
    before = sentence.tokens[max(token.index - 3, 0) : token.index]
    put = [each.low for each in before[:1]] == ["as"] and before[-1].lemma == "put"
    return put or is_empty_it(token, sentence)
