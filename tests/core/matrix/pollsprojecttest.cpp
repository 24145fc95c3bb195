// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The polls project, unpacked: all of it, as it is in the source; what cannot be written is said.
#include "core/matrix/pollsproject.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QDirIterator>
#include <QTest>

using namespace windsock::matrix;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

} // namespace

class PollsProjectTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allOfIt();
    void whatIsThereStays();
    void whatCannotBeWritten();

private:
    const windsock::test::TestFolder m_folder;
};

void PollsProjectTest::allOfIt()
{
    const QString target = m_folder.path(QStringLiteral("a b/polls"));
    const auto unpacked = unpackPolls(target);
    QVERIFY(unpacked);
    QCOMPARE(*unpacked, target);
    const QString source = QStringLiteral(WINDSOCK_SOURCE_DIR "/resources/polls");
    QDirIterator files(
        source, {QStringLiteral("*.py"), QStringLiteral("*.html"), QStringLiteral("*.css"), QStringLiteral("*.json")},
        QDir::Files, QDirIterator::Subdirectories);
    int count = 0;
    while (files.hasNext()) {
        const QString file = files.next();
        const QString copy = target + file.mid(source.size());
        QCOMPARE(contentOf(copy), contentOf(file));
        QVERIFY(QFileInfo(copy).isWritable()); // a resource is not
        ++count;
    }
    QVERIFY(count > 10);
    QVERIFY(QFileInfo::exists(target + QStringLiteral("/manage.py")));
}

void PollsProjectTest::whatIsThereStays()
{
    const QString target = m_folder.path(QStringLiteral("mine"));
    m_folder.write(QStringLiteral("mine/manage.py"), "mine");
    QVERIFY(unpackPolls(target));
    QCOMPARE(contentOf(target + QStringLiteral("/manage.py")), QByteArray("mine"));
    QVERIFY(QFileInfo::exists(target + QStringLiteral("/polls/urls.py")));
}

void PollsProjectTest::whatCannotBeWritten()
{
    m_folder.write(QStringLiteral("file"), "no folder");
    const auto unpacked = unpackPolls(m_folder.path(QStringLiteral("file/polls")));
    QVERIFY(!unpacked);
    QVERIFY2(unpacked.error().sentence.contains(QStringLiteral("cannot be written")),
             qPrintable(unpacked.error().sentence));
}

WINDSOCK_TEST(PollsProjectTest)
#include "pollsprojecttest.moc"
