"""Documents and annotations to try formats on."""

from __future__ import annotations

from hypothesis import strategies as st

from store.formats.annotation import PREDICATES
from store.model import Annotation, IncomingDocument, Kind, Origin, Quotation, Relation, State

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(LETTERS, min_size=1, max_size=80).filter(lambda text: bool(text.strip()))


@st.composite
def spans(draw: st.DrawFn, length: int) -> list[tuple[int, int]]:
    """Spans that do not overlap, in order."""
    points = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    return list(zip(points[::2], points[1::2], strict=False))


@st.composite
def documents(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> IncomingDocument:
    """Documents with every kind of annotation."""
    text = draw(texts)
    mentions = tuple(
        Annotation(
            start,
            end,
            draw(st.sampled_from(Kind)),
            draw(texts),
            draw(st.none() | texts),
            draw(st.none() | st.floats(0, 1)),
            draw(st.none() | st.sampled_from(Origin)),
            draw(st.none() | st.sampled_from(State)),
            draw(st.none() | texts),
        )
        for start, end in draw(spans(len(text)))
    )
    relations = st.builds(Relation, texts, st.sampled_from(PREDICATES), texts, st.none() | texts)
    return IncomingDocument(
        identifier=draw(texts),
        title=draw(texts),
        text=text,
        source="/news/" + draw(texts),
        language=draw(st.sampled_from(["en", "de"])),
        published=draw(st.sampled_from([None, "2018", "2018-06", "2018-06-06", "2018-06-06T09:30:00+08:00"])),
        mentions=mentions,
        relations=tuple(draw(st.lists(relations, max_size=3))),
        quotations=tuple(Quotation(draw(texts), *span, draw(st.booleans())) for span in draw(spans(len(text)))),
    )
