# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import unicode_literals

from django.db.models import F
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from .models import Question

try:
    from django.urls import reverse
except ImportError:                           # before Django 1.10
    from django.core.urlresolvers import reverse


def published():
    return Question.objects.filter(pub_date__lte=timezone.now()).order_by("-pub_date")


def index(request):
    return render(request, "polls/index.html", {"latest_question_list": published()[:5]})


def detail(request, question_id):
    question = get_object_or_404(published(), pk=question_id)
    return render(request, "polls/detail.html", {"question": question})


def results(request, question_id):
    question = get_object_or_404(published(), pk=question_id)
    return render(request, "polls/results.html", {"question": question})


def count_vote(question, choice_id):
    """True if that choice is one of the question's; counted by the database, so that none is lost."""
    try:
        return question.choice_set.filter(pk=int(choice_id)).update(votes=F("votes") + 1) == 1
    except (TypeError, ValueError, OverflowError):    # none, no number, none that a database could hold
        return False


@require_POST
def vote(request, question_id):
    question = get_object_or_404(published(), pk=question_id)
    if not count_vote(question, request.POST.get("choice")):
        return render(request, "polls/detail.html", {
            "question": question,
            "error_message": "You didn't select a choice.",
        })
    return HttpResponseRedirect(reverse("polls:results", args=(question.id,)))
