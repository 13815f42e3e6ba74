"""Make one call of a generated package, as `wxbrand call` does. What is typed is parsed in `cli.call`.

In: the configured package, imported by name; the values of one request; keys from the environment or a folder. Out: the answer as
JSON, the error as text or JSON, or the signed request without sending it. Begin with `package` (what can be called), then `fields` (what a
request takes), `request` (its values become a request), `account` (keys and server), `sending` and `dry_run`.

It imports the runtime and `config`, `problems`, `suggestions`, `env_file`. It does not read the spec, which takes seconds.
"""
