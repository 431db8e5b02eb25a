"""Truths about the whole codebase. Read these first: new code is born under them."""
