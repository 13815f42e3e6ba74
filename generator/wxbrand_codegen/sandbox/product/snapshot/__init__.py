"""The product's state as plain frozen values, for display: what there is, how each thing came to its state, what can be done now.

Input: the product's state. Output: one `Snapshot`, which later requests do not change. Openids are masked. Begin with `values`.
The package imports the product's state and resources.
"""

from wxbrand_codegen.sandbox.product.snapshot.handles import token_of, user_card_ids, user_coupon_ids
from wxbrand_codegen.sandbox.product.snapshot.taking import take_snapshot
from wxbrand_codegen.sandbox.product.snapshot.values import Snapshot

__all__ = ["Snapshot", "take_snapshot", "token_of", "user_card_ids", "user_coupon_ids"]
