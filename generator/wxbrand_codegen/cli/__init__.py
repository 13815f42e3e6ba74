"""The command `wxbrand`: parse arguments, call the other packages, print the result, choose the exit code.

Each command has a module of its own, named after it, with the attribute `command`; the docstring of its callback is its
help text, and the callback returns the exit code. The table in `main` lists them: a new command is a module and a line
there. What they are declared with is in `parser`, options of several commands in `options`, exit codes and printing in
`console`. Begin reading at `main`.

May import every other package, but only inside the functions that run a command: `wxbrand --help` stays quick, and a
command works without the extras that only other commands need. `without_extras` is the command where only the client is installed.
"""
