"""Compare what two specs mean, or a spec and a page: what changes for people who call the client, and on the wire.

`compare` takes two `Api` values and returns a list of `Change`, the worst first. `OperationComparison` compares two
operations. `catalogue` explains every code. Begin reading at `apis`.

May import `ir` and `render` (for the sentences that describe rules).
"""

from wxbrand_codegen.change.comparison.apis import compare, compare_servers, worst_first
from wxbrand_codegen.change.comparison.catalogue import LEVELS
from wxbrand_codegen.change.comparison.changes import Change
from wxbrand_codegen.change.comparison.operations import OperationComparison

__all__ = ["LEVELS", "Change", "OperationComparison", "compare", "compare_servers", "worst_first"]
