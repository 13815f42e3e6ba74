"""`wxbrand call`: real requests over a socket to a sandbox or to the fake WeChat Pay."""

from __future__ import annotations

import importlib
import json
import os
import shlex
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import ShellComplete
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.examples.values import body_examples, field_example
from wxbrand_codegen.ir.operations import Operation
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Sandbox, prepare, running
from wxbrand_runtime.testing import FakeWeChatPay, Fault

ADDRESS = '{"address_code": "110000", "address_detail": "it\'s 1号"}'
USE = [
    *["--openid", "o1", "--coupon_code", "C1", "--product_coupon_id", "P1", "--stock_id", "S1", "--appid", "wx1"],
    *["--use_time", "2026-01-01T00:00:00+08:00", "--out_request_no", "use-0001"],
    *["--associated_order_info.transaction_id", "42"],
]

Call = Callable[..., tuple[int, str, str]]
"""Runs `wxbrand call` with arguments; returns exit code, standard output and standard error."""


@pytest.fixture(scope="module")
def spec() -> Any:
    """The spec of the brand API, read once."""
    return read(Path("spec/openapi.yaml"))[1]


@pytest.fixture(scope="module")
def folder(spec: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a sandbox that answers every call with the example of the spec."""
    directory = tmp_path_factory.mktemp("sandbox")
    keys = prepare(directory)
    with running(Sandbox(plain(spec.document.root), keys.wechat_pay)) as url:
        keys.write_env(url)
        yield directory


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Call:
    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["call", *arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeChatPay]:
    with FakeWeChatPay() as wechat_pay:
        wechat_pay.set_environ(monkeypatch)
        yield wechat_pay


def _models() -> Any:
    return importlib.import_module("wxbrand.models")


def test_every_operation_can_be_called_with_the_example_of_the_spec(
    spec: Any, folder: Path, call: Call, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    operations: list[Operation] = [each for area in spec.api.areas for each in area.operations]
    picture = tmp_path / "example.png"
    picture.write_bytes(b"\x89PNG")

    for operation in operations:
        with subtests.test(operation.id):
            arguments = list(_example_arguments(operation, spec.api.models, picture))

            status, out, err = call(operation.id, "--dir", str(folder), *arguments)

            assert (status, err) in {(0, ""), (0, "carried out; the answer has no content\n")}
            assert bool(out) is not bool(err)
            json.loads(out or "{}")
    assert len(operations) > 60


def _example_arguments(operation: Operation, models: Any, picture: Path) -> Iterator[str]:
    is_upload = any(parameter.field.wire == "file" for parameter in operation.parameters)
    body = {"file": str(picture)} if is_upload else body_examples(operation, models)[0]
    for parameter in operation.parameters:
        field = parameter.field
        if parameter.location == "body" and field.wire not in body:
            continue
        value = body[field.wire] if parameter.location == "body" else field_example(field, models)
        is_repeated = isinstance(value, list) and not isinstance(value[0], dict)
        for each in value if is_repeated else [value]:
            yield f"--{field.name.snake}"
            yield each if isinstance(each, str) else json.dumps(each)


def test_a_body_comes_from_a_file_and_an_option_wins(fake: FakeWeChatPay, call: Call, tmp_path: Path) -> None:
    fake.answer(_models().CreateStoreRequest, {"store_id": "7", "new_member": [1]})
    file = tmp_path / "store.json"
    file.write_text(json.dumps({"store_address": json.loads(ADDRESS), "store_basics": {"branch_name": "a"}}))

    status, out, _ = call("create-store", "--body", f"@{file}", "--store-basics.branch-name", "b")

    (sent,) = fake.requests
    assert (status, out) == (0, '{"store_id":"7","new_member":[1]}\n')
    assert sent.request.store_basics.branch_name == "b"


def test_raw_prints_the_bytes_as_received(fake: FakeWeChatPay, call: Call) -> None:
    fake.answer(_models().GetStoreRequest, {"store_id": "7", "x": 1.50})

    _, out, _ = call("GetStore", "--store_id", "7", "--raw")

    assert not out.endswith("\n")
    assert json.loads(out)["store_id"] == "7"


def test_an_answer_goes_to_a_file(fake: FakeWeChatPay, call: Call, tmp_path: Path) -> None:
    fake.answer(_models().GetStoreRequest, {"store_id": "7"})

    status, out, _ = call("GetStore", "--store_id", "7", "-o", str(tmp_path / "answer.json"))

    assert (status, out) == (0, "")
    assert (tmp_path / "answer.json").read_text() == '{"store_id":"7"}\n'
    assert [each.name for each in tmp_path.iterdir()] == ["answer.json"]


def test_nothing_is_sent_if_the_answer_could_not_be_written(fake: FakeWeChatPay, call: Call, tmp_path: Path) -> None:
    status, _, err = call("GetStore", "--store_id", "7", "-o", str(tmp_path / "gone" / "answer.json"))

    assert status == 1
    assert "No such file or directory" in err
    assert fake.requests == ()


def test_an_error_leaves_an_old_file_as_it_was(fake: FakeWeChatPay, call: Call, tmp_path: Path) -> None:
    fake.refuse(_models().GetStoreRequest, status=404, code="RESOURCE_NOT_EXISTS", message="no such store")
    file = tmp_path / "answer.json"
    file.write_text("old")

    status, _, err = call("GetStore", "--store_id", "7", "-o", str(file))

    assert status == 1
    assert err.startswith("wxbrand: ApiError: GetStore: status 404, RESOURCE_NOT_EXISTS: no such store")
    assert (file.read_text(), len(list(tmp_path.iterdir()))) == ("old", 1)


def test_an_error_as_json_has_what_a_program_needs(fake: FakeWeChatPay, call: Call) -> None:
    fake.refuse(_models().GetStoreRequest, status=429, code="RATELIMIT_EXCEEDED", message="too fast")

    status, out, err = call("GetStore", "--store_id", "7", "--json", "--retries", "0")

    error = json.loads(err)
    assert (status, out) == (1, "")
    assert (error["type"], error["code"], error["status"]) == ("ApiError", "RATELIMIT_EXCEEDED", 429)
    assert (error["retryable"], error["outcome_unknown"], error["repeat"]) == (True, False, None)


@pytest.mark.parametrize("fault", [Fault.CLOSED, Fault.TAMPERED_BODY, Fault.SYSTEM_ERROR])
def test_an_unknown_outcome_is_told_with_the_command_that_repeats_the_call(
    fake: FakeWeChatPay, call: Call, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = _models().UseUserProductCouponRequest
    fake.fail(request, fault)
    fake.answer(request, {"coupon_code": "C1"})

    status, out, err = call("UseUserProductCoupon", *USE, "--retries", "0")

    first, second, command = err.splitlines()
    assert (status, out) == (1, "")
    assert first.startswith("wxbrand: the outcome is unknown: ")
    assert "use-0001" in first
    assert second == "To repeat it with the same number and values, run:"
    program, subcommand, *arguments = shlex.split(command)
    assert (program, subcommand) == ("wxbrand", "call")
    assert call(*arguments)[:2] == (0, '{"coupon_code":"C1"}\n')
    sent, again = fake.requests
    assert sent.body == again.body


def test_the_command_that_repeats_a_call_keeps_every_character(fake: FakeWeChatPay, call: Call) -> None:
    request = _models().DeactivateProductCouponRequest
    reason = 'it\'s \\ a\n\t"券" -'
    fake.fail(request, Fault.CLOSED, always=True)
    values = ["--product_coupon_id", "P1", "--out_request_no", "stop-0001", "--deactivate_reason", reason]

    _, _, err = call("DeactivateProductCoupon", *values, "--retries", "0")

    printed = subprocess.run(
        ["bash", "-c", f"printf '%s\\0' {err.splitlines()[-1]}"], capture_output=True, text=True, check=True, timeout=20
    )
    assert printed.stdout.split("\0")[2:-1] == ["DeactivateProductCoupon", *values, "--retries", "0"]


def test_a_body_from_standard_input_is_part_of_the_command_that_repeats_the_call(
    fake: FakeWeChatPay, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    from types import SimpleNamespace

    request = _models().DeactivateProductCouponRequest
    fake.fail(request, Fault.CLOSED)
    fake.fail(request, Fault.CLOSED)
    body = b'{"out_request_no": "stop-0001", "deactivate_reason": "it\'s"}'
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(body), isatty=lambda: False))

    _, _, err = call("DeactivateProductCoupon", "--product_coupon_id", "P1", "--body", "-", "--retries", "0")

    call(*shlex.split(err.splitlines()[-1])[2:])
    assert fake.requests[0].body == fake.requests[1].body


def test_a_write_without_a_number_is_not_to_be_repeated_blindly(fake: FakeWeChatPay, call: Call) -> None:
    fake.fail(_models().CreateStoreRequest, Fault.CLOSED)

    status, _, err = call("CreateStore", "--store_address", ADDRESS)

    assert status == 1
    assert err.startswith("wxbrand: the outcome is unknown: CreateStore was sent, but ")
    assert err.endswith("It may have been carried out: query before repeating.\n")
    assert len(fake.requests) == 1


def test_a_verified_answer_that_cannot_be_read_is_not_lost(fake: FakeWeChatPay, call: Call) -> None:
    fake.fail(_models().CreateStoreRequest, Fault.NOT_JSON)

    status, out, err = call("CreateStore", "--store_address", ADDRESS)

    assert status == 1
    assert out
    assert "UnreadableResponse" in err
    assert "the body is on standard output" in err


def test_members_that_differ_from_the_spec_are_named_and_printed(fake: FakeWeChatPay, call: Call) -> None:
    fake.answer(_models().GetStoreRequest, {"store_id": "7", "store_state": "OPEN"}, unreadable={"body.store_state": 5})

    status, out, err = call("GetStore", "--store_id", "7")

    assert (status, json.loads(out)) == (0, {"store_id": "7", "store_state": 5})
    assert err.startswith("not as the spec describes: body.store_state ")


def test_a_list_is_printed_item_by_item_and_no_further_than_wanted(fake: FakeWeChatPay, call: Call) -> None:
    request = _models().ListStoresRequest
    for page in (["1", "2"], ["3", "4"]):
        fake.answer(request, {"data": [{"store_id": each} for each in page], "total_count": 6})

    status, out, _ = call("ListStores", "--limit", "2", "--all", "--max-items", "3")

    assert status == 0
    assert [json.loads(line)["store_id"] for line in out.splitlines()] == ["1", "2", "3"]
    assert [each.target.partition("?")[2] for each in fake.requests] == ["limit=2", "offset=2&limit=2"]


def test_attempts_are_told_if_wanted(fake: FakeWeChatPay, call: Call) -> None:
    request = _models().GetStoreRequest
    fake.refuse(request, status=500, code="SYSTEM_ERROR", message="later")
    fake.answer(request, {"store_id": "7"})

    status, _, err = call("GetStore", "--store_id", "secret-id", "-v", "--retries", "1")

    first, retry, last = err.splitlines()
    assert status == 0
    assert first.startswith("attempt 1: GET /brand/store/brandstores/{store_id} at 127.0.0.1:")
    assert "status 500" in first
    assert retry.startswith("trying again in ")
    assert last.startswith("attempt 2: ")
    assert "status 200" in last
    assert "secret-id" not in err


@pytest.fixture
def real(fake: FakeWeChatPay, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keys, and no base URL, so that the real server would be called. Return the connections that are tried."""
    tried: list[str] = []

    look_up = socket.getaddrinfo

    def refuse(host: str, *arguments: Any, **options: Any) -> Any:
        if host == "127.0.0.1":  # the fake's
            return look_up(host, *arguments, **options)
        tried.append(host)
        raise OSError("no network in this test")

    monkeypatch.delenv("WXBRAND_BASE_URL")
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    return tried


def test_a_write_to_the_real_server_is_refused_without_a_terminal(real: list[str], call: Call) -> None:
    status, out, err = call("UseUserProductCoupon", *USE)

    assert (status, out) == (2, "")
    assert "is a write: POST /brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}/use" in err
    assert "at api.mch.weixin.qq.com, as brand …" in err
    assert 'with out_request_no "use-0001". Nothing was sent: add --yes' in err
    assert os.environ["WXBRAND_BRAND_ID"] not in err
    assert real == []


@pytest.mark.parametrize(("answer", "is_sent"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_a_write_to_the_real_server_asks_on_a_terminal(
    real: list[str], call: Call, monkeypatch: pytest.MonkeyPatch, answer: str, is_sent: bool
) -> None:
    import io

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)

    status, _, err = call("CloseStore", "--store_id", "7", "--retries", "0")

    assert status == 1
    assert "Send it? [y/N]" in err
    assert ("nothing was sent" in err) is not is_sent
    assert bool(real) is is_sent


def test_yes_and_reads_do_not_ask(real: list[str], call: Call) -> None:
    for arguments in (["CloseStore", "--store_id", "7", "--yes"], ["GetStore", "--store_id", "7"]):
        status, _, err = call(*arguments, "--retries", "0")

        assert (status, "NotSent" in err) == (1, True)
    assert len(real) >= 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["CreateStore", "--store_address", ADDRESS],
        ["UploadImage", "--file", 'a "pic";1.png'],
        ["CloseStore", "--store_id", "1/2?"],
        ["ListStores", "--store_state", "OPEN"],
        ["DeleteStore", "--store_id", "7"],
    ],
    ids=lambda each: each[0],
)
def test_a_dry_run_sends_nothing_and_its_curl_command_works(
    folder: Path, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path('a "pic";1.png').write_bytes(b"\x89PNG")

    status, out, err = call(*arguments, "--dir", str(folder), "--dry-run", "--json")

    signed = json.loads(out)
    assert (status, err) == (0, "")
    method, target, _, _, body, end = signed["message"].split("\n")
    assert signed["url"].endswith(target)
    assert (method, end) == (signed["method"], "")
    assert ("sha256" in body) == (arguments[0] == "UploadImage")
    done = subprocess.run(
        ["sh", "-c", signed["curl"] + " --silent --show-error --write-out '\\n%{http_code}'"],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert done.stdout.splitlines()[-1] in {"200", "204"}, done.stdout


@pytest.mark.parametrize("arguments", [["CloseStore", "--store_id", "7"], ["CreateStore", "--store_address", ADDRESS]])
def test_curl_sends_the_headers_and_the_body_that_the_client_sends(
    fake: FakeWeChatPay, call: Call, arguments: list[str]
) -> None:
    request = getattr(_models(), f"{arguments[0]}Request")
    fake.answer(request, {"store_id": "7"}, always=True)
    command = json.loads(call(*arguments, "--dry-run", "--json")[1])["curl"]

    subprocess.run(["sh", "-c", f"{command} --silent"], check=True, capture_output=True, timeout=20)
    call(*arguments)

    by_curl, by_client = fake.requests
    assert by_curl.body == by_client.body
    assert {name.lower() for name, _ in by_curl.headers.items()} == {
        name.lower() for name, _ in by_client.headers.items()
    }


def test_a_dry_run_shows_the_five_lines_and_no_key(
    real: list[str], call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, _ = call("CreateStore", "--store_address", ADDRESS, "--dry-run")

    lines = out.splitlines()
    assert status == 0
    assert lines[1:3] == ["  method     POST", "  target     /brand/store/brandstores"]
    assert lines[5].startswith('  body       {"store_address":{"address_code":"110000"')
    assert "  -H 'Authorization: WECHATPAY-BRAND-SHA256-RSA2048 brand_id=" in out
    assert "PRIVATE KEY" not in out
    assert real == []


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "name an operation"),
        (["GetStor"], "did you mean GetStore?"),
        (["GetStore"], "GetStore needs --store_id"),
        (["GetStore", "--store_di", "7"], "there is no option --store_di; did you mean --store_id?"),
        (["GetStore", "store_id=7"], "a field is an option: write --store_id VALUE, not store_id=VALUE; see "),
        (["GetStore", "store_di=7"], "there is no option --store_di; did you mean --store_id?"),
        (["GetStore", "--store_id", "a=7", "b"], "got unexpected extra argument (b)"),
        (["ListStores", "--store_state", "OPN"], "did you mean OPEN?"),
        (["ListStores", "--limit", "1.5"], "--limit: '1.5' is not a valid integer"),
        (["ListStores", "--max-items", "2"], "--max-items needs --all"),
        (["ListStores", "--all", "--raw"], "--raw cannot be combined with --all"),
        (["GetStore", "--store_id", "7", "--dry-run", "--raw"], "--raw cannot be combined with --dry-run"),
        (["CreateStore", "--body", "{"], "--body: the text is not JSON"),
        (["--list", "GetStore"], "--list and --json stand alone"),
        (["--package", "gone", "--list"], "there is no package gone"),
        (["GetStore", "--store_id", "7", "--dir", "gone"], "gone has no wxbrand.env"),
        (["GetStore", "--store_id", "7", "--retries", "11"], "--retries"),
    ],
)
def test_a_wrong_command_is_refused_in_one_line(
    fake: FakeWeChatPay, call: Call, arguments: list[str], reason: str
) -> None:
    status, out, err = call(*arguments)

    assert (status, out) == (2, "")
    assert reason in err
    assert len(err.splitlines()) == 1
    assert fake.requests == ()


def test_values_are_validated_before_anything_is_sent(fake: FakeWeChatPay, call: Call) -> None:
    status, _, err = call("CreateStore", "--store_address.address_code", "x", "--store_address.address_detail", "y")

    assert status == 1
    assert err == "wxbrand: InvalidRequest: store_address.address_code does not match the pattern ^[0-9]+\\Z\n"
    assert fake.requests == ()


def test_missing_keys_name_the_folder_of_a_sandbox(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("WXBRAND_")]:  # the check of the project sets some too
        monkeypatch.delenv(name)

    status, _, err = call("GetStore", "--store_id", "7")

    assert status == 1
    assert "not in the environment: WXBRAND_BRAND_ID" in err
    assert err.endswith("for the keys of a sandbox, give its folder: --dir wxbrand-sandbox\n")


def test_the_list_names_every_operation(call: Call) -> None:
    _, table, _ = call("--list")
    _, text, _ = call("--list", "--json")

    listed = json.loads(text)
    assert len(listed) > 60
    assert all(each["operation"] in table and each["title"] in table for each in listed)
    assert {"operation", "area", "method_name", "title", "method", "path", "is_read"} == listed[0].keys()


def test_the_help_of_an_operation_names_its_fields_and_ends_with_an_example(call: Call) -> None:
    status, out, _ = call("CreateStore", "--help")

    assert status == 0
    assert "创建品牌门店" in out
    assert "--store_address.address_code" in out
    assert "门店省市编码，必填。" in out
    example = out.rstrip().splitlines()[-1]
    assert example.strip().startswith("wxbrand call CreateStore --store_address '{")


def test_all_fields_are_listed(call: Call) -> None:
    status, out, _ = call("CreateProductCoupon", "--fields")

    assert status == 0
    assert "    choice_list                        objects   可选单品列表，必填。" in out


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["ListSt"], {"ListStocks", "ListStores"}),
        (["pre-send-user-product-coupon-b"], {"pre-send-user-product-coupon-bundle"}),
        (["store.get"], {"store.get_store"}),
        (["ListStores", "--max"], {"--max-items"}),
        (["ListStores", "--store-st"], {"--store-state"}),
        (["ListStores", "--store_state", ""], {"OPEN", "CREATING", "CLOSED"}),
        (["CreateStore", "--store_address.long"], {"--store_address.longitude"}),
        (["CreateStore", "--store_a"], {"--store_address"}),
        (["CreateStore", "--store_address", "{}", "--store_a"], set()),
        (["CreateStore", "--body", ""], {"@"}),
        (["CreateStore", "--body", "@fo"], {"@folder/"}),
        (["CreateStore", "--body", "@folder/"], {"@folder/a.json", "@folder/b.json"}),
        (["CreateStore", "--body", "@gone/"], set()),
        (["--package", "gone", "Get"], set()),
        (["--package", "gone", "GetStore", "--st"], set()),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_shell_completes_operations_options_values_and_files(
    words: list[str], completed: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("a.json", "b.json"):
        (tmp_path / "folder" / name).touch()
    monkeypatch.chdir(tmp_path)
    from wxbrand_codegen.cli.call import command

    *arguments, incomplete = words
    found = ShellComplete(command, {}, "call", "_CALL_COMPLETE").get_completions(arguments, incomplete)

    assert {item.value for item in found} == completed


def test_ctrl_c_during_a_write_says_that_it_may_have_been_carried_out(
    fake: FakeWeChatPay, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wxbrand_runtime.http.sync_transport.SocketTransport.exchange", interrupt)

    status, out, err = call("UseUserProductCoupon", *USE)

    first, _, command, last = err.splitlines()
    assert (status, out) == (130, "")
    assert first.startswith(
        "wxbrand: the outcome is unknown: UseUserProductCoupon may have been carried out: repeat with"
    )
    assert shlex.split(command) == ["wxbrand", "call", "UseUserProductCoupon", *USE]
    assert last == "interrupted"
    assert call("GetStore", "--store_id", "7") == (130, "", "interrupted\n")


def test_a_key_file_that_others_can_read_is_warned_of_in_one_line(folder: Path, call: Call) -> None:
    key = folder / "apiclient_key.pem"
    key.chmod(0o644)
    try:
        status, _, err = call("GetStore", "--store_id", "7", "--dir", str(folder))
    finally:
        key.chmod(0o600)

    assert status == 0
    assert err.startswith(f"warning: {key} holds a private key, and other users")
    assert len(err.splitlines()) == 1
