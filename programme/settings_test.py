"""The same settings, only faster."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("PORTAL_ENV", "development")
os.environ.pop("DEMO", None)
if "PORTAL_VAR" not in os.environ:  # parallel workers inherit the folder of the run that started them
    os.environ["PORTAL_VAR"] = tempfile.mkdtemp(prefix="portal-test-")
    atexit.register(shutil.rmtree, os.environ["PORTAL_VAR"], ignore_errors=True)

from programme.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"  # noqa: F405 (no test outlives it)
SEND_MAIL_AT_ONCE = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # else every new client of a test goes through all static files
RECORD_VERSION_SECONDS = 0  # a test sees at once what it changed
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 (whitenoise warns of a folder that is not there)
