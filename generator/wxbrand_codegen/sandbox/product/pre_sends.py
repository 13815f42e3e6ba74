"""Pre-sends: tokens that let a user claim coupons, and the claim, which a component in the app makes in the real product."""

from __future__ import annotations

import secrets

from wxbrand_codegen.sandbox.product.refusals import invalid_request, not_found
from wxbrand_codegen.sandbox.product.sending import send_all, send_one, stocks_to_send
from wxbrand_codegen.sandbox.product.state import Json, PreSend, State, UserCoupon

_TOKEN_SECONDS = 300


def pre_send(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Pre-send one coupon and return the token to claim it."""
    return _pre_send(state, path["openid"], body, is_bundle=False)


def pre_send_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Pre-send a bundle and return the token to claim it."""
    return _pre_send(state, path["openid"], body, is_bundle=True)


def claim(state: State, token: str) -> list[UserCoupon]:
    """Claim the coupons of a token on behalf of the user and return them. Raises RequestRefused."""
    pre_sent, expiry = state.tokens.get(token, (None, 0.0))
    if pre_sent is None:
        raise not_found("token")
    if pre_sent.claimed:
        raise invalid_request("token", "was used: the user has already claimed the coupons")
    if state.clock() >= expiry:
        raise invalid_request(
            "token",
            f"has expired: it is older than {_TOKEN_SECONDS} seconds; repeat the pre-send request to get a new one",
        )
    if pre_sent.is_bundle:
        coupons = send_all(state, pre_sent.openid, pre_sent.body, "RECEIVE_COMPONENT").coupons
    else:
        coupons = [send_one(state, pre_sent.openid, pre_sent.body, "RECEIVE_COMPONENT")]
    pre_sent.claimed = True
    return coupons


def _pre_send(state: State, openid: str, body: Json, *, is_bundle: bool) -> Json:
    """Return a token. A repeated request gets a new token for the same pre-send, whether it was claimed or not."""
    pre_sent = state.pre_sends.get(body["send_request_no"])
    if pre_sent is None:
        stocks_to_send(state, openid, body, is_bundle=is_bundle)
        pre_sent = state.pre_sends[body["send_request_no"]] = PreSend(openid, body, is_bundle)
    elif (pre_sent.openid, pre_sent.body, pre_sent.is_bundle) != (openid, body, is_bundle):
        raise invalid_request("send_request_no", "was used before with other parameters")
    token = secrets.token_urlsafe(48)
    state.tokens[token] = (pre_sent, state.clock() + _TOKEN_SECONDS)
    return {"token": token}
