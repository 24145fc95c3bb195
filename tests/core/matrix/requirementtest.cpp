// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of pip's, and the versions that meet them, by PEP 440's comparisons of release numbers.
#include "core/matrix/requirement.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::matrix;

class RequirementTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comparisons_data();
    void comparisons();
    void lines_data();
    void lines();
    void theFirstOfAName();
};

void RequirementTest::comparisons_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("met");
    QTest::addColumn<QString>("unmet");
    const auto row = [](const char* line, const char* met, const char* unmet) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(met) << QString::fromLatin1(unmet);
    };
    row("django", "1.8 3.2.19 5.1.dev", "");
    row("django==1.8", "1.8 1.8.0 1.8.0.0", "1.8.19 1.9 1 18");
    row("django===1.8", "1.8", "1.8.1");
    row("django==1.8.*", "1.8 1.8.19 1.8.0", "1.9 1.80 1.7.11 18 2.8");
    row("django==3.2.0.*", "3.2 3.2.0 3.2.0.1", "3.2.1");
    row("django!=1.8", "1.8.1 2.0", "1.8 1.8.0");
    row("django!=1.8.*", "1.9 1.80", "1.8 1.8.7");
    row("django~=1.11.0", "1.11 1.11.29", "1.12 1.10.8 2.0");
    row("django~=2.2", "2.2 2.2.28 2.9", "2.1 3.0");
    row("django~=3.2.5", "3.2.5 3.2.25", "3.2 3.2.4 3.3");
    row("django<2", "1.11.29 1.8", "2.0 2 3.2");
    row("django<=1.11", "1.11 1.11.0 1.8", "1.11.1 2.0");
    row("django>1.11", "1.11.1 2.0", "1.11 1.11.0 1.10");
    row("django>=1.8", "1.8 1.8.0 1.10 2.0 10.0", "1.7.11 0.9");
    row("django>=1.8,<1.9", "1.8 1.8.19", "1.9 1.9.13 1.7 2.0");
    row("django >= 2.2 , != 3.0.* , < 4", "2.2 3.1 3.2.25", "3.0.14 4.0 2.1");
    // Pre-releases count as their release.
    row("django>=3.2,<3.3", "3.2rc1 3.2a1 3.2.dev 3.2b1", "3.3rc1 4.0a1");
    row("django==3.2rc1", "3.2rc1 3.2", "3.3");
    row("django<2.0", "1.11.post1", "2.0.dev20170101 2.0rc1");
    row("django>1.8", "1.8.1", "1.8.post1");
}

void RequirementTest::comparisons()
{
    QFETCH(QString, line);
    QFETCH(QString, met);
    QFETCH(QString, unmet);
    const auto requirement = parseRequirement(line);
    QVERIFY(requirement);
    QCOMPARE(requirement->name, QStringLiteral("django"));
    for (const QString& version : met.split(u' ', Qt::SkipEmptyParts))
        QVERIFY2(requirement->isMetBy(version), qPrintable(version));
    for (const QString& version : unmet.split(u' ', Qt::SkipEmptyParts))
        QVERIFY2(!requirement->isMetBy(version), qPrintable(version));
}

void RequirementTest::lines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected"); // name and clauses, or nothing
    const auto row = [](const char* line, const char* expected) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(expected);
    };
    row("Django", "django");
    row("  tornado  ", "tornado");
    row("Django_Rest.Framework--X", "django-rest-framework-x");
    row("django[argon2,bcrypt]>=3.2", "django >=3.2");
    row("django [argon2] == 3.2", "django ==3.2");
    row("django>=2; python_version >= '3.6'", "django >=2");
    row("django;python_version<'3'", "django");
    row("django (>=1.8,<1.9)", "django >=1.8 <1.9");
    row("django>=1.8  # the old one", "django >=1.8");
    row("django>=1.8,", "django >=1.8");
    row("six==1.0.post1", "six ==1.0.post1");
    row("zope.interface", "zope-interface");
    for (const char* none :
         {"", "   ", "# django", "-rdjango.txt", "-r django.txt", "--no-index", "-e .", ".", "./django", "/srv/django",
          "https://example.org/django.zip", "git+https://example.org/django.git#egg=django", "django==", "django=1.8",
          "django @ https://example.org/django.zip", "django==1.8 --hash=sha256:00", "django>=x", "[argon2]"})
        row(none, "");
}

void RequirementTest::lines()
{
    QFETCH(QString, line);
    const auto requirement = parseRequirement(line);
    QString seen;
    if (requirement) {
        seen = requirement->name;
        for (const Requirement::Clause& clause : requirement->clauses)
            seen += u' ' + clause.comparison + clause.version;
    }
    QTEST(seen, "expected");
}

void RequirementTest::theFirstOfAName()
{
    const QStringList lines{QStringLiteral("-rx.txt"), QStringLiteral("django-filter>=2"), QStringLiteral("Django<2"),
                            QStringLiteral("django<3")};
    const auto found = requirementOf(lines, QStringLiteral("DJANGO"));
    QVERIFY(found && found->clauses.size() == 1);
    QCOMPARE(found->clauses.front().version, QStringLiteral("2"));
    QVERIFY(requirementOf(lines, QStringLiteral("django_filter")));
    QVERIFY(!requirementOf(lines, QStringLiteral("tornado")));
    QVERIFY(!requirementOf({}, QStringLiteral("django")));
}

WINDSOCK_TEST(RequirementTest)
#include "requirementtest.moc"
