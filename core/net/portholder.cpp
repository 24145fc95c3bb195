// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/portholder.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace windsock::net {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view listening = "0A"; // TCP_LISTEN in /proc/net/tcp

std::uint16_t hexPort(const std::string& address)
{
    unsigned port = 0;
    const auto colon = address.rfind(':');
    if (colon != std::string::npos)
        std::from_chars(address.data() + colon + 1, address.data() + address.size(), port, 16);
    return static_cast<std::uint16_t>(port);
}

/// Inode of the socket that listens on `port` in one of the kernel's tables (proc(5)); empty when none does.
std::string listeningInode(const char* table, std::uint16_t port)
{
    std::ifstream file(table);
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string slot, local, remote, state, queues, timer, retransmits, uid, timeout, inode;
        fields >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> uid >> timeout >> inode;
        if (state == listening && hexPort(local) == port)
            return inode;
    }
    return {};
}

bool holds(const fs::path& process, const std::string& socket)
{
    // Processes end while they are looked at: no form of this that throws.
    std::error_code error;
    std::error_code unreadable;
    for (auto descriptor = fs::directory_iterator(process / "fd", error);
         !error && descriptor != fs::directory_iterator(); descriptor.increment(error)) {
        if (fs::read_symlink(descriptor->path(), unreadable) == socket)
            return true;
    }
    return false;
}

} // namespace

std::optional<PortHolder> portHolder(std::uint16_t port)
{
    std::string inode = listeningInode("/proc/net/tcp", port);
    if (inode.empty())
        inode = listeningInode("/proc/net/tcp6", port);
    if (inode.empty())
        return std::nullopt;
    const std::string socket = "socket:[" + inode + "]";
    std::error_code error;
    for (auto process = fs::directory_iterator("/proc", error); !error && process != fs::directory_iterator();
         process.increment(error)) {
        const std::string pid = process->path().filename();
        if (pid.find_first_not_of("0123456789") != std::string::npos || !holds(process->path(), socket))
            continue;
        PortHolder holder{static_cast<pid_t>(std::stol(pid)), {}};
        std::ifstream comm(process->path() / "comm");
        std::getline(comm, holder.name);
        return holder;
    }
    return std::nullopt;
}

} // namespace windsock::net
