"""The API as the console shows it: every operation of the spec with its fields, answers and an example.

Input: a joined document. Output: frozen values; texts of the spec stay texts. Begin with `operations`. The package imports
`sandbox.requests` and `sandbox.schemas`.
"""

from wxbrand_codegen.sandbox.reference.fields import FieldView
from wxbrand_codegen.sandbox.reference.operations import (
    AnswerView,
    Area,
    OperationView,
    ParameterView,
    Reference,
    Summary,
)

__all__ = ["AnswerView", "Area", "FieldView", "OperationView", "ParameterView", "Reference", "Summary"]
