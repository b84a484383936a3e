"""How many files a second verify_import proves, and how much memory it takes.

Brings 10,000 invented legacy files into an empty database of the embedded server, published, then proves
the run: from the kept bytes alone, and with the files on disk. Prints files a second and peak memory.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.bench_import import manage, write_corpus  # noqa: E402


def measured(data: Path, *arguments: str) -> tuple[float, float, int]:
    """Seconds, processor seconds and peak megabytes of a command's process."""
    environment = {**os.environ, "NEWSROOM_DATA": str(data)}
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "the proof found a gap"
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
        data, corpus = Path(name) / "data", Path(name) / "corpus"
        write_corpus(corpus, count)
        os.chmod(name, 0o755)  # noqa: S103 - as root, the embedded server runs as a user of its own
        try:
            manage(data, "migrate", "--verbosity=0")
            manage(data, "provision_readers")
            manage(data, "import_stories", str(corpus), "--create-missing", "--publish")
            for what, arguments in (
                ("from the kept bytes", ()),
                ("and from the disk", ("--sources", str(corpus))),
            ):
                seconds, processor, memory = measured(data, "verify_import", "1", *arguments)
                rate = f"{count / seconds:,.0f} files a second"
                cost = f"{processor:.1f} s of its processor, peak memory {memory} MB"
                print(f"{count:,} files, {what}, in {seconds:.1f} s: {rate}; {cost}")
        finally:
            manage(data, "localdb", "stop")


if __name__ == "__main__":
    main()
