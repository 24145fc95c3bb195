// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServerControl: what the window may ask of the server, and what it is told. Implemented by app's Runtime, so that ui
// knows nothing of it. GUI thread; outlives the window.
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace windsock::ui {

/// How the routed backend is chosen; the same words as on the command line.
struct BackendChoice
{
    QString spec = QStringLiteral("demo"); ///< "demo", "django:DIR", "wsgi:MODULE:CALLABLE", "http://…", …
    QString python;                        ///< path of the interpreter; empty: found on PATH
    QString chdir;                         ///< folder a WSGI callable or a command runs in; empty: the current one
    bool insecure = false;                 ///< of https://: any certificate will do
};

struct ServerStatus
{
    enum class State { Stopped, Starting, Serving, Stopping };
    enum class Health { Fine, Starting, Failed }; ///< of the backend
    State state = State::Stopped;
    QString host;                        ///< "127.0.0.1"
    quint16 port = 0;                    ///< the one that is served, or was asked for when stopped
    QString error;                       ///< why it is stopped, one sentence; empty when the user stopped it
    quint16 suggestedPort = 0;           ///< the next free one when the port was busy
    bool tls = false;                    ///< https:// and wss://
    QList<QSslCertificate> certificates; ///< its own, for a client of the same program to trust
    int ioThreads = 0;
    BackendChoice backend;
    QString backendLabel; ///< "demo polls", "mysite · Python 3.11.2 · Django 3.2.19"
    Health backendHealth = Health::Fine;
    QString backendError;  ///< one sentence
    QString backendDetail; ///< Python's own message, may have lines
    int workers = 0;       ///< processes; 0 for demo
    int threadsPerWorker = 0;
    QStringList unappliedMigrations; ///< not empty: offer migrate()
};

class ServerControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual ServerStatus status() const = 0;
    virtual void start() = 0;
    /// Another port, then start.
    virtual void startOn(quint16 port) = 0;
    virtual void stop() = 0;
    /// Checks at once what can be checked (a folder, an interpreter); what was running goes on when it fails. How the
    /// backend's start comes out is told by statusChanged.
    virtual Result<void> chooseBackend(const BackendChoice& choice) = 0;
    virtual void migrate() = 0;

Q_SIGNALS:
    void statusChanged();
};

} // namespace windsock::ui
