"""Every state × every verb × every role: a move is made where the table has it, and nowhere else."""

from __future__ import annotations

import itertools

import pytest
from django.apps import apps
from django.db import InternalError, connection, transaction

from partnership.access.policy import permitted
from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.records.states import STATE_TABLES, FromStateTable, NotReady, WrongState
from tests.laws.oracle import root_of
from tests.laws.sending import FORMS, addresses, form_for, record_of, routes_that_take_a_form
from tests.laws.turns import is_turn
from tests.laws.walking import Walker, undone

RECORDS = {
    trigger.table.name: model
    for model in apps.get_models()
    for trigger in getattr(model._meta, "triggers", ())
    if isinstance(trigger, FromStateTable)
}
ASKS, SENDS = 3, 4
"""Of so many askers, of whom those of one role follow each other, and of so many states, one is tried."""
MOVES = [(table, move) for table in STATE_TABLES.values() for move in table.transitions]


def test_every_state_table_has_a_model_to_be_tried_on():
    assert set(STATE_TABLES) == set(RECORDS)


@pytest.mark.parametrize(("table", "move"), MOVES, ids=lambda part: getattr(part, "verb", getattr(part, "name", "")))
def test_verb_is_open_from_its_states_to_its_roles_and_to_nothing_else(world, table, move):
    in_each_state = {record.state: record for record in world.of(RECORDS[table.name])}

    for asker in _who_ask(world, move):
        held = asker.principal.role in move.needs.cells
        with acting_as(asker.principal):
            outcomes = {
                state: _checked(table, in_each_state[state], move.verb, asker.principal) for state in table.states
            }
        for state, outcome in outcomes.items():
            expected = {NotPermitted} if not held else {WrongState} if state not in move.sources else {None, NotReady}
            assert outcome in expected, f"{asker}, {state}"


def _who_ask(world, move):
    number = [one for _, one in MOVES].index(move)
    return [asker for place, asker in enumerate(world.askers) if is_turn(number + place, ASKS)]


def _checked(table, record, verb, by) -> type[Refusal] | None:
    try:
        table.check(record, verb, by)
    except Refusal as refused:
        return type(refused)
    return None


@pytest.mark.parametrize(("table", "move"), MOVES, ids=lambda part: getattr(part, "verb", getattr(part, "name", "")))
def test_verb_reaches_only_the_records_that_the_policy_gives(world, table, move):
    """A role without the permission reads so, whatever the record; a record out of scope does not exist."""
    model = RECORDS[table.name]
    records = list(_one_of_each_trust(world.of(model), move.sources[0]))
    for asker in _who_ask(world, move):
        held = move.needs.held_by(asker.principal)
        with acting_as(asker.principal):
            reached = set(permitted(asker.principal, move.needs, model).values_list("pk", flat=True))
            for record in records:
                if held and record.pk in reached:
                    continue
                with pytest.raises(model.DoesNotExist if held else NotPermitted):
                    table.begin(record, move.verb, asker.principal)


def _one_of_each_trust(records, state):
    roots = [(root_of(record), record) for record in records if record.state == state]
    trust = "responsible_trust_id" if hasattr(roots[0][0], "responsible_trust_id") else "trust_id"
    return {getattr(root, trust, None): record for root, record in roots}.values()


@pytest.mark.parametrize("table", STATE_TABLES.values(), ids=lambda table: table.name)
def test_database_refuses_every_move_that_the_table_does_not_have(world, table):
    name = RECORDS[table.name]._meta.db_table
    moves = {(source, move.target) for move in table.transitions for source in move.sources}

    for source, target in itertools.permutations([state.value for state in table.states], 2):
        refused = _refused_by_the_table(name, source, target)
        assert refused != ((source, target) in moves), f"{source} to {target}"


def _refused_by_the_table(name: str, source: str, target: str) -> bool:
    """By the trigger of the state table; what another rule says of the row is not asked here."""
    with as_the_system("a law"), undone():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'UPDATE "{name}" SET state = %s WHERE state = %s', [target, source])  # noqa: S608
        except InternalError as refused:
            return "Invalid transition" in str(refused)
        except Exception:  # noqa: BLE001 - a constraint of the row's, after the trigger had let it pass
            return False
    return False


@pytest.mark.parametrize(
    ("turn", "route"), list(enumerate(routes_that_take_a_form())), ids=lambda part: getattr(part, "name", None)
)
def test_page_moves_a_record_as_the_table_says(world, turn, route):
    """A right form, sent from one state after another: the record stays where it is or goes where the table leads."""
    sending, walker = FORMS[route.name], Walker()
    asker = world.asker(sending.who)
    found = [a for nth in range(9) for a in addresses(world, asker, route, nth) if _table_of(_record(a))]
    in_each_state = {_record(a).state: a for a in found}.values()
    tried = [a for place, a in enumerate(in_each_state) if is_turn(turn + place, min(SENDS, len(in_each_state)))]

    for address in tried:
        before = _record(address)
        model, table = type(before), _table_of(before)
        moves = {(source, move.target) for move in table.transitions for source in move.sources}
        with undone():
            answer = walker.post_and_keep(asker, address, form_for(world, address))
            with as_the_system("a law"):
                after = model.objects.get(pk=before.pk)
        assert answer.status < 500, f"{address} in {before.state}: {answer}"
        moved = (before.state, after.state)
        steps = moves | {(one, other) for one, by in moves for of, other in moves if by == of}
        assert after.state == before.state or moved in steps, f"{address}: {after.state}"


def _table_of(record):
    return next((table for table in STATE_TABLES.values() if isinstance(record, RECORDS[table.name])), None)


def _record(address):
    return record_of(address.row)
