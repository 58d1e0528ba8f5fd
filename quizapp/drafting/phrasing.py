"""The phrases of one sentence in words of their own: names for pronouns, asides left out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from quizapp.bank.document import EntityKind
from quizapp.drafting.analysis import (
    ChunkKind,
    Clause,
    ClauseKind,
    Phrase,
    Sentence,
    Token,
    VerbGroup,
)
from quizapp.drafting.lexicon import is_common
from quizapp.drafting.proposal import Named, Page
from quizapp.drafting.spacing import GLUE, end_marks, joined
from quizapp.drafting.spans import FoundDate, Mention, MentionKind
from quizapp.drafting.word_sets import word_set
from quizapp.drafting.words import inflect

FILLERS: Final = word_set(
    "also however therefore thus moreover furthermore nevertheless nonetheless meanwhile instead"
    " consequently accordingly likewise otherwise indeed besides similarly then still now"
    " subsequently eventually finally famously notably later soon yet too even today"
    " since already initially originally ultimately actually currently recently originally"
)
"""Adverbs that hang on the sentences around, or that a plain statement does without."""


_POINTING: Final = word_set(
    "this these those here we us our i me my you your who whom he him"
    " she it they them himself herself themselves"
)


_DEMONSTRATIVE: Final = frozenset({"this", "these", "that", "those"})
_OWNERS: Final = frozenset({"his", "her", "its", "their"})


_ACTED_ON: Final = frozenset({"it", "him", "them"})
"""Pronouns that never stand for the subject of their own clause."""
_LEFT_OUT: Final = frozenset(
    {ClauseKind.CONTRAST, ClauseKind.CAUSE, ClauseKind.TIME, ClauseKind.CONDITION, ClauseKind.FRAME}
)


_BEFORE_DATE: Final = re.compile(r" ?\b(?:only|just|as early as|as late as|even)$")
_INITIALS: Final = 2
"""Letters; shorter names stand in too many words."""
_THE_NOUN: Final = 2
"""Words of "the town"."""


class Teller:
    """Puts the phrases of one sentence into words."""

    def __init__(
        self, page: Page, sentence: Sentence, swaps: Mapping[int, tuple[int, str]] | None = None
    ) -> None:
        """Take the sentence; ``swaps`` is start of a run of characters -> its end, other words."""
        self.page = page
        self.sentence = sentence
        self._swaps = swaps or {}
        self._presented: dict[tuple[int, int], Named] = {}
        self._quotes = {each.start: each for each in page.mentions if each.quote is not None}
        self._entities = [
            each
            for each in page.mentions
            if each.kind is MentionKind.ENTITY
            and each.entity in page.entities
            and sentence.start <= each.start < sentence.end
        ]
        self._presented = dict(self._presentations())

    # -- entities --------------------------------------------------------------------------------

    def mention_at(self, token: Token) -> Mention | None:
        """Return the entity mention that the token lies in."""
        for each in self._entities:
            if each.start <= token.start < each.end:
                return each
        return None

    def entity_of(  # noqa: PLR0911 - a ladder of cases, the surest first
        self, phrase: Phrase | None
    ) -> Named | None:
        """Return the entity that a whole phrase stands for: a name, its pronoun, "the company"."""
        if phrase is None or phrase.members:
            return None
        tokens = self.sentence.tokens
        first = tokens[phrase.first]
        length = phrase.end - phrase.first
        pointing = (length == 1 and first.tag == "PRP") or (length == 2 and first.low == "the")  # noqa: PLR2004 - "the company"
        presented = self._presented.get((phrase.first, phrase.end))
        if presented is not None:
            return presented
        if first.start in self.page.antecedents and pointing:
            return self.page.entities.get(self.page.antecedents[first.start])
        last = tokens[phrase.end - 1]
        mention = self.mention_at(last)
        if mention is None or mention.end != last.end:
            return None
        before = [each for each in tokens[phrase.first : phrase.end] if each.end <= mention.start]
        words = [each for each in before if each.low not in {"the", ","}]
        if not words:
            return self.page.entities[mention.entity]
        named = self.page.entities[mention.entity]
        plain = all(each.tag[:2] in {"JJ", "NN", "PO", "DT"} for each in words)
        if named.kind is EntityKind.PERSON and plain and words[-1].tag != "POS":
            return named
        return None

    def presented(self, phrase: Phrase) -> bool:
        """Return whether a name in apposition follows the phrase."""
        return (phrase.first, phrase.end) in self._presented

    def _presentations(self) -> Iterator[tuple[tuple[int, int], Named]]:
        """Yield phrases that a name in apposition follows: "the mayor, Anna Bauer"."""
        for clause in self.sentence.clauses:
            if (
                clause.kind is not ClauseKind.APPOSITION
                or clause.subject is None
                or not clause.objects
            ):
                continue
            thing, who = clause.objects[0], clause.subject
            core = replace(thing, end=max(thing.core_end, thing.first + 1))
            named = self.entity_of(core)
            if (
                named is not None
                and named.kind is EntityKind.PERSON
                and self.entity_of(who) is None
            ):
                yield (who.first, who.end), named

    # -- words -----------------------------------------------------------------------------------

    def words(  # noqa: C901 - a case for each kind of mention
        self, first: int, end: int, *, without: Iterable[tuple[int, int]] = ()
    ) -> str | None:
        """Return a run of tokens in words that stand alone; None where a pronoun is left over."""
        skipped = {at for begin, stop in without for at in range(begin, stop)}
        tokens = self.sentence.tokens
        out: list[str] = []
        at, reached = first, -1
        while at < end:
            token = tokens[at]
            idle = token.low in FILLERS and token.tag.startswith("RB")
            idle |= token.low == "there" and at > 0 and tokens[at - 1].tag.startswith("VB")
            if idle and at + 1 < end and tokens[at + 1].tag[:2] in {"JJ", "RB"}:
                idle = False  # "too small", "still larger"
            if at in skipped or idle:
                at += 1
                continue
            if reached == at and at and tokens[at - 1].end == token.start:
                out.append(GLUE)
            reached = -1
            if token.start in self._swaps:
                stop, instead = self._swaps[token.start]
                out.append(instead)
                while at < end and tokens[at].start < stop:
                    at += 1
                reached = at
                continue
            quote = self._quotes.get(token.start)
            if quote is not None:
                out.append(quote.text)
                while at < end and tokens[at].start < quote.end:
                    at += 1
                reached = at
                continue
            mention = self.mention_at(token)
            if mention is not None and mention.start == token.start:
                named = self.page.entities[mention.entity]
                out.append(self._named(mention, named, out, before_noun=self._before_noun(mention)))
                while at < end and tokens[at].start < mention.end:
                    at += 1
                reached = at
                continue
            said = self._word(token, out)
            if said is None:
                return None
            if token.low == "the" and token.start in self.page.antecedents:
                at += 1
            out.append(said)
            at += 1
            reached = at
        return joined(out)

    def _before_noun(self, mention: Mention) -> bool:
        """Return whether a noun follows that the name belongs to: "the Lindgaard yard"."""
        following = next((each for each in self.sentence.tokens if each.start >= mention.end), None)
        return following is not None and following.tag in {"NN", "NNS"}

    def _named(self, mention: Mention, named: Named, out: list[str], *, before_noun: bool) -> str:
        if before_noun:
            return mention.text
        if named.kind is EntityKind.PERSON and len(mention.text.split()) < len(named.name.split()):
            return named.name
        bare = mention.text.removeprefix("The ").removeprefix("the ")
        if bare != mention.text and out[-1:] not in (["the"], ["The"]):
            return f"the {bare}"
        return mention.text

    def _word(  # noqa: C901, PLR0911 - a case for each kind of pronoun
        self, token: Token, out: list[str]
    ) -> str | None:
        key = self.page.antecedents.get(token.start)
        named = self.page.entities.get(key) if key else None
        if named is not None and token.low in _ACTED_ON and self._acts(token, named):
            return None
        if token.low == "my" and named is not None:
            return f"{named.phrase}'s"
        if token.low in _OWNERS and token.tag == "PRP$":
            if any(self._agrees(token.low, each) for each in self._said(out)):
                return token.text
            if self._subject_agrees(token):
                return token.text
            standing = named.phrase if named is not None else self.page.standins.get(token.start)
            if standing is None:
                return None
            return f"{standing}'" if standing.endswith("s") else f"{standing}'s"
        if named is not None:
            return named.phrase
        if token.start in self.page.standins:
            return self.page.standins[token.start]
        if token.low in _DEMONSTRATIVE and token.tag == "DT" and self._named_again(token):
            return "the"
        pointing = token.low in _POINTING and token.tag not in {"EX", "WP"}
        if pointing or (token.low == "that" and token.tag == "DT"):
            return None
        if token.low in {"former", "latter", "such"} and self._points(token):
            return None
        plain = token.text[1:].islower() or len(token.text) == 1
        known = is_common(token.text) or not token.tag.startswith(("NNP", "JJ"))
        if token.index == 0 and plain and known:
            return token.text.lower()
        return token.text

    def _named_again(self, token: Token) -> bool:
        """Return whether "this water" names again, alone, what was called water before."""
        tokens = self.sentence.tokens[token.index + 1 : token.index + 3]
        if not tokens or tokens[0].tag not in {"NN", "NNS"}:
            return False
        if len(tokens) > 1 and tokens[1].tag.startswith("NN"):
            return False
        many = {"these": "NNS", "those": "NNS"}.get(token.low, "NN")
        return tokens[0].tag == many and any(
            each.tag.startswith("NN") and each.lemma == tokens[0].lemma
            for sentence in self.page.sentences
            if sentence.index < self.sentence.index
            for each in sentence.tokens
        )

    def _acts(self, token: Token, named: Named) -> bool:
        """Return whether the entity is the subject of the clause whose object the pronoun is."""
        for clause in self.sentence.clauses:
            objects = {each.head for each in clause.objects}
            if token.index not in objects or clause.subject is None:
                continue
            outer = next((x for x in self.sentence.clauses if x.index == clause.parent), None)
            told = clause
            if (
                outer is not None
                and outer.kind is ClauseKind.APPOSITION
                and outer.objects
                and clause.subject == outer.objects[0]
            ):
                told = outer
            subject = self.entity_of(told.subject)
            if subject is not None and subject.key == named.key:
                return True
        return False

    def _points(self, token: Token) -> bool:
        """Return whether "the former" or "such" stands for something named before."""
        following = self.sentence.tokens[token.index + 1 : token.index + 2]
        if token.low == "such":
            return not following or following[0].low != "as"
        return not following or not following[0].tag.startswith(("NN", "JJ", "VB"))

    def _subject_agrees(self, token: Token) -> bool:
        """Return whether the subject before "its" or "their" is what they stand for."""
        for clause in self.sentence.clauses:
            subject, verb = clause.subject, clause.verb
            if subject is None or verb is None or not clause.first <= token.index < clause.end:
                continue
            if not subject.end <= token.index or verb.first > token.index:
                continue
            head = self.sentence.tokens[subject.head]
            if (
                head.tag == "PRP"
                and subject.end - subject.first == 1
                and self.entity_of(subject) is None
            ):
                return head.start in self.page.standins and token.low in {"its", "their"}
            named = self.entity_of(subject)
            person = named is not None and named.kind is EntityKind.PERSON
            if token.low in {"his", "her"}:
                return person
            plural = head.tag in {"NNS", "NNPS"} or bool(subject.members)
            if token.low == "their" and not plural and self._many_between(clause, token):
                return True
            return plural if token.low == "their" else not plural and not person
        return False

    def _many_between(self, clause: Clause, token: Token) -> bool:
        """Return whether one plural object stands before "their": "shows pilots their height"."""
        tokens = self.sentence.tokens
        heads = [each.head for each in clause.objects if each.end <= token.index]
        return len(heads) == 1 and tokens[heads[0]].tag == "NNS"

    def _said(self, out: list[str]) -> list[Named]:
        text = " ".join(out)
        return [
            each
            for each in self.page.entities.values()
            if len(each.name) > _INITIALS and each.name in text
        ]

    @staticmethod
    def _agrees(word: str, named: Named) -> bool:
        person = named.kind is EntityKind.PERSON
        return person if word in {"his", "her"} else not person and word == "its"

    # -- parts -----------------------------------------------------------------------------------

    def phrase(self, phrase: Phrase, *, without: Iterable[tuple[int, int]] = ()) -> str | None:
        """Return a phrase in words that stand alone, an entity by its full name."""
        named = self.entity_of(phrase)
        if named is not None:
            return named.phrase
        return self.described(phrase) or self.words(phrase.first, phrase.end, without=without)

    def described(self, phrase: Phrase) -> str:
        """Return the full description of "the dam" alone, or ""."""
        tokens = self.sentence.tokens
        bare = phrase.end - phrase.first == _THE_NOUN and tokens[phrase.first].low == "the"
        return self.page.descriptions.get(tokens[phrase.head].low, "") if bare else ""

    def subject_words(self, clause: Clause) -> str | None:
        """Return the subject of a clause in words of its own."""
        return None if clause.subject is None else self.phrase(clause.subject)

    def rest(self, clause: Clause, *, without: Iterable[tuple[int, int]] = ()) -> str | None:
        """Return what comes after the verb of a clause, without the marks at its end."""
        if clause.verb is None:
            return None
        cut = [*without, *end_marks(self.sentence, clause), *self._trailing(clause)]
        found = self.words(clause.verb.end, clause.end, without=cut)
        return None if found is None else _BEFORE_DATE.sub("", found)

    def _trailing(self, clause: Clause) -> list[tuple[int, int]]:
        """Return phrases set off by a comma at the end of a clause: ", on the edge of a wood"."""
        tokens = self.sentence.tokens
        for each in clause.adverbials:
            at = each.prep_first - 1
            after_verb = clause.verb is not None and at > clause.verb.end
            if any(one.end == each.prep_first for one in self.sentence.clauses if one.aside):
                continue
            if (
                each.prep
                and after_verb
                and tokens[at].low == ","
                and each.prep not in {"such as", "including"}
            ):
                return [(at, clause.end)]
        return []

    def date_in(self, first: int, end: int) -> FoundDate | None:
        """Return the date that covers tokens from ``first`` up to ``end``, or lies in them."""
        start, stop = self.sentence.span(first, end)
        for each in self.page.mentions:
            if each.date is not None and each.start < stop and start < each.end:
                return each.date
        return None

    def asides(self, clause: Clause) -> list[tuple[int, int]]:
        """Return the runs of tokens in a clause that its statement does without."""
        cut: list[tuple[int, int]] = []
        for each in self.sentence.clauses:
            if each.index == clause.index or not self._inside(each, clause):
                continue
            if each.aside or each.kind in _LEFT_OUT:
                first = each.first
                if first > 0 and self.sentence.tokens[first - 1].low in {",", "—", "\u2013"}:
                    first -= 1
                cut.append((first, each.end))
        return cut

    def _inside(self, inner: Clause, outer: Clause) -> bool:
        return inner.parent >= outer.index and outer.first <= inner.first and inner.end <= outer.end

    def dates(self, clause: Clause) -> list[Phrase]:
        """Return the dates of the clause itself."""
        return [each for each in clause.adverbials if each.kind is ChunkKind.DATE]

    def _past(self, token: Token, verb: VerbGroup) -> str:
        past = inflect(token.lemma, "VBD")
        return "were" if past == "was" and self._many(verb) else past

    def _many(self, verb: VerbGroup) -> bool:
        """Return whether the subject of the verb is a list or a plural."""
        return any(
            bool(each.subject.members) or self.sentence.tokens[each.subject.head].tag == "NNS"
            for each in self.sentence.clauses
            if each.verb == verb and each.subject is not None
        )

    def _with_shared(self, verb: VerbGroup, words: list[str]) -> str:
        """Return the verb behind "and" with the auxiliary that stands before the first one."""
        helpers = verb.shared.split()
        if helpers == ["did"] and not verb.negated:
            head = self.sentence.tokens[verb.head]
            return joined([self._past(head, verb) if each == head.text else each for each in words])
        if verb.perfect and not verb.modal and helpers[0] in {"had", "has", "have"}:
            if not verb.passive:
                head = self.sentence.tokens[verb.head]
                return joined(
                    [self._past(head, verb) if each == head.text else each for each in words]
                )
            plural = helpers[0] == "have" or self._many(verb)
            helpers = ["were" if plural else "was"]
        return joined([*helpers, *words])

    def verb_words(self, verb: VerbGroup) -> str:
        """Return the verb group, "had left" and "has left" as "left"."""
        tokens = self.sentence.tokens
        kept = [
            each
            for each in tokens[verb.first : verb.end]
            if not (each.low in FILLERS and each.tag.startswith("RB"))
        ]
        words = [each.text if each.index else each.low for each in kept]
        if verb.shared:
            return self._with_shared(verb, words)
        if (
            verb.perfect
            and not verb.negated
            and not verb.modal
            and kept[0].low in {"had", "has", "have"}
        ):
            rest = kept[1:]
            if rest and rest[0].low == "been" and len(rest) > 1:
                plural = kept[0].low == "have" or self._many(verb)
                words = ["were" if plural else "was", *(each.text for each in rest[1:])]
            elif rest:
                at = next((k for k, each in enumerate(rest) if each.tag in {"VBN", "VBD"}), -1)
                if at >= 0:
                    words = [
                        self._past(each, verb) if k == at else each.text
                        for k, each in enumerate(rest)
                    ]
        return joined(words)
