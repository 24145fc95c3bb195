// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/chatcommand.h"

#include "app/commandline.h"
#include "core/journal/logtext.h"
#include "core/websocket/frame.h"

#include <unistd.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

namespace windsock::app {

using chat::Direction;
using chat::Kind;

namespace {

constexpr std::chrono::milliseconds pullInterval{10};
constexpr std::chrono::milliseconds defaultWait{5'000};
constexpr std::chrono::milliseconds closeGrace{500};    // beyond the client's own limit, for the last rows to be shown
constexpr std::chrono::milliseconds lastPatience{1000}; // for a reader of ours that has stopped to read, at the end
constexpr std::size_t messagesPerPull = 1000;
constexpr qsizetype longestPayload = websocket::MaxControlPayload;
constexpr qsizetype longestReason = longestPayload - 2; // of a close: the code takes two bytes

/// What a server said may not drive the terminal it is shown on.
std::string forTerminal(const QString& text)
{
    std::string shown;
    journal::appendEscaped(shown, text.toStdString(), journal::Escape::Terminal);
    return shown + '\n';
}

QString text(const chat::Message& message)
{
    return QString::fromStdString(message.data);
}

QString kindName(Kind kind)
{
    switch (kind) {
    case Kind::Text:
        return QStringLiteral("text");
    case Kind::Binary:
        return QStringLiteral("binary");
    case Kind::Ping:
        return QStringLiteral("ping");
    case Kind::Pong:
        return QStringLiteral("pong");
    case Kind::Close:
        return QStringLiteral("close");
    case Kind::Connected:
        return QStringLiteral("connected");
    case Kind::Refused:
        return QStringLiteral("refused");
    case Kind::Lost:
        return QStringLiteral("lost");
    }
    return {};
}

QString directionName(Direction direction)
{
    return direction == Direction::Sent       ? QStringLiteral("sent")
           : direction == Direction::Received ? QStringLiteral("received")
                                              : QStringLiteral("none");
}

/// What a person reads of a row that is no text message.
QString describe(const chat::Message& message)
{
    const QString rtt =
        message.roundTrip
            ? QStringLiteral(" after %1 ms").arg(static_cast<double>(message.roundTrip->count()) / 1000.0, 0, 'f', 2)
            : QString();
    const QString who = message.direction == Direction::Sent ? QStringLiteral("sent") : QStringLiteral("received");
    switch (message.kind) {
    case Kind::Binary:
        return QStringLiteral("binary, %1 bytes: %2")
            .arg(message.data.size())
            .arg(QString::fromLatin1(QByteArray::fromStdString(message.data).left(64).toHex(' ')));
    case Kind::Close:
        return QStringLiteral("close %1: %2 %3").arg(who).arg(message.code).arg(text(message)).trimmed();
    case Kind::Ping:
    case Kind::Pong:
        return QStringLiteral("%1 %2 %3%4").arg(kindName(message.kind), who, text(message), rtt);
    default:
        return text(message);
    }
}

QString responseText(const chat::Message& message)
{
    QString shown =
        QStringLiteral("%1 %2\n").arg(message.response->status).arg(QString::fromStdString(message.response->reason));
    for (const auto field : message.response->headers) {
        shown += QString::fromUtf8(field.name.data(), static_cast<qsizetype>(field.name.size())) +
                 QStringLiteral(": ") +
                 QString::fromUtf8(field.value.data(), static_cast<qsizetype>(field.value.size())) + u'\n';
    }
    return shown + u'\n' + QString::fromStdString(message.responseBody).left(2000);
}

} // namespace

ChatCommand::ChatCommand(ChatCommandOptions options)
    : m_options(std::move(options))
    , m_output(STDOUT_FILENO)
    , m_remarks(STDERR_FILENO)
{
    connect(&m_pull, &QTimer::timeout, this, &ChatCommand::pull);
    m_closeLimit.setSingleShot(true);
    connect(&m_closeLimit, &QTimer::timeout, this, [this] { end(outcome()); });
    m_waitLimit.setSingleShot(true);
    connect(&m_waitLimit, &QTimer::timeout, this, &ChatCommand::waitedInVain);
}

void ChatCommand::waitedInVain()
{
    if (m_options.expect) {
        remark(QStringLiteral("No message matched \"%1\" in time.").arg(m_options.expect->pattern()));
    } else if (!m_options.wait) {
        m_failed = true;
        remark(QStringLiteral("%1 sent and %2 received within %3 s: if no answers are to come, give --wait.")
                   .arg(m_sent == 1 ? QStringLiteral("1 message was") : QStringLiteral("%1 messages were").arg(m_sent))
                   .arg(m_received)
                   .arg(defaultWait.count() / 1000));
    }
    closeSoon();
}

Result<void> ChatCommand::start()
{
    m_pull.start(pullInterval);
    return m_client.open(m_options.chat);
}

void ChatCommand::interrupt()
{
    if (m_client.state() == chat::ChatState::Open && !m_closeLimit.isActive())
        closeSoon();
    else
        end(1);
}

void ChatCommand::say(const QString& line)
{
    m_output.write(::isatty(STDOUT_FILENO) ? forTerminal(line) : line.toStdString() + '\n');
}

void ChatCommand::remark(const QString& text)
{
    m_remarks.write(forTerminal(text));
}

/// False while somebody still reads what was said before: then the conversation waits, and signals are heard.
bool ChatCommand::allWritten()
{
    const bool written = m_remarks.flush() && m_output.flush();
    if (m_output.takeError() == 0)
        return written;
    end(fail(notAllSaid(), ExitCode::Failed));
    return false;
}

void ChatCommand::pull()
{
    if (!allWritten())
        return;
    // Asked first: all of a conversation that is over then has come with the batch.
    const bool over = m_client.state() == chat::ChatState::Closed;
    const auto batch = m_client.conversation().since(m_next, messagesPerPull);
    m_next = batch.next;
    for (const auto& message : batch.messages) {
        if (m_options.json)
            showJson(*message);
        show(*message);
        if (m_ended)
            return;
    }
    // Not with the close frame: it may have been one that the protocol forbids.
    if (over && batch.messages.empty() && allWritten()) {
        if (answersMissing())
            remark(QStringLiteral("The server closed before it had answered: %1 sent, %2 received.")
                       .arg(m_sent)
                       .arg(m_received));
        end(outcome());
    }
}

void ChatCommand::show(const chat::Message& message)
{
    switch (message.kind) {
    case Kind::Connected:
        remark(text(message));
        return connected();
    case Kind::Refused:
    case Kind::Lost:
        remark(text(message));
        if (message.response && !m_options.json)
            remark(responseText(message));
        // What was wanted had come, and we were closing: how the server left is not our failure.
        return end(m_closeLimit.isActive() ? outcome() : 1);
    case Kind::Close:
        return remark(describe(message));
    default:
        if (message.direction == Direction::Received)
            received(message);
        else if (message.kind != Kind::Text)
            remark(describe(message));
    }
}

void ChatCommand::showJson(const chat::Message& message)
{
    const bool binary = message.kind == Kind::Binary;
    QJsonObject object{
        {QStringLiteral("number"), static_cast<double>(message.number)},
        {QStringLiteral("time"),
         static_cast<double>(std::chrono::duration_cast<microseconds>(message.at.time_since_epoch()).count()) / 1e6},
        {QStringLiteral("direction"), directionName(message.direction)},
        {QStringLiteral("kind"), kindName(message.kind)},
        {QStringLiteral("size"), static_cast<double>(message.data.size())},
        {QStringLiteral("data"),
         binary ? QString::fromLatin1(QByteArray::fromStdString(message.data).toBase64()) : text(message)}};
    if (message.code)
        object.insert(QStringLiteral("code"), message.code);
    if (message.roundTrip)
        object.insert(QStringLiteral("rtt_us"), static_cast<double>(message.roundTrip->count()));
    if (message.response)
        object.insert(QStringLiteral("status"), message.response->status);
    say(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

void ChatCommand::connected()
{
    for (const QString& one : m_options.send)
        send(one);
    if (!m_options.send.isEmpty() || m_options.expect) {
        m_answersWanted = !m_options.expect;
        m_waitLimit.start(m_options.wait.value_or(defaultWait));
        return;
    }
    m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    connect(m_input.get(), &QSocketNotifier::activated, this, &ChatCommand::readInput);
}

void ChatCommand::send(const QString& one)
{
    m_client.sendText(one);
    ++m_sent;
}

void ChatCommand::received(const chat::Message& message)
{
    if (!m_options.json && message.kind == Kind::Text)
        say((::isatty(STDOUT_FILENO) ? QStringLiteral("< ") : QString()) + text(message));
    else if (!m_options.json)
        remark(describe(message));
    if (message.kind != Kind::Text && message.kind != Kind::Binary)
        return;
    ++m_received;
    if (m_options.expect && m_options.expect->match(text(message)).hasMatch()) {
        m_expected = true;
        closeSoon();
    }
    checkAnswered();
}

/// With --wait the user said how long to listen; without it there is to be one answer to each message.
bool ChatCommand::answersMissing() const
{
    return m_answersWanted && !m_options.wait && m_received < m_sent;
}

void ChatCommand::checkAnswered()
{
    if (m_answersWanted && !m_options.wait && !answersMissing() && !m_closeLimit.isActive())
        closeSoon();
}

void ChatCommand::readInput()
{
    QByteArray buffer(64 * 1024, Qt::Uninitialized);
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), static_cast<std::size_t>(buffer.size()));
    if (got <= 0)
        return inputEnded();
    m_pending.append(buffer.constData(), static_cast<qsizetype>(got));
    for (qsizetype end = m_pending.indexOf('\n'); end >= 0; end = m_pending.indexOf('\n')) {
        handleLine(m_pending.left(end));
        m_pending.remove(0, end + 1);
    }
}

void ChatCommand::handleLine(const QByteArray& line)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless); // half a character is an error
    const QString text = decode(line);
    if (decode.hasError())
        return refuse(QStringLiteral("A line that is not UTF-8 was not sent: text messages are UTF-8."));
    const QString word = text.section(u' ', 0, 0);
    if (word == QStringLiteral("/ping") || word == QStringLiteral("/pong") || word == QStringLiteral("/close"))
        control(word, text.section(u' ', 1));
    else
        send(text);
}

void ChatCommand::control(const QString& word, const QString& rest)
{
    if (word == QStringLiteral("/close")) {
        bool isNumber = true;
        const std::uint16_t code = rest.isEmpty() ? 1000 : rest.section(u' ', 0, 0).toUShort(&isNumber);
        const QString reason = rest.section(u' ', 1);
        if (!isNumber || !websocket::mayBeSent(websocket::CloseCode(code)) || reason.toUtf8().size() > longestReason)
            return refuse(QStringLiteral("/close takes a code (1000, 3000 to 4999 …) and a reason of at most %1 bytes.")
                              .arg(longestReason));
        return m_client.close(code, reason);
    }
    const QByteArray payload = rest.toUtf8();
    if (payload.size() > longestPayload)
        return refuse(QStringLiteral("%1 takes at most %2 bytes.").arg(word).arg(longestPayload));
    if (word == QStringLiteral("/ping"))
        m_client.ping(payload);
    else
        m_client.pong(payload);
}

/// Said at once; the exit code tells it again.
void ChatCommand::refuse(const QString& sentence)
{
    m_failed = true;
    remark(sentence);
}

void ChatCommand::inputEnded()
{
    m_input.reset();
    if (!m_pending.isEmpty())
        handleLine(std::exchange(m_pending, {}));
    m_answersWanted = true;
    m_waitLimit.start(m_options.wait.value_or(defaultWait));
    checkAnswered();
}

void ChatCommand::closeSoon()
{
    m_waitLimit.stop();
    m_client.close();
    // The end of the connection ends it; a peer that does not answer the close frame is cut by the client.
    m_closeLimit.start(m_options.chat.closeTimeout + closeGrace);
}

int ChatCommand::outcome() const
{
    return m_failed || (m_options.expect && !m_expected) || answersMissing() ? 1 : 0;
}

void ChatCommand::end(int exitCode)
{
    if (std::exchange(m_ended, true))
        return;
    m_pull.stop();
    m_output.finish(lastPatience);
    m_remarks.finish(lastPatience);
    Q_EMIT finished(exitCode);
}

} // namespace windsock::app
