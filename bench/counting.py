"""How many queries a page asks of the database, told in a header of its answer."""

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Queries"


class Counted:
    """Stands outermost. What opens and closes the transaction (BEGIN, SAVEPOINT, COMMIT) is not counted."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = 0

        def count(execute, sql, params, many, context):
            nonlocal asked
            asked += not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response[HEADER] = str(asked)
        return response
