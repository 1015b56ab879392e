"""`evaluate`: the extraction measured by annotated texts."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract import evaluate as scoring
from extract import evaluate_links
from extract.evaluate_statements import (
    Stated,
    StatementError,
    evaluate_statements,
    statement_errors,
    statements_as_dict,
    statements_as_table,
)
from store.model import Annotation, IncomingDocument, State
from tui import knowledge
from tui.cli.exchange import annotated
from tui.cli.extraction import annotation, found_in, known
from tui.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from extract.pipeline import Extracted


def evaluate(values: Namespace) -> int:
    """Print how well the extraction agrees with annotated texts, and how quick it is."""
    gold = annotated(values.gold)
    given = known(values)
    extractor = knowledge.load(given, values.model)
    started = time.perf_counter()
    found = list(found_in(extractor, gold))
    seconds = time.perf_counter() - started
    words = sum(len(document.text.split()) for document in gold)
    pairs = [(_standing(one), list(map(annotation, other.proposals))) for one, other in zip(gold, found, strict=True)]
    stated = [_stated(document, other) for document, other in zip(gold, found, strict=True)]
    scores = scoring.evaluate(pairs)
    links = evaluate_links.links(pairs, given.names)
    statements = evaluate_statements(stated)
    mistakes = []
    if values.errors:
        for document, pair, said in zip(gold, pairs, stated, strict=True):
            mistakes += [_mistake(document, error) for error in scoring.errors(*pair)]
            mistakes += [_misstatement(document, error) for error in statement_errors(said)]
    speed = {"words": words, "seconds": round(seconds, 3), "words_per_second": round(words / seconds)}
    if values.json:
        report = scoring.as_dict(scores) | {"links": evaluate_links.links_as_dict(links)}
        report |= statements_as_dict(statements) | {"speed": speed}
        print_json(report | ({"errors": mistakes} if values.errors else {}))
        return 0
    say(
        scoring.as_table(scores),
        evaluate_links.links_as_table(links),
        "",
        statements_as_table(statements),
        "",
        f"{words:,} words in {seconds:.1f} s: {speed['words_per_second']:,} words a second",
    )
    if mistakes:
        say("")
        print_table(
            ["document", "at", "what", "gold", "found"],
            [(m["document"], m["at"], m["what"], _shown(m["gold"]), _shown(m["found"])) for m in mistakes],
            right={"at"},
        )
    return 0


def _stated(gold: IncomingDocument, found: Extracted) -> Stated:
    return Stated(gold.text, _standing(gold), gold.relations, gold.quotations, found.relations, found.quotations)


def _standing(document: IncomingDocument) -> Sequence[Annotation]:
    return [mention for mention in document.mentions if mention.state not in (State.REJECTED, State.WITHDRAWN)]


def _mistake(document: IncomingDocument, error: scoring.MentionError) -> dict[str, object]:
    place = error.gold or error.predicted
    return {
        "document": document.identifier,
        "at": place.start if place else None,
        "what": error.category.value,
        "gold": _side(document, error.gold),
        "found": _side(document, error.predicted),
    }


def _misstatement(document: IncomingDocument, error: StatementError) -> dict[str, object]:
    return {
        "document": document.identifier,
        "at": error.at,
        "what": f"{error.category.value}, {error.what}",
        "gold": error.gold,
        "found": error.found,
    }


def _side(document: IncomingDocument, mention: Annotation | None) -> dict[str, object] | None:
    if mention is None:
        return None
    words = document.text[mention.start : mention.end]
    return {"start": mention.start, "end": mention.end, "kind": mention.kind, "words": words}


def _shown(side: object) -> str:
    if isinstance(side, dict):
        return f"{side['words']} {side['kind']}"
    return str(side or "")
