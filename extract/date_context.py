"""Whether what has the form of a date is one where it stands.

"2,000", "Cosmos 2558" and "1500 kilograms" hold no year, "Long March 5" and "it may" no month. What surrounds
the phrase decides, within a few dozen characters.
"""

from __future__ import annotations

import re

from extract.date_grammar import Form, Phrase

_LOOK = 24

_TIME_WORDS = (
    "in|since|by|from|until|till|through|throughout|before|after|between|during|circa|of|around|back|late|early|mid"
)
_WORD_BEFORE = re.compile(r"([^\s(\[\"“‘/—–]+)[^\S\n]{1,2}\Z")
_AFTER_TIME_WORD = re.compile(
    rf"(?:^|[\s(\"“—–])(?:{_TIME_WORDS})\s{{1,2}}(?:the\s|about\s|around\s|late\s|early\s)?\Z", re.I
)
_AFTER_YEARS = re.compile(r"\b(?:1\d|20)\d\d(?:,|,? (?:and|or|to|through)| ?[-–])\s?\Z")
_AFTER_NUMBER_WORD = re.compile(
    r"(?:\b(?:no|nos|number|numbers|version|versions|v|page|pages|p|pp|room|suite|building|block|phase|sol|sols|orbit"
    r"|orbits|revolution|model|section|chapter|flight|batch|channel|frequency|index|grant|contract|part|serial|code|id"
    r"|resolution|ext|extension|box|lot|unit|article)\.?|[\d)][-.\s]|[+~<>≥≤×*±])\s?\Z",
    re.I,
)
_OPENING_WORD = re.compile(
    r"In|Since|By|From|Until|Till|Through|Throughout|Before|After|Between|During|Circa|Of|Around|About"
    r"|Late|Early|Mid|The|A|An|And|Or|But|To|For|On|As|At|With|When|While|That|This|These|Those|Its|His|Her"
    r"|Their|Our|Your|My|Year|Class|Starting|Beginning|Ending|Copyright|Updated|Christmas|Easter"
    r"|Thanksgiving|Day|Eve|Spring|Summer|Autumn|Fall|Winter|Than"
)
_UNIT = re.compile(
    r"[-\s]?(?:%|°|[kMGTm]?(?:g|m|W|V|N|Hz|J|B|b|t|K|Pa|bps)\b|(?:k|c|m|n|µ|μ)m\b|km/|kg|lbf?\b|lbs\b|ft\b|mph\b|mi\b"
    r"|in\.|AU\b|hp\b|hrs?\b|degrees?\b|hours?\b|minutes?\b|seconds?\b|days?\b|weeks?\b|months?\b|years?\b|UTC\b|GMT\b"
    r"|[ECMP][SD]?T\b|Z\b|(?:kilo|centi|milli|nano|micro|mega|giga)?(?:gram|met(?:er|re)|watt|newton|hertz|pixel|byte|bit)s?\b"
    r"|(?:square|cubic|metric|nautical|light|astronomical|miles?|foot|feet|inch|inches|tons?|tonnes?|pounds?|kilos?"
    r"|gallons?|lit(?:er|re)s?|acres?|yards?|knots?|volts?|amps?|dollars?|euros?|yuan|rubles?|rupees?|yen|kelvins?"
    r"|million|billion|trillion|thousand|percent|people|men|women|times|series|local time|or (?:more|fewer|less|so))\b)"
)
_PLURAL = re.compile(
    r"\s(?:(?:more|new|small|large|other|individual|different|separate|active|additional)\s)?[a-z]{3,20}[^s\W]s(?![\w'’])"
)
_NO_PLURAL = re.compile(r"\s(?:was|has|is|as|this|his|its|plus|thus|towards|across|less|besides|perhaps|always)\b")
_DETERMINER = re.compile(r"(?:\b(?:the|its|their|his|her|our|this|that|a|annual)|['’]s?)\s\Z", re.I)
_DESIGNATION = re.compile(r"\s[A-HJ-Y][A-HJ-Z]\d|\s[A-HJ-Y][A-HJ-Z](?:₀|[₁-₉])|[-_/]\w|\.\w|@")
_ERA = re.compile(r"-(?:era|vintage|based|style)\b")
_UNNAMED_OBJECT = re.compile(r"(?:asteroid|object|comet|designated|named|dubbed|called)\s\Z", re.I)
_TWO_CAPITALS = re.compile(r"\s[A-HJ-Y][A-HJ-Z]\b")
_NO_MONTH_BEFORE = re.compile(r"(?:\bLong|\bLONG|\bMiss|\bWomen['’]s|\bMs\.|\bMrs\.|\bMr\.|\bDr\.)\s\Z")
_CAPITAL_BEFORE = re.compile(r"(?:^|\s)[A-Z][\w.'’-]*\s\Z")
_CAPITAL_AFTER = re.compile(r"\s[A-Z][a-z]")
_MONTH_LED = re.compile(
    r"(?:^|[\s(\"“—–])(?:in|since|until|till|by|of|from|through|during|before|after|late|early|mid|next|last|this|that|every"
    r"|each|and|or|to|between|for|around|throughout|previous|following|coming)\s{1,2}\Z",
    re.I,
)
_MONTH_AS_ADJECTIVE = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|our|planned|targeted)|['’]s)\s\Z", re.I)
_VERB_AFTER = re.compile(
    r"\s(?:be|have|not|also|on|of|to|into|toward|towards|through|up|for|by|at|in|with|past|across|well|need|help|provide"
    r"|include|lead|contain|take|become|seem)\b"
)


def fits(text: str, phrase: Phrase) -> bool:
    """Whether what stands around a phrase lets it be a date."""
    before = text[max(phrase.start - _LOOK, 0) : phrase.start]
    after = text[phrase.end : phrase.end + _LOOK]
    if phrase.form is Form.YEAR and phrase.last is None:
        return _is_year(phrase.first.year or 0, before, after)
    if phrase.form is Form.YEAR:
        return not (_AFTER_NUMBER_WORD.search(before) or _UNIT.match(after))
    if phrase.form is Form.MONTH and phrase.first.year is None:
        return _is_month(text[phrase.start : phrase.end], before, after)
    if phrase.form is Form.DAY and text[phrase.start].isdigit() and phrase.first.month and not phrase.times:
        continues_a_name = phrase.weekday is None and " " in text[phrase.start : phrase.end] and _follows_a_name(before)
        return not continues_a_name
    return not _NO_MONTH_BEFORE.search(before)


def _follows_a_name(before: str) -> bool:
    """Whether a number continues a name: "Cosmos 2558", "Resolution 2231", "Mars 2020"."""
    word = _WORD_BEFORE.search(before)
    if word is None or word[1][-1] in '.,;:!?)]”"':
        return False
    return word[1][0].isupper() and not _OPENING_WORD.fullmatch(word[1]) and not re.search(r"['’]s?$|day\Z", word[1])


def _is_year(year: int, before: str, after: str) -> bool:
    """Whether a bare number is a year; a round or unusual one needs a word of time before it."""
    if _AFTER_NUMBER_WORD.search(before) or _UNIT.match(after) or _follows_a_name(before):
        return False
    if _DESIGNATION.match(after) and not _ERA.match(after):
        return False
    if _UNNAMED_OBJECT.search(before) and _TWO_CAPITALS.match(after):
        return False
    led = bool(_AFTER_TIME_WORD.search(before) or _AFTER_YEARS.search(before)) and not before.endswith(("of ", "than "))
    usual = 1900 < year < 2100 and year % 100 != 0
    if _PLURAL.match(after) and not _NO_PLURAL.match(after):
        return usual and (led or bool(_DETERMINER.search(before)))
    return usual or led


def _is_month(name: str, before: str, after: str) -> bool:
    """Whether a bare word is a month, and no verb ("May") and nobody's name ("June", "April")."""
    if _NO_MONTH_BEFORE.search(before):
        return False
    if name[0].islower() or " " in name or "-" in name or _MONTH_LED.search(before):
        return True
    if name.isupper():
        return False
    if _CAPITAL_AFTER.match(after) or (_CAPITAL_BEFORE.search(before) and not _MONTH_AS_ADJECTIVE.search(before)):
        return False
    if name.endswith("."):
        return False
    if name in ("May", "March"):
        return bool(_MONTH_AS_ADJECTIVE.search(before)) and not _VERB_AFTER.match(after)
    return True
