// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Outlet: text on its way to a descriptor whose reader may be slow, or not there: what cannot be written now waits, and
// the thread does not. Main thread; owned by whoever prints.
#pragma once

#include "core/net/filedescriptor.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace windsock::app {

class Outlet
{
public:
    /// One of the standard streams: not owned. Its flags are left as they are, for it is shared with other programs.
    explicit Outlet(int standardStream);
    explicit Outlet(net::FileDescriptor file);

    /// Queues, then flush().
    void write(std::string text);
    /// Writes what can be written without waiting. True when nothing is left.
    bool flush();
    /// Waits for the reader as long as it goes on reading, and for `patience` when it does not.
    void finish(std::chrono::milliseconds patience);
    /// errno of a write that failed since the last call, whose text is lost; 0 when none did.
    int takeError();

private:
    bool writable(std::chrono::milliseconds limit) const;
    bool writePiece();

    net::FileDescriptor m_owned;
    const int m_descriptor;
    const bool m_mayWait; // a pipe, a terminal, a socket; a file never does
    std::string m_text;
    std::size_t m_written = 0; // of m_text
    int m_error = 0;
};

} // namespace windsock::app
