"""Logs that tell an engineer where it broke, and nobody whose record it was."""

import logging
import traceback
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutValues(logging.Formatter):
    """Tracebacks keep every line of code and lose the messages: a database's would quote the row that it refused."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines = [*traceback.format_tb(error.__traceback__), self._name(error), *lines]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "".join(["Traceback (values left out):\n", *lines]).rstrip()

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return stack_info

    def _name(self, error: BaseException) -> str:
        constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
        name = f"{type(error).__module__}.{type(error).__qualname__}"
        return f"{name} ({constraint})\n" if constraint else f"{name}\n"
