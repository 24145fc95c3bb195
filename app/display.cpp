// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/display.h"

#include "core/net/filedescriptor.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <QByteArray>
#include <QTcpSocket>

#include <algorithm>
#include <cstddef>
#include <string>

namespace windsock::app {

namespace {

constexpr int firstX11Port = 6000;
constexpr int connectLimit = 2000; // ms

/// `path` may begin with NUL: a name in the abstract namespace.
bool unixSocketAnswers(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return false;
    std::copy(path.begin(), path.end(), address.sun_path);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    const net::FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return socket && ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0;
}

/// `display` is [HOST]:NUMBER[.SCREEN] (X(7)).
bool x11Answers(const QByteArray& display)
{
    const auto colon = display.lastIndexOf(':');
    if (colon < 0)
        return false;
    const QByteArray number = display.mid(colon + 1).split('.').value(0);
    const QByteArray host = display.left(colon);
    if (host.isEmpty() || host == "unix") {
        const std::string path = "/tmp/.X11-unix/X" + number.toStdString();
        return unixSocketAnswers(path) || unixSocketAnswers(std::string(1, '\0') + path);
    }
    QTcpSocket socket;
    socket.connectToHost(QString::fromLocal8Bit(host), static_cast<quint16>(firstX11Port + number.toInt()));
    return socket.waitForConnected(connectLimit);
}

bool waylandAnswers(const QByteArray& display)
{
    const QByteArray path = display.startsWith('/') ? display : qgetenv("XDG_RUNTIME_DIR") + '/' + display;
    return unixSocketAnswers(path.toStdString());
}

} // namespace

bool displayReachable()
{
    const QByteArray platforms = qgetenv("QT_QPA_PLATFORM"); // "wayland;xcb:option": the first that can be had is used
    bool mayBeX11 = platforms.isEmpty();
    bool mayBeWayland = platforms.isEmpty();
    for (const QByteArray& entry : platforms.split(';')) {
        const QByteArray name = entry.split(':').value(0);
        if (!name.isEmpty() && name != "xcb" && !name.startsWith("wayland"))
            return true;
        mayBeX11 = mayBeX11 || name == "xcb";
        mayBeWayland = mayBeWayland || name.startsWith("wayland");
    }
    const QByteArray wayland = qgetenv("WAYLAND_DISPLAY");
    const QByteArray x11 = qgetenv("DISPLAY");
    return (mayBeX11 && !x11.isEmpty() && x11Answers(x11)) ||
           (mayBeWayland && !wayland.isEmpty() && waylandAnswers(wayland));
}

} // namespace windsock::app
