"""A long text in pieces that a language model can take, cut where the least is lost."""

from __future__ import annotations

from collections.abc import Iterator

CHUNK_LENGTH = 20_000
_CUTS = ("\n\n", "\n", ". ", " ")


def chunks(text: str, length: int = CHUNK_LENGTH) -> Iterator[tuple[int, int]]:
    """Start and end of consecutive pieces that together are the text.

    Args:
        text: the text.
        length: the most code points a piece may have. It ends at the last paragraph, line, sentence or word in
            its second half, and anywhere where there is none.
    """
    start = 0
    while len(text) - start > length:
        end = start + length
        for cut in _CUTS:
            position = text.rfind(cut, start + length // 2, end)
            if position >= 0:
                end = position + len(cut)
                break
        yield start, end
        start = end
    yield start, len(text)
