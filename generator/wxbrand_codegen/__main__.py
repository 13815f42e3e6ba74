"""`python -m wxbrand_codegen` is the command `wxbrand`."""

import sys

from wxbrand_codegen.cli import main

sys.exit(main())
