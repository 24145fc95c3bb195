// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Static files: every way out of the folder, and what is no file.
#include "core/web/staticfiles.h"
#include "core/web/routepattern.h"
#include "tests/support/testregistry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace windsock::web;

namespace {

void write(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class StaticFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void opens();
    void staysInside_data();
    void staysInside();
    void encodedWaysOut_data();
    void encodedWaysOut();
    void symbolicLinks();
    void aLinkedRootIsItself();
    void neighbourWithTheSameBeginning();
    void fifoDoesNotBlock();
    void unreadable();
    void prefixes();
    void theFirstRootWins();
    void etagChanges();

private:
    std::string at(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)).toStdString(); }
    StaticFiles site(bool followLinks = false) const { return StaticFiles({{"", at("site"), followLinks}}); }

    QTemporaryDir m_dir;
};

void StaticFilesTest::initTestCase()
{
    write(m_dir.filePath(QStringLiteral("site/a.css")), "body {}");
    write(m_dir.filePath(QStringLiteral("site/deep/er/b.txt")), "b");
    write(m_dir.filePath(QStringLiteral("site/..hidden")), "two dots are no way up here");
    write(m_dir.filePath(QStringLiteral("secret.txt")), "secret");
    write(m_dir.filePath(QStringLiteral("site-other/c.txt")), "c");
    QVERIFY(QFile::link(QString::fromStdString(at("secret.txt")), QString::fromStdString(at("site/out.txt"))));
    QVERIFY(QFile::link(QString::fromStdString(at("site-other")), QString::fromStdString(at("site/outdir"))));
    QVERIFY(QFile::link(QStringLiteral("a.css"), QString::fromStdString(at("site/inside.css"))));
    QVERIFY(QFile::link(QStringLiteral("nowhere"), QString::fromStdString(at("site/dangling"))));
    QVERIFY(QFile::link(QStringLiteral("loop"), QString::fromStdString(at("site/loop"))));
    QCOMPARE(::mkfifo(at("site/fifo").c_str(), 0600), 0);
}

void StaticFilesTest::opens()
{
    const auto file = site().open("a.css");
    QVERIFY(file);
    QCOMPARE(file->size, std::uint64_t(7));
    QVERIFY(file->modified > 0);
    QVERIFY(file->etag.size() > 2 && file->etag.starts_with('"') && file->etag.ends_with('"'));
    std::string content(7, '\0');
    QCOMPARE(::read(file->descriptor.get(), content.data(), 7), ssize_t(7));
    QCOMPARE(content, std::string("body {}"));
    QVERIFY(site().open("deep/er/b.txt"));
    QVERIFY(site().open("..hidden"));
}

void StaticFilesTest::staysInside_data()
{
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char* name, const QByteArray& path) { QTest::newRow(name) << path; };
    row("empty", "");
    row("up", "../secret.txt");
    row("up from below", "deep/../../secret.txt");
    row("up and back", "deep/../a.css");
    row("only up", "..");
    row("up at the end", "deep/..");
    row("here", "./a.css");
    row("doubled slash", "deep//er/b.txt");
    row("absolute", "/etc/passwd");
    row("absolute, doubled", "//etc/passwd");
    row("absolute, of ours", QByteArray::fromStdString(at("secret.txt")));
    row("NUL", QByteArray("a.css\0.png", 10));
    row("NUL behind", QByteArray("a.css\0", 6));
    row("folder", "deep");
    row("folder with slash", "deep/");
    row("file as folder", "a.css/");
    row("below a file", "a.css/x");
    row("not there", "nothing.txt");
    row("link out", "out.txt");
    row("linked folder out", "outdir/c.txt");
    row("dangling link", "dangling");
    row("link to itself", "loop");
    row("FIFO", "fifo");
    row("too long", QByteArray(5000, 'x'));
}

void StaticFilesTest::staysInside()
{
    QFETCH(QByteArray, path);
    QVERIFY(!site().open(path.toStdString()));
}

void StaticFilesTest::encodedWaysOut_data()
{
    QTest::addColumn<QByteArray>("sent");
    for (const char* sent : {"/static/%2e%2e/secret.txt", "/static/..%2fsecret.txt", "/static/%2E%2E%2Fsecret.txt",
                             "/static/%2fetc/passwd", "/static/a.css%00.png", "/static/deep/%2e%2e/%2e%2e/secret.txt",
                             "/static/%252e%252e/secret.txt", "/static/..%c0%afsecret.txt", "/static/..\\secret.txt"})
        QTest::newRow(sent) << QByteArray(sent);
}

void StaticFilesTest::encodedWaysOut()
{
    QFETCH(QByteArray, sent);
    for (const char* pattern : {"/static/(.*)", "/static/(.+)"}) {
        const auto captures = RoutePattern::compile(pattern)->match(sent.toStdString());
        QVERIFY(captures);
        QVERIFY(!site().open(captures->front()));
        QVERIFY(!site(true).open(captures->front()));
    }
}

void StaticFilesTest::symbolicLinks()
{
    QVERIFY(site(false).open("inside.css"));
    QVERIFY(site(true).open("inside.css"));
    QVERIFY(site(true).open("out.txt"));
    QVERIFY(site(true).open("outdir/c.txt"));
    QVERIFY(!site(true).open("dangling"));
    QVERIFY(!site(true).open("loop"));
    QVERIFY(!site(true).open("outdir/../secret.txt"));
}

void StaticFilesTest::aLinkedRootIsItself()
{
    QVERIFY(QFile::link(QString::fromStdString(at("site")), QString::fromStdString(at("linked"))));
    const StaticFiles linked({{"", at("linked"), false}});
    QVERIFY(linked.open("a.css"));
    QVERIFY(!linked.open("out.txt"));
}

void StaticFilesTest::neighbourWithTheSameBeginning()
{
    // "site-other" begins with "site": a link there must not count as inside.
    QVERIFY(!site().open("outdir/c.txt"));
    QVERIFY(!StaticFiles({{"", at("nothing-here"), false}}).open("a.css"));
}

void StaticFilesTest::fifoDoesNotBlock()
{
    QVERIFY(!site(true).open("fifo")); // a blocking open() would wait for a writer for ever
}

void StaticFilesTest::unreadable()
{
    if (::geteuid() == 0)
        QSKIP("root reads everything");
    write(m_dir.filePath(QStringLiteral("site/shut.txt")), "x");
    QCOMPARE(::chmod(at("site/shut.txt").c_str(), 0), 0);
    QVERIFY(!site().open("shut.txt"));
}

void StaticFilesTest::prefixes()
{
    const StaticFiles files({{"admin/", at("site"), true}});
    QVERIFY(files.open("admin/a.css"));
    QVERIFY(!files.open("a.css"));
    QVERIFY(!files.open("admin/"));
    QVERIFY(!files.open("admin"));
    QVERIFY(!files.open("admin//etc/passwd"));
    QVERIFY(!files.open("admin/../secret.txt"));
    QVERIFY(!files.empty());
    QVERIFY(StaticFiles({}).empty());
}

void StaticFilesTest::theFirstRootWins()
{
    write(m_dir.filePath(QStringLiteral("first/a.css")), "1");
    const StaticFiles files({{"", at("first"), false}, {"", at("site"), false}});
    QCOMPARE(files.open("a.css")->size, std::uint64_t(1));
    QVERIFY(files.open("deep/er/b.txt"));
}

void StaticFilesTest::etagChanges()
{
    const QString path = m_dir.filePath(QStringLiteral("site/changing"));
    write(path, "one");
    const std::string first = site().open("changing")->etag;
    QCOMPARE(site().open("changing")->etag, first);
    QVERIFY(QFile::remove(path));
    write(m_dir.filePath(QStringLiteral("site/another")), "keeps the inode from being used again");
    write(path, "two, longer");
    QVERIFY(site().open("changing")->etag != first);
}

WINDSOCK_TEST(StaticFilesTest)
#include "staticfilestest.moc"
