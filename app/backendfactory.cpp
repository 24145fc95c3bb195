// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backendfactory.h"

#include "core/backend/command/commandbackend.h"
#include "core/backend/demo/demobackend.h"
#include "core/backend/djangoproject.h"
#include "core/backend/proxy/proxybackend.h"
#include "core/backend/wsgi/wsgicontainer.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace windsock::app {

namespace {

using SharedBackend = std::shared_ptr<backend::Backend>;

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

Result<QString> findPython(const std::string& wanted)
{
    if (wanted.empty()) {
        for (const char* name : {"python3", "python"}) {
            const QString found = QStandardPaths::findExecutable(QString::fromLatin1(name));
            if (!found.isEmpty())
                return found;
        }
        return Error{ErrorCode::NotFound,
                     QStringLiteral("There is no python3 on PATH: install it, or give --python its path."),
                     {}};
    }
    const QString found = QStandardPaths::findExecutable(text(wanted));
    if (!found.isEmpty())
        return QFileInfo(found).absoluteFilePath();
    return Error{ErrorCode::NotFound,
                 QStringLiteral("There is no Python at \"%1\": give --python the path of one that can be run.")
                     .arg(text(wanted).left(200)),
                 {}};
}

Result<QString> findFolder(const std::string& wanted)
{
    const QFileInfo info(wanted.empty() ? QDir::currentPath() : text(wanted));
    if (info.isDir())
        return info.absoluteFilePath();
    return Error{ErrorCode::NotFound,
                 QStringLiteral("There is no folder \"%1\": give --chdir the folder the application is imported from.")
                     .arg(info.filePath().left(200)),
                 {}};
}

/// What both kinds of WSGI application have in common.
Result<backend::WsgiOptions> commonOptions(const BackendOptions& options)
{
    const auto python = findPython(options.python);
    if (!python)
        return python.error();
    backend::WsgiOptions wsgi;
    wsgi.python = *python;
    wsgi.environment = options.environment;
    for (const std::string& path : options.paths)
        wsgi.paths.push_back(QDir::current().absoluteFilePath(text(path)).toStdString());
    wsgi.workers = options.workers;
    wsgi.threads = options.threads;
    wsgi.reload = options.reload;
    wsgi.migrate = options.migrate;
    wsgi.onLoop = options.onLoop;
    return wsgi;
}

Result<SharedBackend> makeDemo(const BackendOptions&, const std::string&, journal::Journal&)
{
    return SharedBackend(std::make_shared<backend::DemoBackend>());
}

Result<SharedBackend> makeWsgi(const BackendOptions& options, const std::string& what, journal::Journal& journal)
{
    const QRegularExpression shape(QStringLiteral("[\\w.]+:[\\w.]+"), QRegularExpression::UseUnicodePropertiesOption);
    if (!QRegularExpression(QRegularExpression::anchoredPattern(shape.pattern()), shape.patternOptions())
             .match(text(what))
             .hasMatch()) {
        return Error{
            ErrorCode::Invalid,
            QStringLiteral(
                "\"wsgi:%1\" names no application: write wsgi:MODULE:CALLABLE, such as wsgi:mysite.wsgi:application.")
                .arg(text(what).left(200)),
            {}};
    }
    auto wsgi = commonOptions(options);
    if (!wsgi)
        return wsgi.error();
    const auto folder = findFolder(options.chdir);
    if (!folder)
        return folder.error();
    wsgi->name = wsgi->application = what;
    wsgi->folder = *folder;
    return SharedBackend(std::make_shared<backend::WsgiContainer>(*wsgi, journal));
}

Result<SharedBackend> makeDjango(const BackendOptions& options, const std::string& what, journal::Journal& journal)
{
    const auto project = backend::findDjangoProject(text(what));
    if (!project)
        return project.error();
    auto wsgi = commonOptions(options);
    if (!wsgi)
        return wsgi.error();
    wsgi->kind = "django";
    wsgi->name = project->name;
    wsgi->djangoSettings = project->settings;
    wsgi->folder = project->folder;
    return SharedBackend(std::make_shared<backend::WsgiContainer>(*wsgi, journal));
}

Result<SharedBackend> makeProxy(const BackendOptions& options, const std::string&, journal::Journal&)
{
    auto upstream = backend::parseUpstream(options.spec);
    if (!upstream)
        return upstream.error();
    upstream->insecure = options.insecure;
    upstream->answerLimit = options.answerTimeout;
    return SharedBackend(std::make_shared<backend::ProxyBackend>(*upstream));
}

Result<SharedBackend> makeCommand(const BackendOptions& options, const std::string& line, journal::Journal& journal)
{
    auto command = backend::ServerCommand::parse(line);
    if (!command)
        return command.error();
    const auto folder = findFolder(options.chdir);
    if (!folder)
        return folder.error();
    const QString program = command->program();
    const QString found =
        program.contains(u'/') ? QDir(*folder).absoluteFilePath(program) : QStandardPaths::findExecutable(program);
    if (found.isEmpty() || !QFileInfo(found).isExecutable())
        return Error{
            ErrorCode::NotFound,
            QStringLiteral("There is no program \"%1\" to start: install it, or write its path behind command:.")
                .arg(program.left(200)),
            {}};
    backend::CommandOptions started{.command = std::move(*command),
                                    .program = found,
                                    .folder = *folder,
                                    .environment = options.environment,
                                    .pythonPaths = {},
                                    .answerLimit = options.answerTimeout};
    for (const std::string& path : options.paths)
        started.pythonPaths.push_back(QDir::current().absoluteFilePath(text(path)).toStdString());
    return SharedBackend(std::make_shared<backend::CommandBackend>(std::move(started), journal));
}

struct Kind
{
    std::string_view word;
    Result<SharedBackend> (*make)(const BackendOptions&, const std::string& what, journal::Journal&);
};

constexpr std::array kinds = {Kind{"demo", makeDemo},      Kind{"wsgi", makeWsgi},   Kind{"django", makeDjango},
                              Kind{"http", makeProxy},     Kind{"https", makeProxy}, Kind{"unix", makeProxy},
                              Kind{"command", makeCommand}};

} // namespace

Result<SharedBackend> makeBackend(const BackendOptions& options, journal::Journal& journal)
{
    const auto colon = options.spec.find(':');
    const std::string word = options.spec.substr(0, colon);
    const std::string rest = colon == std::string::npos ? std::string() : options.spec.substr(colon + 1);
    for (const Kind& kind : kinds) {
        if (word == kind.word)
            return kind.make(options, rest, journal);
    }
    return Error{ErrorCode::Invalid,
                 QStringLiteral("\"%1\" is no backend: give --backend demo, wsgi:MODULE:CALLABLE, django:DIR, "
                                "http[s]://HOST:PORT, unix:PATH or command:COMMAND LINE.")
                     .arg(text(options.spec).left(200)),
                 {}};
}

} // namespace windsock::app
