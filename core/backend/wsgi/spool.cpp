// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <QDir>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace windsock::backend {

namespace {

Error diskError()
{
    const std::string reason = std::generic_category().message(errno); // before anything else fails
    return {ErrorCode::Failed,
            QStringLiteral("An upload could not be kept in %1 (%2): let TMPDIR name a folder that has room.")
                .arg(QDir::tempPath(), QString::fromStdString(reason)),
            {}};
}

bool writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

Result<void> Spool::moveToFile()
{
    m_file =
        net::FileDescriptor(::open(QDir::tempPath().toLocal8Bit().constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (!m_file || !writeAll(m_file.get(), m_memory))
        return diskError();
    m_memory = std::string();
    return {};
}

Result<void> Spool::append(std::string_view bytes)
{
    if (!m_file && m_memory.size() + bytes.size() > memoryLimit) {
        if (auto moved = moveToFile(); !moved)
            return moved;
    }
    m_size += bytes.size();
    if (!m_file)
        m_memory.append(bytes);
    else if (!writeAll(m_file.get(), bytes))
        return diskError();
    return {};
}

std::size_t Spool::read(std::uint64_t offset, std::span<char> buffer) const
{
    if (m_file) {
        const ssize_t got = ::pread(m_file.get(), buffer.data(), buffer.size(), static_cast<off_t>(offset));
        return got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    if (offset >= m_memory.size())
        return 0;
    const std::size_t count = std::min(buffer.size(), m_memory.size() - static_cast<std::size_t>(offset));
    std::memcpy(buffer.data(), m_memory.data() + offset, count);
    return count;
}

} // namespace windsock::backend
