// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a window could be opened, with displays that the test plays itself.
#include "app/display.h"
#include "core/net/filedescriptor.h"
#include "tests/support/testregistry.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <map>

using namespace windsock;
using namespace windsock::app;

namespace {

constexpr std::array variables = {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY", "XDG_RUNTIME_DIR"};

/// Listens on a Unix socket; a path that begins with NUL is a name in the abstract namespace.
net::FileDescriptor listenOn(const std::string& path)
{
    net::FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), address.sun_path);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(socket.get(), 8) != 0)
        return {};
    return socket;
}

} // namespace

class DisplayTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void nothingIsSet();
    void platformsWithoutADisplay_data();
    void platformsWithoutADisplay();
    void wayland();
    void x11Abstract();
    void x11OverTcp();
    void x11ThatIsNotThere_data();
    void x11ThatIsNotThere();
    void eitherWillDo();
    void thePlatformAskedForMustBeThere();

private:
    std::map<std::string, QByteArray> m_before; // only what was set
    QTemporaryDir m_dir;
};

void DisplayTest::initTestCase()
{
    for (const char* name : variables) {
        if (qEnvironmentVariableIsSet(name))
            m_before[name] = qgetenv(name);
    }
}

void DisplayTest::init()
{
    for (const char* name : variables)
        qunsetenv(name);
}

void DisplayTest::cleanupTestCase()
{
    init();
    for (const auto& [name, value] : m_before)
        qputenv(name.c_str(), value);
}

void DisplayTest::nothingIsSet()
{
    QVERIFY(!displayReachable());
    qputenv("DISPLAY", "");
    qputenv("WAYLAND_DISPLAY", "");
    QVERIFY(!displayReachable());
}

void DisplayTest::platformsWithoutADisplay_data()
{
    QTest::addColumn<QByteArray>("platform");
    QTest::addColumn<bool>("reachable");
    QTest::newRow("offscreen") << QByteArray("offscreen") << true;
    QTest::newRow("with an argument") << QByteArray("offscreen:size=1x1") << true;
    QTest::newRow("minimal") << QByteArray("minimal") << true;
    QTest::newRow("vnc") << QByteArray("vnc") << true;
    QTest::newRow("xcb") << QByteArray("xcb") << false;
    QTest::newRow("wayland") << QByteArray("wayland") << false;
    QTest::newRow("wayland-egl") << QByteArray("wayland-egl") << false;
    QTest::newRow("either") << QByteArray("wayland;xcb") << false;
}

void DisplayTest::platformsWithoutADisplay()
{
    QFETCH(QByteArray, platform);
    qputenv("QT_QPA_PLATFORM", platform);
    QTEST(displayReachable(), "reachable");
}

void DisplayTest::wayland()
{
    const QByteArray path = m_dir.filePath(QStringLiteral("wayland-7")).toLocal8Bit();
    qputenv("WAYLAND_DISPLAY", path);
    QVERIFY(!displayReachable());
    const net::FileDescriptor listening = listenOn(path.toStdString());
    QVERIFY(listening);
    QVERIFY(displayReachable());
    qputenv("WAYLAND_DISPLAY", "wayland-7");
    QVERIFY(!displayReachable());
    qputenv("XDG_RUNTIME_DIR", m_dir.path().toLocal8Bit());
    QVERIFY(displayReachable());
    qputenv("WAYLAND_DISPLAY", QByteArray(500, 'x')); // longer than a socket's address
    QVERIFY(!displayReachable());
}

void DisplayTest::x11Abstract()
{
    const std::string number = std::to_string(70'000 + ::getpid());
    const net::FileDescriptor listening = listenOn(std::string(1, '\0') + "/tmp/.X11-unix/X" + number);
    QVERIFY(listening);
    for (const char* host : {"", "unix"}) {
        for (const char* screen : {"", ".0"}) {
            qputenv("DISPLAY", QByteArray(host) + ":" + number.c_str() + screen);
            QVERIFY(displayReachable());
        }
    }
}

void DisplayTest::x11OverTcp()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QVERIFY(server.serverPort() > 6000);
    qputenv("DISPLAY", "127.0.0.1:" + QByteArray::number(server.serverPort() - 6000) + ".0");
    QVERIFY(displayReachable());
    server.close();
    QVERIFY(!displayReachable());
}

void DisplayTest::x11ThatIsNotThere_data()
{
    QTest::addColumn<QByteArray>("display");
    for (const char* display : {":64999", "unix:64999", "64999", ":", "::", ":x", "nonsense", ".0"})
        QTest::newRow(display) << QByteArray(display);
}

void DisplayTest::x11ThatIsNotThere()
{
    QFETCH(QByteArray, display);
    qputenv("DISPLAY", display);
    QVERIFY(!displayReachable());
}

void DisplayTest::eitherWillDo()
{
    const QByteArray path = m_dir.filePath(QStringLiteral("wayland-8")).toLocal8Bit();
    const net::FileDescriptor listening = listenOn(path.toStdString());
    qputenv("WAYLAND_DISPLAY", path);
    qputenv("DISPLAY", ":64999");
    QVERIFY(displayReachable());
    qputenv("QT_QPA_PLATFORM", "wayland;xcb");
    QVERIFY(displayReachable());
}

void DisplayTest::thePlatformAskedForMustBeThere()
{
    // A QApplication with xcb aborts where there is only Wayland, and the other way round.
    const QByteArray path = m_dir.filePath(QStringLiteral("wayland-9")).toLocal8Bit();
    const net::FileDescriptor listening = listenOn(path.toStdString());
    qputenv("WAYLAND_DISPLAY", path);
    qputenv("QT_QPA_PLATFORM", "xcb");
    QVERIFY(!displayReachable());
    qputenv("QT_QPA_PLATFORM", "wayland");
    QVERIFY(displayReachable());
}

WINDSOCK_TEST(DisplayTest)
#include "displaytest.moc"
