"""Read the documents of the corpus whose truth was made by hand, and score the readings.

python -m tests.truth_reading [NAME-PART …]      read, score and print what was missed
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT, program

CORPUS = ROOT.parent / "shared" / "corpus"
TRUTH = CORPUS / "truth"


def read_into(folder: Path, *parts: str) -> list[str]:
    """Write a reading of every truth document whose name holds one of `parts`; return their names."""
    names = []
    for path in sorted(TRUTH.glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        if "source" in truth and (not parts or any(part in path.stem for part in parts)):
            done = program("read", CORPUS / truth["source"], "-f", "json")
            if done.returncode:
                print(path.stem, done.stderr.strip()[-300:])
                continue
            (folder / path.name).write_text(done.stdout, "utf-8")
            names.append(path.stem)
    return names


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    read_into(folder, *sys.argv[1:])
    subprocess.run([sys.executable, str(TRUTH / "score_truth.py"), str(folder), "--show"], check=False)


if __name__ == "__main__":
    main()
