"""Tables of the whole group: everybody sees each row, and who may not change one is told who may."""

from typing import Any, ClassVar

from django.http import HttpRequest

from articles.admin.base import DeskAdmin
from articles.permissions import may, who_may


class SharedAdmin(DeskAdmin):
    """`owned` is what `may` is asked about a row before it may be changed."""

    shared = True
    owned: ClassVar[str]

    def is_owned(self, request: HttpRequest, obj: Any) -> bool:
        """Also of a row that there is not yet."""
        return obj is None or may(request.user, self.owned, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        obj = kwargs.get("obj")
        if not self.is_owned(request, obj) and may(request.user, self.owned):
            context["who_may"] = who_may(self.owned, obj)
        return super().render_change_form(request, context, *args, **kwargs)
