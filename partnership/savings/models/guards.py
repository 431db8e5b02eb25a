"""What the database refuses on every path: a change in a closed month, a confirmation that no trust gave.

The guards look after the row was checked by row-level security, so that those who may not reach a row learn no more.
"""

from __future__ import annotations

import pgtrigger

from partnership.savings.vocabulary import COMMITTED, COUNTED

SETTLING = 7301
"""The first key of the lock on a month. Writing a figure shares it, closing the month takes it alone."""
SPENDING = 7302
"""The key of the lock under which a scheme that confirmed savings pay for becomes committed, one after another."""
_MONTH_LOCK = "{kind}({key}, NEW.month - DATE '2000-01-01')"


def month_stays_closed() -> pgtrigger.Trigger:
    """No figure of a month that is settled and closed is added, changed, or moved into or out of it."""
    lock = _MONTH_LOCK.format(kind="pg_advisory_xact_lock_shared", key=SETTLING)
    return pgtrigger.Trigger(
        name="stays_closed",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            PERFORM {lock};
            IF EXISTS (
                SELECT FROM savings_settlement
                WHERE state = 'closed' AND month IN (NEW.month, COALESCE(OLD.month, NEW.month))
            ) THEN
                RAISE EXCEPTION 'The month % is settled and closed', NEW.month;
            END IF;
            RETURN NULL;
        """,
    )


def closes_once() -> pgtrigger.Trigger:
    """A month closes with nothing ``left_to_confirm``; the transaction that closes it may write what was settled."""
    counted = ", ".join(f"'{state}'" for state in COUNTED)
    lock = _MONTH_LOCK.format(kind="pg_advisory_xact_lock", key=SETTLING)
    return pgtrigger.Trigger(
        name="stays_settled_by",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__state="closed"),
        func=f"""
            PERFORM {lock};
            IF EXISTS (
                SELECT FROM savings_monthfigure AS figure JOIN savings_saving AS saving ON saving.id = saving_id
                WHERE month = NEW.month AND (
                    figure.state IN ('waiting', 'queried')
                    OR (figure.state = 'open' AND actual IS NOT NULL AND saving.state IN ({counted}))
                )
            ) THEN
                RAISE EXCEPTION 'Figures of % are not confirmed by all three trusts', NEW.month;
            END IF;
            NEW.closing := txid_current();
            RETURN NEW;
        """,  # noqa: S608 - made of states
    )


def written_by_the_closing() -> pgtrigger.Trigger:
    """A row of what was settled is written by the transaction that closes its month, and never after."""
    return pgtrigger.Trigger(
        name="written_by_the_closing",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (
                SELECT FROM savings_settlement WHERE id = NEW.settlement_id AND closing = txid_current()
            ) THEN
                RAISE EXCEPTION 'What was settled is written when the month is closed';
            END IF;
            RETURN NULL;
        """,
    )


def three_trusts_confirm() -> pgtrigger.Trigger:
    """A figure begins unsent, and counts as confirmed when each of the three trusts has confirmed what was sent."""
    return pgtrigger.Trigger(
        name="three_trusts_confirm",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=~pgtrigger.Q(new__state="open"),
        func="""
            IF TG_OP = 'INSERT' THEN
                RAISE EXCEPTION 'A figure is sent before it is anything else';
            ELSIF NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND (
                SELECT count(DISTINCT trust_id) FROM savings_confirmation
                WHERE figure_id = NEW.id AND sending = NEW.sending AND query = '' AND taken_back_at IS NULL
            ) < 3 THEN
                RAISE EXCEPTION 'Figure % is not confirmed by all three trusts', NEW.id;
            END IF;
            RETURN NULL;
        """,
    )


def taken_back_while_it_waits() -> pgtrigger.Trigger:
    """A confirmation is taken back once, of a figure that waits again: none is counted, or settled, without it."""
    return pgtrigger.Trigger(
        name="taken_back_while_it_waits",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        func="""
            IF OLD.taken_back_at IS NOT NULL THEN
                RAISE EXCEPTION 'Confirmation % is taken back already', OLD.id;
            ELSIF NOT EXISTS (
                SELECT FROM savings_monthfigure
                WHERE id = NEW.figure_id AND sending = NEW.sending AND state = 'waiting'
            ) THEN
                RAISE EXCEPTION 'Figure % does not wait for confirmation', NEW.figure_id;
            END IF;
            RETURN NULL;
        """,
    )


def changes_are_sent_again() -> pgtrigger.Trigger:
    """What trusts were asked to confirm, or have confirmed, is what they saw: another amount is a new sending."""
    return pgtrigger.Trigger(
        name="stays_as_it_was_sent",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("actual", "saving", "month", "corrects"),
        func="""
            IF OLD.state IN ('waiting', 'confirmed') AND OLD.sending = NEW.sending THEN
                RAISE EXCEPTION 'Figure % was sent as it is', OLD.id;
            END IF;
            RETURN NEW;
        """,
    )


def stays_as_approved() -> pgtrigger.Trigger:
    """How much a scheme takes, and from where, is open while it is proposed and never after."""
    return pgtrigger.Trigger(
        name="stays_as_approved",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("amount", "funding", "recurring", "starts_on"),
        func="""
            IF OLD.state <> 'proposed' THEN
                RAISE EXCEPTION '% is decided', OLD.reference;
            END IF;
            RETURN NEW;
        """,
    )


def within_budget() -> pgtrigger.Trigger:
    """No scheme is committed to more than confirmed savings have released in cash and that is not committed yet.

    It says what ``actions.reinvesting`` works out from ``sums.reinvestment_budget``. Money from outside is both there
    and committed, so it cancels out. A correction may take away afterwards what was committed: that moves no scheme.
    """
    financial_year = "EXTRACT(YEAR FROM {} - INTERVAL '3 months')"
    day = "(COALESCE(NEW.decided_at, now()) AT TIME ZONE 'Europe/London')::date"
    years = f"GREATEST(1, {financial_year.format(day)} - {financial_year.format('starts_on')} + 1)"
    committed = "('approved', 'live', 'reviewed')"
    return pgtrigger.Trigger(
        name="within_budget",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__funding="savings", new__state__in=COMMITTED, new__amount__isnull=False),
        func=f"""
            IF TG_OP = 'UPDATE' AND OLD.state IN {committed} THEN
                RETURN NULL;
            END IF;
            PERFORM pg_advisory_xact_lock({SPENDING});
            IF (
                SELECT COALESCE(SUM(actual), 0) FROM savings_monthfigure
                JOIN savings_saving ON savings_saving.id = saving_id
                WHERE savings_monthfigure.state = 'confirmed' AND cash_releasing
            ) < (
                SELECT SUM(amount * CASE WHEN recurring AND starts_on IS NOT NULL THEN {years} ELSE 1 END)
                FROM savings_reinvestment WHERE state IN {committed} AND funding = 'savings'
            ) THEN
                RAISE EXCEPTION '% takes more than is available', NEW.reference;
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - every part of it is above
    )
