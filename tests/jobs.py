"""Jobs in a test: they wait in the queue, as they do in the portal, until the test says that the worker has come."""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

WORKER = Worker(
    queue_names=["default"],
    excluded_queue_names=[],
    interval=0,
    batch=True,
    backend_name="default",
    startup_delay=False,
    max_tasks=None,
    worker_id="tests",
)


def work_off() -> None:
    """Everything that waits in the queue is done, by one worker, until nothing is left.

    Its own loop begins by closing connections, and with one a test's transaction.
    """
    while job := DBTaskResult.objects.ready().first():
        job.claim(WORKER.worker_id)
        WORKER.run_task(job)
        job.refresh_from_db()
        assert job.status == "SUCCESSFUL", job.traceback
