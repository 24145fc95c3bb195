// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Records for the journal's tests.
#pragma once

#include "core/journal/records.h"

#include <memory>
#include <string>
#include <utility>

namespace windsock::journal::test {

inline Begun begun(std::uint64_t id, std::string method = "GET", std::string target = "/", Source source = Source::Web)
{
    Begun result;
    result.id = {id};
    result.connection = {1};
    result.at = Wall(std::chrono::seconds(1'767'265'200));
    result.source = source;
    result.client = {"127.0.0.1", 40'000};
    result.request.method = std::move(method);
    result.request.target = std::move(target);
    return result;
}

inline Outcome outcome(std::uint64_t id, int status = 200, microseconds duration = microseconds(620))
{
    Outcome result;
    result.id = {id};
    result.status = status;
    result.duration = duration;
    return result;
}

inline Line line(std::uint64_t id, std::string text, Channel channel = Channel::Log, Level level = Level::Info)
{
    return {{id}, Wall(std::chrono::seconds(1'767'265'200)), level, channel, std::move(text)};
}

template <class Record>
std::shared_ptr<const Record> shared(Record record)
{
    return std::make_shared<const Record>(std::move(record));
}

} // namespace windsock::journal::test
