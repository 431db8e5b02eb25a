"""What PostgreSQL works out about a person: a name as it is looked for, and whether an NHS number adds up."""

from django.db.models import BooleanField, CharField, Func, TextField


class NameKey(Func):
    """A name as it is looked for: lower case, without accents, spaces, hyphens or apostrophes.

    The same expression makes the stored column and reads what somebody typed, so that "o'brien", "OBrien" and "O’Brien"
    are one name.
    """

    template = (
        "translate(lower(%(expressions)s),"
        " 'àáâãäåāăąçćčďèéêëēėęěìíîïīłñńňòóôõöøōřšśťùúûüūůýÿžźż''’`´‘. -',"
        " 'aaaaaaaaacccdeeeeeeeeiiiiilnnnooooooorsstuuuuuuyyzzz')"
    )
    output_field = TextField()


class AddsUp(Func):
    """Whether ten digits carry the right check digit: modulus 11 over weights 10 to 2 (NHS Data Dictionary).

    A remainder that would ask for a check digit of 10 equals no digit, so such a number never adds up.
    """

    template = (
        "CASE WHEN %(expressions)s ~ '^[0-9]{10}$' THEN mod(11 - mod("
        + " + ".join(f"substr(%(expressions)s, {place}, 1)::int * {11 - place}" for place in range(1, 10))
        + ", 11), 11) = substr(%(expressions)s, 10, 1)::int ELSE false END"
    )
    output_field = BooleanField()


class Soundex(Func):
    """The American Soundex code of a name: "Smith" and "Smyth" are both S530."""

    function = "soundex"
    output_field = CharField()
