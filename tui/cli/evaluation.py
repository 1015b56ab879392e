"""`evaluate`: the extraction measured by annotated texts."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Sequence

from extract import evaluate as scoring
from extract import evaluate_links
from store.model import Annotation, IncomingDocument, State
from tui.cli.exchange import annotated
from tui.cli.extraction import extracted, load, names
from tui.cli.output import print_json, print_table, say


def evaluate(values: Namespace) -> int:
    """Print how well the extraction agrees with annotated texts, and how quick it is."""
    gold = annotated(values.gold)
    known = names(values)
    extractor = load(known, values.model)
    started = time.perf_counter()
    predicted = list(extracted(extractor, gold))
    seconds = time.perf_counter() - started
    words = sum(len(document.text.split()) for document in gold)
    pairs = [(_standing(one), other.mentions) for one, other in zip(gold, predicted, strict=True)]
    scores = scoring.evaluate(pairs)
    links = evaluate_links.links(pairs, known)
    mistakes = [
        _mistake(document, error)
        for document, pair in zip(gold, pairs, strict=True)
        for error in (scoring.errors(*pair) if values.errors else ())
    ]
    speed = {"words": words, "seconds": round(seconds, 3), "words_per_second": round(words / seconds)}
    if values.json:
        figures = scoring.as_dict(scores) | {"links": evaluate_links.links_as_dict(links), "speed": speed}
        print_json(figures | ({"errors": mistakes} if values.errors else {}))
        return 0
    say(
        scoring.as_table(scores),
        evaluate_links.links_as_table(links),
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


def _side(document: IncomingDocument, mention: Annotation | None) -> dict[str, object] | None:
    if mention is None:
        return None
    words = document.text[mention.start : mention.end]
    return {"start": mention.start, "end": mention.end, "kind": mention.kind, "words": words}


def _shown(side: object) -> str:
    return f"{side['words']} {side['kind']}" if isinstance(side, dict) else ""
