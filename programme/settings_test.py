"""The same settings, only faster."""

import os
import tempfile

os.environ.setdefault("PORTAL_ENV", "development")
os.environ.setdefault("PORTAL_VAR", tempfile.mkdtemp(prefix="portal-test-"))

from programme.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 (whitenoise warns of a folder that is not there)
