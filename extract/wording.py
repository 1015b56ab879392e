"""The kinds in the words of a reason: "the language model takes it for a person"."""

from __future__ import annotations

from store.model import Kind

DESCRIBED = {
    Kind.AGENCY: "a space agency or a part of one",
    Kind.PERSON: "a person",
    Kind.MISSION: "a mission or spacecraft",
    Kind.VEHICLE: "a launch vehicle, stage or engine",
    Kind.ORGANIZATION: "an organisation",
    Kind.PLACE: "a place on Earth",
    Kind.BODY: "a place in space",
    Kind.EVENT: "an event",
    Kind.LAW: "a law or treaty",
    Kind.DATE: "a date",
}
