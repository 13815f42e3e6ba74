"""`apply`: a page with one fact changed is written into the spec, in the lines of that fact and no others.

Afterwards the page and the spec agree, and nothing new is wrong with the spec.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from wxbrand_codegen.change.apply import Applied, apply_pages, patch, write
from wxbrand_codegen.change.comparison import Change
from wxbrand_codegen.change.draft import draft
from wxbrand_codegen.change.drift import Findings
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.pages import read_page
from wxbrand_codegen.pipeline import read

from tests.checkers import RUN_TESTS
from tests.generator.change.comparing import findings_of

SPACED = (Path(__file__).parents[1] / "saved_pages" / "spaced.txt").read_text(encoding="utf-8")
REMARK = " remark  选填   string(150)\n\n【备注】 不超过150个UTF-8字符\n"


def changes_of(findings: Findings) -> list[Change]:
    return [change for _, drift in findings.pages for change in drift.changes]


def changed_lines(result: Applied) -> str:
    """Return the lines that went and came, without their indentation."""
    lines = patch(result.before, result.files).splitlines()
    return "\n".join(f"{x[0]} {x[1:].strip()}" for x in lines if x[0] in "+-" and x[:3] not in {"---", "+++"})


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "openapi.yaml"
    file.write_text(draft(read_page(SPACED.encode())), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Api]:
    file = tmp_path_factory.mktemp("tea") / "openapi.yaml"
    file.write_text(draft(read_page(SPACED.encode())), encoding="utf-8")
    document, built = read(file)
    return document, built.api


FACTS = [
    (
        "string(150)\n",
        "string(100)\n",
        """
- maxLength: 150
+ maxLength: 100
+ x-wxbrand-unproven:
+ - fact: maxLength
+ says: 150
+ sources:
+ - 文档 登记茶会来宾 (2026-03-09)
+ note: 文档同一处写了两个值
""",
    ),
    (
        "不超过150个",
        "不超过120个",
        """
- maxLength: 150
+ maxLength: 120
+ x-wxbrand-unproven:
+ - fact: maxLength
+ says: 150
+ sources:
+ - 文档 登记茶会来宾 (2026-03-09)
+ note: 文档同一处写了两个值
""",
    ),
    (
        "string(150)\n\n【备注】 不超过150个UTF-8字符",
        "string\n\n【备注】 随便写",
        """
- maxLength: 150
- x-wxbrand-unit: characters
""",
    ),
    (
        "长度在6-40个字符之间",
        "长度在8-40个字符之间",
        """
- minLength: 6
+ minLength: 8
""",
    ),
    (
        "长度在6-40个字符之间",
        "长度在6-32个字符之间",
        """
- maxLength: 40
+ maxLength: 32
+ x-wxbrand-unproven:
+ - fact: maxLength
+ says: 40
+ sources:
+ - 文档 登记茶会来宾 (2026-03-09)
+ note: 文档同一处写了两个值
""",
    ),
    (
        "party_id  必填   string(32)",
        "party_id  必填   string(64)",
        """
- maxLength: 32
+ maxLength: 64
""",
    ),
    (
        "guest_id  必填   string(64)",
        "guest_id  必填   string(32)",
        """
- maxLength: 64
+ maxLength: 32
""",
    ),
    (
        "array[string(10)]",
        "array[string(12)]",
        """
- maxLength: 10
+ maxLength: 12
""",
    ),
    (
        "nickname  必填   string(8)",
        "nickname  必填   string(9)",
        """
- maxLength: 8
+ maxLength: 9
""",
    ),
    (
        "remark  选填",
        "remark  必填",
        """
+ - remark
""",
    ),
    (
        "guest_kind  必填",
        "guest_kind  选填",
        """
- - guest_kind
""",
    ),
    (
        "name  必填   string(20)",
        "name  选填   string(20)",
        """
- required:
- - name
""",
    ),
    (
        "row  必填",
        "row  选填",
        """
- required:
- - row
""",
    ),
    (
        "dry_run  选填",
        "dry_run  必填",
        """
+ required: true
""",
    ),
    (
        "guest_id  必填",
        "guest_id  选填",
        """
- - guest_id
""",
    ),
    (
        "table  选填",
        "table  必填",
        """
+ - table
""",
    ),
    (
        "remark  选填   string(150)",
        "remark  选填   integer",
        """
- remark: 靠窗
- type: string
+ type: integer
- maxLength: 150
- x-wxbrand-unit: characters
- example: 靠窗
+ maximum: 150
""",
    ),
    (
        "row  必填   integer",
        "row  必填   string",
        """
- row: 14
+ row: "14"
- type: integer
+ type: string
- minimum: 1
- maximum: 50
- example: 14
""",
    ),
    (
        "array[string(10)]",
        "array[integer]",
        """
- wishes:
- - 龙井
+ wishes: []
- type: string
- maxLength: 10
- x-wxbrand-unit: characters
- example: 龙井
+ type: integer
""",
    ),
    (
        "dry_run  选填   boolean",
        "dry_run  选填   string",
        """
- type: boolean
+ type: string
- example: true
+ example: "true"
""",
    ),
    (
        "number  必填   integer",
        "number  必填   boolean",
        """
- number: 6
+ number: true
- type: integer
+ type: boolean
- example: 6
""",
    ),
    (
        REMARK,
        REMARK + "\n\n colour  选填   string\n\n【颜色】 茶的颜色\n",
        """
+ colour:
+ type: string
+ title: 颜色
+ description: TODO：用自己的话说明
+ example: TODO
""",
    ),
    (
        REMARK,
        "",
        """
- remark: 靠窗
- remark:
- type: string
- title: 备注
- description: "TODO：用自己的话说明"
- maxLength: 150
- x-wxbrand-unit: characters
- example: 靠窗
""",
    ),
    (
        " remark  选填",
        " remarks  选填",
        """
- remark: 靠窗
- remark:
+ remarks:
""",
    ),
    (
        " guest_kind  必填",
        " kind_of_guest  必填",
        """
- guest_kind: MEMBER
- - guest_kind
+ - kind_of_guest
- guest_kind:
+ kind_of_guest:
- allOf:
- - if:
- properties:
- guest_kind:
- const: MEMBER
- required:
- - guest_kind
- then:
- required:
- - companions
- else:
- properties:
- companions: false
""",
    ),
    (
        " fee  选填   integer\n\n【座位费】 单位为分\n",
        "",
        """
- fee: 1500
- fee:
- type: integer
- title: 座位费
- description: "TODO：用自己的话说明"
- x-wxbrand-unit: fen
- example: 1500
""",
    ),
    (
        "\n fee  选填",
        "\n charge  选填",
        """
- fee: 1500
+ charge: 1500
- fee:
+ charge:
""",
    ),
    (
        " guest_id  必填",
        " visitor_id  必填",
        """
- guest_id: G-1
+ visitor_id: G-1
- - guest_id
+ - visitor_id
- guest_id:
+ visitor_id:
""",
    ),
    (
        "query  查询参数\n\n dry_run  选填   boolean\n\n【只试一试】 为 true 时只检查,不登记\n",
        "",
        """
- - name: dry_run
- in: query
- description: "TODO：用自己的话说明"
- schema:
- type: boolean
- title: 只试一试
- example: true
""",
    ),
    (
        "query  查询参数",
        "query  查询参数\n\n lang  选填   string\n\n【语言】 用什么语言\n",
        """
+ - name: lang
+ in: query
+ description: TODO：用自己的话说明
+ schema:
+ type: string
+ title: 语言
+ example: TODO
""",
    ),
    (
        "  • FRIEND:  会员的朋友,由会员带来\n",
        "",
        """
- - FRIEND
- FRIEND: "会员的朋友,由会员带来"
""",
    ),
    (
        "  • FRIEND:",
        "  • STRANGER:  路人\n\n  • FRIEND:",
        """
+ - STRANGER
+ STRANGER: 路人
""",
    ),
    (
        "  • SEATED:  已入座",
        "  • SITTING:  已入座",
        """
- - SEATED
+ - SITTING
- SEATED: 已入座
+ SITTING: 已入座
""",
    ),
    (
        "最少1,最多50",
        "最少1,最多60",
        """
- maximum: 50
+ maximum: 60
""",
    ),
    (
        "最少1,最多50",
        "最少2,最多50",
        """
- minimum: 1
+ minimum: 2
""",
    ),
    (
        "最多5个",
        "最多6个",
        """
- maxItems: 5
+ maxItems: 6
""",
    ),
    (
        "想喝什么,最多5个",
        "想喝什么",
        """
- maxItems: 5
""",
    ),
    (
        "下划线_、短横线- 组成",
        "下划线_ 组成",
        """
- pattern: "^[0-9A-Za-z_-]+$"
+ pattern: "^[0-9A-Za-z_]+$"
""",
    ),
    (
        "数字、大小写字母、",
        "数字、大写字母、",
        """
- pattern: "^[0-9A-Za-z_-]+$"
+ pattern: "^[0-9A-Z_-]+$"
""",
    ),
    (
        "可使用 数字、大小写字母、下划线_、短横线- 组成,",
        "",
        """
- pattern: "^[0-9A-Za-z_-]+$"
""",
    ),
    (
        "有效期为30分钟",
        "有效期为10分钟",
        """
- x-wxbrand-lifetime-seconds: 1800
+ x-wxbrand-lifetime-seconds: 600
""",
    ),
    (
        "为 MEMBER 时必传",
        "为 FRIEND 时必传",
        """
- const: MEMBER
+ const: FRIEND
""",
    ),
    (
        "当且仅当 guest_kind 为 MEMBER 时必传,其他种类不应填写",
        "一起来的人",
        """
- allOf:
- - if:
- properties:
- guest_kind:
- const: MEMBER
- required:
- - guest_kind
- then:
- required:
- - companions
- else:
- properties:
- companions: false
""",
    ),
    (
        "【备注】 不超过",
        "【备注】 当且仅当 guest_kind 为 FRIEND 时必传。不超过",
        """
+ - if:
+ properties:
+ guest_kind:
+ const: FRIEND
+ required:
+ - guest_kind
+ then:
+ required:
+ - remark
+ else:
+ properties:
+ remark: false
""",
    ),
    (
        "【POST】/brand/example/tea-parties/{party_id}/guests",
        "【POST】/brand/example/tea-party/{party_id}/guests",
        """
- "/brand/example/tea-parties/{party_id}/guests":
+ "/brand/example/tea-party/{party_id}/guests":
""",
    ),
    (
        "【POST】",
        "【PUT】",
        """
- post:
+ put:
""",
    ),
    (
        "20/秒",
        "30/秒",
        """
- requests: 20
+ requests: 30
""",
    ),
    (
        "20/秒",
        "20/分钟",
        """
- seconds: 1
+ seconds: 60
""",
    ),
    (
        "接口限频:20/秒(品牌ID维度)\n",
        "",
        """
- x-wxbrand-rate-limit:
- requests: 20
- seconds: 1
- per: brand
""",
    ),
    (
        "更新时间:2026.03.09",
        "更新时间:2026.04.01",
        """
- updated: "2026-03-09"
+ updated: "2026-04-01"
""",
    ),
    (
        "class RegisterTeaGuest",
        "class EnterTeaGuest",
        """
- operationId: RegisterTeaGuest
+ operationId: EnterTeaGuest
""",
    ),
    (
        "登记茶会来宾\n\n更新",
        "登记茶会客人\n\n更新",
        """
- summary: 登记茶会来宾
+ summary: 登记茶会客人
""",
    ),
    (
        "https://api2.mch",
        "https://api3.mch",
        """
- - url: "https://api2.mch.weixin.qq.com"
+ - url: "https://api3.mch.weixin.qq.com"
""",
    ),
    (
        "茶会处于 OPEN 状态",
        "茶会处于 CLOSED 状态",
        """
- - "茶会处于 OPEN 状态"
+ - "茶会处于 CLOSED 状态"
""",
    ),
    (
        "Wechatpay-Serial  必填",
        "Wechatpay-Serial  选填",
        """
- required: true
""",
    ),
    (
        "【备注】",
        "【留言】",
        """
- title: 备注
+ title: 留言
""",
    ),
    (
        "  • FRIEND:  会员的朋友",
        "  • FRIEND:  偶然路过的行人",
        """
- FRIEND: "会员的朋友,由会员带来"
+ FRIEND: "偶然路过的行人,由会员带来"
""",
    ),
    (
        '"remark" : "靠窗"',
        '"remark" : "靠门"',
        """
- remark: 靠窗
+ remark: 靠门
- example: 靠窗
+ example: 靠门
""",
    ),
    (
        '"row" : 14',
        '"row" : 15',
        """
- row: 14
+ row: 15
- example: 14
+ example: 15
""",
    ),
    (
        '"guest_id" : "G-1"',
        '"guest_id" : "G-2"',
        """
- guest_id: G-1
+ guest_id: G-2
- example: G-1
+ example: G-2
""",
    ),
    (
        "tea-parties/TP1001",
        "tea-parties/TP1002",
        """
- example: TP1001
+ example: TP1002
""",
    ),
    (
        "登记茶会来宾\n\n更新",
        "登记茶会的来宾\n\n更新",
        """
- summary: 登记茶会来宾
+ summary: 登记茶会的来宾
""",
    ),
    (
        "【备域名】https://api2.mch.weixin.qq.com",
        "【备域名】https://api4.mch.weixin.qq.com",
        """
- - url: "https://api2.mch.weixin.qq.com"
+ - url: "https://api4.mch.weixin.qq.com"
""",
    ),
    (
        "400  PARTY_FULL  茶会已满",
        "400  PARTY_FULL  茶会已满\n\n400  GUEST_LISTED  来宾已登记",
        """
- example:
- code: PARTY_FULL
- message: 茶会已满
+ examples:
+ PARTY_FULL:
+ value:
+ code: PARTY_FULL
+ message: 茶会已满
+ GUEST_LISTED:
+ value:
+ code: GUEST_LISTED
+ message: 来宾已登记
""",
    ),
    (
        "403  NO_AUTH  没有权限",
        "403  NO_AUTH  没有权限\n\n404  NO_PARTY  没有这场茶会",
        """
+ "404":
+ description: NO_PARTY（页面所列）
+ content:
+ application/json:
+ schema:
+ $ref: "#/components/schemas/ErrorBody"
+ example:
+ code: NO_PARTY
+ message: 没有这场茶会
""",
    ),
    (
        "400  PARTY_FULL  茶会已满\n\n",
        "",
        """
- "400":
- description: PARTY_FULL（页面所列）
- content:
- application/json:
- schema:
- $ref: "#/components/schemas/ErrorBody"
- example:
- code: PARTY_FULL
- message: 茶会已满
""",
    ),
    (
        "2. 茶会处于 OPEN 状态",
        "2. 茶会处于 READY 状态",
        """
- - "茶会处于 OPEN 状态"
+ - "茶会处于 READY 状态"
""",
    ),
    (
        REMARK,
        " gifts  选填   array[object]\n\n【礼物】 带来的礼物,最多3个\n\n属性\n\n kind  必填   string\n\n【种类】 礼物的种类\n\n可选取值\n\n  • TEA:  茶叶\n\n  • CAKE:  点心\n\n\n"
        + REMARK,
        """
+ gifts:
+ type: array
+ title: 礼物
+ description: TODO：用自己的话说明
+ maxItems: 3
+ items:
+ type: object
+ required:
+ - kind
+ properties:
+ kind:
+ type: string
+ title: 种类
+ description: TODO：用自己的话说明
+ enum:
+ - TEA
+ - CAKE
+ x-wxbrand-enum-meanings:
+ TEA: 茶叶
+ CAKE: 点心
+ example: TEA
""",
    ),
    (
        " row  必填   integer",
        " side  必填   string(4)\n\n【哪边】 靠哪边\n\n\n row  必填   integer",
        """
+ side: TODO
+ - side
+ side:
+ type: string
+ title: 哪边
+ description: TODO：用自己的话说明
+ maxLength: 4
+ x-wxbrand-unit: characters
+ example: TODO
""",
    ),
    (
        " party_id  必填   string(32)\n\n【茶会ID】 茶会的唯一标识\n",
        " party_id  必填   string(32)\n\n【茶会ID】 茶会的唯一标识\n\n\nquery  查询参数\n\n at  必填   string\n\n【时间】 遵循rfc3339标准格式\n",
        """
+ - name: at
+ in: query
+ required: true
+ description: TODO：用自己的话说明
+ schema:
+ type: string
+ title: 时间
+ format: date-time
+ example: "2015-05-20T13:29:35+08:00"
""",
    ),
    (
        " number  必填   integer\n\n【桌号】 第几桌",
        " number  必填   integer\n\n【桌号】 第几桌,最少1,最多99",
        """
+ minimum: 1
+ maximum: 99
""",
    ),
    (
        "party_id  必填   string(32)\n\n【茶会ID】 茶会的唯一标识",
        "party_id  必填   string(32)\n\n【茶会ID】 可使用 数字、大小写字母 组成,长度在4-32个字符之间",
        """
+ minLength: 4
+ pattern: "^[0-9A-Za-z]+$"
""",
    ),
    (
        "array[object]\n\n【同伴】",
        "array[object]\n\n【同伴】 最多2个。",
        """
+ maxItems: 2
""",
    ),
    (
        "【姓名】 来宾的姓名,最多20个UTF-8字符",
        "【姓名】 来宾的姓名,最少2个字符,最多20个UTF-8字符",
        """
+ minLength: 2
""",
    ),
    (
        " seat  选填   object",
        " seat  必填   object",
        """
+ - seat
""",
    ),
    (
        " companions  选填",
        " friends  选填",
        """
- companions:
- - nickname: 阿茶
- companions:
+ friends:
- - companions
+ - friends
- companions: false
+ friends: false
""",
    ),
    (
        '"state" : "WAITING"',
        '"state" : "SEATED"',
        """
- state: WAITING
+ state: SEATED
- example: WAITING
+ example: SEATED
""",
    ),
    (
        '"wishes" : [\n17      "龙井"\n',
        '"wishes" : [\n17      "红茶"\n',
        """
- - 龙井
+ - 红茶
- example: 龙井
+ example: 红茶
""",
    ),
    (
        "20/秒(品牌ID维度)",
        "20/秒(商户号维度)",
        """
- per: brand
+ per: merchant
""",
    ),
]


@pytest.mark.parametrize(("before", "after", "lines"), FACTS, ids=[str(number) for number in range(len(FACTS))])
def test_one_fact_is_written_in_its_own_lines_and_then_the_page_agrees(
    before: str, after: str, lines: str, loaded: tuple[Document, Api]
) -> None:
    assert before in SPACED
    document, api = loaded

    result = apply_pages(document, findings_of(SPACED.replace(before, after, 1), api).pages)

    assert [reason for _, reason in result.refused] == []
    assert changed_lines(result) == lines.strip()


def test_all_facts_of_a_page_are_written_at_once_and_the_spec_still_generates(spec: Path) -> None:
    text = SPACED
    for before, after in [
        ("string(20)", "string(30)"), ("最多20个", "最多30个"), ("remark  选填", "remark  必填"), ("20/秒", "30/秒"),
        ("  • FRIEND:", "  • STRANGER:  路人\n\n  • FRIEND:"), ("dry_run  选填", "dry_run  必填"), ("【排】", "【第几排】"),
        ("2026.03.09", "2026.04.01"), (" wishes  选填", " drinks  选填"), ('"wishes"', '"drinks"'),
        ("查询参数\n", "查询参数\n\n lang  选填   string(8)\n\n【语言】 用什么语言\n"), ("为 MEMBER 时", "为 FRIEND 时"),
        ('"MEMBER"', '"FRIEND"'), ("有效期为30分钟", "有效期为10分钟"), ("400  PARTY_FULL  茶会已满\n\n", "409  PARTY_FULL  茶会已满\n\n"),
    ]:  # fmt: skip
        assert before in text
        text = text.replace(before, after)
    document, built = read(spec)
    findings = findings_of(text, built.api)

    result = apply_pages(document, findings.pages)
    write(result.folder, result.files)

    assert result.refused == ()
    assert len(changes_of(findings)) > 12
    assert changes_of(findings_of(text, read(spec)[1].api)) == []
    assert main(["generate", "--spec", str(spec), "--out", str(spec.parent), "--package", "tea"]) == 0
    tests = [sys.executable, "-m", *RUN_TESTS, "tests"]
    done = subprocess.run(tests, cwd=spec.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_page_says_twice_is_recorded_and_not_reported_again(spec: Path) -> None:
    document, built = read(spec)

    result = apply_pages(document, findings_of(SPACED.replace("string(150)", "string(100)"), built.api).pages)

    assert "says: 150" in changed_lines(result)


def test_a_page_that_agrees_changes_nothing(loaded: tuple[Document, Api]) -> None:
    document, api = loaded

    result = apply_pages(document, findings_of(SPACED, api).pages)

    assert (result.files, result.applied, result.refused) == ({}, (), ())
