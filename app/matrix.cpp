// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/matrix.h"

#include "app/commandline.h"
#include "app/matrixlisting.h"
#include "core/journal/logtext.h"

#include <QCommandLineParser>
#include <QDir>
#include <QJsonDocument>

#include <algorithm>

namespace windsock::app {

namespace {

void addOptions(QCommandLineParser& parser)
{
    using Option = QCommandLineOption;
    const auto name = [](const char* text) { return QString::fromLatin1(text); };
    parser.addOptions({
        Option(name("config"),
               name("A tox.ini, a setup.cfg with [tox:tox], or a matrix.toml (default: the one in this folder)."),
               name("FILE")),
        Option(name("list"), name("Print the environments, one a line, as tox -l does.")),
        Option(name("pythons"), name("Print the Pythons that are on this machine: version, path, where from.")),
        Option(name("e"), name("Only these environments: a name, a list, py{36,37}-x; may be given again."),
               name("ENV")),
        Option(name("json"), name("Print JSON: all that each environment asks for, or each Python.")),
    });
}

Error wrong(const QString& sentence)
{
    return {ErrorCode::Invalid, sentence, {}};
}

/// What a file or a folder is called may not drive the terminal it is shown on.
QString forTerminal(const QString& line)
{
    std::string shown;
    journal::appendEscaped(shown, line.toStdString(), journal::Escape::Terminal);
    return QString::fromStdString(shown);
}

void sayJson(const QJsonDocument& document)
{
    say(QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed());
}

Result<matrix::Matrix> readListed(const QCommandLineParser& parser)
{
    const QStringList wanted = parser.values(QStringLiteral("e"));
    if (std::any_of(wanted.begin(), wanted.end(), [](const QString& one) { return one.trimmed().isEmpty(); }))
        return wrong(QStringLiteral("-e takes the name of an environment: see windsock matrix --list."));
    const auto file = parser.isSet(QStringLiteral("config")) ? Result<QString>(parser.value(QStringLiteral("config")))
                                                             : matrix::findMatrixFile(QDir::currentPath());
    if (!file)
        return file.error();
    return matrix::readMatrix(*file, wanted, matrix::Chosen::Listed, QProcessEnvironment::systemEnvironment());
}

int list(const QCommandLineParser& parser)
{
    const auto matrix = readListed(parser);
    if (!matrix)
        return fail(matrix.error(), ExitCode::Usage);
    if (parser.isSet(QStringLiteral("json"))) {
        sayJson(QJsonDocument(toJson(matrix->environments)));
        return static_cast<int>(ExitCode::Success);
    }
    for (const matrix::EnvironmentSpec& spec : matrix->environments)
        say(QString::fromStdString(spec.name));
    return static_cast<int>(ExitCode::Success);
}

int listPythons(bool json)
{
    const auto interpreters = matrix::Interpreters::find(matrix::SearchPlaces::here());
    if (json)
        sayJson(QJsonDocument(toJson(interpreters)));
    for (const matrix::Interpreter& one : json ? std::vector<matrix::Interpreter>() : interpreters.all())
        say(forTerminal(toLine(one)));
    for (const matrix::BrokenInterpreter& one : interpreters.broken())
        fail({ErrorCode::Failed, toLine(one), {}}, ExitCode::Success);
    if (!interpreters.all().empty())
        return static_cast<int>(ExitCode::Success);
    return fail(interpreters.match({}).error(), ExitCode::Failed);
}

} // namespace

int matrix(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Says which environments a tox.ini or a matrix.toml asks for, and which Pythons are here."));
    addOptions(parser);
    if (const auto code = parse(parser, arguments, QStringLiteral("matrix")))
        return *code;
    const bool lists = parser.isSet(QStringLiteral("list"));
    const bool pythons = parser.isSet(QStringLiteral("pythons"));
    if (lists == pythons)
        return fail(
            wrong(QStringLiteral("Give --list for the environments or --pythons for the Pythons that are here: see "
                                 "windsock matrix --help.")),
            ExitCode::Usage);
    return lists ? list(parser) : listPythons(parser.isSet(QStringLiteral("json")));
}

} // namespace windsock::app
