// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whose Python a command line is run by.
#include "core/matrix/environmentcommand.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::matrix;

class EnvironmentCommandTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void itsPython();
    void programs();
    void scriptsOfAnotherPython();
    void aPathWithBlanks();

private:
    QString script(const QString& name, const QByteArray& content = "#!/bin/sh\n") const
    {
        const QString path = m_folder->write(name, content);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    /// The line without "command:", or the error.
    QString line(const char* command, const QString& python) const
    {
        const auto found = environmentCommand(QStringLiteral("command:") + QString::fromLatin1(command), python,
                                              {m_folder->path(QStringLiteral("other/bin"))});
        return found ? found->mid(8) : found.error().sentence;
    }

    std::unique_ptr<windsock::test::TestFolder> m_folder;
    QString m_python;
};

void EnvironmentCommandTest::init()
{
    m_folder = std::make_unique<windsock::test::TestFolder>();
    m_python = script(QStringLiteral("env/bin/python3.6"));
}

void EnvironmentCommandTest::itsPython()
{
    const QString expected = m_python + QStringLiteral(" main.py --port {port}");
    script(QStringLiteral("other/bin/python3"));
    for (const char* word : {"{python}", "\"{python}\"", "python", "python3", "python3.6", "python2", "pypy3"})
        QCOMPARE(line(QByteArray(QByteArray(word) + " main.py --port {port}").constData(), m_python), expected);
    QCOMPARE(line("env X=1 {python} {port}", m_python), QStringLiteral("env X=1 %1 {port}").arg(m_python));
}

void EnvironmentCommandTest::programs()
{
    QCOMPARE(line("./serve {port}", m_python), QStringLiteral("./serve {port}"));
    QCOMPARE(line("/usr/bin/serve {port}", m_python), QStringLiteral("/usr/bin/serve {port}"));
    QCOMPARE(line("serve {port}", m_python), QStringLiteral("serve {port}")); // nowhere: the backend says so
    const QString other = script(QStringLiteral("other/bin/serve"));
    QCOMPARE(line("serve {port}", m_python), other + QStringLiteral(" {port}"));
    const QString own = script(QStringLiteral("env/bin/serve"));
    QCOMPARE(line("serve", m_python), own);
    QCOMPARE(line("", m_python), QString());
}

void EnvironmentCommandTest::scriptsOfAnotherPython()
{
    const QString other = script(QStringLiteral("other/bin/python3"));
    script(QStringLiteral("other/bin/daphne"), "#!" + other.toUtf8() + "\n");
    QVERIFY2(line("daphne -p {port}", m_python).startsWith(QStringLiteral("daphne is not there for ")),
             qPrintable(line("daphne", m_python)));
    QFile::remove(m_folder->path(QStringLiteral("other/bin/daphne")));
    script(QStringLiteral("other/bin/daphne"), "#! /usr/bin/env python3\n");
    QVERIFY(line("daphne -p {port}", m_python).startsWith(QStringLiteral("daphne is not there for ")));

    const QString own = script(QStringLiteral("env/bin/daphne"), "#!" + m_python.toUtf8() + " -s\n");
    QCOMPARE(line("daphne -p {port}", m_python), own + QStringLiteral(" -p {port}"));
    const QString alias = m_folder->path(QStringLiteral("env/bin/python"));
    QVERIFY(QFile::link(m_python, alias));
    QCOMPARE(line("daphne -p {port}", alias), own + QStringLiteral(" -p {port}"));
    // A virtualenv's Python is a link to another, and not the same.
    QDir().mkpath(m_folder->path(QStringLiteral("venv/bin")));
    const QString venv = m_folder->path(QStringLiteral("venv/bin/python"));
    QVERIFY(QFile::link(other, venv));
    QVERIFY(line("daphne -p {port}", venv).startsWith(QStringLiteral("daphne is not there for ")));
    // A shim is of any Python.
    script(QStringLiteral("shims/hypercorn"));
    const auto shim =
        environmentCommand(QStringLiteral("command:hypercorn"), m_python, {m_folder->path(QStringLiteral("shims"))});
    QCOMPARE(*shim, QStringLiteral("command:hypercorn"));
}

void EnvironmentCommandTest::aPathWithBlanks()
{
    const QString python = script(QStringLiteral("my env/bin/python"));
    const QString quoted = u'"' + python + u'"';
    QCOMPARE(line("{python} a", python), quoted + QStringLiteral(" a"));
    QCOMPARE(line("\"{python}\" a", python), quoted + QStringLiteral(" a"));
    QCOMPARE(line("python3 a", python), quoted + QStringLiteral(" a"));
    const QString own = script(QStringLiteral("my env/bin/serve"));
    QCOMPARE(line("serve a", python), u'"' + own + QStringLiteral("\" a"));
}

WINDSOCK_TEST(EnvironmentCommandTest)
#include "environmentcommandtest.moc"
