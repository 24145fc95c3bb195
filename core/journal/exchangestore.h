// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeStore: what a reader keeps: the journal's events folded into one row an exchange, the newest N of them. It
// says which rows a batch removed, added and changed as contiguous ranges, for a model to pass on. One thread, its
// reader's.
#pragma once

#include "core/journal/journal.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace windsock::journal {

class ExchangeStore
{
public:
    struct Row
    {
        std::shared_ptr<const Begun> begun;             ///< never null
        std::shared_ptr<const Outcome> outcome;         ///< the latest; null while the request is pending
        std::vector<std::shared_ptr<const Line>> lines; ///< in order; the newest 1,000 to 2,000
    };

    /// Rows `first` to `first + count - 1`.
    struct Range
    {
        std::size_t first = 0;
        std::size_t count = 0;
        bool operator==(const Range&) const = default;
    };

    /// What a batch did, in this order: rows left at the front, others changed, new ones came at the end.
    struct Changes
    {
        std::size_t removed = 0;
        std::vector<std::size_t> changed; ///< ascending, each once; numbers after the removal; none of an added row
        std::size_t added = 0;

        bool empty() const { return removed == 0 && changed.empty() && added == 0; }
        /// `changed`, neighbours joined.
        std::vector<Range> changedRanges() const;
    };

    /// Told while fold() works, so that a Qt model can put its begin… and end… around each step: in aboutTo… the store
    /// is still as before the step, in the others as after it.
    class Watcher
    {
    public:
        virtual void aboutToRemove(std::size_t count) = 0; ///< rows 0 to count - 1
        virtual void removed() = 0;
        virtual void changed(const Changes& changes) = 0;
        virtual void aboutToAdd(std::size_t count) = 0; ///< at size()
        virtual void added() = 0;

    protected:
        ~Watcher() = default;
    };

    explicit ExchangeStore(std::size_t capacity = 100'000);

    /// Takes a batch in. A step that has nothing to do is not told.
    Changes fold(const Batch& batch, Watcher* watcher = nullptr);
    void clear();

    std::size_t size() const { return m_rows.size(); }
    const Row& at(std::size_t row) const { return m_rows[row]; }
    /// Where an exchange stands now.
    std::optional<std::size_t> indexOf(ExchangeId id) const;
    /// Remarks that belong to no exchange, the newest 10,000.
    const std::deque<std::shared_ptr<const Line>>& remarks() const { return m_remarks; }
    /// Events that the journal dropped before this reader came for them.
    std::uint64_t missed() const { return m_missed; }
    /// Outcomes and lines of exchanges that are not (or no longer) here.
    std::uint64_t strays() const { return m_strays; }

private:
    struct Staged;

    Staged stage(const Batch& batch) const;
    void update(Staged& staged, const std::shared_ptr<const Begun>& begun);
    void update(Staged& staged, const std::shared_ptr<const Outcome>& outcome);
    void update(Staged& staged, const std::shared_ptr<const Line>& line);
    Row* find(Staged& staged, ExchangeId id);
    void remark(const std::shared_ptr<const Line>& line);
    void removeFront(std::size_t count);
    void append(Staged& staged, std::size_t skipped);

    const std::size_t m_capacity;
    std::deque<Row> m_rows;
    std::unordered_map<ExchangeId, std::uint64_t> m_places; // number of a row since the store began
    std::uint64_t m_first = 0;                              // that of m_rows.front()
    std::deque<std::shared_ptr<const Line>> m_remarks;
    std::uint64_t m_missed = 0;
    std::uint64_t m_strays = 0;
};

} // namespace windsock::journal
