// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/portholder.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <sstream>

namespace windsock::net {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view listening = "0A"; // TCP_LISTEN in /proc/net/tcp

/// An address as proc(5) writes it: its 32-bit words in the machine's order, in hexadecimal. Empty for no address.
std::string hexAddress(const std::string& host)
{
    std::array<std::uint32_t, 4> words{};
    std::size_t count = 0;
    if (::inet_pton(AF_INET, host.c_str(), words.data()) == 1)
        count = 1;
    else if (::inet_pton(AF_INET6, host.c_str(), words.data()) == 1)
        count = 4;
    std::ostringstream text;
    text << std::uppercase << std::hex << std::setfill('0');
    for (std::size_t i = 0; i < count; ++i)
        text << std::setw(8) << words.at(i);
    return text.str();
}

bool isAny(std::string_view hexAddress)
{
    return hexAddress.find_first_not_of('0') == std::string_view::npos;
}

/// Whether who listens on `local` ("0100007F:1F90") is in the way of `wanted`.
bool isInTheWay(const std::string& local, const std::string& wanted, std::uint16_t port)
{
    const auto colon = local.rfind(':');
    if (colon == std::string::npos)
        return false;
    unsigned localPort = 0;
    std::from_chars(local.data() + colon + 1, local.data() + local.size(), localPort, 16);
    const std::string address = local.substr(0, colon);
    // "::" takes IPv4 too, unless it was told not to.
    const bool overlaps = address.size() == wanted.size() ? isAny(address) || isAny(wanted)
                                                          : isAny(address.size() > wanted.size() ? address : wanted);
    return localPort == port && (address == wanted || overlaps);
}

/// Inode of the listening socket in one of the kernel's tables (proc(5)); empty when there is none.
std::string listeningInode(const char* table, const std::string& wanted, std::uint16_t port)
{
    std::ifstream file(table);
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string slot, local, remote, state, queues, timer, retransmits, uid, timeout, inode;
        fields >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> uid >> timeout >> inode;
        if (state == listening && isInTheWay(local, wanted, port))
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

std::optional<PortHolder> portHolder(const Endpoint& endpoint)
{
    const std::string wanted = hexAddress(endpoint.host);
    std::string inode = listeningInode("/proc/net/tcp", wanted, endpoint.port);
    if (inode.empty())
        inode = listeningInode("/proc/net/tcp6", wanted, endpoint.port);
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
