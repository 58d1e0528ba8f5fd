"""The runs of a sentence: nouns with what stands before them, dates, verbs, and what is between."""

from collections.abc import Sequence

from quizapp.drafting.shapes.analysis import Chunk, ChunkKind, Clause
from quizapp.drafting.syntax.phrases import Phrases
from quizapp.drafting.syntax.tree import INSIDE, Tree


def make_chunks(tree: Tree, phrases: Phrases, clauses: Sequence[Clause]) -> tuple[Chunk, ...]:
    """Return the chunks of a sentence; each token is in exactly one."""
    taken: dict[int, Chunk] = {}
    nouns = [
        phrases.single(at)
        for at in range(len(tree.tokens))
        if tree.is_noun(at) and tree.links[at] != INSIDE
    ]
    found = [
        Chunk(each.kind, each.first, max(each.core_end, each.first + 1), each.head)
        for each in sorted(nouns, key=lambda each: each.first - each.core_end)
    ]
    found.extend(
        Chunk(ChunkKind.VERB, each.verb.first, each.verb.end, each.verb.head)
        for each in clauses
        if each.verb is not None
    )
    for each in found:
        if not any(at in taken for at in range(each.first, each.end)):
            taken.update(dict.fromkeys(range(each.first, each.end), each))
    kinds = {"IN": ChunkKind.PREP, "TO": ChunkKind.PREP, "RB": ChunkKind.ADVERB}
    kinds["JJ"] = ChunkKind.ADJECTIVE
    for token in tree.tokens:
        if token.index not in taken:
            kind = kinds.get(token.tag[:2], ChunkKind.MARK)
            taken[token.index] = Chunk(kind, token.index, token.index + 1, token.index)
    return tuple(dict.fromkeys(taken[at] for at in range(len(tree.tokens))))
