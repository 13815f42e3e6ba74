"""Environment and code with which clients in several languages call this sandbox. They name the key files; no key is in them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from wxbrand_runtime.testing import WeChatPay

from wxbrand_codegen.env_file import ENV_FILE
from wxbrand_codegen.sandbox.reference import Reference, Summary

_PREFERRED = "GetNotifyConfig"
"""The operation of the brand API that the snippets call, and which the Python client has."""

_PLAIN_PATH = re.compile(r"[A-Za-z0-9/_.~-]+")
_PLAIN_ID = re.compile(r"[A-Za-z0-9_]+")
_PYTHON = """from wxbrand import BrandClient

with BrandClient.from_env() as client:
    print(client.product_coupon.get_notify_config())"""


def make_snippets(
    wechat_pay: WeChatPay, base_url: str, directory: Path | None, reference: Reference
) -> list[tuple[str, str]]:
    """Return names and texts. Without a folder the files are named as if they stood in the working directory.

    The programs read something without parameters; a spec without such an operation has none.
    """
    folder = directory if directory is not None else PurePath()
    key, quoted = str(folder / "apiclient_key.pem"), shlex.quote(str(folder))
    load = ("shell", f"set -a; . {shlex.quote(str(folder / ENV_FILE))}; set +a")
    read = _simple_read(reference)
    if read is None:
        return [load]
    call = ("call", f"wxbrand call {read.key} --dir {quoted}\nwxbrand explain request.txt --dir {quoted}")
    programs = [(name, make(wechat_pay, base_url, read.path, key)) for name, make in _PROGRAMS.items()]
    return [load, call, *([("python", _PYTHON)] if read.key == _PREFERRED else []), *programs]


def _simple_read(reference: Reference) -> Summary | None:
    """Return an operation to call: a GET without parameters, whose path and id mean nothing to a shell or a compiler."""
    summaries = [each for area in reference.areas for each in area.operations if each.method == "GET"]
    for summary in sorted(summaries, key=lambda each: each.key != _PREFERRED):
        if _PLAIN_PATH.fullmatch(summary.path) and _PLAIN_ID.fullmatch(summary.key):
            operation = reference.get(summary.key)
            if operation is not None and not operation.parameters:
                return summary
    return None


def _java(pay: WeChatPay, base_url: str, path: str, key: str) -> str:
    return f"""import java.net.URI;
import java.net.http.*;
import java.nio.file.*;
import java.security.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.*;

public class Call {{
    public static void main(String[] arguments) throws Exception {{
        String pem = Files.readString(Path.of({_quoted(key)})).replaceAll("-----[A-Z ]+-----|\\\\s", "");
        PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        String path = "{path}", nonce = UUID.randomUUID().toString().replace("-", "");
        long timestamp = System.currentTimeMillis() / 1000;
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(("GET\\n" + path + "\\n" + timestamp + "\\n" + nonce + "\\n\\n").getBytes());
        String authorization = "{pay.scheme.name} {pay.scheme.id_parameter}=\\"{pay.account_id}\\",serial_no=\\"{pay.serial_no}\\",nonce_str=\\"" + nonce
            + "\\",timestamp=\\"" + timestamp + "\\",signature=\\"" + Base64.getEncoder().encodeToString(signature.sign()) + "\\"";
        HttpRequest request = HttpRequest.newBuilder(URI.create("{base_url}" + path)).version(HttpClient.Version.HTTP_1_1)
            .header("Accept", "application/json").header("Wechatpay-Serial", "{pay.public_key_id}")
            .header("Authorization", authorization).build();
        System.out.println(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
    }}
}}"""


def _quoted(path: str) -> str:
    """Write a text as a literal of Java and Go."""
    return json.dumps(path)


def _go(pay: WeChatPay, base_url: str, path: str, key: str) -> str:
    return f"""package main

import (
    "crypto"
    "crypto/rand"
    "crypto/rsa"
    "crypto/sha256"
    "crypto/x509"
    "encoding/base64"
    "encoding/pem"
    "fmt"
    "io"
    "net/http"
    "os"
    "time"
)

func must[T any](value T, err error) T {{
    if err != nil {{
        panic(err)
    }}
    return value
}}

func main() {{
    block, _ := pem.Decode(must(os.ReadFile({_quoted(key)})))
    key := must(x509.ParsePKCS8PrivateKey(block.Bytes)).(*rsa.PrivateKey)
    random := make([]byte, 16)
    must(rand.Read(random))
    path, timestamp, nonce := "{path}", time.Now().Unix(), fmt.Sprintf("%X", random)
    digest := sha256.Sum256([]byte(fmt.Sprintf("GET\\n%s\\n%d\\n%s\\n\\n", path, timestamp, nonce)))
    signature := must(rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:]))
    request := must(http.NewRequest("GET", "{base_url}"+path, nil))
    request.Header.Set("Accept", "application/json")
    request.Header.Set("Wechatpay-Serial", "{pay.public_key_id}")
    request.Header.Set("Authorization", fmt.Sprintf(
        `{pay.scheme.name} {pay.scheme.id_parameter}="{pay.account_id}",serial_no="{pay.serial_no}",nonce_str="%s",timestamp="%d",signature="%s"`,
        nonce, timestamp, base64.StdEncoding.EncodeToString(signature)))
    response := must(http.DefaultClient.Do(request))
    defer response.Body.Close()
    fmt.Println(string(must(io.ReadAll(response.Body))))
}}"""


def _curl(pay: WeChatPay, base_url: str, path: str, key: str) -> str:
    return f"""timestamp=$(date +%s) nonce=$(openssl rand -hex 16)
signature=$(printf 'GET\\n%s\\n%s\\n%s\\n\\n' {path} "$timestamp" "$nonce" |
  openssl dgst -sha256 -sign {shlex.quote(key)} | openssl base64 -A)
curl {base_url}{path} \\
  -H 'Accept: application/json' -H 'Wechatpay-Serial: {pay.public_key_id}' \\
  -H "Authorization: {pay.scheme.name} {pay.scheme.id_parameter}=\\"{pay.account_id}\\",serial_no=\\"{pay.serial_no}\\",nonce_str=\\"$nonce\\",timestamp=\\"$timestamp\\",signature=\\"$signature\\"\""""


_PROGRAMS: Mapping[str, Callable[[WeChatPay, str, str, str], str]] = {"java": _java, "go": _go, "curl": _curl}
"""Each takes WeChat Pay's side with the ids, the base URL, the path to read, and the file of the private key."""
