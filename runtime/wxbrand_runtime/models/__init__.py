"""Models of requests and responses: the base classes of generated models, and how values become bytes and back.

In go the values of a request: it is validated, its sensitive texts are encrypted, and its members are encoded (`validation`,
`sensitive`, `encoding`). Out comes the record that the body of a response is decoded into, with its sensitive texts decrypted and
the raw answer attached (`decoding`, `sensitive`, `answers`). Nothing here sends anything. Begin reading at `records`.

Generated code and users import the names below; the other rooms of the runtime import the modules named above, and `files`.
This room may import `errors`, `auth`, and the base modules of the runtime.
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
