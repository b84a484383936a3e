"""The people who sign in."""

from django.contrib.auth.models import AbstractUser
from django.utils.functional import cached_property

from .memberships import Membership


class User(AbstractUser):
    """A member of staff. Deactivated, never deleted: their name stands on the record.

    A group administrator is a superuser; every other right comes from a Membership.
    """

    @cached_property
    def held_memberships(self) -> list[Membership]:
        """One query for a user object: a request asks once, however many rights are looked up."""
        return list(self.memberships.all())
