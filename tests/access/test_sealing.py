import pytest
from cryptography.fernet import InvalidToken

from partnership.access.sealing import seal, unseal


def test_sealed_text_is_read_for_its_purpose_alone():
    sealed = seal("a secret", "mail")

    assert "secret" not in sealed
    assert unseal(sealed, "mail") == "a secret"
    with pytest.raises(InvalidToken):
        unseal(sealed, "second factor")


def test_sealed_text_is_read_under_an_older_key(settings):
    sealed = seal("a secret", "mail")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "x" * 60

    assert unseal(sealed, "mail") == "a secret"
