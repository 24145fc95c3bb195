// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/environmentrun.h"

#include "core/backend/childprocess.h"
#include "core/bench/loadgenerator.h"
#include "core/matrix/pollsproject.h"
#include "core/matrix/requirement.h"
#include "core/matrix/virtualenv.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace windsock::matrix {

namespace {

constexpr std::chrono::seconds pageLimit{10};
constexpr std::chrono::seconds probeLimit{20};
constexpr std::chrono::minutes benchmarkLimit{30};
constexpr std::chrono::milliseconds settling{50}; // what a worker prints comes by another way than its answer
// Python 2.7 to 3.13; the version goes to standard output between marks, since a module may print when it is imported.
const QString djangoProbe =
    QStringLiteral("import sys, django\nsys.stdout.write('<version>' + django.get_version() + '</version>')");

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QStringList texts(const std::vector<std::string>& all)
{
    QStringList list;
    for (const std::string& one : all)
        list += text(one);
    return list;
}

/// A name from a file may hold anything.
QString fileNameOf(QString name)
{
    name.replace(QRegularExpression(QStringLiteral("[^\\w.-]|^[.]+")), QStringLiteral("_"));
    return name.isEmpty() ? QStringLiteral("_") : name.left(100);
}

QString inBrackets(const QString& output)
{
    return output.section(QStringLiteral("<version>"), 1, 1).section(QStringLiteral("</version>"), 0, 0);
}

/// Of the last traceback on: what a page that failed left in the log.
QString lastTraceback(const QString& log)
{
    const qsizetype at = log.lastIndexOf(QStringLiteral("Traceback (most recent call last)"));
    return at < 0 ? QString() : log.mid(log.lastIndexOf(u'\n', at) + 1);
}

bool saysThereIsNone(const QString& lastLine)
{
    return lastLine == QStringLiteral("ImportError: No module named django") || // Python 2
           lastLine == QStringLiteral("ModuleNotFoundError: No module named 'django'");
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
    , m_wait([&wait = context.wait, end = MonotonicClock::now() + context.spec.timeLimit] {
        return wait.cancelled() || MonotonicClock::now() > end;
    })
    , m_result(beforehand(context.spec))
{
}

EnvironmentResult EnvironmentRun::run()
{
    const auto begun = MonotonicClock::now();
    enter(Phase::Preparing);
    if (findPython() && preparePackages() && askFramework() && serve()) {
        const bool up = waitForBackend();
        enter(Phase::WebSocket);
        speak();
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

bool EnvironmentRun::cannotTry(const QString& why, const QString& evidence)
{
    m_result.why = m_context.wait.cancelled() ? QStringLiteral("It was cancelled.") : why;
    m_result.evidence = evidence;
    return false;
}

void EnvironmentRun::djangoFails(const QString& why, const QString& evidence)
{
    m_result.django = Verdict::No;
    m_result.why = why;
    m_result.evidence = evidence;
}

bool EnvironmentRun::hasDjango() const
{
    return m_spec.framework.name == "Django";
}

bool EnvironmentRun::findPython()
{
    if (!m_spec.problem.empty())
        return cannotTry(text(m_spec.problem));
    const auto found = m_context.interpreters.match(m_spec.python);
    if (!found)
        return cannotTry(found.error().sentence);
    m_python = m_result.pythonPath = found->path;
    m_result.pythonFound = text(found->version.toString());
    if (m_spec.python.starts_with('/')) // asked for by path: its version is what can be compared
        m_result.python = QStringLiteral("Python %1.%2").arg(found->version.major).arg(found->version.minor);
    return true;
}

/// Folders that were given for all; else what the environment names, the interpreter itself, a virtualenv of tox's that
/// is there, one that is made: whichever first has what is wanted.
bool EnvironmentRun::preparePackages()
{
    if (!usePaths(texts(m_spec.paths) + m_context.options.packages))
        return false;
    m_result.packages =
        m_paths.isEmpty() ? QStringLiteral("the interpreter's own") : m_paths.join(QStringLiteral(", "));
    if (!m_context.options.packages.isEmpty() || m_spec.requirements.empty() || hasWanted(askDjango()))
        return true;
    return useToxs() || useVirtualenv();
}

bool EnvironmentRun::usePaths(const QStringList& paths)
{
    for (const QString& path : paths) {
        if (!QFileInfo(path).isDir())
            return cannotTry(QStringLiteral("There is no folder %1: name one that has packages.").arg(path));
        m_paths += QDir(path).absolutePath();
    }
    return true;
}

/// As tox has left it.
bool EnvironmentRun::useToxs()
{
    const QString folder = text(m_spec.virtualenv);
    const QString python = folder + QStringLiteral("/bin/python");
    if (folder.isEmpty() || !QFileInfo(python).isExecutable())
        return false;
    const QString before = std::exchange(m_python, python);
    if (!hasWanted(askDjango())) {
        m_python = before;
        return false;
    }
    m_result.pythonPath = python;
    m_result.packages = QStringLiteral("virtualenv %1, made by tox").arg(folder);
    return true;
}

bool EnvironmentRun::useVirtualenv()
{
    if (m_context.options.workFolder.isEmpty())
        return true;
    const QString folder = m_context.options.workFolder + u'/' + fileNameOf(m_result.name);
    const auto made = prepareVirtualenv(folder, m_python, texts(m_spec.requirements), m_wait, m_spec.timeLimit);
    if (!made)
        return cannotTry(QStringLiteral("Its packages could not be installed: %1").arg(made.error().sentence),
                         made.error().detail);
    m_python = m_result.pythonPath = made->python;
    m_result.packages = made->reused ? QStringLiteral("virtualenv %1, made earlier").arg(folder)
                                     : QStringLiteral("virtualenv %1, made in %2 s")
                                           .arg(folder)
                                           .arg(std::chrono::duration<double>(made->took).count(), 0, 'f', 1);
    return true;
}

QProcessEnvironment EnvironmentRun::environment() const
{
    std::vector<std::pair<std::string, std::string>> variables = m_spec.setenv;
    if (!m_paths.isEmpty())
        variables.emplace_back("PYTHONPATH", m_paths.join(u':').toStdString());
    return backend::childEnvironment(variables);
}

/// What the requirements say of Django, else the version that the environment's name has.
std::optional<Requirement> EnvironmentRun::frameworkRequirement() const
{
    if (auto required = requirementOf(texts(m_spec.requirements), QStringLiteral("django"));
        required && !required->clauses.empty())
        return required;
    const QString version = text(m_spec.framework.version);
    if (version.isEmpty() || !version.front().isDigit())
        return std::nullopt;
    return Requirement{QStringLiteral("django"), {{QStringLiteral("=="), version + QStringLiteral(".*")}}};
}

ChildRun EnvironmentRun::askDjango() const
{
    return runChild({m_python, {QStringLiteral("-c"), djangoProbe}, environment(), {}}, m_wait, probeLimit);
}

bool EnvironmentRun::hasWanted(const ChildRun& asked) const
{
    const auto wanted = frameworkRequirement();
    return hasDjango() && asked.worked() && (!wanted || wanted->isMetBy(inBrackets(asked.output)));
}

/// Whether the framework is there to try, and in the version that is asked for.
bool EnvironmentRun::askFramework()
{
    if (!hasDjango())
        return true;
    const ChildRun asked = askDjango();
    if (m_wait.cancelled() || !asked.started || saysThereIsNone(lastLineOf(asked.output)))
        return cannotTry(QStringLiteral("%1 is not there to try: let pip reach an index, or name a folder of packages.")
                             .arg(m_result.framework),
                         asked.output);
    m_result.frameworkFound = inBrackets(asked.output);
    if (!asked.worked())
        djangoFails(QStringLiteral("%1 cannot be imported by %2.").arg(m_result.framework, m_result.python),
                    asked.output);
    else if (!hasWanted(asked))
        return cannotTry(QStringLiteral("%1 is not there to try, but Django %2 is: let pip reach an index, or name a "
                                        "folder of its packages.")
                             .arg(m_result.framework, m_result.frameworkFound));
    return true;
}

Result<SiteOptions> EnvironmentRun::siteOptions()
{
    SiteOptions site;
    site.python = m_python.toStdString();
    site.relay = m_result.relayed;
    site.environment = m_spec.setenv;
    site.environment.emplace_back("WINDSOCK_DATA_DIR", m_temporary.filePath(QStringLiteral("data")).toStdString());
    for (const QString& path : m_paths)
        site.paths.push_back(path.toStdString());
    QString project = text(m_spec.project);
    if (project.isEmpty()) {
        const auto unpacked = unpackPolls(m_temporary.filePath(QStringLiteral("polls")));
        if (!unpacked)
            return unpacked.error();
        project = *unpacked;
    }
    site.folder = project.toStdString();
    site.backend = m_spec.backend.empty() ? "django:" + site.folder : m_spec.backend;
    if (!m_result.relayed)
        return site;
    // A command has no worker of ours, which would be told.
    if (!m_paths.isEmpty())
        site.environment.emplace_back("PYTHONPATH", m_paths.join(u':').toStdString());
    site.backend = text(m_spec.backend).replace(QStringLiteral("{python}"), m_python).toStdString();
    return site;
}

bool EnvironmentRun::serve()
{
    enter(Phase::Starting);
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
    m_transcript->take(); // what it said while it started is in the status
    if (status.health == Health::Fine)
        return true;
    if (m_context.wait.cancelled())
        return cannotTry({});
    if (status.health == Health::Starting)
        djangoFails(QStringLiteral("The application did not come up in time."), {});
    else
        djangoFails(QString::fromStdString(status.error), QString::fromStdString(status.detail));
    return false;
}

void EnvironmentRun::speak()
{
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
    if (m_context.wait.cancelled())
        return;
    m_result.webSocket = m_result.conversation.works ? Verdict::Yes : Verdict::No;
    if (!m_result.conversation.works && m_result.why.isEmpty())
        m_result.why = QStringLiteral("WebSocket: ") + m_result.conversation.why;
}

void EnvironmentRun::walk()
{
    Browser browser(m_base, m_wait, pageLimit);
    const bool all = walkPolls(browser, [this](const Step& step) { m_result.steps.push_back(step); });
    m_result.pagesLog = settledLog();
    if (m_context.wait.cancelled())
        return;
    if (all) {
        m_result.django = Verdict::Yes;
        return;
    }
    const auto failed = std::find_if(m_result.steps.begin(), m_result.steps.end(), [](const Step& s) { return !s.ok; });
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
