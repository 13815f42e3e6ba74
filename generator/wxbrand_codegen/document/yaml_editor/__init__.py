"""Edit YAML in place: a value, a key, a member or an item changes, and every other byte stays.

`YamlText.read` takes the bytes of a file. Each edit returns a new `YamlText`, which was parsed again and means exactly
what the edit was to do; what cannot be done so raises `CannotEdit` with the reason.

May import its parent's modules only.
"""

from wxbrand_codegen.document.yaml_editor.paths import CannotEdit, Path
from wxbrand_codegen.document.yaml_editor.text import YamlText

__all__ = ["CannotEdit", "Path", "YamlText"]
