"""The intermediate representation: what a spec means, without YAML above it or Python source below it."""
