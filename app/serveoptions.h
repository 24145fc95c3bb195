// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServeOptions: all that a server is started with, from the TOML file and the command line, which wins.
// Plain values; main thread.
#pragma once

#include "core/backend/wsgi/blockingconnection.h"
#include "core/base/result.h"
#include "core/http/serverconnection.h"
#include "core/journal/tornadolog.h"
#include "core/net/endpoint.h"
#include "core/web/websockethandler.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QCommandLineParser;

namespace windsock::app {

struct BackendOptions
{
    std::string spec = "demo"; ///< as in --backend
    std::string python;        ///< program name or path; empty: python3, else python, on PATH
    std::string chdir;
    std::vector<std::pair<std::string, std::string>> environment;
    std::vector<std::string> paths;
    int workers = 2;
    int threads = 1;
    bool reload = false;
    bool migrate = false;
    bool insecure = false;                  ///< of https://: any certificate will do
    std::chrono::seconds answerTimeout{60}; ///< of a server that is asked over HTTP; see backend::Upstream::answerLimit
    /// As Tornado's WSGIContainer does it; for the measurement of that alone, so that nothing that is typed leads here.
    std::optional<backend::BlockingLimit> onLoop{};
};

/// One entry of a configured route table.
struct RouteOptions
{
    std::string pattern;
    std::string handler; ///< "hello", "echo", "room", "static", "backend"
    std::string folder;  ///< of a static route
};

/// Certificate and key in PEM; neither, and `made`: a certificate for localhost that is made when it is needed.
struct TlsOptions
{
    std::string certificate;
    std::string key;
    bool made = false;

    bool wanted() const { return made || !certificate.empty(); }
};

struct ServeOptions
{
    net::Endpoint endpoint{"127.0.0.1", 8000};
    int ioThreads = 0; ///< 0: as many as cores, at most 4
    std::string staticFolder;
    BackendOptions backend;
    std::vector<RouteOptions> routes; ///< empty: the default table
    http::ServerOptions http;
    web::WebSocketOptions webSocket;
    TlsOptions tls;
    std::chrono::seconds drainLimit{10};
    journal::LogProfile logProfile = journal::LogProfile::Tornado65;
    std::string logFile;
    std::string configFile;
};

/// Declares those that say which backend, and how it is run.
void addBackendOptions(QCommandLineParser& parser);
Result<BackendOptions> readBackendOptions(const QCommandLineParser& parser);
/// Declares the options of `serve` and the window.
void addServeOptions(QCommandLineParser& parser);
/// Reads --config first, then the options over it. Each error names the option or the file's line and what to do.
Result<ServeOptions> readServeOptions(const QCommandLineParser& parser);

} // namespace windsock::app
