"""What is public of a station's duties: unmanaged models of views, as in `published`."""

from django.db import models


class PublishedImprint(models.Model):
    """Of every opened station, filled in or not."""

    station_id = models.BigIntegerField()
    service = models.CharField(max_length=9)
    legal_name = models.CharField(max_length=160)
    community = models.CharField(max_length=120)
    founded = models.IntegerField(null=True)
    address = models.TextField()
    phone = models.CharField(max_length=40)
    email = models.CharField(max_length=254)
    public_file_url = models.CharField(max_length=200)
    public_file_contact = models.CharField(max_length=120)
    public_file_phone = models.CharField(max_length=40)
    public_file_email = models.CharField(max_length=254)
    eeo_report_url = models.CharField(max_length=200)
    eeo_year = models.IntegerField(null=True)
    captions_phone = models.CharField(max_length=40)
    captions_email = models.CharField(max_length=254)
    captions_complaints = models.TextField()
    # The latest of: looked through, a notice put up, a notice taken down.
    fcc_updated_on = models.DateField(null=True)
    # [{"name", "country", "website", "funding", "share", "parents": [{"name", "country", "share"}]}]: the
    # largest first; of the parents the nearest first, ten at most.
    owners = models.JSONField()
    # [{"role", "name", "email", "since", "slug"}] of those in a role today; a slug where the page is public.
    masthead = models.JSONField()

    class Meta:
        managed = False
        db_table = "published_imprint"


class PublishedPolicy(models.Model):
    """The version in force of each kind at each station; one of the group's has a row for every station."""

    station_id = models.BigIntegerField()
    kind = models.CharField(max_length=13)
    language = models.CharField(max_length=2)
    text = models.TextField()
    in_force_from = models.DateTimeField()
    # Times from which earlier versions were in force, the newest first.
    earlier = models.JSONField()

    class Meta:
        managed = False
        db_table = "published_policy"


class PublishedFccNotice(models.Model):
    station_id = models.BigIntegerField()
    title = models.CharField(max_length=160)
    file_number = models.CharField(max_length=40)
    text = models.TextField()
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "published_fcc_notice"


class PublishedContest(models.Model):
    """Announced, and not over for 30 days."""

    station_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    announced_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended = models.BooleanField()
    # [{"text", "posted_at"}], the version in force first.
    rules = models.JSONField()

    class Meta:
        managed = False
        db_table = "published_contest"
