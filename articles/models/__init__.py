"""Tables, querysets and constraints, a file a noun. Outside code imports from here.

Files import each other in one direction: stations, people and assets know nothing of stories,
stories nothing of placements, placements nothing of editions. `published` holds the views.
"""

from .accounts import AccountEvent
from .addresses import Address
from .assets import Asset
from .autosaves import Autosave, Presence
from .breaking import LONGEST_BREAKING, BreakingNews
from .clock import PublishedClock
from .contests import Contest, ContestRules
from .correction_requests import CorrectionRequest
from .corrections import Correction, CorrectionPlacement
from .editions import FAR_FUTURE, Edition, EditionKey, SearchEntry, SearchWord
from .events import EmbargoOverride, PageChange, ReviewBypass, StoryEvent
from .fcc_notices import FccNotice
from .fronts import PLACES, Front, FrontArrangement, FrontSlot
from .imports import ImportBlob, ImportedFile, ImportItem, ImportRun, ImportSource
from .imprints import Imprint, Ownership
from .mastheads import MastheadEntry
from .memberships import Membership, Role
from .notes import Notice, StoryNote
from .organisations import Organisation
from .people import Byline, Person
from .placements import Placement
from .policies import Policy
from .previews import PreviewLink, PreviewVisit
from .published import (
    PublishedAddress,
    PublishedAsset,
    PublishedCorrection,
    PublishedEdition,
    PublishedFront,
    PublishedGone,
    PublishedHistory,
    PublishedHost,
    PublishedListing,
    PublishedPerson,
    PublishedSection,
    PublishedStation,
    PublishedTag,
    PublishedWebFiles,
)
from .published_duties import (
    PublishedContest,
    PublishedFccNotice,
    PublishedImprint,
    PublishedPolicy,
)
from .receipts import ReceivedForm
from .revisions import Revision
from .sign_ins import SignInTry
from .sources import Source
from .stations import FormerCallsign, Host, Section, Station
from .stories import Story
from .tags import StoryTag, Tag
from .uploads import ImportUpload
from .users import User
from .web_files import WebFiles

__all__ = [
    "FAR_FUTURE",
    "LONGEST_BREAKING",
    "PLACES",
    "AccountEvent",
    "Address",
    "Asset",
    "Autosave",
    "BreakingNews",
    "Byline",
    "Contest",
    "ContestRules",
    "Correction",
    "CorrectionPlacement",
    "CorrectionRequest",
    "Edition",
    "EditionKey",
    "EmbargoOverride",
    "FccNotice",
    "FormerCallsign",
    "Front",
    "FrontArrangement",
    "FrontSlot",
    "Host",
    "ImportBlob",
    "ImportItem",
    "ImportRun",
    "ImportSource",
    "ImportUpload",
    "ImportedFile",
    "Imprint",
    "MastheadEntry",
    "Membership",
    "Notice",
    "Organisation",
    "Ownership",
    "PageChange",
    "Person",
    "Placement",
    "Policy",
    "Presence",
    "PreviewLink",
    "PreviewVisit",
    "PublishedAddress",
    "PublishedAsset",
    "PublishedClock",
    "PublishedContest",
    "PublishedCorrection",
    "PublishedEdition",
    "PublishedFccNotice",
    "PublishedFront",
    "PublishedGone",
    "PublishedHistory",
    "PublishedHost",
    "PublishedImprint",
    "PublishedListing",
    "PublishedPerson",
    "PublishedPolicy",
    "PublishedSection",
    "PublishedStation",
    "PublishedTag",
    "PublishedWebFiles",
    "ReceivedForm",
    "ReviewBypass",
    "Revision",
    "Role",
    "SearchEntry",
    "SearchWord",
    "Section",
    "SignInTry",
    "Source",
    "Station",
    "Story",
    "StoryEvent",
    "StoryNote",
    "StoryTag",
    "Tag",
    "User",
    "WebFiles",
]
