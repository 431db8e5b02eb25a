"""The portal's own apps, found from those that are installed."""

from pathlib import Path

from django.apps import AppConfig, apps


def our_apps() -> list[AppConfig]:
    """The installed apps that are the portal's own and no package's, the lowest first."""
    return [app for app in apps.get_app_configs() if "site-packages" not in Path(app.path).parts]


def packages() -> tuple[Path, ...]:
    """The top-level packages that they are in."""
    return tuple(dict.fromkeys(_top_of(app) for app in our_apps()))


def _top_of(app: AppConfig) -> Path:
    above = Path(app.path).parents[app.name.count(".")]
    return above / app.name.partition(".")[0]
