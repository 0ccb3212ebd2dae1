"""How gunicorn serves the portal: `gunicorn -c deploy/gunicorn.conf.py programme.wsgi` (deploy/README.md)."""

import os

# Under systemd the socket comes from portal-web.socket, and this address is not used.
bind = "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY") or 3)
# One request at a time in each worker: nginx waits for slow readers, and no worker does.
worker_class = "sync"
backlog = 512
# Loaded once and then forked: a worker that takes the place of another answers at once, and not after the seconds that
# loading takes. So a reload does not take up changed code; a restart does, while requests wait in the socket.
preload_app = True


def when_ready(_server):
    """Before the workers are forked: what else the first page would load, all addresses and their views."""
    from django.urls import resolve

    resolve("/health/live")


# A report as PDF may take some seconds. Whatever takes longer than this is given up, and its worker replaced. nginx
# waits a little longer than that, so that it is the portal that says what happened.
timeout = 60
# How long requests that are being answered have when a worker is to stop.
graceful_timeout = 30
# Workers are replaced now and then, not all at once: nothing they might hold on to grows without end.
max_requests = 5000
max_requests_jitter = 1000

# Only nginx on this machine comes to the socket; it sets X-Forwarded-Proto and X-Real-IP itself.
forwarded_allow_ips = "127.0.0.1,::1"

# systemd is how the portal is steered; gunicorn needs no way in of its own.
control_socket_disable = True

# nginx writes down who asked for what. What gunicorn says of itself is a JSON object a line, like the portal's own.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "programme.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}
