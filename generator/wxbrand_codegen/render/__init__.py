"""Turn an `Api` into the text of files: Python, Markdown and JSON.

Input: an `Api` and, for the tests, the joined document. Output: a mapping of paths to unformatted text, from `files.render_package`
and `files.render_tests`; begin reading there. `package` and `tests` make views, values of which every piece is finished
`Code`; `templates` prints views through the Jinja templates.

May import `document`, `ir`, `patterns`, `examples` and `build`, but not `output`; this is the only room that knows Jinja.
"""
