// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/logtext.h"
#include "core/journal/tornadolog.h"

#include <algorithm>
#include <type_traits>

namespace windsock::journal {

namespace {

constexpr std::size_t finishedKept = 1'000; // answered requests that are remembered for a worker's late words

void addText(std::string& log, const std::optional<std::string>& text)
{
    if (!text)
        return;
    log += *text;
    log += '\n';
}

Wall timeOf(const Batch& batch)
{
    for (const Event& event : batch.events) {
        if (const auto* begun = std::get_if<std::shared_ptr<const Begun>>(&event))
            return (*begun)->at;
        if (const auto* line = std::get_if<std::shared_ptr<const Line>>(&event))
            return (*line)->at;
    }
    return WallClock::now();
}

} // namespace

std::string TornadoLogWriter::render(const Batch& batch)
{
    std::string log;
    if (batch.dropped > 0)
        addGap(log, batch);
    for (const Event& event : batch.events)
        std::visit([&](const auto& record) { add(log, record); }, event);
    return log;
}

void TornadoLogWriter::addGap(std::string& log, const Batch& batch)
{
    Line line;
    line.at = timeOf(batch);
    line.level = Level::Warning;
    line.text = std::to_string(batch.dropped) + " journal events were dropped before they could be logged";
    addText(log, format(m_options.profile, line, nullptr, m_options.colour));
}

void TornadoLogWriter::add(std::string&, const std::shared_ptr<const Begun>& begun)
{
    m_begun.insert_or_assign(m_begun.end(), begun->id, begun);
    if (m_begun.size() > std::max<std::size_t>(m_options.remembered, 1))
        m_begun.erase(m_begun.begin());
}

void TornadoLogWriter::add(std::string& log, const std::shared_ptr<const Outcome>& outcome)
{
    const Begun* begun = find(outcome->id);
    if (!begun)
        return;
    const Level access = levelOf(outcome->status);
    if (std::max(access, Level::Warning) >= m_options.least)
        addText(log, formatFailure(m_options.profile, *begun, *outcome, m_options.colour));
    if (access >= m_options.least)
        addText(log, formatAccess(m_options.profile, *begun, *outcome, m_options.colour));
    if (!outcome->open)
        finish(outcome->id);
}

void TornadoLogWriter::add(std::string& log, const std::shared_ptr<const Line>& line)
{
    if (line->level >= m_options.least)
        addText(log, format(m_options.profile, *line, find(line->exchange), m_options.colour));
}

void TornadoLogWriter::finish(ExchangeId id)
{
    m_finished.push_back(id);
    if (m_finished.size() <= finishedKept)
        return;
    m_begun.erase(m_finished.front());
    m_finished.pop_front();
}

const Begun* TornadoLogWriter::find(ExchangeId id) const
{
    const auto found = m_begun.find(id);
    return found == m_begun.end() ? nullptr : found->second.get();
}

std::string TornadoLogWriter::renderStdout(const Batch& batch) const
{
    std::string out;
    for (const Event& event : batch.events) {
        const auto* line = std::get_if<std::shared_ptr<const Line>>(&event);
        if (!line || (*line)->channel != Channel::Stdout)
            continue;
        if (m_options.stdoutIsTerminal)
            appendEscaped(out, (*line)->text, Escape::Terminal);
        else
            out += (*line)->text;
        out += '\n';
    }
    return out;
}

} // namespace windsock::journal
