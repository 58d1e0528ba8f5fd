"""Who stands before or after a reporting verb: an entity, or the words of an unnamed source."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import EntityKind
from quizapp.drafting.data import word_set
from quizapp.drafting.shapes.analysis import Sentence, Token
from quizapp.drafting.shapes.spans import Mention

SPEAKERS: Final = ACTORS | {EntityKind.WORK}
_OPENERS: Final = word_set("subjects_openers")
_NOUNS: Final = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "JJR", "DT", "PRP$", "VBN", "VBG"}
)
_PRONOUNS: Final = frozenset({"he", "she", "they", "it", "i", "we", "you"})
_OWN_WORKS: Final = frozenset(
    {"book", "study", "report", "memoir", "biography", "article", "essay", "novel", "history"}
    | {"diary", "paper", "poem", "play", "account", "autobiography", "chronicle", "letter"}
)
_AUXILIARIES: Final = frozenset({"has", "had", "have", "'s", "’s", "did", "does", "do"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: ``key`` of the speaker where it is certain, and its tokens.

    Attributes:
        first: index of its first token.
        end: one past its last token.
        words: as written.
    """

    key: str
    first: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence with the names in it, and what its pronouns stand for."""

    sentence: Sentence
    names: tuple[Mention, ...]
    kinds: Mapping[str, EntityKind]
    antecedents: Mapping[int, str]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens of the sentence."""
        return self.sentence.tokens

    def ending(self, index: int) -> Mention | None:
        """Return the longest name that ends with the token."""
        end = self.tokens[index].end
        found = [each for each in self.names if each.end == end]
        return min(found, key=lambda each: each.start, default=None)

    def starting(self, index: int) -> Mention | None:
        """Return the longest name that starts with the token."""
        start = self.tokens[index].start
        found = [each for each in self.names if each.start == start]
        return max(found, key=lambda each: each.end, default=None)

    def inside(self, index: int) -> Mention | None:
        """Return a name that the token is a part of."""
        token = self.tokens[index]
        return next((m for m in self.names if m.start <= token.start and token.end <= m.end), None)

    def index_at(self, start: int) -> int:
        """Return the index of the token that starts at a character or the next one after it."""
        return next((t.index for t in self.tokens if t.start >= start), len(self.tokens))

    def speaks(self, mention: Mention) -> str:
        """Return the key of a name that can speak, or ""."""
        key = mention.entity
        return key if key and self.kinds.get(key) in SPEAKERS else ""


def _is_break(token: Token) -> bool:
    return token.text in {",", ";", ":", "(", ")", "—", "–", "-", "“", "”", '"', "."}


def _left_edge(ground: Ground, index: int) -> tuple[int, bool]:
    """Walk left over a noun phrase that ends before ``index``; also whether it stands free.

    It does not stand free after a preposition ("a spokesman for X"), in a list ("X and Y"), or
    where it belongs to another noun.
    """
    tokens = ground.tokens
    at = index
    while at > 0:
        before = tokens[at - 1]
        if before.tag == "POS" or before.low in {"'s", "’s"}:
            at -= 1
            continue
        if before.tag in _NOUNS and not _is_break(before) and not _year(before):
            at -= 1
            continue
        break
    if at == 0:
        return 0, True
    before = tokens[at - 1]
    if _is_break(before) or before.low in _OPENERS or before.tag in {"CD", "RB", "WRB", "UH"}:
        return at, True
    return at, False


def _year(token: Token) -> bool:
    return token.text[:1].isdigit()


def _listed(ground: Ground, first: int) -> bool:
    """Return whether "and" stands before: one of several who speak together."""
    tokens = ground.tokens
    if first == 0 or tokens[first - 1].low not in {"and", "or", "nor"}:
        return False
    before = first - 2
    clauses = before >= 0 and tokens[before].text == ","
    if clauses and any(each.tag in {"VBD", "VBZ", "VBP", "MD"} for each in tokens[:before]):
        return False  # "the union rejects it, and its president Irena Novak warns that"
    return before >= 0 and (tokens[before].tag[:2] == "NN" or tokens[before].text == ",")


def _words(ground: Ground, first: int, end: int) -> str:
    return ground.sentence.words(first, end)


def _source(ground: Ground, end: int) -> Subject | None:
    """Return the noun phrase that ends before token ``end``, "of" phrases among it."""
    tokens = ground.tokens
    first, _ = _left_edge(ground, end)
    while first > 1 and tokens[first - 1].low in {"of", "for", "at", "from", "in", "and"}:
        left, _ = _left_edge(ground, first - 1)
        if left == first - 1:
            break
        first = left
    if first == end:
        return None
    owned = tokens[first].tag == "PRP$"  # "its secretary" is not the body itself
    key = "" if owned else ground.antecedents.get(tokens[first].start, "")
    if key and (end - first > 2 or any(each.entity == key for each in ground.names)):  # noqa: PLR2004 - "the company"
        key = ""
    return Subject(key, first, end, _words(ground, first, end))


def _pronoun(ground: Ground, index: int) -> Subject:
    token = ground.tokens[index]
    return Subject(ground.antecedents.get(token.start, ""), index, index + 1, token.text)


def _named(ground: Ground, mention: Mention, index: int) -> Subject | None:
    """Return the subject whose name ends with token ``index``, where it stands free."""
    begin = ground.index_at(mention.start)
    first, free = _left_edge(ground, begin)
    tokens = ground.tokens
    joined = begin > 0 and tokens[begin - 1].low in {"'s", "’s"}
    if joined:
        return None
    if _listed(ground, first):
        return Subject("", first, index + 1, _words(ground, first, index + 1))
    clause_end = first > 1 and tokens[first - 1].low in {"and", "or"} and not _listed(ground, first)
    key = (
        ground.speaks(mention) if (free or clause_end) and not _heard(ground, first, begin) else ""
    )
    return Subject(key, first, index + 1, _words(ground, first, index + 1))


def _heard(ground: Ground, first: int, begin: int) -> bool:
    """Return whether another one's verb stands before the name: "Hughes heard Carter say"."""
    verb = next((at for at in range(first, begin) if ground.tokens[at].tag[:2] == "VB"), None)
    return verb is not None and verb > first and ground.ending(verb - 1) is not None


def subject_before(ground: Ground, index: int) -> Subject | None:  # noqa: PLR0911 - one way out for each reason to refuse
    """Return who stands as the subject right before the verb at ``index``."""
    tokens = ground.tokens
    at = index - 1
    while at >= 0 and (tokens[at].tag in {"RB", "RBR", "MD"} or tokens[at].low in _AUXILIARIES):
        at -= 1
    if at < 0:
        return None
    token = tokens[at]
    if token.text in {",", "—", "–", ")"}:
        return _over_aside(ground, at)
    if token.low in {"who", "which"}:
        return _relative(ground, at)
    if token.low in _PRONOUNS and token.tag.startswith("PRP"):
        return _pronoun(ground, at)
    mention = ground.ending(at)
    if mention is not None:
        return _named(ground, mention, at)
    if token.tag in _NOUNS:
        return _source(ground, at + 1)
    return None


def _relative(ground: Ground, index: int) -> Subject | None:
    """Return the name that "who" follows: "Smith, who said that ..."."""
    at = index - 1
    if at >= 0 and ground.tokens[at].text == ",":
        at -= 1
    mention = ground.ending(at) if at >= 0 else None
    hangs = next(
        (
            each.subject
            for each in ground.sentence.clauses
            if each.first == index and each.subject is not None and not each.subject.members
        ),
        None,
    )
    if hangs is not None and hangs.end <= at and ground.tokens[index].low == "who":
        # "her nephew Owen, a programmer at the university, who believes"
        named = ground.ending(hangs.end - 1)
        if named is not None and ground.kinds.get(named.entity) is EntityKind.PERSON:
            return Subject(named.entity, hangs.first, at + 1, named.text)
    if mention is None:
        return _source(ground, at + 1) if at >= 0 else None
    # A name after a preposition may not be what the relative clause hangs on.
    key = ground.speaks(mention) if ground.kinds.get(mention.entity) is EntityKind.PERSON else ""
    return Subject(key, ground.index_at(mention.start), at + 1, mention.text)


def _titled(ground: Ground, index: int) -> Mention | None:
    """Return the name that starts at a token, a title of one or two words before it."""
    for at in range(index, min(index + 3, len(ground.tokens))):
        found = ground.starting(at)
        if found is not None:
            return found
        if ground.tokens[at].tag[:2] != "NN" or not ground.tokens[at].text[:1].isupper():
            return None
    return None


def _over_aside(ground: Ground, index: int) -> Subject | None:
    """Return the subject before "X, the secretary of state, said"."""
    tokens = ground.tokens
    pairs = {",": ",", "—": "—", "–": "–", ")": "("}
    opener = pairs[tokens[index].text]
    for at in range(index - 1, 0, -1):
        if tokens[at].text != opener:
            continue
        aside = _titled(ground, at + 1)
        if aside is not None and aside.end == tokens[index - 1].end and opener == ",":
            # "His brother, John Smith, said": the aside is the name.
            # So is it in "The Bishop of Lorn, Clement Aurel, feared".
            before = ground.ending(at - 1)
            person = ground.kinds.get(aside.entity) is EntityKind.PERSON
            titled = before is not None and ground.tokens[at - 2].low in {"of", "for", "at"}
            if person and (before is None or titled):
                return Subject(aside.entity, at, index + 1, aside.text)
        mention = ground.ending(at - 1)
        if mention is not None and index - at > 1:
            found = _named(ground, mention, at - 1)
            if found is not None and found.key:
                return Subject(
                    found.key, found.first, index + 1, _words(ground, found.first, index)
                )
        if mention is None and tokens[at - 1].tag in {"NN", "NNS"} and index - at > 1:
            found = _source(ground, at)
            if found is not None and found.key:
                return found
    return _source(ground, index)


def subject_after(  # noqa: C901, PLR0911 - a way out for each reason to refuse
    ground: Ground, index: int
) -> Subject | None:
    """Return who stands after the verb at ``index``: "..., said the minister Anna Bauer"."""
    tokens = ground.tokens
    at = index + 1
    while at < len(tokens):
        if tokens[at].low in _PRONOUNS:
            return _pronoun(ground, at)
        known = ground.antecedents.get(tokens[at].start, "")
        if known and tokens[at].low == "the" and all(n.entity != known for n in ground.names):
            return Subject(known, index + 1, at + 2, _words(ground, index + 1, at + 2))
        mention = ground.starting(at)
        if mention is not None and not _owner(ground, mention):
            end = ground.index_at(mention.end)
            if (
                end < len(tokens)
                and tokens[end].low in {"and", "&"}
                and ground_name(ground, end + 1)
            ):
                return Subject("", index + 1, end, _words(ground, index + 1, end))
            if ground.kinds.get(mention.entity) is EntityKind.PERSON or not _goes_on(ground, end):
                return Subject(
                    ground.speaks(mention), index + 1, end, _words(ground, index + 1, end)
                )
        if tokens[at].low in _OWN_WORKS and tokens[at - 1].low in {"'s", "’s", "'", "’"}:
            # "According to Reid's book The Life of Owen Vale" is as Reid has it.
            return Subject("", index + 1, at + 1, _words(ground, index + 1, at + 1))
        if tokens[at].text == "," and at > index + 1:
            person = ground.starting(at + 1) if at + 1 < len(tokens) else None
            if person is not None and ground.kinds.get(person.entity) is EntityKind.PERSON:
                # "said its director, Tom Pruett"
                end = ground.index_at(person.end)
                return Subject(person.entity, index + 1, end, _words(ground, index + 1, end))
        inside = tokens[at].low == "of" and at > index + 1
        if tokens[at].tag not in _NOUNS | {"CD", "POS"} and mention is None and not inside:
            break
        at = at + 1 if mention is None else max(ground.index_at(mention.end), at + 1)
    return Subject("", index + 1, at, _words(ground, index + 1, at)) if at > index + 1 else None


def ground_name(ground: Ground, index: int) -> bool:
    """Return whether a name starts with the token at ``index``."""
    return index < len(ground.tokens) and ground.starting(index) is not None


def _owner(ground: Ground, mention: Mention) -> bool:
    end = ground.index_at(mention.end)
    return end < len(ground.tokens) and ground.tokens[end].low in {"'s", "’s", "'", "’"}


def _goes_on(ground: Ground, index: int) -> bool:
    """Return whether a noun follows, so that the name only describes it: "NATO officials"."""
    tokens = ground.tokens
    return index < len(tokens) and (
        tokens[index].tag[:2] in {"NN", "JJ"} or tokens[index].low == "of"
    )
