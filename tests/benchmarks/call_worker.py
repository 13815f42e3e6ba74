"""Makes calls when told to: `python -m tests.benchmarks.call_worker floor|sync|async-N ADDRESS FOLDER`.

Each line of standard input is a number of calls; each line of output says what they cost. A process of its own for each kind
of caller keeps the memory of one out of the figures of another.
"""

from __future__ import annotations

import asyncio
import base64
import http.client
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from wxbrand import AsyncBrandClient, BrandClient
from wxbrand_runtime import Credentials

from tests.benchmarks.peer_worker import flights, serve

PATH = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/pre-send-coupon-bundle"
FIELDS = {
    "openid": "oh-394z-6CGkNoJrsDLTTUKiAnp4",
    "product_coupon_id": "200000001",
    "stock_bundle_id": "100232301",
    "appid": "wx233544546545989",
    "send_request_no": "34657_20250101_123456",
    "attach": "example_attach",
}


def floor(address: str, folder: Path) -> Callable[[int], None]:
    """Sign, POST over a kept connection of `http.client`, verify: what no client can do without."""
    private_key = load_pem_private_key((folder / "apiclient_key.pem").read_bytes(), None)
    public_key = load_pem_public_key((folder / "wxp_pub.pem").read_bytes())
    assert isinstance(private_key, RSAPrivateKey)
    assert isinstance(public_key, RSAPublicKey)
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    body = json.dumps({name: value for name, value in FIELDS.items() if name != "openid"}).encode()
    padding, hashed = PKCS1v15(), SHA256()

    def calls(count: int) -> None:
        for _ in range(count):
            message = f"POST\n{PATH}\n{int(time.time())}\n593BEC0C930BF1AFEB40B4A08C8FB242\n".encode() + body + b"\n"
            signature = base64.b64encode(private_key.sign(message, padding, hashed)).decode()
            headers = {
                "Authorization": 'WECHATPAY-BRAND-SHA256-RSA2048 brand_id="120344",nonce_str="593BEC0C930BF1AFEB40B4A08C8FB242",'
                f'signature="{signature}",timestamp="{int(time.time())}",serial_no="5157F09EFDC096DE15EBE81A47057A7232F1B8E1"',
                "Accept": "application/json",
                "Wechatpay-Serial": "PUB_KEY_ID_0116",
                "Content-Type": "application/json",
            }
            connection.request("POST", PATH, body, headers)
            response = connection.getresponse()
            came = response.read()
            proof = f"{response.getheader('Wechatpay-Timestamp')}\n{response.getheader('Wechatpay-Nonce')}\n"
            public_key.verify(
                base64.b64decode(response.getheader("Wechatpay-Signature") or ""),
                proof.encode() + came + b"\n",
                padding,
                hashed,
            )

    return calls


def credentials(folder: Path) -> Credentials:
    """Read the keys as users do."""
    return Credentials.from_files(
        brand_id="120344",
        serial_no="5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
        private_key=folder / "apiclient_key.pem",
        public_key_id="PUB_KEY_ID_0116",
        public_key=folder / "wxp_pub.pem",
    )


def synchronous(address: str, folder: Path) -> Callable[[int], None]:
    """One call after another with the client."""
    client = BrandClient(credentials(folder), base_url=address)

    def calls(count: int) -> None:
        for _ in range(count):
            client.product_coupon.pre_send_user_product_coupon_bundle(**FIELDS)

    return calls


def asynchronous(address: str, folder: Path, in_flight: int) -> Callable[[int], None]:
    """So many calls at once with the asynchronous client, in one event loop that stays."""
    client = AsyncBrandClient(credentials(folder), base_url=address)
    runner = asyncio.Runner()

    async def call() -> None:
        await client.product_coupon.pre_send_user_product_coupon_bundle(**FIELDS)

    return lambda count: runner.run(flights(call, count, in_flight))


def main() -> None:
    kind, address, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    name, _, in_flight = kind.partition("-")
    if name == "async":
        serve(asynchronous(address, folder, int(in_flight)))
    else:
        serve({"floor": floor, "sync": synchronous}[name](address, folder))


if __name__ == "__main__":
    main()
