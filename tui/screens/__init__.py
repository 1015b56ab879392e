"""What fills the terminal: the reader, and the dialogs over it; each has its styles beside it."""
