"""`wxbrand listen` in a process of its own, with a sandbox, an application and `wxbrand trigger`."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi import FastAPI, Request, Response
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.env_file import read_env
from wxbrand_codegen.notifications.events import Spec, read_spec
from wxbrand_codegen.notifications.members import make_resource
from wxbrand_codegen.notifications.posting import parse_handler
from wxbrand_codegen.notifications.sending import Sender
from wxbrand_codegen.packaged_files import brand_spec
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Folder, Sandbox, prepare
from wxbrand_codegen.sandbox.loopback import serving
from wxbrand_runtime import InvalidNotification
from wxbrand_runtime.notifications import failed, parse, taken
from wxbrand_runtime.testing import Fault

Start = Callable[..., "tuple[str, subprocess.Popen[str]]"]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return prepare(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def spec() -> Spec:
    return read_spec(str(brand_spec()))


@pytest.fixture
def start(keys: Folder, tmp_path: Path) -> Iterator[Start]:
    """Start `wxbrand listen`; return its URL and the process."""
    with ExitStack() as stack:

        def start(*options: str) -> tuple[str, subprocess.Popen[str]]:
            arguments = ["listen", "--port", "0", "--dir", str(keys.directory), *options]
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-W", "error", "-m", "wxbrand_codegen", *arguments],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    cwd=tmp_path,
                    env={**os.environ, "PYTHONUTF8": "1"},
                )
            )
            stack.callback(process.kill)
            stream = process.stderr if "--json" in options else process.stdout
            assert stream is not None
            return stream.readline().removeprefix("listening on ").strip(), process

        yield start


def send(
    spec: Spec, keys: Folder, url: str, event: str, fault: Fault | None = None, *, again: bool = False
) -> list[int | None]:
    chosen = spec.event(event)
    sender = Sender(spec, keys, parse_handler(url))
    sent = asyncio.run(sender.send(chosen, make_resource(chosen, [], ()), fault, again=again))
    return [each.answer.status for each in sent]


def test_notifications_are_shown_answered_and_counted_until_ctrl_c(start: Start, spec: Spec, keys: Folder) -> None:
    url, process = start()

    statuses = [
        *send(spec, keys, url, "PRODUCT_COUPON.SEND", again=True),
        *send(spec, keys, url, "PRODUCT_COUPON.USE", Fault.TAMPERED_BODY),
    ]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert statuses == [204, 204, 500]
    assert process.returncode == 0
    assert "PRODUCT_COUPON.SEND  领券事件通知" in out
    assert "sent 2 times" in out
    assert '"openid": "…"' in out
    assert "REFUSED POST /" in out
    assert "white space or line feeds were put around it" in out
    assert "received 3 requests: 2 verified, 1 refused" in err
    assert "Traceback" not in out + err
    assert keys.api_key not in out + err


def test_one_json_object_a_line(start: Start, spec: Spec, keys: Folder) -> None:
    url, process = start("--json", "--answer", "503")

    send(spec, keys, url, "DELIVERY_PLAN.CHANGE", again=True)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=30)

    first, second = (json.loads(line) for line in out.splitlines())
    assert first["resource"]["plan_id"] == "12000"
    assert (first["status"], first["verified"], first["times"], second["times"]) == (503, True, 1, 2)


def test_a_sandbox_reaches_an_application_through_listen(start: Start, keys: Folder) -> None:
    events: list[str] = []
    app = FastAPI()

    @app.post("/hook")
    async def receive(request: Request) -> Response:
        try:
            events.append(parse(request.headers, await request.body(), keys.credentials).event_type)
        except InvalidNotification as problem:
            answer = failed(problem.reason)
        else:
            answer = taken()
        return Response(answer.body, answer.status, dict(answer.headers))

    with serving(app, "application") as application:
        url, process = start("--forward-to", f"{application}/hook", "--json")
        document = plain(read(brand_spec())[1].document.root)
        product = Sandbox(document, keys.wechat_pay).play(keys.api_key)
        product.notifier.send("PRODUCT_COUPON.SEND", {"coupon_code": "C1"}, url)
        (delivery,) = product.notifier.deliveries
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not delivery.delivered:
            time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)

    record = json.loads(out.splitlines()[0])
    assert delivery.delivered
    assert events == ["PRODUCT_COUPON.SEND"]
    assert (record["event_type"], record["verified"], record["handler"]["status"]) == ("PRODUCT_COUPON.SEND", True, 204)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--forward-to", "shop"], 2, "--forward-to: it must be an address such as http://127.0.0.1:8000/notify"),
        (["--forward-to", "http://127.0.0.1:1", "--answer", "500"], 2, "--answer cannot be combined with --forward-to"),
        (["--port", "70000"], 2, "--port"),
        (["--dir", "file"], 2, "is a file; --dir must be a folder"),
    ],
)
def test_a_wrong_command_is_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")

    assert main(["listen", *arguments]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert len(err.splitlines()) == 1


def test_incomplete_variables_and_a_port_in_use_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], keys: Folder, start: Start
) -> None:
    url, _ = start()
    monkeypatch.chdir(tmp_path)

    statuses = [main(["listen", "--dir", str(keys.directory), "--port", url.rpartition(":")[2]])]
    monkeypatch.setenv("WXBRAND_BRAND_ID", "1")
    statuses.append(main(["listen", "--port", "0"]))

    in_use, missing = capsys.readouterr().err.splitlines()
    assert statuses == [1, 1]
    assert "try another --port" in in_use
    assert "WXBRAND_PUBLIC_KEY_ID" in missing


def test_a_key_file_that_others_can_read_is_one_line(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: Folder
) -> None:
    loose = tmp_path / "apiclient_key.pem"
    loose.write_bytes((keys.directory / "apiclient_key.pem").read_bytes())
    loose.chmod(0o666)
    for name, value in read_env(keys.directory / "wxbrand.env").items():
        monkeypatch.setenv(name, str(loose) if name == "WXBRAND_PRIVATE_KEY_FILE" else value)
    arguments = [sys.executable, "-m", "wxbrand_codegen", "listen", "--port", "0"]

    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)

    first, second, _ = err.splitlines()
    assert first.startswith("warning: ")
    assert "mode 0666" in first
    assert "the WXBRAND_ variables of the environment" in second
