"""Pages of notifications: event types, the members of the decrypted resource, and both samples."""

from __future__ import annotations

import pytest
from wxbrand_codegen.pages import NotAnApiPage, PageError, read_page

from tests.generator.pages.test_layouts import names_and_types

ENVELOPE_SAMPLE = """{
  "id": "EV-1",
  "create_time": "2026-03-09T10:00:00+08:00",
  "resource_type": "encrypt-resource",
  "event_type": "TEA_PARTY.SEAT.TAKEN",
  "summary": "有人入座",
  "resource": {
    "original_type": "seat",
    "algorithm": "AEAD_AES_256_GCM",
    "ciphertext": "...",
    "associated_data": "seat",
    "nonce": "..."
  }
}"""
RESOURCE_SAMPLE = '{"seat_id": "S1", "state": "TAKEN", "guest": {"openid": "o-1"}}'
RESOURCE = {"seat_id": "S1", "state": "TAKEN", "guest": {"openid": "o-1"}}
NUMBERED = "\n".join(f"{number}{line}" for number, line in enumerate(ENVELOPE_SAMPLE.split("\n"), 1))

SPACED = f"""茶会座位通知

更新时间：2026.03.09

一、回调描述

有人入座或离席时，微信会通知品牌。

二、回调处理步骤

1、品牌接收回调通知报文

具体的通知参数列表如下：

通知参数

 id  必填 string(36)

【通知ID】通知的编号。

 create_time  必填 string(32)

【通知创建时间】遵循rfc3339标准格式。

event_type 必填 string(32)

【通知类型】茶会座位通知的类型，枚举值：
TEA_PARTY.SEAT.TAKEN：有人入座
TEA_PARTY.SEAT.LEFT：有人离席

resource_type 必填 string(32)

【通知数据类型】固定为encrypt-resource。

resource 必填 object

【通知数据】加密的数据。

属性

algorithm 必填 string(32)

【加密算法】算法。

ciphertext 必填 string(1048576)

【密文】密文。

summary 必填 string(64)

【回调摘要】摘要

有人入座通知

{NUMBERED}

2、回调验签与应答

2.1、对回调通知进行验签

参数

描述

Wechatpay-Serial

公钥ID

2.2、对回调通知进行应答

应答参数

code 必填 string(32)

【返回状态码】错误码。

1{{
2  "code": "FAIL",
3  "message": "失败"
4}}

3、对回调通知进行解密

解密后参数

seat_id 必填 string(32)

【座位ID】座位的唯一标识

state 必填 string

【状态】可选取值

 • TAKEN: 有人
 • LEFT: 空着

guest 选填 object

【来宾】谁

属性

openid 必填 string(128)

【用户标识】最长128个字符

解密示例

{RESOURCE_SAMPLE}
"""

TABLES = f"""---
url: "https://pay.weixin.qq.com/doc/brand/4099000100.md"
title: "茶会座位通知"
doc_id: 4099000100
---

>更新时间：2026.03.09

## 通知参数

| 参数 | 类型 | 必填 | 描述 |
|---|---|---|---|
| id | string(36) | 是 | 【通知ID】 编号 |
| event\\_type | string(32) | 是 | 【通知类型】 入座为TEA\\_PARTY.SEAT.TAKEN，离席为TEA\\_PARTY.SEAT.LEFT |
| resource | object | 是 | 【通知数据】 加密的数据 |

```json
{ENVELOPE_SAMPLE}
```

## resource 解密后的字段

| 参数 | 类型 | 必填 | 描述 |
|---|---|---|---|
| seat\\_id | string(32) | 是 | 【座位ID】 座位的唯一标识 |
| state | string | 是 | 【状态】 可选取值<br>- `TAKEN`: 有人<br>- `LEFT`: 空着 |
| guest | object | 否 | 【来宾】 谁 |
| └ openid | string(128) | 是 | 【用户标识】 最长128个字符 |

```json
{RESOURCE_SAMPLE}
```

## 常见问题

没有
"""

HTML = f"""<!DOCTYPE html><html><body><h1>茶会座位通知</h1><p>更新时间：2026.03.09</p><h2>通知参数</h2>
<p>event_type 必填 string(32)</p><p>【通知类型】 枚举值：</p><ul><li>TEA_PARTY.SEAT.TAKEN：有人入座</li><li>TEA_PARTY.SEAT.LEFT：有人离席</li></ul>
<p>resource 必填 object</p><p>【通知数据】 加密的数据</p><pre>{ENVELOPE_SAMPLE}</pre>
<h2>解密后的资源对象</h2><p>seat_id 必填 string(32)</p><p>【座位ID】 座位的唯一标识</p>
<p>state 必填 string</p><p>【状态】 可选取值</p><ul><li>TAKEN: 有人</li><li>LEFT: 空着</li></ul>
<p>guest 选填 object</p><p>【来宾】 谁</p><div><div>属性</div><div><p>openid 必填 string(128)</p><p>【用户标识】 最长128个字符</p></div></div>
<pre>{RESOURCE_SAMPLE}</pre></body></html>"""


@pytest.mark.parametrize("text", [SPACED, TABLES, HTML], ids=["text", "Markdown", "HTML"])
def test_a_notification_is_read_with_its_events_and_its_decrypted_resource(text: str) -> None:
    page = read_page(text.encode())

    assert page.event_types == ("TEA_PARTY.SEAT.TAKEN", "TEA_PARTY.SEAT.LEFT")
    assert (page.method, page.path, page.title, page.updated) == ("POST", "", "茶会座位通知", "2026-03-09")
    assert list(names_and_types(page.fields)) == [
        "resource seat_id! string(32)",
        "resource state! string",
        "resource guest? object",
        "resource guest.openid! string(128)",
    ]
    assert dict(page.fields[1].enum) == {"TAKEN": "有人", "LEFT": "空着"}
    assert page.fields[2].fields[0].limits.max_length == 128
    assert page.body_example["event_type"] == "TEA_PARTY.SEAT.TAKEN"
    assert page.resource_example == RESOURCE
    assert page.complete == {"resource"}
    assert page.doubts == ()


def test_a_notification_whose_resource_is_not_described_says_so() -> None:
    page = read_page(SPACED[: SPACED.index("3、对回调通知")].encode())

    assert page.fields == ()
    assert any("does not list the members of the decrypted resource" in doubt.text for doubt in page.doubts)


def test_a_member_that_is_not_usual_in_notifications_is_doubted() -> None:
    page = read_page(SPACED.replace("resource_type 必填", "brand_id 必填").encode())

    assert [doubt.text for doubt in page.doubts] == [
        "brand_id is not a member that every notification has; it is left out"
    ]


def test_a_guide_that_shows_a_notification_is_no_page_of_one() -> None:
    text = f"# 如何解密通知\n\n## 通知报文\n\n通知是这样的：\n\n```json\n{ENVELOPE_SAMPLE}\n```\n\n`event_type` 说是什么事。\n"

    with pytest.raises(NotAnApiPage):
        read_page(text.encode())


def test_a_notification_without_an_event_is_refused() -> None:
    text = SPACED.replace("TEA_PARTY.SEAT.", "TEA_")

    with pytest.raises(PageError, match="names no event type") as caught:
        read_page(text.encode())

    assert not isinstance(caught.value, NotAnApiPage)


@pytest.mark.parametrize(
    "heading", ["通知资源对象 resource 解密后", "resource 解密后", "解密后的resource对象", "通知数据resource（解密后）"]
)
def test_the_resource_stands_below_a_heading_that_speaks_of_decryption(heading: str) -> None:
    page = read_page(f"""# 茶会座位通知

>更新时间：2026.03.09

有人入座，微信会通知品牌。

## 通知报文

| 参数名 | 变量 | 类型 | 必填 | 描述 |
| --- | --- | --- | --- | --- |
| 通知类型 | event_type | string(32) | 是 | 固定为 TEA_PARTY.SEAT.TAKEN |
| 通知数据 | resource | object | 是 | 加密的数据 |

## {heading}

**seat_id** `必填` `string(8)`

【座位】 哪一个

## 通知应答

应答 204
""".encode())

    assert list(names_and_types(page.fields)) == ["resource seat_id! string(8)"]
    assert page.doubts == ()
