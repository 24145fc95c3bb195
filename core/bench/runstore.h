// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RunStore: runs that are kept as files in a folder, and the one file format of several runs. Blocks on the disk; any
// one thread.
#pragma once

#include "core/base/result.h"
#include "core/bench/rungroup.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace windsock::bench {

/// {"windsock_bench_group": 1, "title", "runs": [as runjson.h has them], "sources": [the file each was read from]}; of
/// a measurement of blocking also "blocking": [{"arrangement", "count", "idle", "pages"}], one a run.
QByteArray toJson(const RunGroup& group);
/// Error: Invalid.
Result<RunGroup> parseGroupJson(const QByteArray& bytes, const QString& file);
/// A file of either kind: several runs or one; or one of ab's -g files. Error: NotFound, PermissionDenied, Invalid.
Result<RunGroup> readRuns(const QString& file);

class RunStore
{
public:
    /// `folder` is made when something is kept.
    explicit RunStore(QString folder);

    /// The oldest first. What cannot be read is left out and where it is.
    std::vector<RunGroup> load() const;
    /// Under its id, or a new one, which it gets.
    Result<void> keep(RunGroup& group) const;
    /// Error: it is still there.
    Result<void> remove(const RunGroup& group) const;

private:
    QString fileOf(const std::string& id) const;

    const QString m_folder;
};

} // namespace windsock::bench
