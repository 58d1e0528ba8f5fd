"""Clauses of a sentence: who does what, what hangs on it, and what is only said by the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quizapp.drafting.analysis import (
    ChunkKind,
    Clause,
    ClauseKind,
    Phrase,
    Tense,
    VerbGroup,
)
from quizapp.drafting.phrases import Phrases
from quizapp.drafting.reporting_verbs import REPORTING
from quizapp.drafting.spans import MentionKind
from quizapp.drafting.tree import INSIDE, Tree
from quizapp.drafting.verbs import Predicate, read_verb
from quizapp.drafting.word_sets import word_set

_OPENERS: Final = {
    "because": ClauseKind.CAUSE, "since": ClauseKind.TIME, "although": ClauseKind.CONTRAST,
    "though": ClauseKind.CONTRAST, "while": ClauseKind.CONTRAST, "whereas": ClauseKind.CONTRAST,
    "if": ClauseKind.CONDITION, "unless": ClauseKind.CONDITION, "when": ClauseKind.TIME,
    "after": ClauseKind.TIME, "before": ClauseKind.TIME, "until": ClauseKind.TIME,
    "once": ClauseKind.TIME, "as": ClauseKind.TIME, "whether": ClauseKind.QUESTION,
    "so": ClauseKind.CAUSE, "despite": ClauseKind.CONTRAST, "where": ClauseKind.TIME,
    "whenever": ClauseKind.TIME, "till": ClauseKind.TIME, "why": ClauseKind.QUESTION,
    "how": ClauseKind.QUESTION, "what": ClauseKind.QUESTION, "that": ClauseKind.THAT,
    "who": ClauseKind.QUESTION, "which": ClauseKind.QUESTION,
}  # fmt: skip
_SUBJECTS: Final = ("nsubj", "nsubjpass", "expl")
_INNER: Final = word_set("relcl acl advcl ccomp csubj csubjpass xcomp pcomp parataxis dep")
_WH: Final = frozenset({"WDT", "WP", "WP$", "WRB"})
_DASHES: Final = frozenset({"—", "\N{EN DASH}", "--"})
_SETTING_OFF: Final = frozenset({",", *_DASHES})
_LEADING: Final = frozenset({",", ";", ":", "—", "\N{EN DASH}", "--", ".", ")"})
_OBJECTS: Final = frozenset({"dobj", "attr", "oprd", "dative", "npadvmod"})


@dataclass(slots=True)
class _Open:
    """A clause while it is read."""

    kind: ClauseKind
    head: int
    first: int
    end: int
    parent: int
    subject: Phrase | None = None
    marker: str = ""
    aside: bool = False
    verb: VerbGroup | None = None
    objects: list[Phrase] = field(default_factory=list)
    adverbials: list[Phrase] = field(default_factory=list)


@dataclass(slots=True)
class _Parts:
    """What hangs on the head of a clause."""

    own: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    apposed: list[int] = field(default_factory=list)


class _Reader:
    """Reads the dependencies of one sentence into clauses."""

    def __init__(self, tree: Tree, phrases: Phrases) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self.phrases = phrases
        self.found: list[Clause | None] = []
        self.bracketed = self._brackets()

    # -- asides in brackets and dashes -----------------------------------------------------------

    def _brackets(self) -> dict[int, tuple[int, int]]:
        """Return the tokens in brackets, each with the run it is in."""
        found: dict[int, tuple[int, int]] = {}
        opened = -1
        for at, token in enumerate(self.tokens):
            if token.text == "(" and self.tree.kinds.get(at) is not MentionKind.QUOTE:
                opened = at
            elif token.text == ")" and opened >= 0:
                found.update(dict.fromkeys(range(opened, at + 1), (opened, at + 1)))
                opened = -1
        return found

    def _note_asides(self) -> None:
        runs = set(self.bracketed.values())
        marks = [at for at, each in enumerate(self.tokens) if each.text in _DASHES]
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
            self._add_aside(begin, end, parent)

    def _add_aside(self, first: int, end: int, parent: int) -> None:
        self.found.append(
            Clause(
                index=len(self.found),
                kind=ClauseKind.ASIDE,
                first=first,
                end=end,
                subject=None,
                verb=None,
                parent=parent,
                aside=True,
            )
        )

    # -- reading ---------------------------------------------------------------------------------

    def read(self) -> tuple[Clause, ...]:
        for root in self.tree.roots():
            if self.tokens[root].text[-1].isalnum() or self.tree.kinds.get(root) is not None:
                self._main(root)
        self._note_asides()
        return tuple(each for each in self.found if each is not None)

    def _main(self, head: int) -> None:
        """Read a main clause; what stands before "he said" is one of its own."""
        said = self._said_before(head)
        first, end = self._extent(head)
        if said is None:
            self._clause(_Open(ClauseKind.MAIN, head, first, end, -1))
            return
        inner_first, inner_end = self._extent(said)
        framed = self.tokens[head].lemma in REPORTING and not self._stop_between(inner_end, head)
        reach = min(inner_end, end) if inner_end <= head else end
        self._clause(_Open(ClauseKind.MAIN, said, min(first, inner_first), reach, -1))
        rest = max(inner_end, first) if inner_end <= head else first
        while rest < end and self.tokens[rest].text in _LEADING | {'"', "”", "and"}:
            rest += 1
        if not framed:
            self._clause(_Open(ClauseKind.MAIN, head, rest, end, -1), skipped=said)
            return
        index = len(self.found)
        self._add_aside(rest, end, index - 1)
        parts = self._parts(head, (head,))
        for each in parts.inner:
            if each != said:
                self._inner(each, _Open(ClauseKind.ASIDE, head, rest, end, -1), index)
        for subject in self.tree.under(head, *_SUBJECTS):
            for each in self.tree.under(subject, "appos"):
                if self._set_off(each):
                    self._apposed(each, index)
        for each in parts.joined:
            self._again(each, _Open(ClauseKind.MAIN, head, rest, end, -1), None)

    def _said_before(self, head: int) -> int | None:
        """Return the verb of a clause without "that" in front of the verb that rules it."""
        for each in self.tree.under(head, "ccomp", "parataxis"):
            told = self.tree.is_verb(each) or self.tree.kinds.get(each) is not None
            opened = self.tree.one(each, "mark") is not None or self._asking(each)
            if each < head and told and not opened:
                return each
        return None

    def _asking(self, head: int) -> bool:
        return any(self.tree.tag(at) in _WH for at in self.tree.under(head))

    def _stop_between(self, first: int, end: int) -> bool:
        return any(self.tokens[at].text == ";" for at in range(max(first - 1, 0), end))

    def _extent(self, head: int) -> tuple[int, int]:
        first, end = self.tree.edges(head)
        while first < head and self.tokens[first].text in _LEADING:
            first += 1
        return first, end

    def _parts(self, head: int, heads: Sequence[int]) -> _Parts:
        """Sort what hangs on a clause's head into its own words and what opens further clauses."""
        parts = _Parts()
        waiting = [head]
        while waiting:
            at = waiting.pop()
            for each in self.tree.under(at):
                if each in self.bracketed and at not in self.bracketed:
                    continue
                self._sort(at, each, heads, parts, waiting)
        parts.own.sort()
        parts.inner.sort()
        parts.joined.sort()
        parts.apposed.sort()
        return parts

    def _sort(
        self, at: int, each: int, heads: Sequence[int], parts: _Parts, waiting: list[int]
    ) -> None:
        link = self.tree.links[each]
        verb = self.tree.is_verb(each)
        if each in heads:
            waiting.append(each)
        elif link == "conj" and at in heads and verb:
            parts.joined.append(each)
        elif link in _INNER and (verb or self._presents(each)):
            parts.inner.append(each)
        elif link == "appos" and self._set_off(each):
            parts.apposed.append(each)
        else:
            parts.own.append(each)
            waiting.append(each)

    def _presents(self, at: int) -> bool:
        """Return whether "A chemist by training, she" stands here."""
        nominal = self.tree.links[at] == "advcl" and self.tree.tag(at)[:2] == "NN"
        return nominal and self.tree.edges(at)[0] == 0 and self.tree.heads[at] > at

    def _set_off(self, at: int) -> bool:
        left = self.tree.edges(at)[0]
        return (
            left > 0
            and self.tokens[left - 1].text in _SETTING_OFF
            and self.tree.is_noun(at)
            and self.tree.heads[at] < at
        )

    def _clause(
        self,
        opened: _Open,
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
        parts = self._parts(head, heads)
        parts.own = sorted([*parts.own, *more])
        parts.inner = [each for each in parts.inner if each != skipped]
        begins = sorted((self._begins(each), each) for each in parts.joined)
        late = [each for each in parts.own if begins and each >= begins[0][0]]
        parts.own = [each for each in parts.own if each not in late]
        if predicate is not None:
            opened.verb = predicate.verb
        self._fill(opened, heads, parts)
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
                self._apposed(each, index)
            else:
                self._inner(each, opened, index)
        for each in parts.joined:
            after = [begin for begin, _ in begins if begin > self._begins(each)]
            mine = [at for at in late if self._begins(each) <= at < min([*after, opened.end])]
            self._again(each, opened, predicate, mine)

    def _begins(self, head: int) -> int:
        """Return the first token of a clause that "and" joins on."""
        return self._extent(head)[0]

    # -- the parts of a clause -------------------------------------------------------------------

    def _fill(self, opened: _Open, heads: Sequence[int], parts: _Parts) -> None:
        tree = self.tree
        subject = next((at for each in heads for at in tree.under(each, *_SUBJECTS)), None)
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
            self._place(at, opened, heads)
        self._one_list(opened)

    def _one_list(self, opened: _Open) -> None:
        """Join "Orsund" and "Falkenby and Mare" where only a comma stands between."""
        opened.objects.sort(key=lambda each: each.first)
        if len(opened.objects) < 2:  # noqa: PLR2004 - there is nothing to join
            return
        left, right = opened.objects[-2:]
        comma = left.end + 1 == right.first and self.tokens[left.end].text == ","
        if comma and right.members and self.tree.kinds.get(left.head) is MentionKind.ENTITY:
            members = (left.members or ((left.first, left.end),)) + right.members
            opened.objects[-2:] = [replace(left, end=right.end, members=members)]

    def _place(self, at: int, opened: _Open, heads: Sequence[int]) -> None:
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
        elif (link in _OBJECTS or link == "acomp") and tree.is_noun(at):
            if tree.tag(at) in _WH:
                return
            opened.objects.append(self.phrases.listed(at))
        elif tree.kinds.get(at) is MentionKind.QUOTE and link not in _SUBJECTS:
            opened.objects.append(self.phrases.single(at))

    # -- coordination ----------------------------------------------------------------------------

    def _again(
        self, head: int, current: _Open, before: Predicate | None, more: Sequence[int] = ()
    ) -> None:
        """Read a predicate that "and" joins to one before it."""
        first, end = self._extent(head)
        predicate = read_verb(self.tree, head)
        verb = predicate.verb
        own = any(self.tree.under(each, *_SUBJECTS) for each in predicate.heads)
        if before is not None and not own:
            verb = self._shared(verb, before.verb, current)
        wide = max(end, current.end) if current.kind is ClauseKind.MAIN else end
        marker = current.marker
        mark = self.tree.one(head, "mark")
        kind = current.kind
        if mark is not None:
            marker = self.tree.low(mark)
            kind = _OPENERS.get(marker, kind)
        opened = _Open(
            kind,
            head,
            first,
            wide,
            current.parent,
            subject=None if own else current.subject,
            marker=marker,
            aside=current.aside,
        )
        if own and current.kind is ClauseKind.PARTICIPLE:
            opened.kind = ClauseKind.MAIN
        self._clause(opened, predicate=replace(predicate, verb=verb), more=more)

    def _shared(self, verb: VerbGroup, before: VerbGroup, current: _Open) -> VerbGroup:
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
            )  # fmt: skip
        if tag == "VB" and before.negated:
            return replace(verb, tense=before.tense, negated=True)
        return verb

    # -- inner clauses ---------------------------------------------------------------------------

    def _apposed(self, at: int, parent: int) -> None:
        """Read an apposition."""
        above = self.tree.heads[at]
        earlier = [
            each
            for each in self.tree.under(above, "appos")
            if above < each < at and self.tree.kinds.get(each) is MentionKind.ENTITY
        ]
        whom = self.phrases.single(earlier[-1] if earlier else above)
        thing = self.phrases.listed(at)
        first, end = self.tree.edges(at)
        end = self._closed(max(end, thing.end), first)
        parts = self._parts(at, (at,))
        opened = _Open(ClauseKind.APPOSITION, at, first, end, parent, subject=whom, aside=True)
        opened.objects.append(thing)
        index = len(self.found)
        self.found.append(None)
        for each in parts.own:
            placed = self.phrases.placed(each) or self.phrases.timed(each)
            if placed is not None:
                opened.adverbials.append(placed)
        self.found[index] = Clause(
            index=index,
            kind=ClauseKind.APPOSITION,
            first=first,
            end=end,
            subject=whom,
            verb=None,
            objects=(thing,),
            adverbials=tuple(opened.adverbials),
            parent=parent,
            aside=True,
        )
        for each in sorted([*parts.inner, *parts.apposed]):
            if each in parts.apposed:
                self._apposed(each, index)
            else:
                self._inner(each, replace(opened, subject=thing), index)

    def _closed(self, end: int, first: int) -> int:
        """Return the end of an aside with the comma that closes it."""
        opened = first > 0 and self.tokens[first - 1].text in _SETTING_OFF
        closes = end < len(self.tokens) and self.tokens[end].text in _SETTING_OFF
        return end + 1 if closes and (opened or first == 0) else end

    def _inner(self, at: int, outer: _Open, parent: int) -> None:
        link = self.tree.links[at]
        if link == "relcl" and self.tree.one(at, "mark") is None:
            self._relative(at, outer, parent)
        elif link == "relcl":
            self._content(at, outer, parent)
        elif link == "acl":
            self._hanging(at, outer, parent)
        elif not self.tree.is_verb(at):
            self._presented(at, outer, parent)
        elif link in {"ccomp", "csubj", "csubjpass", "parataxis", "dep"}:
            self._content(at, outer, parent)
        else:
            self._adverbial(at, outer, parent)

    def _presented(self, at: int, outer: _Open, parent: int) -> None:
        """Note the description in "A chemist by training, she"."""
        thing = self.phrases.listed(at)
        first, end = self.tree.edges(at)
        adverbials = [self.phrases.placed(each) for each in self.tree.under(at, "prep")]
        self.found.append(
            Clause(
                index=len(self.found),
                kind=ClauseKind.APPOSITION,
                first=first,
                end=self._closed(end, first),
                subject=outer.subject,
                verb=None,
                objects=(thing,),
                adverbials=tuple(each for each in adverbials if each is not None),
                parent=parent,
                aside=True,
            )
        )

    def _wh(self, head: int) -> int | None:
        """Return the relative or asking word of a clause."""
        first, _ = self.tree.edges(head)
        for at in range(first, head + 1):
            word = self.tokens[at]
            if word.tag in _WH or (word.low == "that" and self.tree.links[at] in _SUBJECTS):
                return at
        return None

    def _whole(self, at: int) -> int:
        """Return the noun that a name without a comma belongs to: "the poet" of "the poet Moe"."""
        while (
            self.tree.links[at] == "appos"
            and not self._set_off(at)
            and self.tree.kinds.get(at) is not MentionKind.ENTITY
        ):
            at = self.tree.heads[at]
        return at

    def _relative(self, at: int, outer: _Open, parent: int) -> None:
        """Read a relative clause; the noun before it takes the place of its relative word."""
        above = self._whole(self.tree.heads[at])
        first, end = self._extent(at)
        word = self._wh(at)
        marker = self.tree.low(word) if word is not None else ""
        antecedent = self.phrases.single(above) if self.tree.is_noun(above) else None
        aside = first > 0 and self.tokens[first - 1].text in _SETTING_OFF
        subject = outer.subject
        if aside and subject is not None and outer.verb is not None and marker == "which":
            # "A dam in the valley of X, which burst": the comma parts it from all of the subject.
            apart = subject.end <= first < outer.verb.first
            antecedent = subject if apart and self._of_name(above) else antecedent
        kind = ClauseKind.TIME if marker == "when" else ClauseKind.RELATIVE
        opened = _Open(
            kind, at, first, self._closed(end, first) if aside else end, parent,
            marker=marker, aside=aside,
        )  # fmt: skip
        link = self.tree.links[word] if word is not None else ""
        if (word is None and not any(self.tree.under(at, *_SUBJECTS))) or link in _SUBJECTS:
            opened.subject = antecedent
        elif antecedent is not None and marker in {"which", "whom", "that"} and link == "dobj":
            if aside:
                opened.objects.append(antecedent)
        elif antecedent is not None and link == "pobj" and word is not None:
            over = self.tree.heads[word]
            if over < word:
                opened.adverbials.append(replace(antecedent, prep=self.tree.low(over)))
        elif antecedent is not None and marker == "where":
            opened.adverbials.append(replace(antecedent, prep="in"))
        self._clause(opened)

    def _of_name(self, at: int) -> bool:
        """Return whether a name stands behind a preposition."""
        return self.tree.links[at] == "pobj" and self.tree.kinds.get(at) is MentionKind.ENTITY

    def _hanging(self, at: int, outer: _Open, parent: int) -> None:
        """Read a participle or "to" with a verb that hangs on a noun."""
        above = self.tree.heads[at]
        first, end = self._extent(at)
        predicate = read_verb(self.tree, at)
        aside = first > 0 and self.tokens[first - 1].text in _SETTING_OFF
        if any(self.tree.low(each) == "to" for each in self.tree.under(at, "aux")):
            self._clause(
                _Open(ClauseKind.INFINITIVE, at, first, end, parent, outer.subject, "to"),
                predicate=predicate,
            )
            return
        mark = self.tree.one(at, "mark")
        if mark is not None or self.tree.tag(at) not in {"VBN", "VBG", "VBD"}:
            self._content(at, outer, parent)
            return
        subject = self.phrases.single(above) if self.tree.is_noun(above) else outer.subject
        self._clause(
            _Open(
                ClauseKind.PARTICIPLE, at, first, self._closed(end, first) if aside else end,
                parent, subject, aside=aside,
            ),
            predicate=replace(predicate, verb=self._hung(predicate.verb)),
        )  # fmt: skip

    def _hung(self, verb: VerbGroup) -> VerbGroup:
        """Return "founded" of "the firm founded in 1850" as the passive that it is."""
        bare = self.tree.tag(verb.head) in {"VBN", "VBD"} and not verb.perfect
        return replace(verb, passive=True, tense=Tense.NONE) if bare else verb

    def _content(self, at: int, outer: _Open, parent: int) -> None:
        """Read what is said or thought, or a clause that takes the place of a noun."""
        first, end = self._extent(at)
        mark = self.tree.one(at, "mark")
        wh = self._wh(at)
        marker = self.tree.low(mark) if mark is not None else ""
        kind = _OPENERS.get(marker, ClauseKind.THAT)
        if mark is None and wh is not None and self.tree.tag(wh) in _WH:
            marker, kind = self.tree.low(wh), ClauseKind.QUESTION
        own = any(self.tree.under(at, *_SUBJECTS))
        if not own and self.tree.tag(at) in {"VBG", "VBN"} and not marker:
            kind = ClauseKind.PARTICIPLE
        if any(self.tree.low(each) == "to" for each in self.tree.under(at, "aux")) and not marker:
            kind, marker = ClauseKind.INFINITIVE, "to"
        if self.tree.links[at] in {"parataxis", "dep"} and kind is ClauseKind.THAT and not marker:
            self._loose(at, outer, parent)
            return
        subject = None if own else outer.subject
        self._clause(_Open(kind, at, first, end, parent, subject, marker))

    def _loose(self, at: int, outer: _Open, parent: int) -> None:
        """Read a clause that stands beside the main one; ", he said," is only an aside."""
        first, end = self._extent(at)
        if self.tokens[at].lemma in REPORTING:
            begin = first - 1 if first and self.tokens[first - 1].text == "," else first
            self._add_aside(begin, self._closed(end, first), parent)
            return
        if not any(self.tree.under(at, *_SUBJECTS)):
            return
        self._clause(_Open(ClauseKind.MAIN, at, first, end, outer.parent))

    def _adverbial(self, at: int, outer: _Open, parent: int) -> None:
        """Read a clause with a conjunction or a preposition, a participle, "to" and a verb."""
        first, end = self._extent(at)
        opening = first == 0 or (outer.verb is not None and first < outer.verb.first)
        mark = self.tree.one(at, "mark")
        marker = self.tree.low(mark) if mark is not None else ""
        above = self.tree.heads[at]
        if self.tree.links[at] == "pcomp":
            first = min(first, above)
            marker = self.tree.low(above)
        wh = self._wh(at)
        if not marker and wh is not None and self.tree.tag(wh) in _WH:
            marker = self.tree.low(wh)
        own = any(self.tree.under(at, *_SUBJECTS))
        predicate = read_verb(self.tree, at)
        verb = predicate.verb
        aside = opening or (first > 0 and self.tokens[first - 1].text in _SETTING_OFF)
        to = any(self.tree.low(each) == "to" for each in self.tree.under(at, "aux"))
        bare = not own and self.tree.tag(verb.head) in {"VBG", "VBN", "VBD"} and not verb.perfect
        if to:
            kind, marker = ClauseKind.INFINITIVE, "to"
        elif bare and verb.first == verb.head and (not marker or self.tree.links[at] == "pcomp"):
            kind = ClauseKind.PARTICIPLE
        else:
            kind = _OPENERS.get(marker, ClauseKind.TIME if marker else ClauseKind.THAT)
        subject = outer.subject
        if kind is ClauseKind.PARTICIPLE and not marker:
            verb = self._hung(verb)
            if verb.passive and aside and not opening and self.tokens[first - 1].text == ",":
                # "It ended in the Peace of Orsund, signed in 1623": the noun before was signed.
                subject = self.phrases.before(first - 1) or subject
        if kind is ClauseKind.INFINITIVE:
            aside = opening and first == 0
        self._clause(
            _Open(
                kind, at, first, self._closed(end, first) if aside else end, parent,
                None if own else subject, marker, aside,
            ),
            predicate=replace(predicate, verb=verb),
        )  # fmt: skip


def make_clauses(tree: Tree, phrases: Phrases) -> tuple[Clause, ...]:
    """Return the clauses of a sentence, outer ones before those inside them."""
    return _Reader(tree, phrases).read()
