// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// StaticFiles: the demo's few static files, in memory with their entity tags.
// Unchanged after its construction, so for any thread; owned by the DemoBackend.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace windsock::backend::demo {

struct StaticFile
{
    std::string_view path; ///< "/static/polls/style.css"
    std::string_view type; ///< its Content-Type
    std::string content;
    std::string etag; ///< with its quotes
};

class StaticFiles
{
public:
    /// Reads them from the program's resources.
    StaticFiles();

    /// Nothing when there is no such file.
    const StaticFile* find(std::string_view path) const;

private:
    std::vector<StaticFile> m_files;
};

/// Whether an If-None-Match of value `header` names `etag`, by weak comparison (RFC 9110 §13.1.2).
bool matchesEtag(std::string_view header, std::string_view etag);

} // namespace windsock::backend::demo
