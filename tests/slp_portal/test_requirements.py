"""What pip installs is what uv installs."""

import re
import tomllib

import pytest

from slp_portal.settings.places import BASE


def locked() -> dict[str, tuple[str, set[str]]]:
    """Package → its version and the hashes of its files."""
    packages = tomllib.loads((BASE / "uv.lock").read_text())["package"]
    return {
        package["name"]: (
            package["version"],
            {file["hash"] for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]},
        )
        for package in packages
    }


def listed(name: str) -> dict[str, tuple[str, set[str]]]:
    text = (BASE / "requirements" / f"{name}.txt").read_text()
    entries = re.findall(r"^([\w.-]+)==(\S+)(.*?)(?=^\S|\Z)", text, re.M | re.S)
    return {package: (version, set(re.findall(r"--hash=(\S+)", rest))) for package, version, rest in entries}


@pytest.mark.parametrize("name", ["portal", "development", "pdf"])
def test_requirements_listed_are_the_lock_files_own(name):
    lock = locked()

    assert {package: lock.get(package) for package in listed(name)} == listed(name)


def test_requirements_of_a_pdf_are_the_portals_and_more():
    assert set(listed("pdf")) > set(listed("portal"))


def test_requirements_together_are_all_of_the_lock_file():
    assert set(listed("pdf")) | set(listed("development")) == set(locked()) - {"slp-portal"}
