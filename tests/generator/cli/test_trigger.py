"""`wxbrand trigger`, against real handlers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.cli.trigger import _FAULTS, command
from wxbrand_codegen.notifications.receiving import Listener, Received
from wxbrand_codegen.notifications.sending import FAULTS
from wxbrand_codegen.packaged_files import brand_spec
from wxbrand_codegen.sandbox import prepare
from wxbrand_codegen.sandbox.loopback import serving

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in a folder of its own; return its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    for name in ("WXBRAND_PUBLIC_KEY_FILE", "WXBRAND_BRAND_ID"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["trigger", "--spec", str(brand_spec()), *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return status, out, err

    return run


@pytest.fixture
def received() -> list[Received]:
    return []


@pytest.fixture
def url(tmp_path: Path, received: list[Received]) -> Iterator[str]:
    """A listener with the keys of the default folder."""
    credentials = prepare(tmp_path / "wxbrand-sandbox").credentials
    with serving(Listener(credentials, received.append), "wxbrand listen") as url:
        yield url


def test_an_event_is_sent_shown_and_accepted(run: Run, url: str, received: list[Received]) -> None:
    status, out, err = run("PRODUCT_COUPON.SEND", "--to", url, "--set", "coupon_code=A1", "--again")

    assert status == 0
    assert err == ""
    assert '"coupon_code": "A1"' in out
    assert out.count("accepted, WeChat Pay would not send it again") == 2
    assert not [line for line in out.splitlines() if line.endswith(" ")]
    assert [each.times for each in received] == [1, 2]


def test_a_forged_event_is_refused_as_it_must_be(run: Run, url: str) -> None:
    status, out, _ = run("PRODUCT_COUPON.USE", "--to", url, "--fault", "wrong-key")

    assert status == 0
    assert "refused, as it must be" in out


def test_several_events_differ(run: Run, url: str, received: list[Received]) -> None:
    status, out, _ = run("PRODUCT_COUPON.USE", "--to", url, "--count", "3", "--json")

    codes = {json.loads(line)["resource"]["coupon_code"] for line in out.splitlines()}
    assert status == 0
    assert len(codes) == len(received) == 3


def test_a_value_that_the_spec_does_not_allow_is_sent_with_a_note(run: Run, url: str, received: list[Received]) -> None:
    status, _, err = run("PRODUCT_COUPON.USE", "--to", url, "--set", "coupon_code:=5")

    assert "note: the resource has a member coupon_code that is not a string; it is sent all the same" in err
    assert status == 1
    assert received[0].reason == "unreadable"


def test_a_resource_of_a_file_is_sent_as_it_is(run: Run, url: str, tmp_path: Path, received: list[Received]) -> None:
    (tmp_path / "resource.json").write_text('{"coupon_code": "B2", "newer_member": [1]}')

    status, _, err = run("PRODUCT_COUPON.USE", "--to", url, "--resource", "resource.json")

    assert status == 0
    assert "newer_member" in err
    assert received[0].notification is not None
    assert json.loads(received[0].notification.plaintext) == {"coupon_code": "B2", "newer_member": [1]}


def test_a_handler_that_is_not_there_is_a_problem(run: Run) -> None:
    status, out, _ = run("PRODUCT_COUPON.USE", "--to", "http://127.0.0.1:9")

    assert status == 1
    assert "no connection to 127.0.0.1:9: connection refused" in out


def test_all_events_are_listed(run: Run) -> None:
    status, out, _ = run("--list")
    as_json = json.loads(run("--list", "--json")[1])

    assert status == 0
    assert "PRODUCT_COUPON.SEND" in out
    assert len(as_json) == len(out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name an event; wxbrand trigger --list shows all"),
        (["PRODUCT_COUPON.SENT"], "did you mean PRODUCT_COUPON.SEND?"),
        (["PRODUCT_COUPON.SEND", "coupon_code=1"], "a member is set by an option: write --set coupon_code=1; see "),
        (["PRODUCT_COUPON.SEND", "--fault", "wrong-kay"], "did you mean wrong-key?"),
        (["PRODUCT_COUPON.SEND", "--set", "cupon_code=1"], "did you mean coupon_code?"),
        (["PRODUCT_COUPON.SEND", "--to", "ftp://x"], "--to: it must be an address such as"),
        (["PRODUCT_COUPON.SEND", "--to", "http://user@x"], "--to: it must not have a user name"),
        (["PRODUCT_COUPON.SEND", "--resource", "pyproject.toml"], "is not JSON"),
        (["PRODUCT_COUPON.SEND", "--dir", "pyproject.toml"], "is a file; --dir must be a folder"),
    ],
)
def test_a_wrong_command_is_one_line(run: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "pyproject.toml").write_text("")

    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_the_faults_of_the_help_are_those_of_the_runtime() -> None:
    assert set(_FAULTS) == set(FAULTS)


def test_the_folder_of_the_environment_is_used(
    run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WXBRAND_PUBLIC_KEY_FILE", str(tmp_path / "wxbrand-sandbox" / "wxp_pub.pem"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    status, _, _ = run("PRODUCT_COUPON.USE", "--to", url)

    assert status == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("PRODUCT_COUPON.U", ["PRODUCT_COUPON.USE"]),
        ("product_coupon.u", ["PRODUCT_COUPON.USE"]),
        ("PRODUCT_COUPON.SEND --set coupon", ["coupon_code="]),
        ("PRODUCT_COUPON.SEND --again --set coupon_code=1 --set st", ["stock_id=", "stock_bundle_id="]),
        (
            "BRAND_MEMBER_CARD.USER_CARD.CREATE --without user_information.common",
            ["user_information.common_field_list[0].name", "user_information.common_field_list[0].value"],
        ),
        ("PRODUCT_COUPON.SEND --fault clock", ["clock-behind", "clock-ahead"]),
        ("--set coupon", []),
    ],
)
def test_a_shell_completes_events_members_and_faults(words: str, expected: list[str]) -> None:
    pytest.importorskip("wxbrand")
    *before, incomplete = words.split()

    completions = ShellComplete(command, {}, "trigger", "_WXBRAND_COMPLETE").get_completions(before, incomplete)

    assert [each.value for each in completions] == expected
