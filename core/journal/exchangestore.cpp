// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/exchangestore.h"

#include <algorithm>

namespace windsock::journal {

namespace {

constexpr std::size_t lineLimit = 2'000;
constexpr std::size_t remarkLimit = 10'000;

/// A request that prints without end keeps its newest lines; half go at once, so that it costs nothing a line.
void addLine(std::vector<std::shared_ptr<const Line>>& lines, const std::shared_ptr<const Line>& line)
{
    if (lines.size() == lineLimit)
        lines.erase(lines.begin(), lines.begin() + lineLimit / 2);
    lines.push_back(line);
}

} // namespace

/// What a batch will do, before it is done.
struct ExchangeStore::Staged
{
    std::vector<Row> rows; // new ones
    std::unordered_map<ExchangeId, std::size_t> places;
    std::vector<std::size_t> changed; // of the rows that were there
};

ExchangeStore::ExchangeStore(std::size_t capacity)
    : m_capacity(std::max<std::size_t>(capacity, 1))
{
}

ExchangeStore::Changes ExchangeStore::fold(const Batch& batch, Watcher* watcher)
{
    Staged staged = stage(batch);
    const std::size_t total = m_rows.size() + staged.rows.size();
    const std::size_t excess = total - std::min(total, m_capacity);
    Changes changes;
    changes.removed = std::min(excess, m_rows.size());
    changes.added = staged.rows.size() - (excess - changes.removed);
    if (watcher && changes.removed > 0)
        watcher->aboutToRemove(changes.removed);
    removeFront(changes.removed);
    if (watcher && changes.removed > 0)
        watcher->removed();

    for (const Event& event : batch.events)
        std::visit([&](const auto& record) { update(staged, record); }, event);
    m_missed += batch.dropped;
    changes.changed = std::move(staged.changed);
    std::sort(changes.changed.begin(), changes.changed.end());
    changes.changed.erase(std::unique(changes.changed.begin(), changes.changed.end()), changes.changed.end());
    if (watcher && !changes.changed.empty())
        watcher->changed(changes);

    if (watcher && changes.added > 0)
        watcher->aboutToAdd(changes.added);
    append(staged, staged.rows.size() - changes.added);
    if (watcher && changes.added > 0)
        watcher->added();
    return changes;
}

ExchangeStore::Staged ExchangeStore::stage(const Batch& batch) const
{
    Staged staged;
    for (const Event& event : batch.events) {
        const auto* begun = std::get_if<std::shared_ptr<const Begun>>(&event);
        if (!begun || m_places.contains((*begun)->id))
            continue;
        if (staged.places.try_emplace((*begun)->id, staged.rows.size()).second)
            staged.rows.push_back({*begun, {}, {}});
    }
    return staged;
}

ExchangeStore::Row* ExchangeStore::find(Staged& staged, ExchangeId id)
{
    if (const auto row = indexOf(id)) {
        staged.changed.push_back(*row);
        return &m_rows[*row];
    }
    const auto found = staged.places.find(id);
    if (found != staged.places.end())
        return &staged.rows[found->second];
    ++m_strays;
    return nullptr;
}

void ExchangeStore::update(Staged& staged, const std::shared_ptr<const Begun>& begun)
{
    if (staged.places.contains(begun->id))
        return;
    if (Row* row = find(staged, begun->id)) // told again, by a journal elsewhere
        row->begun = begun;
}

void ExchangeStore::update(Staged& staged, const std::shared_ptr<const Outcome>& outcome)
{
    if (Row* row = find(staged, outcome->id))
        row->outcome = outcome;
}

void ExchangeStore::update(Staged& staged, const std::shared_ptr<const Line>& line)
{
    if (!line->exchange)
        remark(line);
    else if (Row* row = find(staged, line->exchange))
        addLine(row->lines, line);
}

void ExchangeStore::remark(const std::shared_ptr<const Line>& line)
{
    m_remarks.push_back(line);
    if (m_remarks.size() > remarkLimit)
        m_remarks.pop_front();
}

void ExchangeStore::removeFront(std::size_t count)
{
    for (; count > 0; --count) {
        m_places.erase(m_rows.front().begun->id);
        m_rows.pop_front();
        ++m_first;
    }
}

void ExchangeStore::append(Staged& staged, std::size_t skipped)
{
    for (std::size_t i = skipped; i < staged.rows.size(); ++i) {
        m_places.emplace(staged.rows[i].begun->id, m_first + m_rows.size());
        m_rows.push_back(std::move(staged.rows[i]));
    }
}

void ExchangeStore::clear()
{
    m_first += m_rows.size();
    m_rows.clear();
    m_places.clear();
    m_remarks.clear();
}

std::optional<std::size_t> ExchangeStore::indexOf(ExchangeId id) const
{
    const auto found = m_places.find(id);
    if (found == m_places.end())
        return std::nullopt;
    return static_cast<std::size_t>(found->second - m_first);
}

std::vector<ExchangeStore::Range> ExchangeStore::Changes::changedRanges() const
{
    std::vector<Range> ranges;
    for (const std::size_t row : changed) {
        if (!ranges.empty() && ranges.back().first + ranges.back().count == row)
            ++ranges.back().count;
        else
            ranges.push_back({row, 1});
    }
    return ranges;
}

} // namespace windsock::journal
