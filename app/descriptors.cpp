// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/descriptors.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace windsock::app {

namespace {

constexpr rlim_t fewest = 128; // event loops, the display, workers with their pipes, and some clients

void openStandardStreams()
{
    for (int stream = 0; stream <= STDERR_FILENO; ++stream) {
        if (::fcntl(stream, F_GETFD) < 0)
            ::open("/dev/null", O_RDWR); // takes the lowest number: this one
    }
}

} // namespace

Result<void> prepareDescriptors()
{
    openStandardStreams();
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return {};
    limit.rlim_cur = limit.rlim_max; // each connection takes one; the usual 1024 is soon used up
    ::setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max >= fewest)
        return {};
    return Error{
        ErrorCode::Failed,
        QStringLiteral("Only %1 files may be open here, and Windsock needs %2: raise the limit with ulimit -n.")
            .arg(limit.rlim_max)
            .arg(fewest),
        {}};
}

} // namespace windsock::app
