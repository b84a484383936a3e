"""Makes .venv and installs the packages; run by the Makefile, before any package is there."""

import importlib.util
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

NO_NETWORK = ("NewConnectionError", "ConnectTimeoutError", "Temporary failure in name resolution")


def make_venv(folder: Path) -> None:
    """Afresh: what is there belongs to a Python that is gone, or was never finished."""
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"Python {version} is here without its venv module: install it "
            f"(on Debian and Ubuntu: apt install python{version}-venv) and run make again."
        )
    try:
        venv.create(folder, clear=True, with_pip=True)
    except BaseException:  # half of one would look finished
        shutil.rmtree(folder, ignore_errors=True)
        raise


def install(requirements: Path) -> None:
    """Wheels only, each checked against its hash."""
    sys.stderr.write(f"Installing the packages of {requirements} ...\n")
    done = subprocess.run(  # noqa: S603  # pip of this very environment
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        + ["--require-hashes", "--only-binary=:all:", "--requirement", str(requirements)],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\n{explain(done.stdout, requirements)}")


def explain(output: str, requirements: Path) -> str:
    """One sentence for pip's many lines."""
    missing = re.search(r"No matching distribution found for (\S+)", output)
    if any(sign in output for sign in NO_NETWORK):
        return "The package index cannot be reached: connect to the network and run make again."
    if missing:
        return (
            f"{missing[1]} has no wheel for this machine "
            f"({sysconfig.get_platform()}, Python {sys.version.split()[0]}): "
            "use Python 3.11 to 3.14 on Linux with glibc (x86-64 or ARM) or on macOS."
        )
    return f"pip could not install {requirements}; its own words are above."


if __name__ == "__main__":
    action, target = sys.argv[1:]
    if action == "venv":
        make_venv(Path(target))
    else:
        install(Path(target))
