"""Models of requests and responses: the base classes of generated models, and how values become bytes and back.

The values of a request are validated, its sensitive texts encrypted, its members encoded (`validation`, `sensitive`, `codec`).
The body of a response is decoded into a record, with sensitive texts decrypted and the raw answer attached. If that fails,
`partial` reads all of it that can be read, and `unreadable` keeps what was put aside. Nothing here sends.

What a value must satisfy is in `limits` and `rules`, dates in `times`, file inputs with their size limit in `files`.

Generated code and users import the names below; the other packages of the runtime also import the modules. This package may import
`errors`, `auth`, and the base modules of the runtime. Begin reading at `records`.
"""

from wxbrand_runtime.models.annotations import SENSITIVE, UNPROVEN, OneOf, OtherValue, Sensitive, Unproven
from wxbrand_runtime.models.copies import copy_as
from wxbrand_runtime.models.enums import OpenEnum, OpenIntEnum
from wxbrand_runtime.models.files import FileSource
from wxbrand_runtime.models.limits import Limits
from wxbrand_runtime.models.operations import Operation, Paging, RateLimit
from wxbrand_runtime.models.records import UNSET, Content, NoContent, Record, Request, UnsetType, answer_of, given
from wxbrand_runtime.models.rules import Absent, AtLeastOne, ExactlyOne, Given, Has, Is, NotTogether, Rule
from wxbrand_runtime.models.times import Time, moment, original_text
from wxbrand_runtime.models.unreadable import unreadable_members

__all__ = [
    "SENSITIVE",
    "UNPROVEN",
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
    "OtherValue",
    "Paging",
    "RateLimit",
    "Record",
    "Request",
    "Rule",
    "Sensitive",
    "Time",
    "Unproven",
    "UnsetType",
    "answer_of",
    "copy_as",
    "given",
    "moment",
    "original_text",
    "unreadable_members",
]
