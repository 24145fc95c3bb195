# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the polls site: a demonstration on one's own machine, not a site for the Internet.

One text for Django 1.8 to 5 and Python 2.7 to 3.13; see README.md for what was tried.
"""

from __future__ import unicode_literals

import os

import django

BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def data_directory():
    """Where the database lives: never beside the program, which may be installed read-only."""
    chosen = os.environ.get("WINDSOCK_DATA_DIR")
    if not chosen:
        home = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
        chosen = os.path.join(home, "windsock")
    if not os.path.isdir(chosen):
        try:
            os.makedirs(chosen, 0o700)
        except OSError:                       # another worker made it just now, or sqlite will complain
            pass
    return os.path.abspath(chosen)


# Fixed and public, which only a demonstration may do: sessions survive a restart of the server.
SECRET_KEY = "windsock-polls-is-a-demonstration-and-this-key-is-no-secret"

DEBUG = os.environ.get("WINDSOCK_POLLS_DEBUG", "1") != "0"

ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "polls",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

if django.VERSION < (1, 10):
    MIDDLEWARE_CLASSES = MIDDLEWARE

ROOT_URLCONF = "pollsite.urls"

WSGI_APPLICATION = "pollsite.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            # Parsed once, also with DEBUG, where Django before 4.1 parses for every page.
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# One database for each Django series: a later one's tables are not for an earlier one.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.path.join(data_directory(), "polls-django%d.%d.sqlite3" % django.VERSION[:2]),
        "OPTIONS": {"timeout": 20},
        "CONN_MAX_AGE": 60,                   # seconds; to open the file anew costs more than a page's queries
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"

# Windsock's worker makes the tables and loads these fixtures by itself, once.
WINDSOCK_PREPARE = {"fixtures": ["polls"]}
