"""The pages of the console. Each module defines ROUTES and TEXTS; its templates have its name."""
