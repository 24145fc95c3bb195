// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

namespace windsock::metrics {

namespace {

constexpr unsigned subBits = 7; // 128 buckets a power of two
constexpr std::uint64_t counts48 = (std::uint64_t(1) << 48) - 1;

std::chrono::microseconds asMicroseconds(std::uint64_t value)
{
    return std::chrono::microseconds(static_cast<std::chrono::microseconds::rep>(value));
}

} // namespace

std::uint32_t Histogram::bucketOf(std::uint64_t value)
{
    const unsigned width = static_cast<unsigned>(std::bit_width(value));
    const unsigned shift = width > subBits + 1 ? width - (subBits + 1) : 0;
    return (shift << subBits) + static_cast<std::uint32_t>(value >> shift);
}

std::uint64_t Histogram::lowestOf(std::uint32_t bucket)
{
    const std::uint32_t row = bucket >> subBits;
    const std::uint32_t shift = row > 1 ? row - 1 : 0;
    return std::uint64_t(bucket - (shift << subBits)) << shift;
}

void Histogram::record(std::chrono::microseconds value, std::uint64_t times)
{
    if (times == 0)
        return;
    const std::uint64_t us = value.count() > 0 ? static_cast<std::uint64_t>(value.count()) : 0;
    const std::uint32_t bucket = bucketOf(us);
    auto cell = std::lower_bound(m_cells.begin(), m_cells.end(), bucket,
                                 [](const Cell& c, std::uint32_t b) { return c.bucket < b; });
    if (cell == m_cells.end() || cell->bucket != bucket)
        cell = m_cells.insert(cell, Cell{bucket & 0xffffu, 0});
    cell->count = (cell->count + times) & counts48;
    m_min = m_count == 0 ? us : std::min(m_min, us);
    m_max = std::max(m_max, us);
    m_count += times;
    m_sum += us * times;
}

void Histogram::merge(const Histogram& other)
{
    if (other.empty())
        return;
    if (empty()) {
        *this = other;
        return;
    }
    std::vector<Cell> merged;
    merged.reserve(m_cells.size() + other.m_cells.size());
    auto mine = m_cells.begin();
    for (const Cell& cell : other.m_cells) {
        while (mine != m_cells.end() && mine->bucket < cell.bucket)
            merged.push_back(*mine++);
        merged.push_back(cell);
        if (mine != m_cells.end() && mine->bucket == cell.bucket)
            merged.back().count = (cell.count + (mine++)->count) & counts48;
    }
    merged.insert(merged.end(), mine, m_cells.end());
    m_cells = std::move(merged);
    m_min = std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
    m_count += other.m_count;
    m_sum += other.m_sum;
}

void Histogram::clear()
{
    *this = Histogram();
}

std::chrono::microseconds Histogram::min() const
{
    return asMicroseconds(m_min);
}

std::chrono::microseconds Histogram::max() const
{
    return asMicroseconds(m_max);
}

double Histogram::mean() const
{
    return m_count == 0 ? 0.0 : static_cast<double>(m_sum) / static_cast<double>(m_count);
}

std::chrono::microseconds Histogram::percentile(double percent) const
{
    if (m_count == 0 || !(percent > 0.0))
        return min();
    // The rank is rounded up, but 99.9 % of 1000 is 999 and not, by an error of binary fractions, 1000.
    const double exact = percent / 100.0 * static_cast<double>(m_count);
    const double rank = std::max(1.0, std::ceil(exact - exact * 1e-12));
    if (rank >= static_cast<double>(m_count))
        return max();
    std::uint64_t left = static_cast<std::uint64_t>(rank);
    for (const Cell& cell : m_cells) {
        if (left <= cell.count)
            return asMicroseconds(std::clamp(lowestOf(std::uint32_t(cell.bucket) + 1) - 1, m_min, m_max));
        left -= cell.count;
    }
    return max();
}

std::vector<Histogram::Bucket> Histogram::buckets() const
{
    std::vector<Bucket> result;
    result.reserve(m_cells.size());
    std::transform(m_cells.begin(), m_cells.end(), std::back_inserter(result), [](const Cell& cell) {
        const std::uint32_t bucket = cell.bucket;
        return Bucket{lowestOf(bucket), lowestOf(bucket + 1), cell.count};
    });
    return result;
}

} // namespace windsock::metrics
