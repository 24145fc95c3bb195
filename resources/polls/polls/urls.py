# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import unicode_literals

from . import views

try:
    from django.urls import re_path
except ImportError:                           # before Django 2.0
    from django.conf.urls import url as re_path

app_name = "polls"

urlpatterns = [
    re_path(r"^$", views.index, name="index"),
    re_path(r"^(?P<question_id>[0-9]{1,18})/$", views.detail, name="detail"),
    re_path(r"^(?P<question_id>[0-9]{1,18})/vote/$", views.vote, name="vote"),
    re_path(r"^(?P<question_id>[0-9]{1,18})/results/$", views.results, name="results"),
]
