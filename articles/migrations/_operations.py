"""Migration operations of ours: SQL kept in files, and the views of what is public."""

from pathlib import Path

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

SQL = Path(__file__).with_name("sql")


class PublishedViews(Operation):
    """Drop all `published_*` views, make those of one file, and let the readers' role select from them.

    A view blocks altering its columns, so a migration that alters such a column begins with
    `PublishedViews()`, which only drops, and ends with the file that holds the complete new set.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, filename: str = "") -> None:
        self.filename = filename

    def state_forwards(self, app_label: str, state: object) -> None:
        """The views' models are unmanaged; the state does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: object, to_state: object
    ) -> None:
        drop_views(schema_editor)
        if not self.filename:
            return
        schema_editor.execute((SQL / self.filename).read_text(), params=None)
        schema_editor.execute(
            "do $$ declare v record; begin"  # noqa: S608 - a setting, not a request
            f" if exists (select from pg_roles where rolname = '{settings.READERS_ROLE}') then"
            "  for v in select viewname from pg_views"
            "   where schemaname = 'public' and viewname like 'published\\_%%' loop"
            f"   execute format('grant select on %%I to {settings.READERS_ROLE}', v.viewname);"
            "  end loop; end if; end $$".replace("%%", "%"),
            params=None,
        )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: object, to_state: object
    ) -> None:
        drop_views(schema_editor)

    def describe(self) -> str:
        return (
            f"Make the published_* views of {self.filename}"
            if self.filename
            else "Drop the published_* views"
        )


def drop_views(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """All of them in one statement; refused while anything else depends on one."""
    schema_editor.execute(
        "do $$ declare names text; begin"
        " select string_agg(quote_ident(viewname), ', ') into names from pg_views"
        "  where schemaname = 'public' and viewname like 'published\\_%';"
        " if names is not null then execute 'drop view ' || names; end if; end $$",
        params=None,
    )
