// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WorkerFolder: in a good place, and in those where nothing can be put.
#include "core/backend/wsgi/workerfolder.h"
#include "tests/support/changedvariable.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using backend::WorkerFolder;
using test::ChangedVariable;
using test::TestFolder;

class WorkerFolderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsTheProgram()
    {
        const TestFolder temporary;
        const ChangedVariable variable("TMPDIR", temporary.path().toLocal8Bit());
        {
            WorkerFolder folder;
            QVERIFY(folder.prepare());
            QVERIFY(QFile::exists(folder.program()));
            QVERIFY(folder.socket({7}).startsWith(temporary.path()));
            const QString program = folder.program();
            QVERIFY(folder.prepare()); // once more changes nothing
            QCOMPARE(folder.program(), program);
        }
        QVERIFY(QDir(temporary.path()).isEmpty());
    }

    void noTemporaryFolder()
    {
        const TestFolder temporary;
        const QString missing = temporary.path(QStringLiteral("missing"));
        const ChangedVariable variable("TMPDIR", missing.toLocal8Bit());
        WorkerFolder folder;
        const auto prepared = folder.prepare();
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().sentence,
                 QStringLiteral("There is no temporary folder %1: let TMPDIR name another folder.").arg(missing));
        QVERIFY(QDir().mkpath(missing));
        QVERIFY(folder.prepare()); // mended
    }

    void tooLongForASocket()
    {
        const TestFolder temporary;
        const QString deep = temporary.path(QString(100, u'x'));
        QVERIFY(QDir().mkpath(deep));
        const ChangedVariable variable("TMPDIR", deep.toLocal8Bit());
        WorkerFolder folder;
        const auto prepared = folder.prepare();
        QVERIFY(!prepared);
        QVERIFY2(prepared.error().sentence.contains(QStringLiteral("too long")), qPrintable(prepared.error().sentence));
        QVERIFY(QDir(deep).isEmpty());
    }
};

WINDSOCK_TEST(WorkerFolderTest)
#include "workerfoldertest.moc"
