"""Whole journeys in a real pseudo-terminal."""
