"""What may be done to the rows of a table: Django's questions, answered by `permissions.may`.

Django's tables of permissions are never asked. A table that declares no verbs refuses everybody.
"""

import dataclasses
from typing import Any, ClassVar, cast

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import Field as FormField
from django.http import HttpRequest

from articles.admin.scope import sections_for
from articles.forms.words import OF_COLUMNS
from articles.models import Section, Station, User
from articles.permissions import may, stations_for


@dataclasses.dataclass(frozen=True, slots=True)
class Verbs:
    """What `may` is asked for each thing that the admin can do; None refuses it to everybody."""

    view: str | None = None
    add: str | None = None
    change: str | None = None
    delete: str | None = None


def staff(request: HttpRequest) -> User:
    """Whoever is signed in; the site lets nobody else get this far."""
    return cast(User, request.user)


class AsksMay:
    """The four questions of Django's admin, answered by `may`. For inlines `obj` is the parent."""

    verbs: ClassVar[Verbs] = Verbs()

    def subject(self, obj: Any) -> Model:
        """What `may` is asked about, where it is not the row itself."""
        row: Model = obj
        return row

    def _allowed(self, request: HttpRequest, verb: str | None, obj: Any) -> bool:
        if verb is None:
            return False
        return may(request.user, verb, None if obj is None else self.subject(obj))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request, self.verbs.view, obj) or self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request, self.verbs.add, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request, self.verbs.change, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request, self.verbs.delete, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        if field_class := OF_COLUMNS.get(type(db_field)):
            kwargs.setdefault("form_class", field_class)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # each table is edited at its own place, not in a popup
        return field

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.remote_field.model
        kwargs.setdefault("queryset", self.offered(request, model))
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if model is Section:  # every station has its Sports
            field.label_from_instance = lambda section: f"{section.station.callsign}: {section.name}"
        return field

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", self.offered(request, db_field.remote_field.model))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def offered(self, request: HttpRequest, model: type[Model]) -> QuerySet[Any]:
        """Rows of another table that a form of this one may point at; none of a table without an admin."""
        verb = self.verbs.change or self.verbs.add
        if verb and model is Station:
            return stations_for(request.user, verb)
        if verb and model is Section:
            return sections_for(request.user, verb).select_related("station")
        site = self.admin_site  # type: ignore[attr-defined]
        if not site.is_registered(model):
            return model._default_manager.none()
        rows: QuerySet[Any] = site.get_model_admin(model).get_queryset(request)
        return rows
