# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from django.contrib import admin
from django.http import HttpResponseRedirect

try:
    from django.urls import include, re_path
except ImportError:                           # before Django 2.0
    from django.conf.urls import include, url as re_path


def home(request):
    return HttpResponseRedirect("/polls/")


urlpatterns = [
    re_path(r"^$", home),
    re_path(r"^polls/", include("polls.urls", namespace="polls")),
    re_path(r"^admin/", admin.site.urls),
]
