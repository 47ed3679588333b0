"""How gunicorn serves Kept, in the demo and in production."""

import os

wsgi_app = "config.wsgi"
# Two processes for each core is a good start; threads let a slow PDF and quick pages share one.
workers = int(os.environ.get("KEPT_WORKERS", "2"))
worker_class = "gthread"
threads = 4
# The longest statement takes seconds to draw, a document of many pages up to half a minute.
timeout = 60
# The code is loaded once, before the processes part: a quicker start and less memory.
preload_app = True
# Drawing PDFs leaves memory in pieces; a fresh process now and then gives it back.
max_requests = 5000
max_requests_jitter = 500
# Nobody steers this process but the service manager.
control_socket_disable = True
