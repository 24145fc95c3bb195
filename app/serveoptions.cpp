// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serveoptions.h"

#include "app/configfile.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

namespace windsock::app {

namespace {

using Options = QList<QCommandLineOption>;

QCommandLineOption option(const char* name, const QString& value, const QString& help)
{
    return QCommandLineOption(QString::fromLatin1(name), help, value);
}

QCommandLineOption flag(const char* name, const QString& help)
{
    return QCommandLineOption(QString::fromLatin1(name), help);
}

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

/// Reads options one after the other and remembers the first that is wrong.
class Reader
{
public:
    explicit Reader(const QCommandLineParser& parser)
        : m_parser(parser)
    {
    }

    void text(const char* name, std::string& target)
    {
        if (m_parser.isSet(QString::fromLatin1(name)))
            target = m_parser.value(QString::fromLatin1(name)).toStdString();
    }

    void number(const char* name, int least, int most, int& target)
    {
        const QString key = QString::fromLatin1(name);
        if (!m_parser.isSet(key))
            return;
        bool ok = false;
        const int value = m_parser.value(key).toInt(&ok);
        if (ok && value >= least && value <= most)
            target = value;
        else
            fail(QStringLiteral("--%1 takes a number from %2 to %3, not \"%4\".")
                     .arg(key)
                     .arg(least)
                     .arg(most)
                     .arg(m_parser.value(key).left(100)));
    }

    void fail(const QString& sentence)
    {
        if (!m_error)
            m_error = Error{ErrorCode::Invalid, sentence, {}};
    }

    const QCommandLineParser& parser() const { return m_parser; }
    const std::optional<Error>& error() const { return m_error; }

private:
    const QCommandLineParser& m_parser;
    std::optional<Error> m_error;
};

void readEnvironment(Reader& reader, BackendOptions& backend)
{
    for (const QString& entry : reader.parser().values(QStringLiteral("env"))) {
        const auto equals = entry.indexOf(u'=');
        if (equals <= 0)
            reader.fail(QStringLiteral("--env takes NAME=VALUE, not \"%1\".").arg(entry.left(100)));
        else
            backend.environment.emplace_back(entry.left(equals).toStdString(), entry.mid(equals + 1).toStdString());
    }
}

void readBackend(Reader& reader, BackendOptions& backend)
{
    reader.text("backend", backend.spec);
    reader.text("python", backend.python);
    reader.text("chdir", backend.chdir);
    reader.number("workers", 1, 64, backend.workers);
    reader.number("threads", 1, 256, backend.threads);
    for (const QString& path : reader.parser().values(QStringLiteral("path")))
        backend.paths.push_back(path.toStdString());
    readEnvironment(reader, backend);
    backend.reload |= reader.parser().isSet(QStringLiteral("reload"));
    backend.insecure |= reader.parser().isSet(QStringLiteral("insecure"));
    backend.migrate |= reader.parser().isSet(QStringLiteral("migrate"));
}

void readTls(Reader& reader, TlsOptions& tls)
{
    tls.made |= reader.parser().isSet(QStringLiteral("tls"));
    reader.text("tls-cert", tls.certificate);
    reader.text("tls-key", tls.key);
    if (tls.certificate.empty() != tls.key.empty())
        reader.fail(
            QStringLiteral("--tls-cert and --tls-key go together: give both, or --tls for a certificate of ours."));
}

void readLog(Reader& reader, ServeOptions& options)
{
    reader.text("log-file", options.logFile);
    if (!reader.parser().isSet(QStringLiteral("log-format")))
        return;
    const QString name = reader.parser().value(QStringLiteral("log-format"));
    if (const auto profile = journal::parseLogProfile(name.toStdString()))
        options.logProfile = *profile;
    else
        reader.fail(QStringLiteral("--log-format is tornado-6.5, tornado-6.2, tornado-4.3 or json, not \"%1\".")
                        .arg(name.left(100)));
}

Result<void> checkFolder(const std::string& folder, const QString& use)
{
    const QString path = QString::fromStdString(folder);
    if (QFileInfo(path).isDir())
        return {};
    return Error{ErrorCode::NotFound,
                 QStringLiteral("There is no folder \"%1\" to serve under %2: make it, or name another.")
                     .arg(path.left(200), use.left(200)),
                 {}};
}

/// Those of --static, and of the configuration's static routes.
Result<void> checkStaticFolders(const ServeOptions& options)
{
    if (!options.staticFolder.empty()) {
        if (auto checked = checkFolder(options.staticFolder, QStringLiteral("/static/")); !checked)
            return checked;
    }
    for (const RouteOptions& route : options.routes) {
        if (route.handler != "static")
            continue;
        if (auto checked = checkFolder(route.folder, QString::fromStdString(route.pattern)); !checked)
            return checked;
    }
    return {};
}

} // namespace

void addBackendOptions(QCommandLineParser& parser)
{
    parser.addOptions(Options{
        option("backend", QStringLiteral("SPEC"),
               tr("Where the last route leads: demo (default), wsgi:MODULE:CALLABLE, django:DIR, http[s]://HOST:PORT,\n"
                  "unix:PATH, or command:COMMAND LINE with {port} or {socket} in it.")),
        option("python", QStringLiteral("PATH"),
               tr("The Python that runs the application (default: python3 on PATH).")),
        option("chdir", QStringLiteral("DIR"), tr("Run the application in this folder.")),
        option("env", QStringLiteral("NAME=VALUE"), tr("Set a variable for the application; may be given again.")),
        option("path", QStringLiteral("DIR"), tr("Put a folder on the Python path; may be given again.")),
        option("workers", QStringLiteral("W"), tr("Worker processes (default 2).")),
        option("threads", QStringLiteral("T"), tr("Threads of each worker (default 1).")),
        flag("reload", tr("Replace the workers when their code changes.")),
        flag("insecure", tr("Take any certificate of an https:// backend.")),
        flag("migrate", tr("Apply a Django project's migrations before it is served.")),
    });
}

Result<BackendOptions> readBackendOptions(const QCommandLineParser& parser)
{
    BackendOptions options;
    Reader reader(parser);
    readBackend(reader, options);
    if (reader.error())
        return *reader.error();
    return options;
}

void addServeOptions(QCommandLineParser& parser)
{
    parser.addOptions(Options{
        option("config", QStringLiteral("FILE"), tr("Read routes, backend and limits from a TOML file.")),
        option("bind", QStringLiteral("ADDRESS"), tr("Listen on this address (default 127.0.0.1).")),
        option("port", QStringLiteral("PORT"), tr("Listen on this port (default 8000; 0 takes a free one).")),
        flag("tls", tr("Serve https:// and wss:// with a certificate for localhost that is made here.")),
        option("tls-cert", QStringLiteral("FILE"), tr("Serve https:// and wss:// with this certificate (PEM).")),
        option("tls-key", QStringLiteral("FILE"), tr("Its private key (PEM).")),
        option("static", QStringLiteral("DIR"), tr("Serve this folder under /static/.")),
        option("io-threads", QStringLiteral("N"),
               tr("Threads that serve connections (default: one a core, at most 4).")),
        option("log-format", QStringLiteral("FORMAT"), tr("tornado-6.5 (default), tornado-6.2, tornado-4.3 or json.")),
        option("log-file", QStringLiteral("FILE"), tr("Append the log to a file instead of standard error.")),
    });
    addBackendOptions(parser);
}

Result<ServeOptions> readServeOptions(const QCommandLineParser& parser)
{
    ServeOptions options;
    options.http.serverName = "Windsock/" WINDSOCK_VERSION;
    if (parser.isSet(QStringLiteral("config"))) {
        if (const auto read = readConfigFile(parser.value(QStringLiteral("config")), options); !read)
            return read.error();
    }
    Reader reader(parser);
    int port = options.endpoint.port;
    reader.text("bind", options.endpoint.host);
    reader.number("port", 0, 65535, port);
    options.endpoint.port = static_cast<std::uint16_t>(port);
    reader.text("static", options.staticFolder);
    reader.number("io-threads", 1, 64, options.ioThreads);
    readTls(reader, options.tls);
    readBackend(reader, options.backend);
    readLog(reader, options);
    if (reader.error())
        return *reader.error();
    if (const auto checked = checkStaticFolders(options); !checked)
        return checked.error();
    return options;
}

} // namespace windsock::app
