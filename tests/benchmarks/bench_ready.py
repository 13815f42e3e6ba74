"""How long a fresh process takes to be ready for its first call: `python -m tests.benchmarks.bench_ready [--peer PYTHON]`.

Run by hand; see the README beside this file.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import NO_PEER, PEER_WORKER, environment, write_keys

CLIENT = """
import sys
from wxbrand import {client}
from wxbrand_runtime import Credentials
credentials = Credentials.from_files(
    brand_id="120344", serial_no="5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
    private_key=sys.argv[1] + "/apiclient_key.pem",
    public_key_id="PUB_KEY_ID_0116", public_key=sys.argv[1] + "/wxp_pub.pem",
)
client = {client}(credentials)
client.product_coupon.pre_send_user_product_coupon_bundle
"""
ENTER = """
import asyncio
asyncio.run(client.__aenter__())
"""
READY = CLIENT.format(client="BrandClient")
OURS = {
    "nothing": "",
    "import wxbrand": "import wxbrand",
    "client ready": READY,
    "client ready, every area": f"{READY}client.delivery_plan, client.store, client.card_member",
    "async client ready": CLIENT.format(client="AsyncBrandClient") + ENTER,
}
PEER_CLIENT = f"""
import sys
from pathlib import Path
from {{module}} import {{client}}, WeChatPayType
sys.path.insert(0, {str(PEER_WORKER.parent)!r})
from peer_worker import options
client = {{client}}(WeChatPayType.JSAPI, **options(Path(sys.argv[1])))
client.pay
"""
PEER = {
    "wechatpayv3: nothing": "",
    "wechatpayv3: client ready": PEER_CLIENT.format(module="wechatpayv3", client="WeChatPay"),
    "wechatpayv3: async client ready": PEER_CLIENT.format(module="wechatpayv3.async_", client="AsyncWeChatPay") + ENTER,
}


IMPORTED = """
print("import " + ", ".join(
    name for name, module in sys.modules.items()
    if getattr(module, "__spec__", None) and module.__spec__.name == name
    and name.partition(".")[0] not in {"wxbrand", "wxbrand_runtime", "wechatpayv3", "peer_worker"}
))
"""


def libraries(python: str, program: str, folder: Path) -> str:
    """Give a program that imports what another one has imported when it is ready, but for the client itself, in the same order."""
    command = [python, "-W", "ignore", "-c", program + IMPORTED, str(folder)]
    return subprocess.run(command, env=environment(folder), check=True, capture_output=True, text=True).stdout


def seconds(python: str, program: str, folder: Path) -> float:
    """Give how long an interpreter takes from its start to its end."""
    start = time.perf_counter()
    subprocess.run([python, "-W", "ignore", "-c", program, folder], env=environment(folder), check=True)
    return time.perf_counter() - start


def show(name: str, taken: dict[str, list[float]], against: str, bare: str) -> None:
    """Print one line of figures; the ratios are of what comes on top of a bare interpreter, and of all."""
    mine, others, empty = taken[name], taken[against], taken[bare]
    rounds = [(one - none) / (other - none) for one, other, none in zip(mine, others, empty, strict=True)]
    print(
        f"{name:32} {min(mine) * 1e3:7.1f} {statistics.median(mine) * 1e3:7.1f}"
        f" {(min(mine) - min(empty)) / (min(others) - min(empty)):9.2f} {statistics.median(rounds):7.2f}"
        f" {min(mine) / min(others):8.2f}   {against}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter that has wechatpayv3[async] 2.0.4")
    options = parser.parse_args()
    programs = {name: (sys.executable, program) for name, program in OURS.items()}
    if options.peer:
        programs |= {name: (options.peer, program) for name, program in PEER.items()}
    with tempfile.TemporaryDirectory() as folder_name:
        folder = Path(folder_name)
        write_keys(folder)
        for name, (python, program) in list(programs.items()):
            if name.endswith("client ready"):
                programs[name.replace("client ready", "libraries")] = (python, libraries(python, program, folder))
        taken: dict[str, list[float]] = {name: [] for name in programs}
        for python, program in programs.values():
            seconds(python, program, folder)  # leaves compiled files behind
        for _ in range(options.rounds):
            for name, (python, program) in programs.items():
                taken[name].append(seconds(python, program, folder))
    print(f"Python {platform.python_version()}, {options.rounds} fresh processes of each kind, in turn")
    print("libraries: whatever the client that is ready has imported, and nothing of the client itself")
    print(f"{'':32} {'milliseconds':>15} {'without the bare':>17} {'whole':>8}")
    print(f"{'':32} {'least':>7} {'median':>7} {'least':>9} {'median':>7} {'least':>8}   over")
    for name in programs:
        peer = "wechatpayv3: " if name.startswith("wechatpayv3") else ""
        bare = f"{peer}nothing"
        if name != bare:
            show(name, taken, f"{peer}async libraries" if "async" in name else f"{peer}libraries", bare)
    if options.peer:
        show("client ready", taken, "wechatpayv3: client ready", "nothing")
        show("async client ready", taken, "wechatpayv3: async client ready", "nothing")
    else:
        print(NO_PEER)


if __name__ == "__main__":
    main()
