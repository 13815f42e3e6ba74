"""Models of requests and responses: the base classes of generated models, and how values become bytes and back.

A request is validated, its sensitive texts are encrypted, and it is encoded (`validation`, `sensitive`, `encoding`). The body of
a response is decoded into its record, and its sensitive texts are decrypted (`decoding`, `sensitive`). Nothing here sends
anything. This room imports `errors`, `auth` and the base modules of the runtime. Begin reading at `records`.

Generated code and users import these names from here.
"""

from wxbrand_runtime.models.annotations import SENSITIVE, Sensitive
from wxbrand_runtime.models.answers import answer_of
from wxbrand_runtime.models.enums import OpenEnum, OpenIntEnum
from wxbrand_runtime.models.files import FileSource
from wxbrand_runtime.models.limits import Limits
from wxbrand_runtime.models.operations import Operation, Paging, RateLimit
from wxbrand_runtime.models.records import UNSET, Content, NoContent, Record, Request, UnsetType, given
from wxbrand_runtime.models.rules import Absent, AtLeastOne, ExactlyOne, Given, Has, Is, NotTogether, Rule
from wxbrand_runtime.models.times import Time, moment, original_text
from wxbrand_runtime.models.unions import OneOf

__all__ = [
    "SENSITIVE",
    "UNSET",
    "Absent",
    "AtLeastOne",
    "Content",
    "ExactlyOne",
    "FileSource",
    "Given",
    "Has",
    "Is",
    "Limits",
    "NoContent",
    "NotTogether",
    "OneOf",
    "OpenEnum",
    "OpenIntEnum",
    "Operation",
    "Paging",
    "RateLimit",
    "Record",
    "Request",
    "Rule",
    "Sensitive",
    "Time",
    "UnsetType",
    "answer_of",
    "given",
    "moment",
    "original_text",
]
