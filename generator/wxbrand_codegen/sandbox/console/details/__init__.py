"""What the page of one request shows, as plain values for its template.

Input: a recorded `Exchange` and the sandbox. `verdict` has the sentence at the top, `signature` the lines that were signed beside those
that the server built, `differences` the marks in them, `bodies` the body with the member that was refused, `headers` the header fields
without secrets, `curl` the command that sends the request again. Nothing is computed before a page is opened.
"""

from wxbrand_codegen.sandbox.console.details.bodies import Body, show_body
from wxbrand_codegen.sandbox.console.details.curl import curl_command
from wxbrand_codegen.sandbox.console.details.headers import Shown, show_headers
from wxbrand_codegen.sandbox.console.details.signature import AnswerSignature, Signature, check_answer, check_request
from wxbrand_codegen.sandbox.console.details.verdict import Verdict, judge

__all__ = [
    "AnswerSignature",
    "Body",
    "Shown",
    "Signature",
    "Verdict",
    "check_answer",
    "check_request",
    "curl_command",
    "judge",
    "show_body",
    "show_headers",
]
