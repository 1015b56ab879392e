"""Why a relation or quotation is there: what states it, how certain that is, and what was decided on it."""

from __future__ import annotations

import sqlite3

from store import history, stated
from store.stated import StatedRelation
from tui.jobs import LibraryThread
from tui.leading import StatementKey
from tui.screens.choosing import score_bar
from tui.screens.why import WhyScreen, decided_lines, standing, told
from tui.statement_lines import Statement, words_of
from tui.widgets.line_list import Line


def why_lines(statement: Statement, *, is_blind: bool = False) -> list[Line]:
    """The lines that tell it in plain words, but for its history; blind, without what the extraction says of it."""
    lines = [told("says", words_of(statement))]
    if isinstance(statement, StatedRelation):
        lines += [told("in words", " ".join(statement.words.split()))] if statement.words else []
    else:
        lines.append(told("speaker", statement.speaker.name if statement.speaker else "the text names none"))
        lines.append(told("speech", "reported" if statement.indirect else "direct"))
    lines += [] if is_blind else [told("because", statement.reason)]
    if statement.score is not None and not is_blind:
        lines.append(told("certainty", f"{score_bar(statement.score)} {statement.score:.0%}", "line-list--mark"))
    lines.append(told("decided", standing(statement.state, statement.author)))
    return lines


def why_statement(library: LibraryThread, key: StatementKey, words: str, *, is_blind: bool = False) -> WhyScreen:
    """The dialog that tells of a relation or a quotation; blind, only what people have decided on it."""

    def ask(connection: sqlite3.Connection) -> list[Line]:
        statement = stated.get(connection, *key)
        decided = history.of_subject(connection, *key, is_blind=is_blind)
        return [*why_lines(statement, is_blind=is_blind), *decided_lines(decided)]

    return WhyScreen(library, words, (), ask)
