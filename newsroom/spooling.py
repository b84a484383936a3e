"""Sent files on their way into a form: small ones in memory, large ones on the disk, each by its own size."""

import io
import tempfile
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

IN_MEMORY = 256 * 1024


class LostFile(UploadedFile):
    """A file that the disk did not take: reading it raises the OSError that writing it met."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(io.BytesIO(), name, size=0)
        self.error = error

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        raise self.error

    def read(self, *args: Any) -> bytes:
        raise self.error


class SpoolingUploadHandler(FileUploadHandler):
    """Django decides by the size of the whole form: a thousand small files would be a thousand open ones.

    A full disk is told by the form that reads the file, in a sentence, and not by a bare error.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.error: OSError | None = None
        self.file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the form closes it

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.error:
            return
        try:
            self.file.write(raw_data)
        except OSError as error:
            self.error = error
            self.file.close()

    def file_complete(self, file_size: int) -> UploadedFile:
        name = self.file_name or ""
        if self.error:
            return LostFile(name, self.error)
        self.file.seek(0)
        return UploadedFile(
            self.file, name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
