// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/configfile.h"

#include "core/web/routepattern.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
// A NUL in a table's name trips an assertion of 3.3, though the error is told all the same.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>
#pragma GCC diagnostic pop

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <functional>
#include <map>

namespace windsock::app {

namespace {

/// What went wrong inside a file, with its place; thrown and caught in this file alone.
struct Wrong
{
    toml::source_position place;
    QString what;
};

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string asText(const toml::node& node)
{
    auto value = node.value<std::string>();
    if (!value)
        throw Wrong{node.source().begin, QStringLiteral("a text in quotes is expected here")};
    if (value->find('\0') != std::string::npos)
        throw Wrong{node.source().begin, QStringLiteral("a text without NUL is expected here")};
    return std::move(*value);
}

bool asFlag(const toml::node& node)
{
    if (const auto* value = node.as_boolean())
        return value->get();
    throw Wrong{node.source().begin, QStringLiteral("true or false is expected here")};
}

std::int64_t asNumber(const toml::node& node, std::int64_t least, std::int64_t most)
{
    const auto* value = node.as_integer();
    if (value && value->get() >= least && value->get() <= most)
        return value->get();
    throw Wrong{node.source().begin,
                QStringLiteral("a whole number from %1 to %2 is expected here").arg(least).arg(most)};
}

using Setter = std::function<void(const toml::node&)>;
using Keys = std::map<std::string_view, Setter>;

/// Calls the setter of each key; one that has none is an error that names those there are.
void readTable(const toml::node& node, const QString& where, const Keys& keys)
{
    const toml::table* table = node.as_table();
    if (!table)
        throw Wrong{node.source().begin, QStringLiteral("%1 is a table: write [%1]").arg(where)};
    for (const auto& [key, value] : *table) {
        const auto found = keys.find(key.str());
        if (found == keys.end()) {
            QStringList known;
            for (const auto& entry : keys)
                known.append(text(entry.first));
            throw Wrong{key.source().begin,
                        QStringLiteral("\"%1\" is no key of %2; there are %3")
                            .arg(text(key.str()).left(100).simplified(), where, known.join(QStringLiteral(", ")))};
        }
        found->second(value);
    }
}

/// Reads one file's tables into options.
class ConfigReader
{
public:
    ConfigReader(const QString& folder, ServeOptions& options)
        : m_folder(folder)
        , m_options(options)
    {
    }

    void read(const toml::table& root)
    {
        readTable(root, QStringLiteral("the file"),
                  {{"server", [this](const toml::node& node) { readServer(node); }},
                   {"limits", [this](const toml::node& node) { readLimits(node); }},
                   {"websocket", [this](const toml::node& node) { readWebSocket(node); }},
                   {"backend", [this](const toml::node& node) { readBackend(node); }},
                   {"log", [this](const toml::node& node) { readLog(node); }},
                   {"route", [this](const toml::node& node) { readRoutes(node); }}});
    }

private:
    std::string folderOf(const toml::node& node) const
    {
        const std::string path = asText(node);
        if (path.empty())
            throw Wrong{node.source().begin, QStringLiteral("a path is expected here")};
        return QDir::cleanPath(QDir(m_folder).absoluteFilePath(text(path))).toStdString();
    }

    std::vector<std::string> foldersOf(const toml::node& node) const
    {
        const toml::array* array = node.as_array();
        if (!array)
            throw Wrong{node.source().begin, QStringLiteral("a list of texts is expected here")};
        std::vector<std::string> folders;
        for (const toml::node& entry : *array)
            folders.push_back(folderOf(entry));
        return folders;
    }

    void readServer(const toml::node& node)
    {
        readTable(node, QStringLiteral("server"),
                  {{"bind", [this](const toml::node& n) { m_options.endpoint.host = asText(n); }},
                   {"port",
                    [this](const toml::node& n) {
                        m_options.endpoint.port = static_cast<std::uint16_t>(asNumber(n, 0, 65535));
                    }},
                   {"io_threads",
                    [this](const toml::node& n) { m_options.ioThreads = static_cast<int>(asNumber(n, 1, 64)); }},
                   {"static", [this](const toml::node& n) { m_options.staticFolder = folderOf(n); }},
                   {"tls", [this](const toml::node& n) { m_options.tls.made = asFlag(n); }},
                   {"tls_cert", [this](const toml::node& n) { m_options.tls.certificate = folderOf(n); }},
                   {"tls_key", [this](const toml::node& n) { m_options.tls.key = folderOf(n); }},
                   {"drain", [this](const toml::node& n) {
                        m_options.drainLimit = std::chrono::seconds(asNumber(n, 0, 3600));
                    }}});
    }

    void readLimits(const toml::node& node)
    {
        http::ServerOptions& http = m_options.http;
        constexpr std::int64_t most = std::int64_t(1) << 40;
        readTable(
            node, QStringLiteral("limits"),
            {{"line",
              [&](const toml::node& n) { http.limits.line = static_cast<std::size_t>(asNumber(n, 64, 1 << 20)); }},
             {"head",
              [&](const toml::node& n) { http.limits.head = static_cast<std::size_t>(asNumber(n, 256, 16 << 20)); }},
             {"body",
              [&](const toml::node& n) { http.limits.body = static_cast<std::uint64_t>(asNumber(n, 0, most)); }},
             {"head_timeout",
              [&](const toml::node& n) { http.headTimeout = std::chrono::seconds(asNumber(n, 1, 3600)); }},
             {"idle_timeout",
              [&](const toml::node& n) { http.idleTimeout = std::chrono::seconds(asNumber(n, 1, 86400)); }}});
    }

    void readWebSocket(const toml::node& node)
    {
        web::WebSocketOptions& options = m_options.webSocket;
        websocket::Settings& settings = options.settings;
        constexpr std::int64_t most = std::int64_t(1) << 32;
        readTable(
            node, QStringLiteral("websocket"),
            {{"max_message",
              [&](const toml::node& n) { settings.maxMessage = static_cast<std::uint64_t>(asNumber(n, 1, most)); }},
             {"ping_interval",
              [&](const toml::node& n) { settings.pingInterval = std::chrono::seconds(asNumber(n, 0, 86400)); }},
             {"ping_timeout",
              [&](const toml::node& n) { settings.pingTimeout = std::chrono::seconds(asNumber(n, 0, 86400)); }},
             {"compression", [&](const toml::node& n) { options.deflate = asFlag(n); }}});
    }

    void readBackend(const toml::node& node)
    {
        BackendOptions& backend = m_options.backend;
        readTable(node, QStringLiteral("backend"),
                  {{"spec", [&](const toml::node& n) { backend.spec = specOf(n); }},
                   {"python", [&](const toml::node& n) { backend.python = asText(n); }},
                   {"chdir", [&](const toml::node& n) { backend.chdir = folderOf(n); }},
                   {"path", [&](const toml::node& n) { backend.paths = foldersOf(n); }},
                   {"env", [&](const toml::node& n) { readEnvironment(n); }},
                   {"workers", [&](const toml::node& n) { backend.workers = static_cast<int>(asNumber(n, 1, 64)); }},
                   {"threads", [&](const toml::node& n) { backend.threads = static_cast<int>(asNumber(n, 1, 256)); }},
                   {"reload", [&](const toml::node& n) { backend.reload = asFlag(n); }},
                   {"insecure", [&](const toml::node& n) { backend.insecure = asFlag(n); }},
                   {"answer_timeout",
                    [&](const toml::node& n) { backend.answerTimeout = std::chrono::seconds(asNumber(n, 1, 86400)); }},
                   {"migrate", [&](const toml::node& n) { backend.migrate = asFlag(n); }}});
    }

    std::string specOf(const toml::node& node) const
    {
        std::string spec = asText(node);
        for (const std::string_view word : {"django:", "unix:"}) {
            if (!spec.starts_with(word) || spec.size() == word.size())
                continue;
            const QString path = text(std::string_view(spec).substr(word.size()));
            return std::string(word) + QDir::cleanPath(QDir(m_folder).absoluteFilePath(path)).toStdString();
        }
        return spec;
    }

    void readEnvironment(const toml::node& node)
    {
        const toml::table* table = node.as_table();
        if (!table)
            throw Wrong{node.source().begin, QStringLiteral("env is a table: { NAME = \"value\" }")};
        for (const auto& [key, value] : *table) {
            if (key.str().empty() || key.str().find_first_of(std::string_view("=\0", 2)) != std::string_view::npos)
                throw Wrong{key.source().begin, QStringLiteral("a variable's name has no = in it and is not empty")};
            m_options.backend.environment.emplace_back(key.str(), asText(value));
        }
    }

    void readLog(const toml::node& node)
    {
        readTable(node, QStringLiteral("log"),
                  {{"format", [this](const toml::node& n) { readLogFormat(n); }},
                   {"file", [this](const toml::node& n) { m_options.logFile = folderOf(n); }}});
    }

    void readLogFormat(const toml::node& node)
    {
        const auto profile = journal::parseLogProfile(asText(node));
        if (!profile)
            throw Wrong{node.source().begin,
                        QStringLiteral("the format is tornado-6.5, tornado-6.2, tornado-4.3 or json")};
        m_options.logProfile = *profile;
    }

    void readRoutes(const toml::node& node)
    {
        const toml::array* routes = node.as_array();
        if (!routes || !std::all_of(routes->begin(), routes->end(), [](const auto& entry) { return entry.is_table(); }))
            throw Wrong{node.source().begin, QStringLiteral("routes are a list of tables: write [[route]]")};
        m_options.routes.clear();
        for (const toml::node& entry : *routes)
            m_options.routes.push_back(readRoute(entry));
    }

    RouteOptions readRoute(const toml::node& node) const
    {
        RouteOptions route;
        readTable(node, QStringLiteral("route"),
                  {{"pattern", [&](const toml::node& n) { route.pattern = patternOf(n); }},
                   {"handler", [&](const toml::node& n) { route.handler = handlerOf(n); }},
                   {"folder", [&](const toml::node& n) { route.folder = folderOf(n); }}});
        if (route.pattern.empty() || route.handler.empty())
            throw Wrong{node.source().begin, QStringLiteral("a route has a pattern and a handler")};
        if (route.handler == "static" && route.folder.empty())
            throw Wrong{node.source().begin, QStringLiteral("a static route has a folder")};
        if (route.handler == "static" && web::RoutePattern::compile(route.pattern)->groups() == 0)
            throw Wrong{node.source().begin,
                        QStringLiteral("a static route's pattern has a group for the file's path, as in /files/(.*)")};
        return route;
    }

    static std::string patternOf(const toml::node& node)
    {
        std::string pattern = asText(node);
        if (const auto compiled = web::RoutePattern::compile(pattern); !compiled)
            throw Wrong{node.source().begin, compiled.error().sentence};
        return pattern;
    }

    static std::string handlerOf(const toml::node& node)
    {
        std::string handler = asText(node);
        for (const std::string_view known : {"hello", "echo", "room", "static", "backend"}) {
            if (handler == known)
                return handler;
        }
        throw Wrong{node.source().begin, QStringLiteral("a handler is hello, echo, room, static or backend")};
    }

    const QString m_folder;
    ServeOptions& m_options;
};

Error wrongAt(const QString& name, const toml::source_position& place, QString what)
{
    while (what.endsWith(u'.'))
        what.chop(1);
    return {ErrorCode::Invalid,
            QStringLiteral("%1, line %2, column %3: %4.").arg(name).arg(place.line).arg(place.column).arg(what),
            {}};
}

} // namespace

Result<void> readConfig(std::string_view content, const QString& name, const QString& folder, ServeOptions& options)
{
    try {
        ServeOptions read = options;
        ConfigReader(folder, read).read(toml::parse(content));
        options = std::move(read);
        return {};
    } catch (const toml::parse_error& error) {
        return wrongAt(name, error.source().begin, text(error.description()));
    } catch (const Wrong& wrong) {
        return wrongAt(name, wrong.place, wrong.what);
    }
}

namespace {

constexpr qint64 longestFile = 1 << 20;

} // namespace

Result<void> readConfigFile(const QString& path, ServeOptions& options)
{
    if (path.isEmpty())
        return Error{ErrorCode::Invalid, QStringLiteral("--config takes the path of a file."), {}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::NotFound,
                     QStringLiteral("Cannot read the configuration \"%1\" (%2): check the path given with --config.")
                         .arg(path.left(200), file.errorString()),
                     {}};
    }
    const QByteArray content = file.read(longestFile + 1);
    if (content.size() > longestFile)
        return Error{ErrorCode::Invalid,
                     QStringLiteral("The configuration \"%1\" has over %2 kB: that is no TOML file of ours.")
                         .arg(path.left(200))
                         .arg(longestFile / 1024),
                     {}};
    auto result = readConfig({content.constData(), static_cast<std::size_t>(content.size())}, path,
                             QFileInfo(path).absolutePath(), options);
    if (result)
        options.configFile = path.toStdString();
    return result;
}

} // namespace windsock::app
