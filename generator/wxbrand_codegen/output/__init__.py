"""Turn rendered files into files on disk: format, check, compare, write.

Input: the text of each file, as `render` returns it. Output: two folders, the package and its tests, each with a manifest
of what was written. Begin reading at `tidy` (black and the gate), then `folder` (what changed, and writing it).

May import `problems`, but not `render`; this is the only room that knows black.
"""
