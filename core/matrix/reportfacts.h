// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ReportFacts: what a report says of itself: who made it, when, where and how; and how its pictures are called. Plain
// values, for any thread.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <map>

namespace windsock::matrix {

struct Machine
{
    QString system;    ///< "Debian GNU/Linux 12 (bookworm)"
    QString kernel;    ///< "Linux 6.1.0-18-amd64"
    QString processor; ///< its model; empty when it does not say
    int processors = 0;
};

/// This one. Reads /proc/cpuinfo.
Machine thisMachine();

struct ReportFacts
{
    QString title = QStringLiteral("Tests for Windsock");
    QString version; ///< Windsock's
    QDateTime date;  ///< shown in its own time zone
    Machine machine;
    QString matrixFile; ///< that the environments were read from; empty: from the command line
    QString command;    ///< line that made it, "windsock matrix --bench --report report"
};

/// PNG by an environment's name.
using Pictures = std::map<QString, QByteArray>;

/// Where an environment's picture lies, seen from the report: "benchmarks/py35-django19/benchmark.png". What could not
/// be a folder's name, or leads out of the report, is written as ~ and its code.
QString picturePath(const QString& environment);

} // namespace windsock::matrix
