from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The pages of signing in and of the people who sign in. What they do stands in partnership.access."""

    name = "partnership.accounts"
    label = "accounts"
