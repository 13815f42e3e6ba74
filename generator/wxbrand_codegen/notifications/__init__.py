"""Receive notifications on this machine, as `wxbrand listen` does, and send them as WeChat Pay would, as `wxbrand trigger` does.

`keys` finds the keys of both, `posting` sends a notification to a handler. `receiving` is the server of `listen`: it verifies
and decrypts with the runtime's `parse`, forwards, answers, and passes each `Received` to one function. `events` makes the
resource of an event from the spec, `members` sets its members, `sending` encrypts, signs and posts it, with the runtime's
`testing`. `showing` turns both into lines of text and JSON. Imports the runtime, `sandbox` and earlier packages.
"""
