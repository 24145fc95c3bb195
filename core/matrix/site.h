// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Site: what is served for one environment of the matrix: a server of ours with the environment's backend. Implemented
// by app, since a Runtime is made there. Lives on its environment's thread; owned by the environment's run.
#pragma once

#include "core/backend/backend.h"
#include "core/base/result.h"
#include "core/journal/journal.h"

#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace windsock::matrix {

struct SiteOptions
{
    std::string backend; ///< a SPEC as in --backend
    std::string python;  ///< absolute; empty: the SPEC needs none
    std::string folder;  ///< that a command or a WSGI callable runs in
    std::vector<std::pair<std::string, std::string>> environment;
    std::vector<std::string> paths; ///< put on the Python path
    bool relay = false;             ///< every path goes to the backend, the WebSocket's too
};

class Site
{
public:
    virtual ~Site() = default;
    /// Serves on a free port of 127.0.0.1: scheme, host and port.
    virtual Result<QUrl> start() = 0;
    virtual backend::BackendStatus status() const = 0;
    virtual const journal::Journal& journal() const = 0;
};

using SiteFactory = std::function<std::unique_ptr<Site>(const SiteOptions&)>;

} // namespace windsock::matrix
