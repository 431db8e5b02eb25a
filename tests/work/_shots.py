"""scratch"""
import uuid
import pytest
from django.urls import clear_url_caches
from partnership.access.roles import HUB_LEAD, HUB_OFFICER, ADMINISTRATOR, BOARD_MEMBER, TRUST_MANAGER
from partnership.access.scope import acting_as, as_the_system
from partnership.people.actions import make
from partnership.people.policy import PERSON
from partnership.work.actions import drafts
from partnership.work.actions.notifications import notify
from partnership.work import search, sources
from tests.people.conftest import principal_of, details
from tests.work import sample
from partnership.arithmetic import clock as c

def test_shots(live_portal, page, settings, monkeypatch, clock):
    monkeypatch.setattr(sources, "SOURCES", {s.slug: s for s in sample.SOURCES})
    monkeypatch.setattr(search, "SEARCHERS", {s.slug: s for s in sample.SEARCHERS})
    settings.ROOT_URLCONF = "tests.work.sample_urls"
    clear_url_caches()
    lead = principal_of(HUB_LEAD); off = principal_of(HUB_OFFICER)
    with acting_as(lead):
        for i, d in enumerate((0, 5, 2, -3)):
            make(by=lead, details=details(last_name=f"Smith{i}", date_of_birth=c.today() - __import__("datetime").timedelta(days=max(d,0))))
        make(by=lead, details=details(last_name="Okafor", sex="male"))
        draft = drafts.begin(by=lead, kind="person-new", title="Add a person: RS", step="person")
        notify(to=[lead.user], policy=PERSON, kind="greet", about="PX-2018-0001", url="/people/", text="PX-2018-0001 was assigned to you.")
        notify(to=[lead.user], policy=PERSON, kind="chase", about="PX-2018-0002", url="/people/", text="Chase the information for PX-2018-0002.")
    from django.test import Client
    from partnership.access import session
    cl = Client(); cl.force_login(lead.user); k = cl.session
    k[session.SIGNED_IN_AT] = c.now().isoformat(); k[session.GRANT] = lead.grant.pk; k["saved_at"]=c.now().timestamp(); k.save()
    from django.conf import settings as st
    host = live_portal.split("//")[1].split(":")[0]
    page.context.add_cookies([{"name": st.SESSION_COOKIE_NAME, "value": cl.cookies[st.SESSION_COOKIE_NAME].value, "domain": host, "path": "/"}])
    from axe_playwright_python.sync_playwright import Axe
    def shot(name, url=None):
        if url: page.goto(live_portal + url)
        for w in (1280, 320):
            page.set_viewport_size({"width": w, "height": 800})
            page.screenshot(path=f"/tmp/shots/{name}-{w}.png", full_page=True)
            sw = page.evaluate("document.documentElement.scrollWidth")
            if sw > w: print("WIDE", name, w, sw)
        res = Axe().run(page)
        for v in res.response["violations"]: print("AXE", name, v["id"], [n["html"][:150] for n in v["nodes"]][:3])
        page.set_viewport_size({"width": 1280, "height": 800})
    shot("my-work", "/my-work/")
    page.get_by_role("button", name="Assign").click()
    shot("assign-error")
    shot("notifications", "/notifications/")
    shot("search", "/search/")
    page.goto(live_portal + "/my-work/")
    page.get_by_role("searchbox").first.fill("smith"); page.keyboard.press("Enter"); page.wait_for_load_state()
    shot("results")
    shot("step", f"/people/new/{draft.pk}/person/")
    page.get_by_role("button", name="Save and continue").click(); shot("step-errors")
    for l, v in (("First name","Robin"),("Last name","Smith"),("Day","14"),("Month","5"),("Year","1985")): page.get_by_label(l, exact=True).fill(v)
    page.get_by_label("No", exact=True).check(); page.get_by_label("Female").check(); page.get_by_label("Ethnic group").select_option("A")
    page.get_by_label("Home borough").select_option("lambeth"); page.get_by_label("Home postcode (optional)").fill("SE5 8AZ")
    page.get_by_role("button", name="Save and continue").click(); print(page.url)
    page.get_by_label("Why they are here").fill("Because"); page.get_by_role("button", name="Save and continue").click()
    shot("letters")
    page.get_by_role("button", name="Save and continue").click()
    shot("check")
    page.get_by_role("button", name="Confirm and save").click()
    shot("done")
    shot("list", "/people/?sex=female")
    page.get_by_role("link", name="Save this filter").click(); shot("save-filter")
    page.get_by_label("Name", exact=True).fill("Women"); page.get_by_role("button", name="Save this filter").click(); shot("list-saved")
    shot("saved-filters", "/saved-filters/")
    for h in ("", "glossary/", "accessibility-statement/", "privacy/", "contact/"): shot("help-" + (h.strip("/") or "contents"), f"/help/{h}")
