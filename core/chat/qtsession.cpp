// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The session on Qt's QWebSocket, a second opinion: it shows neither a refusal's response nor the peer's pings, and
// cannot send a pong. Lives on the client's thread; owned as a Session.
#include "core/chat/session.h"

#include "core/net/ioloop.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace windsock::chat {

namespace {

constexpr quint64 MaxMessage = 10u << 20;

class QtSession final : public Session
{
public:
    explicit QtSession(Context context);
    ~QtSession() override;

    void start() override;
    void sendText(std::string_view text) override;
    void sendBinary(std::string_view data) override;
    void ping(std::string_view payload) override;
    void pong(std::string_view) override {}
    void close(std::uint16_t code, const std::string& reason) override;

private:
    enum class Phase { Connecting, Open, Closing, Over };

    void listen();
    void connected();
    void failed();
    void closeFrameSeen();
    void disconnected();
    void timedOut();
    void refuse(const QString& why);
    void received(Kind kind, const QByteArray& data);
    void sent(Kind kind, std::string_view data, std::uint16_t code = 0);

    const Context m_context;
    QWebSocket m_socket;
    QTimer m_timer; // of connecting, later of closing
    Phase m_phase = Phase::Connecting;
    bool m_peerClosed = false; // its close frame was answered by QWebSocket
};

QtSession::QtSession(Context context)
    : m_context(std::move(context))
    , m_socket(m_context.options.origin)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setMaxAllowedIncomingMessageSize(MaxMessage);
    m_socket.setMaxAllowedIncomingFrameSize(MaxMessage);
    m_timer.setSingleShot(true);
}

QtSession::~QtSession()
{
    m_socket.disconnect();
    if (m_phase == Phase::Open) {
        sent(Kind::Close, {}, QWebSocketProtocol::CloseCodeGoingAway);
        m_socket.close(QWebSocketProtocol::CloseCodeGoingAway);
    }
    m_socket.abort();
}

void QtSession::start()
{
    listen();
    QSslConfiguration tls = m_socket.sslConfiguration();
    tls.addCaCertificates(m_context.options.trusted);
    tls.setPeerVerifyMode(m_context.options.insecure ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    m_socket.setSslConfiguration(tls);
    QObject::connect(&m_socket, &QWebSocket::sslErrors, &m_socket, [this] {
        if (m_context.options.trusted.contains(m_socket.sslConfiguration().peerCertificate()))
            m_socket.ignoreSslErrors();
    });
    QNetworkRequest request(QUrl(m_context.address.url, QUrl::StrictMode));
    for (const auto& [name, value] : m_context.options.headers)
        request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    QWebSocketHandshakeOptions options;
    options.setSubprotocols(m_context.options.subprotocols);
    m_timer.start(m_context.options.connectTimeout);
    m_socket.open(request, options);
}

void QtSession::listen()
{
    QObject::connect(&m_socket, &QWebSocket::connected, &m_socket, [this] { connected(); });
    QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket, [this] { disconnected(); });
    QObject::connect(&m_socket, &QWebSocket::aboutToClose, &m_socket, [this] { closeFrameSeen(); });
    QObject::connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), &m_socket,
                     [this] { failed(); });
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                     [this](const QString& text) { received(Kind::Text, text.toUtf8()); });
    QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket,
                     [this](const QByteArray& data) { received(Kind::Binary, data); });
    QObject::connect(&m_socket, &QWebSocket::pong, &m_socket,
                     [this](quint64, const QByteArray& payload) { received(Kind::Pong, payload); });
    QObject::connect(&m_timer, &QTimer::timeout, &m_socket, [this] { timedOut(); });
}

void QtSession::connected()
{
    if (m_phase != Phase::Connecting)
        return;
    m_phase = Phase::Open;
    m_timer.stop();
    std::string what = m_context.address.url.toStdString();
    if (const QString subprotocol = m_socket.subprotocol(); !subprotocol.isEmpty())
        what += " (subprotocol " + subprotocol.toStdString() + ')';
    m_context.recorder.opened(std::move(what));
    m_context.opened();
}

void QtSession::failed()
{
    if (m_phase != Phase::Connecting)
        return; // disconnected() follows
    const QString where = quoted(m_context.address.url);
    if (m_socket.error() == QAbstractSocket::ConnectionRefusedError)
        return refuse(QStringLiteral("Nothing listens at %1: start the server, or check the port.").arg(where));
    if (m_socket.error() == QAbstractSocket::HostNotFoundError)
        return refuse(QStringLiteral("There is no host of the name in %1: check it.").arg(where));
    refuse(QStringLiteral("Qt's client could not open %1: %2. Windsock's own client shows what the server answered.")
               .arg(where, quoted(m_socket.errorString())));
}

void QtSession::timedOut()
{
    if (m_phase == Phase::Connecting)
        return refuse(QStringLiteral("%1 did not answer within %2 s: check the address, or allow it more time.")
                          .arg(quoted(m_context.address.url))
                          .arg(static_cast<double>(m_context.options.connectTimeout.count()) / 1000.0));
    m_socket.abort();
    disconnected();
}

void QtSession::refuse(const QString& why)
{
    m_phase = Phase::Over;
    m_timer.stop();
    m_context.recorder.refused(why.toStdString());
    // QWebSocket goes on with its socket after it has told an error: it may not be taken away here.
    QTimer::singleShot(0, &m_socket, [this] { m_socket.abort(); });
}

/// QWebSocket is about to close for a reason of its own: the peer's close frame, or a fault of the peer's.
void QtSession::closeFrameSeen()
{
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Closing;
    m_peerClosed = true;
    m_context.recorder.setState(ChatState::Closing);
    m_timer.start(m_context.options.closeTimeout);
}

void QtSession::disconnected()
{
    if (m_phase == Phase::Connecting) {
        // QWebSocket tells this before the error that says why; perhaps there is none.
        QTimer::singleShot(0, &m_socket, [this] { failed(); });
        return;
    }
    const Phase before = std::exchange(m_phase, Phase::Over);
    if (before == Phase::Over)
        return;
    m_timer.stop();
    if (m_peerClosed)
        m_context.recorder.received(Kind::Close, m_socket.closeReason().toStdString(), MonotonicClock::now(),
                                    static_cast<std::uint16_t>(m_socket.closeCode()));
    std::string why;
    if (before == Phase::Open)
        why = "The connection broke without a close frame: " + m_socket.errorString().toStdString();
    m_context.recorder.closed(std::move(why));
}

void QtSession::sendText(std::string_view text)
{
    if (m_phase != Phase::Open)
        return;
    m_socket.sendTextMessage(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    sent(Kind::Text, text);
}

void QtSession::sendBinary(std::string_view data)
{
    if (m_phase != Phase::Open)
        return;
    m_socket.sendBinaryMessage(QByteArray(data.data(), static_cast<qsizetype>(data.size())));
    sent(Kind::Binary, data);
}

void QtSession::ping(std::string_view payload)
{
    if (m_phase != Phase::Open)
        return;
    payload = payload.substr(0, 125);
    m_socket.ping(QByteArray(payload.data(), static_cast<qsizetype>(payload.size())));
    sent(Kind::Ping, payload);
}

void QtSession::close(std::uint16_t code, const std::string& reason)
{
    if (m_phase == Phase::Connecting)
        return refuse(QStringLiteral("You closed the connection before the server had answered."));
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Closing;
    m_context.recorder.setState(ChatState::Closing);
    sent(Kind::Close, reason, code);
    m_timer.start(m_context.options.closeTimeout);
    m_socket.close(static_cast<QWebSocketProtocol::CloseCode>(code), QString::fromStdString(reason));
}

void QtSession::received(Kind kind, const QByteArray& data)
{
    m_context.recorder.received(kind, {data.constData(), static_cast<std::size_t>(data.size())}, MonotonicClock::now());
}

void QtSession::sent(Kind kind, std::string_view data, std::uint16_t code)
{
    m_socket.flush();
    m_context.recorder.sent(kind, data, MonotonicClock::now(), code);
}

} // namespace

std::unique_ptr<Session> makeQtSession(Session::Context context)
{
    return std::make_unique<QtSession>(std::move(context));
}

} // namespace windsock::chat
