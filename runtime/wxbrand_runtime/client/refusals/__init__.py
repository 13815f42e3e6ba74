"""Error answers: read their bodies, and say what they mean.

In: an answer with an error status, its call and the message that was signed. Out: an ApiError that names the field, the cause and what
to do. Only calls that fail import this package. Begin reading at `phrasing`; `sign_information` is for signatures that do not verify.
"""
