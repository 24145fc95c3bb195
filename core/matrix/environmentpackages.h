// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentPackages: where an environment's packages come from, and the Python that has them. Blocks; on the thread
// of its Wait, owned by the environment's run.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/matrix/environmentspec.h"
#include "core/matrix/installed.h"
#include "core/matrix/requirement.h"
#include "core/matrix/runoptions.h"

#include <optional>

namespace windsock::matrix {

class EnvironmentPackages
{
public:
    struct Context
    {
        const EnvironmentSpec& spec;
        const RunOptions& options;
        QString folder;           ///< a neutral one, to run Python in
        bool needTornado;         ///< else we stand in its place
        const Wait& wait;         ///< ends with the time limit, too
        const Wait& cancellation; ///< does not
        Monotonic end;            ///< of the time limit
    };

    explicit EnvironmentPackages(const Context& context)
        : m_context(context)
        , m_spec(context.spec)
    {
    }

    /// From an interpreter (absolute) on. Error: one sentence why they are not there, and pip's own words.
    Result<void> prepare(const QString& python);

    const QString& python() const { return m_python; }    ///< that has them
    const QStringList& paths() const { return m_paths; }  ///< for PYTHONPATH
    const QString& description() const { return m_from; } ///< for people

    DjangoAnswer askForDjango() const;
    /// Whether it is in the version that is asked for.
    bool isWanted(const DjangoAnswer& found) const;
    /// Those of the requirements that are not there; none when pip has put them there.
    QStringList missing() const;

private:
    Result<void> usePaths(const QStringList& paths);
    bool useToxs();
    Result<void> useVirtualenv();
    bool isComplete() const;
    PythonPlace place() const;
    std::optional<Requirement> frameworkRequirement() const;

    const Context m_context;
    const EnvironmentSpec& m_spec;
    QString m_python;
    QStringList m_paths;
    QString m_from;
    bool m_installed = false; // by pip, all of them
};

} // namespace windsock::matrix
