"""The runner of code blocks: what it accepts, and that everything wrong on a page fails with page and line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.sandbox import Folder

from tests.docs.blocks import read_blocks, sandbox_options
from tests.docs.reader import story
from tests.docs.story import Story

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the commands of the pages are for a POSIX shell")

GOOD = """
# A page

<!-- sandbox: --claim-after never -->

```python
# shop.py
def price() -> int:
    return 3
```

A console:

```console
$ export PRICE=4
$ python -c "import shop; print(shop.price())" && \\
>   echo "$PRICE"
3
...
```

<!-- exit: 1 -->
```console
$ ls --wrong 2>/dev/null; false
```

1. In a list:

    ```python
    import json
    from wxbrand import BrandClient
    from wxbrand_runtime import Credentials

    credentials = Credentials.from_files(
        brand_id="20000001",
        certificate="apiclient_cert.pem",
        private_key="apiclient_key.pem",
        public_key_id="PUB_KEY_ID_0114232134912410000000000000",
        public_key="wxp_pub.pem",
    )
    with BrandClient(credentials) as client:
        print(json.dumps({"stores": client.store.list_stores(limit=10).total_count}))
    ```

    <!-- output -->
    ```json
    {"stores": ...}
    ```

<!-- background -->
```console
$ wxbrand sandbox --dir mine
listening on http://127.0.0.1:8090
...
```

```console
$ set -a; . mine/wxbrand.env; set +a; echo "$WXBRAND_BASE_URL"
http://127.0.0.1:8090
```

```toml
# settings.toml
answer = 42
```

```python
import tomllib
import urllib.request
print(tomllib.load(open("settings.toml", "rb")) if False else "settings", len(urllib.request.urlopen("http://127.0.0.1:8090/sandbox/delivery-plans").read()) > 0)
```

<!-- output -->
```text
settings True
```

<!-- not run: it needs the keys of a real brand -->
```python
from wxbrand import AsyncBrandClient
client = AsyncBrandClient.from_env(base_url="https://api.mch.weixin.qq.com")
raise SystemExit(1)
```
"""


def read(page: Path, text: str, document: Any, keys: Folder) -> Story:
    page.write_text(text, "utf-8")
    with story(page.parent / "folder", sandbox_options(page), document, keys) as made:
        made.run(read_blocks(page))
    return made


def test_a_good_page(tmp_path: Path, document: Any, keys: Folder) -> None:
    made = read(tmp_path / "good.md", GOOD, document, keys)

    assert [block.marks["not run"] for block in made.not_run] == ["it needs the keys of a real brand"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```python\nprint(1)\n```\n\n<!-- output -->\n```text\n2\n```", ["bad.md:7", "-2", "+1"]),
        ("```python\nprint(1 / 0)\n```", ["bad.md:2", "exit code 1", "ZeroDivisionError"]),
        ("```python\nprint(1\n```", ["bad.md:2", "was never closed"]),
        ("```python\nimport warnings\nwarnings.warn('old')\n```", ["bad.md:2", "UserWarning: old"]),
        ("```console\n$ echo a\na\n$ echo b\nc\n```", ["bad.md:4", "-c", "+b"]),
        ("```console\n$ echo a; exit 3\na\n```", ["bad.md:2", "exit code 3, expected 0", "    a"]),
        ("<!-- exit: 1 -->\n```console\n$ true\n```", ["bad.md:3", "exit code 0, expected 1"]),
        ("```console\necho a\n```", ["bad.md:2", "begins with `$ `"]),
        ("```python\n# shop.py\nprice = 3\n```", ["bad.md:2", "no later block uses shop.py"]),
        ("```toml\n# a.toml\na = \n```", ["bad.md:2", "TOMLDecodeError"]),
        ("```json\n{a}\n```", ["bad.md:2", "JSONDecodeError"]),
        ("```yaml\na: [\n```", ["bad.md:2", "ParserError"]),
        ("```\nplain\n```", ["bad.md:2", "a block of the language ''"]),
        ("<!-- not run: no -->\n```console\n$ rm -r /\n```", ["bad.md:3", "needs a reason"]),
        (
            "<!-- not run: it needs real keys -->\n```python\nfrom wxbrand import BrandClent\n```",
            ["bad.md:3", "ImportError", "BrandClent"],
        ),
        ("<!-- background -->\n```console\n$ false\nready\n```", ["bad.md:3", "ended with 1", "-ready"]),
    ],
)
def test_what_is_wrong_on_a_page_fails(
    text: str, words: list[str], tmp_path: Path, document: Any, keys: Folder
) -> None:
    with pytest.raises(AssertionError) as caught:
        read(tmp_path / "bad.md", text + "\n", document, keys)

    assert [word for word in words if word not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```python\nprint(1)\n", "does not end"),
        ("<!-- output -->\nA paragraph.\n", "stands on the line before it"),
    ],
)
def test_pages_that_cannot_be_read(text: str, words: str, tmp_path: Path) -> None:
    page = tmp_path / "bad.md"
    page.write_text(text)

    with pytest.raises(ValueError, match=words):
        read_blocks(page)
