// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FakeStream: a Stream without a socket: the test reads what was written and plays the peer. Main thread only; owned by
// the connection under test, which tells the test's Wire what happens.
#pragma once

#include "core/net/stream.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace windsock::test {

/// The test's end of a FakeStream; outlives it.
struct Wire
{
    net::Stream::Handler* handler = nullptr;
    std::vector<std::string> writes; ///< one entry a write()
    std::size_t unsent = 0;          ///< what the stream claims to have queued
    bool reading = true;
    bool finished = false; ///< finishWriting() was called
    bool aborted = false;

    std::string written() const
    {
        std::string all;
        for (const std::string& one : writes)
            all += one;
        return all;
    }
    std::string take()
    {
        std::string all = written();
        writes.clear();
        return all;
    }
    void receive(std::string_view bytes) const
    {
        if (handler)
            handler->bytesReceived(bytes);
    }
    void end() const
    {
        if (handler)
            handler->endReceived();
    }
    void drain()
    {
        unsent = 0;
        if (handler)
            handler->drained();
    }
};

class FakeStream final : public net::Stream
{
public:
    explicit FakeStream(Wire& wire)
        : m_wire(wire)
    {
    }

    void setHandler(Handler* handler) override { m_wire.handler = handler; }
    void write(std::string_view bytes) override
    {
        if (!m_wire.finished && !m_wire.aborted)
            m_wire.writes.emplace_back(bytes);
    }
    std::size_t unsent() const override { return m_wire.unsent; }
    void setReading(bool on) override { m_wire.reading = on; }
    void receiveNow() override {}
    void finishReading() override {}
    void finishWriting() override { m_wire.finished = true; }
    void abort() override
    {
        m_wire.aborted = true;
        m_wire.handler = nullptr;
    }
    net::Endpoint local() const override { return {}; }
    net::Endpoint peer() const override { return {}; }

private:
    Wire& m_wire;
};

} // namespace windsock::test
