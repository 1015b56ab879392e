"""The schema, as named migrations that are only ever appended to.

A library made by any version opens in every later one: `migrate` applies what is missing, each migration in
a transaction of its own. Never change a migration that has been released; write another.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATION_SET = "spacetui"
#: Stands in the header of every library, so that other SQLite files are told apart ("spct" in ASCII).
APPLICATION_ID = 0x73706374
#: Every migration, oldest first.
NAMES = (
    "m001_documents",
    "m002_records",
    "m003_extraction",
    "m004_decisions",
    "m005_statements",
    "m006_views",
    "m007_additions",
    "m008_candidates",
    "m009_statements_proposed",
    "m010_decisions_on_all",
    "m011_decided_elsewhere",
    "m012_learning",
    "m013_rules_decided",
    "m014_dissent",
    "m015_reasons",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that this library lacks, all or none, while no one else writes to it."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations(MIGRATION_SET)
    for name in NAMES:
        migrations(name=name)(globals()[name])
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def m001_documents(db: Database) -> None:
    """Texts, one row a revision, and full-text search over them."""
    db.table("settings").create({"key": str, "value": str}, pk="key", not_null={"value"})
    documents = db.table("documents").create(
        {
            "id": int,
            "title": str,
            "source": str,
            "language": str,
            "published": str,
            "added": str,
            "sha256": str,
            "text": str,
            "supersedes": int,
        },
        pk="id",
        not_null={"title", "source", "language", "added", "sha256", "text"},
        foreign_keys=[("supersedes", "documents", "id")],
    )
    documents.create_index(["sha256"])
    documents.create_index(["source"])
    documents.create_index(["supersedes"])
    documents.enable_fts(["title", "text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    db.table("readings").create(
        {"document_id": int, "opened": str, "place": int},
        pk="document_id",
        not_null={"opened", "place"},
        foreign_keys=[("document_id", "documents", "id")],
    ).create_index(["opened"])


def m002_records(db: Database) -> None:
    """Entities with their names and facts; agencies, people and missions have columns of their own."""
    records = db.table("records").create(
        {"id": str, "kind": str, "name": str, "origin": str, "wikidata": str, "created": str},
        pk="id",
        not_null={"kind", "name", "origin", "created"},
    )
    records.create_index(["kind", "name"])
    aliases = db.table("aliases").create(
        {"id": int, "record_id": str, "name": str, "type": str, "folded": str},
        pk="id",
        not_null={"record_id", "name", "type", "folded"},
        foreign_keys=[("record_id", "records", "id")],
    )
    aliases.create_index(["record_id", "name"], unique=True)
    aliases.create_index(["folded"])
    aliases.enable_fts(["name"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    facts = db.table("facts").create(
        {
            "id": int,
            "record_id": str,
            "property": str,
            "value": str,
            "value_record_id": str,
            "valid_from": str,
            "valid_to": str,
            "source": str,
        },
        pk="id",
        not_null={"record_id", "property", "value", "source"},
        foreign_keys=[("record_id", "records", "id"), ("value_record_id", "records", "id")],
    )
    facts.create_index(["record_id", "property"])
    facts.create_index(["value_record_id", "property"])
    for table, columns, references in (
        ("agencies", ("country", "founded", "dissolved", "located_in"), ("part_of",)),
        ("people", ("nationality", "born", "died"), ()),
        ("missions", ("country", "designation", "launched", "ended", "launch_site"), ("operator", "vehicle", "target")),
    ):
        db.table(table).create(
            {"record_id": str, **dict.fromkeys(columns, str), **{f"{name}_id": str for name in references}},
            pk="record_id",
            foreign_keys=[("record_id", "records", "id"), *((f"{name}_id", "records", "id") for name in references)],
        )


def m003_extraction(db: Database) -> None:
    """What runs proposed (never changed), and the mentions that hold now."""
    runs = db.table("runs").create(
        {"id": int, "pipeline": str, "version": str, "configuration": str, "started": str},
        pk="id",
        not_null={"pipeline", "version", "configuration", "started"},
    )
    runs.create_index(["pipeline", "version", "configuration"], unique=True)
    db.table("extractions").create(
        {"document_id": int, "run_id": int, "finished": str},
        pk=("document_id", "run_id"),
        not_null={"finished"},
        foreign_keys=[("document_id", "documents", "id"), ("run_id", "runs", "id")],
    )
    span = {"start_offset": int, "end_offset": int, "kind": str, "record_id": str}
    proposals = db.table("proposals").create(
        {
            "id": int,
            "document_id": int,
            "run_id": int,
            **span,
            "name": str,
            "score": float,
            "origin": str,
            "reason": str,
        },
        pk="id",
        not_null={"document_id", "run_id", "start_offset", "end_offset", "kind", "name", "origin", "reason"},
        foreign_keys=[("document_id", "documents", "id"), ("run_id", "runs", "id"), ("record_id", "records", "id")],
    )
    proposals.create_index(["document_id", "run_id"])
    # AUTOINCREMENT, so that a number which somebody still has on the screen never comes to mean another mention.
    db.execute(
        "CREATE TABLE mentions (id INTEGER PRIMARY KEY AUTOINCREMENT, "
        "document_id INTEGER NOT NULL REFERENCES documents(id), proposal_id INTEGER REFERENCES proposals(id), "
        "start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, kind TEXT NOT NULL, "
        "record_id TEXT NOT NULL REFERENCES records(id), state TEXT NOT NULL, author TEXT)"
    )
    mentions = db.table("mentions")
    # With the state in them, counting a million mentions needs no look at the table.
    mentions.create_index(["document_id", "start_offset", "end_offset", "state"])
    mentions.create_index(["record_id", "document_id", "start_offset", "state"])


def m004_decisions(db: Database) -> None:
    """What people decided: append-only, one group a keypress; `before` and `after` are JSON.

    A decision that was carried over to a new revision names the mention that it was made on.
    """
    groups = db.table("decision_groups").create(
        {"id": int, "action": str, "author": str, "made": str, "words": str, "reverts": int},
        pk="id",
        not_null={"action", "author", "made", "words"},
        foreign_keys=[("reverts", "decision_groups", "id")],
    )
    groups.create_index(["reverts"])
    decisions = db.table("decisions").create(
        {
            "id": int,
            "group_id": int,
            "document_id": int,
            "mention_id": int,
            "before": str,
            "after": str,
            "carried_from": int,
        },
        pk="id",
        not_null={"group_id", "document_id", "mention_id", "before", "after"},
        foreign_keys=[
            ("group_id", "decision_groups", "id"),
            ("document_id", "documents", "id"),
            ("mention_id", "mentions", "id"),
            ("carried_from", "mentions", "id"),
        ],
    )
    decisions.create_index(["group_id"])
    decisions.create_index(["mention_id"])
    decisions.create_index(["carried_from"])
    decisions.create_index(["document_id"])


def m005_statements(db: Database) -> None:
    """Relations and quotations that documents state."""
    db.table("relations").create(
        {"id": int, "document_id": int, "subject": str, "predicate": str, "object": str, "role": str},
        pk="id",
        not_null={"document_id", "subject", "predicate", "object"},
        foreign_keys=[("document_id", "documents", "id")],
    ).create_index(["document_id"])
    db.table("quotations").create(
        {"id": int, "document_id": int, "speaker": str, "start_offset": int, "end_offset": int, "indirect": int},
        pk="id",
        not_null={"document_id", "speaker", "start_offset", "end_offset", "indirect"},
        foreign_keys=[("document_id", "documents", "id")],
    ).create_index(["document_id"])


def m006_views(db: Database) -> None:
    """What a person who opens the file with another program wants to see first."""
    db.create_view(
        "current_documents",
        "SELECT id, title, source, language, published, added, length(text) AS characters FROM documents "
        "WHERE id NOT IN (SELECT supersedes FROM documents WHERE supersedes IS NOT NULL)",
    )
    db.create_view(
        "mentions_in_words",
        "SELECT mentions.id, mentions.document_id, documents.title AS document, mentions.kind, records.name AS record, "
        "substr(documents.text, mentions.start_offset + 1, mentions.end_offset - mentions.start_offset) AS words, "
        "mentions.start_offset, mentions.end_offset, mentions.state, mentions.author, proposals.origin, "
        "proposals.score, proposals.reason FROM mentions JOIN documents ON documents.id = mentions.document_id "
        "JOIN records ON records.id = mentions.record_id LEFT JOIN proposals ON proposals.id = mentions.proposal_id "
        "WHERE mentions.state <> 'withdrawn'",
    )
    db.create_view(
        "history",
        "SELECT decisions.id, decision_groups.made, decision_groups.author, decision_groups.action, "
        "decision_groups.words, decisions.document_id, decisions.mention_id, decisions.before, decisions.after, "
        "decisions.carried_from "
        "FROM decisions JOIN decision_groups ON decision_groups.id = decisions.group_id",
    )


def m007_additions(db: Database) -> None:
    """What people's own tables add to records of the catalogue, kept so that a later catalogue gets it as well."""
    db.table("additions").create(
        {"id": int, "record_id": str, "record": str},
        pk="id",
        not_null={"record_id", "record"},
        foreign_keys=[("record_id", "records", "id")],
    ).create_index(["record_id", "record"], unique=True)


def m008_candidates(db: Database) -> None:
    """The records that a proposal may mean, with how likely that is, where its record is in doubt."""
    db.table("candidates").create(
        {"proposal_id": int, "record_id": str, "score": float},
        pk=("proposal_id", "record_id"),
        not_null={"score"},
        foreign_keys=[("proposal_id", "proposals", "id"), ("record_id", "records", "id")],
    ).create_index(["record_id"])


def m009_statements_proposed(db: Database) -> None:
    """What runs propose of relations and quotations (never changed), and what holds of them, like mentions.

    Their ends are the spans of mentions; an `_id` is the record that the mention there points to, and a `_given` the
    record that it pointed to when the statement was made. What a file brought has names and no spans.
    """
    db.execute(
        "CREATE TABLE statement_extractions (document_id INTEGER NOT NULL REFERENCES documents(id), "
        "run_id INTEGER NOT NULL REFERENCES runs(id), finished TEXT NOT NULL, PRIMARY KEY (document_id, run_id))"
    )
    proposed = (
        "id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents(id), "
        "run_id INTEGER NOT NULL REFERENCES runs(id), "
    )
    db.execute(
        f"CREATE TABLE relation_proposals ({proposed} subject_start INTEGER NOT NULL, subject_end INTEGER NOT NULL, "
        "predicate TEXT NOT NULL, object_start INTEGER NOT NULL, object_end INTEGER NOT NULL, role TEXT, "
        "start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, score REAL NOT NULL, reason TEXT NOT NULL)"
    )
    db.execute(
        f"CREATE TABLE quotation_proposals ({proposed} start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, "
        "speaker_start INTEGER, speaker_end INTEGER, cue_start INTEGER, cue_end INTEGER, indirect INTEGER NOT NULL, "
        "score REAL NOT NULL, reason TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX idx_relation_proposals_run ON relation_proposals (document_id, run_id)")
    db.execute("CREATE INDEX idx_quotation_proposals_run ON quotation_proposals (document_id, run_id)")
    for table, ends, places in (
        ("relations", ("subject", "object"), ("start_offset", "end_offset")),
        ("quotations", ("speaker",), ("cue_start", "cue_end")),
    ):
        added = [
            f"proposal_id INTEGER REFERENCES {table.removesuffix('s')}_proposals(id)",
            # What a file brought is somebody's word.
            "state TEXT NOT NULL DEFAULT 'accepted'",
            "author TEXT",
            *(f"{place} INTEGER" for place in places),
        ]
        for end in ends:
            added += [f"{end}_start INTEGER", f"{end}_end INTEGER"]
            added += [f"{end}_given TEXT REFERENCES records(id)", f"{end}_id TEXT REFERENCES records(id)"]
        for column in added:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
        for end in ends:
            db.execute(f"CREATE INDEX idx_{table}_{end} ON {table} ({end}_id, document_id)")
            db.execute(f"CREATE INDEX idx_{table}_{end}_place ON {table} (document_id, {end}_start)")
            db.execute(
                f"UPDATE {table} SET {end}_given = coalesce((SELECT mentions.record_id FROM mentions "
                "JOIN aliases ON aliases.record_id = mentions.record_id "
                f"WHERE mentions.document_id = {table}.document_id AND mentions.state IN ('proposed', 'accepted') "
                f"AND aliases.name = {table}.{end} LIMIT 1), "
                "(SELECT CASE count(*) WHEN 1 THEN min(id) END FROM records "
                f"WHERE name = {table}.{end}))"
            )
            db.execute(f"UPDATE {table} SET {end}_id = {end}_given")
    db.create_view(
        "relations_in_words",
        "SELECT relations.id, relations.document_id, documents.title AS document, "
        "coalesce(subjects.name, relations.subject) AS subject, relations.predicate, "
        "coalesce(objects.name, relations.object) AS object, relations.role, "
        "substr(documents.text, relations.start_offset + 1, relations.end_offset - relations.start_offset) AS words, "
        "relations.start_offset, relations.end_offset, relations.state, relations.author, relation_proposals.score, "
        "relation_proposals.reason FROM relations JOIN documents ON documents.id = relations.document_id "
        "LEFT JOIN records AS subjects ON subjects.id = relations.subject_id "
        "LEFT JOIN records AS objects ON objects.id = relations.object_id "
        "LEFT JOIN relation_proposals ON relation_proposals.id = relations.proposal_id "
        "WHERE relations.state <> 'withdrawn'",
    )
    db.create_view(
        "quotations_in_words",
        "SELECT quotations.id, quotations.document_id, documents.title AS document, "
        "coalesce(speakers.name, nullif(quotations.speaker, '')) AS speaker, "
        "substr(documents.text, quotations.start_offset + 1, quotations.end_offset - quotations.start_offset) "
        "AS words, quotations.start_offset, quotations.end_offset, quotations.indirect, quotations.state, "
        "quotations.author, quotation_proposals.score, quotation_proposals.reason FROM quotations "
        "JOIN documents ON documents.id = quotations.document_id "
        "LEFT JOIN records AS speakers ON speakers.id = quotations.speaker_id "
        "LEFT JOIN quotation_proposals ON quotation_proposals.id = quotations.proposal_id "
        "WHERE quotations.state <> 'withdrawn'",
    )


def m010_decisions_on_all(db: Database) -> None:
    """Decisions on records, relations, quotations and rules; notes, flags and merged records.

    A record that is merged into another stays as it is and points there, so that taking the two apart again loses
    nothing. A decision on a record holds what changes of it; `before` and `after` are JSON, as those on mentions.
    """
    for column in ("note TEXT", "flagged INTEGER NOT NULL DEFAULT 0", "certainty REAL NOT NULL DEFAULT 0.5"):
        db.execute(f"ALTER TABLE mentions ADD COLUMN {column}")
    db.execute(
        "UPDATE mentions SET certainty = coalesce((SELECT score FROM proposals WHERE proposals.id = proposal_id), 0.5)"
    )
    db.execute("CREATE INDEX idx_mentions_accepted ON mentions (document_id, start_offset) WHERE state = 'accepted'")
    db.execute("CREATE INDEX idx_mentions_certainty ON mentions (certainty, id) WHERE state = 'proposed'")
    db.execute("CREATE INDEX idx_mentions_flagged ON mentions (id) WHERE flagged")
    db.execute("ALTER TABLE records ADD COLUMN merged_into TEXT REFERENCES records(id)")
    db.execute("CREATE INDEX idx_records_merged ON records (merged_into) WHERE merged_into IS NOT NULL")
    db.execute(
        "CREATE TABLE never_links (id INTEGER PRIMARY KEY, document_id INTEGER REFERENCES documents(id), "
        "words TEXT NOT NULL, record_id TEXT NOT NULL REFERENCES records(id), "
        "instead_id TEXT NOT NULL REFERENCES records(id), active INTEGER NOT NULL, author TEXT)"
    )
    db.execute("CREATE INDEX idx_never_links_record ON never_links (record_id)")
    placed = "document_id INTEGER NOT NULL REFERENCES documents(id), "
    for subject, table, kind, of_document in (
        ("record", "records", "TEXT", ""),
        ("relation", "relations", "INTEGER", placed),
        ("quotation", "quotations", "INTEGER", placed),
        ("never_link", "never_links", "INTEGER", ""),
    ):
        db.execute(
            f"CREATE TABLE {subject}_decisions (id INTEGER PRIMARY KEY, "
            f"group_id INTEGER NOT NULL REFERENCES decision_groups(id), {of_document}"
            f"{subject}_id {kind} NOT NULL REFERENCES {table}(id), before TEXT NOT NULL, after TEXT NOT NULL"
            + (f", carried_from INTEGER REFERENCES {table}(id))" if of_document else ")")
        )
        db.execute(f"CREATE INDEX idx_{subject}_decisions_group ON {subject}_decisions (group_id)")
        db.execute(f"CREATE INDEX idx_{subject}_decisions_subject ON {subject}_decisions ({subject}_id)")
        if of_document:
            db.execute(f"CREATE INDEX idx_{subject}_decisions_carried ON {subject}_decisions (carried_from)")
    db.create_view(
        "mentions_in_words",
        "SELECT mentions.id, mentions.document_id, documents.title AS document, mentions.kind, "
        "coalesce(merged.name, records.name) AS record, "
        "substr(documents.text, mentions.start_offset + 1, mentions.end_offset - mentions.start_offset) AS words, "
        "mentions.start_offset, mentions.end_offset, mentions.state, mentions.author, proposals.origin, "
        "proposals.score, proposals.reason, mentions.note, mentions.flagged "
        "FROM mentions JOIN documents ON documents.id = mentions.document_id "
        "JOIN records ON records.id = mentions.record_id "
        "LEFT JOIN records AS merged ON merged.id = records.merged_into "
        "LEFT JOIN proposals ON proposals.id = mentions.proposal_id WHERE mentions.state <> 'withdrawn'",
        replace=True,
    )
    subjects = (("mention", "decisions"), *((s, f"{s}_decisions") for s in ("record", "relation", "quotation")))
    db.create_view(
        "history_of_all",
        " UNION ALL ".join(
            f"SELECT decision_groups.id AS group_id, made, author, action, words, '{subject}' AS subject, "
            f"{subject}_id AS subject_id, before, after FROM decision_groups "
            f"JOIN {table} ON group_id = decision_groups.id"
            for subject, table in (*subjects, ("never_link", "never_link_decisions"))
        ),
    )


def m011_decided_elsewhere(db: Database) -> None:
    """When decisions were made that another library brought; those made here have the time of their group."""
    for table in ("decisions", "record_decisions", "relation_decisions", "quotation_decisions", "never_link_decisions"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN decided TEXT")


def m012_learning(db: Database) -> None:
    """Rules from decisions that people switched off, and the models trained from decisions.

    The model in use is a setting. The index finds what people decided among any number of mentions.
    """
    db.table("switched_off_rules").create(
        {"rule": str, "author": str, "made": str}, pk="rule", not_null={"author", "made"}
    )
    db.table("models").create(
        {"number": int, "made": str, "author": str, "based_on": int, "words": str, "report": str},
        pk="number",
        not_null={"made", "author", "words", "report"},
        foreign_keys=[("based_on", "models", "number")],
    )
    db.execute("CREATE INDEX idx_mentions_decided ON mentions (document_id) WHERE state IN ('accepted', 'rejected')")


def m013_rules_decided(db: Database) -> None:
    """Switching a learned rule off or on as a decision among the others.

    A rule that was switched on again keeps its row, with `active` 0; `made` says when it was first switched off, and
    the log what came of it since.
    """
    db.table("switched_off_rules").transform(not_null={"author": False})
    db.execute("ALTER TABLE switched_off_rules ADD COLUMN active INTEGER NOT NULL DEFAULT 1")
    db.execute(
        "CREATE TABLE rule_decisions (id INTEGER PRIMARY KEY, "
        "group_id INTEGER NOT NULL REFERENCES decision_groups(id), "
        "rule TEXT NOT NULL REFERENCES switched_off_rules(rule), before TEXT NOT NULL, after TEXT NOT NULL, "
        "decided TEXT)"
    )
    db.execute("CREATE INDEX idx_rule_decisions_group ON rule_decisions (group_id)")
    db.execute("CREATE INDEX idx_rule_decisions_subject ON rule_decisions (rule)")
    db.create_view(
        "history_of_all",
        " UNION ALL ".join(
            f"SELECT decision_groups.id AS group_id, made, author, action, words, '{subject}' AS subject, "
            f"{number} AS subject_id, before, after FROM decision_groups JOIN {table} ON group_id = decision_groups.id"
            for subject, number, table in (
                ("mention", "mention_id", "decisions"),
                *((each, f"{each}_id", f"{each}_decisions") for each in ("record", "relation", "quotation")),
                ("never_link", "never_link_id", "never_link_decisions"),
                ("rule", "rule", "rule_decisions"),
            )
        ),
        replace=True,
    )


def m014_dissent(db: Database) -> None:
    """What another origin of the same run took the words of a proposal for.

    The indexes find those few, and what any run has said of a place.
    """
    db.execute("ALTER TABLE proposals ADD COLUMN dissent TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE INDEX idx_proposals_dissent ON proposals (document_id) WHERE dissent <> ''")
    db.execute("CREATE INDEX idx_proposals_place ON proposals (document_id, start_offset)")


def m015_reasons(db: Database) -> None:
    """Why a group of decisions was made, where somebody who adjudicated has said so."""
    db.execute("ALTER TABLE decision_groups ADD COLUMN reason TEXT")
