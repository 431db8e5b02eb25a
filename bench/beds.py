"""600 beds and the stays that have been in them: put beside the demonstration's own, by the owner and in bulk.

The triggers, which would write one event of the history at a time, stand aside; what they would have written is written
here. Every constraint stays, and is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import models

from camhs_beds.models import Bed, BedPeriod, Stay
from partnership.arithmetic import clock
from partnership.people.models import Person

BEDS, BEDS_A_UNIT = 600, 10
OF_THE_DEMONSTRATION = 40
STAYS_A_SCALE = 7_143
"""200,000 at the scale of the smaller of the two databases, ten times as many at the larger."""
TABLES = (
    "people_person", "camhs_beds_stay", "camhs_beds_bedperiod", "camhs_beds_bed", "camhs_beds_confirmation",
)  # fmt: skip

UNITS = """
    INSERT INTO organisations_unit (name, slug, site_id, provider_id, service_line, security_level, camhs_type, sex,
        youngest, oldest, commissioned_beds, opened_on)
    SELECT 'Ward ' || lpad(n::text, 2, '0'), 'ward-' || lpad(n::text, 2, '0'), model.site_id, model.provider_id,
        'camhs', '', 'general_adolescent', 'mixed', 13, 17, %(a_unit)s, '1900-01-01'
    FROM generate_series(1, %(units)s) AS n, organisations_unit AS model WHERE model.slug = 'cedar';
    INSERT INTO organisations_unitfact (unit_id, kind, holds, valid_from, source)
    SELECT id, kind, true, '1900-01-01', 'the benchmark'
    FROM organisations_unit, unnest(ARRAY['run_by_partnership', 'in_south_london']) AS kind WHERE slug LIKE 'ward-%%';
    INSERT INTO camhs_beds_bed (unit_id, number, slug, sex, opened_on, state, since)
    SELECT id, n, slug || '-' || n, 'any', '1900-01-01', CASE WHEN n <= 8 THEN 'occupied' ELSE 'available' END, %(now)s
    FROM organisations_unit, generate_series(1, %(a_unit)s) AS n WHERE slug LIKE 'ward-%%';
    INSERT INTO camhs_beds_confirmation (unit_id, at, by_id, accepting, reasons, conditions, observations,
        expected_discharges, available, reserved, occupied, on_leave, out_of_service)
    SELECT id, %(now)s, (SELECT min(id) FROM access_user), 'yes', '{}', '', 0, 0, 2, 0, 8, 0, 0
    FROM organisations_unit WHERE slug LIKE 'ward-%%';
"""
STAYS = """
    CREATE TEMPORARY TABLE lived ON COMMIT DROP AS
    SELECT nextval(pg_get_serial_sequence('people_person', 'id')) AS person,
        nextval(pg_get_serial_sequence('camhs_beds_stay', 'id')) AS stay,
        nextval(pg_get_serial_sequence('camhs_beds_bedperiod', 'id')) AS period,
        bed.id AS bed, bed.unit_id AS unit, n, borough.id AS borough, borough.trust_id AS trust,
        gen_random_uuid() AS admission, gen_random_uuid() AS discharge, (SELECT min(id) FROM access_user) AS who,
        %(now)s::timestamptz - interval '10 days' * (n - 1) - interval '9 days' AS start_at,
        CASE WHEN n > 1 THEN %(now)s::timestamptz - interval '10 days' * (n - 1) END AS end_at
    FROM camhs_beds_bed AS bed CROSS JOIN generate_series(%(a_bed)s, 1, -1) AS n
        JOIN (SELECT id, trust_id, row_number() OVER (ORDER BY id) AS place FROM organisations_borough) AS borough
            ON borough.place = 1 + (bed.id + n) %% 12
    WHERE bed.slug LIKE 'ward-%%' AND bed.unit_id = %(unit)s AND (n > 1 OR bed.state = 'occupied');
    INSERT INTO people_person (id, reference, version, pathway, first_name, last_name, date_of_birth, sex, gender,
        ethnic_group, home_area, home_borough_id, home_sector, gp_practice, responsible_trust_id, made_at)
    SELECT person, 'PX-1900-' || person, 1, 'camhs', 'Bench', 'Number ' || person,
        start_at::date - 5000 - (person * 7919 %% 1400)::int, 'female', '', 'Z', 'borough', borough, '', '', trust,
        start_at
    FROM lived;
    INSERT INTO camhs_beds_stay (id, reference, version, person_id, unit_id, responsible_trust_id, kind, start_at,
        end_at, legal_status, clinician, why_delayed, discharged_to, admitted_by_id, admitted_at, discharged_by_id,
        discharged_at, recorded_in_error, expected_discharge_on, ward_sees_until)
    SELECT stay, 'CS-1900-' || stay, 1, person, unit, trust, 'partnership', start_at, end_at, 's2', 'Dr A Example', '',
        CASE WHEN end_at IS NULL THEN '' ELSE 'home' END, who, start_at, CASE WHEN end_at IS NOT NULL THEN who END,
        end_at, false, %(now)s::date + n %% 20, end_at::date + 28
    FROM lived;
    INSERT INTO camhs_beds_bedperiod (id, stay_id, bed_id, start_at, end_at, recorded_by_id, recorded_at)
    SELECT period, stay, bed, start_at, end_at, who, start_at FROM lived;
    INSERT INTO pghistory_context (id, created_at, updated_at, metadata)
    SELECT pressed, at, at, jsonb_build_object('user', who, 'role', 'ward_staff', 'trust', NULL, 'at', at)
    FROM lived, LATERAL (VALUES (admission, start_at), (discharge, end_at)) AS press (pressed, at) WHERE at IS NOT NULL;
"""
OPEN = {
    "end_at": "NULL", "discharged_by_id": "NULL", "discharged_at": "NULL", "discharged_to": "''",
    "ward_sees_until": "NULL",
}  # fmt: skip


def load(cursor, scale: int) -> None:
    """``cursor`` is the owner's."""
    units = (BEDS - OF_THE_DEMONSTRATION) // BEDS_A_UNIT
    given = {
        "now": clock.now() - dt.timedelta(hours=1), "units": units, "a_unit": BEDS_A_UNIT,
        "a_bed": max(2, STAYS_A_SCALE * scale // (units * BEDS_A_UNIT)),
    }  # fmt: skip
    cursor.execute("SELECT set_config('app.role', 'system', false), set_config('synchronous_commit', 'off', false)")
    _triggers(cursor, "DISABLE")
    cursor.execute(UNITS, given)
    cursor.execute("SELECT id FROM organisations_unit WHERE slug LIKE 'ward-%' ORDER BY id")
    for (unit,) in cursor.fetchall():  # one after the other: each is its own transaction, and its rows lie together
        cursor.execute(STAYS + HISTORY, {**given, "unit": unit})
    _triggers(cursor, "ENABLE")


def _triggers(cursor, switch: str) -> None:
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} {switch} TRIGGER USER")


def _event(model: type[models.Model], key: str, label: str, press: str, at: str, was: Mapping[str, str] = {}) -> str:
    """Of each row of ``model`` that ``lived`` names in ``key``; ``was`` says in what it stood otherwise then."""
    event = model.pgh_event_model._meta  # type: ignore[attr-defined]
    columns = [field.column for field in event.concrete_fields if not field.column.startswith("pgh_")]
    then = ", ".join(f"{was[column]} AS {column}" if column in was else f"row.{column}" for column in columns)
    return f"""
        INSERT INTO {event.db_table} (pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, {", ".join(columns)})
        SELECT {at}, '{label}', row.id, {press}, {then} FROM lived JOIN {model._meta.db_table} AS row ON row.id = {key}
        WHERE {at} IS NOT NULL;
    """  # noqa: S608 - made of the names of tables and columns


HISTORY = "".join(
    [
        _event(Person, "person", "insert", "admission", "lived.start_at"),
        _event(Stay, "stay", "insert", "admission", "lived.start_at", OPEN),
        _event(Stay, "stay", "update", "discharge", "lived.end_at"),
        _event(BedPeriod, "period", "insert", "admission", "lived.start_at", {"end_at": "NULL"}),
        _event(BedPeriod, "period", "update", "discharge", "lived.end_at"),
        _event(Bed, "bed", "update", "admission", "lived.start_at", {"state": "'occupied'", "since": "lived.start_at"}),
        _event(Bed, "bed", "update", "discharge", "lived.end_at", {"state": "'available'", "since": "lived.end_at"}),
    ]
)
