"""Print constraints.txt from pip's installation report: names and versions alone, no index, no path.

Never installs anything.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HEAD = """\
# Exact versions of everything Sourcier installs, all extras, for Python 3.11 to 3.13 (pip install -c constraints.txt).
# Refreshed by `make constraints`.
"""


def main(report: Path) -> None:
    items = (item["metadata"] for item in json.loads(report.read_text())["install"])
    pins = sorted(f"{item['name'].lower()}=={item['version']}" for item in items if item["name"] != "sourcier")
    sys.stdout.write(HEAD + "".join(f"{pin}\n" for pin in pins))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
