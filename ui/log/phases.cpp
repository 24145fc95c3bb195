// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/phases.h"

#include <QCoreApplication>

namespace windsock::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Phases", text);
}

bool reached(Monotonic at)
{
    return at != Monotonic();
}

} // namespace

std::vector<Phase> phasesOf(const journal::Outcome& outcome, const QString& backend)
{
    const journal::Phases& p = outcome.phases;
    std::vector<Phase> pieces;
    Monotonic from = p.head;
    const auto upTo = [&](Monotonic at, Phase::Kind kind, const QString& label) {
        if (!reached(at) || at < from)
            return;
        pieces.push_back({kind, label, elapsed(from, at)});
        from = at;
    };
    if (!reached(p.head))
        return pieces;
    // A body that arrives while a worker reads it is part of the worker's time.
    if (reached(p.body) && elapsed(p.head, p.body) >= microseconds(50) && (!reached(p.leased) || p.body <= p.leased))
        upTo(p.body, Phase::Kind::Upload, tr("request's body"));
    if (reached(p.leased)) {
        upTo(p.leased, Phase::Kind::Queued, tr("queued for a worker"));
        upTo(reached(p.lastByte) ? p.lastByte : p.firstByte, Phase::Kind::Service,
             tr("in %1").arg(backend.isEmpty() ? tr("the backend") : backend));
        upTo(p.written, Phase::Kind::Written, tr("written"));
    } else if (reached(p.lastByte)) {
        upTo(p.lastByte, Phase::Kind::Handler, tr("in the handler"));
        upTo(p.written, Phase::Kind::Written, tr("written"));
    } else {
        upTo(p.written, Phase::Kind::Handler, tr("in the handler"));
    }
    return pieces;
}

} // namespace windsock::ui
