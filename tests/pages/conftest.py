"""The gallery in a browser: each page by its name, with the css and scripts that a portal serves."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from slp_portal.assets import write_assets
from tests.pages import gallery

HOST = "http://gallery.example"


@pytest.fixture(scope="session")
def gallery_pages() -> dict[str, str]:
    return gallery.pages()


@pytest.fixture
def visit(page, gallery_pages):
    """``visit("list", width=320)`` opens a page of the gallery. Whatever the console complains of fails the test."""
    write_assets(settings.ASSETS)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def answer(route):
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            if found is None:
                return route.fulfill(status=404)
            file = Path(found)
            return route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0])
        policy = {"Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'"}
        html = gallery_pages.get(path.strip("/"), "<!DOCTYPE html><title>Elsewhere</title>")
        return route.fulfill(body=html, content_type="text/html", headers=policy)

    def go(name: str, width: int = 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{HOST}/{name}")
        return page

    page.route(f"{HOST}/**", answer)
    yield go
    assert complaints == []
