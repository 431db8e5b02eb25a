"""What the database works out and refuses, whoever asks.

The state of a bed is never typed: each row that says something of a bed (a period in it, a leave from it, a
reservation, a time out of service) makes the database work the state out anew, on the bed's row, which also puts
everybody who changes the same bed into one line.
"""

from __future__ import annotations

import pgtrigger

STATE_OF_A_BED = """
    UPDATE camhs_beds_bed AS bed
    SET state = as_it_is.state, since = coalesce(as_it_is.since, bed.since), reserved_until = as_it_is.until
    FROM (
        SELECT 'out_of_service' AS state, closed.start_at AS since, NULL::timestamptz AS until, 1 AS rank
        FROM camhs_beds_outofservice AS closed WHERE closed.bed_id = {bed} AND closed.ended_at IS NULL
        UNION ALL
        SELECT 'on_leave', away.start_at, NULL, 2 FROM camhs_beds_bedperiod AS period
        JOIN camhs_beds_leave AS away ON away.stay_id = period.stay_id AND away.back_at IS NULL
        WHERE period.bed_id = {bed} AND period.end_at IS NULL
        UNION ALL
        SELECT 'occupied', period.start_at, NULL, 3 FROM camhs_beds_bedperiod AS period
        WHERE period.bed_id = {bed} AND period.end_at IS NULL
        UNION ALL
        SELECT 'reserved', held.reserved_at, held.until, 4 FROM camhs_beds_reservation AS held
        WHERE held.bed_id = {bed} AND held.ended_at IS NULL
        UNION ALL
        SELECT 'available', greatest(
            (SELECT max(end_at) FROM camhs_beds_bedperiod WHERE bed_id = {bed}),
            (SELECT max(ended_at) FROM camhs_beds_outofservice WHERE bed_id = {bed}),
            (SELECT max(ended_at) FROM camhs_beds_reservation WHERE bed_id = {bed})
        ), NULL, 5
        ORDER BY rank LIMIT 1
    ) AS as_it_is
    WHERE bed.id = {bed} AND (bed.state, bed.since, bed.reserved_until)
        IS DISTINCT FROM (as_it_is.state, coalesce(as_it_is.since, bed.since), as_it_is.until);
    RETURN NULL;
"""


def works_out_the_bed(bed: str = "NEW.bed_id") -> pgtrigger.Trigger:
    """After any change of the row, its bed's state is what the rows about that bed say."""
    return pgtrigger.Trigger(
        name="works_out_the_bed",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=STATE_OF_A_BED.replace("{bed}", bed),
    )


def never_typed() -> pgtrigger.Trigger:
    """Only the triggers above write a bed's state: a change that comes from anywhere else is refused."""
    return pgtrigger.Trigger(
        name="state_is_never_typed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            IF TG_OP = 'INSERT' AND NEW.state <> 'available' THEN
                RAISE EXCEPTION 'A new bed is available';
            END IF;
            IF TG_OP = 'UPDATE' AND pg_trigger_depth() < 2
                AND (NEW.state, NEW.reserved_until) IS DISTINCT FROM (OLD.state, OLD.reserved_until) THEN
                RAISE EXCEPTION 'The state of a bed is worked out, never typed';
            END IF;
            RETURN NEW;
        """,
    )


def never_while(*, name: str, other: str, end: str, own_end: str, sentence: str) -> pgtrigger.Trigger:
    """Refuses a time on a bed that overlaps one of another table. ``end`` and ``own_end`` are the columns of the ends.

    It takes the bed's row first, so that two people who do the one and the other at once do so one after the other.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            PERFORM 1 FROM camhs_beds_bed WHERE id = NEW.bed_id FOR UPDATE;
            IF EXISTS (
                SELECT FROM {other} AS other WHERE other.bed_id = NEW.bed_id
                AND other.start_at < coalesce(NEW.{own_end}, 'infinity')
                AND NEW.start_at < coalesce(other.{end}, 'infinity')
                AND other.start_at IS DISTINCT FROM other.{end} AND NEW.start_at IS DISTINCT FROM NEW.{own_end}
            ) THEN
                RAISE EXCEPTION '{sentence}';
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - made of the names of tables and columns
    )
