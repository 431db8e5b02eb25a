import logging
import sys

from slp_portal.logs import WithoutValues


class Refused(Exception):
    """Stands for a database's refusal, which names its constraint apart."""

    class diag:  # noqa: N801 - psycopg2's own name
        constraint_name = "one_person_a_number"


def formatted() -> str:
    record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "It broke", None, sys.exc_info())
    return WithoutValues().format(record)


def test_log_of_an_error_keeps_the_code_and_loses_the_values():
    number, name = "9990000018", "Canary"
    try:
        try:
            raise Refused(f"Key (nhs_number)=({number}) already exists")
        except Refused as refused:
            raise ValueError(name) from refused
    except ValueError:
        text = formatted()

    assert number not in text
    assert name not in text
    assert "one_person_a_number" in text
    assert text.endswith("builtins.ValueError")
