// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentRun: tries one environment of the matrix: finds its Python and packages, serves it, speaks to its
// WebSocket, walks its pages, loads it if that is wanted. Blocks; lives on a thread of its own, whose event loop it
// runs.
#pragma once

#include "core/backend/temporaryfolder.h"
#include "core/matrix/childrun.h"
#include "core/matrix/environmentresult.h"
#include "core/matrix/environmentspec.h"
#include "core/matrix/interpreters.h"
#include "core/matrix/requirement.h"
#include "core/matrix/site.h"
#include "core/matrix/transcript.h"
#include "core/matrix/wait.h"

#include <functional>
#include <optional>

namespace windsock::matrix {

enum class Phase { Waiting, Preparing, Starting, WebSocket, Pages, Benchmark, Done };

struct RunOptions
{
    QString workFolder;     ///< where virtualenvs are made and kept; empty: none are
    QStringList packages;   ///< folders of packages for every environment
    bool benchmark = false; ///< the ancestor's three pages
    int requests = 2000;    ///< of each
    int connections = 100;  ///< at once
};

/// What is known of an environment before it is tried.
EnvironmentResult beforehand(const EnvironmentSpec& spec);

class EnvironmentRun
{
public:
    struct Context
    {
        const EnvironmentSpec& spec;
        const Interpreters& interpreters;
        const RunOptions& options;
        SiteFactory makeSite;
        std::function<void(Phase, const EnvironmentResult&)> tell; ///< what is known so far
        const Wait& wait;
    };

    explicit EnvironmentRun(const Context& context);
    EnvironmentResult run();

private:
    bool findPython();
    bool preparePackages();
    bool usePaths(const QStringList& paths);
    bool useToxs();
    bool useVirtualenv();
    std::optional<Requirement> frameworkRequirement() const;
    ChildRun askDjango() const;
    bool hasWanted(const ChildRun& asked) const;
    bool askFramework();
    bool serve();
    bool waitForBackend();
    void speak();
    void walk();
    void benchmark();

    void enter(Phase phase);
    bool cannotTry(const QString& why, const QString& evidence = {});
    void djangoFails(const QString& why, const QString& evidence);
    QProcessEnvironment environment() const;
    Result<SiteOptions> siteOptions();
    QString settledLog();
    bool hasDjango() const;

    const Context m_context;
    const EnvironmentSpec& m_spec;
    const Wait m_wait; // ends with the time limit too
    EnvironmentResult m_result;
    QString m_python;                           // that is run
    QStringList m_paths;                        // of packages
    const backend::TemporaryFolder m_temporary; // outlives the site
    std::unique_ptr<Site> m_site;
    std::optional<Transcript> m_transcript;
    QUrl m_base;
};

} // namespace windsock::matrix
