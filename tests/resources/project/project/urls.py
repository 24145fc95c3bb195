# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from django.urls import path

from . import views

urlpatterns = [
    path("", views.index),
    path("upload/", views.upload),
    path("echo/", views.echo),
    path("echo-stream/", views.echo_stream),
    path("stream/<int:count>/<int:milliseconds>/", views.stream),
    path("sleep/<str:seconds>/", views.sleep),
    path("raise/", views.raise_error),
    path("raise-after/", views.raise_after),
    path("café/<str:name>/", views.cafe),
    path("print/", views.print_everywhere),
    path("big/<int:size>/", views.big),
    path("cookies/", views.cookies),
    path("environ/", views.environ),
    path("status/<int:code>/", views.status),
    path("die/", views.die),
    path("users/", views.users),
]
