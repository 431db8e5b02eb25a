"""Fields that the forms of this room share."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.validators import URLValidator

from partnership.access.models import User
from partnership.organisations.models import Programme

NAME_NOBODY = "Name nobody who is cared for."


class OwnerField(forms.ChoiceField):
    """One of the people to whom something can be given."""

    def __init__(self, **kwargs):
        super().__init__(choices=[], **kwargs)


class NamedUser:
    """A form with an ``owner``, one of ``owners``."""

    def __init__(self, *args, owners: Iterable[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.owners = {str(user.pk): user for user in owners}
        named = [(key, str(user)) for key, user in self.owners.items()]
        self.fields["owner"].choices = [("", "Select an owner"), *named]

    @property
    def chosen_owner(self) -> User:
        return self.owners[self.cleaned_data["owner"]]


class WebAddressField(forms.CharField):
    """An address of the web that a browser can follow: https or http, and nothing else."""

    def __init__(self, **kwargs):
        super().__init__(max_length=500, **kwargs)
        wrong = "Evidence must be a link that starts with https:// or http://"
        self.validators.append(URLValidator(schemes=["https", "http"], message=wrong))


class ProgrammeField(forms.ChoiceField):
    """One of the six, or none: the whole Partnership."""

    WHOLE = "all"

    def __init__(self, **kwargs):
        super().__init__(choices=[], **kwargs)

    def offer(self, programmes: Iterable[Programme]) -> None:
        self.of = {programme.slug: programme for programme in programmes}
        named = [(slug, str(programme)) for slug, programme in self.of.items()]
        self.choices = [(self.WHOLE, "The whole Partnership"), *named]
