"""T4: a manager updates what their trust has promised; nobody sees another trust's actions."""

import datetime as dt

import pytest

from partnership.access.scope import as_the_system
from tests.factories import programmes as make

FORENSIC = "/partnership/programmes/forensic"


def day(name, date):
    return {f"{name}_day": date.day, f"{name}_month": date.month, f"{name}_year": date.year}


def now(row):
    with as_the_system("a test looks"):
        row.refresh_from_db()
        return row


@pytest.fixture
def action(oxleas):
    return make.ActionFactory(trust=make.trust("oxleas"), owner=oxleas.user, title="Agree the pathway")


@pytest.fixture
def update_url(action):
    return f"{FORENSIC}/actions/{action.reference}/update/"


def test_action_update_asks_for_progress_and_what_has_happened(olu, update_url):
    assert olu.send(update_url).errors == ["Select the progress", "Enter what has happened since last time"]


def test_action_update_with_a_later_date_asks_why(olu, update_url, action):
    typed = {"progress": "at_risk", "what_happened": "Nobody came"} | day("due_on", dt.date(2018, 5, 31))

    assert olu.send(update_url, typed).errors == ["Enter the reason the due date has moved"]
    seen = olu.send(update_url, typed, why_moved="The ward is shut")

    assert f"{action} is now “At risk”." in seen.text
    assert "Moved to 31 May 2018: The ward is shut" in seen.text
    assert "Moved later 1 time: 31 days later than first planned" in seen.text
    assert "Undo" in seen.all("button")
    undone = olu.send(f"{update_url}undo/")
    assert "Never moved later" in undone.text
    assert "The ward is shut" not in undone.text
    assert "Update undone" in olu.get(update_url.replace("update", "history")).text


def test_action_update_to_complete_asks_on_what_day(olu, update_url, action):
    typed = {"progress": "complete", "what_happened": "It is agreed"}
    assert olu.send(update_url, typed).errors == ["Enter the date completed"]
    olu.send(update_url, typed | day("done_on", dt.date(2018, 4, 13)))
    assert now(action).done_on == dt.date(2018, 4, 13)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"evidence": "javascript:alert(1)"}, "Evidence must be a link that starts with https:// or http://"),
        ({"evidence": "file:///etc/passwd"}, "Evidence must be a link that starts with https:// or http://"),
        ({"progress": "overdue"}, "Select the progress"),
        ({"what_happened": "x" * 501}, "What has happened since last time must be 500 characters or less"),
        ({"what_happened": "a\x00b"}, "What has happened since last time must not include hidden characters. "
                                      "Type it again instead of pasting it"),
        ({"due_on_day": "31", "due_on_month": "2", "due_on_year": "2018"}, "New due date must be a real date"),
        ({"due_on_day": "1"}, "New due date must include a month and year"),
        ({"due_on_day": "1", "due_on_month": "4", "due_on_year": "2018"},
         "New due date must be today or in the future"),
    ],
)  # fmt: skip
def test_action_update_with_bad_input_is_a_sentence(olu, update_url, action, typed, error):
    seen = olu.send(update_url, {"progress": "on_track", "what_happened": "All is well"} | typed)
    assert (seen.status, seen.errors) == (422, [error])
    assert now(action).version == 1


def test_action_update_on_an_older_version_shows_both(olu, update_url, action):
    typed = {"progress": "on_track", "what_happened": "All is well"}
    olu.send(update_url, typed, version=1)
    seen = olu.send(update_url, {"progress": "at_risk", "what_happened": "All is lost"}, version=1)
    assert (seen.status, seen.h1) == (409, "This action has changed since you opened it")


def test_action_of_another_trust_is_not_there(tess, action, update_url):
    unknown = tess.get(f"{FORENSIC}/actions/AC-2018-9999/").status
    for url in (f"{FORENSIC}/actions/{action.reference}/", update_url):
        assert tess.get(url).status == unknown == 404
    for page in (f"{FORENSIC}/", f"{FORENSIC}/actions/?view=all", "/partnership/governance/",
                 "/partnership/governance/actions/?view=all", "/partnership/governance/actions/download/"):  # fmt: skip
        assert action.title not in tess.client.get(page).content.decode(), page


def test_action_under_another_programmes_address_is_not_there(olu, action):
    assert olu.get(f"/partnership/programmes/camhs/actions/{action.reference}/").status == 404


def test_board_member_reads_and_is_offered_nothing_to_change(ben, action):
    seen = ben.get(f"{FORENSIC}/actions/{action.reference}/")
    assert "Agree the pathway" in seen.text
    assert "Update progress" not in seen.links
    assert ben.get(f"{FORENSIC}/actions/{action.reference}/update/").status == 403


def test_milestone_of_another_trust_is_read_and_not_changed(olu):
    milestone = make.MilestoneFactory(trust=make.trust("slam"))
    url = f"{FORENSIC}/milestones/{milestone.reference}/"
    assert "Update progress" not in olu.get(url).links
    assert olu.get(f"{url}update/").status == 404


def test_action_new_by_a_manager_is_of_their_trust(olu, oxleas):
    typed = {"title": "Ring round", "owner": oxleas.user.pk} | day("due_on", dt.date(2018, 5, 1))
    seen = olu.send(f"{FORENSIC}/actions/new/", typed)
    assert "AC-2018-0001 is added." in seen.text
    assert "Oxleas" in seen.all("dd")


def test_milestone_new_by_the_lead_says_whose_it_is(priya, lead):
    typed = {"title": "Doors open", "owner": lead.user.pk} | day("due_on", dt.date(2018, 5, 1))
    url = f"{FORENSIC}/milestones/new/"
    assert priya.send(url, typed).errors == ["Select whose it is"]
    assert "The Partnership" in priya.send(url, typed, trust="partnership").all("dd")


def test_milestone_change_is_told_in_its_history(priya, lead):
    milestone = make.MilestoneFactory(title="Doors", owner=lead.user)
    url = f"{FORENSIC}/milestones/{milestone.reference}/"
    priya.send(f"{url}change/", title="Doors open", owner=lead.user.pk)
    seen = priya.get(f"{url}history/")
    assert "Doors open" in seen.text
    assert "Priya Prog" in seen.text


def test_list_of_late_actions_counts_what_it_shows(priya, clock):
    for due_on in (dt.date(2018, 4, 15), dt.date(2018, 4, 16)):
        make.ActionFactory(baseline_on=due_on, title=f"Due {due_on:%d}")
    seen = priya.get("/partnership/governance/actions/", view="overdue")
    assert "Due 15" in seen.links
    assert "Due 16" not in seen.links
    assert "Overdue (1)" in seen.links
    assert (
        priya.get("/partnership/programmes/")
        .links["1 overdue actions of Forensic New Models of Care"]
        .endswith("overdue")
    )


def test_filters_narrow_the_list_and_its_file(priya):
    make.ActionFactory(title="Of the hub")
    make.ActionFactory(title="Of the beds", programme=make.programme("camhs"))
    assert "Of the hub" not in priya.get("/partnership/governance/actions/", programme="camhs").links
    text = priya.client.get("/partnership/governance/actions/download/?programme=camhs").content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("title,reference,programme,progress,due_on,slips,whose,owner,first_planned")
    assert "Of the beds" in text
    assert "Of the hub" not in text


def test_list_without_actions_says_so(olu, priya):
    assert "You can only see actions of Oxleas. None is open." in olu.get("/partnership/governance/actions/").text
    seen = priya.get(f"{FORENSIC}/actions/")
    assert "No action is open." in seen.text
    assert "Add an action" in seen.links
