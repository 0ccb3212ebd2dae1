"""Logs as one JSON object a line."""

import json
import logging
from datetime import UTC, datetime

# What every record carries anyway; what a caller adds with `extra=` is whatever is not here.
STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "server_time", "taskName"}


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in STANDARD}
        # What refuses a page (403) comes with a warning; only of a fault one asks where it happened.
        if record.exc_info and (record.levelno >= logging.ERROR or record.name != "django.request"):
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)
