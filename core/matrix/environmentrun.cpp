// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/environmentrun.h"

#include "core/bench/loadgenerator.h"
#include "core/matrix/environmentcommand.h"
#include "core/matrix/pollsproject.h"
#include "core/matrix/traceback.h"

#include <QFileInfo>

#include <algorithm>

namespace windsock::matrix {

namespace {

constexpr std::chrono::seconds pageLimit{10};
constexpr std::chrono::minutes benchmarkLimit{30};
constexpr std::chrono::milliseconds settling{50}; // what a worker prints comes by another way than its answer

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace

EnvironmentResult beforehand(const EnvironmentSpec& spec)
{
    EnvironmentResult result;
    result.name = text(spec.name);
    result.python = text(pythonTitle(spec.python));
    result.framework = text(frameworkTitle(spec.framework));
    result.relayed = spec.backend.starts_with("command:");
    result.backend = result.relayed ? text(spec.backend) : QStringLiteral("WSGI container");
    return result;
}

EnvironmentRun::EnvironmentRun(const Context& context)
    : m_context(context)
    , m_spec(context.spec)
    , m_end(MonotonicClock::now() + context.spec.timeLimit)
    , m_wait([&wait = context.wait, end = m_end] { return wait.cancelled() || MonotonicClock::now() > end; })
    , m_result(beforehand(context.spec))
    , m_packages({context.spec, context.options, m_temporary.path(), m_result.relayed, m_wait, context.wait, m_end})
{
}

EnvironmentResult EnvironmentRun::run()
{
    const auto begun = MonotonicClock::now();
    enter(Phase::Preparing);
    if (findPython() && preparePackages() && askFramework() && serve()) {
        const bool up = waitForBackend();
        enter(Phase::WebSocket);
        speak(up);
        enter(Phase::Pages);
        if (up)
            walk();
        if (m_context.options.benchmark && m_result.django == Verdict::Yes) {
            enter(Phase::Benchmark);
            benchmark();
        }
    }
    m_site.reset();
    m_result.took = std::chrono::duration_cast<std::chrono::milliseconds>(MonotonicClock::now() - begun);
    return m_result;
}

void EnvironmentRun::enter(Phase phase)
{
    m_context.tell(phase, m_result);
}

/// Nothing more is tried. What has failed before stays the reason.
bool EnvironmentRun::cannotTry(const QString& why, const QString& evidence)
{
    if (!m_result.why.isEmpty())
        return false;
    m_result.why = why;
    if (m_context.wait.cancelled())
        m_result.why = QStringLiteral("It was cancelled.");
    else if (why.isEmpty())
        m_result.why =
            QStringLiteral("Its time limit of %1 s was over before all of it was tried.").arg(m_spec.timeLimit.count());
    m_result.evidence = evidence;
    return false;
}

/// Cancelled, or its time limit is over: what is then seen to fail might have worked.
bool EnvironmentRun::isOver() const
{
    return m_wait.cancelled();
}

/// What failed first has led to the rest.
void EnvironmentRun::djangoFails(const QString& why, const QString& evidence)
{
    if (std::exchange(m_result.django, Verdict::No) == Verdict::No)
        return;
    m_result.why = why;
    m_result.evidence = evidence;
}

QString EnvironmentRun::whyNoWebSocket() const
{
    return QStringLiteral("WebSocket: ") + m_result.conversation.why;
}

/// Also when it could not be imported, for a command may bring another.
void EnvironmentRun::djangoWorks()
{
    if (std::exchange(m_result.django, Verdict::Yes) != Verdict::No)
        return;
    m_result.evidence.clear();
    m_result.why = m_result.webSocket == Verdict::No ? whyNoWebSocket() : QString();
}

bool EnvironmentRun::findPython()
{
    if (!m_spec.problem.empty())
        return cannotTry(text(m_spec.problem));
    const auto found = m_context.interpreters.match(m_spec.python);
    if (!found)
        return cannotTry(found.error().sentence);
    m_result.pythonPath = found->path;
    m_result.pythonFound = text(found->version.toString());
    if (m_spec.python.starts_with('/')) // asked for by path: its version is what can be compared
        m_result.python = QStringLiteral("Python %1.%2").arg(found->version.major).arg(found->version.minor);
    return true;
}

bool EnvironmentRun::preparePackages()
{
    const auto prepared = m_packages.prepare(m_result.pythonPath);
    m_result.packages = m_packages.description();
    m_result.pythonPath = m_packages.python();
    return prepared || cannotTry(prepared.error().sentence, prepared.error().detail);
}

/// Whether the framework is there to try, and in the version that is asked for.
bool EnvironmentRun::askFramework()
{
    if (m_spec.framework.name != "Django")
        return true;
    const DjangoAnswer asked = m_packages.askForDjango();
    if (isOver())
        return cannotTry({});
    if (!asked.run.started)
        return cannotTry(QStringLiteral("%1 cannot be started.").arg(m_packages.python()));
    if (asked.isMissing())
        return cannotTry(QStringLiteral("%1 is not there to try: let pip reach an index, or name a folder of packages.")
                             .arg(m_result.framework),
                         asked.run.output);
    m_result.frameworkFound = asked.version;
    if (asked.version.isEmpty())
        djangoFails(QStringLiteral("%1 cannot be imported by %2.").arg(m_result.framework, m_result.python),
                    asked.run.output);
    else if (!m_packages.isWanted(asked))
        return cannotTry(QStringLiteral("%1 is not there to try, but Django %2 is: let pip reach an index, or name a "
                                        "folder of its packages.")
                             .arg(m_result.framework, m_result.frameworkFound));
    return true;
}

/// Where scripts of its packages are, and those of all.
QStringList EnvironmentRun::programFolders() const
{
    QStringList folders;
    for (const QString& path : m_packages.paths())
        folders += path + QStringLiteral("/bin");
    return folders + qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts);
}

Result<QString> EnvironmentRun::backendSpec(const QString& project) const
{
    if (m_result.relayed)
        return environmentCommand(text(m_spec.backend), m_packages.python(), programFolders());
    return m_spec.backend.empty() ? QStringLiteral("django:") + project : text(m_spec.backend);
}

Result<SiteOptions> EnvironmentRun::siteOptions()
{
    SiteOptions site;
    site.python = m_packages.python().toStdString();
    site.relay = m_result.relayed;
    site.environment = m_spec.setenv;
    site.environment.emplace_back("WINDSOCK_DATA_DIR", m_temporary.filePath(QStringLiteral("data")).toStdString());
    for (const QString& path : m_packages.paths())
        site.paths.push_back(path.toStdString());
    QString project = text(m_spec.project);
    if (project.isEmpty()) {
        const auto unpacked = unpackPolls(m_temporary.filePath(QStringLiteral("polls")));
        if (!unpacked)
            return unpacked.error();
        project = *unpacked;
    }
    const auto backend = backendSpec(project);
    if (!backend)
        return backend.error();
    site.folder = project.toStdString();
    site.backend = backend->toStdString();
    if (m_result.relayed) { // what it starts itself is to be the environment's, too
        const QStringList folders = QStringList{QFileInfo(m_packages.python()).absolutePath()} + programFolders();
        site.environment.emplace_back("PATH", folders.join(u':').toStdString());
    }
    return site;
}

bool EnvironmentRun::serve()
{
    enter(Phase::Starting);
    if (isOver())
        return cannotTry({});
    if (!m_temporary.isValid())
        return cannotTry(m_temporary.errorString());
    const auto options = siteOptions();
    if (!options)
        return cannotTry(options.error().sentence);
    m_site = m_context.makeSite(*options);
    const auto base = m_site->start();
    if (!base)
        return cannotTry(base.error().sentence, base.error().detail);
    m_base = *base;
    m_transcript.emplace(m_site->journal());
    return true;
}

bool EnvironmentRun::waitForBackend()
{
    using Health = backend::BackendStatus::Health;
    m_wait.until([this] { return m_site->status().health != Health::Starting; }, m_spec.timeLimit);
    const backend::BackendStatus status = m_site->status();
    const QString said = m_transcript->take(); // when it fails, that is in the status
    if (m_context.wait.cancelled())
        return cannotTry({});
    if (status.health == Health::Fine)
        return true;
    if (status.health == Health::Failed)
        return backendFailed(status);
    djangoFails(
        QStringLiteral("The application did not come up within its time limit of %1 s.").arg(m_spec.timeLimit.count()),
        said);
    return false;
}

/// It is complete unless a package is missing that nobody has installed.
bool EnvironmentRun::backendFailed(const backend::BackendStatus& status)
{
    const QString said = QString::fromStdString(status.detail);
    const QString sentence = QString::fromStdString(status.error);
    const QStringList lacks =
        QString(said + sentence).contains(QStringLiteral("No module named")) ? m_packages.missing() : QStringList();
    if (!lacks.isEmpty())
        return cannotTry(QStringLiteral("%1 is not there to try it with: let pip reach an index, or name a folder of "
                                        "packages.")
                             .arg(lacks.join(QStringLiteral(", "))),
                         said);
    djangoFails(sentence, said);
    return false;
}

/// Ours is there whatever becomes of the application; one of the environment's own is not.
void EnvironmentRun::speak(bool up)
{
    if (isOver() || (m_result.relayed && !up)) {
        if (m_result.relayed && !m_context.wait.cancelled() && m_result.django == Verdict::No) {
            m_result.webSocket = Verdict::No;
            m_result.conversation.why = QStringLiteral("The application did not come up.");
        }
        return;
    }
    chat::ChatOptions options;
    QUrl address = m_base;
    address.setScheme(QStringLiteral("ws"));
    options.url = address.toString(QUrl::StripTrailingSlash) + text(m_spec.webSocket);
    Browser browser(m_base, m_wait, pageLimit);
    if (!m_result.relayed)
        browser.get(QStringLiteral("/hello-tornado"));
    m_result.conversation = matrix::speak(
        options,
        {QStringLiteral("Hello, world"), QStringLiteral("Test for %1 and %2").arg(m_result.python, m_result.framework)},
        m_wait, pageLimit);
    m_result.webSocketLog = settledLog();
    if (m_result.conversation.works) {
        m_result.webSocket = Verdict::Yes;
    } else if (isOver()) {
        cannotTry({});
    } else {
        m_result.webSocket = Verdict::No;
        if (m_result.why.isEmpty())
            m_result.why = whyNoWebSocket();
    }
}

void EnvironmentRun::walk()
{
    if (isOver()) {
        cannotTry({});
        return;
    }
    Browser browser(m_base, m_wait, pageLimit);
    bool seen = true; // each answer, in time
    const bool all = walkPolls(browser, [&](const Step& step) {
        seen = seen && !isOver();
        if (seen)
            m_result.steps.push_back(step);
    });
    m_result.pagesLog = settledLog();
    if (all)
        return djangoWorks();
    const auto failed = std::find_if(m_result.steps.begin(), m_result.steps.end(), [](const Step& s) { return !s.ok; });
    if (failed == m_result.steps.end()) {
        cannotTry({});
        return;
    }
    djangoFails(QStringLiteral("A page was not as it should be: %1.").arg(failed->text),
                lastTraceback(m_result.pagesLog));
}

QString EnvironmentRun::settledLog()
{
    m_wait.until([] { return false; }, settling);
    return m_transcript->take();
}

void EnvironmentRun::benchmark()
{
    auto plans = bench::ancestorPlans(m_base.toString(QUrl::StripTrailingSlash));
    if (!plans)
        return;
    for (bench::Plan& plan : *plans) {
        plan.requests = static_cast<std::uint64_t>(m_context.options.requests);
        plan.connections = m_context.options.connections;
    }
    bench::LoadGenerator generator(std::move(*plans));
    generator.start();
    const Wait patient([this] { return m_context.wait.cancelled(); }); // the time limit is not the benchmark's
    patient.until([&] { return generator.finished(); }, benchmarkLimit);
    m_result.benchmark = generator.runs();
}

} // namespace windsock::matrix
