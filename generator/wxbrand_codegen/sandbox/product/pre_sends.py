"""Pre-sending: a token for what a user may claim, and the claim, which in the real product a component of the app makes."""

from __future__ import annotations

import secrets

from wxbrand_codegen.sandbox.product.refusals import refused, unknown
from wxbrand_codegen.sandbox.product.sending import send_all, send_one, stocks_to_send
from wxbrand_codegen.sandbox.product.state import Json, Offer, State, UserCoupon

_SECONDS = 300


def pre_send(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Note what a user may claim, and give the token for it."""
    return _pre_send(state, path["openid"], body, is_bundle=False)


def pre_send_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Note which bundle a user may claim, and give the token for it."""
    return _pre_send(state, path["openid"], body, is_bundle=True)


def claim(state: State, token: str) -> list[UserCoupon]:
    """Play the user who takes what a token offers; give the coupons. Raises RequestRefused."""
    offer, ends = state.tokens.get(token, (None, 0.0))
    if offer is None:
        raise unknown("token")
    if offer.claimed:
        raise refused("token", "offers what the user has claimed already")
    if state.clock() >= ends:
        raise refused("token", f"is older than {_SECONDS} seconds; send the same pre-send request again for a new one")
    if offer.is_bundle:
        coupons = send_all(state, offer.openid, offer.body, "RECEIVE_COMPONENT").coupons
    else:
        coupons = [send_one(state, offer.openid, offer.body, "RECEIVE_COMPONENT")]
    offer.claimed = True
    return coupons


def _pre_send(state: State, openid: str, body: Json, *, is_bundle: bool) -> Json:
    """Give a token; for a repeated request a new one for the same offer, claimed or not."""
    offer = state.offers.get(body["send_request_no"])
    if offer is None:
        stocks_to_send(state, openid, body, is_bundle=is_bundle)
        offer = state.offers[body["send_request_no"]] = Offer(openid, body, is_bundle)
    elif (offer.openid, offer.body, offer.is_bundle) != (openid, body, is_bundle):
        raise refused("send_request_no", "was used before with other parameters")
    token = secrets.token_urlsafe(48)
    state.tokens[token] = (offer, state.clock() + _SECONDS)
    return {"token": token}
