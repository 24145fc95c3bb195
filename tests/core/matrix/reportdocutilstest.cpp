// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What readers of the formats say: docutils of the reStructuredText, Python's parsers of the HTML and the JSON. Reports
// of all kinds are written and looked at; without docutils it is skipped.
#include "core/matrix/report.h"
#include "tests/core/matrix/reportfixtures.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QProcess>
#include <QTest>

using namespace windsock;
using namespace windsock::matrix;

class ReportDocutilsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void niceReports();
    void nastyReports();
    void randomReports();

private:
    QString write(const QString& name, const test::Results& results, const ReportFacts& facts = test::reportFacts())
    {
        const QString folder = m_folder.path(name);
        if (const auto written = writeReport(folder, results, facts); !written)
            qFatal("%s", qPrintable(written.error().sentence));
        return folder;
    }

    const test::TestFolder m_folder;
};

#define LOOK_AT(folders)                                                                                               \
    do {                                                                                                               \
        QProcess python;                                                                                               \
        python.start(QStringLiteral("/usr/bin/python3"),                                                               \
                     QStringList{QStringLiteral(WINDSOCK_SOURCE_DIR "/tests/core/matrix/reportcheck.py")} +            \
                         (folders));                                                                                   \
        if (!python.waitForStarted())                                                                                  \
            QSKIP("There is no /usr/bin/python3.");                                                                    \
        QVERIFY(python.waitForFinished(100'000));                                                                      \
        if (python.exitCode() == 77)                                                                                   \
            QSKIP("There is no docutils for /usr/bin/python3: install python3-docutils.");                             \
        QVERIFY(python.exitStatus() == QProcess::NormalExit);                                                          \
        const QByteArray said = python.readAllStandardOutput() + python.readAllStandardError();                        \
        QVERIFY2(python.exitCode() == 0, said.constData());                                                            \
    } while (false)

void ReportDocutilsTest::niceReports()
{
    ReportFacts unknown;
    LOOK_AT(QStringList({write(QStringLiteral("ancestor"), test::ancestorsEight()),
                         write(QStringLiteral("realistic"), test::realistic()), write(QStringLiteral("empty"), {}),
                         write(QStringLiteral("unknown"), {{}}, unknown)}));
}

void ReportDocutilsTest::nastyReports()
{
    const test::Results all = test::nasty();
    QStringList folders = {write(QStringLiteral("nasty"), all)};
    for (std::size_t i = 0; i < all.size(); ++i) { // alone too: what is beside it decides how a table is drawn
        ReportFacts facts;
        facts.title = facts.version = facts.matrixFile = facts.command = facts.machine.system = all[i].name;
        folders += write(QStringLiteral("nasty%1").arg(i), {all[i]}, facts);
    }
    LOOK_AT(folders);
}

void ReportDocutilsTest::randomReports()
{
    QStringList folders;
    for (unsigned seed = 1; seed <= 30; ++seed)
        folders += write(QStringLiteral("random%1").arg(seed), test::random(seed));
    LOOK_AT(folders);
}

WINDSOCK_TEST(ReportDocutilsTest)
#include "reportdocutilstest.moc"
