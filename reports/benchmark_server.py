"""Measures pages as readers get them: over HTTP from gunicorn, one worker, one page after the other in the same run."""

import http.client
import multiprocessing
import socket
import time
from contextlib import contextmanager
from statistics import median

from django.core.wsgi import get_wsgi_application
from django.db import connection
from gunicorn.app.base import BaseApplication

ROUNDS, REQUESTS = 7, 150
LONGEST_START = 20  # seconds


class Server(BaseApplication):
    def __init__(self, port):
        self.port = port
        super().__init__()

    def load_config(self):
        options = {"bind": f"127.0.0.1:{self.port}", "workers": 1, "worker_class": "sync", "loglevel": "error"}
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()


def rates(addresses):
    """Requests a second of each address for a reader without a session: the median of rounds that take turns."""
    found = {address: [] for address in addresses}
    with served() as port:
        for address in addresses:  # made once, kept from here on
            requests(port, address, 3)
        for _round in range(ROUNDS):
            for address in addresses:
                begun = time.perf_counter()
                requests(port, address, REQUESTS)
                found[address].append(REQUESTS / (time.perf_counter() - begun))
    return {address: median(some) for address, some in found.items()}


@contextmanager
def served():
    """The port of a server of its own process, which has the settings and the database of this one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    process = multiprocessing.get_context("fork").Process(target=lambda: Server(port).run())
    process.start()
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.join(10)


def wait_for(port):
    until = time.monotonic() + LONGEST_START
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def requests(port, address, number):
    for _ in range(number):
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asked.request("GET", address, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
        answer = asked.getresponse()
        answer.read()
        asked.close()
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}.")
