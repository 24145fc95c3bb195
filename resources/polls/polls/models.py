# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import unicode_literals

import sys

from django.db import models
from django.db.backends.signals import connection_created


def use_write_ahead_log(connection, **_):
    """Readers and the one writer do not wait for each other; the file remembers the mode."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA journal_mode = WAL")


connection_created.connect(use_write_ahead_log, dispatch_uid="polls.use_write_ahead_log")


class Question(models.Model):
    question_text = models.CharField(max_length=200)
    pub_date = models.DateTimeField("date published")

    def __str__(self):
        return self.question_text

    if sys.version_info[0] == 2:              # there, __str__ is bytes, and Django makes it
        __unicode__ = __str__
        del __str__


class Choice(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE)
    choice_text = models.CharField(max_length=200)
    votes = models.IntegerField(default=0)

    def __str__(self):
        return self.choice_text

    if sys.version_info[0] == 2:
        __unicode__ = __str__
        del __str__
