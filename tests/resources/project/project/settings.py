# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Django project that has nothing of the polls: what a user's own might be, for integration tests.

WINDSOCK_TEST_DATA_DIR names the folder for its database; without it there is none.
"""

import os

SECRET_KEY = "only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "project.urls"
INSTALLED_APPS = ["django.contrib.staticfiles"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
USE_TZ = True

STATIC_URL = "/assets/"
STATICFILES_DIRS = [("prefixed", os.path.join(os.path.dirname(os.path.abspath(__file__)), "static", "project"))]

DATA_DIR = os.environ.get("WINDSOCK_TEST_DATA_DIR")
if DATA_DIR:
    INSTALLED_APPS += ["django.contrib.contenttypes", "django.contrib.auth"]
    FILE_UPLOAD_TEMP_DIR = DATA_DIR
    DATABASES = {
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(DATA_DIR, "project.sqlite3")},
    }

# Errors are logged with their tracebacks although DEBUG is off.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
