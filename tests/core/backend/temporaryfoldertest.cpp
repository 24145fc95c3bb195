// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TemporaryFolder: which folders of others it removes, and which it leaves.
#include "core/backend/temporaryfolder.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <sys/stat.h>

#include <QTest>

#include <fcntl.h>

using namespace windsock;
using backend::TemporaryFolder;
using test::TestFolder;

namespace {

/// Makes the folder as old as one that was left yesterday.
void age(const QString& path)
{
    const timespec yesterday{::time(nullptr) - 86'400, 0};
    const timespec times[2] = {yesterday, yesterday};
    QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times, 0), 0);
}

} // namespace

class TemporaryFolderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesWithItsOwner()
    {
        const TestFolder place;
        {
            const TemporaryFolder folder(place.path());
            QVERIFY(folder.isValid());
            QVERIFY(QFileInfo(folder.path()).isDir());
            QVERIFY(folder.filePath(QStringLiteral("a")).startsWith(place.path()));
        }
        QVERIFY(QDir(place.path()).isEmpty());
    }

    void whatWasLeftGoesToo()
    {
        const TestFolder place;
        const QString left = place.path(QStringLiteral("windsock-killed"));
        QVERIFY(QDir().mkpath(left + QStringLiteral("/inner")));
        QVERIFY(QFile(left + QStringLiteral("/lock")).open(QIODevice::WriteOnly));
        {
            const TemporaryFolder young(place.path());
            QVERIFY(QFileInfo::exists(left)); // somebody may be about to lock it
        }
        age(left);
        const TemporaryFolder folder(place.path());
        QVERIFY(!QFileInfo::exists(left));
        QVERIFY(folder.isValid());
    }

    void whatIsUsedStays()
    {
        const TestFolder place;
        const TemporaryFolder used(place.path());
        age(used.path());
        const QString stranger = place.path(QStringLiteral("windsock-without-a-lock"));
        const QString other = place.path(QStringLiteral("other"));
        for (const QString& path : {stranger, other}) {
            QVERIFY(QDir().mkpath(path));
            age(path);
        }
        const TemporaryFolder folder(place.path());
        for (const QString& path : {used.path(), stranger, other})
            QVERIFY2(QFileInfo::exists(path), qPrintable(path));
    }

    void noPlace()
    {
        const TemporaryFolder folder(QStringLiteral("/nowhere"));
        QVERIFY(!folder.isValid());
        QVERIFY(!folder.errorString().isEmpty());
    }
};

WINDSOCK_TEST(TemporaryFolderTest)
#include "temporaryfoldertest.moc"
