"""A process that speaks as `tui.worker` does, and obeys its texts: `die` ends it, `fail` fails, all else is found."""

from __future__ import annotations

import json
import os
import sys


def say(**message: object) -> None:
    print(json.dumps(message), flush=True)


if sys.argv[1].endswith("broken"):
    say(error="There is no model.")
    sys.exit()
say(run=["stub", "1", "{}"])
for line in sys.stdin:
    job = json.loads(line)
    if job["text"] == "die":
        os._exit(9)
    if job["text"] == "fail":
        say(job=job["job"], error="This text cannot be read.")
        continue
    proposal = [0, 4, "AGENCY", "NASA", None, 0.5, "model", "so", [["agency/nasa", 0.4]]]
    relation = [[0, 4], "located_in", [0, 4], None, 0, 4, 0.5, "so"]
    quotation = [0, 4, [0, 4], None, False, 0.5, "so"]
    say(job=job["job"], done=1.0, whole=True, proposals=[proposal])
    say(job=job["job"], relations=[relation], quotations=[quotation])
