// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/configfile.h"

#include "core/base/tomlreader.h"
#include "core/web/routepattern.h"

#include <QFileInfo>

namespace windsock::app {

using config::asFlag;
using config::asNumber;
using config::asText;
using config::readTable;
using config::wrong;

namespace {

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
    std::string folderOf(const toml::node& node) const { return config::asPath(node, m_folder); }

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
                  {{"spec", [&](const toml::node& n) { backend.spec = config::asSpec(n, m_folder); }},
                   {"python", [&](const toml::node& n) { backend.python = asText(n); }},
                   {"chdir", [&](const toml::node& n) { backend.chdir = folderOf(n); }},
                   {"path", [&](const toml::node& n) { backend.paths = config::asPaths(n, m_folder); }},
                   {"env", [&](const toml::node& n) { readEnvironment(n); }},
                   {"workers", [&](const toml::node& n) { backend.workers = static_cast<int>(asNumber(n, 1, 64)); }},
                   {"threads", [&](const toml::node& n) { backend.threads = static_cast<int>(asNumber(n, 1, 256)); }},
                   {"reload", [&](const toml::node& n) { backend.reload = asFlag(n); }},
                   {"insecure", [&](const toml::node& n) { backend.insecure = asFlag(n); }},
                   {"answer_timeout",
                    [&](const toml::node& n) { backend.answerTimeout = std::chrono::seconds(asNumber(n, 1, 86400)); }},
                   {"migrate", [&](const toml::node& n) { backend.migrate = asFlag(n); }}});
    }

    void readEnvironment(const toml::node& node)
    {
        for (auto& variable : config::asVariables(node))
            m_options.backend.environment.push_back(std::move(variable));
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
            wrong(node, QStringLiteral("the format is tornado-6.5, tornado-6.2, tornado-4.3 or json"));
        m_options.logProfile = *profile;
    }

    void readRoutes(const toml::node& node)
    {
        std::vector<RouteOptions> routes;
        config::readTables(node, QStringLiteral("routes are a list of tables: write [[route]]"),
                           [&](const toml::node& entry) { routes.push_back(readRoute(entry)); });
        m_options.routes = std::move(routes);
    }

    RouteOptions readRoute(const toml::node& node) const
    {
        RouteOptions route;
        readTable(node, QStringLiteral("route"),
                  {{"pattern", [&](const toml::node& n) { route.pattern = patternOf(n); }},
                   {"handler", [&](const toml::node& n) { route.handler = handlerOf(n); }},
                   {"folder", [&](const toml::node& n) { route.folder = folderOf(n); }}});
        if (route.pattern.empty() || route.handler.empty())
            wrong(node, QStringLiteral("a route has a pattern and a handler"));
        if (route.handler == "static" && route.folder.empty())
            wrong(node, QStringLiteral("a static route has a folder"));
        if (route.handler == "static" && web::RoutePattern::compile(route.pattern)->groups() == 0)
            wrong(node, QStringLiteral("a static route's pattern has a group for the file's path, as in /files/(.*)"));
        return route;
    }

    static std::string patternOf(const toml::node& node)
    {
        std::string pattern = asText(node);
        if (const auto compiled = web::RoutePattern::compile(pattern); !compiled)
            wrong(node, compiled.error().sentence);
        return pattern;
    }

    static std::string handlerOf(const toml::node& node)
    {
        std::string handler = asText(node);
        for (const std::string_view known : {"hello", "echo", "room", "static", "backend"}) {
            if (handler == known)
                return handler;
        }
        wrong(node, QStringLiteral("a handler is hello, echo, room, static or backend"));
    }

    const QString m_folder;
    ServeOptions& m_options;
};

} // namespace

Result<void> readConfig(std::string_view content, const QString& name, const QString& folder, ServeOptions& options)
{
    ServeOptions read = options;
    auto result =
        config::readToml(content, name, [&](const toml::table& root) { ConfigReader(folder, read).read(root); });
    if (result)
        options = std::move(read);
    return result;
}

Result<void> readConfigFile(const QString& path, ServeOptions& options)
{
    const auto content = config::readTomlFile(path);
    if (!content)
        return content.error();
    auto result = readConfig({content->constData(), static_cast<std::size_t>(content->size())}, path,
                             QFileInfo(path).absolutePath(), options);
    if (result)
        options.configFile = path.toStdString();
    return result;
}

} // namespace windsock::app
