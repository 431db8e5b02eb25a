"""The NHS.UK css and js, taken from the installed package: no third party's code stands in the repository.

Two lines of the css are left out: the font, which is licensed to NHS sites alone and would be fetched from elsewhere
(the page falls back to Arial), and the name of a source map that the package does not bring.
"""

import re
from importlib.util import find_spec
from pathlib import Path

LEFT_OUT = re.compile(r"@font-face\s*\{[^}]*\}|/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+")
NAMES = {"css/nhsuk-frontend-*.min.css": "nhsuk.min.css", "js/nhsuk-frontend-*.min.js": "nhsuk.min.js"}


def write_assets(assets: Path) -> None:
    """Writes `nhsuk/` below `assets`, once for each release of the package."""
    source = _installed()
    target = assets / "nhsuk"
    target.mkdir(parents=True, exist_ok=True)
    for pattern, name in NAMES.items():
        (packaged,) = source.glob(pattern)
        _write(target / name, LEFT_OUT.sub("", packaged.read_text()).encode())
    for icon in (source / "favicons").iterdir():
        _write(target / "favicons" / icon.name, icon.read_bytes())


def _installed() -> Path:
    # Found and not imported: it is a Wagtail app, and Wagtail is not installed.
    spec = find_spec("wagtailnhsukfrontend")
    assert spec
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0], "static/wagtailnhsukfrontend")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
