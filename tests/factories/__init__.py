"""One factory a model. Rows are made as the system makes them; the test then acts as a person, with ``acting_as``."""
