"""No app can be missing where the laws and the checks look: shown with an app that is planted with every fault."""

import sys

import pytest
from importlinter.cli import lint_imports

from partnership.access.policy import OWN_PAGES, Action
from partnership.access.routes import page
from slp_portal.settings.places import BASE
from tests.laws import apps, source

IMPORTLINTER, MYPY = apps.settings_of("importlinter"), apps.settings_of("mypy")
PLANTED = {
    "__init__.py": "",
    "apps.py": "from django.apps import AppConfig\n\nclass PlantedConfig(AppConfig):\n    name = 'planted'\n",
    "views.py": """
from datetime import datetime
from django.http import HttpResponse
from forensic_hub.referrals.models import Referral

def everything(request):
    return HttpResponse(f"{datetime.now()} {Referral.objects.all()}")
""",
    "actions.py": "",
}


def test_every_app_on_disk_is_installed():
    assert apps.app_on_disk_is_installed() == []


def test_every_app_says_what_the_laws_need():
    assert apps.app_says_what_the_laws_need() == []


def test_any_two_apps_are_kept_apart():
    assert apps.apps_are_kept_apart(IMPORTLINTER) == []


def test_actions_of_every_app_are_typed():
    assert apps.actions_are_typed(MYPY) == []


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where an app called ``planted`` is on disk, with a fault in all that an app can be wrong in."""
    folder = tmp_path / "planted"
    folder.mkdir()
    for name, text in PLANTED.items():
        (folder / name).write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] == "planted"]:
        del sys.modules[name]


@pytest.fixture
def planted(place, settings):
    """The same, installed; nothing else anywhere names it."""
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "planted"]
    source.portal.cache_clear()
    yield place
    source.portal.cache_clear()


def test_app_on_disk_that_is_not_installed_is_named(place):
    assert apps.app_on_disk_is_installed(place) == ["planted is no installed app: add it to INSTALLED_APPS"]


def test_source_of_a_planted_app_is_under_the_laws(planted):
    its_own = tuple(module for module in source.portal() if module.parts[0] == "planted")

    breaches = [breach for law in source.OF_PYTHON for breach in law(its_own)]

    assert breaches == [
        "planted/views.py:7 reaches Referral.objects from a view: use permitted()",
        "planted/views.py:7 asks datetime.now() and not the portal's clock",
    ]


def test_planted_app_with_pages_that_says_nothing_is_named(planted, settings):
    from planted.views import everything

    settings.ROOT_URLCONF = type(
        "Planted", (), {"urlpatterns": [page("planted/", everything, needs=OWN_PAGES[Action.VIEW], name="planted")]}
    )

    (breach,) = apps.app_says_what_the_laws_need()

    assert breach.startswith("planted has pages or tables and the laws know nothing of it: write tests.planted.for_the")


def test_planted_app_that_no_contract_names_is_named(planted):
    breaches = apps.apps_are_kept_apart(IMPORTLINTER)

    assert "planted is in no root package of import-linter" in breaches
    assert "forensic_hub.referrals and planted may import each other: give both a layer of import-linter's" in breaches


def test_planted_app_whose_actions_are_not_typed_is_named(planted):
    breaches = apps.actions_are_typed({"files": ["partnership/*/actions"]}, root=planted)

    assert breaches == ["mypy does not look at planted/actions.py: add it to its files"]


@pytest.mark.parametrize("layers", [["forensic_hub", "planted"], ["forensic_hub | planted"]], ids=["below", "beside"])
def test_import_of_an_app_above_or_beside_is_refused(place, layers, capsys):
    contract = place / "contract.toml"
    contract.write_text(
        f"""
        [tool.importlinter]
        root_packages = ["planted", "forensic_hub"]
        [[tool.importlinter.contracts]]
        name = "Imports point one way"
        type = "layers"
        layers = {layers}
        """
    )

    assert lint_imports(config_filename=str(contract), cache_dir=None) == 1
    assert "planted.views -> forensic_hub.referrals.models (l.4)" in capsys.readouterr().out


def test_imports_point_one_way(monkeypatch, capsys):
    monkeypatch.chdir(BASE)
    monkeypatch.setenv("COLUMNS", "120")

    kept = lint_imports(cache_dir=None) == 0

    assert kept, capsys.readouterr().out
