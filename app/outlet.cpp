// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outlet.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

namespace windsock::app {

namespace {

// A pipe that poll() calls writable takes so much at once (pipe(7)); O_NONBLOCK would be set for all who share it.
constexpr std::size_t piece = PIPE_BUF;

bool isFile(int descriptor)
{
    struct stat status
    {
    };
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

} // namespace

Outlet::Outlet(int standardStream)
    : m_descriptor(standardStream)
    , m_mayWait(!isFile(standardStream))
{
}

Outlet::Outlet(net::FileDescriptor file)
    : m_owned(std::move(file))
    , m_descriptor(m_owned.get())
    , m_mayWait(!isFile(m_descriptor))
{
}

void Outlet::write(std::string text)
{
    if (m_written == m_text.size()) {
        m_text = std::move(text);
        m_written = 0;
    } else {
        m_text += text;
    }
    flush();
}

bool Outlet::flush()
{
    while (m_written < m_text.size() && writable(std::chrono::milliseconds(0)) && writePiece()) {
    }
    return m_written == m_text.size();
}

void Outlet::finish(std::chrono::milliseconds patience)
{
    while (!flush() && writable(patience)) {
    }
}

int Outlet::takeError()
{
    return std::exchange(m_error, 0);
}

bool Outlet::writable(std::chrono::milliseconds limit) const
{
    if (!m_mayWait)
        return true;
    pollfd watched{m_descriptor, POLLOUT, 0};
    return ::poll(&watched, 1, static_cast<int>(limit.count())) > 0;
}

/// False when nothing more can be written now.
bool Outlet::writePiece()
{
    const std::size_t left = m_text.size() - m_written;
    const ssize_t count = ::write(m_descriptor, m_text.data() + m_written, m_mayWait ? std::min(left, piece) : left);
    if (count >= 0) {
        m_written += static_cast<std::size_t>(count);
        return true;
    }
    if (errno == EINTR)
        return true;
    if (errno == EAGAIN)
        return false;
    m_error = errno;
    m_written = m_text.size(); // lost: what comes later may find room, or a reader
    return false;
}

} // namespace windsock::app
