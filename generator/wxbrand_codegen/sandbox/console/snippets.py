"""Environment and code with which clients in several languages call this sandbox. They name the key files; no key is in them."""

from __future__ import annotations

import shlex
from pathlib import Path, PurePath

from wxbrand_runtime.testing import WeChatPay

from wxbrand_codegen.env_file import ENV_FILE

_PATH = "/brand/marketing/product-coupon/notify-configs"


def make_snippets(wechat_pay: WeChatPay, base_url: str, directory: Path | None) -> list[tuple[str, str]]:
    """Return names and texts. Without a folder the files are named as if they stood in the working directory."""
    folder = directory if directory is not None else PurePath()
    key, public = str(folder / "apiclient_key.pem"), str(folder / "wxp_pub.pem")
    quoted = shlex.quote(str(folder))
    pay, scheme = wechat_pay, wechat_pay.scheme
    env = shlex.quote(str(folder / ENV_FILE))
    return [
        ("shell", f"set -a; . {env}; set +a"),
        ("call", f"wxbrand call GetNotifyConfig --dir {quoted}\nwxbrand explain request.txt --dir {quoted}"),
        (
            "python",
            "from wxbrand import BrandClient\n\n"
            "with BrandClient.from_env() as client:\n"
            "    print(client.product_coupon.get_notify_config())",
        ),
        (
            "java",
            f"wxpay.base-url={base_url}\n"
            f"wxpay.{scheme.id_parameter.replace('_', '-')}={pay.account_id}\n"
            f"wxpay.serial-number={pay.serial_no}\n"
            f"wxpay.private-key-path={_property(key)}\n"
            f"wxpay.public-key-id={pay.public_key_id}\n"
            f"wxpay.public-key-path={_property(public)}\n"
            f"wxpay.authorization={scheme.name}",
        ),
        ("go", _go(pay, base_url, key)),
        ("curl", _curl(pay, base_url, key)),
    ]


def _property(path: str) -> str:
    return path.replace("\\", "\\\\")


def _go(pay: WeChatPay, base_url: str, key: str) -> str:
    return f"""file, _ := os.ReadFile(`{key}`)
block, _ := pem.Decode(file)
parsed, _ := x509.ParsePKCS8PrivateKey(block.Bytes)
timestamp, nonce := time.Now().Unix(), rand.Text()
message := fmt.Sprintf("GET\\n{_PATH}\\n%d\\n%s\\n\\n", timestamp, nonce)
digest := sha256.Sum256([]byte(message))
signature, _ := rsa.SignPKCS1v15(rand.Reader, parsed.(*rsa.PrivateKey), crypto.SHA256, digest[:])
request, _ := http.NewRequest("GET", "{base_url}{_PATH}", nil)
request.Header.Set("Accept", "application/json")
request.Header.Set("Wechatpay-Serial", "{pay.public_key_id}")
request.Header.Set("Authorization", fmt.Sprintf(
    `{pay.scheme.name} {pay.scheme.id_parameter}="{pay.account_id}",serial_no="{pay.serial_no}",nonce_str="%s",timestamp="%d",signature="%s"`,
    nonce, timestamp, base64.StdEncoding.EncodeToString(signature)))"""


def _curl(pay: WeChatPay, base_url: str, key: str) -> str:
    return f"""timestamp=$(date +%s) nonce=$(openssl rand -hex 16)
signature=$(printf 'GET\\n%s\\n%s\\n%s\\n\\n' {_PATH} "$timestamp" "$nonce" |
  openssl dgst -sha256 -sign {shlex.quote(key)} | openssl base64 -A)
curl {base_url}{_PATH} \\
  -H 'Accept: application/json' -H 'Wechatpay-Serial: {pay.public_key_id}' \\
  -H "Authorization: {pay.scheme.name} {pay.scheme.id_parameter}=\\"{pay.account_id}\\",serial_no=\\"{pay.serial_no}\\",nonce_str=\\"$nonce\\",timestamp=\\"$timestamp\\",signature=\\"$signature\\"\""""
