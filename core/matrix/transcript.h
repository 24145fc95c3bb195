// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Transcript: what a server logged and what its handlers printed, in the order it happened, as the ancestor's terminal
// had it. Any one thread; the journal outlives it.
#pragma once

#include "core/journal/journal.h"
#include "core/journal/tornadolog.h"

#include <QString>

namespace windsock::matrix {

class Transcript
{
public:
    explicit Transcript(const journal::Journal& journal)
        : m_journal(journal)
    {
    }

    /// All since the last call; of more than 2 MiB the end.
    QString take();

private:
    const journal::Journal& m_journal;
    journal::TornadoLogWriter m_writer;
    journal::Cursor m_cursor;
};

} // namespace windsock::matrix
