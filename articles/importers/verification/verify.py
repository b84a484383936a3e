"""Every file of a run, one after the other: is each word where the ledger says it is?"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from articles.importers.proof.account import Account, account_for
from articles.importers.proof.difference import Difference, quoted
from articles.importers.proof.held import NotPlain
from articles.importers.proof.reading import Reading, Unreadable, read_again
from articles.importers.verification.descent import faults
from articles.importers.verification.disk import Disk
from articles.importers.verification.evidence import (
    IMPORTS,
    Evidence,
    Parsing,
    chunks,
    gather,
    other_imports,
)
from articles.importers.verification.findings import Finding
from articles.importers.verification.holding import NotImported, held_of
from articles.importers.verification.kept import Damaged, kept_bytes
from articles.importers.verification.places import Places
from articles.models import ImportItem, ImportRun, Revision, Story
from articles.services.redaction import REDACTED

Outcome = ImportItem.Outcome
# What takes a story down, or out of the way: newer copy of it is then left in the ledger.
TAKEN_DOWN = frozenset(("withdrawn", "killed", "binned"))


@dataclass
class Verification:
    """A run under proof. The counts are whole once `findings` has been walked to its end."""

    run: ImportRun
    disk: Disk | None = None
    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    gaps: int = 0
    notes: int = 0

    def findings(self, on_progress: Callable[[int], None] = lambda done: None) -> Iterator[Finding]:
        """The first gap of each file, and what else is worth a note. Memory is that of one chunk.

        `on_progress` gets the number of files walked so far; with a disk, each counts twice.
        """
        places = Places()
        for items in chunks(self.run):
            self.files += len(items)
            self.outcomes.update(item.outcome for item in items)
            yield from map(self._counted, self._chunk(items, places))
            on_progress(self.files)
        yield from map(self._counted, self._totals())
        if self.disk:
            yield from map(self._counted, self.disk.findings(lambda done: on_progress(self.files + done)))

    def _counted(self, finding: Finding) -> Finding:
        self.notes += finding.lawful
        self.gaps += not finding.lawful
        return finding

    def _chunk(self, items: Sequence[ImportItem], places: Places) -> Iterator[Finding]:
        """Whatever looks like a gap is looked at once more: people go on working meanwhile."""
        again = []
        for item, findings, account in _checked(items, places):
            if any(not finding.lawful for finding in findings):
                again.append(item)
                continue
            self.words.update(account.words if account else ())
            yield from findings
        for _, findings, account in _checked(again, places):
            self.words.update(account.words if account else ())
            yield from findings

    def _totals(self) -> Iterator[Finding]:
        totals = self.run.totals
        if self.run.finished_at is None:
            yield Finding("", "the run has not finished: run the same import again, and it goes on")
            return
        if totals.get("found") != self.files:
            found = totals.get("found", 0)
            yield Finding("", f"the run found {found:,} files, and the ledger has {self.files:,}")
        for outcome in Outcome.values:
            if totals.get(outcome, 0) != self.outcomes[outcome]:
                yield Finding(
                    "",
                    f"the run counted {totals.get(outcome, 0):,} as {outcome}, and the ledger has "
                    f"{self.outcomes[outcome]:,}",
                )


def _checked(
    items: Iterable[ImportItem], places: Places
) -> Iterator[tuple[ImportItem, list[Finding], Account | None]]:
    items = list(items)
    evidence = gather(items)
    for item in items:
        check = Check(item, evidence, places)
        yield item, list(check.findings()), check.account


@dataclass
class Check:
    """One item against all that there is about it. `account` is that of its words, once they are walked."""

    item: ImportItem
    evidence: Evidence
    places: Places
    account: Account | None = None

    def findings(self) -> Iterator[Finding]:
        """At most one gap: the first. Notes stand beside it."""
        item = self.item
        if item.sha256 and not item.blob_id:
            yield self._bytes_gone()
            return
        try:
            data = kept_bytes(item.blob) if item.blob else b""
        except Damaged as damage:
            yield self._gap(str(damage))
            return
        if item.outcome == Outcome.REFUSED:
            if item.story_id:
                yield self._gap("it was refused, and yet has a story")
            return
        if not item.blob:
            yield self._gap(f"it is {item.outcome}, and the ledger has neither hash nor bytes of it")
        elif item.story_id is None:
            yield self._note("its story was deleted from the bin since")
        elif item.story_id not in self.evidence.stories:
            yield self._gap(f"story {item.story_id} is not there")
        else:
            yield from self._words(data, self.evidence.stories[item.story_id])

    @property
    def parsing(self) -> Parsing:
        """By this run; or by the earlier one that parsed the bytes which this one only recognised."""
        item = self.item
        return self.evidence.parsings.get(item.pk) or Parsing(item.run_id, tuple(item.warnings))

    def _bytes_gone(self) -> Finding:
        redacted = self.item.story_id and "redacted" in self.evidence.verbs[self.item.story_id]
        if redacted or REDACTED.lower() in self.item.reason.lower():
            return self._note("its story was redacted, and its bytes with it")
        return self._gap("its bytes are not kept")

    def _words(self, data: bytes, story: Story) -> Iterator[Finding]:
        if "redacted" in self.evidence.verbs[story.pk]:
            yield self._note("its story was redacted")
            return
        try:
            reading = read_again(data, self.places.told(self.parsing.run).encoding)
        except Unreadable as error:
            yield self._gap(str(error))
            return
        if self.item.encoding and self.item.encoding != reading.encoding:
            yield self._gap(f"it was read as {self.item.encoding}, and is {reading.encoding}")
            return
        revision = self._revision(reading, story)
        if revision is None:
            yield self._unaccounted(story)
            return
        yield from self._asides(revision, story)
        for what, difference in faults(revision, story, self.evidence, self.places):
            yield self._gap(what, difference)
            return

    def _revision(self, reading: Reading, story: Story) -> Revision | None:
        """The revision that holds the words. Where none does, `account` tells of the likeliest one."""
        if self.item.outcome == Outcome.CREATED:
            first = self.evidence.first.get(story.pk)
            return first if first and self._holds(reading, first) else None
        latest = self.evidence.latest.get(story.pk)
        likeliest: Account | None = None
        for revision in chain([latest] if latest else [], other_imports(story.pk, latest)):
            if self._holds(reading, revision):
                return revision
            likeliest = likeliest or self.account
        self.account = likeliest
        return None

    def _holds(self, reading: Reading, revision: Revision) -> bool:
        """Whether all words of the file are in the revision; `account` says where, or what is missing."""
        self.account = None
        if revision.kind not in IMPORTS or not revision.content:
            return False
        # A file that was known before may have its date from what an earlier run was told.
        carried = revision.number > 1 or self.item.outcome == Outcome.UNCHANGED
        try:
            held = held_of(revision.content, self.parsing.warnings, self.places)
            station, section = revision.content["station"], revision.content["section"]
            filing = self.places.filing(self.parsing.run, station, section, carried)
        except NotPlain as markup:
            self.account = Account(difference=Difference("text", "plain paragraphs", quoted(str(markup))))
            return False
        except (NotImported, KeyError, TypeError) as error:
            what = f"revision {revision.number} lacks parts: {error}"
            self.account = Account(difference=Difference("revision", "all that an import writes", what))
            return False
        loose = self.item.outcome == Outcome.DUPLICATE
        self.account = account_for(reading, held, filing, loose=loose)
        return self.account.difference is None

    def _unaccounted(self, story: Story) -> Finding:
        """Newer copy of a story that was down is left aside by rule; anything else is a loss."""
        item = self.item
        if item.outcome == Outcome.UNCHANGED and item.warnings and TAKEN_DOWN & self.evidence.verbs[story.pk]:
            return self._note(f"its words are in the ledger only: {item.warnings[-1]}")
        if self.account is None:
            return self._gap(f"no imported revision of story {story.pk} is there")
        return self._gap("its words are not all in the story", self.account.difference)

    def _asides(self, revision: Revision, story: Story) -> Iterator[Finding]:
        for words in self.account.notes if self.account else ():
            if self.item.outcome == Outcome.DUPLICATE:
                words = f"a duplicate with a line of its own, which only the ledger has: “{words}”"
            yield self._note(words)
        newest = self.evidence.newest.get(story.pk)
        if revision.kind == Revision.Kind.HELD:
            yield self._note(f"held for an editor, as revision {revision.number}")
        elif newest and newest.number > revision.number:
            by = "a later import" if newest.imported else "an editor"
            yield self._note(f"changed by {by} since, in revision {newest.number}")

    def _gap(self, what: str, difference: Difference | None = None) -> Finding:
        return Finding(self.item.path, what, self.item.member, self.item.story_id, difference)

    def _note(self, what: str) -> Finding:
        return Finding(self.item.path, what, self.item.member, self.item.story_id, lawful=True)
