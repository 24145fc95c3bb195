// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/session.h"

#include "core/web/ioserver.h"

namespace windsock::web {

Session::Session(Opening opening)
    : m_server(opening.server)
    , m_begun(std::move(opening.begun))
    , m_handshake(std::move(opening.handshake))
{
}

void Session::note(journal::Level level, journal::Channel channel, std::string text) const
{
    m_server.services().journal.note(level, channel, std::move(text), m_begun->id);
}

void Session::finish(std::string failure)
{
    auto outcome = std::make_shared<journal::Outcome>(*m_handshake);
    outcome->open = false;
    outcome->phases.lastByte = MonotonicClock::now();
    outcome->failure = std::move(failure);
    m_server.services().journal.append(std::move(outcome));
    m_server.sessionEnded(*this);
}

} // namespace windsock::web
