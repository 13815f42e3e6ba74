"""Turn rendered files into files on disk: format, check, compare, write.

Input: the text of each file, as `render` yields it. Output: two folders, the package and its tests, each with a manifest
of what was written. Begin reading at `tidy`, which has black format the files (`formatting` spares it the lines that fit) and
`gate` refuse every statement that is not in `allow_lists`; then `folder`, which compares and writes.

May import `problems`, but not `render`; this is the only package that knows black.
"""
