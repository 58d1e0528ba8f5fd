"""Reads a sentence for what somebody says: verbs, "according to", "in X's view"."""

from collections.abc import Iterator
from dataclasses import replace

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.hearsay_words import AHEAD, BLAMING, RECEIVING, TELLING_OF, VIEWS
from quizapp.drafting.shapes.analysis import ClauseKind, Token
from quizapp.drafting.syntax.subjects import Subject, subject_after, subject_before
from quizapp.drafting.voices.report_closing import ReportClosing
from quizapp.drafting.voices.report_shapes import by_clause
from quizapp.drafting.voices.report_subjects import by_grammar
from quizapp.drafting.voices.report_words import (
    BARE,
    FAR,
    INVERTED,
    QUOTE_MARKS,
    Content,
    ReportVerb,
    report_verbs,
)
from quizapp.drafting.voices.sayings import Saying

_BEFORE_BASE = frozenset(
    {"to", "did", "does", "do", "not", "will", "would", "may", "might", "can", "could", "must"}
    | {"should", "shall", "never", "n't"}
)
"""Words before the base form of a reporting verb that has its subject before them."""

_NEVER_INVERTED = frozenset({"tell", "assure", "remind", "inform"})
"""Verbs behind which the one who is told stands, never the one who speaks."""


class ReportReader(ReportClosing):
    """Finds the sayings of one sentence."""

    def read(self) -> Iterator[Saying]:  # noqa: C901 - a case for each way of saying
        """Yield what is said in the sentence, in its order."""
        heard = False
        for token in self.tokens:
            if self.quoted(token):
                continue
            if token.low == "according" and self.low(token.index + 1) == "to":
                # "..., he said, according to a transcript": the words are his.
                if not heard:
                    yield from self.according(token.index)
            elif token.low == "in":
                yield from self.view(token.index)
            elif token.low in {"for", "to"} and token.index == 0:
                yield from self.held_by(token.index)
            elif self.views(token):
                yield from self.own_view(token.index)
            elif token.lemma in BLAMING | TELLING_OF and self.told_of(token):
                yield from self.loosely(token)
            elif self.reports(token):
                for each in self.spoken(token):
                    heard = heard or (bool(each.source) and not each.that)
                    yield each

    def spoken(self, token: Token) -> Iterator[Saying]:
        """Yield what is said with a reporting verb; who only hears it does not say it."""
        for each in self.verb(token):
            if token.lemma in RECEIVING:
                yield replace(each, speaker="", firm=False)
                continue
            self.said = each.speaker or self.said
            yield each

    def views(self, token: Token) -> bool:
        """Return whether a noun brings in a view: "the reply that", not "critics reply that"."""
        that = "that" in self.lows(token.index + 1, token.index + 3)
        noun = token.tag[:2] == "NN"
        return noun and token.lemma in VIEWS and that and not self.rules_that(token)

    def told_of(self, token: Token) -> bool:
        """Return whether "of" or "for" brings in what somebody only says: "accused X of"."""
        if token.tag[:2] != "VB":
            return False
        if token.lemma in TELLING_OF:
            return self.low(token.index + 1) == "of"
        return self.done_at(token.index) is not None

    def done_at(self, index: int) -> int | None:
        """Return where the deed begins that somebody is blamed for, or None."""
        for at in range(index + 1, min(index + FAR, len(self.tokens) - 1)):
            if self.finite(at) or self.tokens[at].text in {";", ":", ",", "."}:
                return None
            if self.low(at) in {"of", "for"} and self.tokens[at + 1].low.endswith("ing"):
                return at + 1
        return None

    def loosely(self, token: Token) -> Iterator[Saying]:
        """Mark what somebody is blamed for, or warns of, as somebody's, without a draft."""
        index = token.index
        first = index + 2 if token.lemma in TELLING_OF else self.done_at(index)
        if first is None or first >= len(self.tokens):
            return
        end, _ = self.content_end(first)
        subject = subject_before(self.ground, index) or Subject("", index, index + 1, "")
        yield replace(self.saying(subject, "", first, end, (index, first)), firm=False)

    def reports(self, token: Token) -> bool:
        """Return whether the token is a reporting verb, one mistaken for a noun among them."""
        shown = self.closes_sentence(token) or self.rules_that(token)
        shown = shown or self.closing_noun(token)
        if shown or self.lemma(token) not in report_verbs():
            return shown or self.takes_clause(token)
        if token.tag in {"VB", "NN"} and self.named_clause_end(token.index):
            return True
        if token.tag == "VB":
            # "did say", "to say"; but not "heard her say".
            before = [self.low(at) for at in (token.index - 1, token.index - 2)]
            return before[0] in _BEFORE_BASE or (
                self.tokens[token.index - 1].tag == "RB" and before[1] in _BEFORE_BASE
            )
        if token.tag[:2] == "VB":
            # "An estimated three million" tells nothing of who estimates.
            within = self.tokens[token.index - 1].tag in {"DT", "PRP$"}
            return not (within and token.tag in {"VBN", "VBD"})
        following = self.low(token.index + 1)
        at = token.index - 1
        while at > 0 and self.tokens[at].tag == "RB":
            at -= 1
        named = at >= 0 and (
            self.ground.ending(at) is not None or self.low(at) in {"he", "she", "they"}
        )
        if token.tag != "NNS" or self.lemma(token) != token.lemma:
            return token.tag == "NNS"
        return (named and following in {"that", "it", "the", "there"}) or self.aside(token.index)

    def verb(self, token: Token) -> Iterator[Saying]:
        """Yield what is said with a reporting verb."""
        verb = report_verbs().get(self.lemma(token)) or by_clause(self.lemma(token))
        index = token.index
        if self.noun_after_all(token):
            yield from self.loose(index)
            return
        if token.tag == "VBG" or self.low(index - 1) == "to":
            yield from self.adding(index, verb)
            return
        passive = token.tag in {"VBN", "VBD"} and self.auxiliary(index) == "be"
        passive = passive or self.hangs(index)
        content = self.content(index, verb)
        if passive:
            yield from self.passive(index, content)
            return
        inverted = self.inverted(index, content)
        if inverted is not None:
            yield from self.before(index, inverted, verb)
            return
        apart = tuple(self.set_apart(index, verb)) if content is None else ()
        if apart:
            yield from apart
            return
        subject = by_grammar(self.ground, index, subject_before(self.ground, index))
        subject = subject or self.shared(index)
        if subject is None:
            if content is not None and self.low(content.first - 1) == "that":
                yield from self.loose(index)
            return
        firm = not self.wavering(index) and not self.supposed(subject.first)
        if content is not None:
            made = self.after(subject, content, verb, index)
            yield from (each if firm else replace(each, firm=False) for each in made)
        elif (
            self.closes(index + (self.low(index + 1) == "out"), verb)
            and subject.first > 1
            and self.set_off(subject.first)
            and (self.lemma(token) in BARE | INVERTED or self.ends_alone(index, subject))
        ):
            yield from self.before(index, subject, verb, firm=firm)

    def set_apart(self, index: int, verb: ReportVerb) -> Iterator[Saying]:
        """Yield what is said beside "As X found," or ", guards at the mine said in 2014."."""
        if self.as_opens(index):
            yield from self.as_told(index, verb)
            return
        closing = self.closing(index, verb)
        if closing is not None:
            firm = not self.wavering(index)
            for each in self.before(index, closing, verb, firm=firm):
                yield self.with_end(each, index)

    def hangs(self, index: int) -> bool:
        """Return whether a participle hangs on the noun before: "damage estimated at"."""
        return any(
            each.kind is ClauseKind.PARTICIPLE
            and each.verb is not None
            and each.verb.head == index
            and each.verb.passive
            and each.subject is not None
            and each.subject.end == each.first
            for each in self.ground.sentence.clauses
        )

    def adding(self, index: int, verb: ReportVerb) -> Iterator[Saying]:
        """What follows ", adding that" is the words of the one who has just been heard."""
        content = self.content(index, verb)
        apart = self.low(index - 1) in {",", "and", "while", "before"}
        if content is None or not apart or self.low(index - 1) == "to":
            yield from self.loose(index)
            return
        shared = self.shared(index)
        key = self.said or (shared.key if shared else "")
        subject = Subject(key, index, index + 1, shared.words if shared else "")
        yield from self.after(subject, content, verb, index)

    def loose(self, index: int) -> Iterator[Saying]:
        """Mark what follows "arguing that", "to say that" as somebody's, without a draft."""
        at = next(
            (
                at
                for at in range(index + 1, min(index + FAR, len(self.tokens)))
                if self.low(at) == "that"
            ),
            None,
        )
        if at is not None:
            nobody = Subject("", index, index + 1, "")
            yield replace(self.saying(nobody, "", at + 1, self.last(), (index, at + 1)), firm=False)

    def passive(self, index: int, content: Content | None) -> Iterator[Saying]:
        """Yield hearsay: "it is said that", "X is said to"."""
        first = content.first if content else index + 1
        if self.tokens[index].lemma in AHEAD:
            return
        nobody = Subject("", index, index + 1, "")
        if self.low(index + 1) in {"to", "that"} or self.low(first - 1) == "that":
            start = 0 if self.low(index + 1) == "to" else first
            yield replace(
                self.saying(nobody, "", start, self.last(), (index, first)), firm=False, that=False
            )

    def inverted(self, index: int, content: Content | None) -> Subject | None:
        """Return the subject that stands after the verb: "..., said Baker"."""
        token = self.tokens[index]
        before = self.low(index - 1)
        if (
            token.lemma not in INVERTED
            or token.lemma in _NEVER_INVERTED
            or index == 0
            or self.has_subject(index)
            or before not in {",", *QUOTE_MARKS, "?", "!"}
        ):
            return None
        if before == "," and content is not None and content.direct:
            return None
        if self.low(index + 1) in {"that", ":", ","}:
            return None
        if content is not None and self.low(content.first - 1) == "that":
            return None
        subject = subject_after(self.ground, index)
        if subject is None or (before == "," and self.finite(subject.end)):
            return None
        return self.named_beside(subject)

    def named_beside(self, subject: Subject) -> Subject:
        """Return the person of "says the firm's director, Beate Strand,"."""
        at = subject.end + 1
        if subject.key or self.low(subject.end) != "," or at >= len(self.tokens):
            return subject
        mention = self.ground.starting(at)
        if mention is None or self.ground.kinds.get(mention.entity) is not EntityKind.PERSON:
            return subject
        end = self.ground.index_at(mention.end)
        if self.low(end) not in {",", ".", ";", ":", ""}:
            return subject
        return Subject(mention.entity, subject.first, end, mention.text)

    def has_subject(self, index: int) -> bool:
        """Return whether the parser found who speaks before an aside: "Reid, who left, told X"."""
        return any(
            each.kind is ClauseKind.MAIN
            and each.verb is not None
            and each.verb.head == index
            and each.subject is not None
            and each.subject.end < index - 1
            and self.low(each.subject.end) == ","
            for each in self.ground.sentence.clauses
        )

    def inserted(self, begin: int, end: int) -> bool:
        """Return whether the reporting words part a subject from its verb: "It, Ross said, is"."""
        goes_on = any(self.finite(at) for at in range(end + 1, self.last()))
        apart = self.low(begin - 1) == "," and self.low(end) == "," and goes_on
        first = self.content_start(begin)
        ahead = any(self.finite(at) for at in range(first, begin)) and self.low(first) != "what"
        quoted = any(each.speech for each in self.quotes)
        return apart and not ahead and not quoted

    def around(
        self, subject: Subject, verb: ReportVerb, frame: tuple[int, int], *, firm: bool
    ) -> Iterator[Saying]:
        """Yield what is said around the reporting words, the words themselves inside it."""
        end, rest = self.content_end(frame[1] + 1)
        first = self.content_start(frame[0] - 1)
        yield replace(self.saying(subject, verb.past, first, end, frame), firm=firm)
        if rest is not None:
            made = self.saying(subject, verb.past, rest, self.last(), frame)
            yield replace(made, firm=False)

    def told_first(self, first: int, begin: int) -> bool:
        """Return whether a clause leads up to the quotation: "It will hurt "the poor", X said"."""
        opened = next((at for at in range(first, begin) if self.quote_at(at) is not None), begin)
        return any(self.finite(at) for at in range(first, opened))

    def before(
        self, index: int, subject: Subject, verb: ReportVerb, *, firm: bool = True
    ) -> Iterator[Saying]:
        """What is said stands before "X said" or "said X", and may go on after it."""
        begin = min(index, subject.first)
        if self.low(begin - 1) == "as":
            begin -= 1
        end = max(index + 1 + (self.low(index + 1) == "out"), subject.end)
        first = self.content_start(begin)
        if self.inserted(begin, end):
            yield from self.around(subject, verb, (begin, end), firm=firm)
            return
        made = self.saying(subject, verb.past, first, begin, (begin, end))
        closed = self.low(begin - 1) in QUOTE_MARKS or self.low(begin - 2) in QUOTE_MARKS
        direct = bool(closed) and not self.told_first(first, begin)
        yield replace(made, that=not direct, firm=firm)
        while end < len(self.tokens) and self.tokens[end].text != ",":
            end += 1
        quoted = next(
            (at for at in range(end, len(self.tokens)) if self.quote_at(at) is not None), None
        )
        if quoted is not None or (end < self.last() and subject.end <= index):
            # "..., she said, ..." goes on; after "said Bauer, a lawyer" only a quotation does,
            # and not after "told Bauer, who replied".
            firm = firm and not any(self.finite(at) for at in range(end, quoted or end))
            rest = self.saying(subject, verb.past, quoted or end + 1, self.last(), (begin, end))
            yield replace(rest, that=False, firm=quoted is not None and firm)
