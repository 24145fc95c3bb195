// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Python's tracebacks, as they were before they came into the log.
#include "core/matrix/traceback.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::matrix;

class TracebackTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void last_data();
    void last();
};

void TracebackTest::last_data()
{
    QTest::addColumn<QString>("log");
    QTest::addColumn<QString>("traceback");
    const auto row = [](const char* name, const char* log, const char* traceback) {
        QTest::newRow(name) << QString::fromUtf8(log) << QString::fromUtf8(traceback);
    };
    const char* const plain = "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\n"
                              "ValueError: no";
    row("none", "[I 240101 12:00:00 web:1] 200 GET / (127.0.0.1) 1.00ms\n", "");
    row("empty", "", "");
    row("of the worker",
        "[E 240101 12:00:00 wsgi:265] Uncaught exception GET /polls/ (127.0.0.1)\n"
        "    Traceback (most recent call last):\n      File \"a.py\", line 1, in <module>\n        f()\n"
        "    ValueError: no\n"
        "[E 240101 12:00:00 wsgi:265] 500 GET /polls/ (127.0.0.1) 1.00ms\n",
        plain);
    row("of Django's log",
        "[I 240101 12:00:00 wsgi:265] Internal Server Error: /polls/\n"
        "    Traceback (most recent call last):\n      File \"a.py\", line 1, in <module>\n        f()\n"
        "    ValueError: no\nprinted\n[E 240101 12:00:00 wsgi:265] 500 GET /polls/ (127.0.0.1) 1.00ms\n",
        plain);
    row("begins its record",
        "[I 240101 12:00:00 wsgi:265] Traceback (most recent call last):\n      File \"a.py\", line 1, in <module>\n"
        "        f()\n    ValueError: no\n",
        plain);
    row("each line a record",
        "[I 240101 12:00:00 wsgi:265] Traceback (most recent call last):\n"
        "[I 240101 12:00:00 wsgi:265]   File \"a.py\", line 1, in <module>\n"
        "[I 240101 12:00:00 wsgi:265]     f()\nprinted between\n[I 240101 12:00:00 wsgi:265] ValueError: no\n"
        "[I 240101 12:00:00 wsgi:265] a line of another\n",
        plain);
    row("the last of two",
        "    Traceback (most recent call last):\n      File \"b.py\"\n    KeyError: 1\n    \n"
        "    During handling of the above exception, another exception occurred:\n    \n"
        "    Traceback (most recent call last):\n      File \"a.py\", line 1, in <module>\n        f()\n"
        "    ValueError: no\n",
        plain);
    row("a message of several lines",
        "[E 240101 12:00:00 wsgi:265] x\n    Traceback (most recent call last):\n      File \"a.py\"\n"
        "    ValueError: one\n    two\n[I 240101 12:00:00 wsgi:265] y\n",
        "Traceback (most recent call last):\n  File \"a.py\"\nValueError: one\ntwo");
    row("cut", "    Traceback (most recent call last):\n      File \"a.py\"",
        "Traceback (most recent call last):\n  File \"a.py\"");
}

void TracebackTest::last()
{
    QFETCH(QString, log);
    QTEST(lastTraceback(log), "traceback");
}

WINDSOCK_TEST(TracebackTest)
#include "tracebacktest.moc"
