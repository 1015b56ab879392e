"""Every measurement, one after the other: `make bench`."""

from __future__ import annotations

import subprocess
import sys

for module in ("startup", "extraction", "footprint", "reader", "deciding", "learning"):
    print(f"== {module} ==", flush=True)
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{module}"], check=True)
