"""How the site is put together. Everything that differs between installations comes from the
environment; docs/deploy.md lists the names."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ.get("KEPT_ENV") or "development"
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured(
        f"KEPT_ENV is “{ENVIRONMENT}”. Write production for a site that people use, or leave it "
        "out for a demo."
    )
IS_PRODUCTION = ENVIRONMENT == "production"
SAMPLE = "change-me"  # stands in each value of docs/production.env that is a secret


YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def setting(name: str, *, default: str = "", what: str = "") -> str:
    """The environment variable `name`, or else `default`.

    `what` says what the setting is for, to the person who reads the message: with it a production
    start without the setting raises ImproperlyConfigured, and `default` is for development alone.
    So does a value that was left as it is in docs/production.env.
    """
    value = os.environ.get(name, "")
    if IS_PRODUCTION and SAMPLE in value:
        raise ImproperlyConfigured(
            f"{name} is still that of the sample. Put your own in its place."
        )
    if value:
        return value
    if IS_PRODUCTION and what:
        raise ImproperlyConfigured(f"Set {name} before starting Kept in production: {what}.")
    return default


def switch(name: str, *, default: bool) -> bool:
    """The environment variable `name` as yes or no ("1", "true", "yes", "on" mean yes)."""
    value = os.environ.get(name, "").lower()
    if value and value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is “{value}”. Write yes or no.")
    return value in YES if value else default


def number(name: str, *, default: int) -> int:
    """The environment variable `name` as a whole number."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{value}”. Write a whole number, such as {default}.")
    return int(value)


def database(url: str) -> dict:
    """The database that an address names, as Django describes it."""
    try:
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError:
        raise ImproperlyConfigured(
            "DATABASE_URL is no address of a database. Write it like "
            "postgres://user:password@host/name; a password with / or @ in it is written with %."
        ) from None


DEBUG = switch("KEPT_DEBUG", default=False)
if IS_PRODUCTION and DEBUG:
    raise ImproperlyConfigured("Unset KEPT_DEBUG: a production site never runs in debug mode.")

DEVELOPMENT_KEY = "only-for-development-and-the-demo-never-in-production-0000000000"
SECRET_KEY = setting(
    "KEPT_SECRET_KEY",
    default=DEVELOPMENT_KEY,
    what="a long random text that signs sessions (python -c 'import secrets; "
    "print(secrets.token_urlsafe(50))' makes one)",
)
LEAST_LETTERS = 10  # different ones in the key: fewer were never drawn at random
if IS_PRODUCTION and (
    SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < LEAST_LETTERS
):
    raise ImproperlyConfigured(
        "Set KEPT_SECRET_KEY to a random text of 50 characters or more of your own."
    )

ALLOWED_HOSTS = setting(
    "KEPT_ALLOWED_HOSTS",
    default="localhost,127.0.0.1,[::1],testserver",
    what="the host names people use, separated by commas (kept.example.ac.uk)",
).split(",")
if IS_PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "KEPT_ALLOWED_HOSTS allows every name with “*”. Write the names that people use."
    )
SITE_URL = setting(
    "KEPT_SITE_URL",
    default="http://localhost:8000",
    what="the address of the site with its scheme (https://kept.example.ac.uk)",
).rstrip("/")
if not SITE_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured(
        f"KEPT_SITE_URL is “{SITE_URL}”. Write it with its scheme: https://kept.example.ac.uk"
    )
if IS_PRODUCTION and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured(
        "KEPT_SITE_URL begins with https:// in production (https://kept.example.ac.uk)."
    )
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "institution.rescue.csrf_failure"  # keeps what was typed

# Generated files that belong to this installation: the SQLite database, the demo's certificate.
KEPT_VAR_DIR = Path(setting("KEPT_VAR_DIR", default=str(BASE_DIR / "var")))
KEPT_SEAL_FILE = setting(
    "KEPT_SEAL_FILE", what="the PKCS#12 file with the institution's certificate for sealing PDFs"
)
KEPT_SEAL_PASSWORD = setting("KEPT_SEAL_PASSWORD", what="the password of KEPT_SEAL_FILE")
KEPT_REQUIRE_CODES = switch("KEPT_REQUIRE_CODES", default=IS_PRODUCTION)
KEPT_CHECK_ADDRESSES = switch("KEPT_CHECK_ADDRESSES", default=False)
KEPT_ADMIN_SITE = switch("KEPT_ADMIN_SITE", default=not IS_PRODUCTION)

INSTALLED_APPS = [
    "institution",
    "documents",
    "kpis",
    "sls",
    "actionplans",
    "config",  # its commands know every app
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
]
if KEPT_ADMIN_SITE:
    INSTALLED_APPS.insert(0, "django.contrib.admin.apps.SimpleAdminConfig")

MIDDLEWARE = [
    "institution.middleware.no_body_for_head",
    "institution.middleware.content_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "institution.middleware.nothing_stored",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "institution.middleware.KeptLoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "institution.codes.RequireCodes",
    "config.errors.ErrorPages",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["institution.templatetags.kept"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "institution.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database: SQLite unless DATABASE_URL names another.
SQLITE_OPTIONS = {
    # Twenty writers at once lose nothing with these; with the defaults half of them fail.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
# A page about statements joins up to ten small tables, always along keys. PostgreSQL would think
# for 5 ms about the order of what then takes 0.2 ms.
POSTGRESQL_OPTIONS = {"options": "-c join_collapse_limit=4"}
DATABASES = {
    "default": database(
        setting(
            "DATABASE_URL",
            default=f"sqlite:///{KEPT_VAR_DIR / 'kept.sqlite3'}",
            what="the PostgreSQL database (postgres://user:password@host/name)",
        )
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "config.sqlite"  # the same, and who writes stands in line
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"].setdefault("OPTIONS", {}).update(POSTGRESQL_OPTIONS)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Guess limits are counted in the database, so that every process counts the same.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kept_cache",
        # With Django's 300 a few hundred tries on other names would push a limit out.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# What takes longer than a page may is a row that a worker takes up (manage.py run_worker).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Who signs in and how.
AUTH_USER_MODEL = "institution.User"
# A reason is as long as somebody's words; by itself the history would hold 100 characters.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
AUTHENTICATION_BACKENDS = ["institution.backends.PeopleBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "institution.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the quality office enters people with their e-mail
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kept: "
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {
    "verify": "30/m/ip",
    "program": "120/m/key",  # the key is a program's token
    "program_refused": "30/m/ip",  # tokens that let nobody in
    "rescue": "20/5m/key,100/5m/ip",  # texts that came without a session
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key,15/h/key",  # the key is a name and a place
    "login_failed_anywhere": "30/h/key",  # the key is a name
    "reauthenticate": "10/m/user",
    "reset_password": "20/m/ip,5/m/key",
}
ACCOUNT_FORMS = {
    "login": "institution.sign_in_forms.LoginForm",
    "reset_password": "institution.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "institution.sign_in_forms.ResetPasswordKeyForm",
    "set_password": "institution.sign_in_forms.SetPasswordForm",
    "change_password": "institution.sign_in_forms.ChangePasswordForm",
    "reauthenticate": "institution.sign_in_forms.ReauthenticateForm",
}
# How many proxies of ours stand in front: whose X-Forwarded-For tells where a guess comes from.
ALLAUTH_TRUSTED_PROXY_COUNT = number("KEPT_PROXIES", default=int(IS_PRODUCTION))

# Codes from an authenticator app, asked of the roles in institution/codes.py.
MFA_ADAPTER = "institution.adapter.CodesAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Kept"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "institution.sign_in_forms.AuthenticateForm",
    "reauthenticate": "institution.sign_in_forms.ReauthenticateCodeForm",
    "activate_totp": "institution.sign_in_forms.ActivateTOTPForm",
}

# Single sign-on with the institution's OpenID Connect server, if KEPT_OIDC_SERVER names one.
SOCIALACCOUNT_ADAPTER = "institution.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# By link, since form-action would stop a form that leads on to the server. The state parameter
# guards the way back.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {}
if KEPT_OIDC_SERVER := setting("KEPT_OIDC_SERVER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "university",
                "name": setting("KEPT_OIDC_NAME", default="your university account"),
                "client_id": setting("KEPT_OIDC_CLIENT_ID"),
                "secret": setting("KEPT_OIDC_SECRET"),
                "settings": {
                    "server_url": KEPT_OIDC_SERVER,
                    # Only for a server that lets nobody choose their own e-mail.
                    "verified_email": switch("KEPT_OIDC_TRUST_EMAIL", default=False),
                },
            }
        ],
    }

# What a browser may do with our pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Language, time, numbers.
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False  # one language: nothing is looked up in a catalogue
USE_TZ = True

# Static files, hashed and compressed at `collectstatic`; the demo serves them as they are.
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = KEPT_VAR_DIR / "static"
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
if WHITENOISE_USE_FINDERS:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # empty, so that nobody is warned of it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static.StaticFiles"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
# Uploads are read in memory and never touch the disk; a larger one is not taken at all.
FILE_UPLOAD_HANDLERS = ["documents.uploads.BoundedUpload"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
LARGEST_UPLOAD_SIGNED_IN = 31 * 1024 * 1024  # a year of a help-desk's enquiries

# Mail: the console in the demo, SMTP in production.
EMAIL_HOST = setting("KEPT_EMAIL_HOST", what="the host name of your mail server")
EMAIL_PORT = number("KEPT_EMAIL_PORT", default=587)
EMAIL_HOST_USER = setting("KEPT_EMAIL_USER")
EMAIL_HOST_PASSWORD = setting("KEPT_EMAIL_PASSWORD")
EMAIL_USE_TLS = switch("KEPT_EMAIL_TLS", default=IS_PRODUCTION)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = KEPT_VAR_DIR / "mail"  # where the demo's mails can be read
DEFAULT_FROM_EMAIL = setting(
    "KEPT_EMAIL_FROM",
    default="Kept <kept@kept.example>",
    what="the address that mail from Kept comes from",
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("KEPT_LOG_LEVEL", "INFO")},
    # That somebody was refused a page is no fault of the program; the proxy's log knows of it.
    "loggers": {"django.request": {"level": "ERROR"}},
}
