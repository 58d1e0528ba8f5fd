"""What opens a clause inside another: conjunctions, relative words, participles, asides."""

from dataclasses import replace

from quizapp.drafting.analysis import Clause, ClauseKind, Tense
from quizapp.drafting.clause_sight import DASHES, OPENERS, RELATIVE, Open, Sight
from quizapp.drafting.items import ItemKind


class Openings(Sight):
    """Opens inner clauses and hands them to ``clause``."""

    def subordinate(self, at: int, current: Open, index: int) -> int:
        """Read a clause that starts with "because", "after", "if"..."""
        item = self.items[at]
        marker = self.tokens[item.first].low
        opening = current.verb is None and current.pending is None and current.subject is None
        after_comma = self.low(at - 1) == ","
        ends = frozenset({"comma"}) if opening else current.ends
        inner = Open(
            OPENERS.get(marker, ClauseKind.TIME),
            item.first,
            None,
            marker,
            index,
            aside=opening or after_comma,
            ends=ends,
        )
        if item.kind is ItemKind.PLACED and item.phrase is not None:
            inner.pending = replace(item.phrase, prep="", prep_first=item.phrase.first)
        return self.clause(at + 1, inner)

    def opener(self, at: int, current: Open, index: int) -> int | None:
        """Take a preposition without a noun: a clause, "by building", or a stranded one."""
        word = self.low(at)
        following = self.over_adverbs(at + 1)
        if self.kind(following) is ItemKind.MARK and self.low(following) in RELATIVE:
            return self.relative(following, current, index, first=self.items[at].first)
        if word == "that":
            return self.that(at, current, index)
        if word in OPENERS and self.kind(following) not in {None, ItemKind.MARK}:
            return self.subordinate(at, current, index)
        if self.kind(following) is ItemKind.VERB:
            inner = Open(
                ClauseKind.PARTICIPLE,
                self.items[at].first,
                current.subject or current.pending,
                word,
                index,
                ends=current.ends | {"verb"},
            )
            if current.verb is None and current.pending is None:
                inner.ends = frozenset({"comma"})
                inner.aside = True
            inner.verb = self.items[following].verb
            return self.clause(following + 1, inner)
        return at + 1

    def that(self, at: int, current: Open, index: int) -> int:
        """Read a clause that "that" opens."""
        inner = Open(ClauseKind.THAT, self.items[at].first, None, "that", index, ends=current.ends)
        return self.clause(at + 1, inner)

    def relative(self, at: int, current: Open, index: int, first: int | None = None) -> int:
        """Read a relative clause; its subject is the noun before it where it has no other."""
        begin = self.items[at].first if first is None else first
        before = self.low(at - 1 if first is None else at - 2)
        marker = self.low(at)
        nonrestrictive = before == "," or before in DASHES
        antecedent = self.last_thing(current)
        if nonrestrictive and current.verb is None and current.pending is not None:
            antecedent = current.pending
        ends = frozenset({"comma"}) if nonrestrictive else frozenset({"comma", "verb"})
        after = self.over_adverbs(at + 1)
        verb_next = self.kind(after) is ItemKind.VERB or self.low(after) == ","
        takes = verb_next and first is None and marker not in {"where", "when", "whom"}
        inner = Open(
            ClauseKind.RELATIVE,
            begin,
            antecedent if takes else None,
            marker,
            index,
            aside=nonrestrictive,
            ends=ends,
            shares=not nonrestrictive,
        )
        if first is not None and antecedent is not None:
            inner.adverbials.append(replace(antecedent, prep=self.low(at - 1)))
        elif (
            antecedent is not None and not takes and nonrestrictive and marker in {"which", "whom"}
        ):
            # "the balance, which Kibble invented": the noun before is what was invented.
            inner.objects.append(antecedent)
        elif marker == "where" and antecedent is not None and not antecedent.members:
            inner.adverbials.append(replace(antecedent, prep="in"))
        return self.clause(at + 1, inner)

    def hanging(self, at: int, current: Open, index: int) -> int:
        """Read a participle: "founded in 1850", "killing forty people"."""
        item = self.items[at]
        verb = item.verb
        before = self.low(at - 1)
        opening = current.pending is None and current.verb is None
        aside = before == "," or (opening and current.kind is not ClauseKind.APPOSITION)
        subject = self.last_thing(current) if not aside or current.verb is None else None
        if aside and current.verb is None and current.pending is not None:
            subject = current.pending
        if aside and current.verb is not None:
            past = self.tokens[item.first].tag != "VBG"
            subject = self.last_thing(current) if past else current.subject
        ends = frozenset({"comma"}) if aside else frozenset({"comma", "verb"})
        if current.verb is not None and not aside:
            ends = (
                current.ends | {"comma"}
                if "comma" in current.ends
                else frozenset({"comma", "verb"})
            )
        if verb is not None and self.tokens[verb.head].tag != "VBG":
            verb = replace(verb, passive=True, tense=Tense.NONE)
        inner = Open(
            ClauseKind.PARTICIPLE,
            item.first,
            subject,
            "",
            index,
            aside,
            ends,
            shares=not aside and "comma" in current.ends,
            verb=verb,
        )
        return self.clause(at + 1, inner)

    def bracket(self, at: int, index: int, closers: set[str], *, first: int = 0) -> int:
        """Pass over what stands in brackets or between dashes, as an aside."""
        end = first or at + 1
        while end < len(self.items) and self.low(end) not in closers:
            end += 1
        last = min(end, len(self.items) - 1)
        self.found.append(
            Clause(
                index=len(self.found),
                kind=ClauseKind.ASIDE,
                first=self.items[at].first,
                end=self.items[last].end,
                subject=None,
                verb=None,
                parent=index,
                aside=True,
            )
        )
        return last + 1

    def present(self, at: int, current: Open, index: int) -> None:
        """Note the description in "A chemist by training, she"."""
        thing, who = current.pending, self.items[at + 1].phrase
        current.pending = None
        if thing is None:
            return
        self.found.append(
            Clause(
                index=len(self.found),
                kind=ClauseKind.APPOSITION,
                first=thing.first,
                end=self.items[at].end,
                subject=who,
                verb=None,
                objects=(thing,),
                adverbials=tuple(current.adverbials),
                parent=index,
                aside=True,
            )
        )
        current.adverbials.clear()

    def apposed(self, at: int, index: int, current: Open, *, shares: bool) -> int:
        """Read an apposition after a comma."""
        behind = self.before(at)
        before = behind.phrase if behind is not None else None
        if current.pending is not None and before is not None and self.inside(before):
            before = current.pending
        inner = Open(
            ClauseKind.APPOSITION,
            self.items[at + 1].first,
            before,
            "",
            index,
            aside=True,
            ends=frozenset({"comma"}),
            shares=shares,
        )
        return self.clause(at + 1, inner)
