// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The phase clock (row L5) as pieces of a bar: where an exchange's time went, in order, without gaps.
// Pure functions; any thread.
#pragma once

#include "core/journal/records.h"

#include <QString>

#include <vector>

namespace windsock::ui {

struct Phase
{
    enum class Kind { Upload, Queued, Service, Handler, Written };
    Kind kind;
    QString label; ///< "queued for a worker"
    microseconds length{0};
};

/// `backend` names the application: "Django". Empty when the exchange has no phases yet.
std::vector<Phase> phasesOf(const journal::Outcome& outcome, const QString& backend);

} // namespace windsock::ui
