"""Settings of the portal, read from the environment. `.env.example` lists every variable."""

from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from programme import environment

BASE_DIR = Path(__file__).resolve().parent.parent
# Production unless said otherwise, so that a forgotten variable fails instead of opening the portal.
PORTAL_ENV = environment.one_of("PORTAL_ENV", ["production", "development"], "production")
DEVELOPMENT = PORTAL_ENV == "development"
DEBUG = environment.flag("DEBUG")
if DEBUG and not DEVELOPMENT:
    raise ImproperlyConfigured("DEBUG needs PORTAL_ENV=development: it shows settings and code to visitors.")
# The demonstration with its invented countries keeps all that it writes to itself and says on each page what it is.
DEMO = environment.flag("DEMO")
if DEMO and not DEVELOPMENT:
    raise ImproperlyConfigured("DEMO needs PORTAL_ENV=development: it invents countries and what they said.")

VAR_DIR = Path(environment.text("PORTAL_VAR", str(BASE_DIR / "var")))
if DEMO:
    VAR_DIR = VAR_DIR / "demo"

SECRET_KEY = environment.text("SECRET_KEY", "development-only-not-a-secret" if DEVELOPMENT else None)
# Keys used before, which still read what they signed and encrypted.
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if DEVELOPMENT else [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the portal's host names, separated by commas.")
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "reports",
    "assessments",
    "activities",
    "countries",
    "programme",
    "modeltranslation",
    "programme.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "programme.csp.ContentSecurityPolicyMiddleware",
    "programme.browser_policies.BrowserPoliciesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "programme.page_cache.PageCacheMiddleware",  # a kept page skips what follows
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "programme.refusals.SignInFirstMiddleware",
    "programme.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "programme.refusals.MethodInWordsMiddleware",
    "programme.history.HistoryMiddleware",
]

ROOT_URLCONF = "programme.urls"
WSGI_APPLICATION = "programme.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "programme.context.site",
            ],
            "builtins": ["programme.templatetags.components"],
        },
    }
]

DATABASES = {
    "default": environment.sqlite(VAR_DIR / "portal.sqlite3")
    if DEMO
    else environment.database("DATABASE_URL", VAR_DIR / "portal.sqlite3")
}
if not DEVELOPMENT:
    environment.require_folder(DATABASES["default"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "programme.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "signed-in"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Signing in (ADR 10): with an e-mail address and a password, and for the secretariat with a second factor.
# Accounts come from invitations and administrators; nobody signs up.
ACCOUNT_ADAPTER = "programme.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "programme.account_forms.LoginForm",
    "reauthenticate": "programme.account_forms.ReauthenticateForm",
    "reset_password": "programme.account_forms.ResetPasswordForm",
    "reset_password_from_key": "programme.account_forms.ResetPasswordKeyForm",
    "set_password": "programme.account_forms.SetPasswordForm",
    "change_password": "programme.account_forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address; a change of it is our own (email_change.py)
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # the page answers alike, and strangers get no mail
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "programme.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "programme.account_forms.CodeForm",
    "reauthenticate": "programme.account_forms.CodeAgainForm",
    "activate_totp": "programme.account_forms.ActivateTOTPForm",
    "add_webauthn": "programme.account_forms.AddPasskeyForm",
    "edit_webauthn": "programme.account_forms.EditPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
PASSWORD_RESET_TIMEOUT = 60 * 60 * 4

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "programme.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Zurich"  # the secretariat sits in Geneva

# A language that is missing is shown as missing, never as another one in disguise (PRODUCT H1).
MODELTRANSLATION_ENABLE_FALLBACKS = False
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "fr", "ru")

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(VAR_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEVELOPMENT
WHITENOISE_AUTOREFRESH = DEVELOPMENT
MEDIA_ROOT = VAR_DIR / "files"
DATA_DIR = BASE_DIR / "data"

UPLOAD_MAX_BYTES = 20 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Limits on tries at signing in must hold over all processes; what is computed from the record is kept in each.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # So many that no flood of tries pushes out what is remembered of the others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}},
}
RECORD_VERSION_SECONDS = 2  # for how long kept pages may miss that the record changed

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
# What browsers offer to pages and ours never ask for; passkeys are for our own pages alone.
PERMISSIONS_POLICY = {
    **dict.fromkeys(
        """accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen gamepad
        geolocation gyroscope hid identity-credentials-get idle-detection local-fonts magnetometer microphone midi
        payment picture-in-picture screen-wake-lock serial usb xr-spatial-tracking""".split(),
        (),
    ),
    "publickey-credentials-get": ("self",),
    "publickey-credentials-create": ("self",),
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "programme.views.csrf_failure"
if not DEVELOPMENT:
    SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^health/"]  # the balancer asks over plain HTTP
    SECURE_HSTS_SECONDS = environment.number("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
    SECURE_HSTS_PRELOAD = environment.flag("SECURE_HSTS_PRELOAD", True)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Names that a browser takes from this very host over HTTPS only: no neighbouring host can plant such a cookie.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Where readers write to; the pages say so where none is set, and no address is made up.
CONTACT_EMAIL = environment.text("CONTACT_EMAIL", "")

# What the IATI register calls the reporting organisation; without it there is no IATI file, and the page says so.
IATI_ORGANISATION_REF = environment.text("IATI_ORGANISATION_REF", "")

# Countries report on activities that ended on this day or later, never on those of the years before the portal took
# reports. By default the first day of a biennium; in the demonstration earlier, so that something is due.
ACTIVITY_REPORTS_SINCE = environment.day("ACTIVITY_REPORTS_SINCE", date(2026, 1, 1) if DEMO else date(2027, 1, 1))

# Where the portal stands for its readers: links in mails begin with it.
PORT = environment.number("PORT", 8000)
PORTAL_URL = environment.text(
    "PORTAL_URL", f"http://127.0.0.1:{PORT}" if DEVELOPMENT else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
).rstrip("/")

# In development each mail becomes a file in var/mail, at once; in production `send_messages` sends what is queued.
SEND_MAIL_AT_ONCE = DEVELOPMENT
MAIL_KEPT_DAYS = environment.number("MAIL_KEPT_DAYS", 365)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if DEVELOPMENT else 'smtp'}.EmailBackend"
EMAIL_PORT = environment.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", f"portal@{PORTAL_URL.split('//')[1].split(':')[0]}")

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
SIMPLE_HISTORY_REVERT_DISABLED = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "programme.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True, "level": "WARNING"},
    },
}
