from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The wiring: start-up checks, and the commands that prepare a database."""

    name = "slp_portal"
    label = "portal"

    def ready(self) -> None:
        from slp_portal import checks  # noqa: F401 - registers them
