"""What an identity was told, said and published; several stories may have had one name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_corrections")]

    operations = [
        migrations.RemoveConstraint(
            model_name="importedfile",
            name="imported_file_one_story_per_identity",
        ),
        migrations.AddField(
            model_name="importedfile",
            name="content_sha256",
            field=models.CharField(
                blank=True, help_text="Hash of all that the file said, but for its date.", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="importedfile",
            name="dated",
            field=models.DateTimeField(
                help_text="The date that the file or its run gave; no estimate.", null=True
            ),
        ),
        migrations.AddField(
            model_name="importedfile",
            name="published_version",
            field=models.PositiveIntegerField(
                default=0, help_text="The story's version that the importer last published."
            ),
        ),
        migrations.AddField(
            model_name="importedfile",
            name="superseded",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="importedfile",
            name="told",
            field=models.CharField(
                blank=True,
                help_text="Hash of what the run said about these bytes, if anything.",
                max_length=64,
            ),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="fingerprint",
            field=models.CharField(help_text="Hash of headline and text, normalised.", max_length=64),
        ),
        migrations.AlterField(
            model_name="importsource",
            name="name",
            field=models.TextField(unique=True),
        ),
        migrations.AddIndex(
            model_name="importedfile",
            index=models.Index(
                condition=models.Q(("superseded", True)),
                fields=["source", "path"],
                name="imported_file_superseded",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded", False)),
                fields=("source", "path", "member", "station"),
                name="imported_file_one_story_per_identity",
            ),
        ),
        migrations.RunSQL(
            "update articles_importedfile f set published_version = story_version"
            " where exists (select from articles_edition e where e.story_id = f.story_id)",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
