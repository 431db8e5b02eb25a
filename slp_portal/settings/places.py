"""Where the code is, and where everything that the portal makes is kept: nothing is written outside `var`."""

import os
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("PORTAL_VAR", BASE / "var"))
