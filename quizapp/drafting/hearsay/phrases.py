"""Phrases by which an article passes on what others hold, as patterns, each list in one place."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from functools import cache
from typing import Final

from quizapp.drafting.data import words

# Whose words a whole sentence is.

_TELLS: Final = (
    r"(?:said|says?|alleged?s?|believe[ds]?|thought|thinks?|claim(?:s|ed)?|report(?:s|ed)?"
    r"|assume[ds]?|fear(?:s|ed)?|hope[ds]?|suspect(?:s|ed)?|argue[ds]?|goes|went|seems?|appears?"
    r"|supposed?|rumou?red|told|holds?|held|maintain(?:s|ed)?|insist(?:s|ed)?)"
)
WITHIN: Final = re.compile(
    # "The mine, it is said, poisoned"; "it was, many suspect, the cause"
    r",\s(?:so |as )?(?:it|they|many|some|few|most|several|locals|critics|experts|people|legend"
    r"|rumou?r|tradition|the story|the legend|residents|villagers)\b"
    rf"[^,;.]{{0,25}}?\b{_TELLS}\s?[,.]"
    r"|, (?:to judge|judging) (?:by|from)\b"
    # "if the villagers are to be believed", "If Anna Berg is right"
    r"|\bif [^,.;]{1,40} (?:is|are|was|were|can|may) "
    r"(?:right|correct|true|(?:to )?be (?:believed|trusted|relied))\b"
    r"|\b(?:on|by) the (?:evidence|testimony) of\b"
    r"|\bif (?:one|you|we) (?:believes?|trusts?|follows?)\b"
    r"|^(?:to hear|judging (?:by|from)|to judge by)\b"
    # "It is likely that", "it is feared that"
    r"|\bit (?:is|was|seems|appears) (?:\w+ )?(?:likely|unlikely|possible|probable|conceivable"
    r"|plausible|doubtful|feared|assumed|suspected|hoped|rumou?red|said|thought|believed|claimed"
    r"|alleged|reported|understood|estimated|argued)\b"
    r"|\b(?:seems?|seemed|appears?|appeared) to\b|\bin all likelihood\b"
    r"|\bthere (?:is|are|was|were) (?:\w+ ){0,2}(?:claims?|speculation|rumou?rs?|suspicions?"
    r"|suggestions?|allegations?|talk|reports?|hopes?|fears?)\b"
    r"|^(?:officially|unofficially|supposedly|allegedly|reportedly|apparently|presumably|in theory"
    r"|on paper)\b"
    r"|\b(?:accuses?|accused|charged with|suspected of|indicted|(?:faces?|faced) charges"
    r"|blames?|blamed|supposed to have|purported(?:ly)?|so-called)\b"
    r"|\b(?:advertised|billed|marketed|touted|promoted|sold|presented|hailed|revered|venerated) as "
    r"(?:the|an?)\b"
    r"|\b(?:presumed|reputed|rumou?red|held|fabled|imagined|meant) to (?:be|have|hold)\b"
    r"|\b(?:myth|misconception|fallacy|untrue|not true|false|wrong|superstition) that\b"
    r"|^(?:some|others|many|critics|several) point(?:s|ed)? to\b"
    r"|\b(?:we|you) are (?:always |often |constantly )?(?:told|assured|asked to believe)\b"
    # ", reads a sign at the gate"
    r"|,[”\"]?\s(?:reads?|runs?|ran|goes|went|says|said) (?:an?|the|one|his|her|their|its)\s"
    r"[^,]{3,60}\.$",
    re.IGNORECASE,
)
HEDGED: Final = re.compile(
    r"(?:seems?|seemed|appears?|appeared) to|in all likelihood"
    r"|it (?:is|was|seems|appears) (?:\w+ )?(?:likely|unlikely|possible|probable|conceivable"
    r"|plausible|doubtful)",
    re.IGNORECASE,
)
"""What the article itself is not sure of; its next sentence is its own again."""
SUPPOSED: Final = re.compile(r"^(?:Should|Were|Had)\s[^,?]{3,70},\s[^?]*$")
"""A condition without "if": "Should the plan fail, the town loses"."""
LOOKING_BACK: Final = re.compile(
    r"^(?:That|This)(?:, (?:at least|in any case),)? (?:is|was) (?:at least )?"
    r"(?:what|how|the (?:view|story|version|claim|account)|(?:his|her|their|its) (?:\w+ )?"
    r"(?:view|story|version|claim|account))\b"
    r"|^So (?:says?|said|claims?|claimed|argues?|argued|writes?|wrote|goes)\b"
    r"|^So (?:[\w'\u2019-]+ ){1,4}?(?:says?|said|claims?|claimed|argues?|argued|insists?|insisted"
    r"|believes?|believed|thinks?|thought)\b"
    r"|^(?:At least that|Or so|At any rate that)\b"
)
"""A sentence that says whose the one before was: "So Anna Berg claims.\""""
TOLD_LAST: Final = re.compile(
    # "..., grocers and the state" says nothing: no verb stands right behind an article.
    r",\s(?:(?!(?:been|was|were|is|are|be|of|which|who|that|to)\b)[\w'’.-]+\s){1,6}?"
    r"(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?P<verb>said|says?|claim(?:s|ed)?|found|finds?|insist(?:s|ed)?|wrote|writes?|"
    r"argu(?:es?|ed)|believ(?:es?|ed)|estimat(?:es?|ed)|report(?:s|ed)?|not(?:es?|ed)|add(?:s|ed)?|"
    r"show(?:s|ed)?|suggest(?:s|ed)?|think|thinks|thought|maintain(?:s|ed)?|recall(?:s|ed)?|"
    r"admit(?:s|ted)?|conced(?:es?|ed)|warn(?:s|ed)?|explain(?:s|ed)?|points? out|pointed out|"
    r"reckon(?:s|ed)?|fear(?:s|ed)?|hop(?:es?|ed)|stat(?:es?|ed)|conclud(?:es?|ed)|"
    r"complain(?:s|ed)?|suspect(?:s|ed)?|alleg(?:es?|ed)|contend(?:s|ed)?|assert(?:s|ed)?|heard|hears|"
    r"protest(?:s|ed)?|object(?:s|ed)?|lament(?:s|ed)?|testif(?:ies|ied)|boast(?:s|ed)?|swears?|swore|"
    r"demonstrat(?:es?|ed)|remember(?:s|ed)?|guess(?:es|ed)?|predict(?:s|ed)?|expect(?:s|ed)?|"
    r"whisper(?:s|ed)?|mutter(?:s|ed)?|grumbl(?:es?|ed)|swears?|repl(?:ies|ied)|answer(?:s|ed)?|"
    r"promis(?:es?|ed)|calculat(?:es?|ed))"
    r"(?:\s(?:on|in|last|at|yesterday|this|later|years later)\b[^,]*)?[\s.!?”\"’']*$"
    # "..., most of them answered", "..., it goes on", "..., so the argument goes"
    r"|,\s(?:(?:some|many|most|several|all|few|none) of (?:them|those|the \w+)|it|the \w+) "
    r"(?:answered|said|say|claim|replied|thought|think|goes on|went on|continues|continued)\.$"
    r"|,\s(?:so |as |or so )?(?:the|an?|this|that|his|her|their) (?:\w+ ){0,2}(?:argument|story"
    r"|saying|theory|legend|proverb|rumou?r|claim|thinking|reasoning|joke|song|line) (?:goes|went"
    r"|runs|ran|has it|had it)\.$"
    # "..., said the porter", "..., a sign in the hall assures guests"
    r"|,[”\"]?\s(?:said|says|recalled|recalls|claimed|claims|added|adds|insisted|whispered) "
    r"(?:the|an?|his|her|their|one)\s[^,.]{2,50}\.$"
    r"|,\s(?:an?|the|one)\s[^,.]{2,40}\s(?:assures?|assured|tells?|told|informs?|informed|promises?"
    r"|promised|warns?|warned|reminds?|reminded)\s[a-z]+\.$"
    # "..., the engineer who led the inquiry would later write in her memoirs"
    r"|,\s(?:would|was to) (?:later |still |often )?(?:write|say|claim|recall|tell|insist|admit"
    r"|testify|remember|recount|explain|maintain)\b[^,]{0,60}\.$"
)
"""A sentence that ends by saying who says it: ", the team found."."""
HEARD: Final = re.compile(
    r"\b(?:it seems|it appears|it would seem|as far as (?:is|we|anyone) know\w*)\b"
    r"|\bas (?:[\w'’-]+ ){1,4}?(?:sees?|saw) it\b"
    r"|^(?:as|so) (?:[\w'’-]+ ){1,5}?(?:goes|has it|have it|tells?|runs?|puts? it)\b"
    r"|\bor so (?:[\w'’-]+ ){1,4}?(?:has it|have it|says?|goes|claims?|tells?)\b"
    r"|\b(?:legend|tradition|rumou?r|the story|chronicles?) (?:has it|have it|says?|tells?|goes)\b"
    r"|\bas [^.;]{3,40} (?:has|had) it\b"
    r"|\b(?:puts?|estimates?|estimated) [^.;]{2,40} at (?:about |some |over )?[\d€£$]"
    r"|\bby (?:one|some|most|any|his|her|their|its|[\w-]+(?: [\w-]+)?(?:['’]s|s['’])) (?:own )?"
    r"(?:estimates?|counts?|accounts?|reckoning|calculations?|figures)\b"
    r"|^(?:by|on) (?:the|this|that|an?other|such a) (?:account|reckoning|view|reading|telling"
    r"|estimate|theory|hypothesis|version)\b"
    r"|^(?:on|in) (?:the|its|their|his|her) (?:website|leaflet|brochure|prospectus|poster|diary"
    r"|diaries|memoirs?|manifesto|advertisement|advertising)s?\b"
    r"|^in (?:the|this|that|their|its|his|her) (?:simulation|model|scenario|folklore|mythology"
    r"|legend|myth|telling)\b"
)
"""What is only told: "as the legend goes", "by one estimate"."""

# Whose finding, plan or view a clause is.

PAPERS: Final = re.compile(
    r"\b(?:stud(?:y|ies)|figures?|data|reports?|records?|statistics|surveys?|research|documents?|"
    r"estimates?|analys[ie]s|polls?|census|evidence|sources?|findings|media|newspapers?|legend)\b",
    re.IGNORECASE,
)
FOUND: Final = re.compile(
    r"\b(?:stud(?:y|ies)|reports?|surveys?|reviews?|polls?|models?|analys[ie]s|audits?|papers?|"
    r"investigations?|inquir(?:y|ies)|enquir(?:y|ies)|figures|data|statistics|trials?|research|"
    r"calculations?|simulations?|experience|tests?)\b[^,;:.?!]{0,60}?\b(?:link(?:s|ed)?|show(?:s|ed|n)?|"
    r"suggest(?:s|ed)?|indicat(?:es?|ed)|found|finds?|reveal(?:s|ed)?|predict(?:s|ed)?|puts?|"
    r"attribut(?:es?|ed)|blam(?:es?|ed)|estimat(?:es?|ed)|conclud(?:es?|ed)|trac(?:es?|ed)|"
    r"associat(?:es?|ed)|identif(?:y|ies|ied)|confirm(?:s|ed)?|impl(?:y|ies|ied))\b"
)
"""A paper or a count that finds something: what it finds is its word, not the article's."""
IN_VIEW: Final = re.compile(
    r"\bin (?:(?P<whose>[^,;:.?!]{2,40}?)(?:['’]s|s['’])|(?:[^,;:.?!]{2,40}? )?"
    r"\b(?:his|her|their|its|my|our)) "
    r"(?:view|opinion|eyes|judge?ment|estimate|estimation|account|words|reading)\b"
    r"|\bin the (?:view|opinion|eyes|judge?ment|estimation|words|account|version|telling) of "
    r"(?P<of>[^,;:.?!]{2,40})"
)
OPINION: Final = re.compile(
    r"\b(?:is|are|was|were|been) (?:(?:now|still|often|long|once|then|today|at first|\w+ly) )+"
    r"(?:regarded|considered|seen|viewed|thought|believed|held|dismissed|assumed|reckoned) "
    r"(?:as|to|that)\b"
)
"""What is held in general: "are now widely regarded as"."""
OWN_VIEW: Final = re.compile(r"\b(?:article|author|writer|columnist)\b|\b(?:my|our)\b")
PLANNED: Final = re.compile(
    r"\bunder (?:the|this|that|his|her|its|their|a) (?:\w+ )?(?:plan|plans|proposal|proposals|bill"
    r"|draft|scheme's plans)\b"
)

# What brings in words of the next sentence.

BELIEVED: Final = re.compile(
    r"^(?:In|By) (?:the )?(?:view|opinion|account|reckoning|judgement|eyes) of\b|^According to\b"
    r"|^In (?:their|his|her|its) (?:view|opinion|eyes)\b|"
    r"\b(?:rumou?rs?|legend|theory|hypothesis|myth|gossip|story goes|allegations?|conjecture"
    r"|suspicion|belief|accusations?|tradition|word)\b[^.;]{0,30}\b(?:that|holds?|held|has it"
    r"|had it|says?|said|goes|went|spread)\b"
    r"|\bpurport(?:s|ed)? to\b"
    r"|\b(?:see|sees|saw|regards?|regarded|views?|viewed|worships?|worshipped) [^.;]{2,60}\bas "
    r"(?:an?|the) "
    r"|\b(?:imagine|suppose|picture) (?:that|a|an|the)\b",
    re.IGNORECASE,
)
FICTION: Final = re.compile(
    r"^(?:in|at the end of|at the start of) (?:the|his|her|their|its|this|one) "
    r"(?:\w+ ){0,2}?(?:novel|film|play|poem|story|myth|tale|ballad|fable|opera|legend|dream"
    r"|short story|saga|comedy|tragedy|series|game|folklore|mythology)\b"
    r"(?: of (?:the )?[A-Z]\w+)?,? ",
    re.IGNORECASE,
)
FOR_SOME: Final = re.compile(
    r"^for the (?:first|second|third|former|latter|others?)(?: [a-z]+)?, "
    r"|^(?:to|for|in the eyes of|among) (?:(?:his|her|its|their|many|some|most|all|the) )*"
    r"(?:\w+ )?(?:supporters|opponents|critics|admirers|enemies|followers|detractors|believers"
    r"|rivals|fans|sceptics|skeptics|defenders|many|some|others|party|government|regime|opposition)"
    r"(?:,| (?:he|she|it|they|the)\b)"
    r"|^(?:for|to) (?:the )?(?:[a-z]+ )?(?-i:[A-Z])\w+ (?-i:[A-Z])[\w'-]+, "
    r"|^(?:on paper|in theory), ",
    re.IGNORECASE,
)
ALOUD: Final = re.compile(
    r"^(?:no|yes|well|oh|ah|alas|why|look|nonsense|certainly|of course|never mind|not at all)"
    r"(?: (?:not|no))?[,!:;.\u2014] ",
    re.IGNORECASE,
)
"""How a sentence opens that somebody speaks, without quotation marks: "No, he never sold it."."""
_ACCOUNTS: Final = (
    r"(?:account|version|telling|retelling|story|tale|narrative|tradition|teachings?|doctrine|faith"
    r"|belief|creed|lore|folklore|legends?|myths?|mythology|cosmology|memory|recollection|mind"
    r"|imagination|interpretation|reading|reasoning|theory|hypothesis|scenario|argument|analysis"
    r"|thinking|understanding|assessment|testimony|dreams?|nightmare)"
)
BY_ACCOUNT: Final = re.compile(
    r"^(?:in|by|on|according to) (?:"
    rf"(?:his|her|their|its|[^,;:.]{{2,40}}?(?:['’]s|s['’])) (?:own )?(?:\w+ )?{_ACCOUNTS}"
    rf"|(?:the|a|one|an?other) (?:\w+ )?{_ACCOUNTS} (?:of|among|in) [^,;:.]{{2,50}}"
    r"),? ",
    re.IGNORECASE,
)
"""An opening that says whose account follows: "In the tradition of the Brotherhood, ..."."""
FOR_ONE: Final = re.compile(
    r"^(?:For|To|Among) (?:the (?:[a-z]+ )?)?(?:[A-Z][\w'-]+ ?){1,3}(?:the|this|that|it|all)\b"
    r"|^(?:For|To) (?:the (?:[a-z]+ )?[a-z]+|[a-z]+(?:ers|ors|ists|ians|ants))s?,? "
    r"(?:the|this|that|it|all) (?:\w+ ){1,3}(?:is|was|are|were)\b"
)
"""How somebody's view of a matter opens: "For Anna Berg the case is clear."."""
ATTITUDE: Final = re.compile(
    r"\b(?:verdict|view|argument|explanation|opinion|theory|answer|complaint|fear|claim|conclusion"
    r"|belief|message|objection|charge|accusation|advice|warning|suspicion|guess|reasoning|hunch"
    r"|story|version|account|reading|diagnosis|impression|thesis|hope|figure|number|headline)s?\b"
    r"|\b(?:says|said|explains?|explained|argues?|argued|insists?|insisted|lists?|listed|adds?)\b"
    r"|\b(?:is|was|seems) (?:clear|obvious|certain|plain) to\b"
    r"|\bputs? it\b"
    r"|\b(?:complains?|complained|critici[sz]es?|welcomes?|demands?|fears?)\b"
    r"|\b(?:disagree[sd]?|objects?|objected|differs?|(?:sees?|saw) (?:it|things|this))\b"
    r"|\b(?:is|are|was|were) (?:\w+ )?"
    r"(?:blunt|certain|convinced|sure|adamant|sceptical|skeptical)\b",
    re.IGNORECASE,
)
CONVINCED: Final = re.compile(
    r"\bgo(?:es)? further[.]$|\bwent further[.]$"
    r"|^What (?:[\w'’-]+ ){1,6}?(?:remembers?|says?|said|tells?|told|claims?|believes?|recalls?"
    r"|holds?|argues?|hears?|heard|saw|sees?) (?:is|was)\b"
    r"|\b(?:is|are|was|were|remains?|remained|seems?) (?:\w+ )?(?:sceptical|skeptical|unconvinced"
    r"|divided|doubtful|convinced|adamant|sure|certain|afraid|blunt|persuaded|unmoved|split"
    r"|clear about|in no doubt|unanimous|outspoken|scathing|optimistic|pessimistic|bolder|settled"
    r"|worried|alarmed|suspicious)\b"
    r"|\bpoint(?:s|ed)? to (?:an?other|a different|the|numbers|figures)\b"
    r"|\bcall(?:s|ed) [^.]{2,40} (?:nonsense|absurd|a lie|lies|false|wrong|propaganda|a disgrace"
    r"|a joke)\b"
    r"|\b(?:presents?|sees?|saw|paints?|regards?|styles?|calls?) (?:him|her|it|them)sel(?:f|ves)\b|"
    r"\b(?:sees?|saw|counts?|counted|judges?|judged|thinks?|thought|reckons?|puts?|tells?|told) "
    r"(?:it |things |this )?(?:very |quite |rather )?(?:differently|otherwise)\b"
    r"|\b(?:disagree[sd]?|begs? to differ|begged to differ)[.]$"
    r"|\b(?:knows?|knew) (?:better|who|why|the (?:reason|answer|culprit|truth))\b"
    r"|\b(?:has|have|had) (?:no|little|few) doubts?\b"
    r"|\b(?:does|do|did) not (?:accept|believe|buy|share|see it|agree|mince)\b"
    r"|\b(?:is|was) (?:a matter|a question|an open secret|common knowledge|an article of faith)\b"
    r"|^(?:word|a whisper|a rumou?r) (?:went|goes|ran|spread)\b"
    r"|\blooks? back(?! at)\b|\bg[ai]ve evidence\b|\b(?:wrote|writes) home\b"
    r"|\b(?:says?|said) (?:so|as much|the (?:same|opposite|contrary)|(?:some|no)thing else"
    r"|on (?:the|its|his|her|their) \w+)\b"
    r"|\b(?:done|did|does) (?:its|the|their|his|her) sums\b"
    r"|\beyes (?:light|lit) up\b|\bto tell\b|\b(?:runs?|reads? \w+ \w+|sees? it) the other way\b"
    r"|\b(?:has|have|had) (?:not|never) forgotten\b|\b(?:a|the) (?:worst|best|base) case\b"
    r"|\b(?:the same|a different|another|a simple|a short) (?:reply|answer|story|tale)\b"
    r"|\btook to (?:\w+ ){0,2}(?:platform|podium|stage|microphone|airwaves|social media)\b"
    r"|^(?:ask|listen to|talk to|speak to) [^.?]{2,60}[.]?$"
    r"|^(?:I|we) (?:ask|asked) \w+ (?:\w+ )?about\b"
    r"|^(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)? (?:laughs|sighs|nods|smiles|shrugs|grins)\b"
    r"|^officially,? (?:\w+ ){1,4}\w+\.$"
    r"|^imagine\b",
    re.IGNORECASE,
)
"""Somebody is sure of something that the next sentence tells: "Her parents do not accept it."."""
CHARGED: Final = re.compile(
    r"\b(?:indictments?|prosecut\w+|lawsuits?|plaintiffs?|allegations?|accus\w+|alleg\w+"
    r"|court (?:heard|was told)|testif\w+|witness(?:es)?"
    r"|critics|supporters|opponents|defenders|campaigners|neighbours|villagers|landlords|activists"
    r"|monks|chroniclers?|diar(?:y|ies)|memoirs?|eyewitness(?:es)?|contemporaries|rivals"
    r"|spokes(?:man|woman|person)"
    r"|police (?:say|said|believe|believed|assume|assumed|suspect|suspected))\b",
    re.IGNORECASE,
)
CALLED: Final = re.compile(
    r"\b(?:was|were|is|are|been) (?:called|named|labelled|branded|dubbed|denounced)\b[^.]*\b"
    r"(?:cause|culprit|failure|scandal|fraud|disaster|enemy|traitor|hero|worst|best)\b"
)
ASKED_OF: Final = re.compile(
    r"^what (?:does|do|did|is|are|was|were|would) [^?]*\b(?:contain|say|propose|want|promise|claim"
    r"|argue|mean|demand|hold|predict|in (?:it|the \w+))\?$",
    re.IGNORECASE,
)
"""A question whose answer is what a paper or a party says: "What does the draft contain?"."""
GUESSED: Final = re.compile(
    r"^(?:one|another|a second|a third|the (?:first|second|other|usual|popular|common)) "
    r"(?:guess|theory|explanation|possibility|idea|hypothesis|answer|reading|view|suggestion)\b",
    re.IGNORECASE,
)
SOME_SAY: Final = re.compile(
    r"^(?:some|others|many|most|a few|several)\b[^.;]{0,30}\b(?:think|thought|welcome|welcomed|fear"
    r"|feared|believe|believed|point|pointed|see|saw|doubt|hope|say|said|want|prefer|argue|hold)\b",
    re.IGNORECASE,
)
ADDING: Final = re.compile(
    r"\b(?:also|too|as well|besides|moreover|furthermore|in addition|likewise|even so)\b|^nor\b",
    re.IGNORECASE,
)
"""What adds to something said before: "The radio was faulty as well."."""

# What an article turns back to its own ground with, and the shift of tenses in indirect speech.

OWN_GROUND: Final = re.compile(
    r"^(?:In (?:fact|reality|truth)|Today|Now|Since|Later|Meanwhile"
    r"|(?:A|One|Two|Three|Four|Five|Six|Ten|Some) (?:few )?(?:day|week|month|year|hour)s? later"
    r"|But (?:no|the (?:court|inquiry|judge))"
    r"|The (?:court|inquiry|jury|records?|figures|data|evidence)\b)"
)
"""Openings by which an article speaks for itself again."""
DATED: Final = re.compile(
    r"\b1\d{3}\b|\b20\d\d\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
YEAR: Final = re.compile(r"\b1\d{3}\b|\b20\d\d\b|\bthe year \d{3}\b")
BACK_SHIFTED: Final = re.compile(r"\b(?:had|would|could|should)\b")
BACK: Final = re.compile(r"\b(?:would|could|might|should)\b(?! (?:later|go on|become)\b)")
"""Verbs as indirect speech shifts them."""

# What a heading says of all that stands below it.

HEADED: Final = re.compile(
    r"\b(?:myths?|errors?|misconceptions?|fallac(?:y|ies)|legends?|rumou?rs?|superstitions?"
    r"|folklore|beliefs?|versions?|allegations?|accusations?|critics|objections?"
    r"|arguments? (?:for|against)|plot|synopsis|testimony|hypothes[ie]s|theories|speculation"
    r"|conspiracy|prophec(?:y|ies)|promises?)\b"
    r"|\b(?:his|her|their|its|\w+['’]s?) (?:view|story|account|case|claims?|side)\b"
    r"|\b(?:what|how|as) (?:\w+ ){1,4}(?:(?:sees?|tells?) it|claims?|believes?|thinks?)\b",
    re.IGNORECASE,
)
"""A heading under which nothing is the article's own: "Common errors about the plague"."""


@cache
def listed(name: str) -> re.Pattern[str]:
    """Return a pattern for the phrases of a word list: "hedges", "views"."""
    found = sorted(words(name), key=lambda each: (-len(each), each))
    return re.compile(r"\b(?:" + "|".join(re.escape(each) for each in found) + r")\b")
