"""Words that tell that somebody speaks: data, from general knowledge of English."""

from __future__ import annotations

from extract.cues import words

_PAST = """
    said added explained noted wrote stated commented argued recalled announced told tweeted posted remarked observed
    continued concluded replied answered responded asked declared insisted warned joked quipped laughed admitted
    acknowledged conceded confirmed emphasized emphasised stressed reported revealed promised predicted suggested
    claimed agreed reflected mused recounted reminisced remembered exclaimed shouted whispered cried radioed called
    cautioned urged complained countered retorted lamented boasted marvelled marveled enthused wondered testified
    reiterated repeated summarized summarised estimated believed thought hoped vowed pledged chuckled smiled grinned
    sighed shrugged hinted elaborated contended asserted affirmed maintained offered began
    conveyed proclaimed gushed interjected snapped deadpanned sniffed objected volunteered murmured muttered sang
    praised hailed described quoted demanded growled grumbled read thanked
"""
_PRESENT = """
    says adds explains notes writes states comments argues recalls announces tells tweets posts remarks observes
    continues concludes replies answers responds asks declares insists warns jokes quips laughs admits acknowledges
    concedes confirms emphasizes emphasises stresses reports reveals promises predicts suggests claims agrees reflects
    muses recounts reminisces remembers exclaims cautions urges complains laments marvels wonders testifies reiterates
    believes thinks hopes hints elaborates contends asserts affirms maintains calls describes praises hails sighs
    smiles grins shrugs chuckles
"""
_PARTICIPLES = words(
    "saying adding noting stating explaining writing calling describing telling asking joking quipping recalling"
    " declaring announcing insisting warning tweeting posting commenting remarking predicting promising"
)
_PHRASES = (
    "summing up",
    "summing it up",
    "shot back",
    "fired back",
    "went on",
    "goes on",
    "pointed out",
    "points out",
    "summed up",
    "put it",
)
_BARE = "say add explain note write argue recall tell insist warn agree"
#: Verbs that report speech, in the forms in which a report has them.
SAYING = words(_PAST) | words(_PRESENT) | words(_BARE) | _PARTICIPLES
#: The same and phrases, as alternatives of a regular expression, the longer first.
SAYING_VERB = "|".join(sorted((*SAYING, *_PHRASES), key=lambda word: (-len(word), word)))
#: Those that take what is said without quotation marks: "said that", "added that".
REPORTING = words(
    """
    said says added adds explained explains noted notes wrote writes stated states argued argues recalled recalls
    announced announces told tells remarked observed concluded concludes declared declares insisted insists warned
    warns joked admitted admits acknowledged acknowledges conceded concedes confirmed confirms emphasized emphasizes
    emphasised stressed stresses revealed promised promises predicted predicts suggested suggests claimed claims
    cautioned complained testified reiterated estimated estimates believes believed hinted hints contended asserted
    affirmed maintained maintains vowed pledged posted tweeted say
    """
)
#: Those that give a thing a name or a judgement, so that what they quote need not be speech.
NAMING = words("called calls calling described describes describing praised praises hailed hails quoted read thanked")

# Right before a quotation mark: what follows is a name, a title or a word, and no speech.
NO_SPEECH_BEFORE = (
    r"(?:nicknamed|dubbed|named|titled|entitled|labell?ed|known as|so-called|termed|christened|codenamed|called|coined"
    r"|word|words|term|terms|phrase|name|nickname|title|theme|slogan|motto|song|songs|book|novel|film|movie|paper"
    r"|article|report|episode|video|album|poem|essay|series|program|programme|documentary|play|painting|lecture|talk"
    r"|course|chapter|exhibit|exhibition|rock|boulder|crater|target|feature|mode|acronym|signed|tagged|marked"
    r"|ein|by|of|and|with|to|in|on|or|like|from|for|the|a|an|its|his|her|their|as)"
)
