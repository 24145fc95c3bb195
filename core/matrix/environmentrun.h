// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentRun: tries one environment of the matrix: finds its Python and packages, serves it, speaks to its
// WebSocket, walks its pages, loads it if that is wanted. Blocks; lives on a thread of its own, whose event loop it
// runs.
#pragma once

#include "core/backend/temporaryfolder.h"
#include "core/matrix/environmentpackages.h"
#include "core/matrix/environmentresult.h"
#include "core/matrix/environmentspec.h"
#include "core/matrix/interpreters.h"
#include "core/matrix/runoptions.h"
#include "core/matrix/site.h"
#include "core/matrix/transcript.h"
#include "core/matrix/wait.h"

#include <functional>
#include <optional>

namespace windsock::matrix {

enum class Phase { Waiting, Preparing, Starting, WebSocket, Pages, Benchmark, Done };

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
    bool askFramework();
    bool serve();
    bool waitForBackend();
    bool backendFailed(const backend::BackendStatus& status);
    void speak(bool up);
    void walk();
    void benchmark();

    void enter(Phase phase);
    bool cannotTry(const QString& why, const QString& evidence = {});
    bool isOver() const;
    void djangoFails(const QString& why, const QString& evidence);
    void djangoWorks();
    QString whyNoWebSocket() const;
    Result<QString> backendSpec(const QString& project) const;
    QStringList programFolders() const;
    Result<SiteOptions> siteOptions();
    QString settledLog();

    const Context m_context;
    const EnvironmentSpec& m_spec;
    const Monotonic m_end; // of its time limit
    const Wait m_wait;     // ends then, too
    EnvironmentResult m_result;
    const backend::TemporaryFolder m_temporary; // outlives the site
    EnvironmentPackages m_packages;
    std::unique_ptr<Site> m_site;
    std::optional<Transcript> m_transcript;
    QUrl m_base;
};

} // namespace windsock::matrix
