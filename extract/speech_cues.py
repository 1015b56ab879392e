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
    sighed shrugged hinted elaborated contended asserted affirmed maintained offered began ended finished put pointed
    conveyed proclaimed thanked gushed interjected snapped deadpanned sniffed objected volunteered murmured muttered
"""
_PRESENT = """
    says adds explains notes writes states comments argues recalls announces tells tweets posts remarks observes
    continues concludes replies answers responds asks declares insists warns jokes quips laughs admits acknowledges
    concedes confirms emphasizes emphasises stresses reports reveals promises predicts suggests claims agrees reflects
    muses recounts reminisces remembers exclaims cautions urges complains laments marvels wonders testifies reiterates
    believes thinks hopes hints elaborates contends asserts affirms maintains points smiles
"""
_BARE = "say add explain note write argue recall tell insist warn agree point"
#: Verbs that report speech, in the forms in which a report has them.
SAYING = words(_PAST) | words(_PRESENT) | words(_BARE)
#: The same as alternatives of a regular expression, the longer first.
SAYING_VERB = "|".join(sorted(SAYING, key=lambda word: (-len(word), word)))
