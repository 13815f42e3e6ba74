"""Texts of the page of one request."""

from __future__ import annotations

from wxbrand_codegen.sandbox.console.language import Texts

_VERDICTS: Texts = {
    "verdict.accepted": (
        "Accepted: the signature verifies, and the request is as the spec says.",
        "已接受：签名验证通过，请求符合接口定义。",
    ),
    "verdict.faulty": (
        "The answer was spoilt on purpose, by a fault that was armed: {fault}.",
        "应答被注入的故障有意改动：{fault}。",
    ),
    "verdict.altered": (
        "The answer was altered on purpose, by a test.",
        "应答被测试有意改动。",
    ),
    "advice.altered": (
        "Check that your client notices it: whether it refuses the answer, repeats the request, or reports the error.",
        "请检查客户端能否察觉：拒绝该应答、重发请求，或报告错误。",
    ),
    "verdict.signature": ("The signature is refused: {cause}.", "签名被拒绝：{cause}。"),
    "verdict.unproven": (
        "It is not proven who sent the request: {message}.",
        "无法确认请求由谁发出：{message}。",
    ),
    "verdict.invalid.body": ("The body is refused: {field} {issue}.", "请求体被拒绝：{field} {issue}。"),
    "verdict.invalid.query": (
        "A query parameter is refused: {field} {issue}.",
        "查询参数被拒绝：{field} {issue}。",
    ),
    "verdict.invalid.path": ("The path is refused: {field} {issue}.", "路径参数被拒绝：{field} {issue}。"),
    "verdict.invalid.header": ("A header is refused: {field} {issue}.", "请求头被拒绝：{field} {issue}。"),
    "verdict.no-operation": (
        "The spec has no operation with this path.",
        "接口定义中没有此路径。",
    ),
    "verdict.method": (
        "The path exists, but not with this method: {message}.",
        "路径存在，但不支持此方法：{message}。",
    ),
    "verdict.unknown-id": (
        "Something that the request names does not exist: {message}.",
        "请求引用的资源不存在：{message}。",
    ),
    "verdict.too-frequent": ("Too many requests: {message}.", "请求过于频繁：{message}。"),
    "verdict.refused": ("The product refuses it ({code}): {message}.", "业务规则拒绝了请求（{code}）：{message}。"),
    "advice.invalid": (
        "The signature verifies. Follow the operation's name above to see what the spec says of its members.",
        "签名验证通过。点击上方的接口名称查看各字段的要求。",
    ),
    "advice.unknown-id": (
        "The signature verifies. This sandbox knows only what was created in it since it started.",
        "签名验证通过。沙箱只认识启动以来在其中创建的资源。",
    ),
    "advice.too-frequent": (
        "Repeat the request later, with the same request number and values.",
        "请稍后用相同的请求单号和参数重试。",
    ),
}

_MISTAKES: Texts = {
    "mistake.key-other": (
        "another private key made it",
        "签名使用的是另一个私钥",
    ),
    "mistake.unknown": (
        "the key is right, but the message that was signed is another one",
        "私钥正确，但被签名的内容与服务端构造的不同",
    ),
    "mistake.lines-last-not-ended": ("the last line was not ended by LF", "最后一行没有以换行符（LF）结尾"),
    "mistake.lines-crlf": ("lines were ended by CR LF instead of LF", "行尾使用了 CR LF，应为 LF"),
    "mistake.lines-swapped": ("timestamp and nonce were swapped", "时间戳和随机串的顺序颠倒了"),
    "mistake.lines-first-missing": ("the first line, the method, was left out", "缺少第一行（请求方法）"),
    "mistake.method-lower-case": ("the method was signed in lower case", "签名时请求方法使用了小写"),
    "mistake.method-other": (
        "{signed_method} was signed, and {sent_method} was sent",
        "签名时的方法是 {signed_method}，实际发送的是 {sent_method}",
    ),
    "mistake.method-other-without-body": (
        "{signed_method} was signed without a body, and {sent_method} was sent with one",
        "签名时的方法是 {signed_method} 且没有请求体，实际发送的是带请求体的 {sent_method}",
    ),
    "mistake.target-without-query": ("the path was signed without its query", "签名时漏掉了查询参数"),
    "mistake.target-decoded": ("the path was signed percent-decoded", "签名时路径被解码（百分号编码还原）了"),
    "mistake.target-whole-url": (
        "the whole URL was signed instead of path and query",
        "签名时使用了完整 URL，应只用路径和查询参数",
    ),
    "mistake.body-empty": ("a body was sent that was not signed", "发送了请求体，但签名时请求体为空"),
    "mistake.body-stripped": (
        "white space around the body was sent that was not signed",
        "发送的请求体首尾带有空白，签名时没有",
    ),
    "mistake.body-line-feed": (
        "a line feed was signed after the body that was not sent",
        "签名时请求体末尾多了一个换行符，发送时没有",
    ),
    "mistake.body-byte-order-mark": (
        "a byte order mark was signed that was not sent",
        "签名时请求体带有 BOM，发送时没有",
    ),
    "mistake.body-utf8-twice": (
        "the body's UTF-8 was encoded again before it was sent",
        "请求体的 UTF-8 在发送前被再次编码",
    ),
    "mistake.body-other-encoding": (
        "the body was signed as UTF-8 and sent in another encoding",
        "签名时请求体是 UTF-8，发送时是另一种编码",
    ),
    "mistake.body-serialised-twice": (
        "the body was serialised twice, and the JSON text signed is not the JSON text sent",
        "请求体被序列化了两次，签名的 JSON 文本与发送的不同",
    ),
    "mistake.body-encoded-twice-when-sent": (
        "the body was sent as a JSON text within a JSON text",
        "发送的请求体被编码了两次（JSON 字符串里的 JSON）",
    ),
    "mistake.body-encoded-twice-when-signed": (
        "the body was signed as a JSON text within a JSON text",
        "签名时请求体被编码了两次（JSON 字符串里的 JSON）",
    ),
}

_ADVICE: Texts = {
    "advice.signature.key": (
        "The private key must be the one of the certificate with this serial number. For the sandbox it is apiclient_key.pem in "
        "its folder.",
        "私钥必须与该序列号的证书配对。沙箱的私钥是其目录中的 apiclient_key.pem。",
    ),
    "advice.signature.unknown": (
        "Compare the lines below with those that your program signs, byte by byte.",
        "请逐字节比较下面各行与程序实际签名的内容。",
    ),
    "advice.signature.lines": (
        "Sign five lines: method, path with query, timestamp, nonce, body. Each ends with LF, also the last one.",
        "签名内容为五行：方法、路径（含查询参数）、时间戳、随机串、请求体。每行以 LF 结尾，最后一行也是。",
    ),
    "advice.signature.method": (
        "Sign the method that is sent, in upper case.",
        "请对实际发送的方法签名，使用大写。",
    ),
    "advice.signature.target": (
        "Sign path and query exactly as they stand on the request line.",
        "请对请求行中的路径和查询参数原样签名。",
    ),
    "advice.signature.body": (
        "Serialise the body once to bytes, then sign and send these same bytes.",
        "请把请求体序列化为字节一次，然后对同一份字节签名并发送。",
    ),
}

TEXTS: Texts = {
    **_VERDICTS,
    **_MISTAKES,
    **_ADVICE,
    "request.title": ("Request {number}", "请求 {number}"),
    "request.back": ("All requests", "全部请求"),
    "request.earlier": ("Earlier", "较早"),
    "request.later": ("Later", "较新"),
    "request.received": ("Received", "收到时间"),
    "request.operation": ("Operation", "接口"),
    "request.no-operation": ("none", "无"),
    "request.cut": (
        "The bodies are not complete: many large requests came later, and the sandbox keeps a bounded amount.",
        "请求体和应答体不完整：之后又收到了许多大请求，而沙箱保留的数据量有限。",
    ),
    "request.large": (
        "The body is too large to try again how it was signed; the sentence above says what was found when it arrived.",
        "请求体太大，不再重新尝试签名方式；上面的说明是收到请求时得出的。",
    ),
    "request.signature": ("Signature", "签名"),
    "request.signature.ok": (
        "The signature verifies. These five lines are signed:",
        "签名验证通过。被签名的是以下五行：",
    ),
    "request.signature.compared": (
        "Left: what your program signed, found by trying common mistakes. Right: what the server built from the request. Marked: "
        "what differs.",
        "左：程序实际签名的内容（通过尝试常见错误找出）。右：服务端根据请求构造的内容。标出的是不同之处。",
    ),
    "request.signature.other-key": (
        "What was signed cannot be known without the other key. The server built these lines from the request:",
        "没有另一个密钥，无法得知被签名的内容。服务端根据请求构造的内容如下：",
    ),
    "request.signature.unknown": (
        "What was signed is none of the common mistakes. The server built these lines from the request:",
        "被签名的内容不属于常见错误。服务端根据请求构造的内容如下：",
    ),
    "request.signature.none": ("There is nothing to verify: {problem}.", "没有可验证的签名：{problem}。"),
    "request.signature.part": (
        "For an upload the text of the part meta is signed, not the whole body.",
        "上传文件时，被签名的是 meta 部分的文本，而不是整个请求体。",
    ),
    "request.signed": ("Signed by the client", "客户端签名的内容"),
    "request.built": ("Built by the server", "服务端构造的内容"),
    "request.no-line": ("no such line", "没有此行"),
    "line.method": ("method", "方法"),
    "line.target": ("path, query", "路径"),
    "line.timestamp": ("timestamp", "时间戳"),
    "line.nonce": ("nonce", "随机串"),
    "line.body": ("body", "报文主体"),
    "request.left-out": ("… {count} characters …", "…… {count} 个字符 ……"),
    "request.explain": ("What wxbrand explain says", "wxbrand explain 的说明"),
    "request.request": ("Request", "请求"),
    "request.answer": ("Answer", "应答"),
    "request.headers": ("Headers", "请求头"),
    "request.answer-headers": ("Headers", "应答头"),
    "request.query": ("Query", "查询参数"),
    "request.body": ("Body", "报文主体"),
    "request.body.none": ("No body.", "没有报文主体。"),
    "request.body.size": ("{size} bytes", "{size} 字节"),
    "request.body.binary": ("Not text.", "不是文本。"),
    "request.body.shortened": ("Only the beginning is shown.", "只显示开头部分。"),
    "request.body.missing": ("missing", "缺失"),
    "request.answer.signed": (
        "WeChat Pay's signature verifies. It covers three lines:",
        "应答签名验证通过，签名内容为以下三行：",
    ),
    "request.answer.wrong": (
        "The signature of this answer is wrong on purpose; a client must refuse it. It should cover three lines:",
        "此应答的签名被有意弄错，客户端必须拒绝。签名内容应为以下三行：",
    ),
    "request.answer.unsigned": (
        "The answer is not signed.",
        "应答没有签名。",
    ),
    "request.answer.unsigned.caller": (
        "The answer is not signed: WeChat Pay does not sign for a caller that it could not identify.",
        "应答没有签名：身份未经确认的调用方，微信支付不会为其签名。",
    ),
    "request.curl": ("Send it again", "再次发送"),
    "request.curl.note": (
        "For bash and zsh. The signature is shortened here and whole in the copy. It is refused five minutes after it was made.",
        "适用于 bash 和 zsh。此处的签名已缩短，复制的内容是完整的。签名在生成五分钟后会被拒绝。",
    ),
    "request.curl.text": ("as text", "纯文本"),
    "request.curl.none": (
        "There is no command for a request without a signature of the sandbox's key, and none for a large body.",
        "没有沙箱密钥签名的请求，以及请求体较大的请求，不提供命令。",
    ),
}
