"""The marked texts that are learnt from and measured on keep to the convention, as far as a program sees."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from store.formats import marked
from store.model import IncomingDocument, Kind

LEAST = dict.fromkeys(Kind, 700) | {Kind.EVENT: 300, Kind.LAW: 300}


def read(folder: str) -> list[IncomingDocument]:
    found = sorted((files("sample_data") / folder).iterdir(), key=lambda file: file.name)
    return [
        marked.read(file.read_text(encoding="utf-8"), identifier=file.name, source=file.name)
        for file in found
        if file.name.endswith(".gold")
    ]


CORPUS, ARTICLES = read("corpus"), read("articles")


def test_there_are_enough_texts_words_and_mentions_of_each_kind() -> None:
    kinds = Counter(mention.kind for text in CORPUS for mention in text.mentions)
    assert len(CORPUS) >= 400
    assert sum(len(text.text.split()) for text in CORPUS) >= 80_000
    assert {kind: kinds[kind] for kind in Kind if kinds[kind] < LEAST[kind]} == {}


def test_the_articles_are_news_of_a_length_to_read() -> None:
    assert len(ARTICLES) >= 12
    assert all(150 <= len(text.text.split()) <= 500 for text in ARTICLES)


@pytest.mark.parametrize("text", CORPUS + ARTICLES, ids=lambda text: text.identifier)
def test_marks_have_the_boundaries_of_the_convention(text: IncomingDocument) -> None:
    for mention in text.mentions:
        words = text.text[mention.start : mention.end]
        assert words == words.strip()
        assert not re.match(r"[Tt]he\s", words), words
        assert not re.search(r"['’]s$", words), words
        assert not re.search(r"[,;:]$", words), words
        assert words[0] not in "“\"'‘([", words


@pytest.mark.parametrize("text", CORPUS + ARTICLES, ids=lambda text: text.identifier)
def test_one_name_has_one_kind_and_relations_and_speakers_are_names_of_mentions(text: IncomingDocument) -> None:
    kinds: dict[str, set[Kind]] = {}
    for mention in text.mentions:
        kinds.setdefault(mention.name, set()).add(mention.kind)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}
    ends = {end for relation in text.relations for end in (relation.subject, relation.object)}
    assert ends | {quotation.speaker for quotation in text.quotations} <= kinds.keys()
