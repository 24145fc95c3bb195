// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/chataddress.h"

#include "core/websocket/clienthandshake.h"

#include <QUrl>

#include <algorithm>

namespace windsock::chat {

namespace {

constexpr QLatin1String example("ws://127.0.0.1:8000/ws/hello-tornado");

Error invalid(const QString& sentence)
{
    return {ErrorCode::Invalid, sentence, {}};
}

QString elided(const QString& text)
{
    constexpr qsizetype most = 100;
    QString out = text.left(most);
    for (QChar& c : out) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line || c.isSurrogate())
            c = QLatin1Char('?');
    }
    return text.size() > most ? out + QChar(0x2026) : out;
}

bool isSecure(const QUrl& url)
{
    return url.scheme() == QLatin1String("wss");
}

int defaultPort(const QUrl& url)
{
    return isSecure(url) ? 443 : 80; // RFC 6455 §3
}

/// The scheme as typed, in lower case; empty when the text does not begin with one. "localhost:8000" has none.
QString schemeOf(const QString& text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    return text.mid(colon + 1).startsWith(QLatin1String("//")) ? text.left(std::max<qsizetype>(colon, 0)).toLower()
                                                               : QString();
}

QString webSocketScheme(const QString& http)
{
    return http == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws");
}

/// An error's sentence, or empty for ws and wss.
QString whyNotScheme(const QString& text)
{
    const QString scheme = schemeOf(text);
    if (scheme == QLatin1String("ws") || scheme == QLatin1String("wss"))
        return {};
    if (scheme == QLatin1String("http") || scheme == QLatin1String("https"))
        return QStringLiteral("A WebSocket's address begins with %1://, not %2://: try %3.")
            .arg(webSocketScheme(scheme), scheme, elided(webSocketScheme(scheme) + text.mid(scheme.size())));
    if (scheme == QLatin1String("ws+unix") || text.startsWith(QLatin1String("ws+unix:"), Qt::CaseInsensitive))
        return QStringLiteral("ws+unix: addresses are not supported yet: use a ws:// address.");
    if (scheme.isEmpty())
        return QStringLiteral("Begin the address with ws://, as in %1.").arg(example);
    return QStringLiteral("%1 is no scheme of a WebSocket: begin the address with ws://.")
        .arg(quoted(scheme + QStringLiteral("://")));
}

/// An error's sentence, or empty.
QString whyNotUrl(const QString& text, const QUrl& url)
{
    // QUrl's own words quote the whole input, so they stay out of the sentence.
    if (!url.isValid() && url.errorString().contains(QLatin1String("port"), Qt::CaseInsensitive))
        return QStringLiteral("The port in %1 is not valid: use a number from 1 to 65535.").arg(quoted(text));
    if (!url.isValid())
        return QStringLiteral("%1 is not a valid address: write spaces and special characters as %XX, as in %2.")
            .arg(quoted(text), QStringLiteral("ws://127.0.0.1:8000/a%20b"));
    if (url.host().isEmpty())
        return QStringLiteral("The address has no host: write it behind ws://, as in %1.").arg(example);
    if (url.port(defaultPort(url)) == 0)
        return QStringLiteral("Port 0 cannot be connected to: use a number from 1 to 65535.");
    if (url.hasFragment())
        return QStringLiteral("A WebSocket's address has no fragment: take out %1, or write # as %23.")
            .arg(quoted(QLatin1Char('#') + url.fragment(QUrl::FullyEncoded)));
    if (!url.userInfo().isEmpty())
        return QStringLiteral(
            "Take the user name and password out of the address and send an Authorization header instead.");
    return {};
}

QString whyNotOptions(const ChatOptions& options)
{
    for (const auto& [name, value] : options.headers) {
        const std::string why = websocket::whyNotHeader(name, value);
        if (!why.empty())
            return QString::fromStdString(why);
        if (!options.origin.isEmpty() && http::equalsIgnoringCase(name, "Origin"))
            return QStringLiteral("Origin is given twice: as a header and in its own field; keep one of them.");
    }
    for (const QString& subprotocol : options.subprotocols) {
        if (!http::isToken(subprotocol.toStdString()))
            return QStringLiteral("The subprotocol %1 is not valid: use letters, digits, dots and hyphens.")
                .arg(quoted(subprotocol));
        if (options.subprotocols.count(subprotocol) > 1)
            return QStringLiteral("The subprotocol %1 is given twice: name it once.").arg(quoted(subprotocol));
    }
    const auto unprintable = [](QChar c) { return c.unicode() <= 0x20 || c.unicode() >= 0x7F; };
    if (std::any_of(options.origin.begin(), options.origin.end(), unprintable))
        return QStringLiteral("The Origin %1 is not valid: write it as http://HOST:PORT.").arg(quoted(options.origin));
    if (options.connectTimeout.count() <= 0 || options.closeTimeout.count() <= 0)
        return QStringLiteral("A time-out must be more than 0 ms.");
    return {};
}

} // namespace

QString quoted(const QString& text)
{
    return QLatin1Char('"') + elided(text) + QLatin1Char('"');
}

Result<ChatAddress> parseAddress(const QString& typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return invalid(QStringLiteral("Type the address of a WebSocket, such as %1.").arg(example));
    if (const QString why = whyNotScheme(text); !why.isEmpty())
        return invalid(why);
    const QUrl url(text, QUrl::StrictMode);
    if (const QString why = whyNotUrl(text, url); !why.isEmpty())
        return invalid(why);
    ChatAddress address;
    const int usual = defaultPort(url);
    address.tls = isSecure(url);
    address.endpoint = {url.host(QUrl::FullyEncoded).toStdString(), static_cast<std::uint16_t>(url.port(usual))};
    const net::Endpoint shown = address.endpoint;
    address.host = net::toString(shown);
    if (shown.port == usual)
        address.host.erase(address.host.rfind(':'));
    const QString path = url.path(QUrl::FullyEncoded);
    address.target = path.isEmpty() ? "/" : path.toStdString();
    if (url.hasQuery())
        address.target += '?' + url.query(QUrl::FullyEncoded).toStdString();
    address.url = url.toDisplayString();
    return address;
}

Result<ChatAddress> checkOptions(const ChatOptions& options)
{
    auto address = parseAddress(options.url);
    if (!address)
        return address;
    if (const QString why = whyNotOptions(options); !why.isEmpty())
        return invalid(why);
    return address;
}

Result<void> checkUrl(const QString& url)
{
    const auto address = parseAddress(url);
    return address ? Result<void>() : Result<void>(address.error());
}

} // namespace windsock::chat
