// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/proxy/upstream.h"

#include <sys/un.h>

#include <QDir>
#include <QUrl>

namespace windsock::backend {

namespace {

Error invalid(const std::string& spec, const QString& what)
{
    return {ErrorCode::Invalid, QStringLiteral("\"%1\" %2").arg(QString::fromStdString(spec).left(200), what), {}};
}

Result<Upstream> parseUnix(const std::string& spec, const QString& path)
{
    if (path.isEmpty())
        return invalid(spec, QStringLiteral("names no socket: write unix:PATH."));
    Upstream upstream;
    upstream.endpoint.host = QDir::cleanPath(QDir::current().absoluteFilePath(path)).toStdString();
    upstream.name = "unix:" + upstream.endpoint.host;
    if (upstream.endpoint.host.size() >= sizeof(sockaddr_un::sun_path))
        return invalid(spec, QStringLiteral("is too long a path for a socket: put it into a shorter folder."));
    return upstream;
}

} // namespace

Result<Upstream> parseUpstream(const std::string& spec)
{
    const QString text = QString::fromStdString(spec);
    if (text.startsWith(QStringLiteral("unix:")))
        return parseUnix(spec, text.mid(5));
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return invalid(spec, QStringLiteral("is no address of a server: write http://HOST:PORT."));
    if (!url.userInfo().isEmpty())
        return invalid(spec, QStringLiteral("has a user's name, which is not sent: leave it out."));
    if (url.hasQuery() || url.hasFragment() || url.path().size() > 1)
        return invalid(spec, QStringLiteral("has a path: give host and port alone, paths are passed on as they are."));
    Upstream upstream;
    upstream.tls = url.scheme() == QStringLiteral("https");
    const int port = url.port(upstream.tls ? 443 : 80);
    if (port == 0)
        return invalid(spec, QStringLiteral("has port 0: give the port that the server listens on."));
    upstream.endpoint = {url.host(QUrl::FullyEncoded).toStdString(), static_cast<std::uint16_t>(port)};
    upstream.name = url.scheme().toStdString() + "://" + net::toString(upstream.endpoint);
    return upstream;
}

} // namespace windsock::backend
