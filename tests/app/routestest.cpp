// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The default table and configured ones, as the routes that result from them.
#include "app/routes.h"
#include "core/backend/backend.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::app;

namespace {

/// Answers each request with 299 and says of itself what the test wants.
class FakeBackend final : public backend::Backend
{
public:
    std::string kind() const override { return "fake"; }
    backend::BackendStatus status() const override { return told; }
    void setStatusChanged(std::function<void()>) override {}
    std::unique_ptr<backend::BackendLink> link(net::IoLoop&) override { return std::make_unique<Link>(); }

    backend::BackendStatus told;

private:
    class Exchange final : public backend::BackendExchange
    {
    public:
        explicit Exchange(backend::Responder& responder)
            : m_responder(responder)
        {
        }
        void start() override {}
        void bodyReceived(std::string_view) override {}
        void requestEnded() override { m_responder.respond({299, {}, {}}, "the backend"); }
        void writable() override {}

    private:
        backend::Responder& m_responder;
    };

    class Link final : public backend::BackendLink
    {
    public:
        std::unique_ptr<backend::BackendExchange> open(const backend::BackendRequest&,
                                                       backend::Responder& responder) override
        {
            return std::make_unique<Exchange>(responder);
        }
    };
};

QByteArray patterns(const web::Application& application)
{
    QByteArray text;
    for (const web::Route& route : application.routes())
        text += (text.isEmpty() ? "" : " ") + QByteArray::fromStdString(route.pattern.text()) +
                (route.source == journal::Source::Wsgi ? "!" : "");
    return text;
}

} // namespace

class RoutesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void defaultTable();
    void defaultTableWithFolder();
    void configuredTableWithFolder();
    void foldersOfTheFramework();
    void foldersUnderAnotherUrl();
    void oursAndTheFrameworksUnderAnotherUrl();
    void ourFileWins();
    void configuredTable();
    void badPattern();
    void theHelloPageIsInside();

private:
    std::string folder(const char* name) const { return m_folder.path(QString::fromLatin1(name)).toStdString(); }
    std::shared_ptr<const web::Application> build() const
    {
        const auto built = buildApplication(m_options, m_backend);
        return built ? *built : std::make_shared<web::Application>(std::vector<web::Route>());
    }
    std::string body(const std::string& target) const
    {
        const test::TestSite site(build()->routes());
        return test::fetch(site.port(), target).body;
    }

    test::TestFolder m_folder;
    ServeOptions m_options;
    std::shared_ptr<FakeBackend> m_backend;
};

void RoutesTest::init()
{
    m_options = {};
    m_backend = std::make_shared<FakeBackend>();
    m_folder.write(QStringLiteral("ours/a.css"), "ours");
    m_folder.write(QStringLiteral("theirs/a.css"), "theirs");
    m_folder.write(QStringLiteral("theirs/b.css"), "theirs");
    m_folder.write(QStringLiteral("admin/c.css"), "admin");
}

void RoutesTest::defaultTable()
{
    QCOMPARE(patterns(*build()), QByteArray("/hello-tornado /ws/hello-tornado .*!"));
    QCOMPARE(body("/static/a.css"), std::string("the backend")); // it answers these paths too
    QCOMPARE(body("/"), std::string("the backend"));
}

void RoutesTest::defaultTableWithFolder()
{
    m_options.staticFolder = folder("ours");
    QCOMPARE(patterns(*build()), QByteArray("/hello-tornado /ws/hello-tornado /static/(.*) .*!"));
    QCOMPARE(body("/static/a.css"), std::string("ours"));
    QCOMPARE(body("/static"), std::string("the backend"));
}

void RoutesTest::configuredTableWithFolder()
{
    m_options.staticFolder = folder("ours");
    m_options.routes = {{"/hello", "hello", {}}, {".*", "backend", {}}};
    QCOMPARE(patterns(*build()), QByteArray("/static/(.*) /hello .*!"));
    QCOMPARE(body("/static/a.css"), std::string("ours"));
}

void RoutesTest::foldersOfTheFramework()
{
    m_backend->told.staticUrl = "/static/";
    m_backend->told.staticFolders = {{"", folder("theirs")}, {"admin/", folder("admin")}};
    QCOMPARE(patterns(*build()), QByteArray("/hello-tornado /ws/hello-tornado /static/(.*) .*!"));
    QCOMPARE(body("/static/b.css"), std::string("theirs"));
    QCOMPARE(body("/static/admin/c.css"), std::string("admin"));
}

void RoutesTest::foldersUnderAnotherUrl()
{
    m_backend->told.staticUrl = "/my.assets/";
    m_backend->told.staticFolders = {{"", folder("theirs")}};
    QCOMPARE(body("/my.assets/b.css"), std::string("theirs"));
    QCOMPARE(body("/myxassets/b.css"), std::string("the backend")); // the dot is a dot
    QCOMPARE(body("/static/b.css"), std::string("the backend"));
}

void RoutesTest::oursAndTheFrameworksUnderAnotherUrl()
{
    // --static promises /static/, whatever the framework says.
    m_options.staticFolder = folder("ours");
    m_backend->told.staticUrl = "/assets/";
    m_backend->told.staticFolders = {{"", folder("theirs")}};
    QCOMPARE(body("/static/a.css"), std::string("ours"));
    QCOMPARE(body("/assets/a.css"), std::string("theirs"));
}

void RoutesTest::ourFileWins()
{
    m_options.staticFolder = folder("ours");
    m_backend->told.staticUrl = "/static/";
    m_backend->told.staticFolders = {{"", folder("theirs")}};
    QCOMPARE(body("/static/a.css"), std::string("ours"));
    QCOMPARE(body("/static/b.css"), std::string("theirs"));
}

void RoutesTest::configuredTable()
{
    m_options.routes = {
        {"/s/(.*)", "static", folder("ours")}, {"/talk", "echo", {}}, {"/b/.*", "backend", {}}, {"/.*", "hello", {}}};
    QCOMPARE(patterns(*build()), QByteArray("/s/(.*) /talk /b/.*! /.*"));
    QCOMPARE(body("/s/a.css"), std::string("ours"));
    QCOMPARE(body("/b/x"), std::string("the backend"));
    QVERIFY(body("/anything").find("<form") != std::string::npos);
}

void RoutesTest::badPattern()
{
    m_options.routes = {{"/a", "hello", {}}, {"/(", "hello", {}}};
    const auto built = buildApplication(m_options, m_backend);
    QVERIFY(!built);
    QVERIFY(built.error().sentence.contains(QStringLiteral("line 1, column")));
}

void RoutesTest::theHelloPageIsInside()
{
    const std::string page = body("/hello-tornado");
    QVERIFY(page.find("WebSocket") != std::string::npos);
    QVERIFY(page.find("8000") == std::string::npos); // the ancestor's page had a port written into it
}

WINDSOCK_TEST(RoutesTest)
#include "routestest.moc"
