// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/staticfiles.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>

namespace windsock::web {

namespace {

/// Each part a name: no "..", no ".", no empty one, so the path can only lead down.
bool leadsDown(std::string_view path)
{
    if (path.empty() || path.find('\0') != std::string_view::npos)
        return false;
    while (true) {
        const auto slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..")
            return false;
        if (slash == std::string_view::npos)
            return true;
        path.remove_prefix(slash + 1);
    }
}

/// Where the path leads in truth, or "".
std::string resolved(const std::string& path)
{
    std::array<char, PATH_MAX> real{};
    return ::realpath(path.c_str(), real.data()) ? real.data() : std::string();
}

bool staysInside(const std::string& folder, const std::string& path)
{
    const std::string root = resolved(folder);
    const std::string target = resolved(path);
    return !root.empty() && target.starts_with(root == "/" ? root : root + '/');
}

std::string etagOf(const struct stat& info)
{
    std::array<char, 80> text;
    std::snprintf(text.data(), text.size(), "\"%llx-%llx-%llx%08llx\"", static_cast<unsigned long long>(info.st_ino),
                  static_cast<unsigned long long>(info.st_size), static_cast<unsigned long long>(info.st_mtim.tv_sec),
                  static_cast<unsigned long long>(info.st_mtim.tv_nsec));
    return text.data();
}

Error notFound()
{
    return {ErrorCode::NotFound, QStringLiteral("There is no such file."), {}};
}

Result<StaticFile> openIn(const StaticRoot& root, const std::string& path)
{
    if (!root.followLinks && !staysInside(root.folder, path))
        return notFound();
    // O_NONBLOCK: opening a FIFO must not hold up the loop.
    net::FileDescriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!descriptor && (errno == EMFILE || errno == ENFILE))
        return Error{
            ErrorCode::Failed, QStringLiteral("No more files can be opened: raise the limit with ulimit -n."), {}};
    struct stat info
    {
    };
    if (!descriptor || ::fstat(descriptor.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return notFound();
    return StaticFile{std::move(descriptor), static_cast<std::uint64_t>(info.st_size), info.st_mtim.tv_sec,
                      etagOf(info)};
}

} // namespace

Result<StaticFile> StaticFiles::open(std::string_view path) const
{
    if (!leadsDown(path))
        return notFound();
    for (const StaticRoot& root : m_roots) {
        if (!path.starts_with(root.prefix))
            continue;
        auto file = openIn(root, root.folder + '/' + std::string(path.substr(root.prefix.size())));
        if (file || file.error().code != ErrorCode::NotFound)
            return file;
    }
    return notFound();
}

} // namespace windsock::web
