// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to remember: appending, reading, folding, formatting, capturing. Prints ns per operation.
#include "core/journal/bodystore.h"
#include "core/journal/exchangestore.h"
#include "core/journal/journal.h"
#include "core/journal/tornadolog.h"

#include <cstdio>
#include <string>
#include <vector>

using namespace windsock;
using namespace windsock::journal;

namespace {

constexpr std::size_t exchanges = 400'000;

/// Calls `work` with 0 to `calls` - 1; each call does `operations`.
template <class Work>
void measure(const char* name, std::size_t calls, Work work, std::size_t operations = 1)
{
    const Monotonic start = MonotonicClock::now();
    for (std::size_t i = 0; i < calls; ++i)
        work(i);
    const std::chrono::duration<double, std::nano> took = MonotonicClock::now() - start;
    std::printf("%-44s %12.1f ns/op\n", name, took.count() / double(calls * operations));
}

std::shared_ptr<const Begun> makeBegun(Journal& journal)
{
    auto begun = std::make_shared<Begun>();
    begun->id = journal.nextExchange();
    begun->at = WallClock::now();
    begun->client = {"127.0.0.1", 40'000};
    begun->request.method = "GET";
    begun->request.target = "/polls/1/results/?page=2";
    return begun;
}

std::shared_ptr<const Outcome> makeOutcome(ExchangeId id)
{
    auto outcome = std::make_shared<Outcome>();
    outcome->id = id;
    outcome->status = 200;
    outcome->duration = microseconds(620);
    return outcome;
}

} // namespace

int main()
{
    Journal journal(2 * exchanges);
    std::vector<std::shared_ptr<const Begun>> begun;
    std::vector<std::shared_ptr<const Outcome>> outcomes;
    for (std::size_t i = 0; i < exchanges; ++i) {
        begun.push_back(makeBegun(journal));
        outcomes.push_back(makeOutcome(begun.back()->id));
    }
    measure("Journal::append, filling", exchanges, [&](std::size_t i) { journal.append(begun[i]); });
    measure("Journal::append, filling", exchanges, [&](std::size_t i) { journal.append(outcomes[i]); });
    Journal ring(1'000);
    measure("Journal::append, full", exchanges, [&](std::size_t i) { ring.append(outcomes[i]); });

    Batch batch;
    const auto readAll = [&](std::size_t) { batch = journal.since({}, 2 * exchanges); };
    measure("Journal::since, an event", 1, readAll, 2 * exchanges);
    Cursor cursor;
    ExchangeStore store;
    const auto foldSome = [&](std::size_t) {
        const Batch part = journal.since(cursor, 2'000);
        cursor = part.cursor;
        store.fold(part);
    };
    measure("since and ExchangeStore::fold, an event", 2 * exchanges / 2'000, foldSome, 2'000);
    std::size_t bytes = 0;
    measure("format an access line", exchanges,
            [&](std::size_t i) { bytes += format(LogProfile::Tornado65, *begun[i], *outcomes[i])->size(); });
    const std::string line = *format(LogProfile::Tornado65, *begun[0], *outcomes[0]);
    measure("parseAccessLine", 100'000, [&](std::size_t) { bytes += parseAccessLine(line)->uri.size(); });
    TornadoLogWriter writer;
    const auto renderAll = [&](std::size_t) { bytes += writer.render(batch).size(); };
    measure("TornadoLogWriter::render, an event", 1, renderAll, batch.events.size());

    const BodyStore bodies;
    const std::string chunk(4'096, 'x');
    RecentBodies recent;
    measure("Capture, empty body", exchanges,
            [&](std::size_t) { bytes += bodies.capture().take(recent).text().size(); });
    measure("Capture, 4 KiB", exchanges, [&](std::size_t) {
        Capture capture = bodies.capture();
        capture.append(chunk);
        bytes += capture.take(recent).text().size();
    });
    std::printf("%zu bytes\n", bytes);
}
