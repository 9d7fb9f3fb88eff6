"""English words that tell nothing more: his mum just called, a rash all over, vomited all night."""

from __future__ import annotations

import re

from domain.understanding.cutting.kinfolk import KIN_EN

_JUST = re.compile(
    r"\bjust (?=(?:called|phoned|texted|rang|messaged|wrote|emailed|told|said|let me|let us"
    r"|informed|came|arrived|got|went|left|been|come|sent|took|taken|noticed|measured|checked|started|now"
    r"|threw|vomited)\b)",
    re.I,
)
_ALL_OVER = re.compile(
    r"(?<=[a-z])(?: all)? (?:over|across|(?<=rash )on|(?<=spots )on) (?:(?:his|her|their|the) )?"
    r"(?:whole )?(?:body|arms?|legs?|face|back|hands?|place|himself|herself|skin|neck)\b"
    r"|(?<=[a-z]) all over(?=\s*(?:[,;.()!\n]|$|and\b|but\b|in\b|at\b|since\b))"
    r"|(?<=\brash) everywhere\b",
    re.I,
)
_ALL_NIGHT = re.compile(
    r"(?P<ill>\b(?:vomit\w*|cough\w*|threw up|throwing up|crying|cried|fever\w*|sneez\w*|diarrh\w*"
    r"|sick|ill|ached|puk\w+))(?: for)? (?:almost |nearly )?all (?:last )?(?:night|day|morning"
    r"|weekend|the time)(?: long)?\b",
    re.I,
)
_A_BIT_HIGH = re.compile(
    r"(?<=\d)(?:\s?[,-])? (?:which is |that's |it's |is )?(?:still )?(?:a (?:bit|little|tad"
    r"|touch|little bit)"
    r"|slightly|rather|quite|on the) (?:too )?(?:high|high side|raised|elevated|higher)\b",
    re.I,
)
_THAN = re.compile(
    r"(?<=[a-z])(?:,? but)? (?:much |a bit |a little )?(?:better|less|fewer|milder|worse) than "
    r"(?:yesterday|before|last week|on \w+day|\w+day|the weekend)(?: already)?\b",
    re.I,
)
_SHOULD = re.compile(
    r"\b(?:should|hopefully|hopes? to|expects? to|is expected to|will hopefully|may|might|probably"
    r"|will probably|is likely to)(?: will)? (?P<be>be back|come back|return|be in|be here)\b",
    re.I,
)
_IN_CLASS = re.compile(
    r"(?P<no>\b(?:no|nobody|none|no one)\b[^,.;:\n\d]{3,30}?) in (?:the |my |our )?class"
    r"(?=\s*(?:[,.;\n]|$))",
    re.I,
)
_NTH_DAY = re.compile(
    r"\s?[,(–-]?\s?(?:(?:on )?(?:his|her|the|its|for the) )?(?:(?:first|second|third|fourth"
    r"|fifth|last"
    r"|\d(?:st|nd|rd|th)) day|day (?:\d|one|two|three|four|five))(?: off| away| of (?:sick )?leave"
    r"| sick)?\)?(?=\s*[,.;)\n]|$)",
    re.I,
)
_LATE = re.compile(
    r"\b(?:sorry,? )?(?:(?:i'm|i am|for being|to be|it's|this is|we're) (?:so |a bit "
    r"|a little )?late"
    r"|late report|for the late report|(?:reporting|report is|report) (?:a bit |a little )?late)"
    r"(?: today| again)?(?:,? sorry)?\s?[,.!:-]+\s",
    re.I,
)
_IN_PLACE = re.compile(
    r"\b(?:(?:mr|mrs|ms|miss)\.? [A-Z]\w+ here,? |i'm |i am |this is (?:mr|mrs|ms|miss)\.? \w+,? )?"
    r"(?:taking|covering|standing in|filling in|substituting|reporting)(?: (?:class )?[\d.()]+)?"
    r"(?: for)? (?:mr|mrs|ms|miss)\.? \w+(?: today)?(?: who is [a-z ]{2,20})?\s?[,.:;-]\s",
    re.I,
)
_GUN = re.compile(
    r"\b(?:the |our )?(?:temp(?:erature)? gun|thermometer|gun|device|forehead gun) (?:shows|says"
    r"|reads"
    r"|gives|showed|said|read|displays|is showing)(?= \d)",
    re.I,
)
_GO_HOME = re.compile(
    r"(?P<took>\b(?:took|take|taken|takes|bring|brings|brought|sent|send|let) (?:him|her|them))"
    r" (?:go|to go)(?= (?:home|back home|to hosp|to the hosp))",
    re.I,
)
_DAYS_LEAVE = re.compile(
    r"(?P<for>\bfor )?\b(?:a|one|1|half a)[ -]day(?:'s|s)? (?=(?:sick |personal )?leave\b)"
    r"|(?<=leave) (?:for )?(?:a|one|1) day\b(?! \w+ day)|(?<=[a-z]) (?:one|1) time(?=[,.;]|$)",
    re.I,
)
_NOTHING_NEW = re.compile(r"\bno new cases?(?: today)?\b", re.I)
_OH_WAIT = re.compile(r"\b(?:oh|ah|oops),? (?:wait|sorry|and)\b,?\s", re.I)
_CALLING = re.compile(
    r"\b(?:i'm |i am |we're |now |still |will be )?(?:calling|phoning|ringing|contacting|messaging"
    r"|texting) (?:(?:his|her|their|the) )?(?:home|parents|mum|mom|dad|mother|father"
    r"|family)(?: now)?\b",
    re.I,
)
_DIED = re.compile(
    r"(?P<leave>\b(?:leave|absent|off|away|not here|not come)\b[^.;\n]{0,80}?)"
    rf"(?:because |as |since |, )?(?:of )?(?:his|her|their) (?:great[- ]?)?{KIN_EN}"
    r"(?: has| have| had)?(?: just)? (?:died|dies|die|passed away|pass away|passed|is dead)"
    r"(?: yesterday| last night| on \w+day| at the weekend)?\b",
    re.I,
)
_OFF_LATER = re.compile(
    r"\b(?:will |is |are |would like to )?(?:have|has|take|takes|taking|having|get|gets"
    r"|gets? to have"
    r"|asks? for|asked for) (?:the|this|an?) (?P<part>afternoon|morning) off\b",
    re.I,
)
_LET_TAKE = re.compile(
    rf"\b(?:i |we )?let (?=(?:his|her|their) {KIN_EN} (?:take|bring|pick|collect|fetch))", re.I
)
_NOTHING_ELSE = re.compile(
    r"\b(?:otherwise(?: there is| there's)? (?:nothing|no news)(?: else| to report| new)?"
    r"|nothing (?:else|otherwise|more)(?: to report)?)(?=\s*(?:[,.;!\n]|$))",
    re.I,
)
_TOLD_ME = re.compile(
    r"\b(?P<how>phoned|called|rang|texted|messaged|wrote|emailed)(?: in)?(?: me| us)? to (?:say"
    r"|tell me"
    r"|tell us|let me know|let us know|inform me|inform us|report)(?: that)?\b",
    re.I,
)
_MESSAGE = re.compile(
    r"\b(?:i )?(?:just )?(?:got|received|had|have|there's|there is|have had) (?:a |an "
    r"|another )?(?:message"
    r"|call|text|phone call|note|voice message|email|word|news|wechat)(?: message)? from ",
    re.I,
)
_CONFIRMED = re.compile(
    r"\b(?P<so>confirmed|diagnosed) (?:by|at|in) (?:the |a |county |city )*(?:hospital|doctors?"
    r"|clinic|gp)"
    r"(?: yesterday| today| last night| this morning| on \w+day)?\b",
    re.I,
)
_DOCTOR_SAYS = re.compile(
    r"\b(?:the |a |his |her |their |our |family |school |local ){0,3}(?:doctors?|dr|nurse|gp|clinic"
    r"|hospital)"
    r"(?: has| have| already| just| also| there)* (?:says?|said|told \w+|confirmed|confirms"
    r"|diagnosed|thinks?"
    r"|thought|suspects?|suspected|reckons?|called it|advised)\b(?: that| it'?s(?: just| only)?"
    r"| it is(?: just| only)?)*"
    r"(?:(?: just| only)? (?:it'?s )?(?:ok|okay|fine|nothing(?: serious| to worry about| much)?"
    r"|not serious"
    r"|no problem|all right|alright|minor|mild)(?=\s*(?:[,.;)\n]|$)))?",
    re.I,
)
_HAD_A_LOOK = re.compile(
    r"\b(?:the |our )?(?:school )?(?:doctor|dr|nurse|gp)(?: has| have| already| just)*"
    r" (?:had a look|took a look|looked at|looked(?: him| her| them| it)? over|checked|examined"
    r"|saw|has seen|seen)"
    r"(?: at)?(?: (?:him|her|them|it))?\b(?! \w+ \w+ at home)",
    re.I,
)
"""The doctor is told of: nobody is at a doctor's by it."""
_SEEMS = re.compile(r"\bseems?(?: to be)? (?P<well>fine|ok|okay|well|good|normal|alright)\b", re.I)
_OUT_OF_HERE = re.compile(
    r"\b(?:no one|nobody|none|no students?|no kids?)(?: has| have| had)? (?:went|gone|go|goes"
    r"|been|left|travelled)"
    r"(?: out)?(?: of| outside| away from)? (?-i:[A-Z])[a-z]+\b(?= ?(?:[,.;!\n]|$|over|at|this"
    r"|during|in))",
    re.I,
)


def without_fillers(text: str) -> str:
    """The text without them."""
    text = _IN_PLACE.sub("", _LATE.sub("", _NTH_DAY.sub("", text)))
    text = _GO_HOME.sub(r"\g<took>", _DAYS_LEAVE.sub(_for, _GUN.sub("temperature", text)))
    text = _OH_WAIT.sub("", _NOTHING_NEW.sub("no symptoms", _CALLING.sub("", text)))
    text = _LET_TAKE.sub("", _OFF_LATER.sub(r"on leave this \g<part>", text))
    text = _NOTHING_ELSE.sub("rest fine", _DIED.sub(r"\g<leave> for a funeral", text))
    text = _SEEMS.sub(r"\g<well>", _MESSAGE.sub("", _TOLD_ME.sub("says", text)))
    text = _HAD_A_LOOK.sub("", _DOCTOR_SAYS.sub("", text))
    text = _CONFIRMED.sub(r"\g<so>", _OUT_OF_HERE.sub(_nobody_left, text))
    text = _IN_CLASS.sub(_of_the_class, text)
    text = _SHOULD.sub(r"will \g<be>", _THAN.sub("", _A_BIT_HIGH.sub("", text)))
    return _ALL_NIGHT.sub(r"\g<ill>", _ALL_OVER.sub("", _JUST.sub("", text)))


def _for(found: re.Match[str]) -> str:
    return found["for"] or ""


def _of_the_class(found: re.Match[str]) -> str:
    """No symptoms in class; nobody is in class stays."""
    ill = re.search(r"symptom|fever|cough|ill|sick|case|flu|cold|temp", found["no"], re.I)
    return found["no"] if ill else found[0]


def _nobody_left(found: re.Match[str]) -> str:
    """Nobody went out of Hechuan; that nobody went to Wuhan is another thing."""
    return "no travel" if re.search(r"out|of|away|left", found[0], re.I) else found[0]
