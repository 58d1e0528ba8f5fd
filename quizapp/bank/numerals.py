"""Numbers written as words, from zero to ninety-nine by their parts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

NUMERALS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
"""The words for 0 to 19, in order."""
TENS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: 10 * number
        for number, word in enumerate(
            ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
        )
    }
)
"""The words for 20, 30 ... 90."""
NUMBER_WORDS: Final[Mapping[str, int]] = MappingProxyType(
    {**{word: number for number, word in enumerate(NUMERALS)}, **TENS}
)
"""Both: each single word -> its number."""
