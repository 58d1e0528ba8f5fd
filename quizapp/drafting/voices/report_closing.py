"""Reporting words set off by commas, whatever hangs on who speaks: ", two guards at X said."."""

# ruff: noqa: RUF001 - articles are written with typographic dashes

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.shapes.analysis import Token
from quizapp.drafting.syntax.subjects import Subject
from quizapp.drafting.voices.report_phrases import ReportPhrases
from quizapp.drafting.voices.report_words import ReportVerb, report_verbs
from quizapp.drafting.voices.sayings import Saying

_OPENING: Final = ("DT", "NN", "JJ", "PRP", "CD", "PDT")
"""Tags of words with which who speaks begins."""
_HANGING: Final = frozenset({"IN", "VBN", "VBG", "WP", "WDT", "TO", ","})
"""Tags of words with which what hangs on the speaker's noun begins."""
_RELATIVE: Final = frozenset({"who", "that", "which", "whose", "whom"})
_HELPING: Final = frozenset({"has", "have", "had", "also", "later", "now", "once", "then"})
_UNDER: Final = frozenset(
    {"when", "while", "after", "before", "because", "since", "as", "if", "although", "though"}
    | {"once", "until", "unless", "whenever", "where", "whether"}
)
_DASHES: Final = frozenset({",", "–", "—"})
_JOINING: Final = frozenset(
    {"and", "but", "or", "nor", "yet", "so", "which", "who", "when", "where"}
)


class ReportClosing(ReportPhrases):
    """Reads reporting words that follow what is said, or stand in the midst of it."""

    def closing(self, index: int, verb: ReportVerb) -> Subject | None:
        """Return who speaks in ", researchers at Lorn said in 2014.", up to the verb; or None.

        Found where a comma parts a whole clause from a noun phrase of any length whose verb ends
        the words; in the midst of a clause where commas stand on both sides.
        """
        first = self.closing_start(index)
        end = index + (self.low(index + 1) == "out")
        if first is None or not (self.closes(end, verb) or self._ends(end)):
            return None
        words = self.ground.sentence.words(first, index)
        return Subject(self._who(first, index), first, index, words)

    def closing_start(self, index: int) -> int | None:
        """Return the first token of who speaks, behind its comma, or None."""
        for comma in range(index - 2, 0, -1):
            if self.tokens[comma].text not in _DASHES or self.quoted(self.tokens[comma]):
                continue
            first = comma + 1
            token = self.tokens[first]
            if token.low in _JOINING or not token.tag.startswith(_OPENING):
                return None
            if self._loose_verb(first, index):
                continue
            if self.low(index + 1) == "," and self._midst(comma, index):
                return first
            begin = self.begin_of(comma)
            under = self.low(begin) in _UNDER and self.low(begin + 1) != "a"
            told = any(self.finite(at) for at in range(begin, comma))
            parted = [at for at in range(begin, comma) if self.low(at) == ","]
            return first if told and (not under or parted) else None
        return None

    def with_end(self, saying: Saying, index: int) -> Saying:
        """Return what is said with all of its reporting words: ", guards at X said in 2014."."""
        last = self.last()
        if not self._ends(index) or any(self.low(at) == "," for at in range(index, last)):
            return saying
        end = self.tokens[last - 1].end
        return replace(saying, frame_end=max(saying.frame_end, end))

    def _ends(self, index: int) -> bool:
        """Return whether no clause follows: "..., its secretary told reporters at the gate."."""
        if self.low(index + 1) in {"that", ":"} or self._done_to(index + 1):
            return False
        return not any(
            self.finite(at) or self.tokens[at].tag in {"WDT", "WP", "WRB"}
            for at in range(index + 1, len(self.tokens))
        )

    def _done_to(self, at: int) -> bool:
        """Return whether a thing follows that the verb is done to: "each person adds a share"."""
        if at >= len(self.tokens) or at < 1:
            return False
        verb = report_verbs().get(self.lemma(self.tokens[at - 1]))
        thing = self.tokens[at].tag in {"DT", "CD", "JJ", "NN", "NNS", "PRP$"}
        return thing and (verb is None or not verb.to)

    def _midst(self, comma: int, index: int) -> bool:
        """Return whether ", inspectors found," parts a subject from its verb."""
        before = any(self.finite(at) for at in range(self.begin_of(comma), comma))
        return not before and any(self.finite(at) for at in range(index + 2, index + 5))

    def _loose_verb(self, first: int, index: int) -> bool:
        """Return whether a verb stands in the run that is not of a relative clause or helping."""
        inside = False
        for at in range(first, index):
            token = self.tokens[at]
            inside = inside or token.low in _RELATIVE
            if token.low in _HELPING:
                continue
            if self.finite(at) and not inside:
                return True
            if token.text in {";", ":", ",", "–", "—"}:
                return True
        return False

    def _who(self, first: int, index: int) -> str:
        """Return the key of the one named there, where the name itself is who speaks."""
        start = self.tokens[first].start
        owned = self.tokens[first].tag == "PRP$"
        if index - first <= 2 and start in self.ground.antecedents and not owned:  # noqa: PLR2004 - "the company"
            return self.ground.antecedents[start]
        end = next((at for at in range(first, index) if self.tokens[at].tag in _HANGING), index)
        while end > first and self.tokens[end - 1].low in _HELPING:
            end -= 1
        mention = self.ground.ending(end - 1) if end > first else None
        if mention is None:
            return ""
        before = self.tokens[first : self.ground.index_at(mention.start)]
        person = self.ground.kinds.get(mention.entity) is EntityKind.PERSON
        if any(each.tag in {"POS", "CC", "PRP$"} for each in before) and not person:
            return ""
        bare = all(each.low == "the" for each in before)
        owned = any(each.tag in {"POS", "CC"} for each in before)
        return self.ground.speaks(mention) if bare or (person and not owned) else ""

    def closing_noun(self, token: Token) -> bool:
        """Return whether a word read as a noun is the verb that ends ", papers seen by X show."."""
        if token.tag not in {"NN", "NNS", "NNP"} or token.text[0].isupper():
            return False
        lemma = token.low.removesuffix("s") if token.tag == "NNS" else token.low
        if lemma not in report_verbs() or self.low(token.index + 1) not in {".", ","}:
            return False
        if self.tokens[token.index - 1].tag in {"DT", "PRP$", "CC"}:
            return False  # "owned by brewers, grocers and the state."
        first = self.closing_start(token.index)
        if first is None or token.index - first < 1:
            return False
        heads = self._heads(first, token.index)
        if not heads or (self.low(token.index + 1) == "," and len(heads) == token.index - first):
            return False
        many = heads[-1].tag in {"NNS", "NNPS"}
        return many if lemma == token.low else not many

    def _heads(self, first: int, index: int) -> list[Token]:
        """Return the nouns of who speaks up to what hangs on the last one."""
        found: list[Token] = []
        for at in range(first, index):
            if self.tokens[at].tag in _HANGING and found:
                break
            if self.tokens[at].tag[:2] == "NN":
                found.append(self.tokens[at])
        return found

    def as_opens(self, index: int) -> bool:
        """Return whether "As Holt points out," opens the sentence with the verb at ``index``."""
        end = index + 1 + (self.low(index + 1) == "out")
        if self.low(0) != "as" or index < 2 or self.low(end) != ",":  # noqa: PLR2004 - "as" and who speaks
            return False
        return self.tokens[1].tag.startswith(_OPENING) and not self._loose_verb(1, index)

    def as_told(self, index: int, verb: ReportVerb) -> Iterator[Saying]:
        """Yield what follows "As Holt points out," that opens a sentence."""
        end = index + 2 + (self.low(index + 1) == "out")
        subject = Subject(self._who(1, index), 1, index, self.ground.sentence.words(1, index))
        last, rest = self.content_end(end)
        yield self.saying(subject, verb.past, end, last, (0, end))
        if rest is not None:
            made = self.saying(subject, verb.past, rest, self.last(), (0, end))
            yield replace(made, firm=False)
