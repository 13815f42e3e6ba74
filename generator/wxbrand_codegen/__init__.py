"""The tool `wxbrand`: turn an OpenAPI description into a typed client, models and tests, and keep them up to date.

`pipeline` runs the six stages of a generation, each in a package of its own, and later ones import earlier ones:

- `document`: load the spec's files, and inspect them (stages load and inspect).
- `build`: turn the document into the intermediate representation, which `ir` defines (stage build).
- `render`: turn the intermediate representation into text, through templates (stage render).
- `output`: format, check and write the files (stages tidy and write).

`patterns` (regular expressions) and `examples` (example values) serve several stages. Around the pipeline:

- `lint`: advice for authors of a spec.
- `pages`, `change`: documentation pages, and what changed: draft, drift, diff.
- `sandbox`, `testing`: a local WeChat Pay, and the base classes of generated tests, which run against it.
- `notifications`, `doctor`: receive and send notifications on this machine; what is wrong with keys, network and installation.
- `explain`, `demo`: why a signature fails, and one call with every step shown.
- `cli`: the command line, one module per command.

Each package's docstring says what goes in, what comes out, where to begin reading, and what it may import.
"""
