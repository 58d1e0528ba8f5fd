"""Runs of tokens in words that stand alone: names for pronouns, no adverbs that hang loose."""

from collections.abc import Iterable, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.lexicon import is_common
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import ClauseKind, Token
from quizapp.drafting.shapes.proposal import Named
from quizapp.drafting.shapes.spans import Mention
from quizapp.drafting.telling.owners import Owners
from quizapp.drafting.telling.spacing import GLUE, joined

FILLERS: Final = word_set(
    "also however therefore thus moreover furthermore nevertheless nonetheless meanwhile instead"
    " consequently accordingly likewise otherwise indeed besides similarly then still now"
    " subsequently eventually finally famously notably later soon yet too even today"
    " since already ultimately actually currently recently"
)
"""Adverbs that hang on the sentences around, or that a plain statement does without."""

_BOUND_BEFORE: Final = word_set("for until by since from till most more")
"""Words before such an adverb that make it one with them."""

_POINTING: Final = word_set(
    "this these those here we us our i me my you your who whom he him"
    " she it they them himself herself themselves"
)

ABBREVIATED: Final = frozenset({"US", "IT"})
"""Names that read like pronouns in small letters."""

_EMPHATIC: Final = word_set("himself herself itself themselves")
_DEMONSTRATIVE: Final = frozenset({"this", "these", "that", "those"})

_OWNERS: Final = frozenset({"his", "her", "its", "their"})

_ACTED_ON: Final = frozenset({"it", "him", "them"})
"""Pronouns that never stand for the subject of their own clause."""

_CLAUSAL: Final = frozenset({"so", "such", "said", "says"})
"""Words before a "that" which opens a clause."""
_EXISTING: Final = frozenset({"be", "have", "remain", "exist", "will", "would", "may", "can"})
"""Verbs behind the "there" that opens a clause: "she says there is a way"."""
_MODIFIERS: Final = 3
_OF_TODAY: Final = word_set(
    "year month week day decade century morning evening night spring summer autumn winter time"
    " moment way kind sort page article paper report part"
)
"""Nouns after "this" that mean the day, or the text, of the article."""
_SPANS: Final = word_set("moment minute hour day week month year decade century generation")
_COURTESIES: Final = frozenset({"Mr", "Mrs", "Ms", "Miss"})
"""What stands before a surname and not before a full name."""


def _holds(out: Sequence[str], standing: str) -> bool:
    """Return whether the words said so far hold those, whatever article they begin with."""
    bare = standing.partition(" ")[2] if standing.startswith(("the ", "a ", "an ")) else standing
    return bare.casefold() in " ".join(out).casefold()


def _drop_of_name(out: list[str], name: str, written: str) -> None:
    """Take back the words right before a name that the full name holds or makes idle.

    "Bin" of "bin Rashid", told as "Omar bin Rashid", and "Mr" of "Mr Rashid".
    """
    if name == written:
        return
    before = name.removesuffix(written).split()
    while out and before and out[-1] == before[-1]:
        out.pop()
        before.pop()
    if out and out[-1].rstrip(".") in _COURTESIES:
        out.pop()


def _noun_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].tag in {"NN", "NNS"}


class Worder(Owners):
    """Puts runs of tokens into words."""

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
            idle = self._idle(at, end)
            if at in skipped or idle:
                at += 1 if at in skipped else idle
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
            whole = mention is not None and any(each.end == mention.end for each in tokens)
            if mention is not None and mention.start == token.start and whole:
                named = self.page.entities[mention.entity]
                name = self._named(mention, named, out, before_noun=self._before_noun(mention))
                _drop_of_name(out, name, mention.text)
                out.append(name)
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

    def _idle(self, at: int, end: int) -> int:
        """Return how many tokens from one on hang on the sentences around: 0, or more."""
        tokens = self.sentence.tokens
        token = tokens[at]
        if [each.low for each in tokens[at : min(at + 3, end)]] == ["all", "the", "same"]:
            named = at + 3 < len(tokens) and tokens[at + 3].tag[:2] in {"NN", "JJ"}
            return 0 if named else 3  # "went home all the same"
        idle = token.low in FILLERS and token.tag.startswith("RB")
        if at > 0 and tokens[at - 1].low in _BOUND_BEFORE:
            return 0  # "for now", "until then", "most recently"
        if token.low in _EMPHATIC and at > 1 and tokens[at - 1].tag[:2] in {"NN", "CD"}:
            return 1  # "took charge of the yard herself"
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        is_there = token.tag == "EX" or (following is not None and following.lemma in _EXISTING)
        behind = token.low == "there" and at > 0 and tokens[at - 1].tag.startswith("VB")
        idle |= behind and not is_there
        if idle and at + 1 < end and tokens[at + 1].tag[:2] in {"JJ", "RB"}:
            return 0  # "too small", "still larger"
        if token.low == "later" and at > 0 and tokens[at - 1].lemma in _SPANS:
            return 0  # "33,000 a year later"
        return int(idle)

    def _before_noun(self, mention: Mention) -> bool:
        """Return whether a noun follows that the name belongs to: "the Lindgaard yard"."""
        following = next((each for each in self.sentence.tokens if each.start >= mention.end), None)
        return following is not None and following.tag in {"NN", "NNS"}

    def _named(self, mention: Mention, named: Named, out: list[str], *, before_noun: bool) -> str:
        numbered = out[-1:] and out[-1].isdigit()  # "the asteroid 2817 Wend" is no person
        if before_noun or numbered:
            return mention.text
        if named.kind is EntityKind.PERSON and len(mention.text.split()) < len(named.name.split()):
            self._particle(mention, named, out)
            return named.name
        bare = mention.text.removeprefix("The ").removeprefix("the ")
        if bare != mention.text and out[-1:] not in (["the"], ["The"]):
            return f"the {bare}"
        return mention.text

    @staticmethod
    def _particle(mention: Mention, named: Named, out: list[str]) -> None:
        """Take back "bin" of "bin Laden", where the whole name with it is to follow."""
        while out and out[-1].islower() and f" {out[-1]} {mention.text}" in named.name:
            out.pop()

    def _word(  # noqa: PLR0911 - a case for each kind of pronoun
        self, token: Token, out: list[str]
    ) -> str | None:
        key = self.page.antecedents.get(token.start)
        named = self.page.entities.get(key) if key else None
        if named is not None and token.low in _ACTED_ON and self._acts(token, named):
            return None
        if token.low == "my" and named is not None:
            return f"{named.phrase}'s"
        if token.low in _OWNERS and token.tag == "PRP$":
            return self._owner(token, named, out)
        if named is not None:
            return named.phrase
        if token.start in self.page.standins:
            return self.page.standins[token.start]
        if token.low in _DEMONSTRATIVE and token.tag == "DT" and self._may_point(token):
            return "the"
        pointing = token.low in _POINTING and token.tag not in {"EX", "WP"}
        pointing &= token.text not in ABBREVIATED
        of = self.sentence.tokens[token.index + 1 : token.index + 2]
        of_such = bool(of) and of[0].low == "of"  # "droughts like that of 2022"
        if pointing or (token.low == "that" and token.tag == "DT" and not of_such):
            return None
        if token.low in {"former", "latter", "such"} and self._points(token):
            return None
        plain = token.text[1:].islower() or len(token.text) == 1
        known = is_common(token.text) or not token.tag.startswith(("NNP", "JJ"))
        if token.index == 0 and plain and known:
            return token.text.lower()
        return token.text

    def _owner(self, token: Token, named: Named | None, out: list[str]) -> str | None:
        """Return "the company's" for "its", "its" where what it stands for was just said."""
        if any(self._agrees(token.low, each) for each in self._said(out)):
            return token.text
        before = named is not None and self._opens_before(token, named)
        subjects = self._subject_agrees(token) or self._is_subject(token) or before
        if subjects or self._is_own(token):
            return token.text
        standing = named.phrase if named is not None else self.page.standins.get(token.start)
        if standing is None:
            return "the" if self._opens_subject(token) and self.leans_on_its_like() else None
        if named is None and _holds(out, standing):
            return token.text
        return f"{standing}'" if standing.endswith("s") else f"{standing}'s"

    def leans_on_its_like(self) -> bool:
        """Return whether the sentence before is vouched for by the same one as this sentence.

        What "this" and "them" take up from somebody's words stays somebody's, so that the sentence
        must not be told without them.
        """
        before = next(
            (each for each in self.page.sentences if each.index == self.sentence.index - 1), None
        )
        if before is None:
            return True
        voices = {
            (framing.status, framing.speaker)
            for sentence in (before, self.sentence)
            for clause in sentence.clauses
            if clause.kind is ClauseKind.MAIN and clause.verb is not None
            for framing in [self.page.framing(sentence, clause)]
        }
        return len(voices) <= 1

    def _may_point(self, token: Token) -> bool:
        """Return whether "the" can stand for a demonstrative."""
        return self._named_again(token) or (self._points_back(token) and self.leans_on_its_like())

    def _named_again(self, token: Token) -> bool:
        """Return whether "this water" names again, alone, what was called water before."""
        tokens = self.sentence.tokens[token.index + 1 : token.index + 3]
        if not tokens or tokens[0].tag not in {"NN", "NNS"} or tokens[0].lemma in _OF_TODAY:
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

    def _opens_subject(self, token: Token) -> bool:
        """Return whether "their" opens a subject that "the" can open as well: "their team".

        Kin and other persons are told apart by whose they are, and so are not.
        """
        for clause in self.sentence.clauses:
            subject = clause.subject
            if subject is None or subject.first != token.index or subject.members:
                continue
            head = self.sentence.tokens[subject.head]
            person = kind_of_noun(head.lemma.casefold()) is EntityKind.PERSON
            return token.low in {"its", "their"} and head.tag[:2] == "NN" and not person
        return False

    def _points_back(self, token: Token) -> bool:
        """Return whether "the" can stand for "this" before a noun: "this discovery led to".

        A time ("this year") is that of the article, and "so that" opens a clause.
        """
        tokens = self.sentence.tokens
        if token.low == "that" and token.index and tokens[token.index - 1].low in _CLAUSAL:
            return False
        at = token.index + 1
        while at < len(tokens) and tokens[at].tag in {"JJ", "NN"} and _noun_at(tokens, at + 1):
            at += 1
        if at >= len(tokens) or at - token.index > _MODIFIERS or not _noun_at(tokens, at):
            return False
        many = {"these": "NNS", "those": "NNS"}.get(token.low, "NN")
        told_of = any(
            each is not None and each.prep == "" and each.first == token.index
            for clause in self.sentence.clauses
            for each in (clause.subject, *clause.objects)
        )
        return told_of and tokens[at].tag == many and tokens[at].lemma not in _OF_TODAY

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
        return not following or not following[0].tag.startswith(("NN", "JJ", "VBN", "VBG"))

    def _is_subject(self, token: Token) -> bool:
        """Return whether what an owner stands for, without a name, is a subject before it."""
        standing = self.page.standins.get(token.start)
        if not standing or token.start in self.page.antecedents:
            return False
        before = (
            each.subject
            for each in self.sentence.clauses
            if each.subject is not None and each.first <= token.index < each.end
        )
        return any(
            self.words(each.first, each.end) == standing
            for each in before
            if each.end <= token.index
        )
