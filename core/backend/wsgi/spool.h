// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spool: keeps a body that cannot be handed on yet: the first MiB in memory, then all of it in a file that has no name.
// One thread; owned by the exchange that fills it.
#pragma once

#include "core/base/result.h"
#include "core/net/filedescriptor.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace windsock::backend {

class Spool
{
public:
    static constexpr std::size_t memoryLimit = 1 << 20;

    /// Error: the disk is full, or there is no temporary folder.
    Result<void> append(std::string_view bytes);
    std::uint64_t size() const { return m_size; }
    /// Copies what stands from `offset` on into `buffer`; how much that was, 0 at the end.
    std::size_t read(std::uint64_t offset, std::span<char> buffer) const;

private:
    Result<void> moveToFile();

    std::string m_memory;
    net::FileDescriptor m_file;
    std::uint64_t m_size = 0;
};

} // namespace windsock::backend
