// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// PollsTwin: the demo's Django twin, unpacked from the program into a temporary folder, with a database of its own
// there: a Django project wherever there is a Python with Django. Any one thread; whoever owns it outlives its workers.
#pragma once

#include "app/serveoptions.h"
#include "core/backend/temporaryfolder.h"

#include <stop_token>

namespace windsock::app {

class PollsTwin
{
public:
    /// Errors: there is no room for it.
    Result<void> unpack();
    /// `options` with the twin as their backend.
    BackendOptions servedBy(BackendOptions options) const;

private:
    QString project() const;

    backend::TemporaryFolder m_folder;
};

/// The first Python that imports Django: `wanted` alone, or python3 and python on PATH and the system's own. Asks each
/// of them, which takes a tenth of a second or, when one hangs, five; gives up when `stop` is requested. Error:
/// NotFound.
Result<std::string> findPythonWithDjango(const std::string& wanted, const std::stop_token& stop = {});
/// Unpacks `twin` and has `backend` serve it, on the first Python with Django. Error: NotFound, Failed.
Result<void> serveTwin(PollsTwin& twin, BackendOptions& backend, const std::stop_token& stop = {});

} // namespace windsock::app
