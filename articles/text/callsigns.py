"""Call signs of stations, as the FCC assigns them: KMIA, WGLF-TV, K23AB-D, W234AB."""

import re
from typing import Final

# One spelling for Python and for PostgreSQL's check constraints: K or W with two or three letters, or a
# translator's channel number between; then perhaps the service, and the number of a subchannel or booster.
CALLSIGN_PATTERN: Final = (
    r"^[KW](?:[A-Z]{2,3}|[0-9]{2,3}[A-Z]{2})(?:-(?:TV|DT|LD|CD|FM|AM|LP|CA|HD|SD|TX|D)[0-9]?)?$"
)

_CALLSIGN = re.compile(CALLSIGN_PATTERN)


def parse_callsign(text: str) -> str | None:
    """`text` in capitals if it is a call sign, white space around it left out; else None."""
    callsign = text.strip().upper()
    # "$" also matches before a last line feed; strip has taken that.
    return callsign if _CALLSIGN.match(callsign) else None


def is_callsign(text: str) -> bool:
    return parse_callsign(text) is not None
