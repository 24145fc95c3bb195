// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Banners: a sentence with its next step for each trouble, only when there is one, and no nagging.
#include "ui/server/banners.h"
#include "tests/support/testregistry.h"
#include "tests/ui/fakes.h"
#include "ui/server/banner.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;

class BannersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void allIsWell();
    void aTakenPortOffersTheNext();
    void aFailedBackendShowsPythonsWords();
    void migrationsAreOffered();
    void dismissedStaysDismissed();

private:
    template <class Widget>
    Widget* find(const char* name)
    {
        return m_banners->findChild<Widget*>(QLatin1String(name));
    }

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Banners> m_banners;
};

void BannersTest::init()
{
    m_banners.reset();
    m_server = std::make_unique<FakeServer>();
    m_theme = std::make_unique<Theme>(ThemeChoice::Light);
    m_banners = std::make_unique<Banners>(*m_server, *m_theme, nullptr);
}

void BannersTest::allIsWell()
{
    QVERIFY(m_banners->isHidden());
}

void BannersTest::aTakenPortOffersTheNext()
{
    ServerStatus status = m_server->now;
    status.state = ServerStatus::State::Stopped;
    status.error = u"Port 8000 is taken by python3 (pid 42)."_s;
    status.suggestedPort = 8001;
    m_server->become(status);
    QVERIFY(m_banners->isVisible());
    QCOMPARE(find<Banner>("stoppedBanner")->text(), status.error);
    auto* next = find<QPushButton>("serveOnNextPort");
    QCOMPARE(next->accessibleName(), u"Serve on 8001"_s);
    QTest::mouseClick(next, Qt::LeftButton);
    QCOMPARE(m_server->calls, QStringList({u"startOn 8001"_s}));
}

void BannersTest::aFailedBackendShowsPythonsWords()
{
    ServerStatus status = m_server->now;
    status.backendHealth = ServerStatus::Health::Failed;
    status.backendError = u"Django is not installed."_s;
    status.backendDetail = u"ModuleNotFoundError: No module named 'django'"_s;
    m_server->become(status);
    auto* words = find<QPlainTextEdit>("backendBannerDetailText");
    QVERIFY(!words->isVisible());
    QTest::mouseClick(find<QPushButton>("backendBannerDetails"), Qt::LeftButton);
    QVERIFY(words->isVisible());
    QCOMPARE(words->toPlainText(), status.backendDetail);
    QTest::mouseClick(find<QPushButton>("backendRetry"), Qt::LeftButton);
    QCOMPARE(m_server->calls, QStringList({u"chooseBackend demo"_s}));
    m_server->become(FakeServer().now);
    QVERIFY(m_banners->isHidden());
}

void BannersTest::migrationsAreOffered()
{
    ServerStatus status = m_server->now;
    status.unappliedMigrations = {u"polls.0001_initial"_s};
    m_server->become(status);
    QTest::mouseClick(find<QPushButton>("migrateNow"), Qt::LeftButton);
    QCOMPARE(m_server->calls, QStringList({u"migrate"_s}));
}

void BannersTest::dismissedStaysDismissed()
{
    ServerStatus status = m_server->now;
    status.unappliedMigrations = {u"a"_s};
    m_server->become(status);
    QTest::mouseClick(find<QToolButton>("migrationsBannerDismiss"), Qt::LeftButton);
    QVERIFY(m_banners->isHidden());
    m_server->become(status);
    QVERIFY(m_banners->isHidden());
    status.unappliedMigrations += u"b"_s;
    m_server->become(status);
    QVERIFY(m_banners->isVisible());
}

WINDSOCK_TEST(BannersTest)
#include "bannerstest.moc"
