"""Search entries beside the import: on a connection of their own, while the next batch is read."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from django.db import connection, connections, transaction

from articles.services.indexing import complete_search, index_search

# Batches that may wait: a killed import leaves no more than these to `complete_search`.
WAITING = 2


class SearchBeside:
    """Takes the editions of a batch, and makes their entries after the batch's commit.

    Search vectors cost as much as all else that an import writes, and another core can make them. What a
    crash leaves out is made at the end of the next run. Inside a caller's transaction, which no other
    connection can see into, they are made at once.
    """

    def __enter__(self) -> "SearchBeside":
        self._at_once = connection.in_atomic_block
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
        self._waiting: deque[Future[None]] = deque()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.submit(connections.close_all)
        self._pool.shutdown()
        if kind is None:
            while self._waiting:
                self._waiting.popleft().result()
            complete_search()

    def __call__(self, editions: Sequence[int]) -> None:
        if self._at_once:
            index_search(editions)
        else:
            transaction.on_commit(lambda: self._submit(editions))

    def _submit(self, editions: Sequence[int]) -> None:
        self._waiting.append(self._pool.submit(index_search, editions))
        while len(self._waiting) > WAITING:
            self._waiting.popleft().result()
