"""Tests for operations with files, in addition to those for all operations.

Each test runs in a folder with the files that the tables name.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models import Request
from wxbrand_runtime.models.files import MAX_FILE_BYTES

from wxbrand_codegen.examples.files import is_worth_sending, sample_content
from wxbrand_codegen.testing.clients import Clients
from wxbrand_codegen.testing.operation_tests import OperationTests


class _Named(BytesIO):
    """A file object with a name, as open files have."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


class UploadTests(OperationTests):
    """Base of the generated test classes of operations with files."""

    @pytest.fixture(autouse=True)
    def _in_a_folder_with_the_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for name, size in self.files.items():
            Path(name).write_bytes(sample_content(name, size))

    def test_the_files_as_bytes(self, clients: Clients, mode: str) -> None:
        if "*" in self.request.operation.content_type:
            pytest.skip("bytes have no file name, so their media type is unknown")
        changed = self._changed({name: sample_content(name, size) for name, size in self.files.items()})

        assert clients.send(mode, changed) == self.replies[0][1]
        self.assert_sent(clients.sandbox, changed, self.target, self.body)

    def test_the_files_as_file_objects(self, clients: Clients, mode: str) -> None:
        opened = {name: _Named(name, sample_content(name, size)) for name, size in self.files.items()}
        changed = self._changed(opened)

        first = clients.send(mode, changed)
        second = clients.send(mode, changed)

        assert first == second == self.replies[0][1]
        assert len({received.body for received in clients.sandbox.requests}) == 1
        assert all(file.tell() == 0 for file in opened.values())

    def test_a_file_that_is_not_there(self, clients: Clients, mode: str) -> None:
        for name in self.files:
            Path(name).unlink()

        with pytest.raises(InvalidRequest, match="there is no such file") as caught:
            clients.send(mode, self.request)

        assert caught.value.field.partition("[")[0] in self.request.operation.files
        assert clients.sandbox.requests == []

    def test_the_largest_file(self, clients: Clients) -> None:
        sizes = {attribute: most for attribute, most in self.request.operation.files.items() if most is not None}
        if not sizes or not is_worth_sending(sum(sizes.values())):
            pytest.skip("the spec has no size limit, or one too large to test")
        changed = self.request
        for attribute, most in sizes.items():
            changed = self._with_file(changed, attribute, _Named(self._name_in(attribute), sample_content("", most)))

        assert clients.send("sync", changed) == self.replies[0][1]

    @pytest.mark.parametrize("how", ["bytes", "path", "file object"])
    def test_a_file_that_is_too_large(self, clients: Clients, tmp_path: Path, how: str) -> None:
        for attribute, most in self.request.operation.files.items():
            limit = MAX_FILE_BYTES if most is None else most
            if limit > MAX_FILE_BYTES:
                pytest.skip("a file of this size is too large to test")
            path = tmp_path / "large"
            with path.open("wb") as file:
                file.truncate(limit + 1)
            with path.open("rb") as file:
                source = {"bytes": bytes(limit + 1), "path": path, "file object": file}[how]
                with pytest.raises(InvalidRequest, match=str(limit)) as caught:
                    clients.send("sync", self._with_file(self.request, attribute, source))
            assert caught.value.field.partition("[")[0] == attribute
        assert clients.sandbox.requests == []

    def _changed(self, sources: dict[str, Any]) -> Request[Any]:
        changed = self.request
        for attribute in self.request.operation.files:
            changed = self._with_file(changed, attribute, sources[self._name_in(attribute)])
        return changed

    def _name_in(self, attribute: str) -> str:
        value = getattr(self.request, attribute)
        return str(value[0] if isinstance(value, list) else value)

    def _with_file(self, request: Request[Any], attribute: str, source: Any) -> Request[Any]:
        """Return the request with another file source, and with the file name that the source may lack."""
        value = getattr(self.request, attribute)
        changes = {attribute: [source] if isinstance(value, list) else source}
        for other, what in self.request.operation.from_file.items():
            if what != "sha256" and getattr(request, other) is msgspec.UNSET:
                changes[other] = self._name_in(attribute)
        return msgspec.structs.replace(request, **changes)
