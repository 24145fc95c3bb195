// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentResult: what was seen of one environment of the matrix, and the verdicts that follow. A plain value, for
// any thread.
#pragma once

#include "core/bench/rungroup.h"
#include "core/matrix/pollswalk.h"
#include "core/matrix/websocketscript.h"

#include <QString>

#include <chrono>
#include <vector>

namespace windsock::matrix {

enum class Verdict {
    Yes,   ///< seen to work
    Maybe, ///< could not be tried
    No,    ///< complete, and failed
};

struct EnvironmentResult
{
    QString name;           ///< "py27-django18"
    QString python;         ///< as asked for: "Python 2.7"
    QString framework;      ///< as asked for: "Django 1.8"
    QString backend;        ///< how it was served, for people: "WSGI container", "command: python3 tornado_main.py"
    QString pythonFound;    ///< "2.7.18"; empty when there is none
    QString pythonPath;     ///< the program that was run
    QString frameworkFound; ///< "3.2.19"; empty when it could not be asked
    QString packages;       ///< where they come from: a folder, or the virtualenv and how it was made
    bool relayed = false;   ///< the WebSocket is the environment's own, spoken to through the relay
    Verdict webSocket = Verdict::Maybe;
    Verdict django = Verdict::Maybe;
    QString why;               ///< one sentence, when not all is yes
    QString evidence;          ///< the program's own words, when there are any; may have lines
    Conversation conversation; ///< as the client saw it
    QString webSocketLog;      ///< the server's log and prints while the script was spoken
    std::vector<Step> steps;   ///< the walk through the pages
    QString pagesLog;          ///< the server's log of it
    bench::Runs benchmark;     ///< the ancestor's three pages, when it was asked for
    std::chrono::milliseconds took{0};
};

/// Yes when both are, No when one is, else Maybe.
Verdict overall(const EnvironmentResult& result);
/// "✓ Yes", "─ Maybe yes", "✗ No".
QString toText(Verdict verdict);

} // namespace windsock::matrix
