"""`wxbrand drift`: a page with one fact changed differs from its spec in that fact, and in nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from wxbrand_codegen.change.comparison import Change
from wxbrand_codegen.change.draft import draft
from wxbrand_codegen.change.drift import compare_sources, digest
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.pages import read_page
from wxbrand_codegen.pages.sources import SourceFile, Sources
from wxbrand_codegen.pipeline import read

PAGES = Path(__file__).parents[1] / "saved_pages"
SPACED = (PAGES / "spaced.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tea") / "openapi.yaml"
    file.write_text(draft(read_page(SPACED.encode())), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def api(spec: Path) -> Api:
    return read(spec)[1].api


def found_in(text: str, api: Api) -> list[Change]:
    content = text.encode()
    file = SourceFile(name="page.txt", path="page.txt", is_named=True, read_up_to=lambda size: content[:size])
    findings = compare_sources(Sources(files=(file,), unreadable=(), other_files=0, has_collection=False), api, None)
    return [change for _, drift in findings.pages for change in drift.changes]


@pytest.mark.parametrize("way", ["spaced.txt", "compact.txt", "page.md", "page.html"])
def test_a_page_and_its_own_draft_agree(way: str, api: Api) -> None:
    assert found_in((PAGES / way).read_text(encoding="utf-8"), api) == []


REMARK = " remark  选填   string(150)\n\n【备注】 不超过150个UTF-8字符\n"
MUTATIONS = [
    # lengths
    ("string(150)\n", "string(100)\n", {("maxLength", "body.remark")}),
    ("不超过150个", "不超过120个", {("maxLength", "body.remark")}),
    ("string(150)\n\n【备注】 不超过150个UTF-8字符", "string\n\n【备注】 随便写", {("maxLength", "body.remark")}),
    ("长度在6-40个字符之间", "长度在8-40个字符之间", {("minLength", "body.out_request_no")}),
    ("长度在6-40个字符之间", "长度在6-32个字符之间", {("maxLength", "body.out_request_no")}),
    ("登记请求单号】", "登记请求单号】 至少6个字符,", set()),
    ("party_id  必填   string(32)", "party_id  必填   string(64)", {("maxLength", "path.party_id")}),
    ("guest_id  必填   string(64)", "guest_id  必填   string(32)", {("maxLength", "response.guest_id")}),
    ("array[string(10)]", "array[string(12)]", {("maxLength", "body.guest.wishes.[]")}),
    ("nickname  必填   string(8)", "nickname  必填   string(9)", {("maxLength", "body.companions.nickname")}),
    # requiredness
    ("remark  选填", "remark  必填", {("required", "body.remark")}),
    ("guest_kind  必填", "guest_kind  选填", {("required", "body.guest_kind")}),
    ("name  必填   string(20)", "name  选填   string(20)", {("required", "body.guest.name")}),
    ("row  必填", "row  选填", {("required", "body.guest.seat.row")}),
    ("dry_run  选填", "dry_run  必填", {("required", "query.dry_run")}),
    ("guest_id  必填", "guest_id  选填", {("required", "response.guest_id")}),
    ("table  选填", "table  必填", {("required", "response.table")}),
    # types
    ("remark  选填   string(150)", "remark  选填   integer", {("type", "body.remark")}),
    ("row  必填   integer", "row  必填   string", {("type", "body.guest.seat.row")}),
    ("array[string(10)]", "array[integer]", {("type", "body.guest.wishes.[]")}),
    ("dry_run  选填   boolean", "dry_run  选填   string", {("type", "query.dry_run")}),
    ("number  必填   integer", "number  必填   boolean", {("type", "response.table.number")}),
    # fields that come, go, or change their name or place
    (REMARK, REMARK + "\n\n colour  选填   string\n\n【颜色】 茶的颜色\n", {("properties", "body.colour")}),
    (REMARK, "", {("properties", "body.remark")}),
    (" remark  选填", " remarks  选填", {("name", "body.remark")}),
    (" guest_kind  必填", " kind_of_guest  必填", {("name", "body.guest_kind")}),
    (" fee  选填   integer\n\n【座位费】 单位为分\n", "", {("properties", "body.guest.seat.fee")}),
    ("\n fee  选填", "\n charge  选填", {("name", "body.guest.seat.fee")}),
    (" guest_id  必填", " visitor_id  必填", {("name", "response.guest_id")}),
    (
        "query  查询参数\n\n dry_run  选填   boolean\n\n【只试一试】 为 true 时只检查,不登记\n",
        "",
        {("properties", "query.dry_run")},
    ),
    (
        "query  查询参数",
        "query  查询参数\n\n lang  选填   string\n\n【语言】 用什么语言\n",
        {("properties", "query.lang")},
    ),
    # values
    ("  • FRIEND:  会员的朋友,由会员带来\n", "", {("enum", "body.guest_kind")}),
    ("  • FRIEND:", "  • STRANGER:  路人\n\n  • FRIEND:", {("enum", "body.guest_kind")}),
    ("  • SEATED:  已入座", "  • SITTING:  已入座", {("enum", "response.state")}),
    # numbers and lists
    ("最少1,最多50", "最少1,最多60", {("maximum", "body.guest.seat.row")}),
    ("最少1,最多50", "最少2,最多50", {("minimum", "body.guest.seat.row")}),
    ("最多5个", "最多6个", {("maxItems", "body.guest.wishes")}),
    ("想喝什么,最多5个", "想喝什么", {("maxItems", "body.guest.wishes")}),
    # characters
    ("下划线_、短横线- 组成", "下划线_ 组成", {("pattern", "body.out_request_no")}),
    ("数字、大小写字母、", "数字、大写字母、", {("pattern", "body.out_request_no")}),
    ("可使用 数字、大小写字母、下划线_、短横线- 组成,", "", {("pattern", "body.out_request_no")}),
    ("有效期为30分钟", "有效期为10分钟", {("x-wxbrand-lifetime-seconds", "response.guest_id")}),
    # conditions
    ("为 MEMBER 时必传", "为 FRIEND 时必传", {("allOf", "body.companions")}),
    ("当且仅当 guest_kind 为 MEMBER 时必传,其他种类不应填写", "一起来的人", {("allOf", "body.companions")}),
    ("【备注】 不超过", "【备注】 当且仅当 guest_kind 为 FRIEND 时必传。不超过", {("allOf", "body.remark")}),
    # the operation
    (
        "【POST】/brand/example/tea-parties/{party_id}/guests",
        "【POST】/brand/example/tea-party/{party_id}/guests",
        {("path", "")},
    ),
    ("【POST】", "【PUT】", {("method", "")}),
    ("20/秒", "30/秒", {("x-wxbrand-rate-limit", "")}),
    ("20/秒", "20/分钟", {("x-wxbrand-rate-limit", "")}),
    ("接口限频:20/秒(品牌ID维度)\n", "", {("x-wxbrand-rate-limit", "")}),
    ("更新时间:2026.03.09", "更新时间:2026.04.01", {("x-wxbrand-page", "")}),
    ("class RegisterTeaGuest", "class EnterTeaGuest", {("operationId", "")}),
    ("登记茶会来宾\n\n更新", "登记茶会客人\n\n更新", {("summary", "")}),
    ("https://api2.mch", "https://api3.mch", {("servers", "")}),
    ("茶会处于 OPEN 状态", "茶会处于 CLOSED 状态", {("x-wxbrand-preconditions", "")}),
    ("party_id  必填", "party_id  选填", {("required", "path.party_id")}),
    ("Wechatpay-Serial  必填", "Wechatpay-Serial  选填", {("required", "header.Wechatpay-Serial")}),
    ("【备注】", "【留言】", {("title", "body.remark")}),
    ("  • MEMBER:  会员", "  • MEMBER:  会友", {("x-wxbrand-enum-meanings", "body.guest_kind")}),
    ("  • MEMBER:  会员", "  • MEMBER:  会员本人", set()),
    ("  • FRIEND:  会员的朋友", "  • FRIEND:  偶然路过的行人", {("x-wxbrand-enum-meanings", "body.guest_kind")}),
    # examples
    ('"remark" : "靠窗"', '"remark" : "靠门"', {("example", "body.remark")}),
    ('"row" : 14', '"row" : 15', {("example", "body.guest.seat.row")}),
    ('"guest_id" : "G-1"', '"guest_id" : "G-2"', {("example", "response.guest_id")}),
    ("tea-parties/TP1001", "tea-parties/TP1002", {("example", "path.party_id")}),
    # furniture
    ("置顶", "置顶\n\n反馈", set()),
    ("【姓名】 来宾的姓名", "【姓名】 来宾叫什么", set()),
]


@pytest.mark.parametrize(("before", "after", "expected"), MUTATIONS, ids=[str(n) for n in range(len(MUTATIONS))])
def test_one_changed_fact_is_reported_and_nothing_else(
    before: str, after: str, expected: set[tuple[str, str]], api: Api
) -> None:
    assert before in SPACED

    found = found_in(SPACED.replace(before, after, 1), api)

    assert {(each.fact, ".".join(each.where)) for each in found} == expected


def test_a_parameter_that_moved_is_reported_once(api: Api) -> None:
    before = " dry_run  选填   boolean\n\n【只试一试】 为 true 时只检查,不登记\n"
    text = SPACED.replace("query  查询参数\n\n" + before, "").replace("path  路径参数\n", before + "\npath  路径参数\n")

    found = found_in(text, api)

    assert [(each.code, each.before, each.after) for each in found] == [("place-changed", "query", "header")]


def test_fields_beyond_the_end_of_a_cut_page_are_not_missing(api: Api) -> None:
    for end in range(SPACED.index(" out_request_no"), len(SPACED), 23):
        found = found_in(SPACED[:end], api)

        assert not [each for each in found if each.code.startswith("member-")], SPACED[end - 40 : end]


def test_an_older_page_is_noted_as_older(api: Api) -> None:
    (found,) = found_in(SPACED.replace("2026.03.09\n||", "2025.03.09\n||"), api)

    assert (found.before["updated"], found.after["updated"]) == ("2026-03-09", "2025-03-09")


def test_a_recorded_disagreement_is_not_reported_but_a_new_one_is(spec: Path, tmp_path: Path) -> None:
    text = spec.read_text(encoding="utf-8").replace(
        "          title: 备注\n",
        "          title: 备注\n          x-wxbrand-unproven:\n            - fact: maxLength\n              says: 100\n"
        "              sources: [a page]\n",
    )
    (tmp_path / "openapi.yaml").write_text(text, encoding="utf-8")
    recorded = read(tmp_path / "openapi.yaml")[1].api

    assert found_in(SPACED.replace("string(150)\n", "string(100)\n"), recorded) == []
    assert len(found_in(SPACED.replace("string(150)\n", "string(90)\n"), recorded)) == 1


def test_a_pattern_that_no_page_states_may_be_recorded_and_another_one_is_reported(spec: Path, tmp_path: Path) -> None:
    text = spec.read_text(encoding="utf-8")
    ours = text.replace(
        "          title: 备注\n",
        "          title: 备注\n          pattern: '^[!-~]+$'\n          x-wxbrand-unproven:\n            - fact: pattern\n"
        "              sources: [常见问题]\n",
    )
    assert ours != text
    file = tmp_path / "openapi.yaml"
    file.write_text(ours, encoding="utf-8")
    api = read(file)[1].api

    stated = found_in(SPACED.replace("不超过150个UTF-8字符", "不超过150个字符,可使用 数字、大小写字母 组成"), api)

    assert found_in(SPACED, api) == []
    assert [(change.fact, change.after) for change in stated] == [("pattern", r"^[0-9A-Za-z]+\Z")]


def test_a_change_names_its_operation_place_fact_values_and_lines(api: Api) -> None:
    (change,) = found_in(SPACED.replace(" row  必填", " row  选填"), api)

    assert (change.operation, change.where) == (
        "POST /brand/example/tea-parties/{party_id}/guests",
        ("body", "guest", "seat", "row"),
    )
    assert (change.before, change.after, change.code) == (True, False, "now-optional")
    assert str(change.old).partition(":")[0].endswith("openapi.yaml")
    assert change.new is not None
    assert SPACED.splitlines()[change.new.line - 1].startswith(" row")


def test_preconditions_in_own_words_are_compared_by_their_digest(spec: Path, tmp_path: Path) -> None:
    digested = digest(read_page(SPACED.encode()).preconditions)
    own_words = (
        spec.read_text("utf-8")
        .replace("- 茶会已经创建\n", "- 先建好茶会\n")
        .replace('updated: "2026-03-09"\n', f'updated: "2026-03-09"\n        preconditions: "{digested}"\n')
    )
    (tmp_path / "openapi.yaml").write_text(own_words, encoding="utf-8")
    api = read(tmp_path / "openapi.yaml")[1].api

    assert found_in(SPACED, api) == []
    assert [each.code for each in found_in(SPACED.replace("茶会已经创建", "茶会已经排期"), api)] == [
        "preconditions-changed"
    ]


def test_an_operation_that_the_spec_does_not_have_is_drift(api: Api) -> None:
    text = SPACED.replace("【POST】/brand/example/tea-parties", "【POST】/brand/x").replace("RegisterTeaGuest", "Other")

    assert [each.code for each in found_in(text, api)] == ["method-added"]


@pytest.mark.parametrize("way", ["text", "markdown", "json"])
def test_the_command_prints_differences_and_exits_with_1(
    way: str, spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.txt").write_text(SPACED.replace("remark  选填", "remark  必填"), encoding="utf-8")

    code = main(["drift", str(tmp_path / "page.txt"), "--spec", str(spec), "--format", way])

    said = capsys.readouterr()
    assert code == 1
    assert "1 page read: 1 difference" in said.err
    if way == "json":
        (entry,) = json.loads(said.out)["changes"]
        assert (entry["code"], entry["where"], entry["before"], entry["after"]) == (
            "now-required",
            ["body", "remark"],
            False,
            True,
        )
        assert entry["new"]["line"] == SPACED[: SPACED.index("remark  选填")].count("\n") + 1
    else:
        assert "body.remark" in said.out


def test_the_command_exits_with_0_without_a_difference(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["drift", str(PAGES / "page.html"), str(PAGES / "page.md"), "--spec", str(spec)])

    assert code == 0
    said = capsys.readouterr().err.splitlines()
    assert said == [
        f"wxbrand: {PAGES / 'page.md'}: not compared: another page of POST /brand/example/tea-parties/{{party_id}}/guests is newer, or came first",
        "2 pages read: no difference",
    ]


def test_a_page_that_cannot_be_read_is_one_line_and_exits_with_1(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "login.html").write_text("<html><body>请登录</body></html>", encoding="utf-8")

    code = main(["drift", str(tmp_path / "login.html"), "--spec", str(spec)])

    assert code == 1
    assert "not an API page" in capsys.readouterr().err.splitlines()[0]
