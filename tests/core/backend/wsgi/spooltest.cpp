// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The spool: from memory to a file at the boundary, and read back at every offset.
#include "core/backend/wsgi/spool.h"
#include "tests/support/testregistry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <vector>

#include <sys/resource.h>

using namespace windsock;
using namespace windsock::backend;

namespace {

constexpr std::size_t limit = Spool::memoryLimit;

std::string pattern(std::size_t size)
{
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>((i * 2654435761u) >> 11);
    return text;
}

/// What it holds, read in pieces of `step`.
std::string content(const Spool& spool, std::size_t step)
{
    std::string all;
    std::vector<char> buffer(step);
    for (std::size_t got = spool.read(0, buffer); got > 0; got = spool.read(all.size(), buffer))
        all.append(buffer.data(), got);
    return all;
}

/// Files of ours that have no name but still take room.
int unnamedFiles()
{
    int count = 0;
    for (const QFileInfo& entry : QDir(QStringLiteral("/proc/self/fd")).entryInfoList(QDir::Files | QDir::System))
        count += entry.symLinkTarget().endsWith(QStringLiteral(" (deleted)")) ? 1 : 0;
    return count;
}

} // namespace

class SpoolTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void empty();
    void boundary_data();
    void boundary();
    void everyOffset_data();
    void everyOffset();
    void appendsAfterAReading();
    void leavesNoFile();
    void noTemporaryFolder();
    void diskIsFull();
};

void SpoolTest::empty()
{
    Spool spool;
    std::array<char, 8> buffer;
    QCOMPARE(spool.size(), std::uint64_t(0));
    QCOMPARE(spool.read(0, buffer), std::size_t(0));
    QVERIFY(spool.append(""));
    QCOMPARE(spool.size(), std::uint64_t(0));
    QCOMPARE(spool.read(7, buffer), std::size_t(0));
}

void SpoolTest::boundary_data()
{
    QTest::addColumn<qulonglong>("first");
    QTest::addColumn<qulonglong>("second");
    QTest::addColumn<bool>("inFile");
    QTest::newRow("below") << qulonglong(limit - 1) << qulonglong(0) << false;
    QTest::newRow("exactly") << qulonglong(limit) << qulonglong(0) << false;
    QTest::newRow("exactly, in two") << qulonglong(limit - 10) << qulonglong(10) << false;
    QTest::newRow("one more") << qulonglong(limit) << qulonglong(1) << true;
    QTest::newRow("at once") << qulonglong(limit + 1) << qulonglong(0) << true;
    QTest::newRow("over by the second") << qulonglong(10) << qulonglong(limit) << true;
    QTest::newRow("thrice") << qulonglong(limit) << qulonglong(2 * limit) << true;
}

void SpoolTest::boundary()
{
    QFETCH(qulonglong, first);
    QFETCH(qulonglong, second);
    QFETCH(bool, inFile);
    const int before = unnamedFiles();
    const std::string all = pattern(first + second);
    Spool spool;
    QVERIFY(spool.append(std::string_view(all).substr(0, first)));
    QVERIFY(spool.append(std::string_view(all).substr(first)));
    QCOMPARE(unnamedFiles() - before, inFile ? 1 : 0);
    QCOMPARE(spool.size(), std::uint64_t(all.size()));
    QVERIFY(content(spool, 65536) == all);
    QVERIFY(content(spool, all.size() + 1) == all);
}

void SpoolTest::everyOffset_data()
{
    QTest::addColumn<bool>("inFile");
    QTest::newRow("memory") << false;
    QTest::newRow("file") << true;
}

void SpoolTest::everyOffset()
{
    QFETCH(bool, inFile);
    const std::string all = pattern(inFile ? limit + 333 : 777);
    Spool spool;
    for (std::size_t at = 0; at < all.size(); at += 500)
        QVERIFY(spool.append(std::string_view(all).substr(at, 500)));
    // Around both ends and the boundary each offset, with sizes that end before, at and behind the end.
    for (const std::size_t base : {std::size_t(0), inFile ? limit - 40 : 300, all.size() - 80}) {
        for (std::size_t offset = base; offset < base + 100; ++offset) {
            for (const std::size_t size : {1, 7, 80, 200}) {
                std::vector<char> buffer(size, '?');
                const std::size_t got = spool.read(offset, buffer);
                const std::string expected = offset < all.size() ? all.substr(offset, size) : std::string();
                QCOMPARE(got, expected.size());
                QVERIFY(std::equal(expected.begin(), expected.end(), buffer.begin()));
            }
        }
    }
}

void SpoolTest::appendsAfterAReading()
{
    Spool spool;
    std::string all;
    for (int i = 0; i < 30; ++i) {
        const std::string piece = pattern(100'000);
        QVERIFY(spool.append(piece));
        all += piece;
        std::array<char, 100> buffer;
        QCOMPARE(spool.read(all.size() - 100, buffer), std::size_t(100));
        QVERIFY(std::string_view(buffer.data(), 100) == std::string_view(all).substr(all.size() - 100));
    }
    QVERIFY(content(spool, 30'000) == all);
}

void SpoolTest::leavesNoFile()
{
    QTemporaryDir folder;
    const QByteArray before = qgetenv("TMPDIR");
    qputenv("TMPDIR", folder.path().toLocal8Bit());
    {
        Spool spool;
        QVERIFY(spool.append(std::string(2 * limit, 'x')));
        QVERIFY(QDir(folder.path()).isEmpty()); // not even while it is used
    }
    before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void SpoolTest::noTemporaryFolder()
{
    const QByteArray before = qgetenv("TMPDIR");
    qputenv("TMPDIR", "/nowhere/at/all");
    Spool spool;
    const auto small = spool.append("small");
    const auto large = spool.append(std::string(limit, 'x'));
    before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
    QVERIFY(small);
    QVERIFY(!large);
    QVERIFY(large.error().sentence.contains(QStringLiteral("No such file")));
}

void SpoolTest::diskIsFull()
{
    // Played by the limit on a file's size.
    rlimit before;
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = ::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{limit + 100, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    Spool spool;
    const auto fits = spool.append(std::string(limit + 50, 'x'));
    const auto full = spool.append(std::string(200, 'y'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, handler);
    QVERIFY(fits);
    QVERIFY(!full);
    QVERIFY2(full.error().sentence.contains(QStringLiteral("File too large")), qPrintable(full.error().sentence));
    QVERIFY(full.error().sentence.contains(QDir::tempPath()));
}

WINDSOCK_TEST(SpoolTest)
#include "spooltest.moc"
