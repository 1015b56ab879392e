"""What a record's page says, in which order and words."""

from __future__ import annotations

from store.mentions import Place
from store.model import Alias, Fact, Kind, NameType, Predicate, Record, State
from store.stated import End, StatedQuotation, StatedRelation, Statements
from tui.leading import Lead, StatementKey
from tui.library import RecordPage
from tui.record_page import LIFE, QUOTED, ROLES, STATED, Entry, sections
from tui.widgets.record import record_lines

PROBE = Record(
    "mission/probe",
    Kind.MISSION,
    "Probe",
    aliases=(Alias("PRB", NameType.ACRONYM),),
    facts=(
        Fact("ended", "2020-05", "general"),
        Fact("launched", "2018-12-07", "gcat"),
        Fact("operator", "Agency", "general", record_id="agency/a"),
    ),
)
PERSON = Record(
    "person/jan",
    Kind.PERSON,
    "Jan Wörner",
    facts=(
        Fact("role", "director general", "general", "agency/a", "2015-07", "2021-02"),
        Fact("role", "chairman", "general", None, "2007", "2015"),
    ),
)


def end(name: str, record: str | None = None) -> End:
    return End(record, name, None, 0, 5)


def relation(
    subject: End, predicate: Predicate, target: End, *, document: int = 1, role: str | None = None
) -> StatedRelation:
    place = (10 * document, 10 * document + 9, "the words", 0.5, "so", State.PROPOSED, None)
    return StatedRelation(1, document, f"Text {document}", "2019-01-03", subject, predicate, target, role, *place)


ITSELF, HIMSELF = end("Probe", PROBE.id), end("Jan Wörner", PERSON.id)


def page_of(record: Record, *relations: StatedRelation, quotations: tuple[StatedQuotation, ...] = ()) -> RecordPage:
    return RecordPage(record, [], 0, 0, Statements(list(relations), list(quotations)), {"agency/a": "Agency"})


def section(page: RecordPage, title: str) -> list[Entry]:
    return next((found.entries for found in sections(page) if found.title == title), [])


def told(entries: list[Entry]) -> list[str]:
    return [f"{entry.label} {entry.words}".strip() for entry in entries]


def test_a_missions_life_is_in_order_of_time_with_the_catalogue_and_the_texts_apart() -> None:
    page = page_of(
        PROBE,
        relation(ITSELF, Predicate.LAUNCHED_ON, end("2019", "date/2019")),
        relation(ITSELF, Predicate.LAUNCHED_ON, end("2018", "date/2018")),
    )
    life = section(page, LIFE)
    assert told(life) == ["launched 2018", "launched 2018-12-07", "launched 2019", "ended 2020-05"]
    assert [entry.source for entry in life] == ["Text 1", "GCAT", "Text 1", "general"]


def test_agreements_and_contradictions_with_the_catalogue_are_said() -> None:
    dates = ("2018-12-07", "2018", "2018-12-08", "2019")
    page = page_of(PROBE, *(relation(ITSELF, Predicate.LAUNCHED_ON, end(date)) for date in dates))
    stated = {entry.words: entry for entry in section(page, LIFE) if entry.agreement}
    assert [stated[date].agreement for date in dates] == [
        "as in the catalogue",
        "agrees, catalogue: 2018-12-07",
        "a day apart, catalogue: 2018-12-07",
        "contradicts, catalogue: 2018-12-07",
    ]
    assert [entry.words for entry in stated.values() if entry.contradicts] == ["2019"]


def test_relations_stand_both_ways_grouped_by_what_they_say_in_words() -> None:
    page = page_of(
        PROBE,
        relation(end("Germany"), Predicate.PARTNER_IN, ITSELF),
        relation(ITSELF, Predicate.TARGETS, end("Moon")),
        relation(end("Agency", "agency/a"), Predicate.OPERATES, ITSELF),
        relation(end("Canada"), Predicate.PARTNER_IN, ITSELF),
    )
    assert told(section(page, STATED)) == [
        "bound for Moon",
        "operated by Agency",
        "in partnership with Canada",
        "in partnership with Germany",
    ]


def test_a_persons_roles_stand_in_order_of_time() -> None:
    agency = end("Agency", "agency/a")
    page = page_of(PERSON, relation(HIMSELF, Predicate.HOLDS_ROLE, agency, role="director-general"))
    assert told(section(page, ROLES)) == [
        "chairman (2007 to 2015)",
        "director general of Agency (2015-07 to 2021-02)",
        "director-general of Agency",
    ]
    assert section(page, ROLES)[2].agreement == "as in the catalogue"
    assert section(page, STATED) == []


def test_who_holds_a_role_stands_on_the_organisations_page() -> None:
    agency = Record("agency/a", Kind.AGENCY, "Agency")
    held = relation(HIMSELF, Predicate.HOLDS_ROLE, end("Agency", "agency/a"), role="director-general")
    assert told(section(page_of(agency, held), STATED)) == ["director-general: Jan Wörner"]


def test_every_statement_leads_to_its_place_and_names_the_record_at_its_other_end() -> None:
    page = page_of(PROBE, relation(ITSELF, Predicate.TARGETS, end("Moon", "body/moon"), document=3))
    (entry,) = section(page, STATED)
    assert entry.lead == Lead(
        3, 30, 39, record_id="body/moon", about=PROBE.id, statement=StatementKey("relation", 1), alike=(1,)
    )


def test_quotations_stand_with_their_document_and_long_ones_are_cut() -> None:
    def spoken(words: str, *, indirect: bool = False) -> StatedQuotation:
        held = (0.5, "so", State.ACCEPTED, "ann")
        return StatedQuotation(1, 2, "Text 2", None, HIMSELF, 7, 60, words, None, indirect, *held)

    page = page_of(PERSON, quotations=(spoken("It\nwent  well,"), spoken("x " * 400), spoken("it did", indirect=True)))
    first, long, reported = section(page, QUOTED)
    assert (first.words, first.source, first.lead, first.is_accepted) == (
        "“It went well,”",
        "Text 2",
        Lead(2, 7, 60, about=PERSON.id, statement=StatementKey("quotation", 1)),
        True,
    )
    assert len(long.words) < 420
    assert long.words.endswith("x …”")
    assert told([reported]) == ["reported: it did"]


def test_mentions_of_the_document_being_read_come_first() -> None:
    places = [Place(n, n, f"Text {n}", 4, 9, "the ", "Probe", " flew", State.PROPOSED) for n in (1, 2)]
    page = RecordPage(PROBE, places, 2, 2)
    assert [found.title for found in sections(page, 2)][-2:] == ["In this document", "Text 1"]


def test_the_document_being_read_is_called_this_text() -> None:
    page = page_of(PROBE, *(relation(ITSELF, Predicate.TARGETS, end("Moon"), document=number) for number in (1, 2)))
    stated = next(found.entries for found in sections(page, 2) if found.title == STATED)
    assert [entry.source for entry in stated] == ["Text 1", "this text"]


def test_what_a_line_shows_holds_all_that_the_entry_says() -> None:
    page = page_of(PROBE, relation(ITSELF, Predicate.LAUNCHED_ON, end("2019")))
    shown = ["".join(text for text, _ in line.parts) for line in record_lines(page, None)]
    assert "  launched     2019  ≠ contradicts, catalogue: 2018-12-07  · Text 1".strip() in [s.strip() for s in shown]


def test_what_a_text_states_twice_stands_once_and_as_it_was_accepted() -> None:
    once = relation(ITSELF, Predicate.TARGETS, end("Moon", "body/moon"))
    again = once._replace(id=2, start=50, end=59, state=State.ACCEPTED)
    elsewhere = relation(ITSELF, Predicate.TARGETS, end("Moon", "body/moon"), document=2)
    stated = section(page_of(PROBE, once, again, elsewhere), STATED)
    assert [(entry.source, entry.is_accepted) for entry in stated] == [("Text 1", True), ("Text 2", False)]


def test_a_line_that_tells_what_a_text_states_twice_knows_both() -> None:
    told_twice = [
        relation(ITSELF, Predicate.TARGETS, end("Moon", "body/moon"))._replace(id=number, score=score)
        for number, score in ((4, 0.5), (7, 0.9))
    ]
    (entry,) = section(page_of(PROBE, *told_twice), STATED)
    assert entry.lead is not None
    assert entry.lead.statement == StatementKey("relation", 7)
    assert entry.lead.alike == (4, 7)
