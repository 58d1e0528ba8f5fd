"""What is only somebody's: the words that say so, and how far through a passage they reach.

All lists of such words and phrases are in ``words`` and ``phrases``.
"""
