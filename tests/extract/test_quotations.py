from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.quotations import quotations
from store.model import Kind, Origin, Proposal, QuotationProposal

NAMES = {
    "Ada Mirren": Kind.PERSON,
    "Boris Tal": Kind.PERSON,
    "Mirren": Kind.PERSON,
    "Tal": Kind.PERSON,
    "NASA": Kind.AGENCY,
    "ESA": Kind.AGENCY,
    "Orbex": Kind.ORGANIZATION,
    "Beijing": Kind.PLACE,
    "Luna": Kind.MISSION,
}
WHOLE = {"Mirren": "Ada Mirren", "Tal": "Boris Tal"}


def proposals(text: str) -> list[Proposal]:
    found: list[Proposal] = []
    for words, kind in NAMES.items():
        at = text.find(words)
        while at >= 0:
            if all(at >= each.end or at + len(words) <= each.start for each in found):
                name = WHOLE.get(words, words)
                found.append(Proposal(at, at + len(words), kind, name, None, 1.0, Origin.MODEL, "a test says so"))
            at = text.find(words, at + 1)
    return found


def found(text: str, *, indirect: bool = False) -> list[QuotationProposal]:
    return [each for each in quotations(text, proposals(text)) if each.indirect is indirect]


def said(text: str, *, indirect: bool = False) -> list[tuple[str | None, str]]:
    """Who says what in a text, each speaker by canonical name."""
    names = {(each.start, each.end): each.name for each in proposals(text)}
    return [
        (each.speaker and names[each.speaker], text[each.start : each.end]) for each in found(text, indirect=indirect)
    ]


ADA = "Ada Mirren"
BORIS = "Boris Tal"


@pytest.mark.parametrize(
    "text",
    [
        "“We fly,” said Ada Mirren.",
        "“We fly,” Ada Mirren said.",
        '"We fly," said Ada Mirren.',
        "``We fly,'' said Ada Mirren.",
        "‘We fly,’ said Ada Mirren.",
        "'We fly,' said Ada Mirren.",
        "«We fly,» said Ada Mirren.",
        "„We fly,“ said Ada Mirren.",
        "“We fly”, said Ada Mirren.",
        "“We fly,” says Dr. Ada Mirren, head of missions at ESA.",
        "“We fly,” added Orbex founder and CEO Ada Mirren in Beijing.",
        "“We fly,” said the head of missions at ESA, Ada Mirren.",
        "“We fly,” Ada Mirren, head of missions at ESA, told reporters.",
        "“We fly,” Ada Mirren of ESA wrote on Monday.",
        "“We fly,” Mirren, 42, later recalled.",
        "“We fly,” NASA's Ada Mirren said.",
        "“We fly,” according to Ada Mirren.",
        "“We fly,” as Ada Mirren put it.",
        "“We fly,” shot back Mirren.",
        "“We fly.”\n— Ada Mirren, head of missions",
        "“We fly.” — Ada Mirren",
        "Ada Mirren said, “We fly,” and left.",
        "Ada Mirren said: “We fly,” and left.",
        "Ada Mirren, head of missions, told reporters: “We fly,” and left.",
        "Ada Mirren, who works with Boris Tal, said: “We fly,” and left.",
        "Boris Tal was silent, but Ada Mirren said: “We fly,” and left.",
        "Ada Mirren stood up and said, “We fly,” and left.",
        "Ada Mirren stood up, saying, “We fly,” and left.",
        "According to Ada Mirren, “We fly,” and that was that.",
        "Ada Mirren: “We fly,” and so on.",
        "As Ada Mirren put it, “We fly,” and so on.",
    ],
)
def test_speech_beside_its_speaker(text: str) -> None:
    assert [(who, words.rstrip(",.")) for who, words in said(text)] == [(ADA, "We fly")]


def test_a_speech_broken_by_its_speaker_is_two_of_the_same() -> None:
    assert said("“We fly,” said Ada Mirren, who leads Luna. “We land.” Boris Tal nodded.") == [
        (ADA, "We fly,"),
        (ADA, "We land."),
    ]
    assert said("“We fly,” Mirren said, “and we land.”") == [(ADA, "We fly,"), (ADA, "and we land.")]


def test_a_speech_over_paragraphs_is_one_span_a_paragraph() -> None:
    text = "“We fly.\n\n“We land.\n\n“We return,” said Ada Mirren.\n\n“Good,” said Boris Tal."
    assert said(text) == [(ADA, "We fly."), (ADA, "We land."), (ADA, "We return,"), (BORIS, "Good,")]
    text = "Ada Mirren said: “We fly.\n\n“We land.”"
    assert said(text) == [(ADA, "We fly."), (ADA, "We land.")]


def test_a_quoted_paragraph_goes_on_from_the_speech_before_it() -> None:
    assert said("“We fly,” said Ada Mirren of ESA.\n\n“We land on time.”") == [
        (ADA, "We fly,"),
        (ADA, "We land on time."),
    ]


def test_a_quoted_paragraph_belongs_to_the_person_of_the_sentence_before_it() -> None:
    assert said("ESA was glad. Ada Mirren praised the team.\n\n“They worked hard.”") == [(ADA, "They worked hard.")]


def test_a_quoted_paragraph_after_two_people_belongs_to_nobody() -> None:
    assert said("Ada Mirren met Boris Tal.\n\n“They worked hard.”") == []


def test_a_wrapped_line_ends_no_paragraph() -> None:
    lines = (
        "The mission was prepared over many years by a large team of people\n"
        'all over Europe. "We have waited for this moment for very long, and\n'
        'we were so patient," Ada\n'
        'Mirren of ESA told them. "We shall not forget what we have seen," she\n'
        "said.\n"
    )
    assert [(who, words.split()[0], words.split()[-1]) for who, words in said(lines.replace("Ada\n", "Ada "))] == [
        (ADA, "We", "patient,"),
        (ADA, "We", "seen,"),
    ]


def test_list_lines_are_paragraphs_of_their_own() -> None:
    assert said("“We fly”\nAda Mirren said: “We land.”\nBoris Tal") == [(ADA, "We land.")]


def test_pronouns_and_descriptions_are_followed() -> None:
    assert said("Ada Mirren arrived late. “We fly,” she said.") == [(ADA, "We fly,")]
    assert said("NASA made a choice. “We fly,” the agency said.") == [("NASA", "We fly,")]


def test_a_body_or_a_place_speaks_where_no_person_does() -> None:
    assert said("“We fly,” NASA said in a statement.") == [("NASA", "We fly,")]
    assert said("“We fly,” said Orbex.") == [("Orbex", "We fly,")]
    assert said("In a statement, NASA said: “We fly.”") == [("NASA", "We fly.")]
    assert said("“We fly,” Beijing said.") == [("Beijing", "We fly,")]


def test_somebody_of_a_body_is_not_the_body() -> None:
    assert said("“We fly,” said officials at NASA.") == []
    assert said("“We fly,” a NASA spokesperson said.") == []
    assert said("“We fly,” one engineer said.") == []


def test_marks_inside_speech_are_part_of_it() -> None:
    assert said("“He said ‘go’ to us,” said Ada Mirren.") == [(ADA, "He said ‘go’ to us,")]
    assert said('“He said "go" to us,” said Ada Mirren.') == [(ADA, 'He said "go" to us,')]
    assert said("“It’s the team’s work,” said Ada Mirren.") == [(ADA, "It’s the team’s work,")]


def test_a_part_of_a_sentence_is_speech_where_somebody_says_it() -> None:
    assert said("Ada Mirren said the engine was “ready for the Moon”.") == [(ADA, "ready for the Moon")]
    assert said("Ada Mirren called the plan “a bad joke”.") == [(ADA, "a bad joke")]


@pytest.mark.parametrize(
    "text",
    [
        "The “quiet” jet of NASA flew.",
        "Ada Mirren drove the rover, nicknamed “Old Bess,” home.",
        "Ada Mirren wrote a book, “The Long Way Up,” in 1990.",
        "Ada Mirren said the “supermoon” was bright.",
        "Ada “Red” Mirren flew.",
        "“Nothing is lost.” Luna flew on.",
        "A sign read “No smoking”.",
        "“We fly,” it was said.",
        'The 12" pipe and the 14" pipe, said Ada Mirren, were lost.',
        'Left: "Dinner is served" by NASA.',
    ],
)
def test_no_speech(text: str) -> None:
    assert said(text) == []


def test_a_new_sentence_with_its_own_words_does_not_claim_the_speech_before_it() -> None:
    text = "“We fly,” said Ada Mirren. “We land.” Boris Tal said the weather was fine."
    assert said(text) == [(ADA, "We fly,"), (ADA, "We land.")]


def test_a_mark_left_open_takes_nothing_with_it() -> None:
    assert said("“We fly, he thought.\n\nThen it rained. “We land,” said Ada Mirren.") == [(ADA, "We land,")]


@pytest.mark.parametrize("clause", ["said Ada Mirren of ESA", "Ada Mirren said"])
def test_a_forgotten_closing_mark_is_told_by_the_speaker_behind_it(clause: str) -> None:
    text = f"“We fly, {clause}. “We land.”\n\n“Good,” said Boris Tal."
    assert said(text) == [(ADA, "We fly,"), (ADA, "We land."), (BORIS, "Good,")]


def test_labelled_paragraphs_are_speech() -> None:
    text = "Ada Mirren leads Luna.\n\nQ: When do you fly?\n\nA: In the year 2029.\n\nQ: And then?\n\nA: Then we wait."
    assert said(text) == [(ADA, "In the year 2029."), (ADA, "Then we wait.")]
    text = "Ada Mirren: When do we fly?\nBoris Tal: In the year 2029.\n"
    assert said(text) == [(ADA, "When do we fly?"), (BORIS, "In the year 2029.")]


def test_quoted_answers_belong_to_the_one_who_is_introduced() -> None:
    text = "Ada Mirren leads Luna.\n\nWhen do you fly?\n\n“In the year 2029.”\n\nAnd then?\n\n“We wait.”"
    assert said(text) == [(ADA, "In the year 2029."), (ADA, "We wait.")]


def test_the_cue_and_the_reason_are_told() -> None:
    text = "“We fly,” said Ada Mirren."
    [speech] = found(text)
    assert speech.cue is not None
    assert text[speech.cue.start : speech.cue.end] == "said"
    assert "said" in speech.reason
    assert speech.score > 0.9


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Mirren said that Luna would fly in May.", "Luna would fly in May"),
        ("Ada Mirren said Luna would fly in May.", "Luna would fly in May"),
        ("Ada Mirren, who leads Luna, told reporters that it would fly.", "it would fly"),
        ("Luna will fly in May after all, Ada Mirren said.", "Luna will fly in May after all"),
        ("Luna will fly in May after all, said Ada Mirren of ESA.", "Luna will fly in May after all"),
        ("According to Ada Mirren, Luna will fly in May.", "Luna will fly in May"),
    ],
)
def test_reported_speech_is_kept_as_such(text: str, words: str) -> None:
    assert said(text, indirect=True) == [(ADA, words)]
    assert said(text) == []


def test_what_reports_nothing_is_no_reported_speech() -> None:
    assert said("Ada Mirren told a story. Boris Tal said so. NASA announced on Monday.", indirect=True) == []


PIECES = [
    *NAMES,
    *(
        "“",
        "”",
        '"',
        "‘",
        "’",
        "'",
        "«",
        "»",
        "``",
        "''",
        " ",
        ", ",
        ". ",
        "? ",
        ": ",
        "\n",
        "\n\n",
        "— ",
        "Q: ",
        "A: ",
    ),
    *("said", " said ", "We fly", "she", "that ", "according to ", "called ", "the agency", "and "),
]


def sound(text: str, mentions: list[Proposal]) -> None:
    speeches = quotations(text, mentions)
    spans = {(each.start, each.end) for each in mentions}
    assert speeches == sorted(speeches, key=lambda each: (each.start, each.end))
    end = 0
    for each in speeches:
        assert 0 <= each.start < each.end <= len(text)
        assert each.speaker is None or each.speaker in spans
        assert each.cue is None or 0 <= each.cue.start < each.cue.end <= len(text)
        assert 0 <= each.score <= 1
        assert each.reason
        assert each.start >= end
        end = each.end


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_speeches_lie_in_the_text_and_apart(text: str) -> None:
    sound(text, proposals(text))


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(Kind))))
def test_any_text_with_any_mentions_is_taken(text: str, spans: list[tuple[int, int, Kind]]) -> None:
    mentions = [Proposal(*span, "N", None, None, Origin.MODEL, "") for span in spans if span[0] < span[1] <= len(text)]
    sound(text, mentions)


@pytest.mark.parametrize(
    "text",
    [
        '"' + "We fly to the Moon " * 50_000,
        "“We fly,” said Ada Mirren. " * 10_000,
        '"a" ' * 100_000,
        "“a " * 100_000,
        "she said that he told " * 20_000,
        "only " * 100_000 + "said Ada Mirren.",
        "“We fly,” " + "only " * 100_000 + "said",
        "a\n" * 100_000,
        " " * 500_000 + "“" + " " * 500_000,
    ],
    ids=[
        "one mark",
        "much speech",
        "many pairs",
        "all open",
        "many verbs",
        "adverbs",
        "adverbs behind",
        "lines",
        "spaces",
    ],
)
def test_a_long_text_takes_time_in_proportion(text: str) -> None:
    mentions = [
        Proposal(at, at + 10, Kind.PERSON, ADA, None, 1.0, Origin.MODEL, "")
        for at in range(0, len(text), 27)
        if text.startswith(ADA, at)
    ]
    began = time.perf_counter()
    quotations(text, mentions)
    assert time.perf_counter() - began < 20
