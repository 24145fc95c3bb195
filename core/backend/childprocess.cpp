// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/childprocess.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>

namespace windsock::backend {

namespace {

// Workers compute while the server must answer: at equal priority an echo beside two busy ones has a p99 four times as
// long.
constexpr int niceness = 10;
constexpr rlim_t usualFiles = 1024; // Debian's soft limit of descriptors

} // namespace

void prepareChild()
{
    ::setpriority(PRIO_PROCESS, 0, niceness);
    // Ours is lifted. What select()s, or closes all that could be open, works with the usual one.
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = std::min(files.rlim_max, usualFiles);
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    // Ours are blocked for signalfd; a mask survives exec.
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGPIPE, SIGXFSZ})
        ::signal(number, SIG_DFL);
}

QProcessEnvironment childEnvironment(const std::vector<std::pair<std::string, std::string>>& variables)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : variables)
        environment.insert(QString::fromStdString(name), QString::fromStdString(value));
    return environment;
}

} // namespace windsock::backend
