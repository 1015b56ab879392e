"""What a text says: a spaCy pipeline with components of its own."""
