"""How a verb shows that it reports: by the clause that it rules, or by where it stands."""

from typing import Final

from quizapp.drafting.lexis.word_sets import word_set as of_words
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import ClauseKind, Token
from quizapp.drafting.syntax.subjects import Subject
from quizapp.drafting.voices.report_words import ReportVerb, ReportWords, report_verbs

_NO_REPORT: Final = of_words(
    "mean ensure guarantee require mandate provide prove follow happen be seem appear cause entail"
    " make see know order command prevent pretend have arrange forget mind help matter turn work"
    " stand lie grow stay change become feature wish sit"
)
"""Verbs whose that-clause is nobody's words."""
_DEGREES: Final = frozenset({"so", "such", "enough"})
_NOUN_PHRASE: Final = ("DT", "NN", "JJ", "PRP$", "POS", "CD")


def by_clause(lemma: str) -> ReportVerb:
    """Return a verb that only its that-clause shows to report: "suspected", "noticed"."""
    return ReportVerb(inflect(lemma, "VBD"), that=True, to=False)


class ReportShapes(ReportWords):
    """Reads the shapes of reporting words, whichever verbs they are."""

    def noun_after_all(self, token: Token) -> bool:
        """Return whether "claims" of "critical of ministry claims that" is read as a verb.

        The parser opens a clause with it whose subject stands before another verb.
        """
        if token.tag != "VBZ" or self.tokens[token.index - 1].tag[:2] != "NN":
            return False
        return any(
            each.verb is not None
            and each.verb.head == token.index == each.first
            and each.subject is not None
            and each.subject.end < token.index - 1
            and any(self.finite(at) for at in range(each.subject.end, token.index))
            for each in self.ground.sentence.clauses
        )

    def takes_clause(self, token: Token) -> bool:
        """Return whether a verb of no list rules a clause with "that": "they suspect that"."""
        if token.tag[:2] != "VB" or token.lemma in _NO_REPORT or token.tag in {"VBG", "VBN"}:
            return False
        if self.low(token.index + 1) != "that" or self.tokens[token.index + 1].tag == "DT":
            return False
        if _DEGREES & {self.low(at) for at in range(self.begin_of(token.index), token.index)}:
            return False  # "so many letters arrived that the office took on clerks"
        over = next(
            (
                each
                for each in self.ground.sentence.clauses
                if each.verb is not None and each.verb.head == token.index
            ),
            None,
        )
        return over is not None and any(
            each.kind is ClauseKind.THAT and each.parent == over.index
            for each in self.ground.sentence.clauses
        )

    def closes_sentence(self, token: Token) -> bool:
        """Return whether "..., residents complain." ends a sentence, the verb read as a noun."""
        lemma = token.low.removesuffix("s") if token.tag == "NNS" else token.low
        if token.tag[:2] != "NN" or token.text[0].isupper() or self.low(token.index + 1) != ".":
            return False
        if lemma not in report_verbs():
            return False
        at = token.index - 1
        while at > 0 and self.tokens[at].tag.startswith(_NOUN_PHRASE):
            at -= 1
        doer = self.tokens[token.index - 1]
        agrees = doer.tag in {"NNS", "NNPS"} if lemma == token.low else doer.tag in {"NN", "NNP"}
        told = any(self.finite(each) for each in range(at))
        return self.low(at) == "," and at < token.index - 1 and agrees and told

    def rules_that(self, token: Token) -> bool:
        """Return whether a verb read as a noun stands before "that": "officials fear that"."""
        if token.tag not in {"NN", "VB"} or token.lemma not in report_verbs():
            return False
        if self.low(token.index + 1) != "that" or token.index == 0:
            return False
        begin = self.begin_of(token.index)
        if any(self.finite(at) or self.low(at) == "," for at in range(begin, token.index)):
            return False
        doers = self.tokens[begin : token.index]
        if self.tokens[token.index - 1].tag in {"JJ", "DT", "TO", "IN", "PRP$", "POS"}:
            return False
        heads = [each for each in doers if each.tag[:2] == "NN"]
        behind = next((at for at, each in enumerate(doers) if each.tag == "IN"), len(doers))
        first = [each for each in doers[:behind] if each.tag[:2] == "NN"]
        return bool(heads) and bool(first) and first[-1].tag in {"NNS", "NNPS"}

    def ends_alone(self, index: int, subject: Subject) -> bool:
        """Return whether nothing but who speaks and the verb stand behind the comma."""
        return self.low(subject.first - 1) == "," and self.low(index + 1) in {".", "", ";"}

    def set_off(self, first: int) -> bool:
        """Return whether a mark or "as" stands before the speaker at the end: ", the mayor said".

        Not so "the nine that Probert feared", "anyone whom they believed": a relative clause.
        """
        at = first - 1
        while at > 0 and self.tokens[at].tag.startswith(_NOUN_PHRASE):
            at -= 1
        return (
            at < 0 or not self.low(at)[:1].isalnum() or self.low(at) in {"as", "so", "and", "but"}
        )
