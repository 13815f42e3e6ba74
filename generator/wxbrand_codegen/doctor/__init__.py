"""Look at everything that calls and notifications depend on, as `wxbrand doctor` does: the installation, keys, network, project.

In: a `Situation`, which has the variables to look at. Out: `Finding` values, each fine, a warning or a problem with what to do.
Begin with `examination`, which lists the checks; each other module has those of one kind. A check that fails itself is one finding
more. Modules import only the standard library at first, and everything else inside the checks, so that a broken installation can be
examined: `python -m wxbrand_codegen.doctor` needs nothing else. Imports `calls`, `pipeline`, `config` and the runtime.
"""
