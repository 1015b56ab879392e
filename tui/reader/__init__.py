"""The source pane: a text laid out in cells, with its mentions highlighted."""
