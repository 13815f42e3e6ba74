"""The pytest plugin in the project of a user: in a directory and a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

pytest_plugins = ["pytester"]

APP = """
import os
from wxbrand import BrandClient, models

def offer(client, openid):
    reply = client.product_coupon.pre_send_user_product_coupon_bundle(
        openid=openid, product_coupon_id="1", stock_bundle_id="2", appid="wx1", send_request_no="number_1"
    )
    return reply.token

def offer_from_env(openid):
    with BrandClient.from_env() as client:
        return offer(client, openid)
"""

TESTS = """
import app
import pytest
from wxbrand import BrandClient
from wxbrand.models import PreSendUserProductCouponBundleRequest as PreSend
from wxbrand_runtime import ApiError

@pytest.mark.parametrize("number", range(4))
def test_offer(fake_wechat_pay, monkeypatch, number):
    fake_wechat_pay.answer(PreSend, {"token": f"token-{number}"})
    fake_wechat_pay.set_environ(monkeypatch)

    assert app.offer_from_env("openid") == f"token-{number}"

    [sent] = fake_wechat_pay.sent(PreSend)
    assert sent.request.openid == "openid"

def test_forgotten_script(fake_wechat_pay):
    with pytest.raises(ApiError):
        app.offer(fake_wechat_pay.client(BrandClient), "openid")

def test_unused_script(fake_wechat_pay):
    fake_wechat_pay.answer(PreSend, {"token": "t"})

def test_requests_of_other_tests_are_not_recorded(fake_wechat_pay):
    assert fake_wechat_pay.requests == ()
"""


def test_a_project_only_needs_the_name_of_the_fixture(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(app=APP, test_app=TESTS)

    result = pytester.runpytest_subprocess("-W", "error", "--strict-markers", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=7, errors=2)
    result.stdout.fnmatch_lines(
        [
            "*ERROR at teardown of test_forgotten_script*",
            "*- no answer was scripted for PreSendUserProductCouponBundleRequest (POST /brand/*",
            "*ERROR at teardown of test_unused_script*",
            "*- 1 answer for PreSendUserProductCouponBundleRequest was scripted and not used*",
        ]
    )


def test_it_works_in_several_processes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(app=APP, test_app=TESTS)

    result = pytester.runpytest_subprocess("-n", "2", "-W", "error", "-k", "test_offer", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=4)


def test_the_fixture_is_listed_with_its_documentation(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("--fixtures")

    result.stdout.fnmatch_lines(["fake_wechat_pay -- *", "*A WeChat Pay in this process; see*"])


def test_the_plugin_imports_almost_nothing_unless_it_is_used(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import json, sys

        def test_of_something_else():
            names = [name for name in sys.modules if name.partition(".")[0] in {"wxbrand", "wxbrand_runtime", "msgspec",
                     "cryptography"}]
            print("imported:" + json.dumps(sorted(names)))
        """)

    result = pytester.runpytest_subprocess("-s", "-p", "no:cacheprovider")

    [line] = [line for line in result.outlines if "imported:" in line]
    assert json.loads(line.partition("imported:")[2]) == [
        "wxbrand_runtime",
        "wxbrand_runtime.lazy",
        "wxbrand_runtime.testing",
        "wxbrand_runtime.testing.plugin",
    ]


def test_the_runtime_does_not_need_pytest() -> None:
    script = "import sys; sys.modules['pytest'] = None; from wxbrand_runtime.testing import FakeWeChatPay"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_entry_point_names_the_plugin() -> None:
    [entry_point] = entry_points(group="pytest11", name="wxbrand")

    assert entry_point.value == "wxbrand_runtime.testing.plugin"
