// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "core/journal/logtext.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace windsock::app {

namespace {

void write(std::FILE* file, const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), file);
    std::fflush(file); // a failure is kept: ferror()
}

int usage(const QString& message, const QString& command)
{
    QString sentence = message.left(300);
    while (sentence.endsWith(u'.'))
        sentence.chop(1);
    const QString call = command.isEmpty() ? QStringLiteral("windsock") : QStringLiteral("windsock ") + command;
    return fail({ErrorCode::Invalid, QStringLiteral("%1: see %2 --help.").arg(sentence, call), {}}, ExitCode::Usage);
}

} // namespace

std::optional<int> parse(QCommandLineParser& parser, const QStringList& arguments, const QString& command,
                         const QString& positional)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help."));
    // -h is --header of chat, as in curl it would be -H; there only --help is help.
    parser.addOption(command == QStringLiteral("chat") ? QCommandLineOption(QStringLiteral("help"), help.description())
                                                       : help);
    if (!parser.parse(arguments))
        return usage(parser.errorText(), command);
    if (parser.isSet(QStringLiteral("help"))) {
        QString text = parser.helpText();
        if (!command.isEmpty()) {
            const QString program = QCoreApplication::arguments().value(0);
            text.replace(QStringLiteral("Usage: ") + program, QStringLiteral("Usage: windsock ") + command);
        }
        write(stdout, text);
        return 0;
    }
    if (positional.isEmpty() && !parser.positionalArguments().isEmpty())
        return usage(QStringLiteral("\"%1\" is not understood").arg(parser.positionalArguments().constFirst()),
                     command);
    return std::nullopt;
}

int fail(const Error& error, ExitCode code)
{
    std::string sentence; // it may quote what a file or a peer says
    journal::appendEscaped(sentence, error.sentence.toStdString(), journal::Escape::Terminal);
    write(stderr, QString::fromStdString(sentence) + u'\n');
    if (!error.detail.isEmpty() && error.detail.contains(u'\n'))
        write(stderr, error.detail + (error.detail.endsWith(u'\n') ? QString() : QStringLiteral("\n")));
    return static_cast<int>(code);
}

void say(const QString& line)
{
    write(stdout, line + u'\n');
}

Error notAllSaid()
{
    return {ErrorCode::Failed,
            QStringLiteral("Not all could be written to standard output: see that its disk has room, or its reader "
                           "reads to the end."),
            {}};
}

Result<void> allSaid()
{
    return std::ferror(stdout) == 0 ? Result<void>() : Result<void>(notAllSaid());
}

} // namespace windsock::app
