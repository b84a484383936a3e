"""What can go wrong in a newsroom, as facts. Each class's docstring is the sentence a person reads."""

from django.utils.translation import gettext


class NewsroomError(Exception):
    """The newsroom cannot do that."""

    def __str__(self) -> str:
        """The sentence given, else the docstring of the class."""
        return super().__str__() or gettext(" ".join((type(self).__doc__ or "").split()))


class NotAllowed(NewsroomError):
    """Your role does not allow this here. Ask a publisher or a manager of the station."""


class TooManyTries(NewsroomError):
    """There were too many tries to sign in, from here or to this account. Wait a minute, then try again."""


class TooManyAtOnce(NewsroomError):
    """Others are signing in at this moment. Wait a few seconds, then try again."""


class StaleSave(NewsroomError):
    """Somebody else has saved this story since you opened it. Look at their changes first."""


class ChangedMeanwhile(StaleSave):
    """Somebody changed it meanwhile, so it was left alone. Look at it again."""


class StoryLocked(NewsroomError):
    """Somebody else is changing this story at this moment. Wait a little, then try again."""


class StoryIsGone(NewsroomError):
    """This story lies in the bin. Take it out of the bin first."""


class StoryIsKilled(NewsroomError):
    """This story was killed. Only a group administrator can bring it back."""


class StoryIsHeld(NewsroomError):
    """This story is held for release. Take the hold off and save, then publish it."""


class WrongStep(NewsroomError):
    """A story in this state cannot take that step."""


class SecondEyesNeeded(NewsroomError):
    """Nobody but its writer has looked at this text. Have somebody else make it ready, or say why not."""


class NotFitToPublish(NewsroomError):
    """The checks of this station stop the publication. Mend what they name, then publish it."""


class NothingToPublish(NewsroomError):
    """Readers have exactly this text already. Change the story first, or leave it as it is."""


class AlreadyScheduled(NewsroomError):
    """An edition of this story is scheduled already. Cancel that one, or replace it."""


class EditionWaits(NewsroomError):
    """An edition of this story is scheduled. Say what becomes of it: freeze it anew, keep it or cancel it."""


class NothingToRevertTo(NewsroomError):
    """Readers have seen no other edition of this story that could come back."""


class NothingToCorrect(NewsroomError):
    """Readers have not seen this story here, so there is nothing to correct. Change it, then publish it."""


class NothingToNote(NewsroomError):
    """A note needs its words. Write what is to be done, then add it."""


class FrontWasArranged(NewsroomError):
    """Somebody else has arranged this front since you opened it. Both are below: choose one."""


class BreakingAlready(NewsroomError):
    """Somebody else published breaking news there. Publish yours again if it is to take its place."""


class NothingToBreak(NewsroomError):
    """Choose a station, and write what has happened in a few words or choose a story that is live there."""


class SectionsWereChanged(NewsroomError):
    """Somebody else has changed the sections since you opened this. Both orders are below: choose one."""


class ReasonMissing(NewsroomError):
    """Say why: the reason stays on the record."""


class NotMergeable(NewsroomError):
    """A tag is merged into another, and once. Choose tags that are not merged yet."""


class NotForThisFront(NewsroomError):
    """Readers of this station have no such story. Choose one that is live or scheduled."""


class PreviewIsOver(NewsroomError):
    """This preview is over: it has expired, was taken back, or the story is out. Ask for a new link."""


class NotOnThisDesk(NewsroomError):
    """That person has no role that reaches this story. Choose somebody of the station."""


class EditionWasLive(NewsroomError):
    """Readers have seen this edition, so it cannot be cancelled or removed. Withdraw the story instead."""


class EditionIsFrozen(NewsroomError):
    """An edition never changes. Change the story, then publish a new edition."""


class EmbargoHolds(NewsroomError):
    """This story is embargoed until after that time. Publish it later, or give a reason to override."""


class WrongTime(NewsroomError):
    """That time cannot be used here. Choose a time ahead, and an end after the beginning."""


class NoPrimaryHost(NewsroomError):
    """This station has no primary host. Add a host name and mark it as primary, then open the station."""


class DutiesMissing(NewsroomError):
    """Readers and the law are owed more about this station. Complete what is listed, then open it."""


class RequestIsClosed(NewsroomError):
    """Somebody has answered this request already."""


class NotThatStory(NewsroomError):
    """That correction belongs to another story. Choose one of the story that the reader wrote about."""


class TooManyRequests(NewsroomError):
    """Too many requests came from here within an hour. Wait a while, or write to the newsroom by mail."""


class NotAPicture(NewsroomError):
    """This file is not a picture we take. Send a JPEG, PNG, WebP, GIF or AVIF file."""


class PictureTooLarge(NewsroomError):
    """This picture is too large to take in. Send one with fewer pixels or bytes."""


class NoRoomForPicture(NewsroomError):
    """There is no room left for pictures. Free some on the server, then upload it again."""


class PictureIsKilled(NewsroomError):
    """This picture was killed. It cannot come back; upload another one."""


class PictureIsHere(NewsroomError):
    """This file is in the library already. Use that picture, or send another file."""

    def __init__(self, sentence: str = "", *, picture: int | None = None) -> None:
        """`picture` is the number of the one that has the file."""
        super().__init__(sentence)
        self.picture = picture


class NoRoomForUpload(NewsroomError):
    """The file could not be kept: the server's disk is full or closed. Free some room, then send it again."""


class TooLateForUpload(NewsroomError):
    """These files are in already, or were removed. Send them again."""


class UploadUnderWay(NewsroomError):
    """A worker is at these files now. Look again when it has ended."""


class WorkStopped(NewsroomError):
    """The worker was told to stop. The next one goes on."""


class MailRefused(NewsroomError):
    """The mail host did not take a mail. It is tried again."""


class UnusableFileNames(NewsroomError):
    """These files cannot be told apart by their names. Send their folder as a .zip."""


class TextTooLarge(NewsroomError):
    """This text is over 2 MB long. Split it into several stories."""


class TextTooDeep(NewsroomError):
    """This text is nested over 100 levels deep, or too broken to tell. Paste it again without formatting."""


class TextNeverSettles(NewsroomError):
    """This text reads differently each time it is cleaned. Paste it again without formatting."""


class WireFormatError(NewsroomError):
    """This file is not in a format we read."""

    def __init__(self, reason: str, *, offset: int | None = None, line: int | None = None) -> None:
        """`offset` counts bytes from 0, `line` lines from 1; both are said after the reason."""
        super().__init__(reason)
        self.reason = reason
        self.offset = offset
        self.line = line

    def __str__(self) -> str:
        places = (("byte", self.offset), ("line", self.line))
        where = ", ".join(f"{name} {number}" for name, number in places if number is not None)
        return f"{self.reason} ({where})" if where else self.reason
