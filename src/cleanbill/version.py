"""The version of the package, which every finding's data and every reading carries."""

__version__ = "0.1.0"
