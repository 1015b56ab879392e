"""The articles and records that come with the program, found through importlib.resources."""
