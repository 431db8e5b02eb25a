"""Work that outlives a request: queued with the request's own transaction, done as the person who asked for it.

The queue (django-tasks-db) holds ids and nothing else, also when a job fails: what went wrong is written on the record
that the job works on, for its owner to read. ``manage.py db_worker`` does the work.
"""
