// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/matrixtoml.h"

#include "core/base/tomlreader.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace windsock::matrix {

using config::asText;
using config::text;
using config::wrong;

namespace {

bool isPath(const std::string& python)
{
    return python.find('/') != std::string::npos;
}

template <class T>
void append(std::vector<T>& list, std::vector<T> more)
{
    list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void setVariable(EnvironmentSpec& spec, std::pair<std::string, std::string> variable)
{
    const auto same = [&](const auto& one) { return one.first == variable.first; };
    std::erase_if(spec.setenv, same);
    spec.setenv.push_back(std::move(variable));
}

/// A folder of the report is named after it.
std::string asName(const toml::node& node)
{
    static const QRegularExpression shape(QStringLiteral("^[\\w+-][\\w.+-]{0,99}$"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    std::string name = asText(node);
    if (!shape.match(text(name)).hasMatch())
        wrong(node, QStringLiteral("a name of at most 100 letters, digits, - and . is expected here"));
    return name;
}

/// "1.8", or "main".
std::string asVersion(const toml::node& node)
{
    static const QRegularExpression shape(QStringLiteral("^([0-9]+(\\.[0-9]+){0,3}|main)$"));
    std::string version = asText(node);
    if (!shape.match(text(version)).hasMatch())
        wrong(node, QStringLiteral("a version such as \"1.8\", or \"main\", is expected here"));
    return version;
}

std::string asWebSocket(const toml::node& node)
{
    std::string path = asText(node);
    if (!path.starts_with('/'))
        wrong(node, QStringLiteral("a WebSocket's path begins with /"));
    return path;
}

Framework asFramework(const toml::node& node)
{
    const QString title = text(asText(node)).simplified();
    const qsizetype blank = title.lastIndexOf(u' ');
    if (title.isEmpty())
        wrong(node, QStringLiteral("a framework's name is expected here, such as \"Flask 1.0\""));
    if (blank < 0)
        return {title.toStdString(), {}};
    return {title.left(blank).toStdString(), title.mid(blank + 1).toStdString()};
}

/// Reads one file.
class MatrixReader
{
public:
    explicit MatrixReader(const QString& folder)
        : m_folder(folder)
    {
    }

    std::vector<EnvironmentSpec> read(const toml::table& root)
    {
        const auto keep = [](const toml::node*& place) { return [&place](const toml::node& node) { place = &node; }; };
        const toml::node* defaults = nullptr;
        const toml::node* exclude = nullptr;
        const toml::node* environments = nullptr;
        config::readTable(root, QStringLiteral("the file"),
                          {{"defaults", keep(defaults)},
                           {"pythons", keep(m_pythons)},
                           {"frameworks", keep(m_frameworks)},
                           {"exclude", keep(exclude)},
                           {"python", keep(m_pythonTables)},
                           {"framework", keep(m_frameworkTables)},
                           {"environment", keep(environments)}});
        EnvironmentSpec base;
        if (defaults)
            apply(*defaults, QStringLiteral("defaults"), base, {});
        checkTables(m_pythonTables, m_pythons, QStringLiteral("python"));
        checkTables(m_frameworkTables, m_frameworks, QStringLiteral("framework"));
        if (m_pythons || m_frameworks)
            readProduct(base);
        if (exclude)
            leaveOut(*exclude);
        if (environments)
            config::readTables(*environments,
                               QStringLiteral("environments are a list of tables: write [[environment]]"),
                               [&](const toml::node& node) { readEnvironment(node, base); });
        if (m_specs.empty())
            wrong(root,
                  QStringLiteral("there is no environment here: write [[environment]], or pythons and frameworks"));
        return std::move(m_specs);
    }

private:
    /// The keys that all tables have, and `more`.
    void apply(const toml::node& node, const QString& where, EnvironmentSpec& spec, config::Keys more) const
    {
        more.merge(
            config::Keys{{"packages", [&](const toml::node& n) { append(spec.requirements, config::asTexts(n)); }},
                         {"paths", [&](const toml::node& n) { append(spec.paths, config::asPaths(n, m_folder)); }},
                         {"env",
                          [&](const toml::node& n) {
                              for (auto& variable : config::asVariables(n))
                                  setVariable(spec, std::move(variable));
                          }},
                         {"virtualenv", [&](const toml::node& n) { spec.virtualenv = config::asPath(n, m_folder); }},
                         {"backend", [&](const toml::node& n) { spec.backend = config::asSpec(n, m_folder); }},
                         {"project", [&](const toml::node& n) { spec.project = config::asPath(n, m_folder); }},
                         {"websocket", [&](const toml::node& n) { spec.webSocket = asWebSocket(n); }},
                         {"time_limit", [&](const toml::node& n) {
                              spec.timeLimit = std::chrono::seconds(config::asNumber(n, 1, 86'400));
                          }}});
        config::readTable(node, where, more);
    }

    config::Keys frameworkKeys(EnvironmentSpec& spec) const
    {
        return {{"django",
                 [&](const toml::node& n) {
                     spec.framework = {"Django", asVersion(n)};
                 }},
                {"framework", [&](const toml::node& n) { spec.framework = asFramework(n); }}};
    }

    std::string asPython(const toml::node& node) const
    {
        const std::string python = asText(node);
        if (isPath(python))
            return config::asPath(node, m_folder);
        if (pythonFactor(python).isEmpty())
            wrong(node, QStringLiteral("a Python is expected here: \"2.7\", \"pypy3\" or a path"));
        return pythonAsked(text(python));
    }

    void readEnvironment(const toml::node& node, const EnvironmentSpec& base)
    {
        EnvironmentSpec spec = base;
        config::Keys keys = frameworkKeys(spec);
        keys.emplace("name", [&](const toml::node& n) { spec.name = asName(n); });
        keys.emplace("python", [&](const toml::node& n) { spec.python = asPython(n); });
        apply(node, QStringLiteral("environment"), spec, std::move(keys));
        if (spec.name.empty())
            wrong(node, QStringLiteral("an environment has a name"));
        add(node, std::move(spec));
    }

    void readProduct(const EnvironmentSpec& base)
    {
        const toml::array one{""}; // a side that is not there has one entry that says nothing
        const toml::array& pythons = m_pythons ? wordsOf(*m_pythons) : one;
        const toml::array& frameworks = m_frameworks ? wordsOf(*m_frameworks) : one;
        for (const toml::node& python : pythons) {
            EnvironmentSpec withPython = base;
            if (m_pythons)
                applyPython(python, withPython);
            for (const toml::node& framework : frameworks) {
                EnvironmentSpec spec = withPython;
                if (m_frameworks)
                    applyFramework(framework, spec);
                add(m_frameworks ? framework : python, std::move(spec));
            }
        }
    }

    static const toml::array& wordsOf(const toml::node& node)
    {
        const toml::array* words = node.as_array();
        if (!words || words->empty())
            wrong(node, QStringLiteral("a list of texts is expected here"));
        return *words;
    }

    static const toml::node* entry(const toml::node* tables, std::string_view name)
    {
        const toml::table* table = tables ? tables->as_table() : nullptr;
        return table ? table->get(name) : nullptr;
    }

    /// Each says what a word in the list means.
    static void checkTables(const toml::node* tables, const toml::node* list, const QString& name)
    {
        if (!tables)
            return;
        const std::vector<std::string> words = list ? config::asTexts(*list) : std::vector<std::string>();
        config::Keys keys;
        for (const std::string& word : words)
            keys.emplace(word, [](const toml::node&) {});
        if (keys.empty())
            wrong(*tables, QStringLiteral("there is no list of %1s that names these tables").arg(name));
        config::readTable(*tables, name, keys);
    }

    void applyPython(const toml::node& node, EnvironmentSpec& spec) const
    {
        const std::string word = asText(node);
        const toml::node* table = entry(m_pythonTables, word);
        if (pythonFactor(word).isEmpty() && !table)
            wrong(node, QStringLiteral("\"%1\" is no version: write [python.%1] with python = \"/its/path\"")
                            .arg(text(word).left(100).simplified()));
        spec.python = pythonFactor(word).isEmpty() ? std::string() : pythonAsked(text(word));
        spec.name = pythonFactor(word).isEmpty() ? asName(node) : pythonFactor(word).toStdString();
        if (table)
            apply(*table, QStringLiteral("python.") + text(word).left(100), spec,
                  {{"python", [&](const toml::node& n) { spec.python = asPython(n); }}});
        if (pythonFactor(word).isEmpty() && spec.python.empty())
            wrong(table ? *table : node, QStringLiteral("this Python has no path: write python = \"/its/path\""));
    }

    void applyFramework(const toml::node& node, EnvironmentSpec& spec) const
    {
        const std::string word = asName(node);
        const toml::node* table = entry(m_frameworkTables, word);
        spec.framework = frameworkOfFactor(text(word));
        if (spec.framework.name.empty() && !table)
            wrong(node, QStringLiteral("\"%1\" is not known: write [framework.%1] with its packages").arg(text(word)));
        spec.name = spec.name.empty() ? word : spec.name + '-' + word;
        if (table)
            apply(*table, QStringLiteral("framework.") + text(word), spec, frameworkKeys(spec));
        if (spec.framework.name.empty())
            spec.framework.name = word;
    }

    void leaveOut(const toml::node& node)
    {
        for (const toml::node& word : wordsOf(node)) {
            const std::string name = asText(word);
            if (std::erase_if(m_specs, [&](const EnvironmentSpec& spec) { return spec.name == name; }) == 0)
                wrong(
                    word,
                    QStringLiteral("\"%1\" is none of pythons and frameworks").arg(text(name).left(100).simplified()));
            m_names.remove(text(name));
        }
    }

    void add(const toml::node& node, EnvironmentSpec spec)
    {
        const QString name = text(spec.name);
        if (m_names.contains(name))
            wrong(node, QStringLiteral("there are two environments \"%1\": give one another name").arg(name));
        if (m_names.size() >= MostNames)
            wrong(node, QStringLiteral("there are more than %1 environments: write fewer").arg(MostNames));
        m_names.insert(name);
        addDjango(spec);
        m_specs.push_back(std::move(spec));
    }

    /// Who names a Django and no place that it comes from, wants pip to get it.
    static void addDjango(EnvironmentSpec& spec)
    {
        const std::string& version = spec.framework.version;
        const bool is = spec.framework.name == "Django" && !version.empty() && version != "main";
        const bool there =
            !spec.paths.empty() || !spec.virtualenv.empty() ||
            std::any_of(spec.requirements.begin(), spec.requirements.end(), [](const std::string& requirement) {
                return !frameworkOfRequirement(text(requirement)).name.empty();
            });
        if (is && !there)
            spec.requirements.push_back("django==" + version + ".*");
    }

    const QString m_folder;
    const toml::node* m_pythons = nullptr;
    const toml::node* m_frameworks = nullptr;
    const toml::node* m_pythonTables = nullptr;
    const toml::node* m_frameworkTables = nullptr;
    std::vector<EnvironmentSpec> m_specs;
    QSet<QString> m_names;
};

} // namespace

Result<std::vector<EnvironmentSpec>> readMatrixToml(std::string_view content, const QString& name,
                                                    const QString& folder)
{
    std::vector<EnvironmentSpec> specs;
    auto result =
        config::readToml(content, name, [&](const toml::table& root) { specs = MatrixReader(folder).read(root); });
    if (!result)
        return result.error();
    return specs;
}

} // namespace windsock::matrix
