"""What "it" and "they" at the start of a sentence stand for where the thing has no name."""

from quizapp.drafting.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.coreference import is_empty_it
from quizapp.drafting.proposal import Page
from quizapp.drafting.telling import Teller

_LONGEST = 9


def _main(sentence: Sentence) -> Clause | None:
    for clause in sentence.clauses:
        if (
            clause.kind is ClauseKind.MAIN
            and clause.verb is not None
            and clause.subject is not None
        ):
            return clause
    return None


def find_standins(page: Page) -> dict[int, str]:
    """Return start of a pronoun -> the subject of the sentence before, where it agrees with it."""
    found: dict[int, str] = {}
    standing = ""
    plural = False
    for sentence in page.sentences:
        first = sentence.tokens[0]
        pronoun = first.low in {"it", "they", "its", "their"}
        if pronoun and first.start not in page.antecedents and standing:
            agrees = plural == (first.low in {"they", "their"})
            if agrees and not is_empty_it(first, sentence):
                found[first.start] = standing
                if first.low in {"its", "their"}:
                    standing = ""
                continue
        main = _main(sentence)
        standing, plural = "", False
        if main is None or main.subject is None:
            continue
        subject = main.subject
        head = sentence.tokens[subject.head]
        teller = Teller(page, sentence)
        named = teller.entity_of(subject)
        if named is not None or not head.tag.startswith("NN") or subject.members:
            continue
        words = teller.phrase(subject)
        if words and len(words.split()) <= _LONGEST:
            standing, plural = words, head.tag in {"NNS", "NNPS"}
    return found
