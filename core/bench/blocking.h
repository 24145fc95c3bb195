// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Would Tornado have blocked?": the same load on an application that runs on the event loop, on threads, in processes,
// while WebSockets are echoed: what is loaded, what is kept of it, and the answer. Pure, any thread.
#pragma once

#include "core/bench/run.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace windsock::bench {

/// Where the application runs: on the I/O thread's own turn as in Tornado's WSGIContainer, on threads of one process
/// beside the loop, in processes.
enum class Arrangement { Loop, Threads, Processes };

inline constexpr std::array arrangements = {Arrangement::Loop, Arrangement::Threads, Arrangement::Processes};

/// In JSON: "loop", "threads", "processes".
const char* wordOf(Arrangement arrangement);

/// What one arrangement came to. The runs are never null.
struct BlockingResult
{
    Arrangement arrangement = Arrangement::Loop;
    int count = 1;                     ///< of its threads, or processes
    std::shared_ptr<const Run> idle;   ///< the echo, while nothing else was asked
    std::shared_ptr<const Run> loaded; ///< the echo, while pages were
    std::shared_ptr<const Run> pages;
};

using BlockingResults = std::vector<BlockingResult>;

struct BlockingLoad
{
    int connections = 100;                 ///< that ask for the page, each the next when it has the last
    std::chrono::milliseconds time{5'000}; ///< of the load, in each arrangement
};

/// An echo of these is begun each 20 ms, whether the last one is back or not.
constexpr std::chrono::milliseconds echoInterval{20};
/// An echo that is not back by then is given up: it counts as that late.
constexpr std::chrono::milliseconds echoLimit{10'000};
/// Pages are loaded so much longer than echoes are sent, before and after.
constexpr std::chrono::milliseconds loadLead{300};

/// Echoes for `time`, on as many WebSockets in turn as can wait for one another's answers: all that were begun are
/// awaited, up to echoLimit.
Plan echoPlan(const Target& webSocket, std::chrono::milliseconds time);
/// Pages until it is stopped.
Plan pagePlan(const Target& page, const BlockingLoad& load);
/// A few pages beforehand: the first ones import and compile.
Plan firstPagesPlan(const Target& page);

/// Echoes that did not come back, or were never begun.
std::uint64_t lostEchoes(const Run& echo);
/// The round trip that `percent` of all echoes do not exceed, from when each should have begun; one that was lost
/// counts as echoLimit.
microseconds roundTrip(const Run& echo, double percent);
/// As roundTrip() has it, to be drawn: the lost ones are among its samples and in its latency.
Run withLost(const Run& echo);
/// Pages without an answer or with another than 2xx, and echoes that were lost.
std::uint64_t failuresOf(const BlockingResult& result);

} // namespace windsock::bench
