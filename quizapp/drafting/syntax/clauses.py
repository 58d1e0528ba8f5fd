"""Clauses of a sentence: who does what, what hangs on it, and what is only said by the way."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Tense, VerbGroup
from quizapp.drafting.shapes.spans import MentionKind
from quizapp.drafting.syntax.clause_openings import Openings
from quizapp.drafting.syntax.clause_sight import (
    DASHES,
    INNER,
    LEADING,
    OBJECTS,
    OPENERS,
    SUBJECTS,
    WH,
    Open,
    Parts,
)
from quizapp.drafting.syntax.phrases import Phrases
from quizapp.drafting.syntax.tree import INSIDE, Tree
from quizapp.drafting.syntax.verbs import Predicate, read_verb


class _Reader(Openings):
    """Reads the dependencies of one sentence into clauses."""

    def note_asides(self) -> None:
        runs = set(self.bracketed.values())
        marks = [at for at, each in enumerate(self.tokens) if each.text in DASHES]
        marks = [at for at in marks if self.tree.kinds.get(at) is None]
        for at in range(0, len(marks), 2):
            begin = marks[at]
            end = marks[at + 1] + 1 if at + 1 < len(marks) else len(self.tokens)
            if end == len(self.tokens) and self.tokens[-1].text in {".", "!", "?"}:
                end -= 1
            runs.add((begin, end))
        for begin, end in sorted(runs):
            over = [
                each
                for each in self.found
                if each is not None and each.first <= begin and end <= each.end
            ]
            parent = max((each.index for each in over), default=-1)
            self.add_aside(begin, end, parent)

    def read(self) -> tuple[Clause, ...]:
        for root in self.tree.roots():
            if self.tokens[root].text[-1].isalnum() or self.tree.kinds.get(root) is not None:
                self.main(root)
        self.note_asides()
        return tuple(each for each in self.found if each is not None)

    def main(self, head: int) -> None:
        """Read a main clause; what stands before "he said" is one of its own."""
        said = self.said_before(head)
        first, end = self.extent(head)
        if said is None:
            self.clause(Open(ClauseKind.MAIN, head, first, end, -1))
            return
        inner_first, inner_end = self.extent(said)
        framed = self.tokens[head].lemma in REPORTING and not self.stop_between(inner_end, head)
        reach = min(inner_end, end) if inner_end <= head else end
        self.clause(Open(ClauseKind.MAIN, said, min(first, inner_first), reach, -1))
        rest = max(inner_end, first) if inner_end <= head else first
        while rest < end and self.tokens[rest].text in LEADING | {'"', "”", "and"}:
            rest += 1
        if not framed:
            self.clause(Open(ClauseKind.MAIN, head, rest, end, -1), skipped=said)
            return
        index = len(self.found)
        self.add_aside(rest, end, index - 1)
        parts = self.parts(head, (head,))
        for each in parts.inner:
            if each != said:
                self.inner(each, Open(ClauseKind.ASIDE, head, rest, end, -1), index)
        for subject in self.tree.under(head, *SUBJECTS):
            for each in self.tree.under(subject, "appos"):
                if self.set_off(each):
                    self.apposed(each, index)
        for each in parts.joined:
            self.again(each, Open(ClauseKind.MAIN, head, rest, end, -1), None)

    def parts(self, head: int, heads: Sequence[int]) -> Parts:
        """Sort what hangs on a clause's head into its own words and what opens further clauses."""
        parts = Parts()
        waiting = [head]
        while waiting:
            at = waiting.pop()
            for each in self.tree.under(at):
                if each in self.bracketed and at not in self.bracketed:
                    continue
                self.sort(at, each, heads, parts, waiting)
        parts.own.sort()
        parts.inner.sort()
        parts.joined.sort()
        parts.apposed.sort()
        return parts

    def sort(
        self, at: int, each: int, heads: Sequence[int], parts: Parts, waiting: list[int]
    ) -> None:
        link = self.tree.links[each]
        verb = self.tree.is_verb(each)
        if each in heads:
            waiting.append(each)
        elif link == "conj" and at in heads and verb:
            parts.joined.append(each)
        elif link in INNER and (verb or self.presents(each)):
            parts.inner.append(each)
        elif link == "appos" and self.set_off(each):
            parts.apposed.append(each)
        else:
            parts.own.append(each)
            waiting.append(each)

    def clause(
        self,
        opened: Open,
        *,
        predicate: Predicate | None = None,
        skipped: int | None = None,
        more: Sequence[int] = (),
    ) -> None:
        index = len(self.found)
        self.found.append(None)
        head = opened.head
        if predicate is None and self.tree.is_verb(head):
            predicate = read_verb(self.tree, head)
        heads = predicate.heads if predicate is not None else (head,)
        parts = self.parts(head, heads)
        parts.own = sorted([*parts.own, *more])
        parts.inner = [each for each in parts.inner if each != skipped]
        begins = sorted((self.begins(each), each) for each in parts.joined)
        late = [each for each in parts.own if begins and each >= begins[0][0]]
        parts.own = [each for each in parts.own if each not in late]
        if predicate is not None:
            opened.verb = predicate.verb
        self.fill(opened, heads, parts)
        cut = begins[0][0] if begins else opened.end
        end = min(opened.end, max(cut, opened.first + 1))
        self.found[index] = Clause(
            index=index,
            kind=opened.kind,
            first=opened.first,
            end=end,
            subject=opened.subject,
            verb=opened.verb,
            objects=tuple(sorted(opened.objects, key=lambda each: each.first)),
            adverbials=tuple(sorted(opened.adverbials, key=lambda each: each.prep_first)),
            marker=opened.marker,
            parent=opened.parent,
            aside=opened.aside,
        )
        for each in sorted([*parts.inner, *parts.apposed]):
            if each in parts.apposed:
                self.apposed(each, index)
            else:
                self.inner(each, opened, index)
        for each in parts.joined:
            after = [begin for begin, _ in begins if begin > self.begins(each)]
            mine = [at for at in late if self.begins(each) <= at < min([*after, opened.end])]
            self.again(each, opened, predicate, mine)

    def fill(self, opened: Open, heads: Sequence[int], parts: Parts) -> None:
        tree = self.tree
        subject = next((at for each in heads for at in tree.under(each, *SUBJECTS)), None)
        if subject is not None and tree.tag(subject) in {"WDT", "WP"} and opened.subject:
            subject = None
        if subject is not None and tree.is_noun(subject):
            opened.subject = self.phrases.listed(subject)
        if subject is None and opened.verb is None and tree.is_noun(opened.head):
            quoted = tree.kinds.get(opened.head) is MentionKind.QUOTE
            if opened.kind is ClauseKind.MAIN and not quoted and opened.subject is None:
                opened.subject = self.phrases.listed(opened.head)
        if tree.kinds.get(opened.head) is MentionKind.QUOTE:
            opened.objects.append(self.phrases.single(opened.head))
        for at in parts.own:
            self.place(at, opened, heads)
        self.one_list(opened)

    def one_list(self, opened: Open) -> None:
        """Join "Orsund" and "Falkenby and Mare" where only a comma stands between."""
        opened.objects.sort(key=lambda each: each.first)
        if len(opened.objects) < 2:  # noqa: PLR2004 - there is nothing to join
            return
        left, right = opened.objects[-2:]
        comma = left.end + 1 == right.first and self.tokens[left.end].text == ","
        if comma and right.members and self.tree.kinds.get(left.head) is MentionKind.ENTITY:
            members = (left.members or ((left.first, left.end),)) + right.members
            opened.objects[-2:] = [replace(left, end=right.end, members=members)]

    def place(self, at: int, opened: Open, heads: Sequence[int]) -> None:
        tree = self.tree
        placed = self.phrases.placed(at)
        if placed is not None:
            opened.adverbials.append(placed)
            return
        timed = self.phrases.timed(at)
        above, link = tree.heads[at], tree.links[at]
        if timed is not None and (timed.kind is ChunkKind.DATE or above in heads or timed.prep):
            counted = link == "npadvmod" and timed.kind is ChunkKind.ADVERB and above in heads
            if counted and opened.verb is not None and at > opened.verb.head:
                opened.objects.append(self.phrases.single(at))
            else:
                opened.adverbials.append(timed)
            return
        if above not in heads or link == INSIDE:
            return
        if (link == "acomp" and tree.kinds.get(at) is None) or (
            link == "oprd" and not tree.is_noun(at)
        ):
            opened.objects.append(self.phrases.adjective(at))
        elif (link in OBJECTS or link == "acomp") and tree.is_noun(at):
            if tree.tag(at) in WH:
                return
            opened.objects.append(self.phrases.listed(at))
        elif tree.kinds.get(at) is MentionKind.QUOTE and link not in SUBJECTS:
            opened.objects.append(self.phrases.single(at))

    def again(
        self, head: int, current: Open, before: Predicate | None, more: Sequence[int] = ()
    ) -> None:
        """Read a predicate that "and" joins to one before it."""
        first, end = self.extent(head)
        predicate = read_verb(self.tree, head)
        verb = predicate.verb
        own = any(self.tree.under(each, *SUBJECTS) for each in predicate.heads)
        if before is not None and not own:
            verb = self.shared(verb, before.verb, current)
        wide = max(end, current.end) if current.kind is ClauseKind.MAIN else end
        marker = current.marker
        mark = self.tree.one(head, "mark")
        kind = current.kind
        if mark is not None:
            marker = self.tree.low(mark)
            kind = OPENERS.get(marker, kind)
        opened = Open(
            kind,
            head,
            first,
            wide,
            current.parent,
            subject=self.antecedent(predicate, current) if own else current.subject,
            marker=marker,
            aside=current.aside,
        )
        if own and current.kind is ClauseKind.PARTICIPLE:
            opened.kind = ClauseKind.MAIN
        self.clause(opened, predicate=replace(predicate, verb=verb), more=more)

    def antecedent(self, predicate: Predicate, current: Open) -> Phrase | None:
        """Return the noun of "which A paid for and which was built": that of the one before."""
        own = [at for each in predicate.heads for at in self.tree.under(each, *SUBJECTS)]
        if current.kind is not ClauseKind.RELATIVE or self.tree.tag(own[0]) not in {"WDT", "WP"}:
            return None
        before = [
            each
            for each in (current.subject, *current.objects)
            if each is not None and each.end <= current.first
        ]
        return before[0] if before else None

    def shared(self, verb: VerbGroup, before: VerbGroup, current: Open) -> VerbGroup:
        """Return a verb with the auxiliaries that stand before an earlier one only."""
        tag = self.tree.tag(verb.head)
        if verb.first != verb.head and self.tree.tag(verb.first)[:2] in {"VB", "MD", "TO"}:
            return verb
        if current.kind is ClauseKind.PARTICIPLE and tag in {"VBN", "VBD"} and before.passive:
            return replace(verb, passive=True, tense=Tense.NONE)
        helped = (before.passive and before.lemma != "bear") or before.perfect
        if before.passive and self.tree.under(verb.head, "dobj"):
            helped = False
        if helped and tag == "VBN":
            words = [
                self.tokens[at].low
                for at in range(before.first, before.head)
                if self.tree.tag(at)[:2] in {"VB", "MD"}
            ]
            return replace(
                verb,
                tense=before.tense,
                passive=before.passive,
                perfect=before.perfect,
                modal=before.modal,
                auxiliary=before.auxiliary,
                shared=" ".join(words),
            )
        unreal = before.modal or before.auxiliary or before.tense is Tense.NONE
        if tag == "VB" and unreal:
            return replace(
                verb, tense=before.tense, modal=before.modal, auxiliary=before.auxiliary,
                negated=verb.negated,
                # "can live 85 years and reach 1.3 metres": it can reach them.
                shared="" if before.negated or before.auxiliary else before.modal,
            )  # fmt: skip
        if tag == "VB" and before.negated:
            return replace(verb, tense=before.tense, negated=True)
        return verb


def make_clauses(tree: Tree, phrases: Phrases) -> tuple[Clause, ...]:
    """Return the clauses of a sentence, outer ones before those inside them."""
    return _Reader(tree, phrases).read()
