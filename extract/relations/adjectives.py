"""Adjectives of countries and of Europe, with the names that those go by: data, from general knowledge."""

from __future__ import annotations

_ROWS = """
american=united states,u.s.,us,usa,united states of america
russian=russia,russian federation
soviet=soviet union,ussr
chinese=china,people's republic of china
european=europe,european union
japanese=japan
indian=india
german=germany
french=france
italian=italy
british=united kingdom,britain,uk,great britain
canadian=canada
ukrainian=ukraine
korean=south korea,korea,republic of korea
israeli=israel
iranian=iran
emirati=united arab emirates,uae
saudi=saudi arabia
spanish=spain
polish=poland
swedish=sweden
norwegian=norway
danish=denmark
finnish=finland
dutch=netherlands,the netherlands
belgian=belgium
swiss=switzerland
austrian=austria
australian=australia
brazilian=brazil
mexican=mexico
argentine=argentina
argentinian=argentina
turkish=turkey,türkiye
egyptian=egypt
nigerian=nigeria
kenyan=kenya
portuguese=portugal
greek=greece
hungarian=hungary
czech=czech republic,czechia
romanian=romania
bulgarian=bulgaria
kazakh=kazakhstan
belarusian=belarus
indonesian=indonesia
malaysian=malaysia
vietnamese=vietnam
thai=thailand
filipino=philippines
philippine=philippines
pakistani=pakistan
irish=ireland
scottish=scotland
luxembourgish=luxembourg
ghanaian=ghana
rwandan=rwanda
peruvian=peru
chilean=chile
colombian=colombia
slovak=slovakia
slovenian=slovenia
croatian=croatia
lithuanian=lithuania
latvian=latvia
estonian=estonia
taiwanese=taiwan
mongolian=mongolia
cuban=cuba
"""
#: For an adjective in lower case, the names of its country in lower case.
NAMES_OF: dict[str, tuple[str, ...]] = {
    adjective: tuple(names.split(","))
    for adjective, _, names in (row.partition("=") for row in _ROWS.split("\n") if row)
}
