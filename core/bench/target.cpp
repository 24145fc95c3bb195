// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/target.h"

#include <QUrl>

#include <array>

namespace windsock::bench {

namespace {

struct Scheme
{
    const char* name;
    bool webSocket;
    bool tls;
    int port;
};

constexpr std::array schemes = {Scheme{"http", false, false, 80}, Scheme{"https", false, true, 443},
                                Scheme{"ws", true, false, 80}, Scheme{"wss", true, true, 443}};

Error invalid(const QString& sentence, const QString& text)
{
    QString shown = text.left(100);
    for (QChar& c : shown)
        c = c.isPrint() ? c : QChar(u'?');
    return {ErrorCode::Invalid, sentence.arg(u'"' + shown + u'"'), {}};
}

const Scheme* schemeOf(const QString& text)
{
    for (const Scheme& scheme : schemes) {
        if (text.startsWith(QString::fromLatin1(scheme.name) + QStringLiteral("://"), Qt::CaseInsensitive))
            return &scheme;
    }
    return nullptr;
}

QString whyNot(const QUrl& url, int port)
{
    if (!url.isValid() && url.errorString().contains(QLatin1String("port"), Qt::CaseInsensitive))
        return QStringLiteral("The port in %1 is not valid: use a number from 1 to 65535.");
    if (!url.isValid())
        return QStringLiteral("%1 is not a valid address: write spaces and special characters as %XX.");
    if (url.host().isEmpty())
        return QStringLiteral("%1 has no host: write it as http://HOST:PORT/PATH.");
    if (port == 0)
        return QStringLiteral("%1 has port 0, which cannot be connected to: use a number from 1 to 65535.");
    if (!url.userInfo().isEmpty())
        return QStringLiteral("%1 has a user's name: take it out and send an Authorization header instead.");
    return {};
}

std::string urlOf(const Target& target, const char* scheme)
{
    return std::string(scheme) + "://" + target.host + target.path;
}

} // namespace

Result<Target> parseTarget(const QString& typed)
{
    const QString text = typed.trimmed();
    const Scheme* scheme = schemeOf(text);
    if (!scheme)
        return invalid(QStringLiteral("%1 is no address to load: begin it with http://, https://, ws:// or wss://."),
                       text);
    const QUrl url(text, QUrl::StrictMode);
    const int port = url.port(scheme->port);
    if (const QString why = whyNot(url, port); !why.isEmpty())
        return invalid(why, text);
    Target target;
    target.webSocket = scheme->webSocket;
    target.tls = scheme->tls;
    target.endpoint = {url.host(QUrl::FullyEncoded).toStdString(), static_cast<std::uint16_t>(port)};
    target.host = net::toString(target.endpoint);
    if (port == scheme->port)
        target.host.erase(target.host.rfind(':'));
    const QString path = url.path(QUrl::FullyEncoded);
    target.path = path.isEmpty() ? "/" : path.toStdString();
    if (url.hasQuery())
        target.path += '?' + url.query(QUrl::FullyEncoded).toStdString();
    target.url = urlOf(target, scheme->name);
    return target;
}

Target asWebSocket(Target target)
{
    target.webSocket = true;
    target.url = urlOf(target, target.tls ? "wss" : "ws");
    return target;
}

} // namespace windsock::bench
