"""Nouns and verbs of saying, believing, telling and planning, as lemmas in small letters."""

from typing import Final

from quizapp.drafting.lexis.word_sets import word_set

DOUBTED: Final = word_set(
    "alleged claimed believed suspected denied thought assumed supposed feared hoped imagined"
    " speculated theorised theorized hypothesised hypothesized conjectured insisted maintained"
    " contended argued accused held testified swore guessed reckoned taught"
)
"""Verbs (in the past) whose words the article leaves to the speaker: what follows may be theirs."""
DOUBTING: Final = word_set(
    "suspect allege believe theorise theorize speculate suppose imagine teach preach fancy"
)
ALLEGED: Final = word_set("alleged claimed testified insisted maintained contended swore")
"""Those of them with which somebody makes a case."""
TOLD: Final = word_set("recalled remembered recounted reminisced")
"""Verbs (in the past) of those who tell a story."""
PRESENTED: Final = word_set(
    "verdict view argument explanation opinion theory answer complaint claim conclusion belief"
    " message objection charge accusation warning suspicion reasoning story version account reply"
    " impression thesis case response concern criticism defence defense denial recollection memory"
    " testimony side position stance picture doubt advice hypothesis mechanism excuse myth legend"
    " rumour rumor gossip confession prophecy forecast prediction guess hunch conjecture scenario"
    " tale folklore superstition creed dogma doctrine slogan wisdom promise assurance fear dream"
    " vision evidence statement allegation conviction interpretation reading diagnosis deposition"
    " complaint"
)
"""What somebody holds, before it is told: "The defence has another story."."""
GIVEN: Final = word_set(
    "example point case figure number reason account sum secret fault grievance"
)
"""What somebody gives before it is told: "Anna Berg gives an example."."""
PRESENTING: Final = word_set(
    "be have give tell run sound paint make put differ go offer take draw propose suggest advance"
    " lay set present come seem do keep add leave provide supply bring find spread circulate"
)
"""Verbs that set somebody's view before what follows: "Her answer is short."."""
VOICED: Final = word_set(
    "blame accuse disagree object differ deny remember recall complain shake nod sigh laugh shrug"
    " protest worry dismiss reject defend detail tell testify imagine dream doubt mock praise"
    " condemn attack contradict criticise criticize dispute explain see paint list warn argue claim"
    " confess insist reminisce boast brag rant grumble prophesy predict foresee reckon picture"
    " believe suspect expect promise fear hope teach preach recommend propose demand speak report"
    " mention cite allege"
)
"""Verbs after which a sentence of its own may be the speaker's: "The union rejects the plan."."""
OF_NOTHING: Final = word_set(
    "disagree differ confess insist reminisce testify remember recall tell explain shake nod sigh"
    " laugh shrug complain list detail boast brag picture"
)
"""Those of them that leave what is said to the next sentence even with an object: "He complains
about the owner"."""
SCENE: Final = word_set(
    "laugh sigh nod shrug smile pause pour sip look shake lean frown grin hesitate stare gesture"
    " point wave chuckle lower raise sit"
)
"""What somebody does while speaking; it neither opens nor ends what is told."""
TELLING: Final = word_set("remember recall tell")
PARTIES: Final = word_set(
    "prosecution prosecutor defence defense plaintiff claimant accuser lobby opposition"
)
"""Those who speak for one side in a court or a quarrel."""
BODIES: Final = word_set(
    "company firm union ministry council government committee commission party court board team"
    " group agency police bank regime crown church"
)
"""Those who speak and are no "he" or "she"."""
PAPERS: Final = word_set(
    "report letter petition study review audit paper memo memorandum dossier book diary statement"
    " ruling judgement judgment speech interview post article chronicle memoir website leaflet"
    " advertisement manifesto prospectus brochure packet label sign plaque poster guidebook guide"
    " tweet message dispatch telegram testament pamphlet sermon indictment affidavit document"
    " abstract sheet poem ballad saga epic life hagiography scripture bulletin editorial blog"
    " release deposition"
)
"""Papers and the like that tell something."""
FICTIONS: Final = word_set(
    "novel film movie play poem epic story myth tale ballad fable opera legend saga comedy tragedy"
    " series musical thriller drama"
)
PLANS: Final = word_set(
    "plan proposal bill draft manifesto programme program scheme prospectus forecast model"
    " simulation scenario projection budget blueprint"
)
"""What says how things will be, in the present: "The bill bans diesel engines."."""
PLANNING: Final = word_set(
    "recommend propose plan demand predict forecast foresee promise pledge envisage envision"
    " calculate project reckon expect want"
)
PORTRAYING: Final = word_set(
    "describe paint list detail set portray criticise criticize name document trace reconstruct"
    " depict draw attack call speak tell sum summarise summarize note record present keep"
    " contain mince run arrive reach go leave say write promise read appear hang lie fill open"
)
"""Verbs with which a paper lays something out, or is brought in: "A statement arrived."."""
ABOUT_PAPERS: Final = word_set(
    "publish write print appear commission conduct compile translate reprint illustrate edit"
    " survive finance fund base release"
)
"""Verbs that tell of a paper itself: "It was published in 2016"."""
PEOPLE: Final = word_set(
    "critic supporter opponent defender campaigner neighbour neighbor villager landlord activist"
    " monk chronicler eyewitness contemporary rival resident islander farmer tenant parent fan"
    " witness economist historian scholar scientist astronomer geologist biologist settler"
    " believer sceptic skeptic admirer enemy follower detractor local elder merchant"
)
VOWING: Final = word_set("promise pledge vow threaten swear")
"""Verbs with "to" before what is only promised."""
VIEWS: Final = {
    "view": "believed",
    "opinion": "believed",
    "belief": "believed",
    "argument": "argued",
    "contention": "argued",
    "claim": "claimed",
    "position": "held",
    "conclusion": "concluded",
    "warning": "warned",
    "theory": "suggested",
    "hope": "hoped",
    "fear": "feared",
    "assurance": "assured",
    "promise": "promised",
    "pledge": "pledged",
    "statement": "said",
    "assertion": "asserted",
    "allegation": "alleged",
    "accusation": "alleged",
    "suggestion": "suggested",
    "insistence": "insisted",
    "admission": "admitted",
    "prediction": "predicted",
    "estimate": "estimated",
    "conviction": "believed",
    "complaint": "complained",
    "demand": "demanded",
    "proposal": "proposed",
    "recommendation": "recommended",
    "finding": "found",
    "remark": "remarked",
    "reply": "replied",
    "suspicion": "suspected",
    "expectation": "expected",
    "thesis": "argued",
    "judgement": "judged",
    "judgment": "judged",
}
"""Nouns of saying -> the verb for "X's view is that" and "X's claim that"."""
BLAMING: Final = frozenset(
    {"accuse", "blame", "criticise", "criticize", "suspect", "condemn", "fault", "praise", "credit"}
)
"""Verbs with "of" or "for" before what somebody is said to have done."""
TELLING_OF: Final = frozenset({"warn", "complain", "speak", "talk", "boast", "tell", "write"})
"""Verbs with "of" before what somebody says there is."""
RECEIVING: Final = frozenset({"hear", "overhear", "learn", "read", "gather", "understand"})
"""Verbs of those who are told: "the court heard that" are not the court's words."""
AHEAD: Final = frozenset({"expect", "predict", "forecast", "project", "estimate"})
"""Verbs whose passive ("is expected to") is a forecast rather than hearsay."""
SPEECH: Final = word_set(
    "say tell argue claim deny insist believe think suggest warn note explain state add admit"
    " acknowledge complain concede confirm contend describe dismiss estimate maintain predict"
    " promise remark reply report stress write point call accuse pledge vow assert allege"
)
"""Verbs of speech and thought; what hangs on them is a claim or a quotation."""
REPORTING: Final = word_set(
    "say tell add argue claim insist believe think suggest warn note explain state write report"
    " announce declare admit acknowledge deny promise predict estimate conclude contend maintain"
    " stress emphasise emphasize recall reply remark observe assert allege complain concede"
    " confirm hope fear expect agree accuse describe call dismiss object propose caution testify"
    " quip joke continue ask answer counter assure reckon speculate hint joke lament vow pledge"
    " reveal show find demonstrate indicate calculate assume consider hold propose recommend"
    " demand urge affirm reiterate mention comment guess doubt dispute"
)
"""Verbs that hand on what somebody said or thought."""
