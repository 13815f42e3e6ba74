"""Webhooks that become notifications, and the problems of those that cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.problems import Problem, ProblemsFound


@pytest.fixture
def spec(made_up: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_up.parent / "notices.yaml", tmp_path / "openapi.yaml"))


def replaced(spec: Path, old: str, new: str) -> Path:
    text = spec.read_text("utf-8")
    assert old in text
    spec.write_text(text.replace(old, new, 1), "utf-8")
    return spec


def test_the_attributes_of_a_notification(spec: Path) -> None:
    _, built = read(spec)

    sent, used = built.api.notifications
    assert (sent.event_type, sent.name.pascal, sent.title) == (
        "COUPON.SEND",
        "CouponSendNotification",
        "A coupon was sent",
    )
    assert (sent.same_if, sent.original_type, sent.associated_data) == (("coupon_code",), "coupon", "product_coupon")
    assert used.name.pascal == "CouponUseNotification"


def test_a_webhook_that_does_not_describe_its_resource_is_ignored_with_advice(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["generate", "--spec", str(spec), "--out", str(tmp_path / "out"), "--package", "acme"])

    out, err = capsys.readouterr()
    assert code == 0
    assert "the webhook other.thing is ignored" in err
    assert "1 operation in 2 areas, 2 notifications, 2 pieces of advice: " in out
    assert not (tmp_path / "out" / "acme" / "areas" / "coupon.py").exists()


def problems_of(spec: Path) -> tuple[Problem, ...]:
    try:
        return read(spec)[1].problems
    except ProblemsFound as refused:
        return refused.problems


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("same-if: [coupon_code]", "same-if: [nothing]", "unknown-field"),
        ("resource: {type: object}", "resource: {type: string}", "unsupported-resource"),
        ("event-type: COUPON.USE", "event-type: COUPON.SEND", "name-clash"),
        ("operationId: CouponSend\n", "operationId: Sent\n", ""),
        ("resource: {type: object}", "resurce: {type: object}", "wrong-extension"),
    ],
)
def test_a_mistake_is_reported_with_its_position(spec: Path, old: str, new: str, problem: str) -> None:
    replaced(spec, old, new)
    if not problem:
        assert read(spec)[1].api.notifications[0].name.pascal == "SentNotification"
        return

    problems = problems_of(spec)

    assert problem in {found.code for found in problems}
    assert all(found.mark.line > 1 for found in problems)


def test_a_webhook_with_a_problem_is_left_out(spec: Path) -> None:
    replaced(spec, "resource: {type: object}", "resource: {type: string}")

    _, built = read(spec)

    assert [entry.key for entry in built.api.skipped] == ["webhook COUPON.USE"]
    assert len(built.api.notifications) == 1


def test_a_webhook_without_an_example_has_no_tests(spec: Path) -> None:
    resource = "{type: object, required: [a], properties: {a: {type: string, pattern: '^(?=b)[ab]{7}$'}}}"
    replaced(spec, "resource: {type: object}", f"resource: {resource}")

    _, built = read(spec)

    assert "needs-example" in [advice.code for advice in built.advice]
    assert [notification.has_examples for notification in built.api.notifications] == [True, False]
