// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Plan: what load is to be put on one target, and when it ends. A plain value, for any thread.
#pragma once

#include "core/bench/target.h"

#include <QList>
#include <QSslCertificate>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace windsock::bench {

struct Plan
{
    Target target;
    std::string name; ///< of its curve; empty: the target's path
    std::string method = "GET";
    std::vector<std::pair<std::string, std::string>> headers; ///< more than Host, Accept and what the body needs
    std::string body;
    std::string message = "Hello, world";  ///< what a WebSocket says; its next message is taken for the answer
    std::uint64_t requests = 2000;         ///< or messages; 0: as many as `duration` allows
    std::uint64_t warmUp = 0;              ///< requests before them that are not counted
    int connections = 100;                 ///< at once
    std::chrono::milliseconds duration{0}; ///< ends then, whatever is done; 0: no limit
    /// Requests a second, each at its own time whether the ones before it are answered or not (an open loop; latency
    /// counts from the intended time). 0: the next when the last is answered (a closed loop, as ab and wrk).
    double rate = 0;
    bool keepAlive = true;                     ///< HTTP: many requests a connection
    std::chrono::milliseconds ramp{0};         ///< over which the connections are opened, evenly
    std::chrono::milliseconds timeout{30'000}; ///< of one request, and of connecting
    bool insecure = false;                     ///< TLS: any certificate will do
    QList<QSslCertificate> trusted{};          ///< TLS: believed beside the system's
    /// How many requests are kept one by one, 24 bytes each; of the rest the histograms know.
    std::size_t samples = 2'000'000;
};

/// One sentence when a plan cannot be run. Error: Invalid.
Result<void> check(const Plan& plan);
/// What a curve of it is called.
std::string nameOf(const Plan& plan);
/// The ancestor's run: its three pages on one server, 2,000 requests each, 100 at once.
Result<std::vector<Plan>> ancestorPlans(const QString& baseUrl);

} // namespace windsock::bench
