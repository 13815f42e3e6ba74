"""Turn an `Api` into the text of files: Python, Markdown and JSON.

Input: an `Api` and, for the tests, the joined document. Output: unformatted text by path, from `files.render_package` and
`files.render_tests`; begin reading there. `package` and `tests` make views, values of which every piece is finished
`Code`; `templates` renders a view through a Jinja template.

May import `document`, `ir`, `patterns`, `examples` and `build`, not `output`. This is the only package that knows Jinja.
"""
