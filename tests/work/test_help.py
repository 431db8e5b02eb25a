import pytest

from partnership.work.glossary import GLOSSARY

PAGES = ["", "accessibility-statement/", "privacy/", "contact/", "glossary/"]


@pytest.mark.parametrize("page", PAGES)
def test_help_is_open_to_everybody_and_has_one_heading(db, client, page):
    answer = client.get(f"/help/{page}")

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


def test_glossary_is_in_the_order_of_the_alphabet_and_each_word_has_its_own_place():
    terms = [entry.term for entry in GLOSSARY]

    assert terms == sorted(terms, key=str.lower)
    assert len({entry.anchor for entry in GLOSSARY}) == len(GLOSSARY)
