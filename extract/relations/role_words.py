"""Words for what somebody is: data, from general knowledge of English and of the field."""

from __future__ import annotations

from extract import cues
from extract.cues import words

#: Nouns for what somebody is.
ROLE_NOUNS = (
    cues.PERSON_NOUNS
    | frozenset(word.lower() for word in cues.TITLES - words("By Contact Credit Mr Mrs Ms Miss Dr Sir Dame Lady Lord"))
    | words(
        "intern interns advisor adviser advisors fellow lead leads head member members co-chair co-lead counsel"
        " executive official officials representative representatives coordinator planner curator chairperson"
        " dean provost mentor"
        " developer owner partner host trainee assistant associate pi co-investigator co-investigators investigators"
        " operator attorney planner postdoc strategist technologist undersecretary under-secretary principal rector"
        " delegate envoy commissioner marshal deputy aide vice-chair vice-chairman presidents directors managers"
        " professors engineers scientists ministers leaders heads chairs coach archivist steward guard nurse welder"
        " machinist inspector superintendent supervisor foreman custodian superviser warden observer trustee"
        " president-elect cto cfo coo cio cso general-director designer designers undergraduate graduate"
        " senators tourist cochair"
    )
)
_SUFFIXES = ("ologist", "graphist", "grapher", "ician", "physicist", "ineer", "onomer", "nomist", "analyst", "ntist")
#: Titles that stand before a name and are no role.
HONORIFICS = words("dr mr mrs ms miss sir dame lord lady prof professor")


def is_role_noun(word: str) -> bool:
    """Whether a lower-case word can be what somebody is."""
    return word in ROLE_NOUNS or word.endswith(_SUFFIXES)


#: What leads from a person to a role: "who was then appointed".
BEING = words(
    "is was who as became becomes serves served be named appointed been has currently now then also , ( – — -"
    " serving works"
    " worked were are will elected left right )"
)
#: What goes on from a role to something else that is said of the person.
GOING_ON = words("is was served serves has had will became becomes said says who")
ARTICLES = words("the a an its their our his her one")
#: What leads from a role to where it is held.
LEADING_ON = words("of at for with in to from within on by under , - – — and &")
#: What no role has in it.
NO_ROLE = words('. ; : ? ! “ ” " said says told which that when where while but')
#: What stands before a noun of a role and belongs to it.
QUALIFIERS = words(
    "chief deputy associate assistant senior lead principal general vice executive former acting managing program"
    " project mission science flight center space planetary research payload launch prime first test systems co state"
)


def one_of_many(role: str) -> str:
    """A role in the singular, as each of several persons holds it: "astronauts" is "astronaut"."""
    last = role.rpartition(" ")[2].lower()
    return role[:-1] if last.endswith("s") and last in ROLE_NOUNS and last[:-1] in ROLE_NOUNS else role
