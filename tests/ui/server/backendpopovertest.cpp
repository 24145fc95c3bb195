// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The server bar and its backend chooser: what they ask of the server, and where errors stand.
#include "ui/server/backendpopover.h"
#include "tests/support/testregistry.h"
#include "tests/ui/fakes.h"
#include "ui/server/backendbutton.h"
#include "ui/server/serverbar.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;

class BackendPopoverTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theButtonServesAndStops();
    void theAddressIsCopied();
    void theKindsAreNamed_data();
    void theKindsAreNamed();
    void theAddressIsSecureWithTls();
    void aDjangoFolderIsChosen();
    void aServerElsewhereIsChosen();
    void aCommandIsChosen();
    void whatIsRoutedToStandsThere_data();
    void whatIsRoutedToStandsThere();
    void errorsStandAtTheirFields();
    void theServersRefusalStandsAtTheField();
    void escapeLeavesEverything();
    void aClickOnEmptyRoomKeepsItOpen();

private:
    void open();
    template <class Widget>
    Widget* find(const char* name)
    {
        return m_window->findChild<Widget*>(QLatin1String(name));
    }

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QMainWindow> m_window;
    ServerBar* m_bar = nullptr;
};

void BackendPopoverTest::init()
{
    m_window.reset();
    m_server = std::make_unique<FakeServer>();
    m_theme = std::make_unique<Theme>(ThemeChoice::Light);
    m_window = std::make_unique<QMainWindow>();
    m_bar = new ServerBar(*m_server, *m_theme, m_window.get());
    m_window->setMenuWidget(m_bar);
    m_window->resize(1000, 600);
    m_window->show();
    (void)QTest::qWaitForWindowExposed(m_window.get());
}

void BackendPopoverTest::open()
{
    m_bar->openBackendChooser();
    QVERIFY(find<QWidget>("backendPopover")->isVisible());
}

void BackendPopoverTest::aClickOnEmptyRoomKeepsItOpen()
{
    open();
    auto* popover = find<QWidget>("backendPopover");
    QTest::mouseClick(popover->windowHandle() ? popover->windowHandle() : m_window->windowHandle(), Qt::LeftButton, {},
                      popover->mapTo(m_window.get(), QPoint(popover->width() - 6, 6)));
    QVERIFY(popover->isVisible());
    QTest::mouseClick(m_window->windowHandle(), Qt::LeftButton, {},
                      popover->mapTo(m_window.get(), QPoint(popover->width() + 20, popover->height() + 20)));
    QVERIFY(!popover->isVisible());
}

void BackendPopoverTest::theButtonServesAndStops()
{
    auto* serve = find<QPushButton>("serveButton");
    QCOMPARE(serve->accessibleName(), u"Stop the server"_s);
    QTest::mouseClick(serve, Qt::LeftButton);
    ServerStatus status = m_server->now;
    status.state = ServerStatus::State::Stopped;
    m_server->become(status);
    QTest::mouseClick(serve, Qt::LeftButton);
    QCOMPARE(m_server->calls, QStringList({u"stop"_s, u"start"_s}));
    status.state = ServerStatus::State::Starting;
    m_server->become(status);
    QVERIFY(!serve->isEnabled());
    QCOMPARE(find<QLabel>("serverState")->text(), u"Starting…"_s);
}

void BackendPopoverTest::theAddressIsCopied()
{
    QTest::mouseClick(find<QPushButton>("copyUrl"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:8000"_s);
}

void BackendPopoverTest::theKindsAreNamed_data()
{
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char* spec, const char* label, const char* shown) {
        QTest::newRow(spec) << QString::fromLatin1(spec) << QString::fromLatin1(label) << QString::fromLatin1(shown);
    };
    row("demo", "demo polls", "Demo polls");
    row("django:/srv/mysite", "mysite", "Django mysite");
    row("wsgi:a.b:c", "a.b:c", "WSGI a.b:c");
    row("http://127.0.0.1:9000", "http://127.0.0.1:9000", "Proxy http://127.0.0.1:9000");
    row("unix:/run/a", "unix:/run/a", "Proxy unix:/run/a");
    row("command:daphne -p {port} a", "command: daphne -p {port} a", "Command daphne -p {port} a");
}

void BackendPopoverTest::theKindsAreNamed()
{
    QFETCH(const QString, spec);
    QFETCH(const QString, label);
    QFETCH(const QString, shown);
    ServerStatus status = m_server->now;
    status.backend.spec = spec;
    status.backendLabel = label;
    m_server->become(status);
    QCOMPARE(m_window->findChild<BackendButton*>()->text(), shown);
}

void BackendPopoverTest::theAddressIsSecureWithTls()
{
    ServerStatus status = m_server->now;
    status.tls = true;
    m_server->become(status);
    QCOMPARE(m_bar->url(), u"https://127.0.0.1:8000"_s);
}

void BackendPopoverTest::aDjangoFolderIsChosen()
{
    const QTemporaryDir folder;
    open();
    QVERIFY(!find<QLineEdit>("djangoFolder")->isVisible());
    find<QRadioButton>("backendDjango")->click();
    QVERIFY(find<QLineEdit>("djangoFolder")->isVisible());
    find<QLineEdit>("djangoFolder")->setText(folder.path());
    find<QComboBox>("backendPython")->setEditText(u"/opt/venv/bin/python"_s);
    QTest::mouseClick(find<QPushButton>("useBackend"), Qt::LeftButton);
    QCOMPARE(m_server->chosen.spec, u"django:"_s + folder.path());
    QCOMPARE(m_server->chosen.python, u"/opt/venv/bin/python"_s);
    QVERIFY(!find<QWidget>("backendPopover")->isVisible());
}

void BackendPopoverTest::aServerElsewhereIsChosen()
{
    open();
    find<QRadioButton>("backendProxy")->click();
    QVERIFY(find<QLineEdit>("proxyAddress")->isVisible());
    QVERIFY(!find<QComboBox>("backendPython")->isVisible());
    QVERIFY(!find<QLineEdit>("wsgiFolder")->isVisible());
    find<QLineEdit>("proxyAddress")->setText(u"127.0.0.1:9000"_s);
    QTest::keyClick(find<QLineEdit>("proxyAddress"), Qt::Key_Return);
    QVERIFY(find<QLabel>("proxyAddressError")->isVisible());
    QVERIFY(m_server->calls.isEmpty());
    find<QLineEdit>("proxyAddress")->setText(u"https://127.0.0.1:9000"_s);
    find<QCheckBox>("proxyInsecure")->click();
    QTest::keyClick(find<QLineEdit>("proxyAddress"), Qt::Key_Return);
    QCOMPARE(m_server->chosen.spec, u"https://127.0.0.1:9000"_s);
    QVERIFY(m_server->chosen.insecure);
    QCOMPARE(m_server->chosen.python, QString());
}

void BackendPopoverTest::aCommandIsChosen()
{
    const QTemporaryDir folder;
    open();
    find<QRadioButton>("backendCommand")->click();
    QVERIFY(!find<QComboBox>("backendPython")->isVisible());
    QTest::mouseClick(find<QPushButton>("useBackend"), Qt::LeftButton);
    QVERIFY(find<QLabel>("commandLineError")->isVisible());
    find<QLineEdit>("commandLine")->setText(u"daphne -p {port} mysite.asgi:application"_s);
    find<QLineEdit>("wsgiFolder")->setText(folder.path());
    m_server->refusal = Error{ErrorCode::NotFound, u"There is no program \"daphne\" to start."_s, {}};
    QTest::mouseClick(find<QPushButton>("useBackend"), Qt::LeftButton);
    QCOMPARE(find<QLabel>("commandLineError")->text(), m_server->refusal->sentence);
    m_server->refusal.reset();
    QTest::mouseClick(find<QPushButton>("useBackend"), Qt::LeftButton);
    QCOMPARE(m_server->chosen.spec, u"command:daphne -p {port} mysite.asgi:application"_s);
    QCOMPARE(m_server->chosen.chdir, folder.path());
    QVERIFY(!m_server->chosen.insecure);
}

void BackendPopoverTest::whatIsRoutedToStandsThere_data()
{
    QTest::addColumn<QString>("spec");
    for (const char* spec : {"demo", "django:/home/me/mysite", "wsgi:a.b:c", "http://127.0.0.1:9000", "https://a",
                             "unix:/run/app.sock", "command:gunicorn -b unix:{socket} a.wsgi"})
        QTest::newRow(spec) << QString::fromLatin1(spec);
}

/// What is chosen without a change is what was there.
void BackendPopoverTest::whatIsRoutedToStandsThere()
{
    QFETCH(const QString, spec);
    ServerStatus status = m_server->now;
    status.backend = {spec, u"/usr/bin/python3"_s, u"/srv"_s, true};
    m_server->become(status);
    open();
    const BackendChoice choice = m_window->findChild<BackendPopover*>(u"backendPopover"_s)->choice();
    QCOMPARE(choice.spec, spec);
    const bool python = spec.startsWith(u"django"_s) || spec.startsWith(u"wsgi"_s);
    const bool folder = spec.startsWith(u"command"_s) || spec.startsWith(u"wsgi"_s);
    QCOMPARE(choice.python, python ? u"/usr/bin/python3"_s : QString());
    QCOMPARE(choice.chdir, folder ? u"/srv"_s : QString());
    QCOMPARE(choice.insecure, spec.startsWith(u"https:"_s));
}

void BackendPopoverTest::errorsStandAtTheirFields()
{
    open();
    find<QRadioButton>("backendWsgi")->click();
    find<QLineEdit>("wsgiCallable")->setText(u"mysite.wsgi"_s);
    QTest::keyClick(find<QLineEdit>("wsgiCallable"), Qt::Key_Return);
    QVERIFY(find<QLabel>("wsgiCallableError")->isVisible());
    QVERIFY(m_server->calls.isEmpty());
    QTest::keyClick(find<QLineEdit>("wsgiCallable"), Qt::Key_End);
    QTest::keyClicks(find<QLineEdit>("wsgiCallable"), u":application"_s);
    QVERIFY(!find<QLabel>("wsgiCallableError")->isVisible());
    find<QLineEdit>("wsgiFolder")->setText(u"/no/such/folder"_s);
    QTest::mouseClick(find<QPushButton>("useBackend"), Qt::LeftButton);
    QVERIFY(find<QLabel>("wsgiFolderError")->isVisible());
}

void BackendPopoverTest::theServersRefusalStandsAtTheField()
{
    const QTemporaryDir folder;
    open();
    find<QRadioButton>("backendDjango")->click();
    find<QLineEdit>("djangoFolder")->setText(folder.path());
    m_server->refusal = Error{ErrorCode::NotFound, u"There is no manage.py in that folder."_s, {}};
    QTest::mouseClick(find<QPushButton>("useBackend"), Qt::LeftButton);
    QCOMPARE(find<QLabel>("djangoFolderError")->text(), m_server->refusal->sentence);
    QVERIFY(find<QWidget>("backendPopover")->isVisible());
    find<QComboBox>("backendPython")->setEditText(u"python2.5"_s);
    m_server->refusal = Error{ErrorCode::NotFound, u"python2.5 was not found on PATH."_s, {}};
    QTest::mouseClick(find<QPushButton>("useBackend"), Qt::LeftButton);
    QVERIFY(find<QLabel>("backendPythonError")->isVisible());
}

void BackendPopoverTest::escapeLeavesEverything()
{
    open();
    QTest::keyClick(find<QWidget>("backendPopover"), Qt::Key_Escape);
    QVERIFY(!find<QWidget>("backendPopover")->isVisible());
    QVERIFY(m_server->calls.isEmpty());
}

WINDSOCK_TEST(BackendPopoverTest)
#include "backendpopovertest.moc"
