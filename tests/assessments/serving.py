"""The portal as a process of its own, to be killed: gunicorn on the test database, on a socket that outlives it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection, transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

TOKEN = "k" * 32
LONGEST = 30  # seconds that a page may take on a busy machine, a start included


def database_address():
    """Where this test's database is, as the portal reads it from the environment."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    user, password, host = (quote(known[name], safe="") for name in ("USER", "PASSWORD", "HOST"))
    place = f"{host}:{known['PORT']}" if known["PORT"] else host
    return f"postgresql://{user}:{password}@{place}/{known['NAME']}"


class Portal:
    """What is connected while no process serves waits in the socket until the next one does."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.process = None

    def start(self):
        handle = self.socket.fileno()
        # One worker: a request is answered when those before it are dealt with.
        command = [sys.executable, "-m", "gunicorn", "programme.wsgi", "--workers=1", f"--bind=fd://{handle}"]
        self.process = subprocess.Popen(
            [*command, "--log-level=critical"],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {"DJANGO_SETTINGS_MODULE": "programme.settings_test", "DATABASE_URL": database_address()}
            | {"LOG_LEVEL": "CRITICAL"},
            pass_fds=[handle],
            start_new_session=True,
        )

    def kill(self):
        """As the power would go: neither the master nor its worker gets to do anything more."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self):
        self.kill()
        self.start()

    def close(self):
        self.kill()
        self.socket.close()

    def browser(self, client):
        """A browser in which is signed in who is in this test client."""
        return Browser(self.port, client.cookies[settings.SESSION_COOKIE_NAME].value)


class Browser:
    def __init__(self, port, session):
        self.port = port
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"

    def ask(self, path, data=None):
        """The status and the text of a page; `data` is the form that is sent to it."""
        answer = self.begin(path, data).getresponse()
        return answer.status, answer.read().decode()

    def begin(self, path, data=None):
        """Sends the request and returns the connection, whose answer nobody has read."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        line.request("GET" if data is None else "POST", path, body=data and body_of(data), headers=self.headers(data))
        return line

    def headers(self, data):
        sent = {} if data is None else {"Content-Type": FORMS["plain"][0]}
        return sent | {"Cookie": self.cookies, "Host": f"127.0.0.1:{self.port}"}

    def cut_off(self, path, data, share, form="plain"):
        """Sends so much of a form, says that there is more, and hangs up without waiting for the answer."""
        body = body_of(data, form)
        headers = self.headers(data) | {"Content-Length": len(body), "Content-Type": FORMS[form][0]}
        head = f"POST {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST) as line:
            line.sendall(head.encode() + b"\r\n" + body[: int(len(body) * share)])


# As a browser sends a form, and as it sends one for a script or with a file.
FORMS = {
    "plain": ("application/x-www-form-urlencoded", lambda data: urlencode(data).encode()),
    "multipart": (MULTIPART_CONTENT, lambda data: encode_multipart(BOUNDARY, data)),
}


def body_of(data, form="plain"):
    return FORMS[form][1]({"csrfmiddlewaretoken": TOKEN} | data)


@contextmanager
def held_at(table):
    """Whoever writes into the table comes no further meanwhile; yields what waits until somebody got there.

    SQLite locks the whole file for one writer, before its first write: there a trigger counts without end instead.
    """
    hold = held_by_a_lock if connection.vendor == "postgresql" else held_by_a_trigger
    with hold(table) as wait:
        yield wait


@contextmanager
def held_by_a_lock(table):
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")

        def is_waited_for():
            cursor.execute(waiting, [table])
            return cursor.fetchone()[0] > 0

        yield lambda: until(is_waited_for)


@contextmanager
def held_by_a_trigger(table):
    counting = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    def wait():
        until(is_being_written)
        time.sleep(0.5)  # to come from the first write to the table; what is asserted holds at every place between

    run(f"CREATE TRIGGER held BEFORE INSERT ON {table} BEGIN {counting}; END")
    try:
        yield wait
    finally:
        until(lambda: not is_being_written())  # the lock of who was killed went with the process
        run("DROP TRIGGER held")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def is_being_written():
    """Whether somebody holds SQLite's one lock of writers."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        other.execute("ROLLBACK")
        return False


def until(is_so):
    end = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < end, "It did not come to that."
        time.sleep(0.02)
