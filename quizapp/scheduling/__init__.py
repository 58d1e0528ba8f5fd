"""REVIEW LOG -> DUE. Pure. Knows card ids, not questions; ``now`` is always an argument."""
