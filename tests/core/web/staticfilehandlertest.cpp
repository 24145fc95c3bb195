// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files over a real connection: fields, conditions, ranges, and a client that reads slowly.
#include "core/web/staticfilehandler.h"
#include "core/http/writer.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testregistry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace windsock;
using namespace windsock::test;

namespace {

constexpr std::size_t bigSize = 20'000'000;

/// Any piece tells where it is from.
std::string bigContent()
{
    std::string content(bigSize, '\0');
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<char>((i * 2654435761u) >> 13);
    return content;
}

} // namespace

class StaticFileHandlerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_site.reset(); }
    void fields();
    void versionIsCachedForTenYears_data();
    void versionIsCachedForTenYears();
    void notModified();
    void head();
    void ranges_data();
    void ranges();
    void rangeIsForGetAlone();
    void ifRange();
    void emptyFile();
    void notFound_data();
    void notFound();
    void methodNotAllowed();
    void bigFileReadSlowly();
    void clientThatLeavesABigFile();
    void fileThatBecomesShorter();

private:
    void write(const char* name, const std::string& content);
    std::uint16_t port() const { return m_site->port(); }

    QTemporaryDir m_dir;
    std::unique_ptr<TestSite> m_site;
};

void StaticFileHandlerTest::write(const char* name, const std::string& content)
{
    QFile file(m_dir.filePath(QString::fromLatin1(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content.data(), static_cast<qint64>(content.size())), static_cast<qint64>(content.size()));
}

void StaticFileHandlerTest::initTestCase()
{
    QVERIFY(QDir(m_dir.path()).mkdir(QStringLiteral("files")));
    write("secret", "secret");
    write("files/ten.txt", "0123456789");
    write("files/empty.css", "");
    write("files/big.bin", bigContent());
    QVERIFY(QFile::link(m_dir.filePath(QStringLiteral("secret")), m_dir.filePath(QStringLiteral("files/link"))));
    std::vector<web::Route> routes;
    routes.push_back(route("/static/(.*)", staticFactory(m_dir.filePath(QStringLiteral("files")).toStdString())));
    m_site = std::make_unique<TestSite>(std::move(routes));
}

void StaticFileHandlerTest::fields()
{
    const Answer answer = fetch(port(), "/static/ten.txt");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("0123456789"));
    QCOMPARE(answer.headers.value("Content-Type"), std::string_view("text/plain; charset=utf-8"));
    QCOMPARE(answer.headers.value("Content-Length"), std::string_view("10"));
    QCOMPARE(answer.headers.value("Accept-Ranges"), std::string_view("bytes"));
    QVERIFY(answer.headers.value("Last-Modified").ends_with(" GMT"));
    QVERIFY(answer.headers.value("Etag").starts_with('"'));
    QVERIFY(!answer.headers.contains("Cache-Control"));
}

void StaticFileHandlerTest::versionIsCachedForTenYears_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("cached");
    QTest::newRow("v") << QByteArray("?v=1") << true;
    QTest::newRow("second") << QByteArray("?a=b&v=1") << true;
    QTest::newRow("none") << QByteArray("") << false;
    QTest::newRow("another") << QByteArray("?vv=1") << false;
    QTest::newRow("ends in v") << QByteArray("?lev=1") << false;
}

void StaticFileHandlerTest::versionIsCachedForTenYears()
{
    QFETCH(QByteArray, query);
    QFETCH(bool, cached);
    const Answer answer = fetch(port(), "/static/ten.txt" + query.toStdString());
    QCOMPARE(answer.headers.value("Cache-Control"), std::string_view(cached ? "max-age=315360000" : ""));
}

void StaticFileHandlerTest::notModified()
{
    HttpPeer peer(port());
    const Answer whole = peer.get("/static/ten.txt");
    const std::string etag(whole.headers.value("Etag"));
    const std::string modified(whole.headers.value("Last-Modified"));
    const auto status = [&](const std::string& fields) { return peer.get("/static/ten.txt", fields).status; };
    QCOMPARE(status("If-None-Match: " + etag + "\r\n"), 304);
    QCOMPARE(status("If-None-Match: \"x\"\r\n"), 200);
    QCOMPARE(status("If-Modified-Since: " + modified + "\r\n"), 304);
    QCOMPARE(status("If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n"), 200);
    QCOMPARE(status("If-Modified-Since: yesterday\r\n"), 200);
    // If-None-Match decides alone (RFC 9110 §13.2.2).
    QCOMPARE(status("If-None-Match: \"x\"\r\nIf-Modified-Since: " + modified + "\r\n"), 200);
    const Answer unchanged = peer.get("/static/ten.txt", "Range: bytes=0-1\r\nIf-None-Match: " + etag + "\r\n");
    QCOMPARE(unchanged.status, 304);
    QCOMPARE(unchanged.headers.value("Etag"), std::string_view(etag));
    QVERIFY(unchanged.body.empty());
}

void StaticFileHandlerTest::head()
{
    HttpPeer peer(port());
    const Answer head = peer.ask("HEAD /static/big.bin HTTP/1.1\r\nHost: t\r\n\r\n", true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.value("Content-Length"), std::string_view("20000000"));
    QCOMPARE(head.headers.value("Content-Type"), std::string_view("application/octet-stream"));
    QCOMPARE(peer.get("/static/ten.txt").body, std::string("0123456789"));
}

void StaticFileHandlerTest::ranges_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentRange");
    QTest::newRow("first two") << QByteArray("0-1") << 206 << QByteArray("01") << QByteArray("bytes 0-1/10");
    QTest::newRow("from seven") << QByteArray("7-") << 206 << QByteArray("789") << QByteArray("bytes 7-9/10");
    QTest::newRow("last three") << QByteArray("-3") << 206 << QByteArray("789") << QByteArray("bytes 7-9/10");
    QTest::newRow("beyond the end") << QByteArray("8-99") << 206 << QByteArray("89") << QByteArray("bytes 8-9/10");
    QTest::newRow("all") << QByteArray("0-") << 206 << QByteArray("0123456789") << QByteArray("bytes 0-9/10");
    QTest::newRow("several") << QByteArray("0-1,3-4") << 200 << QByteArray("0123456789") << QByteArray("");
    QTest::newRow("behind the end") << QByteArray("10-") << 416 << QByteArray() << QByteArray("bytes */10");
}

void StaticFileHandlerTest::ranges()
{
    QFETCH(QByteArray, range);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, contentRange);
    HttpPeer peer(port());
    const Answer answer = peer.get("/static/ten.txt", "Range: bytes=" + range.toStdString() + "\r\n");
    QCOMPARE(answer.status, status);
    if (!body.isNull())
        QCOMPARE(answer.body, body.toStdString());
    QCOMPARE(answer.headers.value("Content-Range"), std::string_view(contentRange.constData()));
    QCOMPARE(peer.get("/static/ten.txt").status, 200);
}

void StaticFileHandlerTest::rangeIsForGetAlone()
{
    // RFC 9110 §14.2: for other methods Range MUST be ignored.
    HttpPeer peer(port());
    const Answer head = peer.ask("HEAD /static/ten.txt HTTP/1.1\r\nHost: t\r\nRange: bytes=2-3\r\n\r\n", true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.value("Content-Length"), std::string_view("10"));
    QCOMPARE(peer.ask("HEAD /static/ten.txt HTTP/1.1\r\nHost: t\r\nRange: bytes=99-\r\n\r\n", true).status, 200);
}

void StaticFileHandlerTest::ifRange()
{
    HttpPeer peer(port());
    const std::string etag(peer.get("/static/ten.txt").headers.value("Etag"));
    QCOMPARE(peer.get("/static/ten.txt", "Range: bytes=0-1\r\nIf-Range: " + etag + "\r\n").status, 206);
    QCOMPARE(peer.get("/static/ten.txt", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n").status, 200);
    QCOMPARE(peer.get("/static/ten.txt", "Range: bytes=99-\r\nIf-Range: \"old\"\r\n").status, 200);
}

void StaticFileHandlerTest::emptyFile()
{
    HttpPeer peer(port());
    const Answer answer = peer.get("/static/empty.css");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("Content-Length"), std::string_view("0"));
    QCOMPARE(peer.get("/static/empty.css", "Range: bytes=0-\r\n").status, 416);
}

void StaticFileHandlerTest::notFound_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char* target : {"/static/", "/static/nothing", "/static/../secret", "/static/%2e%2e/secret",
                               "/static/..%2Fsecret", "/static//etc/passwd", "/static/%2Fetc%2Fpasswd", "/static/link",
                               "/static/ten.txt%00", "/static/ten.txt/", "/static/.", "/static/%2e"})
        QTest::newRow(target) << QByteArray(target);
}

void StaticFileHandlerTest::notFound()
{
    QFETCH(QByteArray, target);
    const Answer answer = fetch(port(), target.toStdString());
    QCOMPARE(answer.status, 404);
    QVERIFY(answer.body.find("secret") == std::string::npos);
    QVERIFY(!answer.headers.contains("Etag"));
}

void StaticFileHandlerTest::methodNotAllowed()
{
    const Answer answer = HttpPeer(port()).ask("DELETE /static/ten.txt HTTP/1.1\r\nHost: t\r\n\r\n");
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.headers.value("Allow"), std::string_view("GET, HEAD"));
    QVERIFY(QFile::exists(m_dir.filePath(QStringLiteral("files/ten.txt"))));
}

void StaticFileHandlerTest::bigFileReadSlowly()
{
    HttpPeer slow(port(), 4096);
    slow.send("GET /static/big.bin?slow HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_VERIFY(m_site->row("/static/big.bin?slow").begun);
    // While it does not read, others are served by the same thread.
    QCOMPARE(fetch(port(), "/static/ten.txt").body, std::string("0123456789"));
    QVERIFY(!m_site->row("/static/big.bin?slow").outcome);
    const Answer answer = slow.answer();
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body == bigContent());
    QTRY_VERIFY(m_site->ended("/static/big.bin?slow"));
    const auto outcome = m_site->row("/static/big.bin?slow").outcome;
    QVERIFY(outcome->failure.empty());
    QCOMPARE(outcome->responseBody.size, std::uint64_t(bigSize));
    QCOMPARE(outcome->responseBody.text().size(), std::size_t(64));
}

void StaticFileHandlerTest::clientThatLeavesABigFile()
{
    HttpPeer peer(port(), 4096);
    peer.send("GET /static/big.bin?left HTTP/1.1\r\nHost: t\r\n\r\n");
    QVERIFY(!peer.socket().receive().empty());
    peer.socket().reset();
    QTRY_VERIFY(m_site->ended("/static/big.bin?left"));
    const auto outcome = m_site->row("/static/big.bin?left").outcome;
    QVERIFY(!outcome->failure.empty());
    QCOMPARE(outcome->status, 200); // what the client was told
    QVERIFY(outcome->responseBody.size < bigSize);
}

void StaticFileHandlerTest::fileThatBecomesShorter()
{
    write("files/shrinks", bigContent());
    HttpPeer peer(port(), 4096);
    peer.send("GET /static/shrinks HTTP/1.1\r\nHost: t\r\n\r\n");
    QVERIFY(!peer.socket().receive().empty());
    write("files/shrinks", "short");
    peer.socket().receiveAll();
    QVERIFY(peer.socket().ended()); // cut: the only honest end
    QTRY_VERIFY(m_site->ended("/static/shrinks"));
    QVERIFY(m_site->row("/static/shrinks").outcome->failure.find("became shorter") != std::string::npos);
}

WINDSOCK_TEST(StaticFileHandlerTest)
#include "staticfilehandlertest.moc"
