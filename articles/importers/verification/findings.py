"""What a verification has to say about one file."""

from dataclasses import dataclass

from articles.importers.proof.difference import Difference


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap, or with `lawful` a note: something that people did, which is no loss.

    `what` is a sentence without its full stop; `difference` shows the place where the file has other words.
    """

    path: str
    what: str
    member: str = ""
    story: int | None = None
    difference: Difference | None = None
    lawful: bool = False
