// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// StaticFiles: finds the file that a static path names, inside its folders and nowhere else. Immutable, any thread.
#pragma once

#include "core/base/result.h"
#include "core/net/filedescriptor.h"

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace windsock::web {

/// Paths that begin with `prefix` ("" or "admin/") are looked up in `folder` with the prefix taken off.
struct StaticRoot
{
    std::string prefix;
    std::string folder;       ///< absolute
    bool followLinks = false; ///< symbolic links may lead out: only for folders a framework's own finders named
};

struct StaticFile
{
    net::FileDescriptor descriptor;
    std::uint64_t size = 0;
    std::time_t modified = 0;
    std::string etag; ///< with its quotes; changes with size, time and inode
};

class StaticFiles
{
public:
    explicit StaticFiles(std::vector<StaticRoot> roots)
        : m_roots(std::move(roots))
    {
    }

    /// `path` is percent-decoded and relative. NotFound: it is not there, is no regular file, cannot be read, or lies
    /// outside ("..", NUL, an absolute path, a symbolic link that leads out). Failed: no descriptor is left.
    Result<StaticFile> open(std::string_view path) const;
    bool empty() const { return m_roots.empty(); }

private:
    std::vector<StaticRoot> m_roots;
};

} // namespace windsock::web
