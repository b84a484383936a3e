"""The alias `readers` in tests: the test's own transaction, under the permissions of the readers' role."""

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper


class ReadersConnection:
    """Stands in for `connections["readers"]`.

    A plain test works inside one transaction of `default`, which no other login could look into; so its
    readers share that transaction and take the role for each statement. Where there is no such transaction
    (transactional tests, and tests of `databases=["readers"]` alone) the role really logs in.
    """

    # Django's test cases replace these to forbid an alias; `default` must stay usable then.
    OWN = {"connect", "cursor", "chunked_cursor", "temporary_connection"}

    def __init__(self, default: BaseDatabaseWrapper, login: BaseDatabaseWrapper) -> None:
        self.__dict__.update(_default=default, _login=login)

    @property
    def _target(self) -> BaseDatabaseWrapper:
        blocks = self._default.atomic_blocks
        return self._default if blocks and blocks[0]._from_testcase else self._login  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._target, name)

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.OWN:
            self.__dict__[name] = value
        else:
            setattr(self._target, name, value)

    @property
    def alias(self) -> str:
        return "readers"

    def connect(self) -> None:
        self._target.connect()

    def temporary_connection(self) -> Any:
        return self._target.temporary_connection()

    def cursor(self) -> Any:
        return self._under_role(self._target.cursor())

    def chunked_cursor(self) -> Any:
        return self._under_role(self._target.chunked_cursor())

    def close(self) -> None:
        """The shared transaction is not the readers' to end."""
        if self._target is self._login:
            self._login.close()

    def _under_role(self, cursor: CursorWrapper) -> Any:
        return cursor if self._target is self._login else RoleCursor(cursor)


class RoleCursor:
    """A cursor whose statements run as the readers' role."""

    def __init__(self, cursor: CursorWrapper) -> None:
        self.cursor = cursor

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.cursor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cursor.close()

    def execute(self, sql: Any, params: Any = None) -> Any:
        return self._as_role(self.cursor.execute, sql, params)

    def executemany(self, sql: Any, param_list: Any) -> Any:
        return self._as_role(self.cursor.executemany, sql, param_list)

    def _as_role(self, execute: Any, sql: Any, params: Any) -> Any:
        """Past Django, so that the statements about the role are not counted among the page's queries.

        After a failure the transaction is broken; rolling back to a savepoint takes the role back too.
        """
        self._past_django(f"set local role {settings.READERS_ROLE}")
        result = execute(sql, params)
        self._past_django("reset role")
        return result

    def _past_django(self, sql: str) -> None:
        with self.cursor.db.connection.cursor() as raw:
            raw.execute(sql)
