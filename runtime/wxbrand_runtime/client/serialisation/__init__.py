"""Serialisation: from the values of a request model to the target, header fields and body that are signed and sent.

In: a validated request whose sensitive texts are encrypted. Out: percent-encoded text (`parameters`) and bytes (`bodies`).
`uploads` reads the files of a request before its call, because the call itself does no I/O; what a file may be is in `models.files`. This package imports `models`,
`errors` and the base modules of the runtime. Begin reading at `bodies`.
"""
