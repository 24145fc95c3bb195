// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a WebSocket frame costs without its socket: parsing, unmasking, checking, writing. Prints ns of CPU time per
// frame.
#include "core/websocket/connection.h"
#include "core/websocket/framewriter.h"

#include <cstdio>
#include <ctime>

using namespace windsock;
using namespace windsock::websocket;

namespace {

constexpr std::size_t FramesPerRead = 1'000;

struct NullSink final : MessageReader::Sink
{
    void frameRead(const FrameHeader&, std::string_view) override {}
    void messageRead(Opcode, std::string_view payload) override { bytes += payload.size(); }
    void controlRead(Opcode, std::string_view) override {}
    std::size_t bytes = 0;
};

/// Swallows what is written.
class NullStream final : public net::Stream
{
public:
    void setHandler(Handler* handler) override { m_handler = handler; }
    void write(std::string_view) override {}
    std::size_t unsent() const override { return 0; }
    void setReading(bool) override {}
    void receiveNow() override {}
    void finishReading() override {}
    void finishWriting() override {}
    void abort() override {}
    net::Endpoint local() const override { return {}; }
    net::Endpoint peer() const override { return {}; }
    Handler* handler() const { return m_handler; }

private:
    Handler* m_handler = nullptr;
};

struct Echo final : Connection::Handler
{
    void textReceived(std::string_view text) override { connection->sendText(text); }
    void binaryReceived(std::string_view data) override { connection->sendBinary(data); }
    void closed(const Closure&) override {}
    Connection* connection = nullptr;
};

std::string frames(std::size_t size, bool masked)
{
    std::string out;
    for (std::size_t i = 0; i < FramesPerRead; ++i)
        appendFrame(out, {true, masked, 0, Opcode::Text, masked ? randomMask() : MaskKey{}, 0}, std::string(size, 'x'));
    return out;
}

template <class Work>
void measure(const char* name, std::size_t reads, Work work)
{
    work();                                  // warms up
    const std::clock_t start = std::clock(); // CPU time: others may use the machine
    for (std::size_t i = 0; i < reads; ++i)
        work();
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("%-52s %10.1f ns/frame\n", name, seconds * 1e9 / static_cast<double>(reads * FramesPerRead));
}

void measureReading(const char* name, std::size_t size, Role role, std::size_t reads)
{
    const std::string bytes = frames(size, role == Role::Server);
    NullSink sink;
    MessageReader reader(role, 1 << 20, sink);
    measure(name, reads, [&] { reader.feed(bytes); });
}

void measureParsing(const char* name, std::size_t size, std::size_t reads)
{
    std::string bytes = frames(size, true);
    measure(name, reads, [&] {
        FrameParser parser(Role::Server, 1 << 20);
        std::size_t at = 0;
        for (;;) {
            const auto step = parser.next(std::string_view(bytes).substr(at));
            if (step.kind == FrameParser::Step::Kind::NeedMore)
                return;
            if (step.kind == FrameParser::Step::Kind::Payload)
                applyMask(bytes.data() + at, step.payload.size(), parser.header().mask, step.offset);
            at += step.consumed;
        }
    });
}

} // namespace

int main()
{
    measureParsing("parse and unmask in place, 32 bytes", 32, 5'000);
    measureParsing("parse and unmask in place, 4 KiB", 4'096, 500);
    measureReading("MessageReader, masked text of 32 bytes", 32, Role::Server, 5'000);
    measureReading("MessageReader, plain text of 32 bytes", 32, Role::Client, 5'000);
    measureReading("MessageReader, masked text of 4 KiB", 4'096, Role::Server, 500);

    std::string out;
    const std::string payload(32, 'x');
    measure("write, masked with a random key, 32 bytes", 5'000, [&] {
        out.clear();
        for (std::size_t i = 0; i < FramesPerRead; ++i)
            appendFrame(out, {true, true, 0, Opcode::Text, randomMask(), 0}, payload);
    });

    auto stream = std::make_unique<NullStream>();
    const NullStream& wire = *stream;
    Echo echo;
    Connection connection(std::move(stream), Role::Server, echo);
    echo.connection = &connection;
    connection.start();
    const std::string bytes = frames(32, true);
    measure("Connection, echo of 32 bytes", 5'000, [&] { wire.handler()->bytesReceived(bytes); });
}
