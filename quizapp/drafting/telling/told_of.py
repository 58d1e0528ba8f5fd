"""Of whom a clause is told that hangs on what somebody is: "Ann Day, a painter who sold"."""

from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence


def told_of(sentence: Sentence, clause: Clause) -> Clause:
    """Return the clause, or the one it hangs on: "X, a dam built in 1911", "X is a dam that"."""
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    if outer is None or not outer.objects:
        return clause
    if outer.kind is not ClauseKind.APPOSITION and not _says_what_it_is(sentence, outer):
        return clause
    if not _same(clause.subject, outer.objects[0]) or _of_all(sentence, outer):
        return clause
    return clause if _goes_on_a_list(sentence, outer) else outer


def _goes_on_a_list(sentence: Sentence, apposition: Clause) -> bool:
    """Return whether a name behind a name is the next: "Orsa Mill, built in 1931, Lyne"."""
    subject, name = apposition.subject, apposition.objects[0]
    if apposition.kind is not ClauseKind.APPOSITION or subject is None:
        return False
    names = all(sentence.tokens[each.head].tag == "NNP" for each in (subject, name))
    behind = sentence.tokens[name.head + 1 : apposition.end]
    return names and any(one.low == "and" for one in behind)


def _same(subject: Phrase | None, thing: Phrase) -> bool:
    """Return whether a clause is told of a thing, however much of it was taken in."""
    return subject == thing or (
        subject is not None and (subject.first, subject.head) == (thing.first, thing.head)
    )


def _says_what_it_is(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause says of one what it is: "Ann Day was a painter who"."""
    verb, subject = clause.verb, clause.subject
    if verb is None or verb.lemma != "be" or not verb.happened or subject is None:
        return False
    one = sentence.tokens[clause.objects[0].first].low in {"a", "an"}
    asked = sentence.text.rstrip("\"”'").endswith("?")
    return one and clause.kind is ClauseKind.MAIN and not (asked or subject.members)


def _of_all(sentence: Sentence, apposition: Clause) -> bool:
    """Return whether an apposition is to a whole clause: "so are bottles, a concession won by"."""
    subject = apposition.subject
    if subject is None or subject.members:
        return False
    one = sentence.tokens[apposition.objects[0].first].low in {"a", "an"}
    return one and sentence.tokens[subject.head].tag in {"NNS", "NNPS"}
