// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/chat.h"

#include "app/chatcommand.h"
#include "app/commandline.h"
#include "app/signals.h"
#include "app/tlsidentity.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace windsock::app {

namespace {

void addOptions(QCommandLineParser& parser)
{
    using Option = QCommandLineOption;
    const auto name = [](const char* text) { return QString::fromLatin1(text); };
    parser.addPositionalArgument(name("URL"), name("ws[s]://HOST[:PORT]/PATH"));
    parser.addOptions({
        Option({name("H"), name("header")}, name("Send a header with the handshake; may be given again."),
               name("Name: value")),
        Option({name("s"), name("subprotocol")}, name("Offer a subprotocol; may be given again."), name("NAME")),
        Option({name("o"), name("origin")}, name("Send this Origin."), name("ORIGIN")),
        Option(name("client"), name("Who speaks: own (default) or qt, as a second opinion."), name("CLIENT")),
        Option(name("send"), name("Send a message, then wait for its answer and end; may be given again."),
               name("TEXT")),
        Option(name("expect"), name("End with success when a message matches, with 1 when none does."), name("REGEX")),
        Option(name("wait"),
               name("Listen for so many seconds before closing (default: until all is answered; 1 if not within 5)."),
               name("S")),
        Option(name("no-deflate"), name("Do not offer to compress messages (permessage-deflate).")),
        Option(name("insecure"), name("Take any certificate of a wss:// server.")),
        Option(name("json"), name("One JSON object a message on standard output.")),
    });
}

Error wrong(const QString& sentence)
{
    return {ErrorCode::Invalid, sentence, {}};
}

Result<chat::ChatOptions> readChatOptions(const QCommandLineParser& parser)
{
    chat::ChatOptions options;
    options.url = parser.positionalArguments().value(0);
    options.subprotocols = parser.values(QStringLiteral("subprotocol"));
    options.origin = parser.value(QStringLiteral("origin"));
    options.insecure = parser.isSet(QStringLiteral("insecure"));
    options.trusted = madeCertificate(); // our own server's, wherever it runs on this machine
    options.deflate = !parser.isSet(QStringLiteral("no-deflate"));
    for (const QString& header : parser.values(QStringLiteral("header"))) {
        const auto colon = header.indexOf(u':');
        if (colon <= 0)
            return wrong(QStringLiteral("-H takes 'Name: value', not \"%1\".").arg(header.left(100)));
        options.headers.emplace_back(header.left(colon).trimmed().toStdString(),
                                     header.mid(colon + 1).trimmed().toStdString());
    }
    const QString client = parser.value(QStringLiteral("client"));
    if (!client.isEmpty() && client != QStringLiteral("own") && client != QStringLiteral("qt"))
        return wrong(QStringLiteral("--client is own or qt, not \"%1\".").arg(client.left(100)));
    options.kind = client == QStringLiteral("qt") ? chat::ClientKind::Qt : chat::ClientKind::Own;
    return options;
}

Result<ChatCommandOptions> readOptions(const QCommandLineParser& parser)
{
    if (parser.positionalArguments().size() != 1)
        return wrong(
            QStringLiteral("Give one URL, such as ws://127.0.0.1:8000/ws/hello-tornado: see windsock chat --help."));
    auto chatOptions = readChatOptions(parser);
    if (!chatOptions)
        return chatOptions.error();
    ChatCommandOptions options{
        std::move(*chatOptions), parser.values(QStringLiteral("send")), {}, {}, parser.isSet(QStringLiteral("json"))};
    if (parser.isSet(QStringLiteral("expect"))) {
        options.expect = QRegularExpression(parser.value(QStringLiteral("expect")));
        if (!options.expect->isValid()) {
            return wrong(QStringLiteral("--expect is no regular expression: column %1: %2.")
                             .arg(options.expect->patternErrorOffset() + 1)
                             .arg(options.expect->errorString()));
        }
    }
    if (parser.isSet(QStringLiteral("wait"))) {
        bool ok = false;
        const double seconds = parser.value(QStringLiteral("wait")).toDouble(&ok);
        if (!ok || !(seconds >= 0 && seconds <= 86'400)) // NaN is neither
            return wrong(QStringLiteral("--wait takes a number of seconds, not \"%1\".")
                             .arg(parser.value(QStringLiteral("wait")).left(100)));
        options.wait = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
    }
    return options;
}

} // namespace

int chat(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Talks to a WebSocket server: lines of standard input are sent, messages go to standard output,\n"
        "remarks to standard error. /ping [TEXT], /pong [TEXT] and /close [CODE [REASON]] are commands."));
    addOptions(parser);
    if (const auto code = parse(parser, arguments, QStringLiteral("chat"), QStringLiteral("URL")))
        return *code;
    const auto options = readOptions(parser);
    if (!options)
        return fail(options.error(), ExitCode::Usage);
    Signals interrupts;
    ChatCommand command(*options);
    QObject::connect(&interrupts, &Signals::stopRequested, &command, &ChatCommand::interrupt);
    QObject::connect(
        &command, &ChatCommand::finished, QCoreApplication::instance(), [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    if (const auto started = command.start(); !started)
        return fail(started.error(), ExitCode::Usage);
    return QCoreApplication::exec();
}

} // namespace windsock::app
