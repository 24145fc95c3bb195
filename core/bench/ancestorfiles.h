// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The names of the ancestor's ab -g files, which say what they measured, and the title of a picture of several runs.
// Pure functions, any thread.
#pragma once

#include "core/bench/run.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace windsock::bench {

struct AncestorFile
{
    const char* file;  ///< "01-hello-tornado.txt"
    const char* curve; ///< "/hello-tornado (Tornado)"
    const char* path;  ///< "/hello-tornado": what was asked for
};

/// At once, in all of the ancestor's runs.
inline constexpr int ancestorConnections = 100;

/// By the file's name, whatever its folder.
std::optional<AncestorFile> ancestorFileOf(const QString& file);

/// Where it was measured: the folder of the file it was read from, or "http://HOST".
QString placeOf(const Run& run);

/// Of runs read from the ancestor's files in one folder: "Tornado (FOLDER): ab -k -n 2000 -c 100". Of other files:
/// "FOLDER: 2,000 requests". Of runs that were run: "http://HOST: 2,000 requests, 100 at once". The number is left
/// out where the runs differ in it, and so is the place (of the ancestor's files that leaves "Tornado: ab -k …").
QString titleOf(const std::vector<std::shared_ptr<const Run>>& runs);

} // namespace windsock::bench
