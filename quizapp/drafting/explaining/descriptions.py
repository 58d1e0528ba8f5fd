"""Full descriptions of things without a name: "the dam" is "the dam at Marrick Fold"."""

from collections.abc import Iterator

from quizapp.drafting.shapes.analysis import ChunkKind, Phrase, Sentence
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.telling.telling import Teller

_LONGEST = 8
_WHERE = frozenset({"of", "in", "at", "near", "on"})


def find_descriptions(page: Page) -> Iterator[tuple[str, str]]:
    """Yield head noun and description of each phrase that a name within tells apart."""
    for sentence in page.sentences:
        teller = Teller(page, sentence)
        for clause in sentence.clauses:
            for each in (clause.subject, *clause.objects, *clause.adverbials):
                if each is None or each.kind is not ChunkKind.NOUN or each.members:
                    continue
                found = _described(teller, sentence, each)
                if found:
                    yield sentence.tokens[each.head].low, found


def _described(teller: Teller, sentence: Sentence, phrase: Phrase) -> str:
    tokens = sentence.tokens
    if tokens[phrase.head].tag != "NN" or teller.mention_at(tokens[phrase.head]) is not None:
        return ""
    end = phrase.end
    if end == phrase.core_end and end < len(tokens) and tokens[end].low in _WHERE:
        end = _behind(teller, sentence, end) if _hangs(sentence, phrase) else end
    named = [at for at in range(phrase.first, end) if teller.mention_at(tokens[at]) is not None]
    if not named:
        return ""
    first = phrase.first
    if tokens[first].low in {"a", "an", "the"}:
        first += 1
    words = teller.words(first, end)
    if not words or len(words.split()) > _LONGEST:
        return ""
    owned = any(tokens[at].tag == "POS" for at in range(phrase.first, phrase.head))
    theirs = owned and teller.mention_at(tokens[first]) is not None
    return words if theirs else f"the {words}"


def _hangs(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether the preposition behind a noun belongs to it, not to the verb."""
    return any(
        each.prep_first == phrase.end and each.above == phrase.head
        for clause in sentence.clauses
        for each in clause.adverbials
    )


def _behind(teller: Teller, sentence: Sentence, at: int) -> int:
    """Return where "in the valley of X" behind a noun ends; ``at`` where no name is in it."""
    chunks = [each for each in sentence.chunks if each.first > at]
    end = at
    for chunk in chunks[:3]:
        if chunk.kind is ChunkKind.NOUN:
            end = chunk.end
            if teller.mention_at(sentence.tokens[chunk.end - 1]) is not None:
                return end
        elif sentence.tokens[chunk.first].low != "of":
            break
    return at
