// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// CheckRun: the main job once, over real sockets, against a Runtime of its own: each step prints what it saw.
// Main thread; owned by the command.
#pragma once

#include "app/runtime.h"
#include "core/matrix/browser.h"

#include <QString>

#include <memory>

namespace windsock::app {

class CheckRun
{
public:
    explicit CheckRun(ServeOptions options);
    ~CheckRun();

    /// Runs all steps; true when every one of them worked.
    bool run();
    /// From inside the run: what is still to be done fails at once.
    void interrupt() { m_interrupted = true; }
    bool interrupted() const { return m_interrupted; }
    Runtime& runtime() { return m_runtime; }

private:
    bool serve();
    bool backendReady();
    bool hello();
    bool echo();
    bool polls();
    bool log();
    bool latencies();

    bool report(bool ok, const QString& what);
    QUrl url(const QString& path) const;

    Runtime m_runtime;
    const matrix::Wait m_wait;
    std::unique_ptr<matrix::Browser> m_browser; // once it serves
    bool m_hasPolls = true;
    bool m_interrupted = false;
};

} // namespace windsock::app
