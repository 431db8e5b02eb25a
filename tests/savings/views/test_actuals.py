from decimal import Decimal

import pytest

from partnership.access.scope import as_the_system
from partnership.savings.models import MonthFigure
from partnership.savings.vocabulary import FigureState
from tests.factories import savings as make

pytestmark = pytest.mark.django_db
ACTUALS = "/partnership/savings/actuals/"
MARCH = {"period": "2018-03"}


def figure_of(saving) -> MonthFigure:
    with as_the_system("read"):
        return MonthFigure.objects.get(saving=saving)


def typed(saving, actual, version=0, **more) -> dict[str, str]:
    key = saving.pk
    return {f"forecast_{key}": "", f"actual_{key}": actual, f"comment_{key}": "", f"version_{key}": version, **more}


def test_actuals_are_of_the_month_that_has_just_ended(priya):
    make.SavingFactory(title="Legal services")
    page = priya.get(ACTUALS)
    assert page.h1 == "Actuals for March 2018"
    assert any("Legal services" in " ".join(row) for row in page.rows)


def test_actuals_of_no_month_are_not_there(priya):
    assert priya.get(ACTUALS, period="march").status == 404


def test_actuals_with_nothing_delivering_say_so(priya):
    assert "No saving was delivering in March 2018." in priya.get(ACTUALS).text


def test_save_keeps_what_was_typed(priya):
    saving = make.SavingFactory()

    page = priya.send(f"{ACTUALS}?period=2018-03", typed(saving, "15,000.50"))

    assert "1 row saved." in " ".join(page.all("div"))
    assert figure_of(saving).actual == Decimal("15000.50")


def test_save_with_two_rows_that_are_wrong_names_both_and_keeps_what_was_typed(priya):
    one, other = make.SavingFactory(title="Legal services"), make.SavingFactory(title="Payroll")

    page = priya.send(f"{ACTUALS}?period=2018-03", typed(one, "lots") | typed(other, "=1+1"))

    assert page.status == 422
    assert page.errors == [
        "Row 1, Legal services: Actual must be an amount of money, like 15000",
        "Row 2, Payroll: Actual must be an amount of money, like 15000",
    ]
    assert page.value(f"actual_{one.pk}") == "lots"


def test_save_over_what_somebody_else_saved_shows_it_and_then_lets_one_choose(priya):
    figure = make.MonthFigureFactory(actual=Decimal("70.00"))
    saving = figure.saving

    page = priya.send(f"{ACTUALS}?period=2018-03", typed(saving, "80", version=0))

    assert page.status == 422
    assert "It now has actual £70.00" in page.errors[0]
    assert page.value(f"version_{saving.pk}") == "1"
    priya.send(f"{ACTUALS}?period=2018-03", typed(saving, "80", version=1))
    assert figure_of(saving).actual == Decimal("80.00")


def test_actuals_of_a_month_to_come_take_a_forecast_and_are_not_sent(priya):
    saving = make.SavingFactory()
    may = f"{ACTUALS}?period=2018-05"

    page = priya.get(may)
    assert "May 2018 is not over" in page.text
    assert not {f"actual_{saving.pk}", "send"} & {attrs.get("name") for _, attrs, _ in page.elements}

    priya.send(may, typed(saving, "80") | {f"forecast_{saving.pk}": "70"})
    figure = figure_of(saving)
    assert (figure.forecast, figure.actual) == (Decimal(70), None)


def test_save_and_send_sends_to_the_three_trusts(priya):
    saving = make.SavingFactory()
    priya.send(f"{ACTUALS}?period=2018-03", typed(saving, "80", send="yes"))
    assert figure_of(saving).state == FigureState.WAITING


def test_actual_that_was_sent_is_read_only_with_a_way_to_correct_it(priya):
    figure = make.sent()
    page = priya.get(ACTUALS, **MARCH)
    assert f"actual_{figure.saving_id}" not in {attrs.get("name") for _, attrs, _ in page.elements}
    assert any(text.startswith("Correct this") for text in page.links)


def test_query_is_answered_from_my_work_and_waits_for_the_trusts_again(priya):
    figure = make.queried(make.confirmed(saving__title="Legal services"))
    months = f"/partnership/savings/{figure.saving.reference}/months/"
    assert months in priya.get("/my-work/").response.content.decode()

    assert {"Answer the query March 2018", "Correct this March 2018"} <= set(priya.get(months).links)
    answer = f"{months}{figure.pk}/answer/"
    assert "SLaM asks: Is this net?" in priya.get(answer).text
    page = priya.send(answer, {"comment": "It is net of redundancy", "version": figure.version})

    assert "Waiting for confirmation" in page.text


def test_actuals_of_a_closed_month_take_nothing(priya, closed_march):
    page = priya.get(ACTUALS, **MARCH)
    assert "settled and closed" in page.text
    assert not page.all("button", "nhsuk-button") or "Save" not in page.all("button")


@pytest.mark.parametrize("hostile", ["\x00", "9" * 400, "<script>", "１２", "-", "1e9", "NaN", "\u202e12"])
def test_actual_that_is_hostile_is_a_sentence(priya, hostile):
    saving = make.SavingFactory()
    page = priya.send(f"{ACTUALS}?period=2018-03", typed(saving, hostile))
    assert (page.status, len(page.errors)) == (422, 1)


def test_actuals_are_not_for_whoever_only_confirms(tess):
    assert tess.get(ACTUALS).status == 403


CONFIRM = "/partnership/savings/confirm/"


def shown(*figures) -> dict[str, int]:
    """What the page carries of each figure that it shows."""
    return {f"sending_{figure.pk}": figure.sending for figure in figures}


def test_confirm_shows_the_share_of_ones_own_trust(fin):
    make.sent(saving__title="Legal services", actual=Decimal("100.00"))
    row = next(row for row in fin.get(CONFIRM, **MARCH).rows if "Legal services" in row[0])
    assert "Share of Oxleas £33.34" in row


def test_confirm_with_nothing_waiting_says_so(tess):
    assert "Nothing to confirm for March 2018." in tess.get(CONFIRM, **MARCH).text


def test_confirm_one_and_query_another(tess):
    one, other = make.sent(saving__title="Aa"), make.sent(saving__title="Bb")
    said = {f"response_{one.pk}": "confirm", f"response_{other.pk}": "query", f"query_{other.pk}": "Is this net?"}

    page = tess.send(f"{CONFIRM}?period=2018-03", said | shown(one, other))

    assert "1 confirmed and 1 queried for SLaM." in " ".join(page.all("div"))
    assert figure_of(other.saving).state == FigureState.QUERIED


def test_confirm_with_an_empty_query_names_the_saving(tess):
    figure = make.sent(saving__title="Legal services")
    page = tess.send(f"{CONFIRM}?period=2018-03", {f"response_{figure.pk}": "query"})
    assert page.errors == ["Enter the query for Legal services"]


def test_confirm_all_shown_confirms_no_other(tess):
    one, other, sent_since = make.sent(), make.sent(), make.sent()

    page = tess.send(f"{CONFIRM}?period=2018-03", {"confirm_all": "yes", **shown(one, other)})

    assert "2 confirmed for SLaM." in " ".join(page.all("div"))
    assert sent_since.saving.title in page.text


def test_confirm_what_was_sent_again_meanwhile_is_refused(tess):
    figure = make.sent()
    page = tess.send(f"{CONFIRM}?period=2018-03", {f"response_{figure.pk}": "confirm", f"sending_{figure.pk}": "0"})
    assert page.status == 422
    assert "something has changed since you opened this page" in " ".join(page.all("div", "nhsuk-error-summary"))


def test_confirm_of_more_than_fifty_asks_first(tess, monkeypatch):
    monkeypatch.setattr("partnership.savings.views.actuals.MANY", 1)
    typed = {"confirm_all": "yes", **shown(make.sent(), make.sent())}

    page = tess.send(f"{CONFIRM}?period=2018-03", typed)

    assert page.h1 == "Confirm 2 savings"
    done = tess.send(f"{CONFIRM}?period=2018-03", {**typed, "confirmed": "yes"})
    assert "2 confirmed for SLaM." in " ".join(done.all("div"))


def test_confirm_offers_to_take_back_what_was_confirmed_until_the_month_is_settled(tess):
    figure = make.confirmed(saving__title="Legal services")

    page = tess.get(CONFIRM, **MARCH)
    tess.send(page.links["Take back confirmation Legal services"], {"version": figure.version})

    assert figure_of(figure.saving).state == FigureState.WAITING
    assert "Take back confirmation Legal services" not in tess.get(CONFIRM, **MARCH).links


def test_confirm_offers_nothing_to_take_back_of_a_closed_month(tess, closed_march):
    for page in (tess.get(CONFIRM, **MARCH), tess.get(f"/partnership/savings/{closed_march.saving.reference}/months/")):
        assert not any("Take back" in text for text in page.links)
