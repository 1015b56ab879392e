"""What a person sees and does: the reader, and the `spacetui` command."""
