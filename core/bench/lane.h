// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lane: one connection of a load, one request at a time; a new kind of load is a new Lane. Lives on the generator's
// thread; owned by its Loader, which is told how each request ended and may begin the next from inside.
#pragma once

#include "core/base/clock.h"
#include "core/bench/plan.h"
#include "core/net/connector.h"
#include "core/net/ioloop.h"

#include <memory>
#include <string>

namespace windsock::bench {

/// One answered request, in true times.
struct Answer
{
    Monotonic begun;            ///< before it connected, when it had to
    Monotonic sent;             ///< its last byte was handed to the kernel
    Monotonic headed;           ///< the answer's head was read
    Monotonic ended;            ///< its last byte was
    microseconds connecting{0}; ///< of this request's time
    std::uint64_t received = 0; ///< bytes
    std::uint64_t body = 0;     ///< bytes of it
    std::uint64_t sentBytes = 0;
    bool good = true; ///< 2xx
    bool reusable = false;
    std::string_view server; ///< the Server field; valid during the call
};

enum class FailureKind { Connect, Receive, Timeout };

class Lane
{
public:
    class Owner
    {
    public:
        /// prepare() has come to its end; `connecting` is 0 when nothing was connected.
        virtual void lanePrepared(Lane& lane) = 0;
        virtual void laneConnected(microseconds took) = 0;
        virtual void requestEnded(Lane& lane, const Answer& answer) = 0;
        /// `sentence` says what happened and what to do.
        virtual void requestFailed(Lane& lane, FailureKind kind, const QString& sentence) = 0;

    protected:
        ~Owner() = default;
    };

    virtual ~Lane() = default;
    /// What has to be there before the first request: a WebSocket. May tell at once.
    virtual void prepare() = 0;
    /// Begins one request; not while another is on its way.
    virtual void begin(Monotonic now) = 0;
    /// What is on its way is given up, and told as a failure.
    virtual void giveUp(const QString& sentence) = 0;

    // The Loader's own bookkeeping of this lane.
    bool busy = false;
    Monotonic intended; ///< when the request on its way should have begun
    Monotonic free;     ///< since when it is not busy
};

std::unique_ptr<Lane> makeHttpLane(net::IoLoop& loop, const Plan& plan, Lane::Owner& owner);
std::unique_ptr<Lane> makeWebSocketLane(net::IoLoop& loop, const Plan& plan, Lane::Owner& owner);
std::unique_ptr<Lane> makeLane(net::IoLoop& loop, const Plan& plan, Lane::Owner& owner);

/// Starts to connect to the plan's target, through TLS when it says so.
void connectTo(net::Connector& connector, const Plan& plan);
net::TlsTrust trustOf(const Plan& plan);

} // namespace windsock::bench
