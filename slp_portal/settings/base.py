"""What every portal has, wherever it runs. demonstration, production and test each add what is theirs."""

from datetime import timedelta

from csp.constants import NONE, SELF

from slp_portal.settings.database import databases
from slp_portal.settings.places import BASE, VAR

DEBUG = False
DEMONSTRATION = False

INSTALLED_APPS = [
    "slp_portal",
    "partnership.organisations",
    "partnership.access",
    "partnership.records",
    "partnership.pages",
    "partnership.people",
    "partnership.accounts",
    "partnership.work",
    "partnership.files",
    "partnership.measures",
    "partnership.savings",
    "partnership.programmes",
    "partnership.board",
    "forensic_hub.referrals",
    "camhs_beds",
    "workforce.staff",
    "workforce.passports",
    "workforce.sharing",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "slp_portal.middleware.LargestRequest",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "slp_portal.middleware.SlidingSession",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "partnership.access.middleware.RequestTransaction",
    "partnership.access.middleware.Gate",
    "partnership.pages.once.OneTimeForms",
    "partnership.records.reads.NoReadWithoutLog",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "slp_portal.urls"
WSGI_APPLICATION = "slp_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partnership.work.navigation.shell",
            ],
        },
    },
]
# A layout that forgets a question is an error where it can be mended, and drawn last where it cannot.
CRISPY_FAIL_SILENTLY = True
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "nhsuk"

# Data

DATABASES = databases(VAR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = VAR / "documents"  # no URL serves it: a document is answered by a view that asks who may read it

# Work that outlives a request: a `manage.py db_worker` for each queue does it, and `./portal run` keeps them running.

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
# What is counted for a while: wrong codes, and which code was used already. Every web process has to see it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # beyond it a third is thrown away, counters that still count among them
    }
}

# Static files

ASSETS = VAR / "assets"  # the NHS.UK css and js, written there by slp_portal.assets
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE / "static", ASSETS]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Language and time. PORTAL_NOW starts the portal's clock at a moment of its own, for demonstrations and tests.

LANGUAGE_CODE = "en-gb"
USE_I18N = False  # one language: to ask which, four times an address, took longer than all else about an address
TIME_ZONE = "Europe/London"
USE_TZ = True
PORTAL_NOW: str | None = None
PORTAL_CLOCK_RUNS = True

# Measures. Making Data Count lets a portal call 6 points a run in place of 7: the page that explains charts says which.

SPC_RUN_LENGTH = 7

# Signing in

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "partnership.access.backend.WithTheirWork",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Long, not common, not about oneself, and no rule on its characters: the National Cyber Security Centre's advice.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "partnership.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 15}},
    {"NAME": "partnership.accounts.passwords.NotCommon"},
    {
        "NAME": "partnership.accounts.passwords.NotAboutOneself",
        "OPTIONS": {"user_attributes": ("email", "first_name", "last_name")},
    },
]
PASSWORD_RESET_TIMEOUT = 60 * 60
SECOND_FACTOR_REQUIRED = True

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_ADAPTER = "partnership.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser, and SESSION_COOKIE_AGE ends it before that
# A whole office signs in from one address. Passwords are counted by axes; login_failed counts codes alone.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/15m/key"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
SOCIALACCOUNT_ADAPTER = "partnership.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # by an address that the provider has verified
MFA_ADAPTER = "partnership.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a code is taken for 30 seconds more: it may change while it is typed
MFA_TOTP_ISSUER = "South London Partnership portal"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_HANDLER = "partnership.accounts.locking.FromHereAndFromAnywhere"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username"]
AXES_USERNAME_FORM_FIELD = "login"
AXES_CLIENT_IP_CALLABLE = "slp_portal.proxies.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "partnership.accounts.views.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # partnership.access keeps who was signed in
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False  # its log would hold email addresses

# Sessions: 30 minutes after the last page, and whatever happens 12 hours after signing in (partnership.access).

SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = (
    "django.contrib.messages.storage.session.SessionStorage"  # messages can name people: never in a cookie
)

# What a browser is told, and what it may send

CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
PROXIES = 0  # how many proxies of ours stand in front, each adding the address it saw to X-Forwarded-For

MEBIBYTE = 1024 * 1024
LARGEST_REQUEST = 32 * MEBIBYTE  # files and all, before any form has looked at it
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MEBIBYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = MEBIBYTE
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Logs: paths without their query, errors without their values. People's names and numbers stay in the database.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "without_values": {
            "()": "slp_portal.logs.WithoutValues",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "without_values"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "axes": {"level": "ERROR"},
    },
}
