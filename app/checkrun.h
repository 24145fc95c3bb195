// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// CheckRun: the main job once, over real sockets, against a Runtime of its own: each step prints what it saw.
// Main thread; owned by the command.
#pragma once

#include "app/runtime.h"

#include <QNetworkAccessManager>
#include <QString>

#include <functional>
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
    struct Page
    {
        int status = 0;
        QByteArray body;
        QString error;
        QUrl redirect;
    };

    bool serve();
    bool backendReady();
    bool hello();
    bool echo();
    bool polls();
    bool vote();
    bool log();
    bool latencies();

    bool waitFor(const std::function<bool()>& done, std::chrono::milliseconds limit) const;
    Page get(const QString& path);
    Page post(const QString& path, const QByteArray& form);
    Page fetch(const std::function<QNetworkReply*()>& send);
    bool expectPage(const QString& path, int status);
    bool report(bool ok, const QString& what);
    QUrl url(const QString& path) const;

    Runtime m_runtime;
    QNetworkAccessManager m_network;
    bool m_hasPolls = true;
    bool m_interrupted = false;
};

} // namespace windsock::app
