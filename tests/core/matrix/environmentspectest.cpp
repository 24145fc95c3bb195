// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What names and requirements say about Python and framework, and an environment of a tox.ini as a spec.
#include "core/matrix/environmentspec.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::matrix;

namespace {

Result<ToxFile> parse(const QByteArray& text)
{
    return ToxFile::parse({text.constData(), static_cast<std::size_t>(text.size())}, QStringLiteral("/f/tox.ini"), {});
}

} // namespace

class EnvironmentSpecTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pythons_data();
    void pythons();
    void factors_data();
    void factors();
    void requirements_data();
    void requirements();
    void ofTox();
    void whereTheFrameworkIsFrom();
    void withAProblem();
};

void EnvironmentSpecTest::pythons_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("factor");
    const auto row = [](const char* written, const char* asked, const char* title, const char* factor) {
        QTest::newRow(written) << QString::fromLatin1(written) << QString::fromLatin1(asked)
                               << QString::fromLatin1(title) << QString::fromLatin1(factor);
    };
    row("python2.7", "2.7", "Python 2.7", "py27");
    row("3.11", "3.11", "Python 3.11", "py311");
    row("python3", "3", "Python 3", "py3");
    row("python3.8-64", "3.8", "Python 3.8", "py38");
    row("3.11.4", "3.11.4", "Python 3.11.4", "py3114");
    row("pypy3.10", "pypy3.10", "PyPy 3.10", "pypy310");
    row("pypy", "pypy", "PyPy", "pypy");
    row("jython", "jython", "Jython", "py");
    row("/opt/p/bin/python3.6", "/opt/p/bin/python3.6", "Python 3.6", "");
    row("/opt/p/bin/mine", "/opt/p/bin/mine", "/opt/p/bin/mine", "");
    row("perl", "perl", "perl", "");
}

void EnvironmentSpecTest::pythons()
{
    QFETCH(QString, written);
    QFETCH(QString, asked);
    QFETCH(QString, title);
    QFETCH(QString, factor);
    const std::string python = pythonAsked(written);
    QCOMPARE(QString::fromStdString(python), asked);
    QCOMPARE(QString::fromStdString(pythonTitle(python)), title);
    if (factor != QStringLiteral("py"))
        QCOMPARE(pythonFactor(python), factor);
    QCOMPARE(pythonTitle({}), std::string("Python"));
    QVERIFY(pythonAsked(QStringLiteral("python")).empty());
}

void EnvironmentSpecTest::factors_data()
{
    QTest::addColumn<QString>("factor");
    QTest::addColumn<QString>("title");
    const auto row = [](const char* factor, const char* title) {
        QTest::newRow(factor) << QString::fromLatin1(factor) << QString::fromLatin1(title);
    };
    row("django18", "Django 1.8");
    row("django110", "Django 1.10");
    row("django20", "Django 2.0");
    row("django4", "Django 4");
    row("django3.2", "Django 3.2");
    row("dj111", "Django 1.11");
    row("djangomain", "Django main");
    row("django", "Django");
    row("dj", "");
    row("djangorestframework", "");
    row("flask1", "");
    row("py27", "");
}

void EnvironmentSpecTest::factors()
{
    QFETCH(QString, factor);
    QFETCH(QString, title);
    QCOMPARE(QString::fromStdString(frameworkTitle(frameworkOfFactor(factor))), title);
}

void EnvironmentSpecTest::requirements_data()
{
    QTest::addColumn<QString>("requirement");
    QTest::addColumn<QString>("title");
    const auto row = [](const char* requirement, const char* title) {
        QTest::newRow(requirement) << QString::fromLatin1(requirement) << QString::fromLatin1(title);
    };
    row("django>=1.8,<1.9", "Django 1.8");
    row("Django ~= 1.11.0", "Django 1.11");
    row("django==2.0.*", "Django 2.0");
    row("django==2.2.28", "Django 2.2");
    row("django===3", "Django 3");
    row("django[argon2] >= 3.2, < 3.3", "Django 3.2");
    row("django<2,>=1.11", "Django 1.11");
    row("django", "Django");
    row("django<2", "Django");
    row("django; python_version >= \"3.8\"", "Django");
    row("django-filter>=2", "");
    row("djangorestframework>=3", "");
    row("https://example.org/django/django.zip", "");
    row("-rdjango.txt", "");
}

void EnvironmentSpecTest::requirements()
{
    QFETCH(QString, requirement);
    QFETCH(QString, title);
    QCOMPARE(QString::fromStdString(frameworkTitle(frameworkOfRequirement(requirement))), title);
}

void EnvironmentSpecTest::ofTox()
{
    const auto tox = parse("[tox]\nenvlist = py27-django18\n[testenv]\nchangedir = site\n"
                           "deps =\n  tornado\n  django18: django>=1.8,<1.9\n"
                           "setenv =\n  PYTHONPATH = {toxinidir}/lib:more::/abs\n  A = 1\n");
    QVERIFY(tox);
    const auto spec = specOf(*tox, QStringLiteral("py27-django18"));
    QVERIFY(spec);
    QCOMPARE(spec->name, std::string("py27-django18"));
    QCOMPARE(spec->python, std::string("2.7"));
    QCOMPARE(frameworkTitle(spec->framework), std::string("Django 1.8"));
    QCOMPARE(spec->requirements, (std::vector<std::string>{"tornado", "django>=1.8,<1.9"}));
    QCOMPARE(spec->paths, (std::vector<std::string>{"/f/lib", "/f/site/more", "/abs"}));
    QCOMPARE(spec->virtualenv, std::string("/f/.tox/py27-django18"));
    QCOMPARE(spec->project, std::string("/f/site"));
    QCOMPARE(spec->setenv.size(), std::size_t(3)); // with TOX_ENV_NAME and TOX_ENV_DIR
    QCOMPARE(spec->setenv[0].second, std::string("1"));
    QVERIFY(spec->backend.empty() && spec->problem.empty());
}

void EnvironmentSpecTest::whereTheFrameworkIsFrom()
{
    const auto tox = parse("[testenv]\ndeps =\n  a: django>=1.9\n  b: flask\n  c: django\n");
    QVERIFY(tox);
    const std::pair<const char*, const char*> environments[] = {
        {"py27-a", "Django 1.9"},     {"django18-a", "Django 1.9"}, {"django18-b", "Django 1.8"},
        {"django18-c", "Django 1.8"}, {"py27-c", "Django"},         {"py27-b", ""}};
    for (const auto& [name, title] : environments)
        QCOMPARE(frameworkTitle(specOf(*tox, QString::fromLatin1(name))->framework), std::string(title));
}

void EnvironmentSpecTest::withAProblem()
{
    const auto tox = parse("[testenv]\ndeps = {env:NOT_SET}\n[testenv:bad]\ndeps = {nope}\n");
    QVERIFY(tox);
    const auto spec = specOf(*tox, QStringLiteral("py27-django18"));
    QVERIFY(spec);
    QVERIFY(spec->problem.find("NOT_SET is not set") != std::string::npos);
    QCOMPARE(pythonTitle(spec->python), std::string("Python 2.7"));
    QCOMPARE(frameworkTitle(spec->framework), std::string("Django 1.8"));
    QVERIFY(!specOf(*tox, QStringLiteral("bad")));
}

WINDSOCK_TEST(EnvironmentSpecTest)
#include "environmentspectest.moc"
