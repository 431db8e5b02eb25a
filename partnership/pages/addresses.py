"""The addresses of records' pages, for lists that name hundreds of them."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=20_000)
def address(name: str, **of: object) -> str:
    """``reverse``, remembered: the page of a record never moves, and to put one address together takes 40 µs."""
    return reverse(name, kwargs=of)
