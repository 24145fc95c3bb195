# -*- coding: utf-8 -*-
# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The polls project in a worker: its pages, its log-in, and how the worker prepares a Django database."""

import glob
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import unittest
from urllib.parse import urlencode

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python"))

from worker_support import ROOT, SYSTEM_PYTHON, Worker, pythons  # noqa: E402

POLLS = os.path.join(ROOT, "resources", "polls")
DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"
DJANGO_32_PYTHONS = ("3.9", "3.10", "3.11", "3.12")
FORM = [("Content-Type", "application/x-www-form-urlencoded")]


class Browser:
    """Keeps cookies and fills in forms."""

    def __init__(self, worker):
        self._client = worker.client()
        self.cookies = {}

    def _ask(self, method, target, body=None, headers=()):
        cookie = "; ".join("%s=%s" % pair for pair in self.cookies.items())
        headers = list(headers) + ([("Cookie", cookie)] if cookie else [])
        answer = self._client.request(method, target, headers, body)
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                self.cookies.update([value.split(";")[0].split("=", 1)])
        answer.text = answer.body.decode("utf-8")
        return answer

    def get(self, target):
        return self._ask("GET", target)

    def post(self, page, target, **fields):
        """Fetches the page's form for its token, then posts."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(page).text).group(1)
        return self._ask("POST", target, urlencode(dict(fields, csrfmiddlewaretoken=token)).encode(), FORM)

    def post_without_token(self, target, **fields):
        return self._ask("POST", target, urlencode(fields).encode(), FORM)


prepared = {}                                 # the folder of a database made once, to be copied


def prepared_folder():
    if not prepared:
        folder = prepared["folder"] = tempfile.mkdtemp(prefix="windsock-")
        with Worker("--django", "pollsite.settings", chdir=POLLS,
                    environment={"WINDSOCK_DATA_DIR": folder}).ready() as worker:
            worker.terminate()
            worker.end()
    return prepared["folder"]


def tearDownModule():
    if prepared:
        shutil.rmtree(prepared["folder"])


class DataTest(unittest.TestCase):

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="windsock-")
        self.addCleanup(shutil.rmtree, self.folder)

    def worker(self, *arguments, settings="pollsite.settings", **more):
        environment = {"WINDSOCK_DATA_DIR": os.path.join(self.folder, "data")}
        return Worker("--django", settings, *arguments, chdir=POLLS, environment=environment, **more)

    def prepare(self):
        shutil.copytree(prepared_folder(), os.path.join(self.folder, "data"))

    def database(self):
        path, = glob.glob(os.path.join(self.folder, "data", "polls-django*.sqlite3"))
        return path

    def execute(self, statement):
        connection = sqlite3.connect(self.database())
        with connection:
            rows = connection.execute(statement).fetchall()
        connection.close()
        return rows

    def settings(self, name, text):
        with open(os.path.join(self.folder, name + ".py"), "w") as file:
            file.write("from pollsite.settings import *\n" + text)
        return {"settings": name}


class Pages(unittest.TestCase):
    """One worker with a database of its own for all."""

    @classmethod
    def setUpClass(cls):
        cls.folder = os.path.join(tempfile.mkdtemp(prefix="windsock-"), "data")
        shutil.copytree(prepared_folder(), cls.folder)
        cls.worker = Worker("--django", "pollsite.settings", chdir=POLLS,
                            environment={"WINDSOCK_DATA_DIR": cls.folder}).__enter__()
        cls.worker.ready()

    @classmethod
    def tearDownClass(cls):
        cls.worker.__exit__()
        shutil.rmtree(os.path.dirname(cls.folder))

    def setUp(self):
        self.browser = Browser(self.worker)

    def votes(self, question):
        return [int(count) for count in re.findall(r"<b>(\d+)</b> vote", self.get_results(question))]

    def get_results(self, question):
        answer = self.browser.get("/polls/%d/results/" % question)
        self.assertEqual(answer.code, 200)
        return answer.text

    def choices(self, question):
        text = self.browser.get("/polls/%d/" % question).text
        return re.findall(r'name="choice" value="(\d+)"', text)

    def vote(self, question, **fields):
        return self.browser.post("/polls/%d/" % question, "/polls/%d/vote/" % question, **fields)

    def test_home_leads_to_the_polls(self):
        answer = self.browser.get("/")
        self.assertEqual((answer.code, answer.header("Location")), (302, "/polls/"))

    def test_index_names_five_questions(self):
        answer = self.browser.get("/polls/")
        self.assertEqual(answer.code, 200)
        self.assertEqual(re.findall(r'href="/polls/(\d)/"', answer.text), ["5", "4", "3", "2", "1"])
        for link in ("/admin/", "/hello-tornado", "/static/polls/style.css"):
            self.assertIn('"%s"' % link, answer.text)

    def test_each_question_has_three_or_four_choices(self):
        for question in range(1, 6):
            self.assertIn(len(self.choices(question)), (3, 4))
        for question in ("6", "0", "9" * 30):
            self.assertEqual(self.browser.get("/polls/%s/" % question).code, 404)

    def test_vote_counts_once_and_leads_to_the_results(self):
        answer = self.vote(4, choice=self.choices(4)[1])
        self.assertEqual((answer.code, answer.header("Location")), (302, "/polls/4/results/"))
        self.assertEqual(self.votes(4), [0, 1, 0, 0])
        self.assertIn("<b>1</b> vote</li>", self.get_results(4))

    def test_vote_without_a_choice_shows_the_form_again(self):
        for fields in ({}, {"choice": "x"}, {"choice": self.choices(2)[0]}, {"choice": "999999999999999999999"}):
            answer = self.vote(1, **fields)
            self.assertEqual(answer.code, 200, fields)
            self.assertIn("You didn&#x27;t select a choice.", answer.text)
            self.assertIn('name="choice"', answer.text)
        self.assertEqual(sum(self.votes(1) + self.votes(2)), 0)

    def test_vote_needs_its_token_and_post(self):
        self.assertEqual(self.browser.post_without_token("/polls/3/vote/", choice=self.choices(3)[0]).code, 403)
        self.assertEqual(self.browser.get("/polls/3/vote/").code, 405)
        self.assertEqual(sum(self.votes(3)), 0)

    def test_log_in(self):
        self.assertEqual(self.browser.get("/admin/").header("Location"), "/admin/login/?next=/admin/")
        page = "/admin/login/?next=/admin/"
        self.assertEqual(self.browser.post(page, page, username="admin", password="wrong").code, 200)
        answer = self.browser.post(page, page, username="admin", password="windsock", next="/admin/")
        self.assertEqual((answer.code, answer.header("Location")), (302, "/admin/"))
        self.assertIn("sessionid", self.browser.cookies)
        self.assertIn("/admin/polls/question/", self.browser.get("/admin/").text)
        self.assertIn("Which Python", self.browser.get("/admin/polls/question/2/change/").text)

    def test_log_in_without_token(self):
        answer = self.browser.post_without_token("/admin/login/", username="admin", password="windsock")
        self.assertEqual(answer.code, 403)

    def test_static_folders(self):
        static = self.worker.readiness["static"]
        self.assertEqual(static["url"], "/static/")
        folders = [folder for prefix, folder in static["folders"] if prefix == ""]
        for name in ("polls/style.css", "polls/images/background.svg", "admin/css/base.css"):
            self.assertTrue(any(os.path.isfile(os.path.join(folder, name)) for folder in folders), name)

    def test_readiness(self):
        ready = self.worker.readiness
        self.assertRegex(ready["framework"], r"^Django \d+\.\d+")
        self.assertEqual(ready["unapplied"], [])


class Preparation(DataTest):

    def count(self, workers, text):
        return sum(worker.text(0).count(text) for worker in workers)

    def test_two_workers_at_once_prepare_once_and_lose_no_vote(self):
        with self.worker() as first, self.worker() as second:
            workers = [first.ready(), second.ready()]
            self.assertEqual(self.count(workers, "Applying polls.0001_initial"), 1)
            self.assertEqual(self.count(workers, "Installed "), 1)
            self.assertEqual(self.execute("SELECT count(*) FROM polls_question"), [(5,)])
            self.vote_at_once([Browser(first), Browser(second)])
        self.assertEqual(self.execute("SELECT votes FROM polls_choice WHERE id = 1"), [(40,)])

    def vote_at_once(self, browsers):
        """Twenty votes from each, without waiting for the other's."""
        fields = urlencode({"choice": "1"}).encode()
        for browser in browsers:
            text = browser.get("/polls/1/").text
            browser.token = re.search(r'value="(\w{64})"', text).group(1)
        for _ in range(20):
            for browser in browsers:
                headers = FORM + [("X-CSRFToken", browser.token), ("Cookie", "csrftoken=" + browser.cookies["csrftoken"])]
                browser._client.request("POST", "/polls/1/vote/", headers, fields, wait=False)
            for browser in browsers:
                self.assertEqual(browser._client.answer().code, 302)

    def test_what_the_user_deleted_stays_deleted(self):
        self.prepare()
        self.execute("DELETE FROM polls_choice")
        with self.worker() as worker:
            self.assertEqual(worker.ready().text(0), "")
        self.assertEqual(self.execute("SELECT count(*) FROM polls_choice"), [(0,)])

    def test_preparation_that_did_not_end_is_finished(self):
        """Tables without fixtures: as after a worker that was killed between the two."""
        broken = self.settings("broken", "WINDSOCK_PREPARE = {'fixtures': ['no_such_fixture']}\n")
        with self.worker("--path", self.folder, **broken) as worker:
            event = worker.wait(lambda event: event["event"] in ("ready", "failed"))
            self.assertEqual((event["event"], event.get("stage")), ("failed", "migrate"))
        self.assertEqual(self.execute("SELECT count(*) FROM polls_choice"), [(0,)])
        with self.worker() as worker:
            self.assertIn("Installed ", worker.ready().text(0))
        self.assertGreater(self.execute("SELECT count(*) FROM polls_choice")[0][0], 14)

    def test_later_migrations_bring_no_fixtures(self):
        self.prepare()
        for statement in ("DELETE FROM polls_choice", "DROP TABLE django_session",
                          "DELETE FROM django_migrations WHERE app = 'sessions'"):
            self.execute(statement)
        with self.worker() as worker:
            self.assertIn("Applying sessions.0001_initial", worker.ready().text(0))
        self.assertEqual(self.execute("SELECT count(*) FROM polls_choice"), [(0,)])

    def test_without_prepare_nothing_is_made_unless_asked(self):
        plain = self.settings("plain", "del WINDSOCK_PREPARE\n")
        with self.worker("--path", self.folder, **plain) as worker:
            self.assertIn("polls.0001_initial", worker.ready().readiness["unapplied"])
        with self.worker("--path", self.folder, "--migrate", **plain) as worker:
            self.assertEqual(worker.ready().readiness["unapplied"], [])
            self.assertIn("Applying polls.0001_initial", worker.text(0))
        self.assertEqual(self.execute("SELECT count(*) FROM polls_question"), [(0,)])

    def test_a_database_that_cannot_be_opened(self):
        lost = self.settings("lost", "DATABASES['default']['NAME'] = '/nowhere/db'\n")
        with self.worker("--path", self.folder, **lost) as worker:
            event = worker.wait(lambda event: event["event"] in ("ready", "failed"))
            self.assertEqual((event["event"], event.get("stage")), ("failed", "migrate"))
            self.assertEqual(worker.end(), 1)
        lost = self.settings("lost", "DATABASES['default']['NAME'] = '/nowhere/db'\ndel WINDSOCK_PREPARE\n")
        with self.worker("--path", self.folder, **lost) as worker:
            self.assertEqual(worker.ready().readiness["unapplied"], [])
            self.assertIn("unable to open database file", worker.text(0, "stderr"))

    def test_without_database_and_static_files(self):
        bare = self.settings("bare", "DATABASES = {}\nINSTALLED_APPS = []\nMIDDLEWARE = []\nWINDSOCK_PREPARE = {}\n")
        with self.worker("--path", self.folder, **bare) as worker:
            ready = worker.ready().readiness
        self.assertEqual((ready["static"], ready["unapplied"], worker.text(0)), (None, [], ""))

    def test_as_a_wsgi_application(self):
        """--app of a module that configures Django is prepared and described alike."""
        environment = {"WINDSOCK_DATA_DIR": prepared_folder()}
        with Worker("--app", "pollsite.wsgi:application", chdir=POLLS, environment=environment) as worker:
            ready = worker.ready().readiness
            self.assertEqual((ready["static"]["url"], ready["unapplied"]), ("/static/", []))
            self.assertEqual(worker.get("/polls/").code, 200)

    def test_prefixed_static_folder(self):
        self.prepare()
        more = self.settings("more", "STATICFILES_DIRS = [('pre', %r)]\n" % self.folder)
        with self.worker("--path", self.folder, **more) as worker:
            self.assertEqual(worker.ready().readiness["static"]["folders"][0], ["pre", self.folder])


class OtherPythons(DataTest):

    def test_django_on_each_that_it_runs_on(self):
        self.prepare()
        found = pythons()
        for name in DJANGO_32_PYTHONS:
            if name not in found:
                print("NOT TRIED, for it is not here: Python %s" % name, file=sys.stderr)
                continue
            with self.subTest(python=name), \
                    self.worker("--path", DEBIAN_PACKAGES, "--threads", "2", python=found[name]) as worker:
                self.assertTrue(worker.ready().readiness["python"].startswith(name + "."))
                self.assertEqual(worker.get("/polls/").code, 200)


if __name__ == "__main__":
    if not os.path.exists(SYSTEM_PYTHON) or not os.path.isdir(os.path.join(DEBIAN_PACKAGES, "django")):
        sys.exit("Debian's python3-django is not here: the polls project cannot be tried")
    unittest.main()
