"""What the laws need to know of pages: where markup is made."""

from tests.laws.declaring import ForTheLaws

FOR_THE_LAWS = ForTheLaws(
    exceptions={
        "markup_is_trusted_where_it_was_escaped_alone": {
            "partnership/pages/jinja.py": "what Jinja rendered with autoescape on",
            "partnership/pages/forms/drawing.py": "controls that Jinja rendered, one after another",
            "partnership/pages/templatetags/nhs.py": "a component inside a component",
            "partnership/pages/tables.py": "cells whose values were escaped into them",
            "partnership/pages/values.py": "a value's own look, whose parts were escaped into it",
        }
    }
)
