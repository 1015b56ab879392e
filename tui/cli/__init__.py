"""The command line: one module a family of commands, loaded when one of them is called."""
