// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/matrix.h"

#include "app/commandline.h"
#include "app/matrixlisting.h"
#include "app/matrixrun.h"
#include "app/signals.h"
#include "core/journal/logtext.h"
#include "core/matrix/report.h"
#include "core/matrix/reportjson.h"
#include "ui/bench/matrixpictures.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

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
        Option(name("packages"),
               name("A folder of packages for every environment, instead of virtualenvs; may be given again."),
               name("DIR")),
        Option(name("workdir"), name("Where virtualenvs are made and kept (default: .windsock beside the file)."),
               name("DIR")),
        Option(name("no-virtualenvs"), name("Make none: take what each Python has.")),
        Option({name("p"), name("parallel")}, name("So many environments at once (default 1)."), name("N")),
        Option(name("bench"), name("Load the three pages of each environment that works.")),
        Option(name("n"), name("Requests of each page (default 2000)."), name("N")),
        Option(name("c"), name("Connections at once (default 100)."), name("N")),
        Option(name("report"), name("Write report.rst, report.html, report.json and pictures there."), name("DIR")),
        Option(name("json"), name("Print JSON: the results; with --list what is asked for, with --pythons each one.")),
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

Result<matrix::Matrix> readChosen(const QCommandLineParser& parser, matrix::Chosen chosen)
{
    const QStringList wanted = parser.values(QStringLiteral("e"));
    if (std::any_of(wanted.begin(), wanted.end(), [](const QString& one) { return one.trimmed().isEmpty(); }))
        return wrong(QStringLiteral("-e takes the name of an environment: see windsock matrix --list."));
    const auto file = parser.isSet(QStringLiteral("config")) ? Result<QString>(parser.value(QStringLiteral("config")))
                                                             : matrix::findMatrixFile(QDir::currentPath());
    if (!file)
        return file.error();
    return matrix::readMatrix(*file, wanted, chosen, QProcessEnvironment::systemEnvironment());
}

int list(const QCommandLineParser& parser)
{
    const auto matrix = readChosen(parser, matrix::Chosen::Listed);
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

/// A whole number from 1 on, or `unset`. Error: what it takes.
Result<int> number(const QCommandLineParser& parser, const QString& option, int unset, int most)
{
    if (!parser.isSet(option))
        return unset;
    bool ok = false;
    const int value = parser.value(option).toInt(&ok);
    if (ok && value >= 1 && value <= most)
        return value;
    return wrong(QStringLiteral("-%1 takes a number from 1 to %2, not \"%3\".")
                     .arg(option)
                     .arg(most)
                     .arg(parser.value(option).left(100)));
}

Result<matrix::RunOptions> readRunOptions(const QCommandLineParser& parser, const QString& file)
{
    matrix::RunOptions options;
    options.packages = parser.values(QStringLiteral("packages"));
    for (const QString& folder : std::as_const(options.packages)) {
        if (!QFileInfo::exists(folder))
            return wrong(QStringLiteral("There is no folder \"%1\": give --packages one that has packages.")
                             .arg(folder.left(200)));
    }
    options.benchmark = parser.isSet(QStringLiteral("bench"));
    if (!parser.isSet(QStringLiteral("no-virtualenvs"))) {
        options.workFolder = parser.isSet(QStringLiteral("workdir"))
                                 ? QDir::current().absoluteFilePath(parser.value(QStringLiteral("workdir")))
                                 : QFileInfo(file).absoluteDir().filePath(QStringLiteral(".windsock"));
    }
    const auto requests = number(parser, QStringLiteral("n"), options.requests, 10'000'000);
    const auto connections = number(parser, QStringLiteral("c"), options.connections, 10'000);
    if (!requests || !connections)
        return requests ? connections.error() : requests.error();
    options.requests = *requests;
    options.connections = std::min(*connections, *requests);
    return options;
}

/// Before all is tried for nothing. The folder itself is made when there is something to write.
Result<void> checkReportFolder(const QCommandLineParser& parser)
{
    if (!parser.isSet(QStringLiteral("report")))
        return {};
    const QString folder = parser.value(QStringLiteral("report"));
    if (folder.trimmed().isEmpty())
        return wrong(QStringLiteral("--report takes the name of a folder."));
    QFileInfo there(QDir::current().absoluteFilePath(folder));
    while (!there.exists() && !there.isRoot())
        there = QFileInfo(there.path());
    if (there.isDir() && there.isWritable())
        return {};
    return wrong(QStringLiteral("The report cannot be written to %1 (%2 %3): give --report another folder.")
                     .arg(folder.left(200), there.filePath().left(200),
                          there.isDir() ? QStringLiteral("is not yours to write to") : QStringLiteral("is no folder")));
}

/// So that the command can be copied.
QString forShell(const QString& word)
{
    static const QRegularExpression plain(QStringLiteral("^[\\w./=:,@%+-]+$"));
    return plain.match(word).hasMatch() ? word : u'\'' + QString(word).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

matrix::ReportFacts factsOf(const QString& file, const QStringList& arguments)
{
    matrix::ReportFacts facts;
    facts.version = QStringLiteral(WINDSOCK_VERSION);
    facts.date = QDateTime::currentDateTime();
    facts.machine = matrix::thisMachine();
    facts.matrixFile = file;
    facts.command = QStringLiteral("windsock matrix");
    for (const QString& word : arguments.mid(1))
        facts.command += u' ' + forShell(word);
    return facts;
}

int summarize(const QCommandLineParser& parser, const MatrixRun& run, const matrix::ReportFacts& facts)
{
    if (run.interrupted()) // what was tried until then is in no report: it would look whole
        return fail({ErrorCode::Failed, QStringLiteral("The matrix was interrupted."), {}}, ExitCode::Failed);
    const auto results = run.results();
    if (parser.isSet(QStringLiteral("json")))
        say(QString::fromUtf8(matrix::toJson(results, facts)).trimmed());
    if (const QString folder = parser.value(QStringLiteral("report")); !folder.isEmpty()) {
        if (const auto written = matrix::writeReport(folder, results, facts, ui::drawPictures(results)); !written)
            return fail(written.error(), ExitCode::Failed);
    }
    const bool failed = std::any_of(results.begin(), results.end(), [](const matrix::EnvironmentResult& result) {
        return matrix::overall(result) == matrix::Verdict::No;
    });
    return static_cast<int>(failed ? ExitCode::Failed : ExitCode::Success);
}

int runAll(const QCommandLineParser& parser, const QStringList& arguments)
{
    const auto chosen = readChosen(parser, matrix::Chosen::ToBeRun);
    if (!chosen)
        return fail(chosen.error(), ExitCode::Usage);
    const auto options = readRunOptions(parser, chosen->file);
    const auto jobs = number(parser, QStringLiteral("p"), 1, 16);
    if (!options || !jobs)
        return fail(options ? jobs.error() : options.error(), ExitCode::Usage);
    if (options->benchmark && *jobs > 1)
        return fail(
            wrong(QStringLiteral("-p beside --bench would have environments measure each other: leave one out.")),
            ExitCode::Usage);
    if (const auto report = checkReportFolder(parser); !report)
        return fail(report.error(), ExitCode::Usage);
    Signals interrupts;
    MatrixRun run(chosen->environments, *options, *jobs, parser.isSet(QStringLiteral("json")));
    QObject::connect(&interrupts, &Signals::stopRequested, &run, &MatrixRun::interrupt);
    QObject::connect(&run, &MatrixRun::finished, QCoreApplication::instance(), &QCoreApplication::quit,
                     Qt::QueuedConnection);
    run.start();
    QCoreApplication::exec();
    return summarize(parser, run, factsOf(chosen->file, arguments));
}

} // namespace

int matrix(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Tries a web application with each Python and framework that a tox.ini or a matrix.toml asks for: serves it,\n"
        "speaks to its WebSocket, walks its pages, and says which of them work. Exit code 1 when one does not."));
    addOptions(parser);
    if (const auto code = parse(parser, arguments, QStringLiteral("matrix")))
        return *code;
    const bool lists = parser.isSet(QStringLiteral("list"));
    const bool pythons = parser.isSet(QStringLiteral("pythons"));
    if (lists && pythons)
        return fail(wrong(QStringLiteral("--list and --pythons are two questions: give one of them.")),
                    ExitCode::Usage);
    if (!lists && !pythons)
        return runAll(parser, arguments);
    return lists ? list(parser) : listPythons(parser.isSet(QStringLiteral("json")));
}

} // namespace windsock::app
