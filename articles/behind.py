"""Who is behind a station, as the foot of every page and the structured data say it: part of its one row."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles import links
from articles.duties import LICENSED, TELEVISION
from articles.models import Policy

# Those with a place in the second row of links.
RIGHTS = (Policy.Kind.ACCESSIBILITY, Policy.Kind.PRIVACY, Policy.Kind.TERMS)
# They stand on a page that is always there.
ON_OTHER_PAGES = (Policy.Kind.CAPTIONS, Policy.Kind.CONTESTS)


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    words: Any
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class Behind:
    """What there is to link to and to name; everything is empty where nobody has filled it in."""

    policies: frozenset[str] = frozenset()
    owners: tuple[str, ...] = ()
    masthead: bool = False
    service: str = ""
    legal_name: str = ""
    founded: int | None = None
    email: str = ""
    phone: str = ""
    public_file_url: str = ""
    eeo_report_url: str = ""

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Behind":
        lists = {"policies": frozenset(row["policies"]), "owners": tuple(row["owners"])}
        return cls(**row | lists)

    @property
    def is_licensed(self) -> bool:
        """Also where nobody has said: a link too many breaks no rule."""
        return self.service in LICENSED or not self.service

    @property
    def shows_video(self) -> bool:
        return self.service in TELEVISION or not self.service

    def who_links(self) -> Iterator[Link]:
        """What the newsroom is and holds itself to."""
        yield Link(_("About us"), links.about_path())
        if self.masthead:
            yield Link(_("Masthead"), links.about_path("masthead"))
        yield from self.policy_links()

    def policy_links(self) -> Iterator[Link]:
        for kind in Policy.Kind:
            if self.has_page(kind) and kind not in RIGHTS:
                yield Link(kind.label, links.policy_path(kind))

    def service_links(self) -> Iterator[Link]:
        """What readers may ask of it, and what the law has it show on its front."""
        yield Link(_("Contact"), links.contact_path())
        yield Link(_("Report an error"), links.correction_request_path())
        yield Link(_("Corrections"), links.corrections_path())
        if self.public_file_url and self.is_licensed:
            yield Link(_("Public inspection file"), self.public_file_url)
        if self.eeo_report_url and self.is_licensed:
            yield Link(_("EEO report"), self.eeo_report_url)
        if self.is_licensed:
            yield Link(_("FCC Applications"), links.fcc_path())
        if self.shows_video:
            yield Link(_("Closed captions"), links.policy_path("captions"))
        yield Link(_("Contests"), links.policy_path("contests"))
        for kind in RIGHTS:
            if kind in self.policies:
                yield Link(kind.label, links.policy_path(kind))

    def has_page(self, kind: Policy.Kind) -> bool:
        """The owners stand on a page of their own, with or without more words on it."""
        if kind == Policy.Kind.OWNERSHIP and self.owners:
            return True
        return kind in self.policies and kind not in ON_OTHER_PAGES
