"""How readers reach a person."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0036_duties"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="email",
            field=models.EmailField(
                blank=True,
                help_text="Shown to readers on the person's page. Empty: none is shown.",
                max_length=254,
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="fediverse",
            field=models.CharField(
                blank=True,
                help_text="As @name@server.example. Networks that know it name the author under a shared link.",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator(
                        "^@[A-Za-z0-9_.-]+@[a-z0-9-]+(\\.[a-z0-9-]+)+\\Z", "Write it as @name@server.example."
                    )
                ],
                verbose_name="fediverse handle",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fediverse", ""),
                    ("fediverse__regex", "^@[A-Za-z0-9_.-]+@[a-z0-9-]+(\\.[a-z0-9-]+)+\\Z"),
                    _connector="OR",
                ),
                name="person_handle_is_one",
                violation_error_message="Write the handle as @name@server.example.",
            ),
        ),
    ]
