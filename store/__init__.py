"""What is known: documents, records, mentions and decisions, kept in one SQLite file."""
