"""A process that speaks as `tui.learner` does and trains nothing; the name of the library says what it comes to."""

from __future__ import annotations

import json
import os
import signal
import sys


def say(**message: object) -> None:
    print(json.dumps(message), flush=True)


name = sys.argv[1].rsplit("/", 1)[-1]
say(doing="reading the decisions", done=0.0)
if name == "dies.db":
    os._exit(9)
if name == "little.db":
    say(error="There is too little to learn from.")
    sys.exit()
print("a library prints what it likes", flush=True)
say(doing="training", done=0.4)
if name == "adopted.db":
    say(learnt={"words": "Adopted as model 1: 8 instead of 2 of 10 decisions are met.", "model": 1})
elif name == "worse.db":
    say(learnt={"words": "Not adopted, because it is not better.", "model": None})
else:
    signal.pause()  # until it is ended
