"""The demo is what the product says of itself, and its own import can be proved like any other."""

import pytest
from django.core.management import call_command

from articles import demo
from articles.models import ImportRun, Station, Story


@pytest.mark.django_db
def test_the_demos_import_is_proved_without_a_gap(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its decks stand in no file: a revision says so."""
    monkeypatch.setattr(demo, "lead_with_pictures", lambda plan: None)
    assert demo.load_demo()
    first = ImportRun.objects.earliest("pk")
    call_command("verify_import", str(first.pk))
    assert "0 gaps, 8 notes.\n" in capsys.readouterr().out
    assert Story.objects.exclude(deck="").count() == 8
    logos = Station.objects.order_by("callsign").values_list("logo__alt", "logo__is_due")
    assert list(logos) == [
        ("Half a sun over two swells", True),
        ("A mesa before a low sun, and the road to it", True),
    ]
