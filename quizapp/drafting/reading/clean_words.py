"""Patterns of what surrounds an article on its page: words of web pages in general."""
# ruff: noqa: RUF001 - quotation marks and dashes of print stand here for themselves

import re
from typing import Final

MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
DAY: Final = rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}})"
"""A full date in words, American or British."""


def _lines(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


COLOUR: Final = re.compile(r"#[0-9a-f]{3,8}|rgba?\([\d\s.,%]+\)", re.IGNORECASE)
NUMBER: Final = re.compile(r"[\W\d_]*\d[\W\d_]*(?:px|em|rem|[kKmM])?")
YEAR: Final = re.compile(r"1\d{3}|20\d{2}")
ORNAMENT: Final = re.compile(r"[\W_]+")

NAVIGATION: Final = _lines(
    r"(?:home|news|menu|search|about(?: us)?|contact(?: us)?|log ?in|sign ?in|sign ?out|register"
    r"|my account|sections|opinion|sports?|world|business|politics|culture|video|podcasts?|archive"
    r"|next|previous|back|more|top|close|open|skip|print|e-?mail|share|tweet|pin|save|listen"
    r"|comments?|\d+ comments?|leave a (?:comment|reply)|post a comment|view comments"
    r"|load more|show more|read more|continue reading|see (?:all|more)|view (?:all|more)"
    r"|back to top|skip to (?:main )?content|jump to (?:navigation|search)|toggle navigation"
    r"|table of contents|advertisements?|sponsored(?: content)?|promoted|\[?ad\]?"
    r"|donate(?: now)?|subscribe(?: now)?|sign up(?: now)?|join(?: us)?|get started|learn more)"
    r"[ .:!>»→|]*",
    # A row of menu words with bars or bullets between them.
    r"(?:[\w&' ]{2,24}\s[|•·»>/]\s){2,}[\w&' ]{2,24}",
)
SOCIAL: Final = _lines(
    r"(?:share|tweet|pin|post|follow|like|find|e-?mail)\b.{0,40}\b(?:on|via|us|this)\b.{0,40}",
    r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|reddit|pinterest|telegram|bluesky"
    r"|mastodon|youtube|tiktok|e-?mail|rss|copy link|print|threads)"
    r"(?:[\s,|•·/]+(?:and )?(?:facebook|twitter|x|instagram|linkedin|whatsapp|reddit|pinterest"
    r"|telegram|bluesky|mastodon|youtube|tiktok|e-?mail|rss|copy link|print|threads))*",
)
RELATED: Final = _lines(
    r"(?:related|see also|read also|also read|read more|read next|more (?:from|on|about)"
    r"|recommended|you (?:may|might) also like|most (?:read|popular|viewed)"
    r"|trending|editor['’]?s['’]? picks?|don['’]t miss|popular posts|up next|in case you missed it)"
    r"\b(?:[^.!?]{0,30}|[^.!?]{0,20}[:>»|–—-].*)",
)
TAGS: Final = _lines(
    r"(?:tags?|topics?|categor(?:y|ies)|filed under|keywords|labels?|posted in|section)\s*:.*"
)
NEWSLETTER: Final = _lines(
    r"\bnewsletters?\b",
    r"\byour (?:inbox|e-?mail(?: address)?)\b",
    r"\bsubscrib(?:e|ing) (?:to|now|today|for)\b",
    r"\bsign up (?:for|to|now|today)\b",
    r"\benter your\b",
    r"\bunsubscribe\b",
    r"\bdelivered (?:straight |directly |right )?to you",
)
NEWSLETTER_START: Final = _lines(
    r"(?:please )?(?:subscribe|sign up|join (?:us|our|the|\d)|get (?:our|the|your)|enter your"
    r"|receive|never miss|don['’]t miss|want more|stay (?:informed|up to date|connected))\b"
)
TO_INBOX: Final = _lines(r"\b(?:delivered|sent)\b.{0,30}\byour (?:inbox|e-?mail)\b")
COOKIES: Final = _lines(
    r"\b(?:we|this (?:web)?site|our partners) use[sd]? cookies\b",
    r"\b(?:accept|reject|manage) (?:all )?cookies\b",
    r"\bcookie (?:policy|settings|preferences)\b",
    r"\bprivacy (?:policy|notice)\b",
    r"\bterms (?:of (?:use|service)|and conditions)\b",
)
COPYRIGHT: Final = _lines(
    r"^(?:©|\(c\)|copyright\b\s*(?:©|\(c\)|\d{4}))",
    r"\ball rights reserved\b",
    r"\b(?:licensed|published|republished) under (?:a |the )?creative commons\b",
    r"\bthis (?:article|story|piece|post) (?:was )?(?:first|originally) (?:appeared|published)\b",
    r"^(?:republished|reprinted) (?:with permission|from)\b",
)
BYLINE: Final = re.compile(
    r"(?:By|Written by|Words by|Story by|Text by|Reporting by|Edited by|Author:|From)\s+"
    r"(?:[A-Z][\w.'’-]*|de|van|von|der|la|bin|al)"
    r"(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|der|la|bin|al)){0,4}"
    r"(?:(?:,| and| &| \||\s[–—-])\s.{0,60})?"
)
_CLOCK: Final = r"(?:,?\s*(?:at\s*)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?)?"
DATELINE: Final = _lines(
    rf"(?:(?:first |last )?(?:published|updated|posted|modified|date)(?: on| at)?\s*:?\s*)?"
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?{DAY}{_CLOCK}"
    rf"(?:\s*[|•·–—-]\s*.{{0,40}})?",
    r"(?:(?:published|updated|posted|last updated)(?: on| at)?\s*:?\s*)?\d{4}-\d{2}-\d{2}"
    r"(?:[T ]\d{2}:\d{2}.*)?",
    r"(?:(?:published|updated|posted) )?(?:\d+|an?) (?:minute|hour|day|week|month|year)s? ago",
    r"(?:reading time:? )?\d+[ -]?min(?:ute)?s?\.? (?:read|reading)(?: time)?",
    r"reading time:? \d+ ?min(?:ute)?s?\.?",
)
CREDIT: Final = re.compile(
    r"(?:Photo(?:graph)?s?|Image|Picture|Illustration|Credit|Source)"
    r"(?: credit)?(?:s)?\s*(?::| by\b|/)\s*[^.]{2,80}\.?",
    re.IGNORECASE,
)
CREDIT_AT_END: Final = re.compile(
    r"(?:\((?:Photo|Image|Picture|Photograph|AP|Reuters|AFP|Getty|Credit|Illustration|Courtesy)"
    r"\b[^)]*\)"
    r"|(?:Photo|Image|Photograph|Picture|Credit)(?: credit)?s?\s*(?::|by\b)\s*[^.]{2,60}"
    r"|[|/]\s*(?:AP|Reuters|AFP|Getty|EPA|Shutterstock|Wikimedia(?: Commons)?)(?:\s*Images)?)"
    r"\s*\.?$"
)
CAPTION_START: Final = re.compile(
    r"(?:Caption|Photo|Figure \d+|Fig\. \d+|Image|Pictured|Above|Below|Left|Right)\s*[:.|]\s",
    re.IGNORECASE,
)
PHOTO_VERB: Final = re.compile(
    r"\b(?:waves?|speaks?|stands?|walks?|holds?|gestures?|poses?|arrives?|attends?|looks?|listens?"
    r"|sits?|shakes?|addresses|delivers?|meets?|greets?|signs?|smiles?|leaves?|marche?s?|gathers?"
    r"|protests?|rides?|works?|watche?s?|carries|carry|displays?|embraces?|hugs?|talks?|points?"
    r"|participates?|takes?|plays?|performs?|celebrates?|inspects?|visits?|boards?|reacts?"
    r"|lies|lie|flies|fly|passe?s?|queues?|demonstrates?|rests?|feeds?|returns?|crosses|cross"
    r"|(?:is|are) (?:seen|pictured|shown|displayed))\b"
)
DATED_END: Final = re.compile(rf"(?:on|,) (?:[A-Z][a-z]+day,? )?{DAY}\.?$")

ASKS: Final = _lines(
    r"\bdonat(?:e|ion|ions|ing)\b",
    r"\b(?:your|readers?['’]?s?['’]?|our (?:readers|supporters|members)['’]?s?) (?:\w+ )?"
    r"(?:support|help|contributions?|gifts?|generosity)\b",
    r"\bsupport(?:ed|ing)? (?:our|us|this|independent|the work)\b",
    r"\b(?:reader|people|listener|member|community)-(?:supported|funded|powered)\b",
    r"\bfund(?:ed|ing)? (?:our|by (?:our|the) (?:readers|people)|by you)\b",
    r"\bfunded by (?:readers|people|you)\b",
    r"\b(?:become|becoming) an? (?:\w+ )?(?:member|supporter|patron|subscriber|donor)\b",
    r"\b(?:chip|pitch) in\b|\bmake a (?:\w+ )?(?:gift|contribution|pledge)\b",
    r"\bgive (?:today|now|what you can)\b",
    r"\bcontribut(?:e|ion) (?:today|now|to our)\b",
    r"\b(?:can|could|will) (?:only|not|no longer) (?:continue|survive|keep|do (?:this|it))\b",
    r"\bfund-?rais(?:er|ing) (?:drive|campaign|goal)\b",
    r"\bfor as little as\b|\b(?:pay-?wall|no ads|without ads)\b",
    r"\btax-deductible\b|\bways to give\b",
)
"""What appeals for money say; one alone proves nothing."""

OUTLET: Final = _lines(
    r"\b(?:news|media) (?:outlet|organi[sz]ation|site|service)\b",
    r"\b(?:journalism|journalists|newsroom|non-?profit news|(?:news)?papers?|magazine|publication"
    r"|newsletter|web ?site|reporters|articles|podcast|editors?|corporate media|coverage|reporting"
    r"|stories|columnists|readers|readership)\b",
)
WE: Final = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Oo]urs|us|we['’](?:re|ve|ll))\b")
SHORT_ASK: Final = _lines(
    r"(?:please |to )?(?:donate|chip in|support (?:us|our|independent)|give (?:now|today|monthly)"
    r"|make a (?:\w+ )?(?:donation|gift|contribution))\b"
)
"""How a line of one sentence that asks for money begins."""

QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"")
