"""A person is named so that one is not mistaken for another, and a text of it says no more than initials."""

import datetime as dt

from partnership.pages.naming import PersonBanner, PersonName, look_alikes, name_in
from partnership.pages.tables import Column, Table
from partnership.pages.values import Several, Tag

BORN = dt.date(1976, 6, 12)


def named(surname, forename, born=BORN, key=None, **more):
    return PersonName("the text", surname, forename, born, key or f"{surname} {forename} {born}", **more)


def test_name_is_drawn_in_full_and_its_text_is_not():
    name = named("Kestrel", "<Violet>")

    assert "KESTREL, &lt;Violet&gt;" in name.__html__()
    assert "born 12 Jun 1976" in name.__html__()
    assert str(name) == "the text"
    assert f"{Several((name, Tag('Overdue')))}" == "the text, Overdue"


def test_banner_says_the_title_and_its_text_is_initials():
    banner = PersonBanner("Kestrel", "Violet", title="Ms")

    assert banner.name == "KESTREL, Violet (Ms)"
    assert str(banner) == "VK"


def test_name_on_a_board_brings_what_is_printed_instead():
    drawn = named("Kestrel", "Violet", short="VK, 41 years").__html__()

    assert '<span class="portal-name--short">VK, 41 years</span>' in drawn


def test_look_alikes_share_a_surname_or_initials_and_year_of_birth():
    violet, same_surname = named("Kestrel", "Violet"), named("KESTREL", "Ann", dt.date(1990, 1, 1))
    victor, another_year = named("Kingfisher", "Victor"), named("King", "Vera", dt.date(1977, 6, 12))

    assert look_alikes([violet, same_surname]) == {violet.key, same_surname.key}
    assert look_alikes([violet, victor]) == {violet.key, victor.key}
    assert look_alikes([violet, another_year]) == set()


def test_two_rows_about_one_person_are_no_look_alikes_and_two_people_alike_in_all_are():
    assert look_alikes([named("Kestrel", "Violet"), named("Kestrel", "Violet")]) == set()
    assert look_alikes([named("Kestrel", "Violet", key=1), named("Kestrel", "Violet", key=2)]) == {1, 2}


def test_table_marks_those_who_look_alike():
    rows = [named("Kestrel", "Violet"), named("Kestrel", "Ann"), named("Oakley", "Ben")]
    about = Column("person", "Person", value=lambda name: Several((name, Tag("Away"))), person=True)

    drawn = str(Table("People", (about,), rows))

    assert drawn.count("similar name") == 2
    assert "similar" not in drawn[drawn.index("OAKLEY") :]


def test_cell_without_a_person_names_no_one():
    assert name_in("Not shown to you") is None
    assert name_in(Several((Tag("Away"),))) is None
