"""600 beds and the stays that have been in them: put beside the demonstration's own, by the owner and in bulk.

Triggers and history are switched off while it runs: what is measured is reading and adding to it afterwards.
"""

from __future__ import annotations

import datetime as dt

from partnership.arithmetic import clock

BEDS, BEDS_A_UNIT = 600, 10
STAYS_A_SCALE = 7_143
"""200,000 at the scale of the smaller of the two databases, ten times as many at the larger."""
TABLES = ("people_person", "camhs_beds_stay", "camhs_beds_bedperiod", "camhs_beds_bed", "camhs_beds_confirmation")

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
    CREATE TEMPORARY TABLE lived AS
    SELECT bed.id AS bed, bed.unit_id AS unit, n, row_number() OVER () AS number,
        %(now)s::timestamptz - interval '10 days' * (n - 1) - interval '9 days' AS start_at,
        CASE WHEN n > 1 THEN %(now)s::timestamptz - interval '10 days' * (n - 1) END AS end_at
    FROM camhs_beds_bed AS bed, generate_series(1, %(a_bed)s) AS n
    WHERE bed.slug LIKE 'ward-%%' AND (n > 1 OR bed.state = 'occupied');
    INSERT INTO people_person (reference, version, pathway, first_name, last_name, date_of_birth, sex, gender,
        ethnic_group, home_area, home_sector, gp_practice, made_at)
    SELECT 'PX-1900-' || number, 1, 'camhs', 'Bench', 'Number' || number, '2003-01-09', 'female', '', 'Z', 'outside',
        '', '', start_at FROM lived;
    INSERT INTO camhs_beds_stay (reference, version, person_id, unit_id, kind, start_at, end_at, legal_status,
        clinician, why_delayed, discharged_to, admitted_by_id, admitted_at, discharged_by_id, discharged_at,
        recorded_in_error, expected_discharge_on)
    SELECT 'CS-1900-' || number, 1, person.id, unit, 'partnership', start_at, end_at, 's2', 'Dr A Example', '',
        CASE WHEN end_at IS NULL THEN '' ELSE 'home' END, who.id, start_at,
        CASE WHEN end_at IS NOT NULL THEN who.id END, end_at, false, %(now)s::date + n %% 20
    FROM lived JOIN people_person AS person ON person.reference = 'PX-1900-' || number,
        (SELECT min(id) AS id FROM access_user) AS who;
    INSERT INTO camhs_beds_bedperiod (stay_id, bed_id, start_at, end_at, recorded_by_id, recorded_at)
    SELECT stay.id, bed, lived.start_at, lived.end_at, stay.admitted_by_id, lived.start_at
    FROM lived JOIN camhs_beds_stay AS stay ON stay.reference = 'CS-1900-' || number;
"""


def load(cursor, scale: int) -> None:
    """``cursor`` is the owner's."""
    units = (BEDS - 40) // BEDS_A_UNIT
    given = {
        "now": clock.now() - dt.timedelta(hours=1), "units": units, "a_unit": BEDS_A_UNIT,
        "a_bed": max(2, STAYS_A_SCALE * scale // (units * BEDS_A_UNIT)),
    }  # fmt: skip
    cursor.execute("SELECT set_config('app.role', 'system', false)")
    for switch in ("DISABLE", "ENABLE"):
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} {switch} TRIGGER USER")
        if switch == "DISABLE":
            cursor.execute(UNITS, given)
            cursor.execute(STAYS, given)
