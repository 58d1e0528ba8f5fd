"""Sayings told by a phrase: "according to X", "in X's view", "the argument that"."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.hearsay_words import VIEWS
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.unnamed import unnamed
from quizapp.drafting.shapes.analysis import ChunkKind, ClauseKind, Phrase
from quizapp.drafting.syntax.subjects import Subject, subject_after, subject_before
from quizapp.drafting.voices.report_shapes import ReportShapes
from quizapp.drafting.voices.report_subjects import by_grammar
from quizapp.drafting.voices.report_words import VIEW, Content, ReportVerb
from quizapp.drafting.voices.sayings import Saying

_BEING: Final = frozenset({"be", "remain", "seem", "look", "mean", "sound"})
_SOMEBODY: Final = frozenset({EntityKind.PERSON, EntityKind.MOVEMENT, EntityKind.ORGANISATION})
_OWNERS: Final = frozenset({"his", "her"})
_VOICING: Final = word_set(
    "express voice make raise repeat reiterate advance issue utter state have hold share defend"
    " endorse"
)
"""Verbs whose subject has the view that is their object: "expressed fears that"."""


class ReportPhrases(ReportShapes):
    """Reads the phrases that tell who says something, beside the verbs of saying."""

    def lows(self, first: int, end: int) -> list[str]:
        """Return tokens in small letters."""
        return [self.low(at) for at in range(first, end)]

    def named_clause_end(self, index: int) -> bool:
        """Return whether a name stands before and "that" or a stop after: "the authors state."."""
        named = index > 0 and self.ground.ending(index - 1) is not None
        return named and self.low(index + 1) in {"that", ",", ";", "."}

    def aside(self, index: int) -> bool:
        """Return whether a verb mistaken for a noun ends an aside: ", the court holds, is"."""
        opens = any(self.low(at) == "," for at in range(index - 2, max(index - 5, 0), -1))
        return opens and self.low(index + 1) == "," and self.finite(index + 2)

    def according(self, index: int) -> Iterator[Saying]:
        """Yield what is said "according to" somebody."""
        subject = subject_after(self.ground, index + 1)
        if subject is None:
            return
        end = subject.end
        if self.low(end) == "," and index > 1:
            end += 1
        opening = index == 0 or (index == 1 and self.tokens[0].tag in {"CC", "RB"})
        if opening:
            yield from self.opened(index, subject)
            return
        last = index - 1 if self.low(index - 1) == "," else index
        first = self.begin_of(last)
        if not any(self.finite(at) for at in range(last)) and self.low(end - 1) == ",":
            if self.finite(end) and self.tokens[first].tag != "IN":
                # "The skulls, according to X, are old": it stands in the midst of what is said.
                yield self.saying(subject, "", first, self.last(), (index, end - 1))
                return
            # "In April, according to the institute, ...": all of it comes after.
            yield self.saying(subject, "", end, self.last(), (0, end))
            return
        yield self.saying(subject, "", first, last, (index, end))
        if end < self.last() and self.low(end - 1) == ",":
            rest = self.saying(subject, "", end, self.last(), (index, end))
            yield replace(rest, firm=False)

    def opened(self, index: int, subject: Subject) -> Iterator[Saying]:
        """Yield what follows "According to X," that opens a sentence, an aside on X left out."""
        end = subject.end
        main = [
            each.subject.first
            for each in self.ground.sentence.clauses
            if each.kind is ClauseKind.MAIN
            and each.subject is not None
            and each.subject.first > index + 1
        ]
        if self.low(end) != ",":
            # "According to the census some 400 people": where the source ends is for the parser.
            first = min(main, default=None)
            named = first is not None and subject.key and first >= end
            if first is None or (first < end and not self.counts(first)):
                nobody = Subject("", subject.first, subject.first + 1, "")
                rest = self.saying(nobody, "", index, self.last(), (index, index + 1))
                yield replace(rest, firm=False)
                return
            words = self.ground.sentence.words(subject.first, first)
            source = Subject(subject.key if named else "", subject.first, first, words)
            yield self.saying(source, "", first, self.last(), (index, first))
            return
        begin = self.after_aside(end, min(main, default=None))
        if begin is None:
            rest = self.saying(subject, "", end + 1, self.last(), (index, end + 1))
            yield replace(rest, firm=False)
            return
        yield self.saying(subject, "", begin, self.last(), (index, begin))

    def counts(self, first: int) -> bool:
        """Return whether a number opens the words: "some 400 people"."""
        return any(each.tag == "CD" for each in self.tokens[first : first + 2])

    def after_aside(self, comma: int, main: int | None) -> int | None:
        """Return where the words begin after "X, who led the office," or None where unclear."""
        aside = next(
            (
                each
                for each in self.ground.sentence.clauses
                if each.first == comma + 1
                and each.kind in {ClauseKind.RELATIVE, ClauseKind.APPOSITION}
            ),
            None,
        )
        if aside is None:
            return comma + 1 if self.low(comma + 1) not in {"who", "which", "whose"} else None
        if self.low(aside.end - 1) == ",":
            return aside.end
        if self.low(aside.end) == ",":
            return aside.end + 1
        return main if main is not None and main >= aside.end else None

    def view(self, index: int) -> Iterator[Saying]:
        """Yield what is said "in X's view"."""
        if self.low(index + 1) == "the" and self.low(index + 2) in {"words", "view", "opinion"}:
            yield from self.words_of(index)
            return
        if self.low(index + 1) in _OWNERS and self.low(index + 2) in VIEW:
            yield from self.pronoun_view(index)
            return
        mention = self.ground.starting(index + 1)
        if mention is None or not self.ground.speaks(mention):
            return
        after = self.ground.index_at(mention.end)
        if self.low(after) not in {"'s", "’s", "'", "’"} or self.low(after + 1) not in VIEW:
            return
        end = after + 2
        if self.low(end) == ",":
            end += 1
        subject = Subject(self.ground.speaks(mention), index + 1, after, mention.text)
        if index == 0:
            yield self.saying(subject, "", end, self.last(), (index, end))
        else:
            last = index - 1 if self.low(index - 1) == "," else index
            yield self.saying(subject, "", 0, last, (index, end))

    def held_by(self, index: int) -> Iterator[Saying]:
        """Yield what "For Holt, the charter is a forgery" says: what it is to somebody."""
        comma = next((at for at in range(1, 8) if self.low(at) == ","), 0)
        if index or not comma:
            return
        mention = self.ground.starting(1)
        named = mention is not None and self.ground.index_at(mention.end) == comma
        key = self.ground.speaks(mention) if mention is not None and named else ""
        if not key and not self.people(comma - 1):
            return
        main = next(
            (
                each
                for each in self.ground.sentence.clauses
                if each.kind is ClauseKind.MAIN and each.verb is not None
            ),
            None,
        )
        if main is None or main.verb is None or main.verb.head < comma:
            return
        if main.verb.lemma not in _BEING or main.verb.passive:
            return
        subject = Subject(key, 1, comma, self.ground.sentence.words(1, comma))
        person = bool(key) and self.ground.kinds.get(key) is EntityKind.PERSON
        made = self.saying(subject, "", comma + 1, self.last(), (0, comma + 1))
        yield replace(made, firm=person)

    def people(self, head: int) -> bool:
        """Return whether a noun means people: "for the villagers", not "for years"."""
        phrase = Phrase(1, head + 1, head, ChunkKind.NOUN)
        found = unnamed(self.ground.sentence, phrase, head + 1)
        return found is not None and found.kind in _SOMEBODY

    def pronoun_view(self, index: int) -> Iterator[Saying]:
        """Yield what is said "in his view", which may stand within what is said."""
        owner = self.tokens[index + 1]
        key = self.ground.antecedents.get(owner.start, "")
        subject = Subject(key, index + 1, index + 2, owner.text)
        end = index + 3
        if index == 0:
            first = end + (self.low(end) == ",")
            yield self.saying(subject, "", first, self.last(), (index, first))
            return
        last = index - 1 if self.low(index - 1) == "," else index
        if self.low(end) == "," and end + 1 < self.last():
            words = self.saying(subject, "", self.begin_of(last), self.last(), (index, end))
            yield words
            return
        yield self.saying(subject, "", self.begin_of(last), last, (index, end))

    def own_view(self, index: int) -> Iterator[Saying]:
        """Yield what follows "Baker's view is that", "my view is that", "Baker's claim that"."""
        bare = self.low(index + 1) == "that"
        if not bare and self.tokens[index + 1].lemma != "be":
            return
        at = index - 1
        while at > 0 and self.tokens[at].tag[:2] in {"JJ", "NN"} and not self.ground.ending(at):
            at -= 1
        owner = self.tokens[at] if at >= 0 else None
        key = ""
        if owner is not None and owner.tag == "PRP$":
            key = self.ground.antecedents.get(owner.start, "")
        elif owner is not None and owner.low in {"'s", "’s"} and at:
            mention = self.ground.ending(at - 1)
            key = self.ground.speaks(mention) if mention is not None else ""
        verb = ReportVerb(VIEWS[self.tokens[index].lemma], that=True, to=False)
        voiced = self.voiced(index) if bare and not key else None
        if voiced is not None:
            frame = (voiced.first, index + 2)
            end, _ = self.content_end(index + 2)
            yield self.saying(voiced, verb.past, index + 2, end, frame)
            return
        subject = Subject(
            key, max(at, 0), index + 1, self.ground.sentence.words(max(at, 0), index + 1)
        )
        if not bare:
            yield from self.after(subject, Content(index + 3), verb, index)
            return
        frame = (max(at, 0), index + 2)
        made = self.saying(subject, verb.past, index + 2, self.noun_end(index + 2), frame)
        yield replace(made, firm=bool(key))

    def voiced(self, index: int) -> Subject | None:
        """Return who "expressed fears that", "made the claim that"; None where nobody did."""
        at = index - 1
        while at > 0 and self.tokens[at].tag in {"JJ", "NN", "DT", "RB"}:
            at -= 1
        verb = self.tokens[at]
        if at < 1 or verb.lemma not in _VOICING or verb.tag[:2] != "VB" or self.wavering(at):
            return None
        return by_grammar(self.ground, at, subject_before(self.ground, at)) or self.shared(at)

    def shared(self, index: int) -> Subject | None:
        """Return the subject that the verb shares with one before it: "X praised Y and said"."""
        clause = next(
            (
                each
                for each in self.ground.sentence.clauses
                if each.verb and each.verb.head == index
            ),
            None,
        )
        if clause is None or clause.subject is None or clause.subject.members:
            return None
        phrase = clause.subject
        mention = self.ground.ending(phrase.core_end - 1 if phrase.core_end > 0 else phrase.end - 1)
        first = self.tokens[phrase.first]
        if first.tag == "PRP":
            return Subject(self.ground.antecedents.get(first.start, ""), index, index, first.text)
        words = self.ground.sentence.words(phrase.first, phrase.end)
        whole = mention is not None and phrase.end == self.ground.index_at(mention.end)
        key = self.ground.speaks(mention) if mention is not None and whole else ""
        lead = self.tokens[phrase.first : self.ground.index_at(mention.start)] if mention else ()
        if any(each.tag in {"POS", "IN", "CC"} for each in lead):
            key = ""
        return Subject(key, index, index, words)

    def noun_end(self, first: int) -> int:
        """Return where the clause of "Baker's claim that ..." ends: before the verb outside it."""
        begin = self.tokens[first].start if first < len(self.tokens) else 0
        ends = [
            each.end
            for each in self.ground.sentence.clauses
            if each.kind is ClauseKind.THAT
            and each.first <= first < each.end
            and self.tokens[each.first].start <= begin
        ]
        quote = self.quote_at(first)
        if quote is not None:
            return self.ground.index_at(quote.end)
        return min(ends, default=first + 1)

    def words_of(self, index: int) -> Iterator[Saying]:
        """Yield the rest of "in the words of its restorer, Jonas Holm, ..."."""
        if self.low(index + 3) != "of":
            return
        subject = subject_after(self.ground, index + 3)
        if subject is None:
            return
        quoted = next(
            (at for at in range(subject.end, len(self.tokens)) if self.quote_at(at) is not None),
            None,
        )
        first = quoted if quoted is not None else subject.end + 1
        made = self.saying(subject, "", first, self.last(), (index, first))
        yield replace(made, that=quoted is None)

    def after(
        self, subject: Subject, content: Content, verb: ReportVerb, index: int
    ) -> Iterator[Saying]:
        """Yield what is said after the verb."""
        frame = (subject.first, content.first)
        end, rest = self.content_end(content.first)
        parts = self.and_that(content.first, end)
        for first, last in parts:
            made = self.saying(subject, verb.past, first, last, frame)
            yield replace(made, to=content.to, that=not content.direct)
        if rest is not None:
            made = self.saying(subject, verb.past, rest, self.last(), frame)
            yield replace(made, firm=False)
        del index
