"""Django's settings, from the environment, with safe defaults. docs/guide/site.md lists what may be set."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from cleanbill.web.place import database, minutes, secret_key

_HERE = Path(__file__).parent


def _listed(name: str) -> list[str]:
    return [word for word in os.environ.get(name, "").replace(",", " ").split() if word]


HTTPS = os.environ.get("CLEANBILL_HTTPS", "1") != "0"
DEMO = os.environ.get("CLEANBILL_DEMO", "0") == "1"  # set by `cleanbill demo`, which listens to this machine alone
IDLE_MINUTES = minutes("CLEANBILL_IDLE_MINUTES", 15)

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *_listed("CLEANBILL_HOSTS")]
ROOT_URLCONF = "cleanbill.web.urls"
WSGI_APPLICATION = "cleanbill.web.wsgi.application"
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "cleanbill.web.accounts",
    "cleanbill.web.audit",
    "cleanbill.web.charts",
    "cleanbill.web.schedule",
    "cleanbill.web.notes",
    "cleanbill.web.intake",
    "cleanbill.web.claims",
    "cleanbill.web.remits",
    "cleanbill.web.denials",
    "cleanbill.web.dashboards",
    "cleanbill.web.jobs",
    "cleanbill.web.codebook",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cleanbill.web.accounts.middleware.BoundedRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cleanbill.web.accounts.middleware.PrivateResponses",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cleanbill.web.accounts.context.allowed",
                "cleanbill.web.demo.context.demo",
            ]
        },
    }
]
FORM_RENDERER = "cleanbill.web.forms.Renderer"

# Static files are ours and those of installed packages; WhiteNoise finds them, nothing is collected.
STATIC_URL = "static/"
STATICFILES_DIRS = [_HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Who may come in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "cleanbill.web.accounts.adapter.Accounts"
ACCOUNT_FORMS = {"login": "cleanbill.web.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGIN_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/15m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "cleanbill.web.accounts.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "cleanbill"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # the audit log holds sign-ins

# Cookies, and what a browser may do.
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_SAVE_EVERY_REQUEST = True  # so that the age counts from the last request
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cleanbill.web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _listed("CLEANBILL_HOSTS")]
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Requests are bounded, in bytes: forms are small, and a file is taken where remittances are, and nowhere else. It is
# held in memory: a remittance is not left lying in a folder of the machine.
LONGEST_REQUEST = DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
LONGEST_UPLOAD = {"/payments/upload/": 31_000_000}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = max(LONGEST_UPLOAD.values())
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000  # a questionnaire of sixty rows
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# Summaries by e-mail, where a mail server is named; ADDRESS is where people reach the site, for the links in them.
ADDRESS = os.environ.get("CLEANBILL_ADDRESS", "").rstrip("/")
EMAIL_HOST = os.environ.get("CLEANBILL_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("CLEANBILL_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("CLEANBILL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CLEANBILL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("CLEANBILL_SMTP_TLS", "1") != "0"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("CLEANBILL_MAIL_FROM", "cleanbill@localhost")

LANGUAGE_CODE = "en-us"
USE_TZ = True
TIME_ZONE = os.environ.get("CLEANBILL_TIME_ZONE", "UTC")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Logs name the view and the kind of error, never what was in the request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"plain": {"()": "cleanbill.web.errors.WithoutPatients"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
