"""How gunicorn serves the portal: `gunicorn slp_portal.wsgi`, or through `./portal run`."""

import gc
import os

wsgi_app = "slp_portal.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
# Loaded before the workers are forked: one start-up check, one clock, memory shared.
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
limit_request_line = 4094
# A path and never its query: what people search for is nobody's business but theirs.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
accesslog = os.environ.get("ACCESS_LOG")
loglevel = os.environ.get("LOG_LEVEL", "warning")
# The control socket would be a second way in, in the home directory of whoever runs this.
control_socket_disable = True


def when_ready(_server):
    """What is loaded by now stays loaded: workers share it, and neither search it for garbage nor take it apart."""
    gc.freeze()
