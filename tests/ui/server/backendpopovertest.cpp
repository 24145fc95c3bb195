// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The server bar and its backend chooser: what they ask of the server, and where errors stand.
#include "ui/server/backendpopover.h"
#include "tests/support/testregistry.h"
#include "tests/ui/fakes.h"
#include "ui/server/serverbar.h"

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
    void aDjangoFolderIsChosen();
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
