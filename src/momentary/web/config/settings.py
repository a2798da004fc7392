"""Django's settings, made from the host's. Everything here is fixed; what a host decides is in `ServerSettings`."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from momentary.web.config.assets import STATIC, is_immutable, static_prefix
from momentary.web.config.database import postgres, sqlite
from momentary.web.hosting.folder import DataFolder
from momentary.web.hosting.settings import ServerSettings

SERVER = ServerSettings.of(os.environ)
FOLDER = DataFolder.at(SERVER.data)
_WEB = Path(__file__).resolve().parent.parent
_DAY_S = 86_400

DEBUG = False
SECRET_KEY = FOLDER.secret()
# Links in mail name the host that was asked for: with an origin there is one.
ALLOWED_HOSTS = [SERVER.host] if SERVER.host else ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SERVER.origin] if SERVER.origin else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "momentary.web.accounts",
    "momentary.web.training",
    "momentary.web.coaching",
    "momentary.web.sync",
    "momentary.web.insights",
    "momentary.web.phone",
    "momentary.web.api",
    "momentary.web.config",
]
MIDDLEWARE = [
    "momentary.web.config.headers.security_headers",
    "momentary.web.config.health.health_first",
    "momentary.web.api.middleware.api_answers",
    "django.middleware.security.SecurityMiddleware",
    "momentary.web.config.compression.compressed_files",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "momentary.web.config.language.readers_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "momentary.web.config.bodies.bounded_bodies",
    "momentary.web.config.bodies.no_write_while_restoring",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "momentary.web.accounts.second_factor.second_factor_first",
]
ROOT_URLCONF = "momentary.web.config.urls"
WSGI_APPLICATION = "momentary.web.serving.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                *(["momentary.web.training.demo.demo"] if SERVER.demo else []),
            ],
        },
    }
]

DATABASES = {"default": postgres(SERVER.database_url) if SERVER.database_url else sqlite(FOLDER.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "learning"]}}
# A lifter's log is learnt from once in this time at most, however many sets come in.
LEARN_EVERY_S = 3.0
# Room for the counts of who asks how often: a cache that overflows forgets at random.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español")]
LOCALE_PATHS = [_WEB / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = static_prefix()
STATICFILES_DIRS = [STATIC]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = is_immutable
FILE_UPLOAD_TEMP_DIR = FOLDER.uploads
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000

# An outbox may be days offline; signing in again in a basement is not possible.
SESSION_COOKIE_AGE = 180 * _DAY_S
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVER.is_https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SERVER.is_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SERVER.is_https else None
SECURE_HSTS_SECONDS = 365 * _DAY_S if SERVER.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SERVER.is_https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "momentary.web.config.refusals.csrf_refused"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "momentary.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SERVER.mail_url else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SERVER.is_https else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SERVER.is_https else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "momentary"
# Without a mail server no address can be verified, and a second factor matters all the same.
MFA_ALLOW_UNVERIFIED_EMAIL = not SERVER.mail_url
# Browsers allow passkeys without HTTPS on this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SERVER.is_https

DEFAULT_FROM_EMAIL = SERVER.mail_from
if SERVER.mail_url:
    _mail = urlsplit(SERVER.mail_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and _mail.username is not None
    EMAIL_PORT = _mail.port or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = FOLDER.mail

# What of somebody's goes into their archive, and goes when they leave: all layers know a part of it.
PARTING = "momentary.web.config.archive"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        # Whoever knocks under a wrong name gets a 400; a trace each time would only fill the disk.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django_tasks": {"level": "ERROR"},
        "django_tasks_db": {"level": "ERROR"},
    },
}
